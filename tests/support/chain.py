"""A chain without models for tests of runs and digest: words are mapped one by one, results honour the real types."""

from collections.abc import Sequence
from dataclasses import replace

from svodka.items import Brief, BriefSentence, BriefSignature, EvidenceLink, NewsItem
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
