"""From a state to scores: export, both engines, decoding, evaluation, synthetic pairs."""

import pytest
import torch
from support.pairs import PAIRS
from support.recipe import TINY

from training.corpus.numbering import Numbering
from training.decode import Decoder
from training.evaluate import evaluate
from training.export import disagreements, export
from training.network.initial import EMBEDDING, initial
from training.options import TrainOptions
from training.run import Run
from training.synthesize import plausible, synthesize


@pytest.fixture(scope="module")
def decoder(marian_dir) -> Decoder:
    return Decoder(marian_dir, threads=1)


@pytest.fixture
def state(vocabulary, tokens, tmp_path):
    """A run that has not taken a step, with averages of its own."""
    numbering = Numbering.of_corpus(tokens, vocabulary, "ru-en")
    run = Run(TINY, numbering, initial(TINY, len(vocabulary), seed=1), TrainOptions(steps=1))
    for name, weight in run.average.items():
        weight.add_(0.01 * (name != EMBEDDING))
    run.write(tmp_path / "state.pt", "ru-en")
    return tmp_path / "state.pt", run


def test_export_is_the_averages_in_half_precision_with_russian_barred(state, vocabulary, tmp_path):
    from safetensors.numpy import load_file

    path, run = state
    size = export(path, vocabulary, tmp_path / "compact")
    names = {file.name for file in (tmp_path / "compact").iterdir()}
    assert names == {
        "config.json", "generation_config.json", "model.safetensors", "source.spm", "target.spm", "vocab.json",
        "tokenizer_config.json",
    }  # fmt: skip
    assert size == sum(file.stat().st_size for file in (tmp_path / "compact").iterdir())
    weights = load_file(tmp_path / "compact" / "model.safetensors")
    assert {str(array.dtype) for array in weights.values()} == {"float16"}
    fc1 = torch.from_numpy(weights["model.encoder.layers.0.fc1.weight"])
    assert torch.equal(fc1, run.average["encoder.0.fc1.weight"].half())
    assert (weights["final_logits_bias"] == run.numbering.bias.astype("float16")).all()
    assert not weights["model.shared.weight"][-1].any()


def test_both_engines_read_an_export_alike(state, vocabulary, tmp_path, monkeypatch):
    monkeypatch.setattr("training.export.LONGEST", 30)
    monkeypatch.setattr("training.decode.LONGEST", 30)
    export(state[0], vocabulary, tmp_path / "compact")
    found = disagreements(tmp_path / "compact", [russian for russian, _ in PAIRS[:2]])
    assert all(ours[:25] == theirs[:25] for _, ours, theirs in found), "it loops, to each engine's own limit"


def test_export_refuses_another_vocabulary_and_direction(state, vocabulary, tmp_path, marian_dir):
    from training.corpus.vocabulary import Vocabulary

    other = Vocabulary.load(marian_dir / "source.spm")
    with pytest.raises(ValueError, match=f"a vocabulary of {len(vocabulary)} pieces, found {len(other)}"):
        export(state[0], other, tmp_path / "out")
    with pytest.raises(ValueError, match="expected a run of en-ru, found one of ru-en"):
        export(state[0], vocabulary, tmp_path / "out", direction="en-ru")
    assert not (tmp_path / "out").exists()


def test_disagreements_are_told(marian_dir, monkeypatch):
    wrong = [("other", 0.0)] * 2
    monkeypatch.setattr(Decoder, "translate", lambda decoder, texts: wrong)
    (russian, english), _ = PAIRS[:2]
    assert disagreements(marian_dir, [russian, PAIRS[1][0]])[0] == (russian, english, "other")


def test_scores(decoder):
    score, hypotheses = evaluate(decoder, "pairs", PAIRS, beams=1)
    assert hypotheses == [english for _, english in PAIRS]
    assert (score.set, score.segments, score.beams, score.precision) == ("pairs", 40, 1, decoder.precision)
    assert decoder.precision in {"int8", "int8/float32"}
    assert (score.bleu, score.chrf) == (pytest.approx(100), pytest.approx(100))
    assert "tok:13a" in score.bleu_signature and "nc:6" in score.chrf_signature
    wrong, _ = evaluate(decoder, "pairs", [(ru, PAIRS[0][1]) for ru, _ in PAIRS], beams=1)
    assert wrong.bleu < 20


@pytest.mark.parametrize("beams", [1, 4])
def test_scores_of_translations_are_mean_log_probabilities(marian_dir, beams):
    from transformers import MarianMTModel

    exact = Decoder(marian_dir, precision="float32", threads=1)
    texts = [PAIRS[2][0], "Совсем другое предложение о шахматах"]
    model = MarianMTModel.from_pretrained(marian_dir, dtype=torch.float32).eval()
    for text, (translation, score) in zip(texts, exact.translate(texts, beams=beams), strict=True):
        labels = torch.tensor([exact.vocabulary.encode(translation)])
        with torch.inference_mode():
            loss = model(input_ids=torch.tensor([exact.vocabulary.encode(text)]), labels=labels).loss
        assert score == pytest.approx(-loss.item(), abs=2e-3)


def test_synthesize_keeps_the_confident_and_plausible(decoder):
    sources = [russian for russian, _ in PAIRS[:6]]
    assert synthesize(decoder, sources, "ru-en", minutes=5) == PAIRS[:6]
    assert synthesize(decoder, sources, "ru-en", minutes=0) == []
    scores = [score for _, score in decoder.translate(sources)]
    best = sorted(range(6), key=lambda i: -scores[i])[:3]
    assert synthesize(decoder, sources, "ru-en", minutes=5, keep=0.5) == [PAIRS[i] for i in sorted(best)]


@pytest.mark.parametrize(
    ("russian", "english", "good"),
    [
        ("Мэр ушел в отставку", "The mayor resigned", True),
        ("Мэр ушел в отставку", "The", False),
        ("Мэр ушел в отставку вчера", "the the the the the the", False),
        ("Мэр ушел в отставку", "Мэр ушел в отставку", False),
        ("The mayor resigned", "The mayor resigned", False),
    ],
)
def test_plausible(russian, english, good):
    assert plausible(russian, english) is good
