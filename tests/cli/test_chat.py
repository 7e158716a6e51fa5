"""The commands with chat models: endpoint, dry run, speed, interrupts, and that no output shows the key."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from itertools import islice, permutations

import pytest
from support.chatserver import Reply, chatting

from svodka.cli.app import main

KEY = "sk-very-secret-4711"
ITEM = """Белозорск закрыл мост через реку Ряжу

Паводок в Заозерской области повредил мост через реку Ряжа в понедельник.
Власти Белозорска утром закрыли мост для движения.
По данным МЧС, вода поднялась на 3,7 метра и затопила 86 домов.
Погибших нет, двое спасателей получили лёгкие травмы.
Порт теряет около 2,5 млн рублей в день, сообщил мэр.
Поезда на север идут в объезд через Каменск.
"""
ENGLISH = """Belozorsk has closed the bridge over the Ryazha River
A flood damaged the bridge over the Ryazha River in the Zaozersk region on Monday.
The authorities of Belozorsk closed the bridge to traffic in the morning.
According to the emergencies ministry, the water rose by 3.7 metres and flooded 86 houses.
Nobody was killed, and two rescuers were slightly injured.
The port is losing about 2.5 million roubles a day, the mayor said.
Trains to the north go round by way of Kamensk.
"""
TABLE = dict(zip(filter(None, ITEM.split("\n")), ENGLISH.split("\n"), strict=False))
BRIEF = (
    "A flood damaged the bridge over the Ryazha River on Monday. "
    "Belozorsk closed the bridge to traffic in the morning. "
    "According to the emergencies ministry, the water rose by 3.7 metres and flooded 68 houses. "
    "Nobody was killed, and two rescuers were slightly injured."
)
HEADLINE = "Belozorsk closes the bridge over the Ryazha River"


def model(body, count):
    """Translates by the table, summarizes with one wrong number."""
    turn = body["messages"][-1]["content"]
    if "numbered segment" not in turn:
        return json.dumps({"headline": HEADLINE, "brief": BRIEF})
    article = re.search(r"<article>\n(.*)\n</article>", turn, re.DOTALL).group(1)
    lines = [line.split(". ", 1)[1] for line in article.split("\n")]
    return "\n".join(f"{n}. {TABLE.get(line, 'Yes.')}" for n, line in enumerate(lines, 1))


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("SVODKA_API_KEY", KEY)


@pytest.fixture
def item(tmp_path):
    path = tmp_path / "item.txt"
    path.write_text(ITEM, encoding="utf-8")
    return str(path)


def chats(server):
    return ["--translator", "chat:gemma3", "--summarizer", "chat:gemma3", "--endpoint", server.url]


def everything(folder, captured):
    """All that a command left behind: stdout, stderr, and the bytes of every file."""
    files = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return captured.out.encode() + captured.err.encode() + files


@pytest.mark.usefixtures("no_judge")
def test_a_brief_by_chat_models_alone_with_the_guard_behind_it(key, item, tmp_path, capsys):
    with chatting(model) as server:
        assert main(["brief", item, *chats(server), "--format", "json", "-o", str(tmp_path / "out.json")]) == 0
    (brief,) = json.loads((tmp_path / "out.json").read_text())
    assert brief["headline"] == HEADLINE and brief["method"] == "chat"
    assert "68" not in " ".join(s["text"] for s in brief["sentences"])
    (mended,) = [s for s in brief["sentences"] if s["replaced"]]
    assert "flooded 86 houses" in mended["text"] and "68" in mended["replaced"]
    assert all(s["evidence"][0]["source"] in ITEM for s in brief["sentences"])
    assert brief["signature"]["translate"]["model"] == brief["signature"]["summarize"]["model"] == "gemma3"
    captured = capsys.readouterr()
    assert re.search(r"\d+\.\d tokens/s", captured.err)
    assert all(h["Authorization"] == f"Bearer {KEY}" for h in server.headers)
    assert KEY.encode() not in everything(tmp_path, captured)


def test_a_headline_that_the_source_does_not_bear_out_gives_way(item, capsys):
    def lying(body, count):
        return model(body, count).replace(HEADLINE, "Belozorsk opens the bridge, 300 people killed")

    with chatting(lying) as server:
        assert main(["brief", item, *chats(server)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Belozorsk has closed the bridge over the Ryazha River\n") and "300" not in out
    assert "headline gave way to the translated one" in out


@pytest.mark.usefixtures("no_judge")
def test_a_stored_run_keeps_no_key(key, item, tmp_path, capsys):
    store = str(tmp_path / "run.sqlite")
    with chatting(model) as server:
        assert main(["brief", item, *chats(server), "--store", store]) == 0
    assert main(["runs", "export", store, "--format", "jsonl"]) == 0
    captured = capsys.readouterr()
    assert HEADLINE in captured.out and KEY.encode() not in everything(tmp_path, captured)


def test_a_server_that_dies_leaves_a_run_that_goes_on(item, tmp_path, capsys):
    items = tmp_path / "items.jsonl"
    orders = islice(permutations(ITEM.strip().split("\n")), 10)
    rows = [{"id": str(n), "headline": "", "text": "\n".join(lines)} for n, lines in enumerate(orders)]
    items.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    written = []

    def answer(body, count):
        if "numbered segment" not in body["messages"][-1]["content"]:
            written.append(body)
        return Reply({"error": "gone"}, 404) if len(written) > 5 else model(body, count)

    with chatting(answer) as server:
        command = ["brief", str(items), *chats(server), "--duplicates", "keep", "--store", str(tmp_path / "run.sqlite")]
        assert main(command) == 2
        assert "refuses the request" in capsys.readouterr().err
        server.answer = model
        before = len(server.bodies)
        assert main(command) == 0
    briefed = [b for b in server.bodies[before:] if "numbered segment" not in b["messages"][-1]["content"]]
    assert 1 < len(briefed) < 11  # a probe, and the items that the first run left open
    capsys.readouterr()
    assert main(["runs", "list", str(tmp_path / "run.sqlite")]) == 0
    assert "10 done" in capsys.readouterr().out


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("fault", [Reply({"error": f"bad key {KEY}"}, 401), Reply(f"<html>{KEY}"), None])
def test_faults_end_in_one_line_without_the_key(fault, debug, key, item, tmp_path):
    with chatting(fault or "x") as server:
        pass
    with chatting(fault or "x") as running:
        url = (running if fault else server).url
        command = [sys.executable, "-m", "svodka", *(["--debug"] if debug else []), "translate", item]
        done = subprocess.run(
            [*command, "--translator", "chat:m", "--endpoint", url], capture_output=True, text=True, check=False
        )
    assert KEY not in done.stdout + done.stderr and done.stdout == ""
    if debug:
        assert "Traceback" in done.stderr
    else:
        assert done.returncode == 2 and re.fullmatch(r"svodka: error: [^\n]+\n", done.stderr)


def requests(text):
    decoder, found, at = json.JSONDecoder(), [], 0
    while at < len(text.rstrip()):
        value, at = decoder.raw_decode(text, at)
        at += 1
        found.append(value)
    return found


def test_a_dry_run_prints_the_very_requests_and_sends_nothing(key, item, tmp_path, capsys):
    with chatting(model) as server:
        assert main(["brief", item, *chats(server), "--dry-run"]) == 0
        captured = capsys.readouterr()
        assert server.bodies == []
        shown = requests(captured.out)
        assert main(["brief", item, *chats(server)]) == 0
        capsys.readouterr()
        assert main(["translate", item, "--translator", "chat:gemma3", "--endpoint", server.url, "--dry-run"]) == 0
        translating = requests(capsys.readouterr().out)
    assert KEY not in captured.out + captured.err
    assert {r["url"] for r in shown} == {f"{server.url}/chat/completions"} and {r["method"] for r in shown} == {"POST"}
    assert shown[0]["headers"]["Authorization"] == "Bearer ***"
    bodies = [body for body in server.bodies if "Да." not in body["messages"][-1]["content"]]
    assert shown[0]["body"] in bodies and len(shown) == 2 and translating[0]["body"]["model"] == "gemma3"
    assert "(the translation of " in shown[1]["body"]["messages"][-1]["content"]


def test_a_dry_run_of_a_summary(tmp_path, capsys):
    document = tmp_path / "a.txt"
    document.write_text("\n".join(TABLE.values()), encoding="utf-8")
    with chatting(model) as server:
        arguments = ["summarize", str(document), "--summarizer", "chat:gemma3", "--endpoint", server.url]
        assert main([*arguments, "--dry-run"]) == 0
        (shown,) = requests(capsys.readouterr().out)
        assert server.bodies == []
        assert main(arguments) == 0
    assert server.bodies[-1] == shown["body"]
    out = capsys.readouterr().out
    assert out.startswith(f"{HEADLINE}\n\nA flood damaged")


@pytest.mark.parametrize(
    "arguments",
    [["summarize", "--summarizer", "extractive"], ["translate", "--translator", "compact"], ["brief"]],
)
def test_a_dry_run_without_a_chat_model_is_refused(arguments, item, capsys):
    assert main([arguments[0], item, *arguments[1:], "--dry-run"]) == 2
    assert "name one as chat:MODEL" in capsys.readouterr().err


def test_an_endpoint_without_a_chat_model_is_refused(item, capsys):
    assert main(["brief", item, "--endpoint", "http://localhost"]) == 2
    assert "no chat model" in capsys.readouterr().err


def test_ctrl_c_keeps_what_is_finished(tmp_path):
    documents = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text("\n".join(TABLE.values()), encoding="utf-8")
        documents.append(str(path))

    def answer(body, count):
        if count > 8:
            time.sleep(30)
        return model(body, count)

    out = tmp_path / "out.jsonl"
    with chatting(answer) as server:
        command = [sys.executable, "-m", "svodka", "summarize", *documents, "--summarizer", "chat:m"]
        command += ["--endpoint", server.url, "--format", "jsonl", "-o", str(out)]
        # What starts the tests may ignore the signal (a script in the background does): not to be inherited.
        running = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            text=True,
            env=dict(os.environ),
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        deadline = time.monotonic() + 60
        while len(server.bodies) < 10 and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        errors = running.communicate(timeout=20)[1]
    assert running.returncode == 130
    assert not out.exists()
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl.partial").read_text().splitlines()]
    assert [row["input"] for row in rows] == documents[:8] and "out.jsonl.partial" in errors
