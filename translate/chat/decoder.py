"""Translation by a chat model: what `Decoder` is for MarianMT, so that checks, repairs, names and glossary hold for it.

Segments go in numbered groups with what stands before them as context; a group whose answer does not fit its numbers is
asked for one by one. TranslateGemma (Google, its model card) translates one segment a call in a format of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from prompts.loader import escape, load_prompt
from svodka.chat import ChatAnswer, ChatClient, ChatRequest, Endpoint
from svodka.chat.cleaning import tidy
from svodka.chat.orders import is_order, keeps_order
from svodka.chat.request import Sampling
from svodka.engines.protocol import DecodeOptions
from svodka.errors import EndpointError, OptionError
from translate.chat.numbered import aligned, groups, numbered
from translate.decoding import Decoded
from translate.options import TranslateOptions
from translate.terms.glossary import Glossary, read_glossary

CONTEXT = 2
# Tokens of a segment, by an estimate that is high for Cyrillic: TranslateGemma reads 2,048 with its prompt.
LIMIT, BYTES_PER_TOKEN = 512, 4
ALLOWANCE, LARGE_ALLOWANCE = 512, 4096
# A retry that would only give the first answer again: drawn instead, lightly.
_RETRY = Sampling(temperature=0.4, seed=1)


class ChatDecoder:
    """Gives hypotheses through a `ChatClient`; see `translate.decoding.Decodes`. Its hypotheses have no scores."""

    engine_name = "chat"
    quantization = None
    scored = False
    limit = LIMIT

    def __init__(self, client: ChatClient, options: TranslateOptions) -> None:
        usual = TranslateOptions()
        if (options.beam, options.length_penalty) != (usual.beam, usual.length_penalty):
            raise OptionError("a chat model takes neither beam nor length_penalty; leave them out")
        self._client, self._beam = client, options.beam
        self.glossary = read_glossary(options.glossary) if options.glossary else Glossary(())
        self._alone = "translategemma" in client.model.lower()
        self._structured = False
        self._remarks: Counter[str] = Counter()
        self._prompt = load_prompt("translategemma" if self._alone else "translate")
        blank = {} if self._alone else {"context": "", "terms": ""}
        self.prompt_hash = self._prompt.digest(blank)

    @property
    def settings(self) -> tuple[tuple[str, str], ...]:
        """What decides the hypotheses beside model and prompt, for signatures."""
        form = (("format", "translategemma"),) if self._structured else ()
        return (*form, *self._client.settings())

    def connect(self) -> None:
        """Learn that server and model are there. Raises EndpointError.

        TranslateGemma's chat template refuses a plain message: a server that applies it gets the entry that it wants.
        """
        try:
            self._client.connect(self._request(["Да."], (), 0))
        except EndpointError as error:
            if not self._alone:
                raise
            self._structured = True
            try:
                self._client.connect(self._request(["Да."], (), 0))
            except EndpointError:
                raise error from None

    def count(self, text: str) -> int:
        """An estimate of the tokens, on the high side."""
        return len(text.encode("utf-8", "surrogatepass")) // BYTES_PER_TOKEN + 1

    def decode(self, texts: Sequence[str], options: DecodeOptions) -> list[Decoded]:
        """The hypothesis of each text, in input order. Raises EndpointError.

        The repair ladder's other beams and n-gram rules have no counterpart: the segment is asked for alone, and then
        with another draw.
        """
        first = options.beam == self._beam and not options.no_repeat_ngram
        sampling = _RETRY if options.no_repeat_ngram else Sampling()
        found: dict[int, str] = {}
        if first and not self._alone:
            grouped = groups(texts)
            requests = [self._group(texts, group) for group in grouped]
            for group, answer in zip(grouped, self._client.ask(requests), strict=True):
                lines = aligned(self._tidied(answer), len(group))
                found |= dict(zip(group, lines, strict=True)) if lines else {}
        left = [i for i in range(len(texts)) if i not in found]
        alone = [self._request([texts[i]], (), LARGE_ALLOWANCE, sampling) for i in left]
        for i, answer in zip(left, self._client.ask(alone), strict=True):
            text = self._tidied(answer)
            found[i] = " ".join(text.split()) if self._alone else (aligned(text, 1) or [" ".join(text.split())])[0]
        return [Decoded(_believed(texts[i], found[i]), 0.0) for i in range(len(texts))]

    def nbest(self, texts: Sequence[str], options: DecodeOptions, hypotheses: int) -> list[tuple[Decoded, ...]]:
        """One hypothesis of each text: asking for more would cost as many answers."""
        return [(decoded,) for decoded in self.decode(texts, options)]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was noticed about the answers so far, in sentences for the user."""
        return tuple(f"{count} of the model's answers {what}" for what, count in sorted(self._remarks.items()))

    def _tidied(self, answer: ChatAnswer) -> str:
        """The answer's text; what was taken off it, or cut, is remembered."""
        found = tidy(answer.text, verbatim=True)
        removed = {*found.removed, *(["thinking"] if answer.reasoned else [])}
        self._remarks.update(f"had {what} around the translation, taken off" for what in removed)
        if answer.cut:
            self._remarks["were cut at the limit of tokens"] += 1
        return found.text

    def previews(self, texts: Sequence[str]) -> list[str]:
        """The requests of the first round, without the key."""
        asked = [[i] for i in range(len(texts))] if self._alone else groups(texts)
        return [self._client.preview(self._group(texts, group)) for group in asked]

    def _group(self, texts: Sequence[str], group: Sequence[int]) -> ChatRequest:
        before = texts[max(0, group[0] - CONTEXT) : group[0]]
        return self._request([texts[i] for i in group], before, LARGE_ALLOWANCE if self._alone else ALLOWANCE)

    def _request(
        self, texts: Sequence[str], before: Sequence[str], allowance: int, sampling: Sampling | None = None
    ) -> ChatRequest:
        if self._alone:
            turns = self._gemma(texts[0])
        else:
            values = {
                "article": numbered(texts),
                "context": escape("\n".join(" ".join(text.split()) for text in before)) or "(nothing)",
                "terms": self._terms(texts),
            }
            turns = [{"role": m.role, "content": m.content} for m in self._prompt.render(values)]
        tokens = sum(2 * self.count(text) + 16 for text in texts)
        return ChatRequest(turns, tokens + allowance, None, sampling or Sampling())

    def _gemma(self, text: str) -> list[Mapping[str, Any]]:
        if self._structured:
            entry = {"type": "text", "source_lang_code": "ru", "target_lang_code": "en", "text": text}
            return [{"role": "user", "content": [entry]}]
        return [{"role": m.role, "content": m.content} for m in self._prompt.render({"article": text})]

    def _terms(self, texts: Sequence[str]) -> str:
        """The glossary's terms of these segments, as a sentence of the prompt."""
        found = {term.russian: term.english for text in texts for term in self.glossary.find(text)}
        listed = "; ".join(f"{escape(russian)} = {escape(english)}" for russian, english in found.items())
        return f" Use these terms: {listed}." if listed else ""


def connect(
    model: str, options: TranslateOptions, endpoint: str | None, local: Sequence[str], *, offline: bool
) -> tuple[ChatDecoder, str | None, tuple[str, ...]]:
    """A decoder whose server is known to be there, the server's fingerprint, and notices.

    Raises EndpointError when it is not, OptionError for an engine, device or quantization.
    """
    if set(local) != {"auto"}:
        raise OptionError("engine, device and quantization of a chat model are its server's; leave them out")
    client = ChatClient(model, Endpoint(endpoint, offline=offline))
    decoder = ChatDecoder(client, options)
    decoder.connect()
    notices = client.endpoint.notices
    if client.refused:
        notices += (f"the server takes no {', '.join(client.refused)}: its own choice stands in",)
    return decoder, client.fingerprint, notices


def _believed(source: str, hypothesis: str) -> str:
    """The hypothesis, or nothing when it obeys an order in the source instead of translating it."""
    return "" if is_order(source) and not keeps_order(hypothesis) else hypothesis
