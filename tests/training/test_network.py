"""The network against transformers' and torch's own: values, gradients, weights; and the C++ that it needs."""

import json
import shutil

import pytest
import torch
from support.recipe import TINY

from training.corpus.numbering import Numbering
from training.network import checkpoint, kernels
from training.network.add_norm import add_norm, plain_add_norm
from training.network.architecture import Architecture
from training.network.cross_entropy import cross_entropy, filled, plain_cross_entropy
from training.network.dropout import Dropout
from training.network.initial import EMBEDDING, initial
from training.network.marian import Marian

HALF = torch.bfloat16


def leaves(*tensors: torch.Tensor) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    """Two copies of ``tensors`` that want gradients: in bfloat16, and the same values in float32."""
    ours = [tensor.to(HALF).requires_grad_() for tensor in tensors]
    return ours, [tensor.detach().float().requires_grad_() for tensor in ours]


def assert_close(ours: torch.Tensor, exact: torch.Tensor, tolerance: float = 0.005) -> None:
    """As near as bfloat16 comes: by the norm of the difference."""
    assert ((ours.float() - exact).norm() / exact.norm()).item() < tolerance


@pytest.mark.parametrize("tokens", [700, 1024, 5000])
def test_cross_entropy_is_torchs_in_values_and_gradients(kernels, tokens):
    torch.manual_seed(1)
    ours, exact = leaves(torch.randn(filled(tokens), 48), torch.randn(333, 48) * 0.3)
    targets = torch.randint(333, (tokens,))
    found = cross_entropy(*ours, targets, 0.1)
    wanted = plain_cross_entropy(*exact, targets, 0.1)
    assert [value.item() for value in found] == pytest.approx([value.item() for value in wanted], rel=1e-3)
    (found[0] * 3).backward()
    (wanted[0] * 3).backward()
    for one, other in zip(ours, exact, strict=True):
        assert_close(one.grad, other.grad)
    assert not ours[0].grad[tokens:].any(), "filling has no gradient"


@pytest.mark.parametrize(("width", "share"), [(32, 0.0), (32, 0.3), (50, 0.3), (384, 0.1)])
def test_add_norm_is_torchs_in_values_and_gradients(kernels, width, share):
    torch.manual_seed(1)
    ours, exact = leaves(*torch.randn(2, 37, 3, width), torch.rand(width) + 0.5, torch.randn(width))
    mask = Dropout(share, "cpu").mask(37 * 3 * width)
    found, wanted = add_norm(*ours, mask), plain_add_norm(*exact, mask)
    assert_close(found, wanted)
    gradient = torch.randn(37, 3, width)
    found.backward(gradient.to(HALF))
    wanted.backward(gradient)
    for one, other in zip(ours, exact, strict=True):
        assert_close(one.grad, other.grad, 0.01)


def test_no_compiler_is_said_with_what_to_install(monkeypatch):
    kernels.library.cache_clear()
    monkeypatch.setenv("CXX", "no-such-compiler")
    with pytest.raises(kernels.NoCompiler, match=r"\$CXX is 'no-such-compiler', which is not there; install a C\+\+"):
        kernels.library()
    monkeypatch.delenv("CXX")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(kernels.NoCompiler, match=r"found no c\+\+, g\+\+ or clang\+\+"):
        kernels.library()


def test_a_compiler_that_fails_is_quoted(monkeypatch, tmp_path):
    kernels.library.cache_clear()
    (tmp_path / "broken").write_text("#!/bin/sh\necho no OpenMP here >&2; exit 1\n")
    (tmp_path / "broken").chmod(0o755)
    monkeypatch.setenv("CXX", str(tmp_path / "broken"))
    with pytest.raises(kernels.NoCompiler, match=r"could not compile cross_entropy.cpp(.|\n)*no OpenMP here"):
        kernels.library()


def test_dropout_leaves_out_its_share_and_scales_the_rest():
    torch.manual_seed(1)
    found = Dropout(0.2, "cpu")(torch.ones(100, 100))
    assert (found == 0).float().mean().item() == pytest.approx(0.2, abs=0.02)
    assert found[found != 0].unique().tolist() == [1.25]
    assert Dropout(0.0, "cpu").mask(5) is None
    with pytest.raises(ValueError, match="from 0 to below 1, found 1"):
        Dropout(1, "cpu")


@pytest.fixture(scope="module")
def made(tmp_path_factory, vocabulary, tokens):
    """A checkpoint directory of random weights; its architecture, numbering and weights."""
    numbering = Numbering.of_corpus(tokens, vocabulary, "ru-en")
    weights = initial(TINY, len(vocabulary), seed=3)
    draw = torch.Generator().manual_seed(5)
    for name, weight in weights.items():
        if name.endswith(("bias", "norm.weight")):  # what begins as zeros and ones must be told apart too
            weight.add_(torch.rand(weight.shape, generator=draw) * 0.2)
    folder = tmp_path_factory.mktemp("made") / "m"
    checkpoint.write(folder, TINY, numbering, weights, vocabulary, "ru-en")
    return folder, numbering, weights


def test_a_checkpoint_holds_the_weights_in_half_precision(made, vocabulary):
    folder, numbering, weights = made
    architecture, found, read = checkpoint.read(folder, vocabulary, "ru-en")
    assert architecture == TINY and found.classes == numbering.classes
    assert (found.order == numbering.order).all()
    assert list(read) == list(weights)
    for name, weight in weights.items():
        assert torch.equal(read[name], weight.half().float()), name
    assert (folder / "model.safetensors").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("dtype", "loss_within", "gradient_within"), [(HALF, 0.003, 0.15), (torch.float32, 1e-5, 1e-4)]
)
def test_the_network_computes_what_transformers_does(kernels, made, vocabulary, dtype, loss_within, gradient_within):
    """Loss and gradients of every weight, with padding on both sides."""
    from transformers import MarianMTModel

    folder, numbering, _ = made
    architecture, _, weights = checkpoint.read(folder, vocabulary, "ru-en")
    torch.manual_seed(2)
    sources = torch.randint(2, vocabulary.pad, (5, 16))
    targets = torch.randint(2, numbering.classes, (5, 12))
    for row in range(5):
        sources[row, 16 - 2 * row :] = vocabulary.pad
        targets[row, 12 - row :] = vocabulary.pad
    network = Marian(architecture, weights, numbering.classes, dtype=dtype)
    network.copy()
    assert {copy.dtype for copy in network.copies.values()} == {dtype}
    loss, plain = network.loss(sources, targets, 0.1)
    loss.backward()

    order = torch.from_numpy(numbering.order)
    model = MarianMTModel.from_pretrained(folder, dtype=torch.float32).eval()
    inputs = torch.cat([torch.full_like(targets[:, :1], vocabulary.pad), targets[:, :-1]], 1)
    logits = model(
        input_ids=order[sources], attention_mask=(sources != vocabulary.pad).long(), decoder_input_ids=order[inputs]
    ).logits
    assert logits[..., order[numbering.classes :]].max() < -9000, "pieces that are no class are barred"
    chosen = logits[..., order[: numbering.classes]].flatten(0, 1)
    labels = targets.masked_fill(targets == vocabulary.pad, -100).flatten()
    exact = torch.nn.functional.cross_entropy(chosen, labels, label_smoothing=0.1)
    exact.backward()
    assert loss.item() == pytest.approx(exact.item(), rel=loss_within)
    assert plain.item() == pytest.approx(torch.nn.functional.cross_entropy(chosen, labels).item(), rel=loss_within)
    gradients = {name: weight.grad for name, weight in model.named_parameters()}
    for name, parts in architecture.parts.items():
        for kind in ("weight", "bias"):
            theirs = torch.cat([gradients[f"{part}.{kind}"] for part in parts])
            if theirs.norm() > 1e-3 * weights[f"{name}.{kind}"].norm():  # (a key's bias has no gradient)
                assert_close(network.copies[f"{name}.{kind}"].grad, theirs, gradient_within)
    assert_close(network.copies[EMBEDDING].grad[:-1], gradients["model.shared.weight"][order][:-1], gradient_within)


def test_a_padding_row_that_is_not_zero_is_not_written(vocabulary, made, tmp_path):
    _, numbering, weights = made
    weights = {**weights, EMBEDDING: weights[EMBEDDING] + 1}
    with pytest.raises(ValueError, match="a zero embedding for padding"):
        checkpoint.write(tmp_path / "out", TINY, numbering, weights, vocabulary, "ru-en")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("change", "message"), [
    (lambda d: (d / "config.json").unlink(), "found no config.json"),
    (lambda d: (d / "source.spm").write_bytes(b"other"), "the vocabulary of the run, found another; `pack --voc"),
    (lambda d: (d / "tokenizer_config.json").write_text(json.dumps({"source_lang": "de", "target_lang": "en"})),
     "expected a checkpoint for ru-en, found one for de-en"),
    (lambda d: (d / "config.json").write_text((d / "config.json").read_text().replace(
        '"encoder_layers": 1', '"encoder_layers": 2')), "found no 'model.encoder.layers.1.self_attn.q_proj.weight'"),
])  # fmt: skip
def test_a_checkpoint_to_begin_from_that_does_not_fit_is_refused(made, vocabulary, tmp_path, change, message):
    shutil.copytree(made[0], tmp_path / "m")
    change(tmp_path / "m")
    with pytest.raises(ValueError, match=message):
        checkpoint.read(tmp_path / "m", vocabulary, "ru-en")


def test_the_default_architecture_is_the_one_that_ships():
    shapes = {name: Architecture().shape(name) for name in Architecture().parts}
    count = sum(shape[0] * shape[-1] + shape[0] if len(shape) == 2 else 2 * shape[0] for shape in shapes.values())
    assert count + 20_001 * 384 == 23_060_352
    with pytest.raises(ValueError, match="5 heads divide, found 32"):
        Architecture(width=32, heads=5)


def test_a_spectral_start_lets_the_decoder_look_at_its_own_words(made, vocabulary):
    table = torch.randn(len(vocabulary), TINY.width)
    weights = initial(TINY, len(vocabulary), seed=1, spectral=table)
    assert weights[EMBEDDING].pow(2).mean().item() == pytest.approx(1 / TINY.width, rel=0.01)
    assert not weights[EMBEDDING][-1].any()
    eye = torch.eye(TINY.width)
    for matrix in (weights["decoder.1.cross.q.weight"], *weights["decoder.cross.kv.weight"].chunk(4)):
        assert (matrix - eye).abs().max().item() < 0.15
    with pytest.raises(ValueError, match=r"spectral embeddings of \(\d+, 32\), found \(3, 32\)"):
        initial(TINY, len(vocabulary), seed=1, spectral=table[:3])
