"""`TranslateOptions`: every setting of a translation."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.errors import OptionError


@dataclass(frozen=True, slots=True)
class TranslateOptions:
    """How to translate. Options that cannot change the output (``batch_tokens``) are no part of the signature.

    ``beam``: hypotheses kept while decoding, 1 is greedy. ``length_penalty``: see `DecodeOptions`. ``batch_tokens``:
    source tokens of a batch, padding included. Raises OptionError for an impossible value.
    """

    beam: int = 4
    length_penalty: float = 1.0
    batch_tokens: int = 2048

    def __post_init__(self) -> None:
        if self.beam < 1:
            raise OptionError(f"beam is {self.beam}; expected 1 (greedy) or more")
        if self.batch_tokens < 1:
            raise OptionError(f"batch_tokens is {self.batch_tokens}; expected 1 or more")
