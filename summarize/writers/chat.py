"""Summaries by a model behind an OpenAI-compatible server: a `Writer` like the others, with the same guard behind it.

The article is fenced, escaped data in the user turn (`prompts.loader`); orders to a model that stand in it
are left out. Headline and brief come in one answer: as JSON where the server takes a schema, else as two labelled
parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from prompts.loader import load_prompt
from summarize.lengths import LENGTHS, Length
from summarize.options import SummaryOptions
from summarize.writers.draft import Draft
from summarize.writers.hidden import Veiled, veil
from summarize.writers.parts import JSON_RULE, LABEL_RULE, SCHEMA, Parts, parts
from summarize.writers.windows import write_hierarchically
from svodka.chat import ChatAnswer, ChatClient, ChatRequest
from svodka.chat.cleaning import tidy
from svodka.errors import PromptError
from svodka.text import split_sentences

# Prompt and answer together: what ollama gives a model by default, and it cuts longer prompts without a word.
WINDOW = 4096
# A token of English has some four bytes and more; three make the estimate a safe one.
BYTES_PER_TOKEN = 3
# Beside the summary: a thinking part, JSON. Asked again with the larger one if the answer is cut before it begins.
ALLOWANCE, LARGE_ALLOWANCE = 512, 4096
_COPIED = 0.8


class ChatWriter:
    """Writes drafts through a `ChatClient`; a `Writer`. Nothing is sent before `connect` or `write`."""

    method = "chat"
    engine = "chat"
    quantization = ""

    def __init__(self, client: ChatClient, options: SummaryOptions) -> None:
        self._client, self._options = client, options
        self._prompt = load_prompt(options.prompt or ("headline" if options.length == "headline" else "chat"))
        if self._prompt.kind != "chat" or self._prompt.task != "summarize":
            raise PromptError(f"prompt {self._prompt.name} is not for chat models that summarize; try chat or brief")
        # The template's wish decides: one that asks for a form gets headline and brief together.
        self._asks_form = "form_rule" in self._prompt.variables
        settings = self._settings(LENGTHS[options.length])
        self.prompt_hash: str | None = self._prompt.digest(settings)
        self.template = "\n".join(m.content for m in self._prompt.render({**settings, "article": ""}))

    def connect(self) -> None:
        """Learn from the server that it is there and what it takes. Raises EndpointError."""
        length = replace(LENGTHS[self._options.length], max_tokens=16)
        self._client.connect(self._request("The bridge in Belozorsk was closed on Monday.", length, allowance=0))
        settings = self._settings(LENGTHS[self._options.length])  # the dialect is known only now
        self.prompt_hash = self._prompt.digest(settings)
        self.template = "\n".join(m.content for m in self._prompt.render({**settings, "article": ""}))

    def write(self, documents: Sequence[str], length: Length) -> list[Draft]:
        """See `Writer.write`."""
        veiled = [veil(document) for document in documents]
        limit = WINDOW - tokens(self.template) - length.max_tokens - ALLOWANCE
        drafts = write_hierarchically([v.text for v in veiled], length, limit, tokens, self._write)
        return [_guarded(draft, hidden) for draft, hidden in zip(drafts, veiled, strict=True)]

    def previews(self, documents: Sequence[str], length: Length) -> list[str]:
        """The exact request for each document, without the key; of a document over the window, for its first part."""
        from summarize.writers.windows import fit

        limit = WINDOW - tokens(self.template) - length.max_tokens - ALLOWANCE
        texts = [fit(veil(document).text, limit, tokens)[0] for document in documents]
        return [self._client.preview(self._request(text, length)) for text in texts]

    def _write(self, texts: Sequence[str], length: Length) -> list[Draft]:
        requests = [self._request(text, length) for text in texts]
        answers = list(self._client.ask(requests))
        # A thinking model may spend the whole allowance before its first word.
        short = [i for i, a in enumerate(answers) if a.cut and not parts(tidy(a.text).text).brief]
        again = [self._request(texts[i], length, allowance=LARGE_ALLOWANCE) for i in short]
        for i, answer in zip(short, self._client.ask(again), strict=True):
            answers[i] = answer
        return [self._draft(answer, text, length) for answer, text in zip(answers, texts, strict=True)]

    def _draft(self, answer: ChatAnswer, text: str, length: Length) -> Draft:
        # A JSON answer's strings may hold list marks of their own, so both the whole and the part are tidied.
        whole = tidy(answer.text)
        found = parts(whole.text) if self._asks_form else Parts("", whole.text)
        brief = tidy(found.brief)
        removed = dict.fromkeys((*(["thinking"] if answer.reasoned else []), *whole.removed, *brief.removed))
        notes = [f"taken off the model's answer: {', '.join(removed)}"] if removed else []
        if answer.cut:
            notes.append("the model's answer was cut at the limit of tokens")
        now, then = answer.fingerprint, self._client.fingerprint
        if now and then and now != then:
            notes.append(f"the server calls itself {now} now and {then} at the start: another model may have answered")
        refused = "gave the article back" if _is_copy(brief.text, text, length) else None
        return Draft(brief.text, notes=tuple(notes), headline=tidy(found.headline).text, refused=refused)

    def _request(self, text: str, length: Length, *, allowance: int = ALLOWANCE) -> ChatRequest:
        messages = self._prompt.render({**self._settings(length), "article": text})
        turns: list[Mapping[str, Any]] = [{"role": m.role, "content": m.content} for m in messages]
        return ChatRequest(turns, length.max_tokens + allowance, SCHEMA if self._asks_form else None)

    def _settings(self, length: Length) -> dict[str, str]:
        """The variables of the prompt but the article: the rules that the template asks for, the user's own."""
        rules = {"length_rule": length.rule, "form_rule": JSON_RULE if self._client.dialect.schema else LABEL_RULE}
        return {k: v for k, v in rules.items() if k in self._prompt.variables} | dict(self._options.variables)


def tokens(text: str) -> int:
    """An upper estimate: a server does not tell how it counts."""
    return len(text.encode("utf-8", "surrogatepass")) // BYTES_PER_TOKEN + 1


def _is_copy(answer: str, article: str, length: Length) -> bool:
    """Whether most of an article longer than the summary is given back word for word."""
    sentences = [" ".join(s.text.split()) for s in split_sentences(article)]
    given = " ".join(answer.split())
    copied = sum(s in given for s in sentences)
    return len(sentences) > length.most and copied > length.most and copied >= _COPIED * len(sentences)


def _guarded(draft: Draft, hidden: Veiled) -> Draft:
    """The draft without what only an order in the article says, and notes on both."""
    if not hidden.orders:
        return draft
    notes: tuple[str, ...] = (
        "the document gives orders to a language model, which were not shown to it: "
        + " ".join(f"“{order}”" for order in hidden.orders),
    )
    sentences = split_sentences(draft.text)
    kept = [s.text for s in sentences if not hidden.obeys(s.text)]
    if left := len(sentences) - len(kept):
        notes += (f"{left} of the model's sentences did as such an order says: left out",)
    refused = draft.refused or (None if kept or not sentences else "obeyed an order in the document")
    headline = "" if hidden.obeys(draft.headline) else draft.headline
    return replace(draft, text=" ".join(kept), notes=(*draft.notes, *notes), refused=refused, headline=headline)
