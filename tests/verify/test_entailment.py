"""The judge that ships: what it reads, its arithmetic, its verdict in a check, the words it doubts."""

import json
import logging
import math
import shutil

import numpy as np
import pytest
from support.toy_judge import save_judge

from svodka.engines import arithmetic
from svodka.engines.arithmetic import Arithmetic
from svodka.errors import CheckpointError, EngineError
from svodka.text import split_sentences
from svodka.verify import check
from svodka.verify.document import Document, units
from svodka.verify.entailment import WINDOW, CrossEncoder, Limit, ShippedJudge, in_doubt, near, odds, passage
from svodka.verify.entailment.passages import copied
from svodka.verify.entailment.shipped import tried

SOURCE = (
    "The bridge in Kazan was closed on Monday after engineers found cracks in two of its piers. "
    "Mayor Olga Brandt said that repairs would cost 340 million roubles and might take five months. "
    "Buses will run over the dam until the bridge is open again."
)
TRUE = "The bridge in Kazan was closed on Monday."
ELSE = "Repairs of the bridge have been abandoned."
PAIRS = [
    ("the cat sat. the dog ran in the park.", "the cat ran"),
    ("the mayor was not hurt", "the mayor was hurt"),
    ("people ran. " * 90, "no people ran"),
    ("x", "the bridge was closed, and the bridge was open"),
]


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return save_judge(tmp_path_factory.mktemp("judge"), threshold=0.4, leeway=0.3)


@pytest.fixture(scope="module")
def network(weights):
    return CrossEncoder(weights, compute_type="float32", threads=1)


HALF = Limit(0.5, 0.0, 0.0)


class Known(ShippedJudge):
    """Knows the probability of each claim (0.9 of one that it does not), and keeps what it was asked."""

    def __init__(self, chances, limit=HALF):
        super().__init__()
        self.chances, self.asked = chances, []
        self.__dict__["_measured"] = limit, "0" * 40
        self.__dict__["arithmetic"] = Arithmetic("int8", 0.0, 0.0, 1.0, 2.0)

    def probabilities(self, pairs):
        self.asked.append(list(pairs))
        return [self.chances.get(claim, 0.9) for _, claim in pairs]


@pytest.fixture
def judged(monkeypatch):
    def put(judge):
        monkeypatch.setattr("svodka.verify.checking.shipped_judge", lambda: judge)
        return judge

    return put


def test_alone_in_a_batch_and_in_any_order_a_pair_is_judged_alike(network):
    together = network.probabilities(PAIRS)
    assert together.shape == (4, 3) and np.allclose(together.sum(1), 1, atol=1e-5)
    assert np.abs(together[0] - together[1]).max() > 0.01, "it tells texts apart"
    for batch in (1, 2, 3):
        assert np.allclose(network.probabilities(PAIRS, batch=batch), together, atol=1e-4)
    assert np.allclose(network.probabilities(PAIRS[::-1])[::-1], together, atol=1e-4)
    assert np.allclose(np.concatenate([network.probabilities([pair]) for pair in PAIRS]), together, atol=1e-4)
    assert network.probabilities([]).shape == (0, 3)


def test_many_are_judged_in_order(network):
    many = [PAIRS[n % 2] for n in range(300)]
    found = network.probabilities(many)
    assert np.allclose(found[::2], found[0], atol=1e-4) and np.allclose(found[1::2], found[1], atol=1e-4)


def test_of_long_evidence_the_end_is_not_read_and_of_a_long_claim_the_worst_stretch_counts(network):
    window = "the cat sat " * WINDOW
    assert np.allclose(*(network.probabilities([(window + more, "the dog")]) for more in ("", "mat")), atol=1e-4)
    half = WINDOW // 2
    parts = ["cat " * half, "not " * half, "open " * 10]
    each = network.probabilities([("the cat sat", part) for part in parts])
    (whole,) = network.probabilities([("the cat sat", "".join(parts))])
    assert np.allclose(whole, each[each[:, 0].argmin()], atol=1e-4)
    assert len({round(float(row[0]), 3) for row in each}) == 3


def test_whatever_characters_come(network):
    odd = [("a\ud800b\x00c", "\udfff"), ("", ""), ("\x00", " "), ("кот 猫 🐈", "é"), ("[PAD] [CLS]", "[SEP] [MASK]")]
    assert np.isfinite(network.probabilities(odd)).all()
    plain = network.probabilities([("the cat", "the dog")])
    marked = network.probabilities([("the cat", "[SEP] the dog")])
    assert np.abs(plain - marked).max() > 1e-3, "no mark can be written into a claim"
    ids = network._pieces("[SEP]")
    assert network._end not in ids and ids


def test_a_folder_that_is_no_judge(weights, tmp_path):
    with pytest.raises(CheckpointError, match=r"lacks config\.json, model\.bin, head\.npz"):
        CrossEncoder(tmp_path)
    broken = shutil.copytree(weights, tmp_path / "broken")
    (broken / "model.bin").write_bytes(b"\0" * 64)
    with pytest.raises(CheckpointError, match="cannot be loaded"):
        CrossEncoder(broken)
    with np.load(weights / "head.npz") as head:
        np.savez(tmp_path / "head.npz", weight=head["weight"] * np.nan, bias=head["bias"])
    nan = shutil.copytree(weights, tmp_path / "nan")
    shutil.copy(tmp_path / "head.npz", nan)
    with pytest.raises(EngineError, match="gives no numbers for 1 sentences"):
        CrossEncoder(nan).probabilities([("a", "b")])
    (nan / "measured.toml").write_text('threshold = "x"')
    with pytest.raises(CheckpointError, match=r"measured\.toml cannot be read"):
        _ = ShippedJudge(nan, cache_dir=tmp_path).limit


def test_the_shipped_judge_loads_once_and_signs(weights, tmp_path):
    judge = ShippedJudge(weights, cache_dir=tmp_path)
    assert judge.limit == Limit(0.4, 0.3, 0.0)
    assert judge.limit.of(1) == pytest.approx(0.4) == judge.limit.of(0)
    assert odds(judge.limit.of(5)) == pytest.approx(odds(0.4) - 0.3 * math.log(5))
    assert judge.probabilities([]) == [] and "_network" not in judge.__dict__
    first = judge.probabilities(PAIRS)
    network = judge.__dict__["_network"]
    assert judge.probabilities([("", "x"), PAIRS[0], (" \n", "y")]) == [0.0, pytest.approx(first[0], abs=5e-3), 0.0]
    assert judge.__dict__["_network"] is network and len(judge.signature.revision) == 40
    assert (judge.signature.model, judge.signature.quantization) == ("svodka/judge", judge.arithmetic.named)
    (record,) = tmp_path.glob("converted/svodka-judge-*/arithmetic-*.json")
    assert json.loads(record.read_text())["quantization"] == "int8"


def test_int8_and_float32_are_tried_on_the_same_pairs(weights):
    found = tried(weights)
    assert found.sound and 0 < found.mean <= found.most < 0.2


def test_wrong_arithmetic_is_said_once_and_computed_in_float32(weights, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("svodka.verify.entailment.shipped.tried", lambda folder: Arithmetic("int8", 0.3, 0.9, 1.0, 2.0))
    with caplog.at_level(logging.WARNING, logger="svodka"):
        judges = [ShippedJudge(weights, cache_dir=tmp_path) for _ in range(2)]
        assert {judge.signature.quantization for judge in judges} == {"int8/float32"}
    assert [record.getMessage() for record in caplog.records] == [
        "int8 arithmetic is wrong on this processor (probabilities 0.30 off in the mean): svodka/judge is computed in "
        "float32"
    ]
    exact = CrossEncoder(weights, compute_type="float32").probabilities(PAIRS)[:, 0]
    assert judges[0].probabilities(PAIRS) == pytest.approx(exact.tolist(), abs=1e-4)
    assert arithmetic.recorded(next(tmp_path.glob("converted/svodka-judge-*"))).mean == 0.3


def test_a_passage_of_known_evidence_is_the_one_that_was_taught():
    document = Document(SOURCE, "en")
    for claim in (TRUE, ELSE, "Five months.", "Somebody else."):
        (unit,) = units(claim, "en")
        assert passage(document, [n for n, _ in document.evidence(unit)]) == near(SOURCE, claim)
        for words in (1, 20, 40):
            assert passage(document, [n for n, _ in document.evidence(unit)], words) == near(SOURCE, claim, words)
    assert passage(Document("", "en"), []) == "" == near("", TRUE)


def test_the_judge_decides_beside_the_facts_in_one_call(judged):
    wrong = TRUE.replace("Monday", "Friday")
    judge = judged(Known({ELSE: 0.2}))
    report = check(SOURCE, f"{TRUE} {ELSE} {wrong}")
    assert [(s.probability, s.supported) for s in report.sentences] == [(0.9, True), (0.2, False), (0.9, False)]
    first, words = judge.asked
    assert first == [(near(SOURCE, text), text) for text in (TRUE, ELSE, wrong)]
    assert words and all(evidence == near(SOURCE, ELSE) for evidence, _ in words), (
        "of the one that fails without a fact"
    )
    assert (report.signature.model, report.signature.options) == ("svodka/judge", (("threshold", "0.5000"),))
    assert report.to_dict()["signature"]["revision"] == "0" * 40
    assert check(SOURCE, ELSE, threshold=0.2).supported and not check(SOURCE, TRUE, threshold=0.95).supported


def test_a_sentence_of_the_passage_follows_whatever_the_network_says(weights, tmp_path):
    first, last = (sentence.text for sentence in split_sentences(SOURCE)[::2])
    judge = ShippedJudge(weights, cache_dir=tmp_path)
    told = [first, last.upper().rstrip("."), first.replace(" in ", "\n in ")]
    assert judge.probabilities([(SOURCE, claim) for claim in told]) == [1.0, 1.0, 1.0] and "_network" not in vars(judge)
    part = "engineers found cracks in two of its piers."
    assert part in SOURCE and not copied(SOURCE, part) and not copied("", part) and not copied(SOURCE, TRUE)
    assert 0 < judge.probabilities([(SOURCE, part)])[0] < 1


@pytest.mark.parametrize(("source", "summary", "options"), [
    (SOURCE, TRUE, {"judge": False}),
    (SOURCE, TRUE, {"threshold": 0}),
    (SOURCE, "Мост в Казани закрыли.", {}),
    ("Мост в Казани закрыли в понедельник.", TRUE, {"rivals": False}),
    ("Мост в Казани закрыли в понедельник.", "Мост в Казани закрыли.", {}),
])  # fmt: skip
def test_it_is_asked_for_english_of_english_where_it_is_wanted(judged, source, summary, options):
    judge = judged(Known({}))
    found = check(source, summary, **options)
    assert judge.asked == [] and found.signature.model == ("svodka/forest" if "judge" in options else "svodka/facts")


def test_a_verifier_stands_in_its_place(judged):
    class Sure:
        model, revision = "some/verifier", "abc"

        def supports(self, source, sentences):
            return [0.7] * len(sentences)

    judge = judged(Known({}))
    report = check(SOURCE, TRUE, verifier=Sure())
    assert judge.asked == [] and report.sentences[0].probability == 0.7
    assert (report.signature.model, report.signature.revision) == ("some/verifier", "abc")


def test_without_weights_measures_give_the_probability_and_the_signature_says_so(judged):
    judged(None)
    report = check(SOURCE, TRUE)
    assert report == check(SOURCE, TRUE, judge=False)
    assert report.signature.model == "svodka/forest" and 0 < report.sentences[0].probability < 1


def test_with_a_share_the_learned_odds_stand_beside(judged):
    alone = check(SOURCE, ELSE, judge=False).sentences[0].probability
    judged(Known({ELSE: 0.2}, Limit(0.5, 0.0, 0.25)))
    (sentence,) = check(SOURCE, ELSE).sentences
    assert odds(sentence.probability) == pytest.approx(0.75 * odds(0.2) + 0.25 * odds(alone))
    assert any(reason.name != "doubt" for reason in sentence.reasons)


def test_nothing_to_judge(judged):
    judge = judged(Known({}))
    assert check(SOURCE, "").sentences == () and check(SOURCE, "").supported
    assert not check("", TRUE).supported
    assert [pairs for pairs in judge.asked if pairs] == [[("", TRUE)]]


def test_a_whole_check_by_real_weights_whatever_it_is_given(weights, tmp_path, judged):
    judge = judged(ShippedJudge(weights, cache_dir=tmp_path))
    report = check(SOURCE, f"{TRUE} {ELSE}")
    pairs = [(near(SOURCE, text), text) for text in (TRUE, ELSE)]
    assert [s.probability for s in report.sentences] == pytest.approx(judge.probabilities(pairs), abs=5e-3)
    for summary in ("the\ud800 cat\x00 sat.", "word " * 700, ". ! ?", f"{TRUE} " * 150):
        found = check(SOURCE, summary)
        assert all(0 <= s.probability <= 1 for s in found.sentences) and found.sentences
    assert not check("", TRUE).supported and not check("\x00", f"{TRUE} {ELSE}").supported


def test_the_words_in_doubt_are_those_without_which_it_follows():
    claim = "The bridge in Kazan was never closed by angry protesters."
    others = {
        "The bridge in Kazan was closed by angry protesters.": 0.6,
        "The bridge in Kazan was never closed by protesters.": 0.25,
        "The bridge in Kazan was never closed by angry .": 0.8,
    }
    judge = Known({claim: 0.2, **others})
    (found,) = in_doubt(judge, [(SOURCE, claim)], [0.2])
    assert [(r.name, r.text) for r in found] == [
        ("doubt", "without “protesters” it would be likelier"), ("doubt", "without “never” it would be likelier"),
    ]  # fmt: skip
    assert found[0].effect == pytest.approx(odds(0.2) - odds(0.8)) and found[0].effect < found[1].effect
    assert [left for _, left in judge.asked[0]] == list(others), "what the source lacks, and what turns the meaning"


def test_where_every_word_is_in_the_passage_all_of_content_are_tried():
    judge = Known({"over dam": 0.9, "Buses over": 0.9})
    (found,) = in_doubt(judge, [(SOURCE, "Buses over dam")], [0.2])
    assert {left for _, left in judge.asked[0]} == {"over dam", "Buses over "}
    assert next(reason.text for reason in found) == "without “Buses” it would be likelier"


def test_looking_for_words_has_a_bound():
    claim = " ".join(f"word{chr(97 + n)}" for n in range(26)) + "."
    judge = Known({})
    assert len(in_doubt(judge, [(SOURCE, claim)] * 3, [0.9] * 3)) == 3
    assert len(judge.asked[0]) == 18
    assert in_doubt(judge, [(SOURCE, claim)] * 200, [0.9] * 200) == [()] * 200 and judge.asked[1] == []
    assert in_doubt(judge, [], []) == []


def test_a_sentence_of_many_is_asked_about_with_the_others(judged):
    judge = judged(Known({}))
    summary = f"{TRUE} " * 40
    report = check(SOURCE, summary)
    assert len(split_sentences(summary)) == 40 == len(report.sentences) == len(judge.asked[0])
