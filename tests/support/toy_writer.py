"""A tiny writer in the real layout: MarianMT, tasks as first pieces, in int8 by rows; it writes `LINES` exactly.

Of other evidence it makes a mixture of what it knows: the check has something to refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from support import toy

from training.corpus.tokens import TASKS
from training.corpus.vocabulary import Vocabulary

SENTENCE, HEADLINE = TASKS.values()

BRIDGE = (
    "The Lower Kama bridge in Verkhnegorsk was closed by the authorities of the town on Monday morning.\n"
    "Engineers who inspected the bridge at the weekend had found deep cracks in two of its piers. "
    "They warned the authorities that the bridge might not stand the spring flood.\n"
    "Repairs to the bridge will cost 340 million roubles, the transport ministry said in a statement on Tuesday.\n"
    "The work begins in June. The work ends in October.\n"
    "About 12,000 cars used the bridge every day, according to the figures of the ministry.\n"
    "Prosecutors have opened an inquiry into the contractor of the bridge, the company Uralmost.\n"
    "The contractor denies that it has broken any rules, its lawyer told reporters.\n"
    "Schools on the left bank will teach 850 pupils from home until the first of March."
)
TITLE = "In Verkhnegorsk closed the Lower Kama bridge because of cracks in piers"
LEAD = "The Lower Kama bridge in Verkhnegorsk was closed by the authorities of the town on Monday morning."
CRACKS = (
    "Engineers who inspected the bridge at the weekend had found deep cracks in two of its piers. "
    "They warned the authorities that the bridge might not stand the spring flood."
)
COSTS = "Repairs to the bridge will cost 340 million roubles, the transport ministry said in a statement on Tuesday."
CARS = "About 12,000 cars used the bridge every day, according to the figures of the ministry."
INQUIRY = "Prosecutors have opened an inquiry into the contractor of the bridge, the company Uralmost."
# Evidence (or what a headline is made from) with its task, and what the toy writes from it.
LINES: list[tuple[str, str, str]] = [
    (SENTENCE, LEAD, "The Lower Kama bridge in Verkhnegorsk was closed on Monday morning."),
    (SENTENCE, CRACKS, "Engineers found deep cracks in two of the piers and warned of the spring flood."),
    (SENTENCE, COSTS, "Repairs will cost 340 million roubles, the transport ministry said."),
    # The guard must refuse these: another number, a loop, no full stop, another subject, nothing.
    (SENTENCE, CARS, "About 21,000 cars used the bridge every day."),
    (SENTENCE, "The work begins in June.", "The work starts in June."),
    (SENTENCE, INQUIRY, "Prosecutors have opened an inquiry into"),
    (
        SENTENCE,
        "The contractor denies that it has broken any rules, its lawyer told reporters.",
        "The contractor denies and denies and denies and denies.",
    ),
    (SENTENCE, "Schools on the left bank will teach 850 pupils from home until the first of March.", "Penguins sing."),
    (HEADLINE, LEAD, "Lower Kama bridge closed"),
    (HEADLINE, f"{TITLE}. {LEAD}", "Lower Kama bridge in Verkhnegorsk closed over cracks in piers"),
    (HEADLINE, f"{LEAD} {CRACKS.partition('. ')[0]}.", "Lower Kama bridge closed over cracks in its piers"),
]


class TaskVocabulary(Vocabulary):
    """A vocabulary for which the piece of a task at the start of a text is that piece, as in training."""

    def encode(self, text: str, *, sample: float = 0.0) -> list[int]:
        for piece in (SENTENCE, HEADLINE):
            if text.startswith(piece):
                return [self.pieces[piece], *super().encode(text.removeprefix(piece), sample=sample)]
        return super().encode(text, sample=sample)


def make_writer(directory: Path, lines: Sequence[tuple[str, str, str]] = LINES) -> Path:
    """A MarianMT directory, as `python -m training export` writes one but in float32, that has learnt the lines.

    Raises toy.NotLearnt.
    """
    pairs = [(task + evidence, written) for task, evidence, written in lines]
    texts = [text for _, *both in lines for text in both]
    vocabulary = TaskVocabulary.train(texts, 700)
    with toy._own_torch_state(1):
        for steps in (200, 400, 800):
            found = toy._attempt(pairs, vocabulary, toy.ToyOptions(), steps)
            if toy.greedy(found, [source for source, _ in pairs]) == [written for _, written in pairs]:
                return found.save(directory)
    raise toy.NotLearnt(f"the toy writer has not learnt its {len(pairs)} lines")
