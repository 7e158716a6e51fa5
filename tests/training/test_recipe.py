"""The recipe at toy scale: pack, tokenize, train with resume, evaluate, export, split, join."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.pairs import PAIRS
from support.recipe import TINY

from training import data, parts
from training.__main__ import main
from training.batches import Batches
from training.noise import worth_mending
from training.schedule import learning_rate
from training.synthesize import plausible
from training.tokens import Tokens, tokenize


@pytest.fixture(scope="module")
def tokens(vocabulary) -> Tokens:
    rows = [("newstest2012_2018" if i % 2 else "php_docs", ru, en) for i, (ru, en) in enumerate(PAIRS)]
    return tokenize(rows, vocabulary, processes=1)


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
    assert len(long) == 121 and long[-1] == vocabulary.eos
    sampled = [tokens.russian.row(pair * 3 + 1).tolist() != tokens.russian.row(pair * 3).tolist() for pair in range(40)]
    assert sum(sampled) > 20


def test_tokenizing_in_processes_gives_the_same_best_segmentations(vocabulary, tokens):
    rows = [("x", ru, en) for ru, en in PAIRS]
    other = tokenize(rows, vocabulary, variants=1, processes=2)
    for pair in range(len(PAIRS)):
        assert other.russian.row(pair).tolist() == tokens.russian.row(pair * 3).tolist()


def test_an_epoch_holds_each_pair_as_often_as_its_weight_says(vocabulary, tokens):
    batches = Batches(tokens, "ru-en", 400, 7, vocabulary.pad)
    rows: list[int] = []
    for sources, targets in batches._epoch(0):
        assert (sources // 3 == targets // 3).all()
        lengths = np.maximum(np.diff(tokens.russian.starts)[sources], np.diff(tokens.english.starts)[targets])
        assert lengths.max() * len(lengths) <= 400 or len(lengths) == 1
        rows += (sources // 3).tolist()
    counts = np.bincount(rows, minlength=40)
    assert (counts[1::2] == 4).all()  # newstest: four times
    assert counts[::2].sum() == 4 and counts[::2].max() == 1  # php_docs: a fifth of 20 pairs


def test_the_reverse_direction_swaps_the_sides(vocabulary, tokens):
    _, _, sources, targets = next(iter(Batches(tokens, "en-ru", 400, 7, vocabulary.pad)))
    english = {english for _, english in PAIRS}
    assert all(vocabulary.decode(row) in english for row in sources.tolist())
    assert not any(vocabulary.decode(row) in english for row in targets.tolist())


def test_batches_go_on_where_they_stopped(vocabulary, tokens):
    batches = Batches(tokens, "ru-en", 300, 7, vocabulary.pad)
    straight = [(e, t, s.tolist()) for (e, t, s, _), _ in zip(batches, range(60), strict=False)]
    assert straight[-1][0] > 0, "the sample crosses into a second epoch"
    for stop in (5, 30):
        epoch, taken, _ = straight[stop - 1]
        rest = zip(batches.after(epoch, taken), range(60 - stop), strict=False)
        assert [(e, t, s.tolist()) for (e, t, s, _), _ in rest] == straight[stop:]


def test_batches_refuse_unknown_sources(vocabulary, tokens):
    with pytest.raises(ValueError, match=r"no pairs of no_such; there are newstest2012_2018, php_docs"):
        Batches(tokens, "ru-en", 300, 7, vocabulary.pad, ("no_such",))


def test_learning_rate():
    rates = [learning_rate(s, s / 100, peak=2.0, warmup=10, cooldown=0.5) for s in (1, 10, 40, 75, 100)]
    assert rates == pytest.approx([0.2, 2.0, 1.0, 2 * (10 / 75) ** 0.5 * 0.5, 0.0])


def run_of(tokens, vocabulary, out: Path, *steps: int):
    from training.train import TrainOptions, train

    options = TrainOptions(steps=1, total=12, tokens=400, warmup=4, seed=3)
    for count in steps:
        run = train(tokens, vocabulary, out, replace(options, steps=count), architecture=TINY)
    return run


def test_a_resumed_run_equals_a_straight_one_bit_for_bit(vocabulary, tokens, tmp_path):
    import torch

    straight = run_of(tokens, vocabulary, tmp_path / "straight", 12)
    resumed = run_of(tokens, vocabulary, tmp_path / "resumed", 5, 4, 3)
    assert (straight.step, straight.epoch, straight.taken) == (resumed.step, resumed.epoch, resumed.taken)
    one, other = (torch.load(tmp_path / name / "state.pt", weights_only=True) for name in ("straight", "resumed"))
    for name, weight in one["model"].items():
        assert torch.equal(weight, other["model"][name]), name
    assert all(map(torch.equal, one["average"], other["average"]))
    for index, slots in one["optimizer"]["state"].items():
        for name, value in slots.items():
            assert torch.equal(value, other["optimizer"]["state"][index][name])
    assert torch.equal(one["generator"], other["generator"])
    files = [(tmp_path / name / "model.safetensors").read_bytes() for name in ("straight", "resumed")]
    assert files[0] == files[1]
    assert not torch.equal(one["average"][0], one["model"]["model.shared.weight"])


def test_the_padding_row_stays_zero_in_training(vocabulary, tokens, tmp_path):
    run = run_of(tokens, vocabulary, tmp_path, 4)
    assert run.model.model.shared.weight[vocabulary.pad].abs().max().item() == 0.0


def test_export_is_half_precision_and_decodes_alike_in_both_engines(marian_dir, tmp_path):
    from safetensors.numpy import load_file

    from training.export import disagreements, export

    size = export(marian_dir, tmp_path / "compact")
    names = {path.name for path in (tmp_path / "compact").iterdir()}
    assert names == {path.name for path in marian_dir.iterdir()}
    assert size == sum(path.stat().st_size for path in (tmp_path / "compact").iterdir()) < 1_500_000
    assert (tmp_path / "compact" / "model.safetensors").stat().st_mode & 0o777 == 0o644
    weights = load_file(tmp_path / "compact" / "model.safetensors")
    assert {str(array.dtype) for array in weights.values()} == {"float16"}
    assert disagreements(tmp_path / "compact", [russian for russian, _ in PAIRS]) == []


def test_export_refuses_a_trained_padding_row(marian_dir, tmp_path):
    import shutil

    from safetensors.torch import load_file, save_file

    from training.export import export

    shutil.copytree(marian_dir, tmp_path / "bad")
    weights = load_file(tmp_path / "bad" / "model.safetensors")
    weights["model.shared.weight"][-1, 0] = 0.1
    save_file(weights, tmp_path / "bad" / "model.safetensors", {"format": "pt"})
    with pytest.raises(ValueError, match="expected a zero embedding for padding"):
        export(tmp_path / "bad", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_scores(marian_dir):
    from training.decode import Decoder
    from training.evaluate import evaluate

    score, hypotheses = evaluate(Decoder(marian_dir), "pairs", PAIRS, beams=1)
    assert hypotheses == [english for _, english in PAIRS]
    assert (score.bleu, score.chrf, score.segments) == (pytest.approx(100), pytest.approx(100), 40)
    assert score.bleu_signature.startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    wrong, _ = evaluate(Decoder(marian_dir), "pairs", [(ru, PAIRS[0][1]) for ru, _ in PAIRS], beams=1)
    assert wrong.bleu < 20


def test_decoder_scores_are_log_probabilities(marian_dir):
    from training.decode import Decoder

    decoder = Decoder(marian_dir, tokens=1500)
    found = decoder.translate([russian for russian, _ in PAIRS], beams=4)
    assert [text for text, _ in found] == [english for _, english in PAIRS]
    assert all(-0.5 < score < 0 for _, score in found)
    alone = decoder.translate([PAIRS[2][0]])
    assert alone[0][1] == pytest.approx(found[2][1], abs=1e-4)
    assert min(score for _, score in decoder.translate(["Совсем другое предложение о шахматах"])) < -0.5


def test_synthesize_keeps_the_confident_and_plausible(marian_dir):
    from training.decode import Decoder
    from training.synthesize import synthesize

    sources = [russian for russian, _ in PAIRS[:6]]
    decoder = Decoder(marian_dir)
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


def test_split_and_join(marian_dir, tmp_path):
    (tmp_path / "m").mkdir()
    for path in marian_dir.iterdir():
        (tmp_path / "m" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "m" / "state.pt").write_bytes(b"left out")
    count = parts.split(tmp_path / "m", tmp_path / "parts", largest=500_000)
    files = sorted((tmp_path / "parts").glob("m.tar.*"))
    assert count == len(files) > 2 and all(path.stat().st_size <= 500_000 for path in files)
    joined = parts.join(tmp_path / "parts", "m", tmp_path / "back")
    assert {p.name: p.read_bytes() for p in joined.iterdir()} == {p.name: p.read_bytes() for p in marian_dir.iterdir()}
    files[1].unlink()
    with pytest.raises(ValueError, match="a part is missing or bad"):
        parts.join(tmp_path / "parts", "m", tmp_path / "again")


def lines(path: Path, texts: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data.write_lines(path, texts)


def test_the_command_line_from_data_to_checkpoint(tmp_path, capsys):
    source, run = tmp_path / "data", tmp_path / "run"
    rows = [f"{russian}\t{english}" for russian, english in PAIRS]
    lines(source / "mt/train/newstest2012_2018.tsv.xz", rows)
    lines(source / "mt/train/php_docs.tsv.xz", ["Вернет истину.\tReturns true.", "Вернет ложь.\tReturns false."])
    for name in data.DEV_SETS:
        lines(source / f"mt/dev/{name}.tsv", rows[:3])
    lines(source / "news_en/some.txt.xz", [english for _, english in PAIRS])
    for name in data.ENGLISH_DOCUMENTS:
        lines(source / f"summ/{name}.jsonl.xz", [json.dumps({"document": PAIRS[4][1] + " " + PAIRS[6][1]})])
    lines(source / "news_ru/some.jsonl.xz", [json.dumps({"headline": PAIRS[0][0], "text": PAIRS[4][0]})])

    assert main(["pack", "--data", str(source), "--out", str(run), "--pieces", "700"]) == 0
    counts = json.loads(capsys.readouterr().out)
    rows_packed = data.read_corpus(run / "corpus.tsv.xz")
    assert counts["pairs"] == len(rows_packed) == 37 + 1  # dev pairs out; every second pair of php_docs
    assert counts["mono.ru"] == 2 and PAIRS[4][1] in data.read_lines(run / "mono.en.xz")

    assert main(["tokenize", "--run", str(run), "--denoise", "en", "ru"]) == 0
    told = json.loads(capsys.readouterr().out)
    mended = [*data.read_lines(run / "mono.en.xz"), *data.read_lines(run / "mono.ru.xz")]
    assert (told["pairs"], told["denoising"]) == (38, sum(map(worth_mending, mended)))
    train = ["train", "--run", str(run), "--out", str(tmp_path / "m"), "--steps", "1", "--total", "2"]
    assert main([*train, "--tokens", "300"]) == 0 and main([*train, "--tokens", "300"]) == 0
    assert "m: 2 steps" in capsys.readouterr().err
    assert main([*train, "--minutes", "1"]) == 2
    assert "either minutes or steps" in capsys.readouterr().err
    scores = tmp_path / "scores.json"
    evaluate = ["evaluate", "--run", str(run), "--model", str(tmp_path / "m"), "--beams", "1", "--limit", "2"]
    assert main([*evaluate, "--out", str(scores)]) == 0
    assert [score["set"] for score in json.loads(scores.read_text(encoding="utf-8"))] == ["newstest2013", "flores_dev"]
    assert main(["export", "--model", str(tmp_path / "m"), "--out", str(tmp_path / "compact")]) == 0
