"""What the commands say about chat models: the server's address, the request before it is sent, the speed."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from svodka.cli.output import say
from svodka.errors import OptionError

if TYPE_CHECKING:
    from summarize import SummaryOptions
    from svodka.engines.meter import Meter

EndpointOption = Annotated[
    str | None,
    typer.Option("--endpoint", metavar="URL", help="Server of chat:MODEL, else SVODKA_ENDPOINT, else ollama."),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Print the requests to the chat server as JSON, send nothing.")
]


def summary_requests(name: str, endpoint: str | None, options: SummaryOptions, texts: Sequence[str]) -> list[str]:
    """The requests that a chat model as summarizer would be sent, as JSON. Raises OptionError for any other model."""
    from summarize.chat import ChatWriter
    from summarize.lengths import LENGTHS
    from svodka.chat import ChatClient, Endpoint
    from svodka.chat.endpoint import model_of

    model = model_of(name)
    if model is None:
        raise not_asked(name)
    return ChatWriter(ChatClient(model, Endpoint(endpoint)), options).previews(texts, LENGTHS[options.length])


def not_asked(name: str) -> OptionError:
    """The error of a dry run that would send nothing."""
    return OptionError(f"--dry-run prints requests to a chat server, and {name} asks none; name a model as chat:MODEL")


class Speed:
    """Tokens per second since the object was made, by a `Meter`."""

    def __init__(self, meter: Meter) -> None:
        self._meter, self._start = meter, perf_counter()
        self._done = 0

    def tell(self, name: str) -> None:
        """One more item is done: say so, if tokens were counted."""
        self._done += 1
        if self._meter.target:
            rate = self._meter.target / max(1e-9, perf_counter() - self._start)
            say(f"{name}: done ({self._done} so far, {rate:.1f} tokens/s)")
