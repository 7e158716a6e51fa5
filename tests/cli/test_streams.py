"""Every command, and every way in which what it writes to or reads from can end."""

import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.item import RAW
from support.stored import run as stored_run

from svodka.cli import main

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = "The bridge was closed on Monday. Nobody was hurt, the mayor said. It will open again in May.\n"
PLAIN = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONIO", "PYTHONUTF8"))}
SVODKA = [sys.executable, "-m", "svodka"]
OLD = "the good output of yesterday\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with an item, a text, pairs, a glossary and a store of one run."""
    from support.chain import FakeChain, make_item

    folder = tmp_path_factory.mktemp("streams")
    (folder / "item.txt").write_text(RAW, encoding="utf-8")
    (folder / "english.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "pairs.tsv").write_text("Мост закрыт.\tThe bridge is closed.\n", encoding="utf-8")
    stored_run(folder / "run.sqlite", [make_item(n) for n in range(3)], FakeChain())
    return folder


# The commands that write data: their arguments, a file of theirs that is read, and whether they take -o.
COMPACT = ("--translator", "compact", "--offline", "-q")
COMMANDS = {
    "brief": (("brief", "item.txt", "--summarizer", "extractive", "--no-news-terms", *COMPACT), "item.txt", True),
    "read": (("read", "item.txt"), "item.txt", True),
    "translate": (("translate", "item.txt", *COMPACT), "item.txt", True),
    "summarize": (("summarize", "english.txt", "--summarizer", "extractive", "-q"), "english.txt", True),
    "check": (("check", "english.txt", "english.txt"), "english.txt", True),
    "evaluate": (("evaluate", "pairs.tsv", *COMPACT), "pairs.tsv", True),
    "digest": (("digest", "run.sqlite"), "run.sqlite", True),
    "feed": (("feed", "run.sqlite"), "run.sqlite", True),
    "runs export": (("runs", "export", "run.sqlite", "--force"), "run.sqlite", True),
    "runs list": (("runs", "list", "run.sqlite"), None, False),
    "runs show": (("runs", "show", "run.sqlite"), None, False),
    "prompts list": (("prompts", "list"), None, False),
    "prompts show": (("prompts", "show", "brief"), None, False),
    "models list": (("models", "list"), None, False),
    "models path": (("models", "path", "compact"), None, False),
    "--version": (("--version",), None, False),
    "--help": (("--help",), None, False),
}
LIGHT = [name for name in COMMANDS if name not in {"brief", "translate", "evaluate"}]  # no model is decoded with
WRITERS = [name for name, (_, _, output) in COMMANDS.items() if output]


def shell(place, script, *arguments, env=None):
    """A shell line in which "$@" is the command, as (exit code, stdout, stderr)."""
    done = subprocess.run(
        ["bash", "-c", script, "bash", *SVODKA, *map(str, arguments)],
        cwd=place, env={**(env or os.environ), "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


@pytest.fixture
def command(place, monkeypatch, capfd):
    """A command in this process, as (exit code, stdout, stderr)."""
    monkeypatch.chdir(place)

    def call(*arguments):
        code = main([*map(str, arguments)])
        return code, *capfd.readouterr()

    return call


def one_error(err):
    lines = [line for line in err.splitlines() if "error" in line.lower()]
    return len(lines) == 1 and "Traceback" not in err


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_behind_stdout_is_one_error_and_exit_2(place, name):
    code, _, err = shell(place, '"$@" > /dev/full', *COMMANDS[name][0])
    assert (code, one_error(err)) == (2, True), err
    assert "cannot write stdout: No space left on device" in err


@pytest.mark.parametrize("name", LIGHT)
def test_a_closed_stdout_is_one_error_and_exit_2(place, name):
    code, _, err = shell(place, '"$@" >&-', *COMMANDS[name][0])
    assert (code, one_error(err)) == (2, True), err
    assert "stdout is closed" in err


@pytest.mark.parametrize("name", [*LIGHT, "translate"])
def test_a_reader_that_has_gone_ends_the_command_quietly(place, name):
    code, _, err = shell(place, 'set -o pipefail; { sleep 0.2; "$@"; } | true', *COMMANDS[name][0])
    assert (code, "rror" in err) == (0, False), err


@pytest.mark.parametrize("name", ["read", "digest", "--help"])
def test_stderr_that_is_full_or_gone_changes_nothing(place, name):
    plain = shell(place, '"$@"', *COMMANDS[name][0])
    for script in ('"$@" 2> /dev/full', '"$@" 2>&-', 'set -o pipefail; "$@" 2> >(true)'):
        assert shell(place, script, *COMMANDS[name][0])[:2] == plain[:2], script


FROM_STDIN = [
    ("read", "-"), ("read",), ("check", "-", "item.txt"), ("translate", "-", *COMPACT), ("summarize", "-"),
    ("brief", "-", *COMPACT), ("update", "-", "--store", "n.sqlite"),
]  # fmt: skip


@pytest.mark.parametrize("arguments", FROM_STDIN, ids=" ".join)
@pytest.mark.parametrize("stdin", ["<&-", "0> written.txt"])
def test_stdin_that_cannot_be_read_is_one_error_and_exit_2(place, arguments, stdin):
    code, out, err = shell(place, f'"$@" {stdin}', *arguments)
    assert (code, out, one_error(err)) == (2, b"", True), err


@pytest.mark.parametrize(
    "locale",
    [{"LANG": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"},
     {"PYTHONIOENCODING": "utf-16"}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}],
    ids=str,
)  # fmt: skip
def test_stdout_is_utf_8_whatever_the_locale(place, locale):
    code, out, err = shell(place, '"$@"', "read", "item.txt", env=PLAIN | locale)
    assert code == 0 and "складе" in out.decode("utf-8"), err


@pytest.mark.parametrize("name", WRITERS)
def test_output_onto_what_is_read_is_refused_by_inode(place, command, name, tmp_path):
    arguments, read, _ = COMMANDS[name]
    before = (place / read).read_bytes()
    link, hard = tmp_path / "link", place / "hard.txt"
    link.symlink_to(place / read)
    hard.unlink(missing_ok=True)
    os.link(place / read, hard)
    for output in (read, f"./{read}", place / read, link, hard):
        code, out, err = command(*arguments, "-o", output)
        assert (code, out, one_error(err)) == (2, "", True), err
        assert "is read by this command" in err
    hard.unlink()
    assert (place / read).read_bytes() == before


@pytest.mark.parametrize(
    "beside", [("read", "item.txt", "-o", "folder/a.txt", "folder"), ("read", "folder/*.txt", "-o", "folder/a.txt"),
               ("feed", "run.sqlite", "-o", "run.sqlite-wal"), ("digest", "run.sqlite", "-o", "run.sqlite.lock"),
               ("brief", "item.txt", "--store", "new.sqlite", "--report", "item.txt", *COMPACT),
               ("brief", "item.txt", "--glossary", "pairs.tsv", "-o", "pairs.tsv", *COMPACT),
               ("translate", "item.txt", "--memory", "memory.sqlite", "-o", "memory.sqlite", *COMPACT),
               ("update", "list.txt", "--store", "new.sqlite", "--feed", "list.txt"),
               ("update", "list.txt", "--store", "run.sqlite", "--feed", "run.sqlite")],
    ids=" ".join,
)  # fmt: skip
def test_whatever_a_command_reads_is_kept(place, command, beside):
    (place / "folder").mkdir(exist_ok=True)
    for name in ("folder/a.txt", "run.sqlite-wal", "run.sqlite.lock", "memory.sqlite"):
        (place / name).touch()
    (place / "list.txt").write_text("https://feed.example/\n")
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    code, _, err = command(*beside)
    assert (code, one_error(err)) == (2, True), err
    assert "is read by this command" in err or "no run report" in err
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
    (place / "run.sqlite-wal").unlink(missing_ok=True)


def test_so_it_is_behind_stdin_and_stdout(place, tmp_path):
    (tmp_path / "item.txt").write_text(RAW, encoding="utf-8")
    for script in ('"$@" - -o item.txt < item.txt', '"$@" item.txt >> item.txt'):
        code, out, err = shell(tmp_path, script, "read")
        assert (code, out) == (2, b"") and "is read by this command" in err
    assert (tmp_path / "item.txt").read_text(encoding="utf-8") == RAW


FAIL = [
    ("read", "nosuch.txt"), ("read", "empty.txt"), ("read", "nosuch.txt", "--format", "jsonl"),
    ("brief", "nosuch.txt", *COMPACT), ("brief", "item.txt", "--offline", "--translator", "/no/such/model"),
    ("brief", "nosuch.txt", "--dry-run", "--translator", "chat:m"), ("translate", "nosuch.txt", *COMPACT),
    ("summarize", "nosuch.txt"), ("summarize", "empty.txt"),
    ("summarize", "nosuch.txt", "--dry-run", "--summarizer", "chat:m"), ("check", "nosuch.txt", "nosuch.txt"),
    ("evaluate", "nosuch.tsv"), ("digest", "nosuch.sqlite"), ("feed", "item.txt"),
    ("runs", "export", "item.txt", "--force"), ("runs", "export", "run.sqlite", "--run", "9", "--force"),
]  # fmt: skip


@pytest.mark.parametrize("arguments", FAIL, ids=" ".join)
def test_a_command_that_fails_leaves_yesterday_s_file(place, command, tmp_path, arguments):
    (place / "empty.txt").touch()
    out = tmp_path / "out.txt"
    out.write_text(OLD)
    code, _, err = command(*arguments, "-o", out)
    assert code == 2, err
    assert out.read_text() == OLD and [path.name for path in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.parametrize("name", ["read", "digest"])
def test_one_output_after_another(place, tmp_path, name):
    """A link, rights, a pipe, a device, a socket, an open descriptor: what the name means gets the text."""
    arguments = COMMANDS[name][0]
    _, plain, _ = shell(place, '"$@"', *arguments)
    assert plain

    def wrote(output, script='"$@"'):
        code, out, err = shell(place, script, *arguments, "-o", output)
        assert code == 0, err
        return out

    (tmp_path / "real").mkdir()
    real, link, dangling = tmp_path / "real" / "out.txt", tmp_path / "link.txt", tmp_path / "dangling.txt"
    real.write_text(OLD)
    real.chmod(0o640)
    link.symlink_to("real/out.txt")
    dangling.symlink_to("real/new.txt")
    wrote(link)
    assert link.is_symlink() and real.read_bytes() == plain and stat.S_IMODE(real.stat().st_mode) == 0o640
    wrote(dangling)
    assert dangling.is_symlink() and (tmp_path / "real" / "new.txt").read_bytes() == plain
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "real" / "new.txt").stat().st_mode) == 0o666 & ~mask

    assert wrote("/dev/stdout") == plain
    assert wrote("/dev/fd/1") == plain
    log = tmp_path / "log.txt"
    log.write_text(OLD)
    wrote("/dev/stdout", f'"$@" >> {log}')  # nothing of the log is lost
    assert log.read_bytes() == OLD.encode() + plain

    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    got = []
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()))
    reader.start()
    wrote(fifo)
    reader.join(10)
    assert got == [plain] and stat.S_ISFIFO(fifo.stat().st_mode)

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        server.listen(1)
        wrote(tmp_path / "socket")
        connection, _ = server.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read() == plain
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "dangling.txt",
        "fifo",
        "link.txt",
        "log.txt",
        "real",
        "socket",
    ]


def test_a_device_is_written_to_and_stays_one(tmp_path):
    """In this process, and with a device of our own where we may make one: never with /dev/null itself."""
    from svodka.cli.parts.destination import writing
    from svodka.errors import InputError

    null, full = tmp_path / "null", tmp_path / "full"
    try:
        os.mknod(null, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        os.mknod(full, 0o666 | stat.S_IFCHR, os.makedev(1, 7))
        null.open("wb").close()
    except OSError:
        pytest.skip("devices are made and opened by root alone")
    (tmp_path / "link").symlink_to(null)
    for path in (null, tmp_path / "link"):
        with writing(path) as out:
            out.write("text")
        assert stat.S_ISCHR(null.stat().st_mode)
    with pytest.raises(InputError, match="No space left"), writing(full) as out:
        out.write("text")
    assert stat.S_ISCHR(full.stat().st_mode) and sorted(p.name for p in tmp_path.iterdir()) == ["full", "link", "null"]


def test_parquet_goes_where_text_goes(place, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    fifo = tmp_path / "out.parquet"
    os.mkfifo(fifo)
    got = []
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()))
    reader.start()
    code, _, err = shell(place, '"$@"', "runs", "export", "run.sqlite", "-o", fifo)
    reader.join(10)
    assert code == 0, err
    (tmp_path / "copy").write_bytes(got[0])
    assert pq.read_table(tmp_path / "copy").num_rows == 3


def test_a_full_disk_behind_a_file_leaves_it_as_it_was(place, tmp_path):
    out = tmp_path / "out.txt"
    out.write_text(OLD)
    code, _, err = shell(place, f'ulimit -f 0; trap "" XFSZ; "$@" -o {out}', "digest", "run.sqlite")
    assert (code, one_error(err)) == (2, True), err
    assert out.read_text() == OLD and [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_what_no_utf_8_holds_is_spelled_out(tmp_path):
    from svodka.cli.parts.destination import writing

    with writing(tmp_path / "out.json") as out:
        out.write('"name\udcff"')
    import json

    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == "name\udcff"


def test_a_closed_stream_s_number_is_not_given_to_a_file(place, tmp_path):
    out = tmp_path / "out.txt"
    assert shell(place, f'"$@" -o {out} <&- >&- 2>&-', "read", "item.txt")[0] == 0
    assert "складе" in out.read_text(encoding="utf-8")
