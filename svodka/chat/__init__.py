"""One client for every server that speaks OpenAI's chat completions: ollama, llama.cpp, LM Studio, vLLM, hosted ones.

Used by ``summarize`` and ``translate`` alike; knows nothing of either. Names load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

if TYPE_CHECKING:
    from svodka.chat.answer import ChatAnswer
    from svodka.chat.client import ChatClient
    from svodka.chat.endpoint import Endpoint
    from svodka.chat.request import ChatRequest

_HOME = {
    "ChatAnswer": "svodka.chat.answer",
    "ChatClient": "svodka.chat.client",
    "ChatRequest": "svodka.chat.request",
    "Endpoint": "svodka.chat.endpoint",
}
__all__ = ["ChatAnswer", "ChatClient", "ChatRequest", "Endpoint"]

__getattr__ = names_from(__name__, _HOME)
