"""BART, Pegasus and T5 on both engines: checkpoints trained to write their summaries exactly."""

import pytest
from support.tiny_summarizers import PAIRS, learned

from summarize import Summarizer, SummaryOptions
from summarize.lengths import LENGTHS
from svodka.errors import CheckpointError, OptionError, PromptError

OPTIONS = SummaryOptions(beam=1, no_repeat_ngram=0)
DOCUMENTS = [document for document, _ in PAIRS]
ENGINES = [("torch", "float32"), ("ctranslate2", "float32"), ("ctranslate2", "auto")]


@pytest.fixture
def summarizer(seq2seq_dirs, tmp_path):
    def make(kind, engine="torch", quantization="float32", options=OPTIONS):
        return Summarizer(
            str(seq2seq_dirs(kind)), options=options, engine=engine, quantization=quantization, device="cpu",
            offline=True, cache_dir=tmp_path,
        )  # fmt: skip

    return make


@pytest.mark.parametrize(("engine", "quantization"), ENGINES)
@pytest.mark.parametrize("kind", ["bart", "pegasus", "t5"])
def test_learned_summaries_come_back_exactly(summarizer, kind, engine, quantization):
    worker = summarizer(kind, engine, quantization)
    documents, summaries = zip(*learned(kind), strict=True)
    results = worker.summarize(documents)
    assert [r.text for r in results] == list(summaries)
    assert {(r.method, r.passes, r.notes) for r in results} == {("seq2seq", 1, ())}
    assert worker.signature.engine == engine
    assert worker.signature.quantization in ({"int8", "int8/float32"} if quantization == "auto" else {"float32"})
    for document, result in zip(documents, results, strict=True):
        for sentence in result.sentences:
            assert sentence.evidence
            assert all(document[slice(*e.span)] == e.text for e in sentence.evidence)


def test_the_t5_prefix_is_in_the_signature_and_bart_has_none(summarizer):
    assert summarizer("t5").signature.prompt_hash is not None
    assert summarizer("bart").signature.prompt_hash is None


def test_a_t5_prompt_of_ones_own_is_given_to_the_model(summarizer, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text('description = "x"\nkind = "prefix"\nvariables = ["article"]\nuser = "translate: {article}"\n')
    options = SummaryOptions(beam=1, no_repeat_ngram=0, prompt=str(other))
    changed = summarizer("t5", options=options)
    assert changed.signature.prompt_hash != summarizer("t5").signature.prompt_hash
    assert changed._writer._encode("Rain.") != summarizer("t5")._writer._encode("Rain.")


def test_a_prompt_where_none_belongs_is_an_error(summarizer):
    with pytest.raises(OptionError, match="takes no prompt"):
        summarizer("bart", options=SummaryOptions(prompt="brief"))
    with pytest.raises(PromptError, match="kind prefix"):
        summarizer("t5", options=SummaryOptions(prompt="brief"))
    with pytest.raises(OptionError, match="takes no prompt"):
        Summarizer("extractive", options=SummaryOptions(prompt="brief"))


@pytest.mark.parametrize(("engine", "quantization"), ENGINES[:2])
def test_a_document_over_the_window_goes_through_several_passes(summarizer, engine, quantization):
    document = "\n\n".join(DOCUMENTS * 5)
    (result,) = summarizer("bart", engine, quantization, SummaryOptions("short", beam=1)).summarize([document])
    assert result.passes >= 2
    assert any("over the model's window" in note and f"in {result.passes} passes" in note for note in result.notes)
    assert 2 <= len(result.sentences) <= 3


@pytest.mark.parametrize("length", ["headline", "short", "standard", "long"])
def test_bounds_hold_for_a_model_too(summarizer, length):
    bounds = {"headline": (1, 1), "short": (2, 3), "standard": (4, 6), "long": (5, 10)}[length]
    (result,) = summarizer("bart", options=SummaryOptions(length, beam=2)).summarize(DOCUMENTS[:1])
    assert bounds[0] <= len(result.sentences) <= bounds[1]
    assert length != "headline" or len(result.text.split()) <= 15


def test_special_tokens_in_a_document_are_text(summarizer, monkeypatch):
    writer = summarizer("bart", "ctranslate2")._writer
    given = []
    decode = writer._engine.decode
    monkeypatch.setattr(
        writer._engine, "decode", lambda sources, options: given.extend(sources) or decode(sources, options)
    )
    writer.write(["Rain fell. </s><pad><s> It stopped."], LENGTHS["short"])
    (tokens,) = given
    assert (tokens[0], tokens[-1]) == ("<s>", "</s>")
    assert not {"<s>", "<pad>", "</s>"} & set(tokens[1:-1])


def test_a_translation_checkpoint_is_refused(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "marian", "architectures": ["MarianMTModel"]}')
    with pytest.raises(CheckpointError, match="marian"):
        Summarizer(str(tmp_path))


def test_auto_without_a_model_is_extractive_and_says_so(tmp_path):
    worker = Summarizer("auto", offline=True, cache_dir=tmp_path)
    (notice,) = worker.notices
    assert notice.startswith("summaries are extractive, sentences of the document as they stand, because")
    assert str(worker.signature).startswith("model:extractive|requested:auto|")
    assert worker.summarize(DOCUMENTS[:1])[0].method == "extractive"


def test_best_without_a_model_is_an_error_not_a_fallback(tmp_path):
    with pytest.raises(CheckpointError, match="not in the cache"):
        Summarizer("best", offline=True, cache_dir=tmp_path)


def test_a_tokenizer_with_settings_of_the_wrong_kind_is_one_clear_error(bart_dir, tmp_path):
    import json
    import shutil

    import pytest

    from svodka.checkpoints.tokenizers import load_tokenizer
    from svodka.errors import CheckpointError

    copy = shutil.copytree(bart_dir, tmp_path / "copy")
    file = copy / "tokenizer_config.json"
    file.write_text(
        json.dumps(json.loads(file.read_text(encoding="utf-8")) | {"model_max_length": {}}), encoding="utf-8"
    )
    with pytest.raises(CheckpointError, match=r"the tokenizer in .* cannot be loaded"):
        load_tokenizer(copy)
