"""Groups of options: a command takes a dataclass of options as a keyword-only parameter, and has an option per field.

Types and defaults are the fields'. What the command line adds, flags and help, is declared here once for every command
that takes the group. `Group` says where a command differs: other defaults, fields that it has no option for.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import typer

from summarize import SummaryOptions
from svodka.errors import OptionError, PromptError
from svodka.feeds import FeedOptions, UpdateOptions
from svodka.options import PipelineOptions
from svodka.readers import ReadOptions
from translate import TranslateOptions

if TYPE_CHECKING:
    from summarize import Summarizer
    from translate import Translator

OutputOption = Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of stdout.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Print the requests to the chat server as JSON, send nothing.")
]
Inputs = Annotated[
    list[str] | None, typer.Argument(metavar="[INPUT...]", help="Files, folders, patterns, URLs; - is stdin.")
]


_BY_NAME = inspect.Parameter.KEYWORD_ONLY


class Group:
    """What a command does differently with a group: ``without`` these fields, and with these defaults."""

    def __init__(self, *, without: str = "", **defaults: Any) -> None:
        self.without, self.defaults = without.split(), defaults


class Said(NamedTuple):
    """An option whose value is written in another way than the field's: its type and default there, and the way in."""

    option: Any
    type: Any
    shown: Callable[[Any], Any]
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Loading:
    """How a command that takes one model by name has it loaded."""

    endpoint: str | None = None
    engine: str = "auto"
    device: str = "auto"
    offline: bool = False

    def translator(self, name: str, options: TranslateOptions) -> Translator:
        """The translator of this name."""
        from translate import Translator

        return Translator(name, options=options, **asdict(self))

    def summarizer(self, name: str, options: SummaryOptions) -> Summarizer:
        """The summarizer of this name."""
        from summarize import Summarizer

        return Summarizer(name, options=options, **asdict(self))


def with_groups(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with an option for every field of its groups: Typer reads the signature, the command gets groups."""
    parameters, groups = [], {}
    for name, parameter in inspect.signature(command, eval_str=True).parameters.items():
        hint = parameter.annotation
        kind, *more = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        if kind not in DECLARED:
            parameters.append(parameter.replace(kind=_BY_NAME))
            continue
        group = more[0] if more else Group()
        usual, types = kind(**group.defaults), get_type_hints(kind)
        fields = {field: said for field, said in DECLARED[kind].items() if field not in group.without}
        groups[name] = (usual, fields)
        for field, said in fields.items():
            option, hint, default = said, types[field], getattr(usual, field)
            if isinstance(said, Said):
                option, hint, default = said.option, said.type, said.shown(default)
            parameters.append(
                inspect.Parameter(
                    f"{name}_{field}",
                    _BY_NAME,
                    default=default,
                    annotation=Annotated[hint, option],
                )
            )

    def run(**values: Any) -> Any:
        for name, (usual, fields) in groups.items():
            given = {field: values.pop(f"{name}_{field}") for field in fields}
            read = {field: said.read(given[field]) for field, said in fields.items() if isinstance(said, Said)}
            values[name] = replace(usual, **given | read)
        return command(**values)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _field_names(given: Sequence[str] | None) -> dict[str, str]:
    """Raises OptionError for a malformed --field."""
    fields = {}
    for pair in (pair for option in given or () for pair in option.split(",") if pair.strip()):
        name, equals, column = pair.partition("=")
        if not equals or not name.strip() or not column.strip():
            raise OptionError(f"--field has {pair!r}; expected pairs like text=body,headline=title")
        fields[name.strip()] = column.strip()
    return fields


def variables(pairs: Sequence[str] | None) -> tuple[tuple[str, str], ...]:
    """NAME=VALUE arguments as pairs. Raises PromptError for one without an equals sign."""
    found = []
    for pair in pairs or ():
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise PromptError(f"--var was given {pair!r}; expected NAME=VALUE, such as --var audience=editors")
        found.append((name.strip(), value))
    return tuple(sorted(found))


def _moment(since: str | None) -> datetime | None:
    """A date or time (without a zone: of this machine's), or an age before now."""
    if since is None:
        return None
    if age := re.fullmatch(r"(\d{1,4})([hdw])", since.strip()):
        return datetime.now(UTC) - timedelta(hours=int(age[1]) * {"h": 1, "d": 24, "w": 168}[age[2]])
    try:
        return datetime.fromisoformat(since.strip()).astimezone()
    except (ValueError, OverflowError) as error:
        raise OptionError(
            f"--since is {since!r}; expected a date such as 2026-11-25, or an age such as 12h, 3d, 2w"
        ) from error


_LANG = {"ru": "fail", "any": "pass", "skip": "skip"}

_MODEL = {
    "endpoint": typer.Option(
        "--endpoint", metavar="URL", help="Server of chat:MODEL, else SVODKA_ENDPOINT, else ollama."
    ),
    "engine": typer.Option("--engine", help="auto, ctranslate2 or torch."),
    "device": typer.Option("--device", help="auto, cpu, cuda or mps."),
    "offline": typer.Option("--offline", help="Never touch the network."),
}
_TRANSLATING = {
    "beam": typer.Option("--beam", min=1, help="Hypotheses kept while translating; 1 is fastest."),
    "glossary": typer.Option("--glossary", help="TSV of Russian and English terms to enforce."),
    "news_terms": typer.Option(
        "--news-terms/--no-news-terms",
        help="Put the terms of news (bodies, courts, regions) into the English of news agencies.",
    ),
    "memory": typer.Option("--memory", help="SQLite file that keeps decoded segments across runs."),
}
TRANSLATOR = typer.Option("--translator", help="best, fast, compact, auto, a hub id, a directory, or chat:MODEL.")
VARIABLES = typer.Option("--var", metavar="NAME=VALUE", help="A variable of the prompt (repeatable).")
SUMMARIZER = typer.Option(
    "--summarizer", help="best, fast, compact, extractive, auto, a hub id, a directory, or chat:MODEL."
)

# Fields without an entry have no option.
DECLARED: dict[type, Mapping[str, Any]] = {
    Loading: _MODEL,
    PipelineOptions: {
        "length": typer.Option("--length", help="How long the brief is."),
        "facts": typer.Option("--facts", help="Repair or flag unsupported facts; strict exits with 3."),
        "translator": TRANSLATOR,
        "summarizer": SUMMARIZER,
        "prompt": typer.Option("--prompt", help="Template for instruct models: a name or a TOML file."),
        **_TRANSLATING,
        **_MODEL,
    },
    TranslateOptions: {
        **_TRANSLATING,
        "repair": typer.Option("--repair/--no-repair", help="Try defective segments again in other ways."),
        "names": typer.Option("--names/--no-names", help="Keep one spelling of each name through a text."),
    },
    SummaryOptions: {
        "length": Said(typer.Option("--length", help="headline, short, standard or long."), str, str, str),
        "prompt": typer.Option("--prompt", metavar="NAME|PATH", help="Prompt template, for instruct and T5 models."),
        "variables": Said(VARIABLES, list[str] | None, lambda variables: None, variables),
        "beam": typer.Option("--beam", min=1, max=32, help="Beam size of seq2seq models."),
    },
    ReadOptions: {
        "format": typer.Option("--from", help="The inputs' format; auto detects it."),
        "fields": Said(
            typer.Option("--field", help="Which columns or keys: text=body,headline=title."),
            list[str] | None,
            lambda fields: None,
            _field_names,
        ),
        "other_languages": Said(
            typer.Option("--lang", help="Items not in Russian: ru fails them, any passes, skip leaves out."),
            Literal["ru", "any", "skip"],
            {value: name for name, value in _LANG.items()}.get,
            _LANG.get,
        ),
        "duplicates": typer.Option("--duplicates", help="Repeats, not updates: mark, drop or keep."),
        "follow": typer.Option("--follow", help="Fetch the pages that feeds link to."),
        "allow_private": typer.Option("--allow-private", help="Fetch URLs at private and loopback addresses too."),
        "ignore_robots": typer.Option("--ignore-robots", help="Do not ask robots.txt."),
        "encoding": typer.Option("--encoding", help="The inputs' encoding, when detection is wrong."),
        "max_bytes": typer.Option("--max-bytes", help="The largest document that is read whole."),
        "timeout": typer.Option("--timeout", help="Seconds for one URL."),
        "pages": typer.Option("--pages", min=1, help="Pages of a Telegram channel to read, some 20 posts each."),
        "cache_dir": typer.Option("--cache", help="Folder of fetched URLs: asked again only if changed."),
    },
    FeedOptions: {
        "items": typer.Option("--items", min=1, help="The latest so many briefs are in it."),
        "title": typer.Option("--title", help="Title of the feed."),
        "url": typer.Option("--url", help="Where the feed will be found, if it is published on the web."),
        "run": typer.Option("--run", help="Number of a run; without it all runs."),
        "group": typer.Option("--group/--no-group", help="Name stories as categories."),
    },
    UpdateOptions: {
        "full_text": typer.Option("--full-text", help="Fetch the article when the feed gives a lead only."),
        "since": Said(
            typer.Option("--since", help="Leave older entries out: a date, or an age such as 12h, 3d, 2w."),
            str | None,
            lambda since: None,
            _moment,
        ),
        "most": typer.Option("--max-items", min=1, help="Brief at most so many, the newest; the others wait."),
        "prune": typer.Option("--prune", metavar="DAYS", help="Delete briefs made more than so many days ago."),
        "pause": typer.Option("--pause", min=0.0, help="Seconds between two requests to one host."),
        "retry_failed": typer.Option("--retry-failed", help="Repeat the items that failed."),
    },
}
