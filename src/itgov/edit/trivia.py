"""What stands between the values of a file: comments, blank lines and the dashes of lists.

Every character of a file belongs to a scalar or to a gap between two; comments are only found in gaps.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from itgov.store.spans import Span

BLOCK_SCALARS = frozenset({"literal", "folded"})


@dataclass(frozen=True, slots=True)
class Trivium:
    """A comment from its “#” on, or a blank line (empty `text`), at `start`; `own_line` where nothing stands before."""

    start: int
    column: int
    text: str
    own_line: bool


@dataclass(frozen=True, slots=True)
class Between:
    """All comments and blank lines of a text in written order, with the places of dashes and of everything else."""

    trivia: tuple[Trivium, ...]
    dashes: tuple[int, ...]
    marks: tuple[int, ...]

    def dash_before(self, place: int) -> int:
        """The place of the last dash before `place`; there must be one."""
        return self.dashes[bisect_left(self.dashes, place) - 1]

    def mark_from(self, place: int) -> int | None:
        """The first place from `place` on where something other than comment or white space begins."""
        index = bisect_left(self.marks, place)
        return self.marks[index] if index < len(self.marks) else None


def between(text: str, top: Span) -> Between:
    """What stands between the scalars of `text`, whose spans are `top`; line ends are line feeds."""
    trivia: list[Trivium] = []
    dashes: list[int] = []
    marks: list[int] = []
    before = 0
    for token in sorted(_tokens(top), key=lambda span: (span.start, span.end)):
        _scan(text, before, token.start, trivia, dashes, marks)
        if token.start < token.end:
            marks.append(token.start)
        before = max(before, scalar_end(text, token))
    _scan(text, before, len(text), trivia, dashes, marks)
    return Between(tuple(trivia), tuple(dashes), tuple(sorted(marks)))


def scalar_end(text: str, span: Span) -> int:
    """Where a scalar ends; blank lines after a block of text count to it only where it keeps them (“+”)."""
    if span.style not in BLOCK_SCALARS or "+" in header_of(text, span)[0]:
        return span.end
    body = text[span.start : span.end]
    kept = body.rstrip(" \n")
    line_end = body.find("\n", len(kept))
    return span.end if line_end < 0 else span.start + line_end + 1


def header_of(text: str, span: Span) -> tuple[str, str]:
    """The header of a block of text, such as “>-”, and the comment behind it (empty where there is none)."""
    line = text[span.start : span.end].partition("\n")[0]
    header, hash_, comment = line.partition("#")
    return header.strip(), (hash_ + comment).rstrip()


def _tokens(span: Span) -> Iterator[Span]:
    if not span.is_block and not span.is_list:
        yield span
    for key, value in span.entries:
        yield key
        yield from _tokens(value)
    for item in span.items:
        yield from _tokens(item)


def _scan(text: str, start: int, end: int, trivia: list[Trivium], dashes: list[int], marks: list[int]) -> None:
    place = start
    while place < end:
        char = text[place]
        line_start = text.rfind("\n", 0, place) + 1
        if char == "#" and (place == line_start or text[place - 1] in " \t"):
            line_end = _line_end(text, place)
            own_line = not text[line_start:place].strip(" \t")
            trivia.append(Trivium(place, place - line_start, text[place:line_end].rstrip(), own_line))
            place = line_end
        elif char == "\n":
            if line_start >= start and not text[line_start:place].strip(" \t"):
                trivia.append(Trivium(place, 0, "", own_line=True))
            place += 1
        elif char in " \t":
            place += 1
        elif place == line_start and text[place : place + 3] in {"---", "..."}:
            marks.append(place)
            place += 3
        else:
            marks.append(place)
            if char == "-":
                dashes.append(place)
            place += 1


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end
