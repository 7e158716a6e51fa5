"""The HTTP client: one model on one server, bounded concurrency, retries, and errors that say what to start."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from svodka.chat.answer import ChatAnswer, complaint, excerpt, read_answer
from svodka.chat.body import ACCEPTED, MOST_BYTES, Unreadable, read_body
from svodka.chat.concurrency import in_order
from svodka.chat.endpoint import KEY_VARIABLE, Endpoint
from svodka.chat.request import ChatRequest, Dialect, Sampling, as_text
from svodka.chat.retry import ATTEMPTS, LONGEST_WAIT, wait, worth_retrying
from svodka.engines.meter import count_tokens
from svodka.errors import EndpointError, OptionError
from svodka.network import Allowance, OverAllowance, bounded_transport, within

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 10.0
# One answer, not streamed: a large model on a laptop's processor takes minutes.
ANSWER_SECONDS = 300.0
CONCURRENCY = 4


class ChatClient:
    """Asks ``model`` on a server. Safe to use from several threads; nothing is sent before `connect` or `ask`.

    Bounds: 10 s to connect, 300 s for an answer in all, 8 MB of it, packed and unpacked. 429, 5xx and dropped
    connections are tried again, 5 times in all, after 1, 2, 4 and 8 s or what ``Retry-After`` asks (at most 120 s).
    ``sleep`` is for tests.
    """

    def __init__(
        self,
        model: str,
        endpoint: Endpoint,
        *,
        concurrency: int = CONCURRENCY,
        timeout: float = ANSWER_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.model, self.endpoint, self.concurrency = model, endpoint, concurrency
        self.dialect = Dialect()
        self.fingerprint: str | None = None
        self.refused: tuple[str, ...] = ()
        self._timeout, self._sleep = timeout, sleep
        self._lock = threading.Lock()
        self._http: httpx.Client | None = None

    def connect(self, request: ChatRequest) -> ChatAnswer:
        """Ask once, to learn that server and model are there, which parameters they take, and the fingerprint.

        Raises EndpointError; a server that is not there is not waited for.
        """
        answer = self._ask(request, patient=False)
        count_tokens(answer.prompt_tokens, answer.answer_tokens)
        self.fingerprint = answer.fingerprint
        return answer

    def ask(self, requests: Sequence[ChatRequest]) -> Iterator[ChatAnswer]:
        """The answers, in order, ``concurrency`` requests at a time. Raises EndpointError when retries are used up."""
        for answer in in_order(lambda request: self._ask(request, patient=True), requests, self.concurrency):
            count_tokens(answer.prompt_tokens, answer.answer_tokens)  # here, in the caller's thread and context
            yield answer

    def preview(self, request: ChatRequest) -> str:
        """The request as it would be sent, without the key."""
        return as_text(self.endpoint.url, self.dialect.body(self.model, request), has_key=self.endpoint.has_key)

    def settings(self, sampling: Sampling | None = None) -> tuple[tuple[str, str], ...]:
        """The sampling settings, for signatures."""
        return self.dialect.settings(sampling or Sampling())

    def _ask(self, request: ChatRequest, *, patient: bool) -> ChatAnswer:
        while True:
            dialect = self.dialect
            status, body = self._send(dialect.body(self.model, request), patient=patient)
            text = self.endpoint.scrub(body)
            if status in {400, 422} and self._adapt(dialect, request, text):
                continue
            if status >= 300:
                raise EndpointError(self.endpoint.scrub(self._refusal(status, text)))
            answer = read_answer(text)
            if isinstance(answer, str):
                raise EndpointError(
                    f"the server at {self.endpoint.url} {self.endpoint.scrub(answer)}; is this the base URL of an "
                    "OpenAI-compatible API? It usually ends in /v1"
                )
            # What JSON had spelled out (\u002f) is the key only now.
            named = answer.fingerprint and self.endpoint.scrub(answer.fingerprint)
            return replace(answer, text=self.endpoint.scrub(answer.text), fingerprint=named)

    def _adapt(self, dialect: Dialect, request: ChatRequest, text: str) -> bool:
        """Whether there is another dialect to try after a refusal; what is left out is remembered, and said."""
        other = dialect.without(complaint(text), schema_sent=request.schema is not None)
        if other is None:
            return False
        with self._lock:
            if self.dialect == dialect:
                self.dialect = other
                names = [
                    n for n in ("limit", "schema", "temperature", "seed") if getattr(other, n) != getattr(dialect, n)
                ]
                self.refused += tuple("max_tokens" if n == "limit" else n for n in names)
        return True

    def _send(self, body: dict[str, Any], *, patient: bool) -> tuple[int, str]:
        """Status and text of the answer, after as many tries as it takes."""
        import httpx

        url = self.endpoint.url
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                status, headers, text = self._exchange("POST", f"{url}/chat/completions", self._timeout, json=body)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if last or not patient:
                    raise EndpointError(self._absent(error)) from error
            except httpx.TimeoutException as error:
                raise EndpointError(
                    f"the server at {url} gave no answer within {self._timeout:g} s; use a smaller model or a faster "
                    "machine"
                ) from error
            except (httpx.InvalidURL, UnicodeError) as error:
                raise EndpointError(self._absent(error)) from error
            except (Unreadable, OverAllowance) as error:
                raise EndpointError(f"the server at {url} {error}; look into its log") from error
            except httpx.DecodingError as error:
                raise EndpointError(f"the server at {url} sent damaged data ({error}); look into its log") from error
            except httpx.TransportError as error:
                if last:
                    raise EndpointError(
                        f"the server at {url} dropped the connection {ATTEMPTS} times ({type(error).__name__}); look "
                        "into its log: it may be out of memory"
                    ) from error
            else:
                seconds = wait(attempt, headers)
                if not worth_retrying(status) or last or seconds > LONGEST_WAIT:
                    return status, text
                self._sleep(seconds)
                continue
            self._sleep(wait(attempt, {}))
        raise AssertionError("the last attempt returns or raises")

    def _exchange(self, method: str, url: str, seconds: float, **sent: Any) -> tuple[int, Mapping[str, str], str]:
        """Status, headers and text of one answer. Raises httpx's errors, Unreadable, OverAllowance."""
        with within(Allowance(seconds, MOST_BYTES)) as allowance:
            headers = {**self.endpoint.headers(), "Accept-Encoding": ACCEPTED}
            with self._client().stream(method, url, headers=headers, **sent) as response:
                text = read_body(response.iter_raw(), response.headers, allowance)
                return response.status_code, response.headers, text

    def _client(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                import httpx

                tls, proxy = httpx.create_ssl_context(), self.endpoint.proxy()
                try:
                    transport = bounded_transport(tls=tls, connections=self.concurrency, proxy=proxy)
                except (ValueError, ImportError, httpx.InvalidURL) as error:
                    raise OptionError(f"the proxy of the environment cannot be used: {error}; unset it") from error
                timeout = httpx.Timeout(self._timeout, connect=CONNECT_SECONDS)
                self._http = httpx.Client(timeout=timeout, transport=transport, trust_env=False)
            return self._http

    def _absent(self, error: Exception) -> str:
        return (
            f"no server answers at {self.endpoint.url} ({str(error) or type(error).__name__}); start one, for example "
            f"`ollama serve` and `ollama pull {self.model}`, or name another with --endpoint or SVODKA_ENDPOINT"
        )

    def _refusal(self, status: int, text: str) -> str:
        url, said = self.endpoint.url, complaint(text)
        if status in {401, 403}:
            key = f"the key in {KEY_VARIABLE}" if self.endpoint.has_key else f"no key: set {KEY_VARIABLE}"
            return f"the server at {url} refuses access with {key} (HTTP {status}: {said})"
        if status in {400, 404, 422} and ("model" in said.lower() or self.model in said):
            have = self._models()
            listed = f"; it has {', '.join(have[:12])}" if have else ""
            return (
                f"the server at {url} does not run {self.model!r} (HTTP {status}: {said}){listed}; with ollama, run "
                f"`ollama pull {self.model}`"
            )
        if status == 429 or status >= 500:
            return f"the server at {url} still answers HTTP {status} after every retry: {said}"
        return (
            f"the server at {url} refuses the request (HTTP {status}: {said}); expected the base URL of an "
            "OpenAI-compatible API, which usually ends in /v1"
        )

    def _models(self) -> list[str]:
        """The names of what the server has, for a message; none when it does not say."""
        import httpx

        try:
            _, _, text = self._exchange("GET", f"{self.endpoint.url}/models", 5.0)
            return [self.endpoint.scrub(excerpt(str(model["id"]))) for model in json.loads(text)["data"][:12]]
        except (httpx.HTTPError, Unreadable, OverAllowance, ValueError, KeyError, TypeError, RecursionError):
            return []
