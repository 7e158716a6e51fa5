"""Where the server is, and that nobody sees the key."""

import copy
import dataclasses
import json
import logging
import pickle
import traceback

import pytest
from support.chatserver import Reply, chatting

from svodka.chat import ChatClient, ChatRequest, Endpoint
from svodka.errors import EndpointError, OptionError

KEY = "sk-very-secret-0815"


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("SVODKA_API_KEY", KEY)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://localhost:11434", "http://localhost:11434/v1"),
        ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
        ("https://api.example.org/v1/chat/completions", "https://api.example.org/v1"),
        ("https://example.org/openai/v2", "https://example.org/openai/v2"),
        ("http://[::1]:8080", "http://[::1]:8080/v1"),
    ],
)
def test_base_urls(given, url):
    assert Endpoint(given).url == url


def test_where_the_url_comes_from(monkeypatch):
    monkeypatch.delenv("SVODKA_ENDPOINT", raising=False)
    assert Endpoint().url == "http://localhost:11434/v1"
    monkeypatch.setenv("SVODKA_ENDPOINT", "http://localhost:8080")
    assert Endpoint().url == "http://localhost:8080/v1"
    assert Endpoint("http://localhost:1").url == "http://localhost:1/v1"


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://x/v1", "http://", "http://x:port/v1", "nonsense"])
def test_no_url(url):
    with pytest.raises(OptionError, match="expected the base URL"):
        Endpoint(url)


@pytest.mark.parametrize("url", [f"https://me:{KEY}@x.example/v1", f"https://x.example/v1?key={KEY}"])
def test_a_url_with_a_secret_in_it_is_refused_and_not_repeated(url):
    with pytest.raises(OptionError, match=r"x\.example has a password, query or fragment") as caught:
        Endpoint(url)
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_offline_allows_this_machine_only():
    assert Endpoint("http://127.0.0.1:1", offline=True).local and Endpoint("http://[::1]", offline=True).local
    with pytest.raises(OptionError, match=r"--offline forbids asking api\.example\.org"):
        Endpoint("https://api.example.org/v1", offline=True)


def test_a_key_over_an_open_line_is_warned_of(key):
    (notice,) = Endpoint("http://api.example.org").notices
    assert "not encrypted" in notice and KEY not in notice
    assert Endpoint("https://api.example.org").notices == Endpoint("http://localhost").notices == ()


def test_the_key_reaches_the_server_and_nothing_else_shows_it(key):
    with chatting("x") as server:
        endpoint = Endpoint(server.url)
        made = ChatClient("m", endpoint)
        made.connect(ChatRequest([{"role": "user", "content": "Hi"}], 5))
        preview = made.preview(ChatRequest([{"role": "user", "content": "Hi"}], 5))
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in repr(endpoint) + str(endpoint) + repr(vars(made)) + preview
    assert json.loads(preview)["headers"]["Authorization"] == "Bearer ***"
    assert not dataclasses.is_dataclass(endpoint) and not hasattr(endpoint, "__dict__")
    for store in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError, match="holds a key"):
            store(endpoint)


def test_without_a_key_no_header(monkeypatch):
    monkeypatch.delenv("SVODKA_API_KEY", raising=False)
    with chatting("x") as server:
        ChatClient("m", Endpoint(server.url)).connect(ChatRequest([{"role": "user", "content": "Hi"}], 5))
    assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize("value", [f"{KEY}\nX-Evil: 1", f"{KEY}\x00", f"{KEY}ключ"])
def test_a_key_that_no_header_can_hold(value, monkeypatch):
    monkeypatch.setattr("os.environ", {"SVODKA_API_KEY": value})
    with pytest.raises(OptionError, match="cannot stand in a header") as caught:
        Endpoint("http://localhost")
    assert KEY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "reply",
    [
        Reply({"error": {"message": f"Incorrect API key provided: {KEY}"}}, 401),
        Reply({"error": {"message": f"no model for {KEY}"}}, 404),
        Reply(f"<html>Authorization: Bearer {KEY}</html>"),
        Reply({"error": {"message": KEY}}, 500),
        Reply(drop=True),
        None,
    ],
    ids=["401", "404", "echoed page", "500", "dropped", "down"],
)
def test_no_error_traceback_or_log_shows_the_key(reply, key, caplog):
    caplog.set_level(logging.DEBUG)
    with chatting(reply or "x") as server:
        made = ChatClient("m", Endpoint(server.url), sleep=lambda seconds: None)
        if reply is not None:
            with pytest.raises(EndpointError) as caught:
                list(made.ask([ChatRequest([{"role": "user", "content": "Hi"}], 5)]))
    if reply is None:
        with pytest.raises(EndpointError) as caught:
            list(made.ask([ChatRequest([{"role": "user", "content": "Hi"}], 5)]))
    shown = "".join(traceback.TracebackException.from_exception(caught.value).format())
    assert KEY not in shown and KEY not in caplog.text and "EndpointError" in shown
