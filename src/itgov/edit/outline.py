"""A file as an outline: every key and list item with the comments that belong to it.

A full-line comment belongs to what stands below it, one behind a value to that line. Comments that close a
block, indented deeper than what follows, are the block's foot. The file has a head and a foot of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from itgov.edit.trivia import BLOCK_SCALARS, Between, Trivium, between, header_of, scalar_end
from itgov.store.spans import Span, spans

Route = tuple[str | int, ...]
Attached = tuple[Route, str, str]

_MODELINE = re.compile(r"# *yaml-language-server:")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, or a list item (`key` is None), and its comments.

    `above` are the comment lines before it, "" for a blank one; `beside` is the comment on its line or "".
    `branch` is set where the value is a block or list in block style. `kept` is the text of an entry that must
    stay as it is written, from column `column`; `inside` are the comments in it.
    """

    key: Span | None
    value: Span
    column: int
    above: tuple[str, ...] = ()
    beside: str = ""
    branch: Branch | None = None
    kept: str | None = None
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A block or list in block style: its entries in written order, and the comment lines that close it."""

    entries: tuple[Entry, ...]
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole file: the comment lines at its head, its keys, and the comment lines at its foot."""

    head: tuple[str, ...]
    top: Branch
    foot: tuple[str, ...]

    def attached(self) -> list[Attached]:
        """Every comment with the route of what it belongs to and how it stands to it; sorted."""
        found: list[Attached] = [((), "head", line) for line in self.head if line]
        found += [((), "foot", line) for line in self.foot if line]
        found += _attached(self.top, ())
        return sorted(found, key=str)


def outline(text: str) -> Outline:
    """The outline of a text whose top is a block and whose line ends are line feeds; raises store.reader.Refused."""
    top = spans(text)
    reader = _Outliner(text, between(text, top))
    if top.style == "flow":
        return reader.flow_file(top)
    branch = reader.branch(top, 0)
    first = branch.entries[0]
    size = _head_size(first.above)
    head, above = first.above[:size], first.above[size:]
    opened = Entry(first.key, first.value, first.column, above, first.beside, first.branch, first.kept, first.inside)
    return Outline(without_leading_blanks(head), Branch((opened, *branch.entries[1:]), branch.foot), reader.rest())


def flow_entries(span: Span) -> tuple[Entry, ...]:
    """The entries of a block or list in flow style that holds no comment."""
    if span.is_list:
        return tuple(Entry(None, item, 0) for item in span.items)
    return tuple(Entry(key, value, 0) for key, value in span.entries)


def breaks_inside(text: str, span: Span) -> bool:
    """Whether a scalar inside a block or list in flow style goes over several lines."""
    parts = [*span.items, *(part for entry in span.entries for part in entry)]
    return any(
        breaks_inside(text, part) if part.is_block or part.is_list else "\n" in text[part.start : part.end]
        for part in parts
    )


def without_leading_blanks(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines from the first comment on."""
    start = next((index for index, line in enumerate(lines) if line), len(lines))
    return lines[start:]


def _head_size(above: tuple[str, ...]) -> int:
    """How many lines above the first key are the file's: to the last blank one, and lines that speak to editors."""
    blanks = [index for index, line in enumerate(above) if not line]
    size = blanks[-1] + 1 if blanks else 0
    while size < len(above) and _MODELINE.match(above[size]):
        size += 1
    return size


def _attached(branch: Branch, route: Route) -> Iterator[Attached]:
    for index, entry in enumerate(branch.entries):
        own = (*route, index if entry.key is None else entry.key.text or "")
        yield from ((own, "above", line) for line in entry.above if line)
        yield from ((own, "inside", line) for line in entry.inside)
        if entry.beside:
            yield own, "beside", entry.beside
        if entry.branch is not None:
            yield from _attached(entry.branch, own)
    yield from ((route, "foot", line) for line in branch.foot if line)


@dataclass
class _Outliner:
    """Walks the spans and hands each comment out once, in written order; `end` is where the last value ended."""

    text: str
    between: Between
    taken: int = 0
    end: int = 0

    def branch(self, span: Span, floor: int) -> Branch:
        """A block or list in block style; comments at its end that stand deeper than `floor` may be its own."""
        entries: list[Entry] = []
        column = floor
        for key, value in self.parts(span):
            start = self.between.dash_before(value.start) if key is None else key.start
            above = self.lines_until(start)
            column = self.column(start)
            entries.append(self.entry(key, value, start, above))
        return Branch(tuple(entries), self.foot(column))

    @staticmethod
    def parts(span: Span) -> list[tuple[Span | None, Span]]:
        return [(None, item) for item in span.items] if span.is_list else list(span.entries)

    def entry(self, key: Span | None, value: Span, start: int, above: tuple[str, ...]) -> Entry:
        column = self.column(start)
        if value.style == "block":
            first = self.first_mark(value)
            beside = self.beside(start, first)
            return Entry(key, value, column, above, beside, self.branch(value, column))
        after = start + 1 if key is None else key.end
        self.end = scalar_end(self.text, value)
        inside = tuple(one.text for one in self.ahead(self.end) if one.start >= after and one.text)
        self.lines_until(self.end)
        if value.style in BLOCK_SCALARS and not inside:
            return Entry(key, value, column, above, header_of(self.text, value)[1])
        beside = self.beside(value.end, None)
        if inside or (value.style == "flow" and breaks_inside(self.text, value)):
            kept = self.text[start : value.end]
            return Entry(key, value, column, above, beside, kept=kept, inside=inside)
        return Entry(key, value, column, above, beside)

    def flow_file(self, top: Span) -> Outline:
        """A file whose top is written between braces."""
        head = self.lines_until(top.start)
        inside = tuple(one.text for one in self.ahead(top.end) if one.text)
        self.lines_until(top.end)
        branch = Branch(flow_entries(top))
        if inside or breaks_inside(self.text, top):
            branch = Branch((Entry(None, top, 0, kept=self.text[top.start : top.end], inside=inside),))
        return Outline(without_leading_blanks(head), branch, self.rest())

    def first_mark(self, value: Span) -> int:
        """Where the first key or dash of a block or list stands, past its anchor."""
        if value.is_list:
            return self.between.dash_before(value.items[0].start)
        return value.entries[0][0].start

    def ahead(self, place: int) -> list[Trivium]:
        """The comments and blank lines not yet handed out that stand before `place`."""
        end = self.taken
        while end < len(self.between.trivia) and self.between.trivia[end].start < place:
            end += 1
        return list(self.between.trivia[self.taken : end])

    def lines_until(self, place: int) -> tuple[str, ...]:
        lines = tuple(one.text for one in self.ahead(place))
        self.taken += len(lines)
        return lines

    def beside(self, start: int, before: int | None) -> str:
        """The comment on the line of `start`, where one follows there and stands before `before`."""
        if self.taken == len(self.between.trivia):
            return ""
        one = self.between.trivia[self.taken]
        if one.own_line or "\n" in self.text[start : one.start] or (before is not None and one.start > before):
            return ""
        self.taken += 1
        return one.text

    def foot(self, column: int) -> tuple[str, ...]:
        """The comments from here on that stand as deep as the block that ends, and deeper than what follows it."""
        size = 0
        following = self.between.trivia[self.taken :]
        mark = self.between.mark_from(self.end)
        floor = self.column(mark) if mark is not None else 0
        for index, one in enumerate(following):
            if mark is not None and one.start > mark:
                break
            if one.text:
                if not one.own_line or one.column < column or one.column <= floor:
                    break
                size = index + 1
        self.taken += size
        return tuple(one.text for one in following[:size])

    def rest(self) -> tuple[str, ...]:
        lines = list(self.lines_until(len(self.text) + 1))
        while lines and not lines[-1]:
            lines.pop()
        return tuple(lines)

    def column(self, place: int) -> int:
        return place - (self.text.rfind("\n", 0, place) + 1)
