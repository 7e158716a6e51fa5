"""Denoising: what noise does to a sentence, and how much of it an epoch holds."""

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.pairs import PAIRS

from training.corpus.batches import Batches
from training.corpus.noise import Noise, fixed, worth_mending
from training.corpus.numbering import Numbering
from training.corpus.tokens import Tokens, tokenize

ENGLISH = [english for _, english in PAIRS]
RUSSIAN = [russian for russian, _ in PAIRS]


@pytest.fixture(scope="module")
def tokens(vocabulary) -> Tokens:
    rows = [("x", russian, english) for russian, english in PAIRS]
    rows += [("denoise.en", text, text) for text in ENGLISH] + [("denoise.ru", text, text) for text in RUSSIAN]
    return tokenize(rows, vocabulary, processes=1)


WORDS = st.lists(
    st.sampled_from(["the", "court", "said", "Moscow", "12", "on", "Putin's", "G20", "a", "€5"]), min_size=1
)


@given(WORDS, st.integers(0, 1000))
def test_names_and_numbers_come_through_in_order_and_nothing_is_added(words, seed):
    found = Noise()(words, random.Random(seed))
    assert found
    assert [w for w in found if w and fixed(w)] == [w for w in words if fixed(w)]
    assert Counter(w for w in found if w) <= Counter(words)
    assert found == Noise()(words, random.Random(seed))


def test_noise_has_the_shares_that_it_is_given():
    words = [f"w{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}" for i in range(15_000)]
    masked = Noise(drop=0, window=0)(words, random.Random(1))
    assert sum(word is not None for word in masked) / len(words) == pytest.approx(0.85, abs=0.02)
    assert masked.count(None) / len(words) == pytest.approx(0.15 / 2.9, abs=0.01)  # one mask a span
    dropped = Noise(mask=0, window=0)(words, random.Random(1))
    assert len(dropped) / len(words) == pytest.approx(0.9, abs=0.02)
    left = set(dropped)
    assert dropped == [word for word in words if word in left], "in order"
    moved = Noise(mask=0, drop=0)(words, random.Random(1))
    steps = [abs(place - words.index(word)) for place, word in enumerate(moved[:600])]
    assert sorted(moved) == sorted(words) and max(steps) == 2
    assert 0.4 < sum(step > 0 for step in steps) / len(steps) < 0.7
    assert Noise(mask=0, drop=0, window=0)(words, random.Random(1)) == words


def test_headlines_in_title_case_are_not_worth_mending():
    assert worth_mending("The court in Moscow postponed the hearing until 12 May")
    assert not worth_mending("Moscow Court Postpones Hearing until May")


def test_only_the_source_of_its_direction_is_noised_and_by_the_seed_alone(vocabulary, tokens):
    rows = [("denoise.en", text, text) for text in ENGLISH]
    one, same, other = (tokenize(rows, vocabulary, processes=p, seed=s) for p, s in ((1, 1), (2, 1), (1, 2)))
    best = [side.row(pair * 3).tolist() for side in (one.russian, same.russian, other.russian) for pair in range(40)]
    assert best[:40] == best[40:80] != best[80:]
    changed = masks = 0
    for pair, text in enumerate(ENGLISH):
        assert vocabulary.decode(one.english.row(pair * 3).tolist()) == text
        noised = one.russian.row(pair * 3).tolist()
        assert noised[-1] == vocabulary.eos
        changed += noised != vocabulary.encode(text)
        masks += vocabulary.mask in noised
    assert changed >= 30 and masks >= 10
    variants = {tuple(one.russian.row(pair * 3 + v).tolist()) for pair in range(40) for v in range(3)}
    assert len(variants) > 100, "each variant has noise of its own"
    for pair, text in enumerate(RUSSIAN, 80):  # denoise.ru: the other side
        assert vocabulary.decode(tokens.russian.row(pair * 3).tolist()) == text
    assert any(vocabulary.mask in tokens.english.row(row).tolist() for row in range(240, 360))


@pytest.mark.parametrize(("direction", "texts"), [("ru-en", ENGLISH), ("en-ru", RUSSIAN)])
def test_an_epoch_holds_the_share_asked_for_in_the_language_of_the_targets(vocabulary, tokens, direction, texts):
    numbering = Numbering.of_corpus(tokens, vocabulary, direction)
    batches = Batches(tokens, numbering, direction, 8, 7, denoise=0.2)
    assert batches.denoising() == pytest.approx(0.2)
    assert seen(batches) == {"x": 40, f"denoise.{direction[-2:]}": 10}
    targets = next(batches.after(0, 0))[3]
    assert all(vocabulary.decode(numbering.order[row].tolist()) in texts for row in targets)


def test_without_denoising_an_epoch_is_what_it_was(vocabulary, tokens):
    plain = tokenize([("x", russian, english) for russian, english in PAIRS], vocabulary, processes=1)
    for share, found in ((0.0, tokens), (0.3, plain)):
        batches = Batches(found, Numbering.of_corpus(found, vocabulary, "ru-en"), "ru-en", 8, 7, denoise=share)
        assert batches.denoising() == 0 and seen(batches) == {"x": 40}
    numbering = Numbering.of_corpus(tokens, vocabulary, "ru-en")
    assert Batches(tokens, numbering, "ru-en", 8, 7, only=("x",), denoise=0.3).denoising() == 0


def seen(batches: Batches) -> Counter[str]:
    """How many pairs of each source an epoch has, in batches of one."""
    rows = np.concatenate([targets // 3 for _, targets, _ in batches._epoch(0)])
    return Counter(batches.tokens.names[batches.tokens.origin[row]] for row in rows)


@pytest.mark.parametrize(("settings", "message"), [
    ({"only": ("denoise.en",)}, r"denoise\.en cannot be trained on alone"),
    ({"tuning": True}, "expected pairs of the tuning mix, found only"),
    ({"denoise": 1.0}, "expected a share of denoising from 0 to below 1, found 1.0"),
])  # fmt: skip
def test_what_cannot_be_is_refused(vocabulary, tokens, settings, message):
    with pytest.raises(ValueError, match=message):
        Batches(tokens, Numbering.of_corpus(tokens, vocabulary, "ru-en"), "ru-en", 400, 7, **settings)
