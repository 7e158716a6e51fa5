"""The client against a real server on loopback: order, concurrency, retries, dialects, errors that say what to do."""

import time

import pytest
from support.chatserver import MODEL, Reply, chatting, completion, slowly

from svodka.chat import ChatClient, ChatRequest, Endpoint
from svodka.engines.meter import metered
from svodka.errors import EndpointError


def request(text="Hello.", schema=None):
    return ChatRequest([{"role": "user", "content": text}], 50, schema)


def client(server, **options):
    waits = []
    made = ChatClient(MODEL, Endpoint(server.url), sleep=waits.append, **options)
    return made, waits


def test_answers_come_in_order_at_most_four_at_a_time_and_are_metered():
    def answer(body, count):
        time.sleep(0.02 * (5 - len(body["messages"][0]["content"])))
        return body["messages"][0]["content"].upper()

    with chatting(answer) as server, metered() as meter:
        made, _ = client(server)
        texts = ["a", "bb", "ccc", "dddd", "a", "bb", "ccc", "dddd", "a"]
        assert [a.text for a in made.ask([request(t) for t in texts])] == [t.upper() for t in texts]
    assert 1 < server.most <= 4
    assert (meter.source, meter.target) == (900, 180)


def test_concurrency_one_is_one_at_a_time():
    with chatting(slowly("x", 0.01)) as server:
        list(client(server, concurrency=1)[0].ask([request()] * 4))
    assert server.most == 1


def test_what_is_sent():
    with chatting("x") as server:
        client(server)[0].connect(request(schema={"type": "object"}))
    assert server.paths == ["/v1/chat/completions"]
    assert server.bodies == [
        {
            "model": MODEL,
            "messages": [{"role": "user", "content": "Hello."}],
            "max_tokens": 50,
            "temperature": 0.0,
            "seed": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": {"type": "object"}},
            },
        }
    ]


@pytest.mark.parametrize(
    "fault",
    [Reply("{}", 429), Reply("{}", 500), Reply("<html>Bad gateway</html>", 502), Reply("{}", 503), Reply(drop=True)],
    ids=["429", "500", "502", "503", "dropped"],
)
def test_passing_trouble_is_waited_for(fault):
    with chatting(lambda body, count: fault if count < 2 else "fine") as server:
        made, waits = client(server)
        assert [a.text for a in made.ask([request()])] == ["fine"]
    assert waits == [1, 2] and len(server.bodies) == 3


def test_retry_after_is_honoured_in_seconds_and_as_a_date():
    from datetime import UTC, datetime

    from svodka.chat.retry import wait

    with chatting(lambda body, count: "fine" if count else Reply("{}", 429, Retry_After="7")) as server:
        made, waits = client(server)
        list(made.ask([request()]))
    assert waits == [7.0]
    now = datetime(2025, 4, 14, 10, 0, 0, tzinfo=UTC)
    assert wait(0, {"retry-after": "Mon, 14 Apr 2025 10:00:30 GMT"}, now) == 30
    assert wait(0, {"retry-after": "Mon, 14 Apr 2025 09:00:30 GMT"}, now) == 0
    assert [wait(n, {}) for n in range(4)] == [1, 2, 4, 8]
    assert wait(3, {"retry-after": "soon"}) == 8


def test_a_server_that_asks_for_an_hour_is_not_waited_for():
    with chatting(Reply({"error": {"message": "quota"}}, 429, Retry_After="3600")) as server:
        made, waits = client(server)
        with pytest.raises(EndpointError, match="HTTP 429 after every retry: quota"):
            list(made.ask([request()]))
    assert waits == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Reply({"error": "out of memory"}, 500), "still answers HTTP 500 after every retry: out of memory"),
        (Reply(drop=True), "dropped the connection 5 times"),
    ],
)
def test_lasting_trouble_ends_in_one_error(fault, said):
    with chatting(fault) as server:
        made, waits = client(server)
        with pytest.raises(EndpointError, match=said):
            list(made.ask([request()]))
    assert waits == [1, 2, 4, 8] and len(server.bodies) == 5


def test_nothing_more_is_begun_after_an_error():
    with chatting(slowly(Reply("<html>", 404), 0.01)) as server:
        with pytest.raises(EndpointError):
            list(client(server, concurrency=2)[0].ask([request()] * 50))
        time.sleep(1.0)  # all fifty would be through by then
        assert len(server.bodies) < 10


def test_a_server_that_is_not_there_says_what_to_start():
    with chatting("x") as server:
        pass
    made, waits = client(server)
    with pytest.raises(
        EndpointError, match=r"no server answers at .*`ollama serve` and `ollama pull gemma3`.*--endpoint"
    ):
        made.connect(request())
    assert waits == []


def test_a_server_that_goes_away_in_mid_run_is_waited_for_then_told():
    with chatting(Reply(completion("x"), Connection="close")) as server:
        made, waits = client(server)
        made.connect(request())
    with pytest.raises(EndpointError, match="no server answers at"):
        list(made.ask([request()]))
    assert waits == [1, 2, 4, 8]


def test_an_answer_that_does_not_come():
    with chatting(slowly("x", 1.0)) as server, pytest.raises(EndpointError, match=r"gave no answer within 0\.1 s"):
        list(client(server, timeout=0.1)[0].ask([request()]))


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply({"error": "model 'gemma3' not found"}, 404), "does not run 'gemma3'.*has gemma3:latest, qwen3:4b.*pull"),
        (Reply({"detail": "Server is pinned to 'x'; requested 'gemma3'."}, 400), "does not run 'gemma3'.*pinned"),
        (Reply("404 page not found", 404), "refuses the request .HTTP 404: 404 page not found.*ends in /v1"),
        (Reply("<!doctype html><title>Router</title>"), "answered with HTML: .*ends in /v1"),
        (Reply("pong"), "answered with no JSON: pong"),
        (Reply("[]"), "a JSON list instead of an object"),
        (Reply({"ok": True}), "answered without choices"),
        (Reply({"choices": []}), "answered without choices"),
        (Reply({"choices": [{"text": "old protocol"}]}), "answered without a message"),
        (Reply({"error": {"message": "upstream is down", "code": 502}}), "reported an error: upstream is down"),
        (Reply({"error": {"message": "Unauthorized"}}, 401), "refuses access with no key: set SVODKA_API_KEY"),
        (Reply("", 302, Location="https://elsewhere.example/"), "HTTP 302"),
    ],
    ids=["model", "pinned", "path", "html", "no json", "list", "no choices", "empty", "old", "error", "401", "302"],
)  # fmt: skip
def test_what_is_no_answer_is_one_clear_error(reply, said):
    with chatting(reply) as server:
        made, waits = client(server)
        with pytest.raises(EndpointError, match=said) as caught:
            made.connect(request())
    assert waits == [] and "\n" not in str(caught.value) and len(server.bodies) == 1


@pytest.mark.parametrize(
    ("name", "message", "sent", "instead"),
    [
        ("max_tokens", "Use 'max_completion_tokens' instead.", "max_tokens", "max_completion_tokens"),
        ("temperature", "Unsupported value: 'temperature' does not support 0.0", "temperature", None),
        ("seed", "Unknown field: seed", "seed", None),
        ("schema", "response_format is not supported", "response_format", None),
    ],
)
def test_a_parameter_that_the_server_refuses_is_left_out_and_remembered(name, message, sent, instead):
    def answer(body, count):
        return Reply({"error": {"message": message}}, 400) if sent in body else "fine"

    with chatting(answer) as server:
        made, _ = client(server)
        assert made.connect(request(schema={"type": "object"})).text == "fine"
        list(made.ask([request(schema={"type": "object"})]))
    assert [sent in body for body in server.bodies] == [True, False, False]
    assert instead is None or server.bodies[-1][instead] == 50
    assert made.refused == (name,)
    usual = {"seed": "0", "temperature": "0"}
    assert dict(made.settings()) == usual | ({name: "server"} if name in usual else {})


def test_the_parts_of_an_answer():
    parts = [{"type": "text", "text": "One."}, {"type": "image"}, {"type": "text", "text": " Two."}]
    with chatting(completion(parts, finish="length", fingerprint=None, reasoning="Hm.")) as server:
        answer = client(server)[0].connect(request())
    assert (answer.text, answer.cut, answer.reasoned, answer.fingerprint) == ("One. Two.", True, True, None)
    assert (answer.prompt_tokens, answer.answer_tokens) == (100, 20)
    with chatting(completion(None)) as server:
        assert client(server)[0].connect(request()).text == ""
