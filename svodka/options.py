"""What a caller can choose about briefs: `PipelineOptions`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from summarize.lengths import LengthName
from svodka.errors import OptionError

FactPolicy = Literal["repair", "flag", "strict", "off"]
POLICIES: tuple[FactPolicy, ...] = get_args(FactPolicy)


@dataclass(frozen=True, slots=True)
class PipelineOptions:
    """How to make briefs. ``translator`` and ``summarizer`` are short names, hub ids or directories.

    ``length``: ``headline``, ``short``, ``standard`` or ``long``. ``facts``: ``repair``, ``flag``, ``strict`` or
    ``off``. ``prompt`` names a template for instruct models. ``beam``, ``glossary``, ``news_terms`` and ``memory``
    are the translator's (`TranslateOptions`). ``endpoint`` is the server of chat models, ``chat:MODEL``, for whichever
    stage names one; the key is ``SVODKA_API_KEY`` and no option. ``offline`` never touches the network. Raises
    OptionError for an unknown policy; the other values are checked where they are used.
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
        if self.facts not in POLICIES:
            raise OptionError(f"unknown fact policy '{self.facts}'; expected one of {', '.join(POLICIES)}")
        if self.endpoint is not None and not (self.chats(self.translator) or self.chats(self.summarizer)):
            raise OptionError("an endpoint was given, but no chat model; name one as chat:MODEL")

    @staticmethod
    def chats(name: str) -> bool:
        """Whether a name is that of a chat model, ``chat:MODEL``."""
        return name.startswith("chat:")
