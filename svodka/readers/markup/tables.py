"""A table that holds data, as lines: one for each row, every cell with the heading of its column.

Most tables of old pages only lay them out; those are read as if they were none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from svodka.regexes import regex

_MOST_CELLS = 20_000
_MOST_SPAN = 50  # columns or rows that one cell is believed to span
_LONGEST, _LONGEST_HEADED = 250, 700  # characters of a cell in a table without and with headings
_ROOM = 400  # characters of an average cell, blanks of the markup included
_USUAL = 90  # characters of most cells
_LAYOUT = frozenset({"table", "h1", "h2", "h3", "article", "section", "form", "iframe", "nav", "aside", "header"})
_STOP = regex(r"[.!?…:;][\"»”')\]]*$")


@dataclass(slots=True)
class Cell:
    """The text of a cell and how many of its characters are links."""

    text: str
    links: int
    heading: bool
    row: bool = False  # the heading of its row


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, how many of its characters are links, and what its cells are without their headings."""

    text: str
    links: int


def rows_of(table: Any, read: Callable[[Any], tuple[str, int]]) -> list[Row] | None:
    """The lines of a data table in order, None for a table that is layout. ``read`` gives a cell's text and links."""
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return None
    lines = [tr for tr in table.iter("tr") if tr.getparent() is table or tr.getparent().getparent() is table]
    if len(lines) < 2 or any(True for _ in table.iterdescendants(*_LAYOUT)) or _is_roomy(table, lines):
        return None
    grid = _grid(lines, read)
    if grid is None or not _is_data(table, grid):
        return None
    headings = _headings(lines, grid)
    names = [_name([row.get(column) for row in grid[:headings]]) for column in range(1 + max(map(max, grid)))]
    body = grid[headings:] or grid
    return [row for cells in body if (row := _line(cells, names if headings < len(grid) else [])).text]


def _is_roomy(table: Any, lines: list[Any]) -> bool:
    """Whether its cells hold so much that it is layout: told before they are read."""
    cells = sum(len(line) for line in lines)
    return len("".join(table.itertext())) > _ROOM * max(1, cells)


def _grid(lines: list[Any], read: Callable[[Any], tuple[str, int]]) -> list[dict[int, Cell]] | None:
    """The cells by row and column; one that spans rows stands in each of them. None without cells, or with too many."""
    grid: list[dict[int, Cell]] = []
    hanging: dict[int, tuple[int, Cell]] = {}  # column -> rows that the cell still spans
    total = 0
    for line in lines:
        row: dict[int, Cell] = {}
        column = 0
        for node in line.iterchildren("td", "th"):
            while column in hanging:
                column += 1
            text, links = read(node)
            scope = (node.get("scope") or "").lower()
            cell = Cell(text, links, node.tag == "th" or _is_bold(node, text), scope == "row")
            for place in range(column, column + _span(node.get("colspan"))):
                row[place] = cell
                if (rows := _span(node.get("rowspan"))) > 1:
                    hanging[place] = (rows, cell)
                total += 1
            column = max(row) + 1
        for place, (rows, cell) in list(hanging.items()):
            row.setdefault(place, cell)
            hanging[place] = (rows - 1, cell)
            if rows <= 1:
                del hanging[place]
        if row:
            grid.append(row)
        if total > _MOST_CELLS:
            return None
    return grid or None


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    return min(int(digits), _MOST_SPAN) if re.fullmatch(r"[1-9]\d{0,3}", digits) else 1


def _is_bold(node: Any, text: str) -> bool:
    bold = "".join("".join(e.itertext()) for e in node.iterdescendants("b", "strong"))
    return bool(text) and len("".join(bold.split())) >= 0.9 * len("".join(text.split()))


def _is_data(table: Any, grid: list[dict[int, Cell]]) -> bool:
    headed = any(True for _ in table.iter("th")) or table.find("caption") is not None
    wide = [row for row in grid if len({id(c) for c in row.values() if c.text}) >= 2]
    if len(wide) < 2 or len(wide) < 0.5 * len(grid):
        return False
    sizes = sorted(len(cell.text) for row in grid for cell in row.values() if cell.text)
    longest = _LONGEST_HEADED if headed else _LONGEST
    return sizes[-1] <= longest and (headed or sizes[len(sizes) * 3 // 4] <= _USUAL)


def _headings(lines: list[Any], grid: list[dict[int, Cell]]) -> int:
    """How many rows at the top are headings of columns."""
    count = 0
    for row in grid[:3]:
        cells = [cell for cell in row.values() if cell.text]
        if len({id(cell) for cell in cells}) < 2 and count == 0 and len(grid) > 2 and all(c.heading for c in cells):
            count += 1  # a title over all columns; counts only when a row of headings follows
            continue
        if cells and all(cell.heading and not cell.row for cell in cells):
            count += 1
        else:
            break
    heads = [line for line in lines if line.getparent().tag == "thead"]
    return min(max(count, len(heads)), len(grid)) if len(grid) > max(count, len(heads)) else 0


def _name(cells: list[Cell | None]) -> str:
    """The heading of a column: the texts of its heading cells from top to bottom, each once."""
    return ", ".join(dict.fromkeys(cell.text.rstrip(" :") for cell in cells if cell and cell.text))


def _line(row: dict[int, Cell], names: list[str]) -> Row:
    parts: list[str] = []
    links, seen = 0, set[int]()
    for column, cell in sorted(row.items()):
        if not cell.text or id(cell) in seen:
            continue
        seen.add(id(cell))
        links += cell.links
        name = names[column] if column < len(names) else ""
        parts.append(f"{name}: {cell.text}" if name and name != cell.text else cell.text)
    if not parts:
        return Row("", 0)
    named = any(names)
    text = f"{parts[0].rstrip(' :')}: {parts[1]}" if len(parts) == 2 and not named else "; ".join(parts)
    return Row(text if _STOP.search(text) else f"{text}.", links)
