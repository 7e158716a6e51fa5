"""``svodka models``: list, pull, path, verify and remove the checkpoints of the model tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svodka.cli.parts.destination import writing
from svodka.cli.parts.output import say
from svodka.errors import CheckpointError, HubError

if TYPE_CHECKING:
    from svodka.checkpoints.specs import ModelSpec, Task

Cache = Annotated[Path | None, typer.Option("--cache", help="Cache folder instead of the usual one.")]
Name = Annotated[str, typer.Argument(help="Short name (best, summarize:fast) or hub id.")]


def register(app: typer.Typer) -> None:
    """Add the command group to the app."""
    group = typer.Typer(no_args_is_help=True, help="The checkpoints: list, pull, path, verify, remove.")
    for command in (list_, pull, path, verify, remove):
        group.command(name=command.__name__.rstrip("_"))(command)
    app.add_typer(group, name="models")


# A name alone is a translator's first.
_BUNDLED: dict[str, Task] = {
    "compact": "translate",
    "translate:compact": "translate",
    "summarize:compact": "summarize",
}


def _rows(cache: Path | None) -> list[dict[str, Any]]:
    from svodka.checkpoints.bundled import bundled_path, bundled_spec
    from svodka.checkpoints.specs import TABLES

    specs = [spec for table in TABLES.values() for spec in table.values()]
    specs = [bundled_spec(bundled_path(s.task), s.task) if s.name == "compact" else s for s in specs]
    return [spec.to_dict() | {"cached": _is_cached(spec, cache)} for spec in specs]


def _is_cached(spec: ModelSpec, cache: Path | None) -> bool:
    from svodka.checkpoints import hub
    from svodka.checkpoints.bundled import bundled_path

    if spec.repo is None:
        return spec.name == "extractive" or (bundled_path(spec.task) / "config.json").is_file()
    return hub.cached(spec.repo, spec.revision or "main", cache) is not None


def list_(
    json_: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False, cache: Cache = None
) -> int:
    """Every model: task, size, licence, revision, scores (published; of compact measured), and whether it is cached."""
    rows = _rows(cache)
    with writing(None) as out:
        if json_:
            out.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
            return 0
        head = ("NAME", "TASK", "CACHED", "DOWNLOAD", "PARAMETERS", "LICENCE", "MODEL", "REVISION", "SCORES")
        table = [head, *(_cells(row) for row in rows)]
        widths = [max(len(row[i]) for row in table) for i in range(len(head))]
        for row in table:
            out.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n")
    return 0


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    def mega(number: int | None) -> str:
        return "-" if not number else f"{number / 1e6:.0f} M"

    scores = ", ".join(f"{s['metric']} {s['value']} {s['testset']}" for s in row["scores"][:2]) or "-"
    revision = (row["revision"] or "-")[:8]
    model = row["repo"] or "in the package"
    cached = "yes" if row["cached"] else "no"
    download = mega(row["download"]) + ("B" if row["download"] else "")
    return (
        row["name"],
        row["task"],
        cached,
        download,
        mega(row["parameters"]),
        row["licence"],
        model,
        revision,
        scores,
    )


def _find(name: str) -> tuple[str, str, Task]:
    """Repository, revision and task of a short name (a translator first), ``task:name`` or ``org/name[@revision]``."""
    from svodka.checkpoints.specs import TABLES

    tasks: tuple[Task, ...] = ("translate", "summarize", "verify")
    prefix, colon, rest = name.partition(":")
    for task in tasks:
        if colon and prefix != task:
            continue
        spec = TABLES[task].get(rest if colon else name)
        if spec is not None:
            if spec.repo is None:
                raise CheckpointError(f"{name} is not downloaded: {spec.note}")
            return spec.repo, spec.revision or "main", task
    if "/" in name:
        repo, _, revision = name.partition("@")
        return repo, revision or "main", "translate"
    known = ", ".join(f"{task}:{spec}" for task in tasks for spec in TABLES[task])
    raise CheckpointError(f"unknown model '{name}'; expected a hub id organisation/name or one of {known}")


def pull(name: Name, cache: Cache = None) -> int:
    """Download a model, with progress; files already there are kept, and every file is checked by its hash."""
    from svodka.checkpoints import hub

    repo, revision, _ = _find(name)
    found = hub.cached(repo, revision, cache)
    if found is None:
        found = hub.download(repo, revision, cache)
    with writing(None) as out:
        out.write(f"{found}\n")
    return 0


def path(name: Name, cache: Cache = None) -> int:
    """Print the folder of a cached model."""
    with writing(None) as out:
        out.write(f"{_cached(name, cache)[1]}\n")
    return 0


def _cached(name: str, cache: Path | None) -> tuple[str, Path]:
    from svodka.checkpoints import hub
    from svodka.checkpoints.bundled import bundled_path

    if name in _BUNDLED and (bundled_path(_BUNDLED[name]) / "config.json").is_file():
        return name, bundled_path(_BUNDLED[name])
    repo, revision, _ = _find(name)
    found = hub.cached(repo, revision, cache)
    if found is None:
        raise HubError(f"{repo} is not in the cache; run `svodka models pull {name}` first")
    return repo, found


def verify(name: Name, cache: Cache = None) -> int:
    """Check every file of a cached model against the hash that the hub promised; exit 1 when one differs."""
    from svodka.checkpoints import hub

    repo, found = _cached(name, cache)
    if name in _BUNDLED:
        return _verify_bundled(name, found)
    broken = hub.verify(repo, found, cache)
    for file in broken:
        say(f"error: {file} does not match its hash; run `svodka models remove {name}` and pull it again")
    if not broken:
        say(f"{repo}: all files match their hashes")
    return 1 if broken else 0


def _verify_bundled(name: str, folder: Path) -> int:
    """The same for what comes in the package: against the hashes that the installer keeps of its files."""
    from svodka.checkpoints.bundled import damaged

    broken = damaged(folder, _BUNDLED[name])
    for file in broken or ():
        say(f"error: {file} is not as it was installed; install svodka anew (pip install --force-reinstall)")
    if broken is None:
        say(f"{name} is in the package, which is not an installed copy: no hashes are kept to hold it against")
    elif not broken:
        say(f"{name}: all files are as they were installed with the package")
    return 1 if broken else 0


def remove(name: Name, cache: Cache = None) -> int:
    """Delete a model's download and what was converted from it."""
    from svodka.checkpoints import hub
    from svodka.checkpoints.cache import remove_converted

    repo, _, _ = _find(name)
    freed = hub.remove(repo, cache) + remove_converted(repo, cache)
    say(f"{repo}: freed {freed / 1e6:.1f} MB" if freed else f"{repo}: nothing in the cache")
    return 0
