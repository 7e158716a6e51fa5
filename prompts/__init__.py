"""Prompt templates as data: one TOML file per style, and the loader. Names load when first used."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from prompts.loader import Prompt, load_prompt, prompt_names

__all__, __getattr__, __dir__ = exported(__name__)
