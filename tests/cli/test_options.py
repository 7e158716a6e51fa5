"""Groups of options: a command gets the library's dataclass, whose defaults it has when nothing is said."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import pytest
import typer

from summarize import SummaryOptions
from svodka.cli.parts.options import DECLARED, Group, with_groups
from svodka.cli.parts.stored import Stored
from svodka.errors import OptionError, PromptError
from svodka.feeds import FeedOptions, UpdateOptions
from svodka.options import PipelineOptions
from svodka.readers import ReadOptions

GOT = {}


def command(
    name: str = "x",
    *,
    making: PipelineOptions,
    reading: Annotated[ReadOptions, Group(without="follow", duplicates="drop")],
    stored: Annotated[Stored, Group(without="retry_failed")],
    shape: FeedOptions,
    updating: UpdateOptions,
) -> None:
    """What the command says of itself."""
    GOT.update(name=name, making=making, reading=reading, stored=stored, shape=shape, updating=updating)


def summarizing(*, options: SummaryOptions) -> None:
    """Summarize."""


def given(*words, of=command):
    app = typer.Typer()
    app.command()(with_groups(of))
    GOT.clear()
    typer.main.get_command(app).main(args=list(words), standalone_mode=False)
    return GOT


USUAL = {
    "name": "x",
    "making": PipelineOptions(),
    "reading": ReadOptions(duplicates="drop"),
    "stored": Stored(),
    "shape": FeedOptions(),
    "updating": UpdateOptions(),
}


def test_nothing_said_is_the_defaults_of_the_library():
    assert given() == USUAL


@pytest.mark.parametrize(
    ("words", "group", "field", "value"),
    [
        ("--length short", "making", "length", "short"),
        ("--no-news-terms", "making", "news_terms", False),
        ("--glossary a.tsv", "making", "glossary", Path("a.tsv")),
        ("--offline", "making", "offline", True),
        ("--from telegram", "reading", "format", "telegram"),
        ("--field text=body,url=link --field id=n", "reading", "fields", {"text": "body", "url": "link", "id": "n"}),
        ("--lang any", "reading", "other_languages", "pass"),
        ("--duplicates mark", "reading", "duplicates", "mark"),
        ("--cache here", "reading", "cache_dir", "here"),
        ("--backend ray", "stored", "backend", "ray"),
        ("--no-group", "shape", "group", False),
        ("--max-items 3", "updating", "most", 3),
    ],
)
def test_an_option_sets_its_field_and_no_other(words, group, field, value):
    found = given(*words.split())
    assert getattr(found[group], field) == value != getattr(USUAL[group], field)
    same = {f.name: getattr(found[group], f.name) for f in fields(found[group]) if f.name != field}
    assert same == {name: getattr(USUAL[group], name) for name in same}
    assert {name: found[name] for name in found if name != group} == {n: USUAL[n] for n in USUAL if n != group}


def test_an_age_is_a_moment_before_now():
    now = datetime.now(UTC)
    since = given("--since", "2d")["updating"].since
    assert timedelta() <= since + timedelta(days=2) - now < timedelta(minutes=5)
    assert given("--since", "2026-11-25T12:00+03:00")["updating"].since == datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize("words", [["--follow"], ["--retry-failed", "--retry-failed=1"], ["--length", "huge"]])
def test_what_a_command_leaves_out_and_what_no_field_takes_is_refused(words):
    with pytest.raises(Exception, match=r"[Nn]o such option|not one of|does not take"):
        given(*words)


@pytest.mark.parametrize("field", ["text", "=body", "text="])
def test_a_malformed_field_is_told(field):
    with pytest.raises(OptionError, match="expected pairs like"):
        given("--field", field)


def test_impossible_values_are_the_librarys_to_refuse():
    with pytest.raises(OptionError, match="no chat model"):
        given("--endpoint", "http://x")
    with pytest.raises(OptionError, match="the title of a feed is empty"):
        given("--title", " ")
    with pytest.raises(PromptError, match="expected NAME=VALUE"):
        given("--var", "x", of=summarizing)


@pytest.mark.parametrize("kind", DECLARED)
def test_every_option_is_of_a_field(kind):
    assert {*DECLARED[kind]} <= {field.name for field in fields(kind)}
