"""From a checkpoint's name to the writer that runs it, or to the extractive method when ``auto`` finds no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summarize.options import SummaryOptions
from summarize.writers.draft import SentenceWriter, Writer
from svodka.errors import CheckpointError, HubError, OptionError

OFFLINE = "extractive"
"""What ``auto`` is where ``best`` cannot be had: ``extractive``, or ``compact``, which writes. Both are measured in
docs/measured/summaries.md."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a name led to; ``writer`` is None for the extractive method. ``extra`` goes into the signature."""

    writer: Writer | SentenceWriter | None
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
    endpoint: str | None,
    offline: bool,
    cache_dir: Path | None,
) -> Loaded:
    """Resolve and load. ``auto`` falls back on `OFFLINE` only when ``best`` cannot be had, not when it is broken."""
    from svodka.chat.endpoint import model_of

    if model := model_of(name):
        return _connected(model, options, (engine, device, quantization), endpoint, offline=offline)
    if endpoint is not None:
        raise OptionError(f"an endpoint was given, but {name} is no chat model; name one as chat:MODEL")
    from svodka.checkpoints import resolve

    try:
        found = resolve(name, "summarize", offline=offline, cache_dir=cache_dir)
    except HubError as error:
        if name != "auto":
            raise
        local = {"engine": engine, "device": device, "quantization": quantization, "cache_dir": cache_dir}
        return _offline(error, options, local)
    if found.architecture == "causal":
        from summarize.writers.instruct import InstructWriter

        writer: Writer | SentenceWriter = InstructWriter.load(
            found, options, engine=engine, device=device, quantization=quantization
        )
    elif found.architecture in {"bart", "pegasus", "t5"}:
        from summarize.writers.seq2seq import Seq2SeqWriter

        writer = Seq2SeqWriter.load(
            found, options, engine=engine, device=device, quantization=quantization, cache_dir=cache_dir
        )
    elif found.architecture == "marian":  # no directory or hub id leads here: a MarianMT translates
        from summarize.writers.compact import CompactWriter

        writer = CompactWriter.load(
            found, options, engine=engine, device=device, quantization=quantization, cache_dir=cache_dir
        )
    else:
        raise CheckpointError(
            f"{found.name} is a {found.architecture} checkpoint; expected BART, Pegasus, T5 or a causal model with a "
            "chat template, such as sshleifer/distilbart-cnn-12-6"
        )
    return Loaded(writer, found.model, found.revision, tuple(found.notices))


def _offline(error: HubError, options: SummaryOptions, local: Mapping[str, Any]) -> Loaded:
    """What `OFFLINE` names, with a notice that says why."""
    from svodka.checkpoints import resolve

    extra = (("requested", "auto"),)
    dropped = "" if options.prompt is None else f"; prompt {options.prompt} has no effect on them"
    if OFFLINE == "extractive":
        notice = f"summaries are extractive, sentences of the document as they stand, because {error}"
        return Loaded(None, "extractive", None, (notice + dropped,), extra)
    from summarize.writers.compact import CompactWriter

    found = resolve(OFFLINE, "summarize", offline=True, cache_dir=local["cache_dir"])
    writer = CompactWriter.load(found, replace(options, prompt=None, variables=()), **local)
    notice = f"summaries are written by the compact checkpoint, because {error}"
    return Loaded(writer, found.model, found.revision, (notice + dropped,), extra)


def _connected(
    model: str, options: SummaryOptions, local: tuple[str, ...], endpoint: str | None, *, offline: bool
) -> Loaded:
    from summarize.writers.chat import ChatWriter
    from svodka.chat import ChatClient, Endpoint

    if set(local) != {"auto"}:
        raise OptionError("engine, device and quantization of a chat model are its server's; leave them out")
    client = ChatClient(model, Endpoint(endpoint, offline=offline))
    writer = ChatWriter(client, options)
    writer.connect()
    notices = client.endpoint.notices
    if client.refused:
        notices += (f"the server takes no {', '.join(client.refused)}: its own choice stands in",)
    return Loaded(writer, model, client.fingerprint, notices, client.settings())
