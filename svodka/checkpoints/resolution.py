"""From a name to a local checkpoint: short name, hub id, or directory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from svodka.checkpoints import hub, layout, rows
from svodka.checkpoints.bundled import bundled_path, bundled_spec, measured
from svodka.checkpoints.specs import TABLES, ModelSpec, Task
from svodka.errors import CheckpointError, HubError

WRITER = "svodka/writer"
"""The model that ``compact`` is among summarizers."""

# Seconds that the hub has to answer when nobody asked for it by name.
_AUTO_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint on disk, checked for its layout.

    ``name`` is what was asked for; ``model`` the hub id, ``svodka/compact`` or ``svodka/writer``, or the directory's
    name; ``revision`` the commit, or for a directory a hash of its files, since a directory can change under its name;
    ``architecture`` is ``marian``, ``bart``, ``pegasus``, ``t5``, ``causal`` or ``classifier``; ``notices`` are
    sentences that the user must see, such as which model stands in for which.
    """

    path: Path
    name: str
    model: str
    revision: str
    architecture: str
    spec: ModelSpec | None = None
    notices: tuple[str, ...] = ()


def resolve(name: str, task: Task, *, offline: bool = False, cache_dir: Path | None = None) -> Checkpoint:
    """The checkpoint that `name` stands for, downloaded if it has to be.

    `name` is ``auto``, a short name of the task's table, a directory, or a hub id ``organisation/name[@revision]``.
    ``auto`` is ``best`` when it is cached or the hub answers within five seconds, else (for translation) ``compact``; a
    notice says so, and what to do about it.

    Raises HubError when the hub does not answer, refuses, or (with `offline`) may not be asked; CheckpointError when
    the name is unknown or what it names is no checkpoint for the task.
    """
    if name == "auto" and task != "verify":
        return _auto(task, offline=offline, cache_dir=cache_dir)
    spec = TABLES[task].get(name)
    if spec is not None and spec.repo is None:
        return _bundled(spec, task, cache_dir)
    if spec is not None:
        assert spec.repo is not None and spec.revision is not None
        return _from_hub(name, spec.repo, spec.revision, task, spec, offline=offline, cache_dir=cache_dir)
    directory = Path(name).expanduser()
    if name and directory.is_dir():
        directory = directory.resolve()
        family = layout.family(directory, task)
        return Checkpoint(directory, name, directory.name, layout.fingerprint(directory), family)
    organisation, slash, rest = name.partition("/")
    if slash and rest.count("/") == 0 and organisation not in {"", ".", "..", "~"}:
        repo, _, revision = name.partition("@")
        return _from_hub(name, repo, revision or "main", task, None, offline=offline, cache_dir=cache_dir)
    known = ", ".join([*TABLES[task]] if task == "verify" else ["auto", *TABLES[task]])
    raise CheckpointError(
        f"'{name}' is no model to {task} with: no such directory, no hub id organisation/name, and not one of {known}"
    )


def _bundled(spec: ModelSpec, task: Task, cache_dir: Path | None) -> Checkpoint:
    if spec.name == "extractive":
        raise CheckpointError("'extractive' needs no checkpoint; use Summarizer('extractive')")
    path = bundled_path(task)
    if not (path / "config.json").is_file():
        other = "a MarianMT checkpoint" if task == "translate" else "a BART, Pegasus, T5 or chat-template checkpoint"
        raise CheckpointError(
            f"the compact checkpoint is not in this version of svodka ({task}/compact/config.json is missing); "
            f"use `best` or `fast` with a network, or name a directory that holds {other}"
        )
    revision, row = layout.fingerprint(path), bundled_spec(path, task)
    if task == "translate":
        return Checkpoint(path, spec.name, "svodka/compact", revision, layout.family(path, task), row)
    sha256 = measured(path).get("sha256")
    whole = rows.expanded(path, model=WRITER, sha256=sha256, cache_dir=cache_dir)
    # Of the translator's layout, though no translator.
    return Checkpoint(whole, spec.name, WRITER, revision, layout.family(whole, "translate"), row)


def _from_hub(
    name: str,
    repo: str,
    revision: str,
    task: Task,
    spec: ModelSpec | None,
    *,
    offline: bool,
    cache_dir: Path | None,
    patience: float = hub.PATIENCE,
) -> Checkpoint:
    path = hub.cached(repo, revision, cache_dir)
    if path is None and offline:
        # "best" alone is the translator of that name.
        pulled = f"{task}:{name}" if task != "translate" and name in TABLES[task] else name
        raise HubError(
            f"{repo} is not in the cache and offline mode forbids asking the hub; run `svodka models pull {pulled}` "
            "with a network first, or leave out --offline"
        )
    if path is None:
        path = hub.download(repo, revision, cache_dir, patience=patience)
    return Checkpoint(path, name, repo, path.name, layout.family(path, task), spec)


def _auto(task: Task, *, offline: bool, cache_dir: Path | None) -> Checkpoint:
    best = TABLES[task]["best"]
    assert best.repo is not None and best.revision is not None
    try:
        return _from_hub(
            "best", best.repo, best.revision, task, best, offline=offline, cache_dir=cache_dir, patience=_AUTO_PATIENCE
        )
    except HubError as error:
        if task == "summarize":
            raise
        try:
            found = _bundled(TABLES[task]["compact"], task, cache_dir)
        except CheckpointError as missing:
            raise CheckpointError(f"no model to {task} with: {error}; and {missing}") from error
        reason = str(error).partition("; ")[0]
        notice = (
            f"translating with the compact checkpoint: {reason}. For much better English, "
            "run `svodka models pull best` once with a network"
        )
        return replace(found, name="auto", notices=(notice,))
