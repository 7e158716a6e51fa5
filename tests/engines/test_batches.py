"""How sources are put together: everything once, within both bounds, the longest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.pairs import PAIRS

from svodka.checkpoints import resolve
from svodka.engines import DecodeOptions, ct2, load_engine
from svodka.engines.batches import batches
from translate.marian.tokenizer import MarianTokenizer


@given(st.lists(st.integers(0, 60), max_size=40), st.integers(1, 100), st.integers(0, 7))
def test_every_source_is_in_one_batch_and_no_batch_is_too_large(lengths, tokens, most):
    found = batches(lengths, tokens=tokens, most=most)
    order = [i for batch in found for i in batch]
    assert sorted(order) == list(range(len(lengths)))
    assert [lengths[i] for i in order] == sorted(lengths, reverse=True)
    for batch in found:
        assert batch
        assert len(batch) == 1 or lengths[batch[0]] * len(batch) <= tokens
        assert not most or len(batch) <= most


def test_batches_are_as_large_as_the_bounds_let_them_be():
    assert batches([5, 1, 5, 2, 2], tokens=10) == [[0, 2], [3, 4, 1]]
    assert batches([5, 1, 5, 2, 2], tokens=10, most=2) == [[0, 2], [3, 4], [1]]
    assert batches([50], tokens=10) == [[0]]


def test_many_pieces_make_small_batches_with_the_same_result(marian_dir, tmp_path, monkeypatch):
    """The scores of a step, beams x pieces, are what takes memory: batches are bounded by them, not by tokens alone."""
    checkpoint = resolve(str(marian_dir), "translate")
    tokenizer = MarianTokenizer(checkpoint.path)
    sources = tokenizer.encode([russian for russian, _ in PAIRS])
    sizes = []

    def decode():
        engine = load_engine(checkpoint, name="ctranslate2", cache_dir=tmp_path, device="cpu", threads=1)
        start = engine._start
        engine._start = lambda batch, *rest: sizes.append(len(batch)) or start(batch, *rest)
        return tokenizer.decode([h.tokens for h in engine.decode(sources, DecodeOptions(beam=4, batch_tokens=10**6))])

    assert decode() == [english for _, english in PAIRS]
    assert max(sizes) > 20
    sizes.clear()
    vocabulary = len(tokenizer._vocabulary)
    monkeypatch.setattr(ct2, "_SCORES", 3 * 4 * vocabulary)
    assert decode() == [english for _, english in PAIRS]
    assert max(sizes) == 3


@pytest.mark.parametrize("what", ["decode", "score"])
def test_an_interrupt_does_not_wait_for_all_that_was_asked_for(marian_dir, tmp_path, monkeypatch, what):
    checkpoint = resolve(str(marian_dir), "translate")
    sources = MarianTokenizer(checkpoint.path).encode([russian for russian, _ in PAIRS])
    engine = load_engine(checkpoint, name="ctranslate2", cache_dir=tmp_path, device="cpu", threads=2)
    started = []

    class Interrupted:
        def done(self):
            return True

        def result(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(ct2, "_SCORES", 1)  # batches of one
    engine._start = engine._start_scoring = lambda batch, *rest: started.append(batch) or [Interrupted()]
    with pytest.raises(KeyboardInterrupt):
        engine.score(sources, sources) if what == "score" else engine.decode(sources, DecodeOptions(beam=4))
    assert len(started) == 4, "two a worker"
