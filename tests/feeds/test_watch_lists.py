"""Watch lists in the commands: marked and first, or alone; a feed for each list; nothing else is translated."""

import json

import pytest
from feeds.conftest import entry, rss
from support.chain import FakeChain

from svodka.cli import main
from svodka.runs import Store

LISTS = """
[[watch]]
name = "Дороги и мосты"
any = ["мост", "поезд"]

[[watch]]
name = "Sport"
any = ["hockey", "хоккеист"]

[[watch]]
name = "Metel"
all = ["метель", "вокзал"]
not = ["автобус"]
"""


@pytest.fixture
def lists(tmp_path):
    path = tmp_path / "watch.toml"
    path.write_text(LISTS, encoding="utf-8")
    return path


def tags(update):
    return [[tag.term for tag in e.get("tags", ()) if tag.scheme == "urn:svodka:watch"] for e in update.entries]


def test_what_matches_is_marked_briefed_first_and_stands_first(site, update, lists):
    url = site.put("/rss", rss(*(entry(n) for n in range(6))))
    update(url, "--match", lists, "--max-items", "4")
    # The bridge (0), the train (3) and the hockey players (5) match; of the others the newest.
    assert update.briefed == [[f"https://vesti.example/{n}" for n in (0, 3, 5, 4)]]
    assert tags(update) == [["Sport"], ["Дороги и мосты", "Metel"], ["Дороги и мосты"], []]
    assert "<b>Matches Дороги и мосты, Metel</b>" in update.entries[1].content[0].value
    with Store.open(update.store) as store:
        kept = [result.brief.item.matches for result in store.results(1)]
    assert kept == [("Дороги и мосты",), ("Дороги и мосты", "Metel"), ("Sport",), ()]
    update(url)  # without lists all that waits is briefed, and the marks of before stand
    assert update.briefed[1] == [f"https://vesti.example/{n}" for n in (1, 2)]
    assert sorted(tags(update)) == [[], [], [], ["Sport"], ["Дороги и мосты"], ["Дороги и мосты", "Metel"]]


def test_with_only_matches_nothing_else_is_translated_and_it_waits_while_it_is_listed(site, update, lists):
    url = site.put("/rss", rss(*(entry(n) for n in range(6))))
    err = update(url, "--match", lists, "--only-matches")
    assert "6 new, 0 edited, 3 briefed, 3 in no watch list" in err
    assert update.briefed == [[f"https://vesti.example/{n}" for n in (0, 3, 5)]] and len(update.entries) == 3
    site.put("/rss", rss(entry(1), entry(2)))  # 4 is not listed any more
    assert "3 in no watch list" in update(url, "--match", lists, "--only-matches") and len(update.made) == 1
    update(url)
    assert update.briefed[1] == [f"https://vesti.example/{n}" for n in (1, 2)]


def test_a_feed_for_each_list(site, update, lists, tmp_path):
    update.feed = tmp_path / "news {list}.xml"
    url = site.put("/rss", rss(*(entry(n) for n in range(6))))
    update(url, "--match", lists, "--title", "News")
    found = {}
    for name in ("Дороги-и-мосты", "Sport", "Metel"):
        update.feed = tmp_path / f"news {name}.xml"
        found[name] = [e.title for e in update.entries]
    assert found == {
        "Дороги-и-мосты": ["EN Поезд опоздал", "EN Мост открыли"],
        "Sport": ["EN Сборная выиграла"],
        "Metel": ["EN Поезд опоздал"],
    }
    texts = [(tmp_path / f"news {name}.xml").read_text("utf-8") for name in found]
    heads = [text.partition("<entry>")[0] for text in texts]
    assert "<title>News: Дороги и мосты</title>" in heads[0]
    assert len({head.partition("<id>")[2].partition("</id>")[0] for head in heads}) == 3


def test_svodka_feed_marks_a_store_made_without_lists(site, update, lists, tmp_path, capsys):
    update(site.put("/rss", rss(*(entry(n) for n in range(6)))))
    out = tmp_path / "{list}.json"
    assert main(["feed", str(update.store), "--match", str(lists), "-o", str(out)]) == 0
    assert capsys.readouterr().err.count(" briefs in ") == 3
    items = json.loads((tmp_path / "Metel.json").read_text("utf-8"))["items"]
    assert [(item["title"], item["tags"][0]) for item in items] == [("EN Поезд опоздал", "Metel")]
    assert main(["feed", str(update.store), "--match", str(lists), "--only-matches"]) == 0
    assert capsys.readouterr().out.count("<entry>") == 3
    assert main(["feed", str(update.store), "--match", str(lists), "--only-matches", "--items", "1"]) == 0
    assert "Сборная выиграла" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-o", "{list}.xml"], "name the lists with --match FILE"),
        (["--match", "LISTS", "-o", "{list}.xml", "--url", "https://example.org/f.xml"], "leave --url out"),
        (["--match", "LISTS", "-o", "LISTS"], "is read by this command"),
    ],
)
def test_what_makes_no_sense_is_refused(store, lists, arguments, told, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = [str(lists) if word == "LISTS" else word for word in arguments]
    assert main(["feed", str(store), *given]) == 2
    assert told in capsys.readouterr().err and lists.read_text("utf-8") == LISTS


class Stream(FakeChain):
    """The chain as ``svodka brief`` takes it without a store."""

    notices = ()

    def stream(self, items):
        for item in items:
            yield from self.finish(self.translate([item]))

    @property
    def translator(self):
        return type("Said", (), {"remarks": ()})


@pytest.fixture
def brief(tmp_path, monkeypatch, capsys, lists):
    texts = (
        "Цены выросли.\n\nКартофель подорожал.",
        "Мосту сто лет.\n\nПраздник на мосту.",
        "Музей закрыт.\n\nРемонт.",
    )
    (tmp_path / "items.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    chains = []

    def pipeline(options, *, deferred=False):
        chains.append(Stream())
        return chains[-1]

    monkeypatch.setattr("svodka.pipeline.Pipeline", pipeline)

    def call(*arguments):
        given = [str(tmp_path / "items.jsonl"), "--match", str(lists), *map(str, arguments)]
        code = main(["brief", *given])
        out, err = capsys.readouterr()
        return code, out, err, [id.rpartition("#")[2] for chain in chains for batch in chain.translated for id in batch]

    return call


def test_brief_puts_what_matches_first(brief):
    code, out, _, translated = brief()
    assert (code, translated) == (0, ["2", "1", "3"])
    assert out.index("Matches: Дороги и мосты") < out.index("Картофель") and out.count("Matches:") == 1
    assert "*Matches: Дороги и мосты*" in brief("--format", "markdown")[1]


def test_brief_with_only_matches_translates_nothing_else(brief):
    code, out, err, translated = brief("--only-matches", "--format", "jsonl")
    assert (code, translated) == (0, ["2"])
    assert [json.loads(line)["item"]["matches"] for line in out.splitlines()] == [["Дороги и мосты"]]
    assert "2 items left out: no match in the watch lists" in err


def test_brief_where_nothing_matches_is_no_error_and_loads_no_model(brief, tmp_path):
    (tmp_path / "watch.toml").write_text("[[watch]]\nname='x'\nany=['вулкан']", encoding="utf-8")
    assert brief("--only-matches", "--format", "json")[:2] == (0, "[\n]\n")
    code, out, err, translated = brief("--only-matches")
    assert (code, out, translated) == (0, "", []) and "3 items left out" in err


def test_brief_into_a_store_keeps_the_marks_and_the_order(brief, tmp_path):
    path = tmp_path / "run.sqlite"
    assert brief("--store", path)[0] == 0
    with Store.open(path) as store:
        assert [r.brief.item.matches for r in store.results(1)] == [("Дороги и мосты",), (), ()]
    other = tmp_path / "only.sqlite"
    assert "2 items left out" in brief("--store", other, "--only-matches")[2]
    with Store.open(other) as store:
        assert store.counts(1)["done"] == 1 == sum(store.counts(1).values())


def test_the_digest_marks_sorts_and_keeps(brief, tmp_path, lists, capsys):
    path = tmp_path / "run.sqlite"
    (tmp_path / "none.txt").write_text("вулкан", encoding="utf-8")
    assert main(["brief", str(tmp_path / "items.jsonl"), "--store", str(path)]) == 0
    assert main(["digest", str(path), "--match", str(lists)]) == 0
    page = capsys.readouterr().out
    assert page.index("On the watch lists") < page.index("Мосту сто лет") < page.index("Картофель")
    assert page.count('<bdi class="watch">Дороги и мосты</bdi>') == 1
    assert main(["digest", str(path), "--match", str(lists), "--only-matches"]) == 0
    out, err = capsys.readouterr()
    assert "Картофель" not in out and "briefs that match no watch list are left out: 2" in out + err
    assert main(["digest", str(path), "--match", str(tmp_path / "none.txt"), "--only-matches"]) == 0
    assert "This run holds no briefs" in capsys.readouterr().out
