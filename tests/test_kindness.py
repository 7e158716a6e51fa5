"""Wrong arguments of public names: every error is a SvodkaError that says what was found and what was expected."""

import base64
import hashlib
import subprocess
import sys
from importlib import import_module
from importlib.metadata import FileHash, PackagePath
from pathlib import Path

import pytest

import prompts
import summarize
import svodka
import translate
from svodka import NewsItem, Pipeline, PipelineOptions
from svodka.checkpoints.bundled import damaged
from svodka.cli import main
from svodka.errors import InputError, OptionError, SvodkaError
from svodka.facts import ledger
from svodka.verify import check
from tests.test_architecture import PACKAGED


class Quiet:
    """A translator and summarizer that are never asked."""

    notices = ()
    signature = svodka.Signature(model="none")

    def translate(self, texts): ...

    def translate_documents(self, documents): ...

    def summarize(self, texts): ...


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline(translator=Quiet(), summarizer=Quiet())  # type: ignore[arg-type]


ITEM = NewsItem(id="1", headline="", text="Текст.")


@pytest.mark.parametrize("package", PACKAGED)
def test_dir_lists_what_is_exported(package):
    module = import_module(package)
    assert set(module.__all__) <= set(dir(module))
    assert {"__name__", "__doc__"} <= set(dir(module))


def test_dir_loads_nothing():
    code = "import sys, svodka; assert 'Pipeline' in dir(svodka); print('svodka.pipeline' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_a_name_where_options_belong_says_how_it_is_written():
    with pytest.raises(OptionError, match=r"options is 'compact'; .*Pipeline\(translator='compact'\)"):
        Pipeline("compact")  # type: ignore[arg-type]


def test_names_in_place_of_those_of_the_options(monkeypatch):
    made = {}

    def standin(stage):
        def make(name, **rest):
            made[stage] = name
            return Quiet()

        return make

    monkeypatch.setattr("translate.translator.Translator", standin("translator"))
    monkeypatch.setattr("summarize.summarizer.Summarizer", standin("summarizer"))
    found = Pipeline(PipelineOptions(translator="fast"), translator="compact", summarizer="extractive")
    assert made == {"translator": "compact", "summarizer": "extractive"}
    assert (found.options.translator, found.options.summarizer) == ("compact", "extractive")


@pytest.mark.parametrize("items", [ITEM, "текст", b"raw", None, 5, [None], ["текст"], [b"raw"], [ITEM, 1]])
def test_what_is_no_sequence_of_items(pipeline, items):
    with pytest.raises(InputError, match="expected"):
        pipeline.brief(items)


def test_of_one_item_it_says_how_it_is_given(pipeline):
    with pytest.raises(InputError, match=r"one NewsItem; expected a sequence: \[item\]"):
        pipeline.brief(ITEM)


@pytest.mark.parametrize("raw", [b"\xd2\xe5\xea\xf1\xf2", None, 7, ["текст"], Path("x")])
def test_raw_items_that_are_no_text(raw):
    with pytest.raises(InputError, match=f"is {type(raw).__name__}; expected str"):
        NewsItem.from_text(raw)


@pytest.mark.parametrize(
    "wrong",
    [
        {"length": "tiny"}, {"length": None}, {"length": ["short"]}, {"beam": 0}, {"beam": -3}, {"beam": 2.0},
        {"beam": "4"}, {"beam": True}, {"facts": "maybe"}, {"facts": []}, {"translator": None}, {"translator": 3},
        {"summarizer": b"best"}, {"glossary": "terms.tsv"}, {"memory": 1}, {"offline": "no"}, {"news_terms": 1},
        {"prompt": 5}, {"endpoint": 1}, {"cache_dir": "x"}, {"engine": None}, {"device": 0},
        {"length": "tiny", "beam": 0},
    ],
)  # fmt: skip
def test_options_are_checked_when_they_are_made(wrong):
    with pytest.raises(OptionError) as error:
        PipelineOptions(**wrong)
    assert any(name in str(error.value) for name in (*wrong, "policy")) and "expected" in str(error.value)


# A wrong argument for each public callable of the packages that people import.
WRONG = {
    "svodka.Brief": lambda: svodka.Brief.from_dict({"nothing": 1}),
    "svodka.NewsItem": lambda: NewsItem.from_dict({"id": 1}),
    "svodka.Pipeline": lambda: Pipeline(3),  # type: ignore[arg-type]
    "svodka.PipelineOptions": lambda: PipelineOptions(length="x"),  # type: ignore[arg-type]
    "svodka.Signature": lambda: svodka.Signature.from_dict({"nothing": 1}),
    "translate.Flag": lambda: translate.Flag.from_dict({"nothing": 1}),
    "translate.Quality": lambda: translate.Quality.from_dict({"nothing": 1}),
    "translate.quality": lambda: translate.quality("текст", "text"),  # type: ignore[arg-type]
    "translate.Segment": lambda: translate.Segment.from_dict({"nothing": 1}),
    "translate.TranslateOptions": lambda: translate.TranslateOptions(beam=0),
    "translate.Translation": lambda: translate.Translation.from_dict({"nothing": 1}),
    "translate.Translator": lambda: translate.Translator("no such model", offline=True),
    "summarize.Evidence": lambda: summarize.Evidence.from_dict({"nothing": 1}),
    "summarize.FactReport": None,  # is made, never read back
    "summarize.SentenceReport": None,  # is made, never read back
    "summarize.Summarizer": lambda: summarize.Summarizer("no such model", offline=True),
    "summarize.Summary": None,  # is made, never read back
    "summarize.SummaryOptions": lambda: summarize.SummaryOptions(beam=0),
    "summarize.SummarySentence": lambda: summarize.SummarySentence.from_dict({"nothing": 1}),
    "summarize.check": lambda: summarize.check(b"x", "y"),  # type: ignore[arg-type]
    "prompts.Prompt": None,  # made by load_prompt alone
    "prompts.load_prompt": lambda: prompts.load_prompt("no such prompt"),
    "prompts.prompt_names": None,  # takes nothing
    "svodka.SvodkaError": None,
    "svodka.__version__": None,
}


def test_every_public_name_is_tried():
    names = {f"{m.__name__}.{name}" for m in (svodka, translate, summarize, prompts) for name in m.__all__}
    assert names == set(WRONG)


@pytest.mark.parametrize("name", [name for name, wrong in WRONG.items() if wrong])
def test_a_wrong_argument_is_a_svodka_error(name):
    with pytest.raises(SvodkaError):
        WRONG[name]()


@pytest.mark.parametrize("wrong", [b"x", None, 3, ["x"]])
def test_texts_of_another_type(wrong):
    for call in (lambda: check(wrong, "y"), lambda: check("x", wrong), lambda: ledger(wrong, "ru")):
        with pytest.raises(SvodkaError):
            call()


def test_advice_names_the_model_of_its_task(tmp_path):
    from svodka.checkpoints import resolve

    with pytest.raises(SvodkaError, match="models pull summarize:best`"):
        resolve("best", "summarize", offline=True, cache_dir=tmp_path)
    with pytest.raises(SvodkaError, match="models pull best`"):
        resolve("best", "translate", offline=True, cache_dir=tmp_path)


def test_verify_of_what_comes_in_the_package_does_not_say_to_pull_it(capsys):
    assert main(["models", "verify", "compact"]) == 0
    err = capsys.readouterr().err
    assert "compact" in err and "pull" not in err


def test_what_comes_in_the_package_is_held_against_the_installers_hashes(monkeypatch, tmp_path):
    def listed(name, content):
        file = PackagePath(f"translate/compact/{name}")
        digest = hashlib.sha256(content).digest()
        file.hash = FileHash(f"sha256={base64.urlsafe_b64encode(digest).decode().rstrip('=')}")
        return file

    found = [listed("good.bin", b"1"), listed("other.bin", b"2"), listed("gone.bin", b"3")]
    monkeypatch.setattr("svodka.checkpoints.bundled.files", lambda name: found)
    (tmp_path / "good.bin").write_bytes(b"1")
    (tmp_path / "other.bin").write_bytes(b"x")
    assert damaged(tmp_path) == ["other.bin", "gone.bin"]
    monkeypatch.setattr("svodka.checkpoints.bundled.files", lambda name: [])
    assert damaged(tmp_path) is None


def test_all_items_skipped_is_no_wrong_usage(capsys, tmp_path):
    item = tmp_path / "english.txt"
    item.write_text("The bridge was closed on Monday, the authorities said.\n" * 3)
    assert main(["brief", str(item), "--lang", "skip", "--offline"]) == 0
    said = capsys.readouterr()
    assert said.out == "" and "all skipped" in said.err
    item.write_text("")
    assert main(["brief", str(item), "--lang", "skip", "--offline"]) == 2
