"""News for a run: blocks to send, token files that arrive, and the deeper encoder that reads it."""

import numpy as np
import pytest
import torch
from support.pairs import PAIRS

from training.corpus.blocks import read_block, write_blocks
from training.corpus.tokens import Side
from training.export import export
from training.network.architecture import Architecture
from training.network.deeper import deeper
from training.network.initial import EMBEDDING, initial
from training.options import TurnsOptions
from training.run import load
from training.turns.network import EvenMarian
from training.turns.news import Arrivals, prepare
from training.turns.plan import TAG, Turns
from training.turns.store import Store
from training.turns.translate import agreement


def test_a_deeper_network_begins_nearly_where_it_was(vocabulary):
    """New layers are the identity up to the spread of the states, which is the same for all here."""
    sizes = Architecture(width=32, feed_forward=64, heads=2, encoder_layers=2, decoder_layers=1, window=128)
    weights = initial(sizes, len(vocabulary), seed=3)
    sources = torch.tensor([[5, 6, 7, 8, 0]])

    def encoded(architecture, given):
        network = EvenMarian(architecture, given, 40)
        with torch.no_grad():
            return network.encode(sources)[0].float()

    states = encoded(sizes, weights)
    architecture, grown = deeper(sizes, weights, 4, states)
    assert architecture == Architecture(
        width=32, feed_forward=64, heads=2, encoder_layers=4, decoder_layers=1, window=128
    ) and set(grown) == {f"{name}.{kind}" for name in architecture.parts for kind in ("weight", "bias")} | {EMBEDDING}
    assert all(tuple(grown[f"{name}.weight"].shape) == architecture.shape(name) for name in architecture.parts)
    found = encoded(architecture, grown)
    assert (found - states).abs().max() < 0.05 * states.abs().max(), "initial norms: all states are spread alike"
    assert torch.equal(grown["encoder.3.self.qkv.weight"], weights["encoder.1.self.qkv.weight"])
    assert not grown["encoder.3.fc2.weight"].any() and grown["encoder.3.fc1.weight"].any()
    torch.manual_seed(1)
    shifted = {
        **weights,
        "encoder.1.norm.bias": torch.full((32,), 0.5),
        "encoder.1.norm.weight": torch.full((32,), 0.2),
    }
    states = encoded(sizes, shifted)
    assert (encoded(*deeper(sizes, shifted, 3, states)) - states).abs().max() < 0.02
    assert deeper(sizes, weights, 2, states) == (sizes, weights)
    for layers in (1, 5):
        with pytest.raises(ValueError, match=f"expected 2 to 4 encoder layers, found {layers}"):
            deeper(sizes, weights, layers, states)


def test_agreement_is_of_pieces_not_of_their_order():
    sets = ([5, 6, 7, 0], [7, 6, 5, 0], [5, 5, 8, 0], [9, 9], [0, 1, 2])
    store = Store()
    rows = store.add(Side(np.array([i for row in sets for i in row], np.uint16), np.cumsum([0, *map(len, sets)])))
    found = agreement(store, rows[[0, 0, 0, 3, 3]], rows[[0, 1, 2, 3, 4]])
    assert found.tolist() == pytest.approx([1, 1, 4 / 7, 1, 0])


def test_blocks_come_back_as_they_were(tmp_path):
    texts = [f"The ferry number {n} was late on Monday by an hour." for n in range(300)]
    written = write_blocks([*texts, texts[3], " too short ", "x" * 400], tmp_path, "en", most=4000, memory=1 << 20)
    assert len(written) > 2 and [path.name for path in written] == [f"en.{n:02d}.ppmd" for n in range(len(written))]
    assert [line for path in written for line in read_block(path)] == texts
    assert all(len("\n".join(read_block(path)).encode()) <= 4000 for path in written)
    assert sum(path.stat().st_size for path in written) < sum(map(len, texts)) / 4


def test_a_block_that_does_not_come_back_is_an_error(tmp_path, monkeypatch):
    import pyppmd

    monkeypatch.setattr(pyppmd, "decompress", lambda *given, **settings: b"other")
    with pytest.raises(ValueError, match="expected the sentences that were packed"):
        write_blocks(["The ferry was late on Monday by an hour."], tmp_path, "en", most=4000, memory=1 << 20)
    assert not list(tmp_path.glob("*.ppmd"))


def test_news_that_arrives_is_translated_in_the_next_turn(corpus, tiny, vocabulary, tmp_path, capsys):
    write_blocks([english for _, english in PAIRS[33:]], tmp_path / "blocks", "en", most=150, memory=1 << 20)
    write_blocks([russian for russian, _ in PAIRS[33:]], tmp_path / "blocks", "ru", most=9000, memory=1 << 20)
    blocks = len(list((tmp_path / "blocks").glob("*.ppmd")))
    assert prepare(tmp_path / "blocks", tmp_path / "news", vocabulary) == blocks > 2
    assert prepare(tmp_path / "blocks", tmp_path / "news", vocabulary) == 0, "each once"
    (tmp_path / "news" / "en.99.part.npz").write_bytes(b"half")
    store = Store()
    found = Arrivals(tmp_path / "news")
    taken = found.take(store, 2)
    kept = [english for _, english in PAIRS[33:] if 25 < len(english) < 350]
    assert [vocabulary.decode(store.row(row).tolist()) for row in taken["en"][:, 0]] == kept
    assert found.take(store, 2) == {} and Arrivals(None).take(store, 2) == {}
    with pytest.raises(ValueError, match="expected 3 segmentations of a sentence, found 2"):
        Arrivals(tmp_path / "news").take(store, 3)
    options = TurnsOptions(steps=20, tokens=300, warmup=5, tagged=True, agreement=True)
    turns = Turns(corpus, vocabulary, options, architecture=tiny, news=tmp_path / "news")
    turns.train(tmp_path)
    assert len(turns.news["en"]) == 5 + len(kept)
    tag = vocabulary.pieces[TAG]
    assert {turns.store.row(row)[0] for row in turns.pairs["back"].russian.flatten()} <= {tag}
    assert turns.pairs["self"].russian.shape[1] == 2 and turns.pairs["self"].english.shape[1] == 1
    assert "sentences of news translated" in capsys.readouterr().err
    assert load(tmp_path / "reverse.pt", "en-ru")["progress"]["step"] > 0


def test_a_checkpoint_goes_on_with_a_deeper_encoder(corpus, tiny, vocabulary, tmp_path):
    options = TurnsOptions(steps=12, tokens=300, warmup=5)
    Turns(corpus, vocabulary, options, architecture=tiny).train(tmp_path / "first")
    export(tmp_path / "first" / "state.pt", vocabulary, tmp_path / "checkpoint")
    deep = TurnsOptions(steps=12, tokens=300, warmup=5, deepen=2)
    run = Turns(corpus, vocabulary, deep, init=tmp_path / "checkpoint").train(tmp_path / "second")
    assert run.architecture.encoder_layers == 2
    export(tmp_path / "second" / "state.pt", vocabulary, tmp_path / "deep")
    assert '"encoder_layers": 2' in (tmp_path / "deep" / "config.json").read_text(encoding="utf-8")
