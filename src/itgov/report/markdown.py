"""Texts from records made safe for Markdown and Mermaid, and tables whose source is as readable as their look.

Records are written by many hands: a title may hold a pipe, a tag or a link, by mistake
or not. `safe` shows all of it as the characters it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from itgov.message import visible

_SIGNS = re.compile(r"[\\`*_\[\]<>|~&$^]")
_LINE_START = re.compile(r"^([-+=#])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_LINKS_BY_THEMSELVES = re.compile(r"://|(?<=\bwww)\.", re.IGNORECASE)
_MERMAID_SIGNS = re.compile(r"[:;#`\"<>{}\\|\[\]]+")
_MERMAID_WORDS = frozenset(
    [
        "accdescr",
        "acctitle",
        "axisformat",
        "call",
        "click",
        "crit",
        "dateformat",
        "done",
        "end",
        "excludes",
        "gantt",
        "href",
        "includes",
        "inclusiveenddates",
        "milestone",
        "section",
        "tickinterval",
        "title",
        "todaymarker",
        "topaxis",
        "vert",
        "weekday",
        "weekend",
    ]
)
_CELL = re.compile(r"(?:\\.|[^|\\])*")
_RULE = re.compile(r":?-+:?")


class Safe(str):
    """Markdown that is ours, or made safe already: it is printed as it stands."""

    __slots__ = ()


def safe(text: str) -> Safe:
    """A text as Markdown that shows just that text, on one line.

    Line breaks become spaces; control and direction characters are written out; signs that
    mean something to Markdown are escaped, also where they only mean something first
    in a line; an address does not become a link by itself. Sources: CommonMark 0.31
    (backslash escapes), GitHub Flavored Markdown 0.29 (tables, autolinks).
    """
    one_line = visible(" ".join(text.split()))
    escaped = _SIGNS.sub(lambda sign: f"\\{sign[0]}", one_line)
    escaped = _LINKS_BY_THEMSELVES.sub(lambda sign: f"\\{sign[0]}", escaped)
    escaped = _NUMBERED.sub(r"\1\\\2", escaped)
    return Safe(_LINE_START.sub(r"\\\1", escaped))


def for_mermaid(text: str) -> Safe:
    """A text as the name of a task or section in a Mermaid Gantt chart, without the signs and first words that act."""
    words = _MERMAID_SIGNS.sub(" ", visible(" ".join(text.split()))).replace("%%", "%").split()
    name = " ".join(words) or "–"
    return Safe(f"– {name}" if words and words[0].casefold() in _MERMAID_WORDS else name)


def aligned(markdown: str) -> str:
    """The same Markdown with the columns of every table padded to one width, numbers to the right.

    A table is lines that begin with a pipe, the second a rule such as `| --- | --: |`. Fenced code is left alone,
    and runs of empty lines outside it become one.
    """
    return "\n".join(_lines(markdown.split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    fenced, table = False, list[str]()
    last = ""
    for line in lines:
        if line.startswith("|") and not fenced:
            table.append(line)
            continue
        if table:
            yield from _table(table)
            table, last = [], "|"
        if line.startswith("```"):
            fenced = not fenced
        if line.strip() or last.strip() or fenced:
            yield line.rstrip()
            last = line
    yield from _table(table)


def _table(lines: list[str]) -> list[str]:
    rows = [_cells(line) for line in lines]
    if len(rows) < 2 or not all(_RULE.fullmatch(cell) for cell in rows[1]):
        return lines
    count = len(rows[0])
    right = [cell.endswith(":") for cell in rows[1]]
    body = [row + [""] * (count - len(row)) for index, row in enumerate(rows) if index != 1]
    widths = [max(3, *(len(row[column]) for row in body)) for column in range(count)]
    rule = ["-" * (width - 1) + ":" if to_right else "-" * width for width, to_right in zip(widths, right, strict=True)]
    padded = [
        [
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ]
        for row in body
    ]
    return ["| " + " | ".join(row) + " |" for row in (padded[0], rule, *padded[1:])]


def _cells(line: str) -> list[str]:
    """The cells between the pipes that are not escaped."""
    found, at = [], 1
    while at < len(line):
        match = _CELL.match(line, at)
        if match is None or match.end() >= len(line):
            break
        found.append(match[0].strip())
        at = match.end() + 1
    return found
