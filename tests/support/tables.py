"""A translator that looks its translations up, for what only needs something that translates."""

from collections.abc import Mapping, Sequence

from svodka.signature import Signature
from translate.types import Flag, Segment, Translation


class TableTranslator:
    """One segment a text; each carries `flags`, and was decoded `attempts` times."""

    def __init__(self, table: Mapping[str, str], flags: Sequence[str] = (), attempts: int = 1, model: str = "table"):
        self.table = table
        self.flags = tuple(Flag(kind, f"{kind} was found") for kind in flags)
        self.attempts = attempts
        self.signature = Signature(model)

    def translate(self, texts: Sequence[str]) -> list[Translation]:
        return [self._translation(text, self.table[text]) for text in texts]

    def _translation(self, source: str, english: str) -> Translation:
        spans = (0, len(source)), (0, len(english))
        segment = Segment(source, english, *spans, flags=self.flags, attempts=self.attempts)
        return Translation(source, english, (segment,), self.signature)
