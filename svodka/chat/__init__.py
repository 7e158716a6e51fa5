"""One client for every server that speaks OpenAI's chat completions: ollama, llama.cpp, LM Studio, vLLM, hosted ones.

Used by ``summarize`` and ``translate`` alike; knows nothing of either. Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.chat.answer import ChatAnswer
    from svodka.chat.client import ChatClient
    from svodka.chat.endpoint import Endpoint
    from svodka.chat.request import ChatRequest

__all__, __getattr__, __dir__ = exported(__name__)
