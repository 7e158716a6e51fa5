"""The translator on a real checkpoint that was trained on the spot: exact outputs, layout, both engines."""

import pytest
from support.pairs import PAIRS

from translate import Translator


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def translator(marian_dir, cache):
    return Translator(str(marian_dir), quantization="float32", offline=True, cache_dir=cache)


def test_every_pair_is_repeated_in_order(translator):
    found = translator.translate([russian for russian, _ in PAIRS])
    assert [t.hypothesis for t in found] == [english for _, english in PAIRS]
    assert all(not t.flags for t in found)


def test_a_document_keeps_its_layout(translator):
    lines = PAIRS[:3]
    source = "  " + lines[0][0] + "\n\n• " + lines[1][0] + "\r\n" + lines[2][0] + " 🔥 https://site.ru/a\n"
    expected = "  " + lines[0][1] + "\n\n• " + lines[1][1] + "\r\n" + lines[2][1] + " 🔥 https://site.ru/a\n"
    assert translator.translate([source])[0].hypothesis == expected


@pytest.mark.parametrize("layout", ["marian_dir", "marian_old_dir"])
@pytest.mark.parametrize("engine", ["ctranslate2", "torch"])
def test_layouts_and_engines(request, cache, layout, engine):
    made = Translator(str(request.getfixturevalue(layout)), engine=engine, offline=True, cache_dir=cache)
    texts = [russian for russian, _ in PAIRS[:4]]
    assert [t.hypothesis for t in made.translate(texts)] == [english for _, english in PAIRS[:4]]
    assert (made.signature.engine, made.notices) == (engine, ())
