"""The line a finding is on, with a caret under the place."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.personal import is_about_someone
from itgov.finding import Spot
from itgov.tell.harmless import harmless, pieces
from itgov.tell.told import LineAt

_LONGEST_LINE = 160
_BEFORE = 80

Piece = tuple[str, str]
"""A text and its style: the name of a colour or weight, or "" for none."""

Line = tuple[Piece, ...]


def excerpt(
    spot: Spot, line_at: LineAt, colour: str, *, note: str | None = None, masked: bool = False
) -> Iterator[Line]:
    """The place, then its line with a caret where it can be shown.

    With a `note` it is a related place: another arrow, dashes for carets, and the note beside them.
    A `masked` line is not shown, nor one with a number or an address of a person in it: only the place is told.
    """
    number = str(spot.line)
    gutter = " " * len(number)
    arrow, caret = ("-->", "^") if note is None else ("==>", "-")
    beside = "" if note is None else f" {harmless(note)}"
    yield (f" {gutter}{arrow} ", "blue"), (f"{harmless(spot.path)}:{spot.line}:{spot.column}", "")
    text = None if masked else line_at(spot)
    if text is None or is_about_someone(text):
        if note is not None:
            yield (f" {gutter} =", "blue"), (beside, colour)
        return
    shown, column, width = _clipped(text, spot)
    yield (f" {number} | ", "blue"), (shown, "")
    yield (f" {gutter} | ", "blue"), (" " * column + caret * width + beside, colour)


def _clipped(text: str, spot: Spot) -> tuple[str, int, int]:
    """The line with every acting character written out, clipped round the place; column and width to match."""
    at = spot.column - 1
    start = max(0, at - _BEFORE)
    window = pieces(text[start : at + _LONGEST_LINE].replace("\t", " "))
    before = "".join(window[: at - start])
    marked = "".join(window[at - start : at - start + spot.width])
    after = "".join(window[at - start + spot.width :])
    lead = "…" if start or len(before) > _BEFORE else ""
    before = before[-_BEFORE:]
    shown = f"{lead}{before}{marked}{after}"
    if len(shown) > _LONGEST_LINE:
        shown = shown[: _LONGEST_LINE - 1] + "…"
    column = len(lead) + len(before)
    return shown, column, max(1, min(len(marked), _LONGEST_LINE - column))
