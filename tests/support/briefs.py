"""Invented briefs: every person, firm and event here is made up."""

from collections.abc import Sequence

from svodka.facts import Mismatch
from svodka.items import Brief, BriefSentence, BriefSignature, EvidenceLink
from svodka.readers import NewsItem, Removed
from svodka.signature import Signature
from translate.types import Flag, Segment, Translation

TRANSLATE = Signature("example/marian-ru-en", "0123456789abcdef", "ctranslate2", "int8")
SUMMARIZE = Signature("extractive", options=(("length", "short"),))
# None between two pairs is a paragraph break.
Pairs = Sequence[tuple[str, str] | None]


def translation(pairs: Pairs, flags: dict[int, Flag] | None = None) -> Translation:
    """A translation whose segments are these (Russian, English) pairs, one space or an empty line between them."""
    source = hypothesis = ""
    segments: list[Segment] = []
    gap = ""
    for pair in pairs:
        if pair is None:
            gap = "\n\n"
            continue
        source, hypothesis = source + gap, hypothesis + gap
        spans = (len(source), len(source) + len(pair[0])), (len(hypothesis), len(hypothesis) + len(pair[1]))
        found = (flags or {}).get(len(segments))
        segments.append(Segment(*pair, *spans, score=-0.3, flags=(found,) if found else ()))
        source, hypothesis, gap = source + pair[0], hypothesis + pair[1], " "
    return Translation(source, hypothesis, tuple(segments), TRANSLATE)


def brief(
    id: str,
    headline: tuple[str, str],
    pairs: Pairs,
    summary: Sequence[tuple[str, Sequence[int]]] = (),
    *,
    source: str | None = "Вести Приморья",
    published: str | None = "2026-05-12T10:20:00+03:00",
    url: str | None = None,
    mismatches: dict[int, Mismatch] | None = None,
    checks: tuple[Mismatch, ...] = (),
    flags: dict[int, Flag] | None = None,
    key_facts: Sequence[tuple[str, Sequence[int]]] = (),
    notes: tuple[str, ...] = (),
    removed: tuple[Removed, ...] = (),
    replaced: dict[int, str] | None = None,
) -> Brief:
    """A brief whose sentences are ``summary``: (text, the segments that are its evidence)."""
    made = translation(pairs, flags)

    def sentence(n: int, text: str, links: Sequence[int]) -> BriefSentence:
        evidence = tuple(
            EvidenceLink(k, s.source, s.hypothesis, s.source_span, s.hypothesis_span, 0.9)
            for k, s in ((k, made.segments[k]) for k in links)
        )
        found = (mismatches or {}).get(n)
        kept = (found,) if found else ()
        return BriefSentence(text, evidence, not found, kept, (replaced or {}).get(n))

    return Brief(
        NewsItem(id, headline[0], made.source, url=url, source=source, published=published, removed=removed),
        headline[1],
        tuple(sentence(n, *pair) for n, pair in enumerate(summary)),
        tuple(sentence(n + len(summary), *pair) for n, pair in enumerate(key_facts)),
        "short",
        "extractive",
        translation([headline]),
        made,
        checks,
        notes,
        BriefSignature(TRANSLATE, SUMMARIZE, "flag"),
        {"translate": 0.1},
    )


FERRY = brief(
    "ferry-1",
    ("Паром с 87 пассажирами сел на мель у острова Русский", "Ferry with 87 passengers runs aground off Russky Island"),
    [
        ("Паром «Залив» сел на мель у острова Русский во вторник утром.",
         "The ferry Zaliv ran aground off Russky Island on Tuesday morning."),
        ("На борту находились 87 пассажиров и 9 членов экипажа.", "There were 87 passengers and 9 crew on board."),
        None,
        ("По предварительным данным, пострадавших нет, сообщил капитан порта Игорь Лебедянский.",
         "According to preliminary data, no one was hurt, port captain Igor Lebedyansky said."),
        ("Спасатели не исключают, что буксировка займёт 12 часов.",
         "Rescuers do not rule out that towing will take 12 hours."),
        None,
        ("Прокуратура Приморского края начала проверку.", "The Primorye prosecutor's office has opened an inquiry."),
    ],
    [
        ("The ferry Zaliv ran aground off Russky Island with 87 passengers on board.", [0, 1]),
        ("Igor Lebedyansky said no one was hurt, and towing will take 21 hours.", [2, 3]),
    ],
    url="https://vesti-primorye.example/news/ferry?id=1&full=1",
    mismatches={
        1: Mismatch("number", "unsupported", "The brief says 21 hours; the source says 12 hours (12 часов).",
                    "12 часов", None, "21 hours", None)
    },
    checks=(
        Mismatch("hedge", "lost", "“По предварительным данным” has no counterpart in the translation.",
                 "По предварительным данным", (120, 145)),
    ),
    flags={4: Flag("numbers", "The hypothesis has no digit where the source has one.")},
    key_facts=[("9 crew were on board.", [1])],
    notes=("One sentence was left out because its translation was flagged.",),
    removed=(Removed("Поделиться: ВК, Телеграм", "share buttons"), Removed("Читайте также", "tail of headlines")),
    replaced={1: "Towing took 21 days."},
)  # fmt: skip

FAIR = brief(
    "fair",
    ("В Тулеевске открылась книжная ярмарка", "Book fair opens in Tuleyevsk"),
    [
        ("В Тулеевске открылась книжная ярмарка.", "A book fair has opened in Tuleyevsk."),
        ("Её посетили 3 400 человек, рассказала Марина Оськина.", "3,400 people attended, Marina Oskina said."),
    ],
    [("A book fair in Tuleyevsk drew 3,400 people.", [0, 1])],
    source="Тулеевский листок",
    published="2026-05-10",
)

HOSTILE_HEADLINE = '</script><script>window.pwned=1</script><img src=x onerror="window.pwned=2"> \u202eевирк\u2066'
HOSTILE_BODY = "'\"><svg onload=window.pwned=3>{{ 7*7 }} <!-- <script> \u2028 \u202etxt.exe & &amp; 🙂 конец"
HOSTILE = brief(
    "hostile\"'><b>",
    (HOSTILE_HEADLINE, HOSTILE_HEADLINE),
    [(HOSTILE_BODY, HOSTILE_BODY), ("🙂🙂 Второе предложение.", "🙂🙂 Second sentence.")],
    [(HOSTILE_BODY, [0]), ("Second sentence.", [1])],
    source="\u202eкотсил</h3><script>window.pwned=4</script>",
    published="завтра <b>",
    url="javascript:window.pwned=5",
    checks=(Mismatch("number", "lost", "<script>window.pwned=6</script>", "🙂", None, "конец", None),),
    notes=("<img src=x onerror=window.pwned=7>",),
    removed=(Removed("</script><script>window.pwned=8</script>", "<i>"),),
)
