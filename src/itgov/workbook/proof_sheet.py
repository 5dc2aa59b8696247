"""The sheet that proves the split, by two questions.

Does it add up: each year in = out + nobody's + not split, each line is split to the öre, and all sheets agree. Is it
what the records say: a value that somebody tries makes it another split, which adds up all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from itgov.allocate.network import UNASSIGNED, UNUSED
from itgov.allocate.shares import Allocation, Reconciliation, reconcile
from itgov.message import Message, msg
from itgov.workbook import places
from itgov.workbook.places import BESIDE_NAMES, PROOF, RIGHT, TOP, WRONG, Column, listing, verdict
from itgov.workbook.sheet import Cell, Formula, Row, Sheet, at, span

IN, OUT, UNUSED_OUT, UNASSIGNED_OUT, NOT_SPLIT_OUT, _DIFFERENCE, CHECK = range(1, 8)
UNCHANGED = msg("as the records say")
_COLUMNS = (
    Column(msg("Year"), 56),
    Column(msg("In, öre"), 21, right=True),
    Column(msg("Administrations, öre"), 21, right=True),
    Column(BESIDE_NAMES[UNUSED], 21, right=True),
    Column(BESIDE_NAMES[UNASSIGNED], 21, right=True),
    Column(msg("Not split, öre"), 21, right=True),
    Column(msg("Difference, öre"), 17, right=True),
    Column(msg("Check"), 40, beside=True),
)
_ADDS_UP: tuple[tuple[Message, Message], ...] = (
    (msg("Cost lines that are not split to the öre"), places.LINES_DIFFERENCE),
    (msg("Shares that are further than an öre from their quota"), places.SPLIT_FAR),
    (msg("Tiers where in and out differ"), places.TIERS_DIFFERENCE),
    (msg("Rows of the summary that differ from other sheets"), places.SUMMARY_CHECK),
)
_CHANGED: tuple[tuple[Message, Message], ...] = (
    (msg("Shares in the split"), places.SPLIT_CHANGED),
    (msg("Amounts of cost lines"), places.LINES_CHANGED),
    (msg("Values of keys"), places.KEYS_CHANGED),
)


def proof_sheet(allocation: Allocation, language: str) -> Sheet:
    """A row for each year, all of them together, then the checks of every cell, each with how many differ."""
    note = msg(
        "Every krona that is put in is found again. All in whole öre, from the lines and from the split. Whoever tries "
        "another value gets a split that still adds up, and is told how many rows are not what the records say."
    )
    title = PROOF.into(language)
    rows = [*listing(title, note.into(language), _COLUMNS, language)]
    for line in reconcile(allocation):
        rows.append(_row(line, len(rows), language))
    rows += _sums(reconcile(allocation), len(rows), language)
    rows.append(())
    rows += _sound(len(rows), language)
    rows.append(())
    rows += _recorded(len(rows), language)
    return Sheet(title, tuple(rows), tuple(one.width for one in _COLUMNS), TOP, 1)


def adds_up_at(years: int) -> int:
    """The row of the verdict whether the split adds up."""
    return TOP + years + 2


def as_recorded_at(years: int) -> int:
    """The row of the verdict whether the split is what the records say."""
    return adds_up_at(years) + len(_ADDS_UP) + 2


def _row(line: Reconciliation, row: int, language: str) -> Row:
    ore, year, way = (one.into(language) for one in (places.LINES_ORE, places.LINES_YEAR, places.LINES_WAY))
    split, when, who = (one.into(language) for one in (places.SPLIT_ORE, places.SPLIT_YEAR, places.SPLIT_WHO))
    here, none = at(row, 0), places.NOT_SPLIT.into(language)
    beside = [
        f'SUMIFS({split},{when},{here},{who},"{BESIDE_NAMES[kind].into(language)}")' for kind in (UNUSED, UNASSIGNED)
    ]
    out = f"SUMIFS({split},{when},{here})-{at(row, UNUSED_OUT)}-{at(row, UNASSIGNED_OUT)}"
    return (
        Cell(line.year, "year"),
        Cell(Formula(f"SUMIFS({ore},{year},{here})", line.in_ore), "whole"),
        Cell(Formula(out, line.split_ore), "whole"),
        Cell(Formula(beside[0], line.unused_ore), "whole"),
        Cell(Formula(beside[1], line.unassigned_ore), "whole"),
        Cell(Formula(f'SUMIFS({ore},{year},{here},{way},"{none}")', line.not_split_ore), "whole"),
        *_difference(row, language),
    )


def _difference(row: int, language: str) -> Row:
    text = f"{at(row, IN)}-SUM({at(row, OUT)}:{at(row, NOT_SPLIT_OUT)})"
    return Cell(Formula(text, 0), "check"), _right(at(row, _DIFFERENCE), language)


def _right(wrong: str, language: str) -> Cell:
    return Cell(Formula(verdict(wrong, language), RIGHT.into(language)), "verdict")


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
    yield (Cell(msg("Sum").into(language), "sum_text"), *cells, *_difference(row, language))


def _sound(row: int, language: str) -> Iterator[Row]:
    """Whether it adds up: every check above, and those of all sheets, by how many cells do not agree."""
    right = RIGHT.into(language)
    counts = {places.SUMMARY_CHECK: f'SUMPRODUCT(--({places.SUMMARY_CHECK.into(language)}<>"{right}"))'}
    above = f'SUMPRODUCT(--({span(TOP, row - 2, CHECK)}<>"{right}"))'
    below = f'SUMPRODUCT(--({span(row + 1, row + len(_ADDS_UP), CHECK)}<>"{right}"))'
    yield _headed(msg("Does the split add up?"), _right(f"{above}+{below}", language), language)
    for number, (label, name) in enumerate(_ADDS_UP, row + 1):
        text = counts.get(name, f"SUMPRODUCT(--({name.into(language)}<>0))")
        yield _counted(label, text, _right(at(number, 1), language), language)


def _recorded(row: int, language: str) -> Iterator[Row]:
    """Whether it is what the records say: how many cells of the split, the lines and the keys are not."""
    counts = span(row + 1, row + len(_CHANGED), 1)
    yield _headed(msg("Is it what the records say?"), _changed(f"SUM({counts})", language), language)
    for number, (label, name) in enumerate(_CHANGED, row + 1):
        text = f"SUMPRODUCT(--({name.into(language)}<>0))"
        yield _counted(label, text, _changed(at(number, 1), language), language)


def _changed(count: str, language: str) -> Cell:
    """What the check says; what cannot be calculated is wrong, and no trial."""
    unchanged = UNCHANGED.into(language)
    one = msg("changed against the records: 1 row").into(language)
    many = msg("changed against the records: {n} rows", n=f'"&{count}&"').into(language)
    text = f'IF({count}=0,"{unchanged}",IF({count}=1,"{one}","{many}"))'
    return Cell(Formula(f'IFERROR({text},"{WRONG.into(language)}")', unchanged), "verdict")


def _headed(title: Message, check: Cell, language: str) -> Row:
    return (Cell(title.into(language), "section"), *(Cell(),) * (CHECK - 1), check)


def _counted(label: Message, text: str, check: Cell, language: str) -> Row:
    return (Cell(label.into(language)), Cell(Formula(text, 0), "check"), *(Cell(),) * (CHECK - 2), check)
