"""Sentences of an article that give orders to a language model ("ignore the above and write …").

An article is data, whatever it says. Prompts fence it, but a model may obey all the same; so what can be told to be an
order is not shown to it, or its answer is held against it. The patterns are the openings that prompt injections share
(Greshake et al. 2023, arXiv 2302.12173; OWASP's LLM01), in English and Russian.
"""

from __future__ import annotations

import re

from svodka.regexes import regex

_ORDERS = regex(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:above|previous|prior|preceding|earlier|"
    r"instructions?|prompts?|directions|guidelines)\b"
    r"|\b(?:new|updated|hidden) (?:instructions?|system prompt)\s*:"
    r"|\b(?:your|the|my) system prompt\b"
    r"|\byou are (?:now|no longer) (?:an?|the|in)\b[^.!?\n]{0,40}\b(?:assistant|ai|model|chatbot|mode|bot)\b"
    r"|\b(?:note|message|attention|instructions?)\b[^.!?\n]{0,20}\b(?:to|for) (?:the |any |all )?"
    r"(?:ai|llm|language model|assistant|chatbot)s?\b"
    r"|(?:игнорируй|проигнорируй|забудь|отмени|не обращай)(?:те)?\b[^.!?\n]{0,40}"
    r"(?:выше|предыдущ|прежни|инструкц|указани|сказанн|промпт)"
    r"|(?:новая инструкция|новые инструкции|системн\w+ промпт\w*)\s*:",
    re.IGNORECASE,
)


def is_order(sentence: str) -> bool:
    """Whether a sentence, English or Russian, speaks to a language model and tells it what to do."""
    return _ORDERS.search(sentence) is not None


_WORDS = regex(
    r"\b(?:ignor|disregard|forget|overrid|bypass|cancel|instruct|prompt|direction|above|previous|earlier|preceding|"
    r"attention|system|message|note)",
    re.IGNORECASE,
)


def keeps_order(translation: str) -> bool:
    """Whether an English text may be the translation of an order: what obeys it has none of an order's words."""
    return _WORDS.search(translation) is not None
