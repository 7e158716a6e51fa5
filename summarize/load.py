"""From a checkpoint's name to the writer that runs it, or to the extractive method when ``auto`` finds no model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from summarize.draft import Writer
from summarize.options import SummaryOptions
from svodka.errors import CheckpointError, HubError


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a name led to; ``writer`` is None for the extractive method. ``extra`` goes into the signature."""

    writer: Writer | None
    model: str
    revision: str | None = None
    notices: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()


def load_writer(
    name: str,
    options: SummaryOptions,
    *,
    engine: str,
    device: str,
    quantization: str,
    offline: bool,
    cache_dir: Path | None,
) -> Loaded:
    """Resolve and load. ``auto`` falls back only when ``best`` cannot be had, not when it is broken."""
    from svodka.checkpoints import resolve

    try:
        found = resolve(name, "summarize", offline=offline, cache_dir=cache_dir)
    except HubError as error:
        if name != "auto":
            raise
        notice = f"summaries are extractive, sentences of the document as they stand, because {error}"
        if options.prompt is not None:
            notice += f"; prompt {options.prompt} has no effect on them"
        return Loaded(None, "extractive", None, (notice,), (("requested", "auto"),))
    if found.architecture == "causal":
        from summarize.instruct import InstructWriter

        writer: Writer = InstructWriter.load(found, options, engine=engine, device=device, quantization=quantization)
    elif found.architecture in {"bart", "pegasus", "t5"}:
        from summarize.seq2seq import Seq2SeqWriter

        writer = Seq2SeqWriter.load(
            found, options, engine=engine, device=device, quantization=quantization, cache_dir=cache_dir
        )
    else:
        raise CheckpointError(
            f"{found.name} is a {found.architecture} checkpoint; expected BART, Pegasus, T5 or a causal model with a "
            "chat template, such as sshleifer/distilbart-cnn-12-6"
        )
    return Loaded(writer, found.model, found.revision, tuple(found.notices))
