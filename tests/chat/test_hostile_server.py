"""A server that answers whatever it likes, for as long as it likes: one answer, or one EndpointError."""

import gzip
import json
import re
import subprocess
import sys
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.chatserver import MODEL, completion

from benchmarks.endurance.wire import head, sends, wire, without_end
from svodka.chat import ChatAnswer, ChatClient, ChatRequest, Endpoint
from svodka.chat.cleaning import _without_stress, tidy
from svodka.chat.retry import wait
from svodka.errors import EndpointError

PATH = "/v1/chat/completions"
KEY = "sk/very-secret.0815+x=="
REQUEST = ChatRequest([{"role": "user", "content": "Hello."}], 50)
FINE = json.dumps(completion("fine")).encode()


@pytest.fixture(scope="module")
def server():
    with wire() as made:
        yield made


@pytest.fixture
def ask(server, monkeypatch):
    """One question to a server that answers with these bytes (or as an `Answer` does): the answer, or the error."""
    monkeypatch.setenv("SVODKA_API_KEY", KEY)

    def call(answer, timeout=10.0):
        server.answers[PATH] = server.answers["/v1/models"] = sends(answer) if isinstance(answer, bytes) else answer
        client = ChatClient(MODEL, Endpoint(server.url), timeout=timeout, sleep=lambda seconds: None)
        try:
            return next(client.ask([REQUEST]))
        except EndpointError as error:
            return error

    return call


def reply(body, kind="application/json", status="200 OK", **headers):
    return head(kind, status, Content_Length=str(len(body)), **headers) + body


def deep(opening, count=200_000):
    return opening.encode() * count


DAMAGED = {
    "brackets": reply(deep("[")),
    "braces": reply(deep('{"a":')),
    "brackets in an error": reply(deep("["), status="404 Not Found"),
    "brackets within": reply(FINE.replace(b'"fine"', deep("[") + deep("]"))),
    "a message that is deep": reply(b'{"error": ' + deep("[", 900) + deep("]", 900) + b"}"),
    "broken gzip": reply(gzip.compress(FINE)[:-9], Content_Encoding="gzip"),
    "gzip that is none": reply(FINE, Content_Encoding="gzip"),
    "broken deflate": reply(zlib.compress(FINE)[:-7] + b"xxxxxxx", Content_Encoding="deflate"),
    "br": reply(b"\x0b\x02\x80abc\x03", Content_Encoding="br"),
    "broken br": reply(b"\xff\xff\xff", Content_Encoding="br"),
    "broken zstd": reply(b"\x28\xb5\x2f\xfd\xff\xff", Content_Encoding="zstd"),
    "many codings": reply(FINE, Content_Encoding=", ".join(["gzip"] * 1500)),
    "idna": reply(FINE, "application/json; charset=idna"),
    "hex": reply(FINE, "application/json; charset=hex"),
    "zlib": reply(FINE, "application/json; charset=zlib"),
    "rot13": reply(FINE, "application/json; charset=rot13"),
    "base64": reply(FINE, "application/json; charset=base64"),
    "unicode_escape": reply(FINE, "application/json; charset=unicode_escape"),
    "utf-16": reply(FINE + b" " * (len(FINE) % 2 == 0), "application/json; charset=utf-16"),
    "no HTTP": b"\x00\x01\x02" * 100,
    "no end": head(Content_Length="5000") + FINE,
    "nothing": b"",
    "a number": reply(b"9" * 5000),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_answer_is_one_error(ask, name):
    error = ask(DAMAGED[name])
    assert isinstance(error, EndpointError), error
    assert "\n" not in str(error) and len(str(error)) < 1000


@pytest.mark.parametrize(
    "answer",
    [
        reply(FINE),
        reply(gzip.compress(FINE), Content_Encoding="gzip"),
        reply(FINE, "application/json; charset=x-none"),
        reply(gzip.compress(FINE[:9]) + gzip.compress(FINE[9:]), Content_Encoding="x-gzip"),
        reply(zlib.compress(FINE), Content_Encoding="deflate"),
        reply(zlib.compress(FINE)[2:-4], Content_Encoding="deflate"),
        reply(FINE, "application/json; charset=iso-8859-1"),
        reply(b"\xef\xbb\xbf" + FINE),
        reply(FINE.decode().encode("utf-16"), "application/json; charset=utf-16"),
        reply(FINE.decode().encode("utf-16")),
        b"HTTP/1.1 100 Continue\r\n\r\n" * 5 + reply(FINE),
    ],
    ids=range(11),
)
def test_a_sound_answer_is_read_however_it_comes(ask, answer):
    assert ask(answer).text == "fine"


def spelled(draw, text):
    """A text as JSON may spell it."""

    def one(c):
        return draw(st.sampled_from([c, f"\\u{ord(c):04x}", f"\\u{ord(c):04X}", *(["\\/"] if c == "/" else [])]))

    return "".join(map(one, text))


@st.composite
def answers(draw):
    """A whole answer: the head of one, with a body that may be damaged, and headers that may be lies."""
    said = f'"{spelled(draw, KEY)}"'.encode()
    body = draw(
        st.one_of(
            st.sampled_from(
                [
                    FINE,
                    b"",
                    b"null",
                    b'{"choices": [{"message": {"content": ' + said + b"}}]}",
                    b'{"error": ' + said + b"}",
                    b'{"error": {"message": [' + said + b"]}}",
                    b"<html>" + said,
                ]
            ),
            st.binary(max_size=200),
            st.integers(1, len(FINE)).map(lambda n: FINE[:n]),
            st.sampled_from(["[", '{"choices":', '{"choices":[', '{"error":']).map(deep),
            st.recursive(
                st.none() | st.booleans() | st.floats() | st.text(),
                lambda x: (
                    st.lists(x)
                    | st.dictionaries(
                        st.sampled_from(["choices", "message", "content", "error", "usage", "system_fingerprint"]),
                        x,
                    )
                ),
                max_leaves=8,
            ).map(lambda x: json.dumps(x).encode()),
        )
    )
    headers = {}
    coding = draw(st.sampled_from(["", "", "gzip", "deflate", "br", "zstd", "identity", "gzip, gzip", "x" * 500, "²"]))
    if coding:
        headers["Content_Encoding"] = coding
        body = draw(st.sampled_from([bytes, gzip.compress, zlib.compress]))(body)
    if draw(st.booleans()):
        headers["Retry_After"] = draw(RETRY_AFTER)
    charset = draw(
        st.sampled_from(
            [
                "",
                "utf-8",
                "idna",
                "hex",
                "zlib",
                "rot13",
                "utf-16",
                "utf-32",
                "utf-7",
                "bz2",
                "uu",
                "punycode",
                "unicode_escape",
                "undefined",
                "latin-1",
                "x" * 300,
                "",
                "\"'",
            ]
        )
    )
    kind = f"application/json; charset={charset}" if charset else "application/json"
    status = draw(
        st.sampled_from(["200 OK", "200 OK", "204 No", "302 Found", "400 Bad", "404 No", "429 Many", "503 No"])
    )
    return reply(body, kind, status, **headers)


RETRY_AFTER = st.one_of(
    st.sampled_from(
        [
            "²",
            "٣",
            "Fri, 31 Dec 99999 23:59:59 GMT",
            "Mon, 01 Jan 0001 00:00:00 +2359",
            "9" * 400,
            "-5",
            "1e9",
            "NaN",
            "soon",
            "0",
            "Mon, 99 Foo 2025 99:99:99 GMT",
            ";" * 300,
        ]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(answer=answers())
def test_any_answer_is_an_answer_or_one_error_and_never_shows_the_key(ask, answer):
    found = ask(answer)
    words = found.text + (found.fingerprint or "") if isinstance(found, ChatAnswer) else str(found)
    assert isinstance(found, ChatAnswer) or ("\n" not in words and len(words) < 1200)
    plain = re.sub(r"\\u(00[0-9a-f]{2})", lambda m: chr(int(m[1], 16)), words, flags=re.IGNORECASE).replace("\\/", "/")
    assert KEY not in words and KEY not in plain


@settings(max_examples=300, deadline=None)
@given(asked=RETRY_AFTER, attempt=st.integers(0, 4))
def test_any_wait_is_a_number_of_seconds(asked, attempt):
    assert 0 <= wait(attempt, {"retry-after": asked}) <= 1e12


@pytest.mark.parametrize("spelling", ["sk/very", "sk\\/very", "sk\\u002fvery", "sk\\u002Fvery", "\\u0073k/very"])
def test_the_key_is_looked_for_after_decoding_too(ask, spelling):
    said = KEY.replace("sk/very", spelling).encode()
    assert ask(reply(FINE.replace(b"fine", said))).text == "***"
    assert ask(reply(FINE.replace(b"fp_ollama", said))).fingerprint == "***"
    assert "reported an error: ***" in str(ask(reply(b'{"error": "' + said + b'"}')))
    assert "very-secret" not in str(ask(reply(b"<p>" + said)))
    models = b'{"data": [{"id": "' + said + b'"}], "error": "no such model"}'
    assert "it has ***" in str(ask(reply(models, status="404 No")))


def test_interim_answers_end(ask, server):
    error = ask(without_end(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50, server.closing), timeout=60)
    assert "sent more than 131 kB before its answer began" in str(error)


@pytest.mark.parametrize("coding", ["", "gzip", "deflate"])
def test_a_body_without_end_is_cut_packed_and_unpacked(ask, server, coding):
    extra = {"Content_Encoding": coding} if coding else {}
    chunk = {"gzip": gzip.compress(b""), "deflate": zlib.compress(b""), "": b" " * 10_000}[coding] * 1000
    error = ask(without_end(head("application/json", **extra), chunk, server.closing), timeout=60)
    assert re.search("sent (an answer of )?more than 8 MB", str(error)), error
    if coding:
        bomb = {"gzip": gzip.compress, "deflate": zlib.compress}[coding](b" " * 30_000_000)
        assert "sent an answer of more than 8 MB" in str(ask(reply(bomb, **extra)))


@pytest.mark.parametrize("start", [b"", head("application/json"), head("application/json", Content_Encoding="gzip")])
def test_an_answer_that_trickles_ends_at_the_time_limit(ask, server, start):
    error = ask(
        without_end(start or b"HTTP/1.1 200 OK\r\nX-A: ", b"\x1f" if b"gzip" in start else b"a", server.closing, 0.05),
        timeout=0.4,
    )
    assert re.search(r"within 0\.4 s|damaged gzip data", str(error)), error


MARKS = ("**", "***", "__", "a", " ", "\n", "`", "[", "](http://x)", "- ", "> ", "#", "<think>", "```", "*", "_")


@settings(max_examples=400, deadline=None)
@given(text=st.lists(st.sampled_from(MARKS), max_size=14).map("".join))
def test_stress_goes_as_the_plain_pattern_would_take_it(text):
    plain = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
    assert _without_stress(text) == plain.sub(r"\2", text)


def test_cleaning_costs_in_proportion_to_the_answer():
    """Each of these would take minutes to days where the time grows with the square of the length."""
    pieces = [
        *MARKS,
        "\n ",
        "**a ",
        "__a ",
        "[a](http://",
        "[a](",
        "`a",
        "```\n",
        "\n- ",
        "<think",
        "</think>",
        "[THINK]",
        "let me know\n",
        "\n\nlet me",
        "> \n",
        "#\n",
        "---\n",
        "--- \n\n",
        "1. \n",
        "here is ",
        "sure: ",
        "\t",
        "\\",
        "<|channel|>analysis<|message|>",
        "<|start|>",
        '{"headline": ',
        "headline: ",
        "1. a\n",
    ]
    code = f"""
from svodka.chat.cleaning import tidy
from summarize.writers.parts import parts
from translate.chat.numbered import aligned
from svodka.chat import Endpoint
for piece in {pieces!r}:
    for text in (piece * (150_000 // len(piece)), "a" + piece * (150_000 // len(piece)) + "b"):
        tidy(text), tidy(text, verbatim=True), parts(text), aligned(text, 3), Endpoint().scrub(text)
"""
    environment = {"SVODKA_API_KEY": "\\\\key", "PATH": "", "PYTHONPATH": ":".join(sys.path)}
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300, env=environment)


def test_twenty_thousand_newlines_are_nothing():
    assert tidy("One." + "\n" * 20_000 + "Two.").text == "One.\n\nTwo."
