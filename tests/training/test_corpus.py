"""From text to batches: vocabulary, token ids, numbering, the order of an epoch, the pack."""

import numpy as np
import pytest
from support.pairs import PAIRS

from training.corpus.batches import LENGTHS, Batches
from training.corpus.numbering import Numbering
from training.corpus.packing import in_their_scripts, thinned
from training.corpus.sources import GAMES, WEIGHTS
from training.corpus.tokens import LONGEST, Tokens, tokenize


@pytest.fixture(scope="module")
def numbering(vocabulary, tokens) -> Numbering:
    return Numbering.of_corpus(tokens, vocabulary, "ru-en")


def test_vocabulary_gives_every_text_back(vocabulary):
    assert list(vocabulary.pieces)[:2] == ["</s>", "<unk>"] and vocabulary.pad == len(vocabulary) - 1
    for text in ("Рост на 13,5% за 2024 год", "Ключ ☃ 漢", *(target for _, target in PAIRS)):
        ids = vocabulary.encode(text)
        assert ids[-1] == vocabulary.eos and vocabulary.pieces["<unk>"] not in ids
        assert vocabulary.decode(ids) == text
    pieces = vocabulary.processor.encode("13524", out_type=str)
    assert [piece.strip("▁") for piece in pieces if piece != "▁"] == list("13524")


def test_tokens_survive_the_file_and_keep_their_text(vocabulary, tokens, tmp_path):
    tokens.save(tmp_path / "t.npz")
    read = Tokens.load(tmp_path / "t.npz")
    assert read.names == ("newstest2012_2018", "php_docs") and read.variants == 3
    for pair, (russian, english) in enumerate(PAIRS):
        assert read.names[read.origin[pair]] == ("newstest2012_2018" if pair % 2 else "php_docs")
        for variant in range(3):  # sampled segmentations spell the same text
            assert vocabulary.decode(read.russian.row(pair * 3 + variant).tolist()) == vocabulary.decode(
                vocabulary.encode(russian)
            )
        assert read.english.row(pair * 3).tolist() == vocabulary.encode(english)
    long = tokenize([("x", "слово " * 300, "word")], vocabulary, processes=1).russian.row(2)
    assert len(long) == LONGEST + 1 <= LENGTHS[-1] and long[-1] == vocabulary.eos
    sampled = [tokens.russian.row(pair * 3 + 1).tolist() != tokens.russian.row(pair * 3).tolist() for pair in range(40)]
    assert sum(sampled) > 20


def test_tokenizing_in_processes_gives_the_same_best_segmentations(vocabulary, tokens):
    rows = [("x", ru, en) for ru, en in PAIRS]
    other = tokenize(rows, vocabulary, variants=1, processes=2)
    for pair in range(len(PAIRS)):
        assert other.russian.row(pair).tolist() == tokens.russian.row(pair * 3).tolist()


@pytest.mark.parametrize(("direction", "side"), [("ru-en", 1), ("en-ru", 0)])
def test_the_pieces_of_the_targets_come_first(vocabulary, tokens, direction, side):
    numbering = Numbering.of_corpus(tokens, vocabulary, direction)
    numbers, pieces = numbering.numbers, list(vocabulary.pieces)
    assert sorted(numbers.tolist()) == list(range(len(vocabulary)))
    assert (numbering.order[numbers] == np.arange(len(vocabulary))).all()
    assert numbers[:2].tolist() == [0, 1] and numbers[-1] == len(vocabulary) - 1 > numbering.classes
    written = {i for pair in PAIRS for i in vocabulary.encode(pair[side])}
    assert (numbers[sorted(written)] < numbering.classes).all()
    classes = {pieces[i] for i in range(len(pieces)) if numbers[i] < numbering.classes}
    assert "<0xD0>" in classes and ("▁в" in classes) == (direction == "en-ru")
    assert len(classes) == numbering.classes < 600
    assert (numbering.bias == np.where(numbers < numbering.classes, 0, -1e4)).all()
    again = Numbering.of_bias(numbering.bias)
    assert (again.order == numbering.order).all() and again.classes == numbering.classes


def test_few_shapes_and_no_batch_too_large(vocabulary, tokens, numbering):
    batches = Batches(tokens, numbering, "ru-en", 60, 7)
    for _, (_, _, sources, targets) in zip(range(60), batches.after(0, 0), strict=False):
        assert sources.shape[1] in LENGTHS and targets.shape[1] in LENGTHS
        longer = max(sources.shape[1], targets.shape[1])
        assert len(sources) == len(targets) == max(1, 60 // longer)
        for rows in (sources, targets):
            lengths = (rows != vocabulary.pad).sum(1)
            assert lengths.max() > max([0, *(n for n in LENGTHS if n < rows.shape[1])]), "padded no further than needed"
            assert (rows[np.arange(len(rows)), lengths - 1] == vocabulary.eos).all()


def test_a_batch_holds_pairs_in_the_networks_numbers(vocabulary, tokens, numbering):
    found = set()
    for epoch, _, sources, targets in Batches(tokens, numbering, "ru-en", 8, 7, best=1.0).after(0, 0):
        if epoch:
            break
        assert targets[targets != vocabulary.pad].max() < numbering.classes
        texts = [[vocabulary.decode(numbering.order[row].tolist()) for row in rows] for rows in (sources, targets)]
        found |= set(zip(*texts, strict=True))
    normal = {(vocabulary.decode(vocabulary.encode(ru)), en) for ru, en in PAIRS}
    assert found <= normal and {pair for pair in normal if pair[1] in [en for _, en in PAIRS[1::2]]} <= found


def test_a_fine_tune_sees_its_own_mix(vocabulary, tokens, numbering):
    batches = Batches(tokens, numbering, "ru-en", 8, 7, tuning=True, denoise=0.3)
    counts = np.bincount(np.concatenate([targets // 3 for _, targets, _ in batches._epoch(0)]), minlength=40)
    assert (counts[1::2] == 1).all() and (counts[::2] == 0).all()  # newstest once, php_docs never
    assert batches.denoising() == 0


def test_a_target_piece_that_is_no_class_is_unknown(vocabulary, tokens):
    barred = vocabulary.encode(PAIRS[1][1])[0]
    written = np.arange(len(vocabulary)) != barred
    batches = Batches(tokens, Numbering.of_classes(written), "ru-en", 8, 7, only=("newstest2012_2018",))
    targets = [row for (_, _, _, rows), _ in zip(batches.after(0, 0), range(80), strict=False) for row in rows]
    assert any(1 in row for row in targets)


def test_an_epoch_holds_each_pair_as_often_as_its_weight_says(vocabulary, tokens, numbering):
    batches = Batches(tokens, numbering, "ru-en", 8, 7)  # a batch of one pair: none is left out
    epoch = batches._epoch(0)
    counts = np.bincount(np.concatenate([targets // 3 for _, targets, _ in epoch]), minlength=40)
    assert (counts[1::2] == 4).all()  # newstest: four times
    assert counts[::2].sum() == 4 and counts[::2].max() == 1  # php_docs: a fifth of 20 pairs
    assert all((sources // 3 == targets // 3).all() and (targets % 3 == 0).all() for sources, targets, _ in epoch)


@pytest.mark.parametrize("best", [0.0, 0.7, 1.0])
def test_the_share_of_best_segmentations(tokens, numbering, best):
    epochs = [Batches(tokens, numbering, "ru-en", 8, 7, best=best)._epoch(e) for e in range(10)]
    variant = np.concatenate([sources % 3 for epoch in epochs for sources, _, _ in epoch])
    assert (variant == 0).mean() == pytest.approx(best, abs=0.05)


def test_the_reverse_direction_swaps_the_sides(vocabulary, tokens):
    numbering = Numbering.of_corpus(tokens, vocabulary, "en-ru")
    _, _, sources, targets = next(Batches(tokens, numbering, "en-ru", 60, 7).after(0, 0))
    english = {english for _, english in PAIRS}
    assert all(vocabulary.decode(numbering.order[row].tolist()) in english for row in sources)
    assert not any(vocabulary.decode(numbering.order[row].tolist()) in english for row in targets)


def test_batches_go_on_where_they_stopped(tokens, numbering):
    batches = Batches(tokens, numbering, "ru-en", 40, 7)
    straight = [(e, t, s.tolist()) for (e, t, s, _), _ in zip(batches.after(0, 0), range(150), strict=False)]
    assert straight[-1][0] > 0, "the sample crosses into a second epoch"
    for stop in (5, 70):
        epoch, taken, _ = straight[stop - 1]
        rest = zip(batches.after(epoch, taken), range(150 - stop), strict=False)
        assert [(e, t, s.tolist()) for (e, t, s, _), _ in rest] == straight[stop:]


def test_batches_refuse_what_cannot_be(tokens, numbering):
    with pytest.raises(ValueError, match=r"no pairs of no_such; there are newstest2012_2018, php_docs"):
        Batches(tokens, numbering, "ru-en", 300, 7, only=("no_such",))
    with pytest.raises(ValueError, match="best segmentations from 0 to 1, found 2"):
        Batches(tokens, numbering, "ru-en", 300, 7, best=2)
    with pytest.raises(ValueError, match="fill a batch of 90000 tokens"):
        next(Batches(tokens, numbering, "ru-en", 90000, 7).after(0, 0))


def test_a_games_short_strings_are_a_quarter_at_most():
    sentences = [f"Партия {i}\tThe party won the vote {i}" for i in range(30)]
    strings = [f"Танк {i}\tTank {i}" for i in range(50)]
    found = thinned([*sentences, *strings], 1)
    assert len(found) == 40 and found[:30] == sentences
    assert found[30:] == [line for line in strings if line in found], "in order"
    assert found == thinned([*sentences, *strings], 1)
    assert thinned([*sentences, *strings[:4]], 1) == [*sentences, *strings[:4]], "few of them stay"


def test_every_game_has_a_weight_and_the_test_set_none():
    assert set(WEIGHTS) >= GAMES and WEIGHTS["tico19_covid_terms"] == 0


def test_pairs_that_were_left_untranslated_are_no_pairs():
    pairs = [
        "Мост закрыт.\tThe bridge is closed.",
        "Bridge\tBridge",
        "Мост\tМост",
        "ТАСС: да\tTASS: да",
        "NATO и ЕС\tNATO, EU",
    ]
    assert [in_their_scripts(pair) for pair in pairs] == [True, False, False, False, True]
