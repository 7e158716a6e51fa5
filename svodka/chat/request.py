"""What is asked of a chat server, and in which dialect of the protocol."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Sampling:
    """How answers are drawn: greedy, and with a fixed seed where a server draws all the same."""

    temperature: float = 0.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """One call: the turns as the protocol has them, the most tokens of the answer, and a JSON schema for it or None."""

    messages: Sequence[Mapping[str, Any]]
    max_tokens: int
    schema: Mapping[str, Any] | None = None
    sampling: Sampling = field(default_factory=Sampling)


@dataclass(frozen=True, slots=True)
class Dialect:
    """Which parameters a server takes. All do not: OpenAI's reasoning models refuse ``temperature`` and want
    ``max_completion_tokens``, several servers know no ``response_format``."""

    limit: str = "max_tokens"
    temperature: bool = True
    seed: bool = True
    schema: bool = True

    def body(self, model: str, request: ChatRequest) -> dict[str, Any]:
        """The JSON object to send."""
        body: dict[str, Any] = {"model": model, "messages": list(request.messages), self.limit: request.max_tokens}
        if self.temperature:
            body["temperature"] = request.sampling.temperature
        if self.seed:
            body["seed"] = request.sampling.seed
        if self.schema and request.schema is not None:
            named = {"name": "answer", "strict": True, "schema": dict(request.schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        return body

    def without(self, complaint: str, *, schema_sent: bool) -> Dialect | None:
        """The dialect that meets a server's complaint about a parameter, None when it is about something else."""
        said = complaint.lower()
        if self.limit == "max_tokens" and "max_completion_tokens" in said:
            return replace(self, limit="max_completion_tokens")
        if self.schema and schema_sent and any(w in said for w in ("response_format", "schema", "grammar")):
            return replace(self, schema=False)
        if self.temperature and "temperature" in said:
            return replace(self, temperature=False)
        if self.seed and "seed" in said:
            return replace(self, seed=False)
        return None

    def settings(self, sampling: Sampling) -> tuple[tuple[str, str], ...]:
        """What decides the answers, for signatures; a parameter that the server does not take is its own choice."""
        return (
            ("seed", str(sampling.seed) if self.seed else "server"),
            ("temperature", f"{sampling.temperature:g}" if self.temperature else "server"),
        )


def as_text(url: str, body: Mapping[str, Any], *, has_key: bool) -> str:
    """A request as a person reads it, without the key: what ``--dry-run`` prints."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": "Bearer ***"} if has_key else {})
    shown = {"method": "POST", "url": f"{url}/chat/completions", "headers": headers, "body": dict(body)}
    return json.dumps(shown, ensure_ascii=False, indent=2)
