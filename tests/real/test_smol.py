"""Real weights, a real server, the real client: SmolLM2-135M by the instruct path and over ``transformers serve``."""

import pytest

from summarize import Summarizer, SummaryOptions
from summarize.lengths import LENGTHS
from svodka.errors import EndpointError
from translate import TranslateOptions, Translator

DOCUMENT = """A flood damaged the bridge over the Ryazha River in the Zaozersk region on Monday.
The authorities of Belozorsk closed the bridge to traffic in the morning.
According to the regional emergencies department, the water rose by 3.7 metres and flooded 86 houses.
Nobody was killed, and two rescuers were slightly injured.
The governor promised to repair the bridge by the first of June.
"""
OPTIONS = SummaryOptions(length="short", prompt="brief")


@pytest.fixture(scope="module")
def local(smol):
    return Summarizer(str(smol), options=OPTIONS, device="cpu", offline=True)


@pytest.fixture(scope="module")
def remote(smol, server):
    return Summarizer(f"chat:{smol}", options=OPTIONS, endpoint=server, offline=True)


def test_the_model_itself_summarizes(local):
    (found,) = local.summarize([DOCUMENT])
    assert found.method == "instruct" and 2 <= len(found.sentences) <= 3
    assert "bridge" in found.text.lower() and all(s.evidence for s in found.sentences)


def test_over_a_server_it_writes_the_same(local, remote):
    """One prompt, one template, greedy decoding: the chat path must give what the instruct path gives."""
    (here,) = local._writer.write([DOCUMENT], LENGTHS["short"])
    (there,) = remote._writer.write([DOCUMENT], LENGTHS["short"])
    assert there.text.startswith(here.text.strip()[:150]) and len(here.text) > 100
    (found,) = remote.summarize([DOCUMENT])
    assert found.method == "chat" and 2 <= len(found.sentences) <= 3 and all(s.evidence for s in found.sentences)
    options = dict(remote.signature.options)
    assert (remote.signature.engine, options["temperature"], options["seed"]) == ("chat", "0", "0")


def test_a_model_that_the_server_does_not_run(server):
    with pytest.raises(EndpointError, match="does not run 'somebody/else'"):
        Summarizer("chat:somebody/else", endpoint=server)


def test_what_a_model_without_russian_makes_of_it_is_flagged(smol, server, monkeypatch):
    """It knows no Russian: whatever comes back, no segment passes for a clean translation."""
    for allowance in ("ALLOWANCE", "LARGE_ALLOWANCE"):  # such a model would ramble to the very limit
        monkeypatch.setattr(f"translate.chat.decoder.{allowance}", 0)
    options = TranslateOptions(repair=False)
    worker = Translator(f"chat:{smol}", endpoint=server, options=options, offline=True)
    (found,) = worker.translate(["Вода поднялась на 3,7 метра и затопила 86 домов в 12 сёлах Заозерской области."])
    assert found.flags and found.segments[0].score is None
