"""Repeats and updates measured: true repeats found, updates kept, both made by rule from real items.

    python -m benchmarks.daily.repeats [--data ../shared/data] [--items 200] [--show 10]

Repeats have other boilerplate, a dateline, a shorter tail, other words in the opening, other signs, or all of these.
Updates differ in one figure, negation, name, place or date. "Shared words" is what was found before facts were
compared: 65% of the shorter text's runs of three words. Half of the items are of items/news_ru.jsonl, half of
news_ru/rt_russian.jsonl.xz.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from svodka.errors import InputError
from svodka.readers import NewsItem
from svodka.readers.duplicates import DuplicateFinder
from svodka.text import russian_sentences

_TAILS = (
    "Подписывайтесь на наш канал в Telegram.", "Фото: пресс-служба администрации",
    "Читайте также: что известно о погоде на выходные", "Источник: РИА Новости",
    "Следите за новостями в нашем сообществе ВКонтакте.", "Нашли ошибку? Выделите текст и нажмите Ctrl+Enter.",
    "Больше новостей — в нашем телеграм-канале.", "Автор: Мария Лебедева",
    "При перепечатке ссылка на издание обязательна.", "Подробнее — на сайте издания.",
    "Напомним, ранее мы писали об этом подробно.", "Фото из открытых источников.",
)  # fmt: skip
_DATELINES = (
    "МОСКВА, 1 дек — РИА Новости. ", "САНКТ-ПЕТЕРБУРГ, 14 апреля. /ТАСС/. ", "Москва. 3 марта. ИНТЕРФАКС - ",
    "ЕКАТЕРИНБУРГ, 12 мая — РИА Новости. ", "КАЗАНЬ, 28 августа. ТАСС. ",
)  # fmt: skip
_LEADS = (
    "Как стало известно нашей редакции, ", "По информации агентства, ", "Как сообщает ТАСС, ", "Об этом пишут СМИ. ",
    "По сообщению РИА Новости, ",
)  # fmt: skip
_SYNONYMS = {
    "сообщил": "рассказал", "сообщила": "рассказала", "сообщили": "рассказали", "заявил": "отметил",
    "заявила": "отметила", "сообщает": "передаёт", "рассказал": "сообщил", "отметил": "подчеркнул",
    "власти": "администрация", "сотрудники": "работники", "также": "кроме того", "однако": "но",
    "глава": "руководитель", "около": "примерно", "который": "что", "автомобиль": "машина", "дети": "ребята",
    "произошло": "случилось", "произошел": "случился", "решение": "постановление", "будет": "станет",
    "сказал": "отметил", "этого": "данного", "чтобы": "дабы", "очень": "весьма",
}  # fmt: skip
_TOWNS = (
    "Москве", "Казани", "Самаре", "Перми", "Омске", "Томске", "Туле", "Саратове", "Лондоне", "Париже",
    "Берлине", "Киеве", "Вашингтоне", "Варшаве", "Сирии", "Турции", "Германии", "Франции", "России", "Украине",
    "Китае", "Крыму", "Донбассе",
)  # fmt: skip
_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_DAYS = ["понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"]
_SURNAMES = ["Кузнецов", "Лаврентьев", "Гаврилов", "Тихонов", "Самойлов", "Никифоров", "Широков", "Беляков"]

Change = Callable[[str, random.Random], str | None]


def boilerplate(text: str, rng: random.Random) -> str:
    return f"{text}\n{rng.choice(_TAILS)}" if rng.random() < 0.7 else f"{text}\n" + "\n".join(rng.sample(_TAILS, 3))


def datelined(text: str, rng: random.Random) -> str:
    return rng.choice(_DATELINES) + text


def shortened(text: str, rng: random.Random) -> str:
    spans = list(russian_sentences(text.replace("\n", " ")))
    if len(spans) > 2 and rng.random() < 0.7:
        return text[: spans[max(1, int(len(spans) * rng.uniform(0.5, 0.9)))][0]].rstrip()
    words = text.split(" ")
    return " ".join(words[: int(len(words) * rng.uniform(0.5, 0.9))]) + "..."


def opening(text: str, rng: random.Random) -> str:
    if rng.random() < 0.4:
        lead = rng.choice(_LEADS)
        return lead + (text if lead.endswith(". ") else text[:1].lower() + text[1:])
    head, tail = text[:400], text[400:]
    return re.sub(r"\w+", lambda m: _SYNONYMS.get(m[0], m[0]), head) + tail


def punctuation(text: str, rng: random.Random) -> str:
    for old, new in (("«", '"'), ("»", '"'), (" – ", " - "), (" — ", " - "), ("ё", "е"), (";", "."), ("\n", "\n\n")):
        if rng.random() < 0.7:
            text = text.replace(old, new)
    return text.replace(" ", " ", 5)


def reprint(text: str, rng: random.Random) -> str:
    return boilerplate(datelined(punctuation(shortened(text, rng), rng), rng), rng)


def _one(pattern: str, text: str, rng: random.Random, change: Callable[[re.Match[str]], str]) -> str | None:
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + change(match) + text[match.end() :]


def figure(text: str, rng: random.Random) -> str | None:
    months = "|".join(_MONTHS)
    pattern = rf"(?<![\w.,:/-])\d{{1,4}}(?:,\d+)?(?![\w.,:/-]*\d)(?! (?:{months})| год|[ -]г\.)(?![\w-])"
    return _one(
        pattern,
        text,
        rng,
        lambda m: str(int(m[0].split(",")[0]) + rng.randint(1, 30)) + m[0][len(m[0].split(",")[0]) :],
    )


def negation(text: str, rng: random.Random) -> str | None:
    if rng.random() < 0.4 and (found := _one(r"\bне (?=\w+(?:л|ла|ли|ло|ет|ют|ит|ят)\b)", text, rng, lambda m: "")):
        return found
    return _one(
        r"(?<!не )(?<!ни )\b[а-яё]{4,}(?:ил|ал|ила|ала|или|али|ило|ало)(?:ся|сь)?\b(?! не)",
        text,
        rng,
        lambda m: f"не {m[0]}",
    )


def name(text: str, rng: random.Random) -> str | None:
    return _one(
        r"(?<=[а-я] )([А-ЯЁ][а-яё]+ )([А-ЯЁ][а-яё]+(?:ов|ев|ин|ский|ко))(?=а?у?(?:ым)?\b)",
        text,
        rng,
        lambda m: m[1] + rng.choice(_SURNAMES),
    )


def place(text: str, rng: random.Random) -> str | None:
    towns = "|".join(_TOWNS)
    return _one(rf"(?<=\b[вВ] )(?:{towns})\b", text, rng, lambda m: rng.choice([t for t in _TOWNS if t != m[0]]))


def date(text: str, rng: random.Random) -> str | None:
    def other(match: re.Match[str]) -> str:
        if match["day"]:
            return rng.choice([str(d) for d in range(1, 29) if str(d) != match["day"]])
        if match["week"]:
            return rng.choice([d for d in _DAYS if d != match["week"]])
        return str(int(match["year"]) + rng.choice([-2, -1, 1, 2]))

    months, days = "|".join(_MONTHS), "|".join(_DAYS)
    day = rf"(?<![\d.,])(?P<day>[1-3]?\d)(?= (?:{months}))"
    pattern = rf"{day}|\b(?P<week>{days})\b|(?P<year>(?:19|20)\d\d)(?= год)"
    return _one(pattern, text, rng, other)


REPEATS: dict[str, Change] = {
    "boilerplate": boilerplate, "dateline": datelined, "shortened": shortened, "opening": opening,
    "punctuation": punctuation, "reprint": reprint,
}  # fmt: skip
UPDATES: dict[str, Change] = {"figure": figure, "negation": negation, "name": name, "place": place, "date": date}


def items(data: Path, count: int, seed: int) -> Iterator[str]:
    """Texts of 40 to 600 words, half of each source, drawn with the seed."""
    rng = random.Random(seed)
    news = [_text(json.loads(line)) for line in (data / "items/news_ru.jsonl").open(encoding="utf-8")]
    with lzma.open(data / "news_ru/rt_russian.jsonl.xz", "rt", encoding="utf-8") as file:
        rt = [_text(json.loads(line)) for _, line in zip(range(600), file, strict=False)]
    for source in (news, rt):
        fit = [text for text in source if 40 <= len(text.split()) <= 600 and re.search("[а-я]{3}", text)]
        yield from rng.sample(fit, min(len(fit), count // 2))


def _text(row: dict[str, str]) -> str:
    """The text as a reader gives it: what stands around it, its dateline too, is cleaned away."""
    try:
        return NewsItem.from_text(row["text"]).text
    except InputError:
        return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261201)
    parser.add_argument("--show", type=int, default=0, help="pairs that went wrong to print, of each kind")
    options = parser.parse_args()
    texts = list(items(options.data, options.items, options.seed))
    rng = random.Random(options.seed)
    shared: Counter[str] = Counter()
    repeats: Counter[str] = Counter()
    total: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    started = time.perf_counter()
    for kind, change in (REPEATS | UPDATES).items():
        for text in texts:
            other = change(text, rng)
            if other is None:
                continue
            finder = DuplicateFinder()
            finder.earlier("a", text)
            found = finder.earlier("b", other)
            total[kind] += 1
            shared[kind] += found is not None
            repeats[kind] += found is not None and not found.update
            wrong = found is not None and found.update == (kind in REPEATS)
            if wrong and shown[kind] < options.show:
                shown[kind] += 1
                print(f"--- {kind}: {_difference(text, other)}")
    spent = time.perf_counter() - started
    print(f"{len(texts)} items, {total.total()} pairs, {1000 * spent / total.total():.1f} ms a pair, sketches included")
    print(f"{'repeats':14} {'pairs':>5} {'shared words':>13} {'found':>7}")
    for kind in REPEATS:
        print(f"{kind:14} {total[kind]:5} {shared[kind] / total[kind]:13.1%} {repeats[kind] / total[kind]:7.1%}")
    every, words, facts = (sum(tally[kind] for kind in REPEATS) for tally in (total, shared, repeats))
    print(f"{'all':14} {every:5} {words / every:13.1%} {facts / every:7.1%}")
    print(f"{'updates':14} {'pairs':>5} {'shared words':>13} {'dropped':>7}")
    for kind in UPDATES:
        print(f"{kind:14} {total[kind]:5} {shared[kind]:13} {repeats[kind]:7}")


def _difference(one: str, other: str) -> str:
    """Where two texts begin to differ, for a person to look at."""
    from difflib import SequenceMatcher

    left, right = one.split(), other.split()
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    parts = [
        f"[{' '.join(left[a:b])[:200]} -> {' '.join(right[c:d])[:200]}] {' '.join(right[d : d + 5])}"
        for tag, a, b, c, d in codes
        if tag != "equal"
    ]
    return " | ".join(parts[:12])


if __name__ == "__main__":
    main()
