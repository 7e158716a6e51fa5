"""Hostile files of svodka's own: stores, memories, glossaries, prompts, lists of feeds, checkpoints."""

from __future__ import annotations

import io
import random
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.endurance.hostile.mutation import changed_json, drawn, mutated

CONFIGS = ("config.json", "tokenizer_config.json", "generation_config.json", "vocab.json", "tokenizer.json")


class OwnFiles:
    """Opens hostile files as svodka would; whatever is not a `SvodkaError` comes out."""

    def __init__(self, folder: Path, checkpoints: Path) -> None:
        from support.stored import fill

        self._checkpoints = sorted(path for path in checkpoints.iterdir() if path.is_dir())
        store = folder / "sound.sqlite"
        fill(store, range(12))
        self._store = store.read_bytes()
        memory = folder / "sound.memory"
        _memory(memory)
        self._memory = memory.read_bytes()

    def examine(self, rng: random.Random, kind: str, data: bytes, folder: Path) -> str:
        """ "opened" for a file that was taken all the same."""
        found = getattr(self, f"_{kind}")(rng, data, folder)
        return found or "opened"

    def _glossary(self, rng: random.Random, data: bytes, folder: Path) -> None:
        from benchmarks.endurance.standin import Spelling
        from svodka.cli import main  # noqa: F401  # the same modules as a command has
        from translate import TranslateOptions, Translator

        path = folder / "terms.tsv"
        path.write_bytes(data)
        translator = Translator.from_decoder(Spelling(), model="spelling", options=TranslateOptions(glossary=path))
        translator.translate(["Мэр города открыл мост через реку. Я (а) Bridge мост - сказал."])

    def _prompt(self, rng: random.Random, data: bytes, folder: Path) -> None:
        from prompts import load_prompt

        path = folder / "prompt.toml"
        path.write_bytes(data)
        prompt = load_prompt(str(path))
        variables = dict.fromkeys(prompt.variables, "Слово {x} </article>")
        prompt.render(variables)
        prompt.digest({name: value for name, value in variables.items() if name != "article"})

    def _opml(self, rng: random.Random, data: bytes, folder: Path) -> None:
        from svodka.feeds import read_sources

        path = folder / rng.choice(("feeds.opml", "feeds.txt"))
        path.write_bytes(data)
        sources = read_sources([str(path)])
        if any(not address.startswith(("http://", "https://")) for address in sources.addresses):
            raise ValueError(f"an address that is none: {sources.addresses}")

    def _stores(self, rng: random.Random, data: bytes, folder: Path) -> None:
        from support.chain import SIGNATURE, make_item

        from svodka.feeds import feed_of, to_atom
        from svodka.runs import Store, StoreWriter
        from svodka.runs.export import write_csv, write_html, write_jsonl, write_markdown

        path = folder / "run.sqlite"
        path.write_bytes(self._store)
        if rng.random() < 0.5:
            _spoil(rng, path)
        else:
            path.write_bytes(mutated(rng, self._store, [self._store, self._memory]))
        for suffix in ("-wal", ".lock"):
            if rng.random() < 0.1:
                path.with_name(path.name + suffix).write_bytes(rng.randbytes(rng.choice((0, 50, 5000))))
        if rng.random() < 0.3:
            with StoreWriter.create(path) as writer:
                run, invocation = writer.begin(SIGNATURE)
                writer.offer(run, invocation, [make_item(n) for n in range(14)], retry_failed=True)
                for queued in writer.take(invocation, 0, 100):
                    writer.failed(queued.row, "translate", "x")
            return
        with Store.open(path) as store:
            for run in store.runs():
                list(store.results(run.id, ("done", "pending", "failed", "skipped")))
                store.reports(run.id)
                for write in (write_csv, write_jsonl, write_markdown, write_html):
                    write(store.results(run.id), io.StringIO())
            to_atom(feed_of(store))
            store.check()

    def _memories(self, rng: random.Random, data: bytes, folder: Path) -> None:
        path = folder / "memory.sqlite"
        path.write_bytes(mutated(rng, self._memory, [self._store]))
        _memory(path)

    def _config(self, rng: random.Random, data: bytes, folder: Path) -> None:
        """A checkpoint's small files, read before anything heavy is loaded."""
        from svodka.checkpoints import resolve
        from translate.marian.langpair import check_langpair
        from translate.marian.tokenizer import MarianTokenizer

        path = self._damaged(rng, folder, CONFIGS)
        found = resolve(
            str(path), rng.choice(("translate", "translate", "summarize", "verify")), offline=True, cache_dir=folder
        )
        if found.architecture == "marian":
            tokenizer = MarianTokenizer(found.path)
            check_langpair(found.path, tokenizer)
            tokenizer.decode(tokenizer.encode(["Мэр города \x00 сказал"]))

    def _checkpoint(self, rng: random.Random, data: bytes, folder: Path) -> None:
        from summarize import Summarizer
        from translate import Translator

        path = self._damaged(rng, folder, None)
        engine = rng.choice(("auto", "auto", "torch"))
        if "marian" in path.name:
            translator = Translator(str(path), engine=engine, offline=True, cache_dir=folder / "cache")
            translator.translate(["Мэр города открыл мост. Погибших нет."])
        else:
            summarizer = Summarizer(str(path), engine=engine, offline=True, cache_dir=folder / "cache")
            summarizer.summarize(["The mayor opened a bridge. No one was killed. It was cold."])

    def _damaged(self, rng: random.Random, folder: Path, names: Sequence[str] | None) -> Path:
        sound = rng.choice(self._checkpoints)
        path = folder / sound.name
        shutil.copytree(sound, path)
        files = sorted(file for file in path.iterdir() if names is None or file.name in names)
        for _ in range(rng.choice((1, 1, 2))):
            file = rng.choice(files)
            if file.is_dir():  # what it was made before
                continue
            before = file.read_bytes() if file.is_file() else b"{}"
            if file.is_file():
                file.unlink()
            if file.suffix == ".json" and rng.random() < 0.7:
                file.write_bytes(drawn(changed_json(before), rng.random()))
            elif (chance := rng.random()) < 0.05:
                file.mkdir(exist_ok=True)
            elif chance < 0.9:
                file.write_bytes(mutated(rng, before, [b"\x80\x02}", self._store]))
        return path


def _memory(path: Path) -> None:
    from translate.memory import Memory
    from translate.repair import Outcome
    from translate.types import Flag

    memory = Memory(path, "d" * 8)
    memory.put({f"источник {n}": Outcome(f"source {n}", -0.5, (Flag("numbers", "x"),), 1) for n in range(30)})
    memory.get([f"источник {n}" for n in range(30)])
    memory._connection.close()


def _spoil(rng: random.Random, path: Path) -> None:
    """Another value in a column: what a hand in the database, or a disk, does."""
    db = sqlite3.connect(path)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for _ in range(rng.choice((1, 1, 3))):
        table = rng.choice(tables)
        column = rng.choice([row[1] for row in db.execute(f"PRAGMA table_info({table})")])
        rows = db.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid").fetchall()
        if not rows:
            continue
        row = rng.choice(rows)
        old = row[1] if isinstance(row[1], str) else ""
        was, way = old.encode("utf-8", "replace"), rng.randrange(3)
        if way:
            made = drawn(changed_json(was), rng.random()) if way == 1 else mutated(rng, was, [b"{}"])
            value: Any = made.decode("utf-8", "replace")
        else:
            value = rng.choice((None, -1, 2**62, b"\xff\x00", "", "x" * 10_000, 1.5, "{", "[]", "null", "5"))
        try:
            db.execute("PRAGMA foreign_keys = OFF")
            db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, row[0]))
        except sqlite3.Error:
            continue
    if rng.random() < 0.05:
        db.execute(f"DROP TABLE {rng.choice(tables)}")
    db.commit()
    db.close()
