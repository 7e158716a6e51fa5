"""Sizes of the network, and its weights by name: ours and those of transformers.

A layer's queries, keys and values are one matrix here, and so are the keys and values of all decoder layers over the
encoder's output: a few large multiplications in place of many small ones.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Architecture:
    """A deep encoder and a shallow decoder decode fastest (Kasai et al. 2021, arXiv 2006.10369).

    The defaults give 23.1M trained parameters with 20,000 pieces. ``window`` is the longest sequence in tokens.
    """

    width: int = 384
    feed_forward: int = 1536
    heads: int = 6
    encoder_layers: int = 6
    decoder_layers: int = 2
    window: int = 512

    def __post_init__(self) -> None:
        if self.width % self.heads or self.width % 2:
            raise ValueError(f"expected an even width that {self.heads} heads divide, found {self.width}")

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Each layer of ours and the layers of a `MarianMTModel` that its rows are, in equal parts from the top."""
        found: dict[str, tuple[str, ...]] = {}
        for side, layers in (("encoder", self.encoder_layers), ("decoder", self.decoder_layers)):
            for layer in range(layers):
                ours, theirs = f"{side}.{layer}", f"model.{side}.layers.{layer}"
                found[f"{ours}.self.qkv"] = tuple(f"{theirs}.self_attn.{letter}_proj" for letter in "qkv")
                if side == "decoder":
                    found[f"{ours}.cross.q"] = (f"{theirs}.encoder_attn.q_proj",)
                    found[f"{ours}.cross.out"] = (f"{theirs}.encoder_attn.out_proj",)
                    found[f"{ours}.cross.norm"] = (f"{theirs}.encoder_attn_layer_norm",)
                found[f"{ours}.self.out"] = (f"{theirs}.self_attn.out_proj",)
                found[f"{ours}.self.norm"] = (f"{theirs}.self_attn_layer_norm",)
                found[f"{ours}.fc1"] = (f"{theirs}.fc1",)
                found[f"{ours}.fc2"] = (f"{theirs}.fc2",)
                found[f"{ours}.norm"] = (f"{theirs}.final_layer_norm",)
        found["decoder.cross.kv"] = tuple(
            f"model.decoder.layers.{layer}.encoder_attn.{letter}_proj"
            for layer in range(self.decoder_layers)
            for letter in "kv"
        )
        return found

    def shape(self, name: str) -> tuple[int, ...]:
        """Shape of a layer's weight, (rows, columns) or for a norm (width,); the bias has the rows."""
        kind = name.rpartition(".")[2]
        if kind == "norm":
            return (self.width,)
        rows, columns = {"fc1": (self.feed_forward, self.width), "fc2": (self.width, self.feed_forward)}.get(
            kind, (self.width, self.width)
        )
        return len(self.parts[name]) * rows, columns
