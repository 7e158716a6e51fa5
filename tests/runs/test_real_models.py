"""A stored run with a trained checkpoint: what the store holds is what the library gives, whatever the batches."""

import pytest
from support.pairs import PAIRS

from svodka.errors import CheckpointError
from svodka.pipeline import Pipeline, PipelineOptions
from svodka.readers import NewsItem
from svodka.runs import LocalBackend, RunOptions, Store, StoreWriter, execute
from svodka.runs.backends.work import BatchSizes


@pytest.fixture(scope="module")
def items():
    russian = [source for source, _ in PAIRS]
    return [NewsItem(id=str(n), headline=russian[n], text="\n\n".join(russian[n + 1 : n + 5])) for n in range(0, 30, 5)]


def settled(brief):
    """Without timings, and scores to five digits: the width of a batch shows in the seventh."""
    for translation in (brief["headline_translation"], brief["translation"]):
        for segment in translation["segments"]:
            segment["score"] = segment["score"] and round(segment["score"], 5)
    return brief | {"timings": None}


def test_the_store_holds_what_the_library_gives(marian_dir, items, tmp_path):
    options = PipelineOptions(str(marian_dir), "extractive", offline=True, cache_dir=tmp_path / "cache")
    expected = [settled(brief.to_dict()) for brief in Pipeline(options).brief(items)]
    path = tmp_path / "run.sqlite"
    for upto in (2, 6):  # two starts, batches of three and of two: not what `brief` takes together
        with StoreWriter.create(path) as store:
            report = execute(
                items[:upto], LocalBackend(Pipeline(options)), store, options=RunOptions(sizes=BatchSizes(3, 9999, 2))
            )
    assert (report.done, report.done_before, report.failed) == (4, 2, 0)
    assert report.tokens["translate source"] > 0 and report.tokens["translate target"] > 0
    with Store.open(path) as store:
        found = [settled(result.brief.to_dict()) for result in store.results(1)]
        assert found == expected
        assert store.run().signature.to_dict() == expected[0]["signature"]
    assert found[0]["headline"] == PAIRS[0][1]


def test_a_run_with_nothing_to_do_loads_no_weights(marian_dir, items, tmp_path, monkeypatch):
    from svodka.engines import ct2

    options = PipelineOptions(str(marian_dir), "extractive", offline=True, cache_dir=tmp_path / "cache")
    path, loads = tmp_path / "run.sqlite", []
    Pipeline(options)  # converts, and measures the arithmetic
    made = ct2.CTranslate2Engine.__init__
    monkeypatch.setattr(
        ct2.CTranslate2Engine, "__init__", lambda self, *a, **k: (loads.append(a), made(self, *a, **k))[1]
    )
    for upto, expected in ((2, 1), (2, 0), (3, 1)):
        loads.clear()
        with StoreWriter.create(path) as store:
            report = execute(items[:upto], LocalBackend(Pipeline(options, deferred=True)), store)
        assert (report.outcome, report.failed, len(loads)) == ("finished", 0, expected)


def test_weights_that_cannot_be_loaded_end_the_run_and_fail_no_item(marian_dir, items, tmp_path):
    options = PipelineOptions(str(marian_dir), "extractive", offline=True, cache_dir=tmp_path / "cache")
    Pipeline(options)
    for weights in (tmp_path / "cache").rglob("model.bin"):
        weights.write_bytes(weights.read_bytes()[:1000])
    path = tmp_path / "run.sqlite"
    with StoreWriter.create(path) as store, pytest.raises(CheckpointError, match="cannot load"):
        execute(items, LocalBackend(Pipeline(options, deferred=True)), store)
    with Store.open(path) as store:
        assert [r.state for r in store.results(1)] == [] and store.run().counts.get("failed", 0) == 0
