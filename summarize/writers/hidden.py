"""Orders to a language model that hide in an article: not shown to the model, and not believed when it obeys all the
same."""

from __future__ import annotations

from dataclasses import dataclass

from summarize.extractive import terms
from svodka.chat.orders import is_order
from svodka.text import split_sentences


@dataclass(frozen=True, slots=True)
class Veiled:
    """``text`` is the document without its ``orders`` (sentences); both together are the document."""

    text: str
    orders: tuple[str, ...] = ()

    def obeys(self, sentence: str) -> bool:
        """Whether a sentence says a thing that in the document only an order says."""
        if not self.orders:
            return False
        only = {t for order in self.orders for t in terms(order)} - set(terms(self.text))
        return not only.isdisjoint(terms(sentence))


def veil(document: str) -> Veiled:
    """The document and the orders in it."""
    if not is_order(document):
        return Veiled(document)
    kept, orders, end = [], [], 0
    for sentence in split_sentences(document):
        start, stop = sentence.span
        if is_order(sentence.text):
            kept.append(document[end:start])
            orders.append(" ".join(sentence.text.split()))
            end = stop
    kept.append(document[end:])
    return Veiled("".join(kept), tuple(orders))
