"""docs/reference/schemas against the types: real results validate; every missing, added or changed key is noticed."""

import copy
import json
import re
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
from referencing import Registry, Resource
from support.briefs import FAIR, FERRY, HOSTILE
from support.chain import make_brief, make_item
from support.tables import TableTranslator

import summarize
from summarize import Summarizer
from svodka.evaluation import evaluate
from svodka.facts import FactKind, ledger
from svodka.readers import NewsItem
from translate.corrections import Correction

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"
SCHEMAS = {
    schema["$id"].rsplit(":", 1)[1]: schema
    for schema in (json.loads(path.read_text(encoding="utf-8")) for path in sorted(DOCS.glob("schemas/*.json")))
}
REGISTRY = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in SCHEMAS.values())
RUSSIAN = "В Туле открыли мост за 12 млн рублей. Мэр Анна Орлова поблагодарила строителей."
ENGLISH = "A bridge was opened in Tula. It cost 13 million roubles. Mayor Anna Orlova thanked the builders."


def errors(name, data):
    data = json.loads(json.dumps(data))  # what a reader of the file gets
    found = jsonschema.Draft202012Validator(SCHEMAS[name], registry=REGISTRY).iter_errors(data)
    return [f"{error.json_path}: {error.message}" for error in found]


def examples():
    yield "NewsItem", NewsItem("1", "Мост", RUSSIAN).to_dict()
    for brief in (FERRY, FAIR, HOSTILE, make_brief(make_item(1))):
        yield "Brief", brief.to_dict()
        yield "NewsItem", brief.item.to_dict()
        yield "Translation", brief.translation.to_dict()
        yield "Signature", brief.signature.translate.to_dict()
    yield "Mismatch", FERRY.checks[0].to_dict()
    yield "Correction", Correction(RUSSIAN, ENGLISH, "2026-12-01T05:00:00+00:00").to_dict()
    for fact in ledger("Более 12 человек погибли, цена упала до минус 5 рублей.", "ru").facts:
        yield "Fact", fact.to_dict()
    for length in ("short", "long"):
        summary = Summarizer("extractive", options=summarize.SummaryOptions(length=length)).summarize([ENGLISH])[0]
        assert summary.sentences[0].evidence
        yield "Summary", summary.to_dict()
        yield "Evidence", summary.sentences[0].evidence[0].to_dict()
    for source in (RUSSIAN, ENGLISH.replace("13", "12")):
        report = summarize.check(source, ENGLISH)
        assert not report.supported
        yield "FactReport", report.to_dict()
    good, bad = TableTranslator({RUSSIAN: ENGLISH}), TableTranslator({RUSSIAN: "A bridge for 13 million."}, ["numbers"])
    yield "Evaluation", evaluate([(RUSSIAN, ENGLISH)], bad, good, samples=10).to_dict()


EXAMPLES = list(examples())


def test_every_documented_schema_is_a_schema_and_has_examples():
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    assert {name for name, _ in EXAMPLES} == set(SCHEMAS)
    told = re.findall(r"^## (\w+)$", (DOCS / "json.md").read_text(encoding="utf-8"), re.M)
    assert sorted(told) == sorted(SCHEMAS) == sorted(path.stem for path in DOCS.glob("schemas/*.json"))


@pytest.mark.parametrize(("name", "data"), EXAMPLES, ids=[f"{n}-{name}" for n, (name, _) in enumerate(EXAMPLES)])
def test_real_results_are_as_documented(name, data):
    assert errors(name, data) == []


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_key_missing_or_added_anywhere_is_noticed(name):
    data = next(example for kind, example in EXAMPLES[::-1] if kind == name)
    for change in ("drop", "add"):
        for place in objects(data):
            changed = copy.deepcopy(data)
            target = changed
            for step in place:
                target = target[step]
            if change == "add":
                target["surprise"] = [1]
            else:
                target.pop(next(iter(target)))
            assert errors(name, changed), f"{change} in {name} at {place}"


def objects(data, place=()):
    """The places of every object with documented keys: options and timings are open by nature."""
    if isinstance(data, dict):
        if place and place[-1] in {"options", "timings"}:
            return
        yield place
        for key, value in data.items():
            yield from objects(value, (*place, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from objects(value, (*place, n))


def test_the_kinds_of_facts_are_those_of_the_type():
    assert set(SCHEMAS["Mismatch"]["properties"]["kind"]["enum"]) == set(get_args(FactKind))
