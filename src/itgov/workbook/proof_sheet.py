"""The sheet that proves the split: each year, in = out + nobody's + not split; and that all agrees with the books."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.allocate.network import BESIDE
from itgov.allocate.shares import Allocation, Reconciliation, reconcile
from itgov.message import Message, msg
from itgov.workbook import places
from itgov.workbook.places import BESIDE_NAMES, PROOF, RIGHT, TOP, WRONG, Column, listing
from itgov.workbook.sheet import Cell, Formula, Row, Sheet, at, span

_IN, _OUT, _FIRST_BESIDE, _NOT_SPLIT, _DIFFERENCE = 1, 2, 3, 5, 6
_COLUMNS = (
    Column(msg("Year"), 44),
    Column(msg("In, öre"), 21, right=True),
    Column(msg("Administrations, öre"), 21, right=True),
    Column(BESIDE_NAMES[BESIDE[0]], 21, right=True),
    Column(BESIDE_NAMES[BESIDE[1]], 21, right=True),
    Column(msg("Not split, öre"), 21, right=True),
    Column(msg("Difference, öre"), 17, right=True),
    Column(msg("Check"), 22),
)


def proof_sheet(allocation: Allocation, language: str) -> Sheet:
    """A row for each year, all of them together, and the checks of every cell of the split."""
    note = msg("Every krona that is put in is found again. All in whole öre, from the lines and from the split.")
    title = PROOF.into(language)
    rows = [*listing(title, note.into(language), _COLUMNS, language)]
    for line in reconcile(allocation):
        rows.append(_row(line, len(rows), language))
    rows += _sums(reconcile(allocation), len(rows), language)
    rows.append(())
    rows += _checks(len(rows), language)
    return Sheet(title, tuple(rows), tuple(one.width for one in _COLUMNS), TOP, 1)


def _row(line: Reconciliation, row: int, language: str) -> Row:
    ore, year, way = (one.into(language) for one in (places.LINES_ORE, places.LINES_YEAR, places.LINES_WAY))
    split, when, who = (one.into(language) for one in (places.SPLIT_ORE, places.SPLIT_YEAR, places.SPLIT_WHO))
    here, none = at(row, 0), places.NOT_SPLIT.into(language)
    beside = [f'SUMIFS({split},{when},{here},{who},"{kind}")' for kind in BESIDE]
    out = f"SUMIFS({split},{when},{here})-{at(row, _FIRST_BESIDE)}-{at(row, _FIRST_BESIDE + 1)}"
    return (
        Cell(line.year, "year"),
        Cell(Formula(f"SUMIFS({ore},{year},{here})", line.in_ore), "whole"),
        Cell(Formula(out, line.split_ore), "whole"),
        Cell(Formula(beside[0], line.unused_ore), "whole"),
        Cell(Formula(beside[1], line.unassigned_ore), "whole"),
        Cell(Formula(f'SUMIFS({ore},{year},{here},{way},"{none}")', line.not_split_ore), "whole"),
        *_verdict(row, language),
    )


def _verdict(row: int, language: str) -> Row:
    text = f"{at(row, _IN)}-SUM({at(row, _OUT)}:{at(row, _NOT_SPLIT)})"
    return Cell(Formula(text, 0), "check"), _right(at(row, _DIFFERENCE), language)


def _right(place: str, language: str) -> Cell:
    right, wrong = RIGHT.into(language), WRONG.into(language)
    return Cell(Formula(f'IF({place}=0,"{right}","{wrong}")', right), "verdict")


def _sums(found: tuple[Reconciliation, ...], row: int, language: str) -> Iterator[Row]:
    sums = (
        sum(line.in_ore for line in found),
        sum(line.split_ore for line in found),
        sum(line.unused_ore for line in found),
        sum(line.unassigned_ore for line in found),
        sum(line.not_split_ore for line in found),
    )
    cells = (
        Cell(Formula(f"SUM({span(TOP, row - 1, column)})", ore), "sum_whole") for column, ore in enumerate(sums, 1)
    )
    yield (Cell(msg("Sum").into(language), "sum_text"), *cells, *_verdict(row, language))


def _checks(row: int, language: str) -> Iterator[Row]:
    """Whether every row of the split, and every line, agrees: how many do not."""
    checks: tuple[tuple[Message, Message], ...] = (
        (msg("Rows of the split that differ from the books"), places.SPLIT_DIFFERENCE),
        (msg("Cost lines that are not split to the öre"), places.LINES_DIFFERENCE),
    )
    for number, (label, name) in enumerate(checks, row):
        text = f"SUMPRODUCT(--({name.into(language)}<>0))"
        count = Cell(Formula(text, 0), "check")
        yield (Cell(label.into(language)), count, *(Cell(),) * 5, _right(at(number, 1), language))
