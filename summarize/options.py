"""`SummaryOptions`: everything a user can set about a summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from summarize.lengths import LENGTHS, LengthName
from svodka.errors import OptionError


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """How summaries are made. Raises OptionError for an impossible value.

    ``length`` is ``headline``, ``short``, ``standard`` or ``long`` (bounds in `summarize.lengths`). ``prompt`` names a
    template or a TOML file, for instruct and T5 models; ``variables`` are its (name, value) pairs. ``beam``,
    ``length_penalty`` and ``no_repeat_ngram`` are for seq2seq decoding, as on the cards of the BART and Pegasus news
    models (beam 4, length penalty 2, trigrams never repeated); ``compact`` takes the beam alone, instruct models decode
    greedily. ``batch_size`` is documents (or windows of long ones) decoded together; it does not change the summaries.
    """

    length: LengthName = "standard"
    prompt: str | None = None
    variables: tuple[tuple[str, str], ...] = ()
    beam: int = 4
    length_penalty: float = 2.0
    no_repeat_ngram: int = 3
    batch_size: int = 8

    def __post_init__(self) -> None:
        if self.length not in LENGTHS:
            raise OptionError(f"unknown length {self.length!r}; expected one of {', '.join(LENGTHS)}")
        if self.prompt is not None and not (isinstance(self.prompt, str) and self.prompt.strip()):
            raise OptionError(f"prompt is {self.prompt!r}; expected the name of a template or the path of a TOML file")
        for name, least, most in (("beam", 1, 32), ("no_repeat_ngram", 0, 20), ("batch_size", 1, 1024)):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
                raise OptionError(f"{name} is {value!r}; expected a whole number from {least} to {most}")
        penalty = self.length_penalty
        if not isinstance(penalty, (int, float)) or isinstance(penalty, bool) or not -10 <= penalty <= 10:
            raise OptionError(f"length_penalty is {penalty!r}; expected a number from -10 to 10")
        if isinstance(self.variables, tuple) and any(p[:1] == ("article",) for p in self.variables):
            raise OptionError("variable article is the document itself; it cannot be given as a prompt variable")
        pairs = isinstance(self.variables, tuple) and all(
            isinstance(p, tuple) and len(p) == 2 and all(isinstance(x, str) for x in p) for p in self.variables
        )
        if not pairs:
            raise OptionError(f"variables is {self.variables!r}; expected (name, value) pairs of strings in a tuple")

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> SummaryOptions:
        """Options from plain data, such as a configuration file. Unknown names raise OptionError."""
        known = [f.name for f in fields(cls)]
        if unknown := sorted(set(values) - set(known)):
            raise OptionError(f"unknown summary options {unknown}; known: {', '.join(known)}")
        data = dict(values)
        variables = data.get("variables", ())
        if isinstance(variables, Mapping):
            data["variables"] = tuple(sorted(variables.items()))
        elif isinstance(variables, list):
            data["variables"] = tuple(tuple(pair) if isinstance(pair, list) else pair for pair in variables)
        return cls(**data)
