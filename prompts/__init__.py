"""Prompt templates as data: one TOML file per style, and the loader. Names load when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prompts.loader import Prompt, load_prompt, prompt_names

_HOME = {"Prompt": "prompts.loader", "load_prompt": "prompts.loader", "prompt_names": "prompts.loader"}
__all__ = ["Prompt", "load_prompt", "prompt_names"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
