"""The page as text: self-contained, its policy, its escapes, its order; the same briefs give the same page."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from support.briefs import FAIR, FERRY, HOSTILE, HOSTILE_BODY, brief, translation

from svodka.digest import DigestOptions, render
from svodka.digest.build import island
from svodka.errors import InputError, OptionError
from translate.types import Flag


class Elements(HTMLParser):
    """Every element with its attributes, and the texts of scripts and styles."""

    def __init__(self, page):
        super().__init__()
        self.found, self.inline, self._open = [], [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._open = (tag, dict(attrs).get("type")) if tag in {"script", "style"} else None

    def handle_data(self, data):
        if self._open:
            self.inline.append((*self._open, data))

    def handle_endtag(self, tag):
        self._open = None


@pytest.fixture(scope="module")
def page():
    return render([FERRY, FAIR, HOSTILE], DigestOptions(title="Bulletin <1>", remarks=("2 items failed",)))


def test_every_brief_stands_on_the_page_once(page):
    articles = [attributes for tag, attributes in Elements(page).found if tag == "article"]
    assert sorted(a["id"] for a in articles) == ["item-1", "item-2", "item-3"]
    flagged = brief("4", ("Да", "Yes"), [("Да.", "Yes.")] * 3, flags={0: Flag("doubtful", "x"), 2: Flag("loop", "y")})
    page = render([FERRY, flagged], DigestOptions())
    assert [a["id"] for tag, a in Elements(page).found if tag == "article"] == ["item-1", "item-2"]


def test_a_doubtful_headline_and_sentence_are_marked():
    made = brief("1", ("Да", "Yes"), [("Да.", "Yes."), ("Нет.", "No.")], [("Yes.", [0]), ("No.", [1])])
    doubt = {0: Flag("doubtful", "unlikely")}
    made = replace(made, headline_translation=translation([("Да", "Yes")], doubt))
    found = Elements(render([made], DigestOptions())).found
    assert [a["data-n"] for tag, a in found if tag == "mark"] == ["n0"]
    made = replace(made, translation=translation([("Да.", "Yes."), ("Нет.", "No.")], doubt))
    found = Elements(render([made], DigestOptions())).found
    assert [a["data-n"] for tag, a in found if tag == "mark"] == ["n0", "n1"]
    assert [a["class"] for tag, a in found if tag == "span" and "data-e" in a] == ["s doubtful", "s"]


def test_nothing_is_loaded_and_nothing_inline_is_allowed_but_our_own(page):
    elements = Elements(page)
    policies = [a["content"] for t, a in elements.found if t == "meta" and "content-security" in str(a).lower()]
    [policy] = policies
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    for tag, kind, text in elements.inline:
        if kind == "application/json":
            json.loads(text)
            continue
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert [(t, k) for t, k, _ in elements.inline if k is None] == [("style", None), ("script", None)]
    for tag, attributes in elements.found:
        assert tag not in {"img", "link", "iframe", "object", "embed", "base", "audio", "video", "image", "use"}
        assert not {"src", "srcset", "style", "srcdoc", "action"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith(("#", "https://vesti-primorye.example/"))
    assert "url(" not in page and "@import" not in page


def test_hostile_texts_make_no_elements(page):
    elements = Elements(page)
    assert sum(tag == "script" for tag, _ in elements.found) == 3 + 2  # one island an item, the index, the script
    assert not [a for tag, a in elements.found if tag == "b"]
    assert "window.pwned" in page and "\u202e" not in page


def test_an_island_cannot_be_left_and_says_the_same():
    data = {"a": "</script><!-- & \u2028\u2029 🙂 ё"}
    text = str(island(data))
    assert not set("<>&\u2028\u2029") & set(text) and json.loads(text) == data


def test_the_page_holds_every_text_of_every_item(page):
    islands = [json.loads(t) for _, k, t in Elements(page).inline if k == "application/json"][:-1]
    texts = ["".join(p if isinstance(p, str) else p[0] for row in i["rows"] for p in row[0]) for i in islands]
    assert len(islands) == 3 and texts[0].replace(" ", "") == FERRY.item.text.replace(" ", "").replace("\n", "")
    assert "конец" in texts[2] and HOSTILE_BODY.split("\u2028")[0].strip() in texts[2]


def test_days_newest_first_undated_last_sources_by_alphabet():
    items = [
        brief("1", ("а", "old"), [("Б.", "B.")], published="2026-05-01", source="Б"),
        brief("2", ("а", "undated"), [("Б.", "B.")], published=None, source="Б"),
        brief("3", ("а", "early"), [("Б.", "B.")], published="2026-05-02T08:00", source="Б"),
        brief("4", ("а", "late"), [("Б.", "B.")], published="2026-05-02T09:00", source="Б"),
        brief("5", ("а", "first source"), [("Б.", "B.")], published="2026-05-02T07:00", source="А"),
        brief("6", ("а", "no source"), [("Б.", "B.")], published="2026-05-01", source=None),
    ]
    page = render(items)
    assert re.findall(r'<h4 id="[^"]*"><bdi lang="en">(.*?)</bdi>', page) == [
        "first source", "late", "early", "no source", "old", "undated",
    ]  # fmt: skip
    titles = re.findall(r'<h2 id="day-\d">(.*?) <', page)
    assert titles == ["Saturday, 2 May 2026", "Friday, 1 May 2026", "Without a date"]


def test_title_and_remarks_are_escaped_and_the_page_is_reproducible(page):
    assert "<title>Bulletin &lt;1&gt;</title>" in page and "2 items failed." in page
    assert page == render([FERRY, FAIR, HOSTILE], DigestOptions(title="Bulletin <1>", remarks=("2 items failed",)))


def test_a_run_without_briefs_says_so():
    assert "This run holds no briefs." in render([])


def test_bad_options_and_bad_briefs():
    with pytest.raises(OptionError, match="title"):
        DigestOptions(title=" ")
    with pytest.raises(OptionError, match="top is 0"):
        DigestOptions(top=0)
    with pytest.raises(InputError, match="brief 1 is dict; expected Brief"):
        render([FAIR, FAIR.to_dict()])
