"""Build the page: briefs in, one HTML text out.

The page loads nothing: styles and script stand in it, allowed by their SHA-256 in a Content-Security-Policy that
forbids all else (CSP Level 3), and texts of news items reach it only through Jinja2's autoescape or as JSON that the
script writes with ``textContent``.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from svodka.digest.charts import most_named, timeline, week
from svodka.digest.figures import Report
from svodka.digest.names import NAME_KINDS, named
from svodka.digest.view import UNDATED, ItemView, beside, day_title, item_view, period, weekday
from svodka.errors import InputError, OptionError
from svodka.items import Brief
from svodka.text import displayable
from svodka.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class DigestOptions:
    """How the page is made.

    ``title`` heads it; ``group`` shows items about one event as one story; ``top`` names stand in each chart;
    ``remarks`` are sentences under the title, for example on items of the run that are missing here.
    """

    title: str = "News digest"
    group: bool = False
    top: int = 10
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise OptionError("the title of a digest is empty; give it at least one character")
        if self.top < 1:
            raise OptionError(f"top is {self.top}; a chart needs at least 1 name")


@dataclass(frozen=True, slots=True)
class _Section:
    """The items of one source on one day, newest first; in ``stories``, items about one event."""

    title: str
    items: tuple[ItemView, ...]
    stories: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class _Day:
    day: str
    title: str
    sections: tuple[_Section, ...]

    @property
    def count(self) -> int:
        return sum(len(s.items) + sum(1 + len(story.later) for story in s.stories) for s in self.sections)


def render(briefs: Sequence[Brief], options: DigestOptions | None = None) -> str:
    """The page of these briefs; the same briefs give the same page. Raises InputError for what is no `Brief`."""
    for place, brief in enumerate(briefs):
        if not isinstance(brief, Brief):
            raise InputError(
                f"brief {place} is {type(brief).__name__}; expected Brief; Brief.from_dict(data) makes one"
            )
    options = options or DigestOptions()
    views = [item_view(brief, n) for n, brief in enumerate(briefs)]
    reports = [Report.of(brief, n) for n, brief in enumerate(briefs)]
    index = named(briefs, reports)
    stories: list[Any] = []
    if options.group:
        from svodka.digest.stories import story_views

        stories = story_views(reports, views)
    earlier, later = _updates(views)
    order = {name: n for n, name in enumerate(index.kinds)}
    lists = _counted(name for view in views for name in view.matches)
    charts = {kind: most_named(index.items, index.kinds, kind, order, options.top) for kind in NAME_KINDS}
    style, script = _asset("page.css"), _asset("page.js")
    return _template().render(
        title=displayable(options.title),
        remarks=[displayable(remark) for remark in options.remarks],
        period=period,
        days=_days(views, stories),
        views=views,
        earlier=earlier,
        later=later,
        stories=stories,
        sources=sorted({view.source for view in views}),
        flag_kinds=_counted(kind for view in views for kind in view.flags if kind != "unsupported"),
        flagged=sum(bool(view.flags) for view in views),
        unsupported=sum("unsupported" in view.flags for view in views),
        timeline=timeline(views),
        lists=lists,
        list_numbers={name: n for n, (name, _) in enumerate(lists)},
        unlisted=sum(not view.matches for view in views),
        week=week(views),
        weekday=weekday,
        charts=charts,
        names=list(index.kinds),
        name_items={"names": list(index.kinds), "items": [[order[n] for n in names] for names in index.items]},
        signatures=list(dict.fromkeys(view.signature for view in views)),
        dates=sorted({view.day for view in views} - {UNDATED}),
        island=island,
        displayable=displayable,
        day_title=day_title,
        version=__version__,
        style=style,
        script=script,
        policy=_policy(style, script),
    )


def island(data: Any) -> Any:
    """``data`` as JSON that is safe inside ``<script type="application/json">``.

    No ``<`` is left, so no ``</script>`` and no ``<!--`` can end or change the element (HTML, 13.2.5.20), and no U+2028
    or U+2029, which end a line in older JavaScript.
    """
    from markupsafe import Markup

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _days(views: Sequence[ItemView], stories: Sequence[Any]) -> list[_Day]:
    """Days, newest first, undated items last; in a day what matches a watch list first, then the other stories, then
    sources by alphabet, newest first."""
    inside = {view.number for story in stories for view in story.members}
    loose = [view for view in views if view.number not in inside]
    watched = [view for view in loose if view.matches]
    loose = [view for view in loose if not view.matches]
    by_day: dict[str, list[_Section]] = {day: [] for day in sorted({v.day for v in views}, reverse=True)}
    for day in by_day:
        today = sorted((s for s in stories if s.day == day), key=lambda s: s.when, reverse=True)
        first = [story for story in today if any(view.matches for view in story.members)]
        items = sorted((v for v in watched if v.day == day), key=lambda view: view.when, reverse=True)
        if first or items:
            by_day[day].append(_Section("On the watch lists", _paired(items), tuple(first)))
        if others := tuple(story for story in today if story not in first):
            by_day[day].append(_Section("Reported more than once", (), others))
    loose.sort(key=lambda view: (view.day, view.source))
    for (day, source), found in groupby(loose, key=lambda view: (view.day, view.source)):
        newest = sorted(found, key=lambda view: view.number)
        newest.sort(key=lambda view: view.when, reverse=True)
        by_day[day].append(_Section(source, _paired(newest)))
    return [_Day(day, day_title(day), tuple(sections)) for day, sections in by_day.items() if sections]


def _paired(views: Sequence[ItemView]) -> tuple[ItemView, ...]:
    return tuple(views[place] for place in beside([(view.id, view.updates) for view in views]))


def _updates(views: Sequence[ItemView]) -> tuple[dict[int, ItemView], dict[int, list[ItemView]]]:
    """By number of an item the one on the page that it updates, and those that update it."""
    by_id = {view.id: view for view in reversed(views)}
    earlier = {v.number: by_id[v.updates] for v in views if v.updates in by_id and by_id[v.updates] is not v}
    later: dict[int, list[ItemView]] = {}
    for view in views:
        if view.number in earlier:
            later.setdefault(earlier[view.number].number, []).append(view)
    return earlier, later


def _counted(kinds: Iterable[str]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for kind in kinds:
        counts[kind] = counts.get(kind, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows this style and this script and nothing else at all."""

    def allowed(text: str) -> str:
        return "'sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    return (
        f"default-src 'none'; style-src {allowed(style)}; script-src {allowed(script)}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


@cache
def _asset(name: str) -> str:
    return files("svodka.digest").joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(_asset("page.html.j2"))
