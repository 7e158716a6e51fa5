"""Characters that nobody sees are gone from every format, and nothing else is."""

import json

import pytest
from support.pages import BODY, HEADLINE, page

from svodka.readers import ReadOptions, read
from svodka.readers.formats.html import read_page
from svodka.readers.intake.characters import visible, visible_markup


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("пра\u00adво\u00adохра\u00adнители", "правоохранители"), ("обстоя\u200bтельства", "обстоятельства"),
        ("\ufeffМост\u2060", "Мост"), ("\u202eМост\u202c", "Мост"), ("Мо\u200dст", "Мост"), ("Мост\x02\x00", "Мост"),
        ("и\u0306од, е\u0308лка", "йод, ёлка"), ("за\u0301мок", "за\u0301мок"),
        ("1\u00a0500\u202fруб.",
        "1\u00a0500\u202fруб."),
        ("👨\u200d👩\u200d👧 дома", "👨\u200d👩\u200d👧 дома"),
        ("а\tб\nв\u2028г", "а\tб\nв\u2028г"), ("\ud83dа", "\ufffdа"),
    ],
)  # fmt: skip
def test_visible(text, seen):
    assert visible(text) == seen


@pytest.mark.parametrize(
    "entity",
    ["&shy;", "&#173;", "&#xAD;", "&#xad;", "&#8203;", "&#x200B;", "&zwnj;", "&ZeroWidthSpace;", "&#65279;", "&#8288;"],
)
def test_entities_of_invisible_characters(entity):
    assert visible_markup(f"про{entity}исшествие&nbsp;&#8212; &#8230;") == "происшествие&nbsp;&#8212; &#8230;"


def hyphenated(text):
    return "\u00ad".join(text[i : i + 3] for i in range(0, len(text), 3))


def test_in_a_page_s_text_headline_and_metadata():
    data = {"@type": "NewsArticle", "headline": hyphenated(HEADLINE), "author": {"name": "Анна\u200b Лу\u00adгова"}}
    markup = page(
        [
            hyphenated(BODY[0]).replace("\u00ad", "&shy;"),
            hyphenated(BODY[1]),
            BODY[2].replace("и", "и&#8203;"),
            BODY[3],
        ],
        headline=hyphenated(HEADLINE),
        head=f'<script type="application/ld+json">{json.dumps(data)}</script>',
    )
    item = read_page(markup.encode(), id="x")
    assert (item.headline, item.text, item.author) == (HEADLINE, "\n\n".join(BODY), "Анна Лугова")


@pytest.mark.parametrize("name", ["n.jsonl", "n.json", "n.csv", "n.txt", "n.md", "n.xml"])
def test_in_every_format(tmp_path, name):
    title, text = hyphenated(HEADLINE), hyphenated(BODY[0])
    record = json.dumps({"title": title, "text": text}, ensure_ascii=False)
    content = {
        "n.jsonl": record, "n.json": record, "n.csv": f'title;text\n"{title}";"{text}"\n',
        "n.txt": f"{title}\n\n{text}",
        "n.md": f"# {title}\n\n{text}",
        "n.xml": f"<rss><channel><item><title>{title}</title><description>{text}</description></item></channel></rss>",
    }[name]  # fmt: skip
    (tmp_path / name).write_text(content, encoding="utf-8")
    (item,) = read([str(tmp_path / name)], ReadOptions())
    assert (item.headline, item.text) == (HEADLINE, BODY[0])
