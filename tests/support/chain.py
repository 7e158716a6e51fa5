"""A chain without models for tests of runs and digest: words are mapped one by one, results honour the real types."""

import time
from collections.abc import Sequence
from dataclasses import replace

from svodka.items import Brief, BriefSentence, BriefSignature, EvidenceLink
from svodka.readers import NewsItem
from svodka.signature import Signature
from translate.types import Flag, Segment, Translation

SIGNATURE = BriefSignature(
    translate=Signature(model="tests/translate", engine="none", version="1"),
    summarize=Signature(model="tests/summarize", engine="none", version="1"),
    facts="check",
)


def make_item(number: int, **changes: object) -> NewsItem:
    item = NewsItem(
        id=f"item-{number}",
        headline=f"Заголовок {number}",
        text=f"В городе открыли мост номер {number}. Движение начнется завтра.",
        url=f"https://example.org/{number}",
        source="example.org",
        published=f"2026-11-{number % 28 + 1:02d}",
    )
    return replace(item, **changes)


def make_translation(text: str, flags: tuple[Flag, ...] = ()) -> Translation:
    hypothesis = "EN " + text
    segment = Segment(text, hypothesis, (0, len(text)), (0, len(hypothesis)), score=-0.25, flags=flags)
    return Translation(text, hypothesis, (segment,), SIGNATURE.translate)


def make_brief(item: NewsItem, *, flags: tuple[Flag, ...] = (), supported: bool = True) -> Brief:
    translation = make_translation(item.text, flags)
    link = EvidenceLink(
        0, item.text, translation.hypothesis, (0, len(item.text)), (0, len(translation.hypothesis)), 1.0
    )
    return Brief(
        item=item,
        headline="EN " + item.headline,
        sentences=(BriefSentence("EN " + item.text, (link,), supported),),
        key_facts=(),
        length="standard",
        method="extractive",
        headline_translation=make_translation(item.headline),
        translation=translation,
        checks=(),
        notes=(),
        signature=SIGNATURE,
        timings={"translate": 0.25, "summarize": 0.125},
    )


def make_briefs(items: Sequence[NewsItem]) -> list[Brief]:
    return [make_brief(item) for item in items]


class FakeChain:
    """Translates by prefixing, summarizes by echoing, taking ``seconds`` an item.

    ``fail`` maps an item id to the stage it fails in.
    """

    def __init__(self, *, fail: dict[str, str] | None = None, seconds: float = 0.0) -> None:
        self.signature = SIGNATURE
        self.fail = fail or {}
        self.seconds = seconds
        self.translated: list[list[str]] = []
        self.finished: list[list[str]] = []

    def translate(self, items: Sequence[NewsItem]) -> list[NewsItem]:
        self.translated.append([item.id for item in items])
        self._stage("translate", items)
        return list(items)

    def finish(self, translated: Sequence[NewsItem]) -> list[Brief]:
        self.finished.append([item.id for item in translated])
        time.sleep(self.seconds * len(translated))
        self._stage("summarize", translated)
        return make_briefs(translated)

    def _stage(self, stage: str, items: Sequence[NewsItem]) -> None:
        for item in items:
            if self.fail.get(item.id) == stage:
                raise ValueError(f"cannot {stage} {item.id}")
