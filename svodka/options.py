"""What a caller can choose about briefs: `PipelineOptions`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from summarize.lengths import LENGTHS, LengthName
from svodka.errors import OptionError

FactPolicy = Literal["repair", "flag", "strict", "off"]
POLICIES: tuple[FactPolicy, ...] = get_args(FactPolicy)

_NONE = type(None)
# Fields, the types that they may have, and how an error names these.
_KINDS: tuple[tuple[str, tuple[type, ...], str], ...] = (
    ("translator summarizer length facts engine device", (str,), "a string"),
    ("prompt endpoint", (str, _NONE), "a string or None"),
    ("glossary memory cache_dir", (Path, _NONE), "a pathlib.Path or None"),
    ("beam", (int,), "a whole number"),
    ("news_terms offline", (bool,), "True or False"),
)


@dataclass(frozen=True, slots=True)
class PipelineOptions:
    """How to make briefs. ``translator`` and ``summarizer`` are short names, hub ids or directories.

    ``length``: ``headline``, ``short``, ``standard`` or ``long``. ``facts``: ``repair``, ``flag``, ``strict`` or
    ``off``. ``prompt`` names a template for instruct models. ``beam``, ``glossary``, ``news_terms`` and ``memory``
    are the translator's (`TranslateOptions`). ``endpoint`` is the server of chat models, ``chat:MODEL``, for whichever
    stage names one; the key is ``SVODKA_API_KEY`` and no option. ``offline`` never touches the network. Raises
    OptionError for an unknown length or policy and for a value of the wrong type or out of its range; whether a model,
    template or file of that name exists is seen where it is loaded.
    """

    translator: str = "auto"
    summarizer: str = "auto"
    length: LengthName = "standard"
    facts: FactPolicy = "repair"
    prompt: str | None = None
    beam: int = 6
    glossary: Path | None = None
    news_terms: bool = True
    memory: Path | None = None
    engine: str = "auto"
    device: str = "auto"
    endpoint: str | None = None
    offline: bool = False
    cache_dir: Path | None = None

    def __post_init__(self) -> None:
        self._check_types()
        if self.length not in LENGTHS:
            raise OptionError(f"unknown length {self.length!r}; expected one of {', '.join(LENGTHS)}")
        if self.beam < 1:
            raise OptionError(f"beam is {self.beam}; expected 1 (greedy) or more")
        if self.facts not in POLICIES:
            raise OptionError(f"unknown fact policy '{self.facts}'; expected one of {', '.join(POLICIES)}")
        if self.endpoint is not None and not (self.chats(self.translator) or self.chats(self.summarizer)):
            raise OptionError("an endpoint was given, but no chat model; name one as chat:MODEL")

    def _check_types(self) -> None:
        for names, kinds, expected in _KINDS:
            for name in names.split():
                value = getattr(self, name)
                if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
                    raise OptionError(f"{name} is {value!r}; expected {expected}")

    @staticmethod
    def chats(name: str) -> bool:
        """Whether a name is that of a chat model, ``chat:MODEL``."""
        return name.startswith("chat:")
