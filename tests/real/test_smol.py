"""Real weights, a real server, the real client: SmolLM2-135M by the instruct path and over ``transformers serve``."""

import pytest

from summarize import Summarizer, SummaryOptions
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


@pytest.fixture(scope="module")
def here(local):
    return local.summarize([DOCUMENT])[0]


def test_the_model_itself_summarizes(here):
    assert here.method == "instruct" and 2 <= len(here.sentences) <= 3
    assert "bridge" in here.text.lower() and all(s.evidence for s in here.sentences)


def test_over_a_server_it_writes_the_same(here, remote):
    """One prompt, one template, greedy decoding: the chat path must give what the instruct path gives."""
    (there,) = remote.summarize([DOCUMENT])
    assert there.method == "chat" and 2 <= len(there.sentences) <= 3 and all(s.evidence for s in there.sentences)
    # The instruct path stops at fewer tokens, so its last sentence may be the document's.
    assert there.sentences[0] == here.sentences[0]
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
