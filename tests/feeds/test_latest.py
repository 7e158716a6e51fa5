"""Which briefs a feed holds, and what stays the same while a store grows."""

from dataclasses import replace

import pytest
from feeds.conftest import keep
from support.briefs import brief

from svodka.errors import OptionError, StoreError
from svodka.feeds import FeedOptions, feed_of, to_atom
from svodka.runs import Store


def made(n, *, id=None, text=None, published="2026-05-12T10:20:00+03:00", note=None):
    one = brief(id or f"https://a.example/{n}", (f"Мост {n}", f"Bridge {n}"),
                [(text or f"Открыли мост {n}.", text or f"Bridge {n} opened.")], [(f"B {n}.", [0])],
                published=published)  # fmt: skip
    return replace(one, item=replace(one.item, notes=(note,) if note else ()))


def feed(path, **options):
    with Store.open(path) as store:
        return feed_of(store, FeedOptions(group=False, **options))


def titles(path, **options):
    return [entry.title for entry in feed(path, **options).entries]


def test_ids_and_entries_stay_as_they_are_when_the_store_grows(tmp_path):
    keep(tmp_path / "s", [made(1), made(2)])
    before = feed(tmp_path / "s")
    text = to_atom(before)
    assert to_atom(feed(tmp_path / "s")) == text
    keep(tmp_path / "s", [made(3)])
    after = feed(tmp_path / "s")
    assert after.id == before.id and len(after.entries) == 3
    assert set(before.entries) < set(after.entries)


def test_an_id_is_the_same_in_a_store_made_anew_only_where_the_item_has_one_of_its_own(tmp_path):
    for name in ("a", "b"):
        keep(tmp_path / name, [made(1), made(2, id="tag:a.example,2026:2"), made(3, id="feed.jsonl#3")])
    a, b = (feed(tmp_path / name) for name in ("a", "b"))
    same = [x.id == y.id for x, y in zip(a.entries, b.entries, strict=True)]
    assert [e.title for e in a.entries] == ["Bridge 3", "Bridge 2", "Bridge 1"] and same == [False, True, True]
    assert a.id != b.id


def test_the_latest_start_comes_first_and_in_it_the_latest_date(tmp_path):
    keep(tmp_path / "s", [made(1, published="2026-05-13"), made(2, published=None), made(3, published="2026-05-14")])
    keep(tmp_path / "s", [made(4, published="2020-01-01T00:00:00+03:00"), made(5, published="2020-01-01T00:00:00Z")])
    assert titles(tmp_path / "s") == ["Bridge 5", "Bridge 4", "Bridge 3", "Bridge 1", "Bridge 2"]
    assert titles(tmp_path / "s", items=2) == ["Bridge 5", "Bridge 4"]


def test_of_an_edited_item_the_last_brief_stands_under_the_old_id(tmp_path):
    keep(tmp_path / "s", [made(1), made(2)])
    old = feed(tmp_path / "s").entries[1]
    keep(tmp_path / "s", [made(1, text="Мост закрыли.", note="Edited at the source after it was briefed.")])
    first, second = feed(tmp_path / "s").entries
    assert (first.id, first.title, second.title) == (old.id, "Bridge 1", "Bridge 2")
    assert first.edited and first.tags == ("Edited at the source",) and not old.edited
    assert "Мост закрыли." in to_atom(feed(tmp_path / "s")) and "Открыли мост 1." not in to_atom(feed(tmp_path / "s"))


def test_all_runs_of_a_store_unless_one_is_asked_for(tmp_path):
    keep(tmp_path / "s", [made(1), made(2)])
    keep(tmp_path / "s", [made(2), made(3)], facts="off")
    assert titles(tmp_path / "s") == ["Bridge 3", "Bridge 2", "Bridge 1"]
    assert titles(tmp_path / "s", run=1) == ["Bridge 2", "Bridge 1"]
    with pytest.raises(StoreError, match="holds no run 7"):
        feed(tmp_path / "s", run=7)


@pytest.mark.parametrize("options", [{"items": 0}, {"title": " "}, {"url": "briefs.xml"}, {"url": "ftp://a.example/"}])
def test_impossible_options(options):
    with pytest.raises(OptionError):
        FeedOptions(**options)
