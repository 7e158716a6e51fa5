"""What no XML holds, in any field and in addresses, stops no feed; a brief that cannot be an entry is left out."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.briefs import FAIR, FERRY

from svodka.cli import main
from svodka.feeds import feed_of, latest, to_atom, to_json_feed
from svodka.feeds.passages import iri, passage_url
from svodka.items import NewsItem
from svodka.readers import ReadOptions, read
from svodka.runs import Store

BAD = [
    "\ufffe",
    "\uffff",
    "\ud800",
    "\udfff",
    "\x00",
    "\x01",
    "\x0b",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\x9b",
    "\u202e",
    "]]>",
    "<!--",
    "&",
    "\ufdd0",
    "\U0001fffe",
    "\r",
    "\u2028",
]
NAMES = ("id", "title", "url", "source", "author", "lang", "date")
WORDS = st.lists(st.sampled_from([*BAD, "мост", "/", "?", "#", "%", " ", '"', "a"]), max_size=6).map("".join)
TEXT = "Мэр открыл новый мост через реку, сообщили власти города. Движение начнётся завтра."


def written(path, briefs):
    from feeds.conftest import keep

    path.unlink(missing_ok=True)
    keep(path, briefs)
    with Store.open(path) as opened:
        made = feed_of(opened)
    return made, to_atom(made), to_json_feed(made)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(bad=WORDS, url=WORDS, title=WORDS, author=WORDS, source=WORDS, date=WORDS)
def test_no_character_in_any_field_stops_the_feed(tmp_path, bad, url, title, author, source, date):
    item = replace(
        FERRY.item,
        headline=title,
        url=f"https://vesti.example/{url}",
        author=author,
        source=source,
        published=date,
        id=f"id-{bad}",
        notes=(bad,),
    )
    sentence = replace(
        FERRY.sentences[0],
        text=f"One {bad}.",
        evidence=tuple(replace(link, source=f"{link.source} {bad}") for link in FERRY.sentences[0].evidence),
    )
    hostile = replace(FERRY, item=item, headline=f"A {title}", sentences=(sentence,), notes=(bad,))
    made, atom, _ = written(tmp_path / "run.sqlite", [hostile, FAIR])
    assert len(made.entries) == 2 and made.left_out == ()
    root = ElementTree.fromstring(atom.encode("utf-8"))
    assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) == 2


def test_a_brief_that_cannot_be_an_entry_is_left_out_and_said(tmp_path, monkeypatch, capsys):
    path = tmp_path / "run.sqlite"
    real = latest.content

    def content(brief, *given):
        if brief.item.id == FERRY.item.id:
            raise ValueError
        return real(brief, *given)

    monkeypatch.setattr(latest, "content", content)
    made, atom, _ = written(path, [FERRY, FAIR])
    assert len(made.entries) == 1 and made.left_out == (
        f"{FERRY.item.id}: cannot be an entry of the feed (ValueError)",
    )
    assert FAIR.headline in atom and FERRY.headline not in atom
    assert main(["feed", str(path), "-o", str(tmp_path / "briefs.xml")]) == 0
    err = capsys.readouterr().err.splitlines()
    assert err == [f"svodka: left out: {made.left_out[0]}", f"svodka: 1 briefs in {tmp_path / 'briefs.xml'}"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=12) | WORDS)
def test_an_address_has_none_of_them(words):
    for found in (
        iri(f"https://a.example/{words}"),
        passage_url("https://a.example/", words),
        iri(f"https://{words}/"),
    ):
        found.encode("utf-8")
        assert not [c for c in found if ord(c) <= 32 or 127 <= ord(c) <= 160 or c in '\u202e\ufffe\uffff<>"\\^`{|}']


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(fields=st.fixed_dictionaries(dict.fromkeys(NAMES, WORDS)), bad=WORDS)
def test_they_are_cleaned_where_items_are_read(tmp_path, fields, bad):
    import json

    removed = [{"text": bad, "reason": f"a {bad}"}]
    record = fields | {"text": f"{TEXT} {bad}", "removed": removed}
    (tmp_path / "a.json").write_text(json.dumps(record), encoding="utf-8")
    (item,) = read([str(tmp_path / "a.json")], ReadOptions(other_languages="pass"))
    assert isinstance(item, NewsItem)
    every = [
        item.id,
        item.headline,
        item.text,
        item.url,
        item.source,
        item.author,
        item.lang,
        item.published,
        *item.notes,
    ]
    every += [words for cut in item.removed for words in (cut.text, cut.reason)]
    seen = "".join(words or "" for words in every)
    assert not [c for c in seen if c in "\ufffe\uffff\u202e" or 0xD800 <= ord(c) < 0xE000 or 127 <= ord(c) < 160]
    assert not [c for c in seen if ord(c) < 32 and c not in "\n\t"]


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "&#xFFFE;", "&#65535;", "\x08", "&#8;", "&#xD800;"])
def test_one_hostile_entry_of_a_feed_is_read_with_the_others(tmp_path, character):
    rss = f"""<rss version="2.0"><channel><title>Вести {character}</title>
<item><title>Мост {character}</title><guid>g{character}</guid><link>https://v.example/{character}1</link>
<description>{TEXT} {character}</description></item>
<item><title>Цены</title><guid>2</guid><description>Картофель за неделю подорожал.</description></item>
</channel></rss>"""
    (tmp_path / "a.xml").write_text(rss, encoding="utf-8")
    items = list(read([str(tmp_path / "a.xml")], ReadOptions(other_languages="pass", duplicates="keep")))
    assert [isinstance(item, NewsItem) for item in items] == [True, True]
    assert "\ufffe" not in repr(items).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
