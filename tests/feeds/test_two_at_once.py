"""Two updates at once, and updates that are interrupted or killed: nothing is lost and nothing is briefed twice."""

import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from feeds.conftest import STORIES, entry, keep, rss
from support.briefs import FERRY

from svodka.cli import main
from svodka.errors import CheckpointError, StoreError
from svodka.feeds.memory import FeedMemory
from svodka.runs import Store, StoreWriter

SUPPORT = Path(__file__).parents[1] / "support"


def test_a_second_update_is_refused_and_harms_nothing(site, update, capsys):
    url = site.put("/rss", rss(entry(0)))
    with StoreWriter.create(update.store):
        err = update(url, code=2)
        assert err == (
            f"svodka: error: {update.store}: another run is writing to it; wait for it, or choose another --store\n"
        )
        assert site.seen == [] and update.made == []
        assert main(["feed", str(update.store)]) == 0  # reading is no harm
        capsys.readouterr()
    assert "1 new" in update(url)


def test_what_was_taken_in_is_briefed_though_the_feed_says_it_has_not_changed(site, update, monkeypatch):
    """An update that ends after visiting (no model, a full disk, a kill) has stored entries and validators alike."""
    url = site.put("/rss", rss(entry(0), entry(1)))
    with monkeypatch.context() as patched:

        def no_model(options, *, deferred):
            raise CheckpointError("no model")

        patched.setattr("svodka.pipeline.Pipeline", no_model)
        assert "no model" in update(url, code=2)
    assert "1 unchanged; entries: 0 new, 0 edited, 2 briefed" in update(url)


def test_an_error_between_the_entries_and_the_validators_keeps_neither(site, update, monkeypatch):
    url = site.put("/rss", rss(*(entry(n) for n in range(3))))
    import svodka.feeds.inbox as inbox

    real, seen = inbox.fingerprint, []

    def failing(item):
        seen.append(item)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return real(item)

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "fingerprint", failing)
        update(url, code=130)
    with StoreWriter.create(update.store) as store:
        assert store.select("SELECT count(*) FROM entries") == [(0,)]
        assert FeedMemory(store).subscriptions([url])[0].etag is None
    assert "3 new, 0 edited, 3 briefed" in update(url)


def test_runs_make_no_tables_of_feeds_and_the_first_update_makes_them(site, update):
    keep(update.store, [FERRY])

    def tables():
        with Store.open(update.store) as store:
            return {name for (name,) in store.select("SELECT name FROM sqlite_master WHERE type = 'table'")}

    own = {"migrations", "runs", "invocations", "items", "results", "store"}
    assert tables() == own
    for _ in range(2):
        update(site.put("/rss", rss(entry(0))))
        assert tables() == own | {"feeds", "entries", "robots"}


def command(url: str, store: Path) -> list[str]:
    return [sys.executable, str(SUPPORT / "run_update.py"), url, str(store)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_update_goes_on_where_it_stopped(site, update, number, tmp_path):
    url = site.put("/rss", rss(*(entry(n) for n in range(6))))
    process = subprocess.Popen(command(url, update.store), stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    done = 0
    while done < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
        with suppress(StoreError), Store.open(update.store) as store:  # not there yet, or half made
            done = sum(run.counts["done"] for run in store.runs())
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[number], err
    with Store.open(update.store) as store:
        done = store.run().counts["done"]
        store.check()
    assert 2 <= done < 6, "it was to be stopped midway"
    assert f"1 unchanged; entries: 0 new, 0 edited, {6 - done} briefed" in update(url)
    assert update.counts() == {"pending": 0, "done": 6, "failed": 0, "skipped": 0}
    assert sorted(e.title for e in update.entries) == sorted(f"EN {headline}" for headline, _ in STORIES)


def test_two_processes_at_once_brief_everything_once(site, update):
    url = site.put("/rss", rss(*(entry(n) for n in range(6))))
    both = [subprocess.Popen(command(url, update.store), stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate(timeout=90)[1] for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes in ([0, 0], [0, 2]), told
    if 2 in codes:
        assert any("another run is writing to it" in err for err in told)
    with Store.open(update.store) as store:
        assert store.run().counts == {"pending": 0, "done": 6, "failed": 0, "skipped": 0}


def test_requests_to_one_host_come_one_at_a_time_with_a_pause():
    from svodka.feeds.visits import Pace

    pace, inside, most, ends = Pace(0.05), [], [], []

    def ask(url):
        with pace.turn(url):
            inside.append(url)
            most.append(len([u for u in inside if "a.example" in u]))
            ends.append((url, time.monotonic()))
            time.sleep(0.01)
            inside.remove(url)

    urls = [f"https://a.example/{n}" for n in range(4)]
    threads = [threading.Thread(target=ask, args=(url,)) for url in (*urls, "https://b.example/0")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    starts = sorted(moment for url, moment in ends if "a.example" in url)
    assert all(later - earlier >= 0.06 - 0.005 for earlier, later in pairwise(starts))
