"""The brief of an item depends on the item and the signature alone: not on order, batches, or what came before."""

import hashlib
import json
import random

import pytest
from support.pairs import PAIRS

from summarize import Summarizer
from svodka.pipeline import Pipeline, PipelineOptions
from svodka.readers import NewsItem
from svodka.runs import LocalBackend, RunOptions, Store, StoreWriter, execute
from svodka.runs.backends.work import BatchSizes
from translate import Translator
from translate.decoding import Decoded

SURNAMES = {"Кленов": ("Klenov", "Klyonov"), "Зеленский": ("Zelensky", "Zelenskyy"), "Приозёрцев": ("Priozertsev",) * 2}


class Fickle:
    """A decoder that spells a name in one of two ways, by what the sentence says: as real ones do."""

    engine_name, quantization, prompt_hash = "fickle", None, None
    settings, remarks = (), ()
    scored = True
    limit = 256

    def count(self, text):
        return len(text.split()) + 1

    def _english(self, text):
        day = next(word for word in text.split() if word.isdecimal())
        for russian, spellings in SURNAMES.items():
            if russian in text:
                spelled = spellings[hashlib.sha256(text.encode()).digest()[0] % 2]
                return f"On day {day} the mayor Sergei {spelled} opened a school in the town."
        return f"On day {day} nothing happened in the town."

    def decode(self, texts, options):
        return [Decoded(self._english(text), -0.2) for text in texts]

    def nbest(self, texts, options, hypotheses):
        return [(found,) for found in self.decode(texts, options)]


@pytest.fixture(scope="module")
def items():
    names = [*SURNAMES, "Кленов"]
    return [
        NewsItem(
            id=str(n),
            headline=f"На {n} день мэр Сергей {names[n % 4]} открыл школу",
            text="\n\n".join(
                f"На {n + k} день мэр Сергей {names[(n + k // 2) % 4]} открыл школу." for k in range(1, 5)
            ),
        )
        for n in range(40)
    ]


def settled(brief):
    return json.dumps(brief | {"timings": None}, ensure_ascii=False, sort_keys=True)


def pipeline():
    return Pipeline(
        PipelineOptions("compact", "extractive", offline=True),
        translator=Translator.from_decoder(Fickle(), model="fickle"),
        summarizer=Summarizer("extractive"),
    )


@pytest.fixture(scope="module")
def alone(items):
    """The brief of each item, made by a pipeline of its own."""
    briefs = {item.id: settled(pipeline().brief([item])[0].to_dict()) for item in items}
    assert any("Klyonov" in text for text in briefs.values()) and any("Klenov" in text for text in briefs.values())
    assert not any("Zelenskyy" in json.loads(text)["translation"]["hypothesis"] for text in briefs.values())
    return briefs


def orders(items):
    shuffled = list(items)
    random.Random(7).shuffle(shuffled)
    return {"as they are": list(items), "backwards": list(reversed(items)), "shuffled": shuffled}


@pytest.mark.parametrize("order", ["as they are", "backwards", "shuffled"])
@pytest.mark.parametrize("size", [1, 3, 16, 40])
def test_in_memory_and_stored_in_any_order_and_batch(items, alone, order, size, tmp_path):
    given = orders(items)[order]
    expected = [alone[item.id] for item in given]
    chain = pipeline()
    found = [b for k in range(0, 40, size) for b in chain.finish(chain.translate(given[k : k + size]))]
    assert [settled(brief.to_dict()) for brief in found] == expected
    assert [settled(brief.to_dict()) for brief in chain.stream(iter(given))] == expected  # the same object, again
    with StoreWriter.create(tmp_path / "run.sqlite") as store:
        execute(given, LocalBackend(chain), store, options=RunOptions(sizes=BatchSizes(size, 99_999, size)))
    with Store.open(tmp_path / "run.sqlite") as store:
        assert sorted(settled(result.brief.to_dict()) for result in store.results(1)) == sorted(expected)


def test_one_name_has_one_spelling_within_an_item(items):
    for brief in pipeline().brief(items):
        text = f"{brief.headline} {brief.translation.hypothesis}"
        assert not ("Klenov" in text and "Klyonov" in text)


def test_with_the_checkpoint_that_ships(compact_cache):
    """Twelve items together, and backwards in batches of five: the bytes of each alone."""
    russian = [source for source, _ in PAIRS]
    items = [NewsItem(str(n), russian[n], "\n\n".join(russian[n + 1 : n + 3])) for n in range(0, 36, 3)]
    options = PipelineOptions("compact", "extractive", offline=True, cache_dir=compact_cache)
    chain = Pipeline(options)
    expected = {item.id: settled(chain.brief([item])[0].to_dict()) for item in items}
    backwards = list(reversed(items))
    for found in (chain.brief(items), [b for k in (0, 5, 10) for b in chain.brief(backwards[k : k + 5])]):
        assert [settled(brief.to_dict()) for brief in found] == [expected[brief.item.id] for brief in found]
