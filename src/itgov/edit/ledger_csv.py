"""A ledger's file as office programs write it: its encoding, its separator, its amounts and months.

What is read is text; what it belongs to is not known here (`ledger`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from itgov.message import Refusal, msg, quoted

LARGEST_FILE = 64 * 1024 * 1024
_SEPARATORS = (";", "\t", ",")
_SPACES = " \u00a0\u202f\u2009"
_MINUS = "-\u2212\u2013"
_AMOUNT = re.compile(
    rf"(?P<before>[{_MINUS}+]?)(?P<whole>\d{{1,3}}(?:[{_SPACES}.]\d{{3}})+(?=,)|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+|\d+)"
    rf"(?:[,.](?P<part>\d{{1,2}}))?(?P<after>[{_MINUS}]?)",
    re.ASCII,
)
_MONTH = re.compile(r"(?P<year>\d{4})(?:-?(?P<month>0[1-9]|1[0-2]))(?:-?(?:0[1-9]|[12]\d|3[01]))?", re.ASCII)


class CannotReadLedger(Refusal):
    """The file is no table of rows; `message` says what is in the way, and `remedy` what to do."""


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """The headings of a file, and its rows with the line each begins on, counted from 1; empty rows are left out."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def column(self, name: str) -> int:
        """The place of the column of that heading, whatever its letters' size; CannotReadLedger if there is none."""
        wanted = name.strip().casefold()
        places = [place for place, head in enumerate(self.heads) if head.strip().casefold() == wanted]
        if len(places) == 1:
            return places[0]
        found = ", ".join(f"“{quoted(head)}”" for head in self.heads)
        raise CannotReadLedger(
            msg("the file has no column “{name}”; its columns are {found}", name=quoted(name), found=found)
            if not places
            else msg("the file has {n} columns “{name}”", n=len(places), name=quoted(name)),
            msg("mend the headings in the mapping (data/ledgers/), or export the file anew"),
        )


def table_of(data: bytes) -> LedgerTable:
    """The table that a file holds: UTF-8 with or without a byte-order mark, else cp1252; `;`, tab or `,` between cells.

    A first line `sep=;`, as Excel writes it, names the separator. Raises CannotReadLedger where there is no heading
    with two columns or more, or a row has more cells than there are headings.
    """
    text = _decoded(data)
    lines, skipped = text, 0
    named = re.match(r"sep=(.)\r?\n", text)
    if named is not None:
        lines, skipped = text[named.end() :], 1
    separator = named[1] if named is not None else max(_SEPARATORS, key=lambda sign: _count(lines, sign))
    rows = list(_rows(lines, separator, skipped))
    if not rows or len(rows[0][1]) < 2:
        raise CannotReadLedger(
            msg("the file has no heading with at least two columns"),
            msg("export it as CSV with a row of headings, separated by semicolons, tabs or commas"),
        )
    heads = rows[0][1]
    for line, cells in rows[1:]:
        if len(cells) > len(heads):
            raise CannotReadLedger(
                msg(
                    "line {line} has {n} cells, and there are {heads} headings",
                    line=line,
                    n=len(cells),
                    heads=len(heads),
                ),
                msg(
                    "put quotes around what holds the separator, such as amounts with a decimal comma, and export anew"
                ),
            )
    return LedgerTable(heads, tuple(rows[1:]))


_LONGEST = 40
"""Characters of an amount: no ledger holds longer ones."""


def amount_of(text: str) -> int | None:
    """Öre from "1 234,50", "1.234,50", "1234.5", "-1 234" or "1 234,50-"; None for anything else.

    A point with three digits after it and no comma may be either: it is refused.
    """
    found = _AMOUNT.fullmatch(text.strip(_SPACES)) if len(text) <= _LONGEST else None
    if found is None or (found["before"] and found["after"]):
        return None
    whole = int(re.sub(rf"[{_SPACES}.]", "", found["whole"]))
    ore = whole * 100 + int((found["part"] or "0").ljust(2, "0"))
    return -ore if found["after"] or found["before"] not in {"", "+"} else ore


def month_of(text: str) -> tuple[int, int] | None:
    """Year and month from 2027-03, 202703, 2027-03-15 or 20270315; None for anything else."""
    found = _MONTH.fullmatch(text.strip(_SPACES))
    return (int(found["year"]), int(found["month"])) if found is not None else None


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        raise CannotReadLedger(
            msg("the file is larger than {n} MB", n=LARGEST_FILE // 2**20), msg("export one year at a time")
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CannotReadLedger(
        msg("the file is neither UTF-8 nor cp1252 text"),
        msg("save it as CSV from the office program, not as a workbook"),
    )


def _count(text: str, sign: str) -> int:
    """How many cells the first line has with a separator: the one that gives most is taken."""
    return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=sign), []))


def _rows(text: str, separator: str, skipped: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    # Strict: a quote that nobody closes would swallow all rows down to the next one.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = 0
    try:
        for cells in reader:
            if any("\n" in cell and separator in cell for cell in cells):
                # Nobody writes a table into a cell: a quote was left open, and closed rows later.
                raise CannotReadLedger(
                    msg(
                        "the row from line {line} goes on to line {last}",
                        line=before + 1 + skipped,
                        last=reader.line_num + skipped,
                    ),
                    msg("close the quote that is open there, or take the separator out of the text"),
                )
            if any(cell.strip() for cell in cells):
                yield before + 1 + skipped, tuple(cells)
            before = reader.line_num
    except csv.Error as error:
        raise CannotReadLedger(
            msg("line {line} cannot be read as CSV: {problem}", line=before + 1 + skipped, problem=str(error)),
            msg("export the file anew, with quotes around texts that hold the separator"),
        ) from error
