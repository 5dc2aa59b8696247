"""The sheet of sums: what each administration pays, its share, kronor per full-year employee, and the change.

Two lists under the same years, so that the sheet is one page wide: kronor and shares above; below, row by row as above,
kronor per employee and the change from the year before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from itgov.allocate.network import BESIDE, UNASSIGNED, UNUSED
from itgov.allocate.shares import Allocation, reconcile
from itgov.allocate.weights import values_of
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import KRONA, round_half_up
from itgov.workbook import places, proof_sheet
from itgov.workbook.payer_sheets import sums_of
from itgov.workbook.places import PROOF, RIGHT, SUMMARY, TOP, Column, id_of, listing, name_of, verdict
from itgov.workbook.sheet import Cell, Formula, Printed, Row, Sheet, Style, at, inside, span

FIRST = TOP + 1
"""The row of the first administration: above it stands what the columns hold."""
_AMOUNT = 1
_DASH = "–"
_ONE_PAGE = 64
"""Rows that are printed on one page: both lists of 20 administrations are no more."""

_PROOF = {
    UNUSED: proof_sheet.UNUSED_OUT, UNASSIGNED: proof_sheet.UNASSIGNED_OUT, "all": proof_sheet.OUT,
    "unsplit": proof_sheet.NOT_SPLIT_OUT, "sum": proof_sheet.IN,
}  # fmt: skip
"""The column of the reconciliation that says the same as a row."""
What = Literal["own", "all", "beside", "unsplit", "sum"]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of both lists: an administration's, the sum of them, what is nobody's, what is not split, or all."""

    what: What
    label: str
    ore: Mapping[int, int]
    id: str = ""

    @property
    def is_sum(self) -> bool:
        return self.what in {"all", "sum"}


def summary_sheet(city: City, allocation: Allocation, payers: Mapping[str, tuple[str, int]], language: str) -> Sheet:
    """Administrations by id and their sum, then what is nobody's and what is not split, and the sum of all; twice.

    `payers` are the name of each administration's own sheet, and the row of its sums.
    """
    return _Summary(city, allocation, payers, language).sheet()


def last_check(allocation: Allocation) -> int:
    """The last row, from `FIRST`, in which the sheet is held against others: the sum of all."""
    return FIRST + len(allocation.administrations) + len(BESIDE) + 2


def check_column(city: City, allocation: Allocation) -> int:
    """The column of those checks."""
    return _units_column(allocation.years) + len(_counted(city, allocation.years))


def _units_column(years: Sequence[int]) -> int:
    return _AMOUNT + 2 * len(years)


def _counted(city: City, years: Sequence[int]) -> list[int]:
    """The years in which the number of employees is another one than in the year before, the first among them."""
    values = [_employees(city, year) for year in years]
    return [year for at_, year in enumerate(years) if not at_ or values[at_] != values[at_ - 1]]


def _employees(city: City, year: int) -> Mapping[str, int]:
    """Units of the city's neutral key; empty where it has chosen none."""
    key = city.keys.get(city.settings.neutral_key or "")
    return values_of(key, year) if key is not None else {}


class _Summary:
    """The sheet while it is made; columns are name, kronor and shares by year, employees, check and id."""

    def __init__(
        self, city: City, allocation: Allocation, payers: Mapping[str, tuple[str, int]], language: str
    ) -> None:
        self.city, self.allocation, self.payers, self.language = city, allocation, payers, language
        self.years, self.names = allocation.years, allocation.administrations
        self.counted = _counted(city, allocation.years)
        self.given = {line.year: line.in_ore for line in reconcile(allocation)}
        self.last = last_check(allocation)
        self.check = check_column(city, allocation)

    def sheet(self) -> Sheet:
        note = msg(
            "Amounts in kronor without VAT, in the prices of the records; summed in whole öre from the split. "
            "Employees are those of the city's neutral key."
        )
        columns, lines = self._columns(), self._lines()
        rows = [*listing(SUMMARY.into(self.language), note.into(self.language), columns, self.language)]
        rows.append(self._groups(msg("Kronor").into(self.language), msg("Share of the year").into(self.language)))
        rows += [self._paid(line, row) for row, line in enumerate(lines, FIRST)]
        rows.append(())
        each, change = msg("Kronor per full-year employee"), msg("Change from the year before, kr")
        rows.append(self._groups(each.into(self.language), change.into(self.language)))
        rows += [self._each(line, row) for row, line in enumerate(lines, FIRST)]
        rows.append(())
        rows += self._verdicts()
        printed = Printed(columns=self.check, one_page=len(rows) <= _ONE_PAGE)
        widths = tuple(one.width for one in columns)
        return Sheet(SUMMARY.into(self.language), tuple(rows), widths, TOP, 1, printed=printed)

    def _columns(self) -> list[Column]:
        units = [msg("Full-year employees {year}", year=str(year)) for year in self.counted]
        return [
            Column(msg("Administration"), 48),
            *(Column(msg("{year}", year=str(year)), 18, right=True) for _ in range(2) for year in self.years),
            *(Column(one, 14, right=True) for one in (units if len(units) > 1 else [msg("Full-year employees")])),
            Column(msg("Against other sheets"), 18, beside=True),
            Column(msg("Id"), 26),
        ]

    def _groups(self, first: str, second: str) -> Row:
        """What the columns of the years hold, from here on."""
        blank = (Cell(None, "section"),) * (len(self.years) - 1)
        return Cell(None, "section"), Cell(first, "section"), *blank, Cell(second, "section"), *blank

    def _lines(self) -> list[_Line]:
        paid = _paid(self.allocation)
        found = {line.year: line for line in reconcile(self.allocation)}

        def of(what: What, name: str) -> _Line:
            label = name_of(self.city, name, self.language)
            return _Line(what, label, {year: paid[name, year] for year in self.years}, name)

        all_of_them = {year: sum(paid[name, year] for name in self.names) for year in self.years}
        return [
            *(of("own", name) for name in self.names),
            _Line("all", msg("All administrations").into(self.language), all_of_them),
            *(of("beside", name) for name in BESIDE),
            _Line("unsplit", msg("Not split").into(self.language), {year: found[year].not_split_ore for year in found}),
            _Line("sum", msg("Sum").into(self.language), {year: found[year].in_ore for year in found}),
        ]

    def _paid(self, line: _Line, row: int) -> Row:
        """Kronor and shares, employees, and whether other sheets come to the same."""
        kronor: Style = "sum_kronor" if line.is_sum else "kronor"
        percent: Style = "sum_percent" if line.is_sum else "percent"
        return (
            Cell(line.label, "sum_text" if line.is_sum else "text"),
            *(
                Cell(Formula(self._amount(line, row, column, year), Fraction(line.ore[year], KRONA)), kronor)
                for column, year in enumerate(self.years, _AMOUNT)
            ),
            *(Cell(self._share(line, row, column, year), percent) for column, year in enumerate(self.years, _AMOUNT)),
            *self._units(line, row),
            self._checked(line, row),
            Cell(id_of(line.id, self.language)),
        )

    def _amount(self, line: _Line, row: int, column: int, year: int) -> str:
        """The formula of an amount in kronor."""
        first = FIRST if line.what == "all" else FIRST + len(self.names)
        if line.is_sum:
            return f"ROUND(SUM({span(first, row - 1, column)}),2)" if first < row else "0"
        if line.what == "unsplit":
            ore, way, when = self._named(places.LINES_ORE, places.LINES_WAY, places.LINES_YEAR)
            return f'SUMIFS({ore},{way},"{places.NOT_SPLIT.into(self.language)}",{when},{year})/100'
        ore, who, when = self._named(places.SPLIT_ORE, places.SPLIT_WHO, places.SPLIT_YEAR)
        return f"SUMIFS({ore},{who},{at(row, self.check + 1)},{when},{year})/100"

    def _named(self, *names: Message) -> list[str]:
        return [name.into(self.language) for name in names]

    def _share(self, line: _Line, row: int, column: int, year: int) -> Formula:
        whole, part = at(self.last, column), at(row, column)
        value = Fraction(line.ore[year], self.given[year]) if self.given[year] else Fraction(0)
        return Formula(f"IF({whole}=0,0,{part}/{whole})", value)

    def _units(self, line: _Line, row: int) -> Iterator[Cell]:
        style: Style = "sum_whole" if line.is_sum else "whole"
        for column, year in enumerate(self.counted, _units_column(self.years)):
            count = self._count(line, year)
            if count is None:
                yield Cell(None, style)
            elif line.what == "all":
                yield Cell(Formula(f"SUM({span(FIRST, row - 1, column)})", count), style)
            else:
                yield Cell(count, style)

    def _count(self, line: _Line, year: int) -> int | None:
        """The employees that a row's cost is shared by; None where nobody has counted them, or nobody pays."""
        values = _employees(self.city, year)
        names = {"own": (line.id,), "all": self.names}.get(line.what, ())
        known = [values[name] for name in names if name in values]
        return sum(known) if known else None

    def _checked(self, line: _Line, row: int) -> Cell:
        """Whether the row comes to what the administration's own sheet does, or the reconciliation, every year."""
        if line.what == "own":
            sheet, sums = self.payers[line.id]
            others = [f"ROUND({inside(sheet, at(sums, sums_of(at_)))}*100,0)" for at_ in range(len(self.years))]
        else:
            sheet, column = PROOF.into(self.language), _PROOF[line.id or line.what]
            others = [inside(sheet, at(TOP + at_, column)) for at_ in range(len(self.years))]
        apart = "+".join(f"ABS(ROUND({at(row, column)}*100,0)-{other})" for column, other in enumerate(others, _AMOUNT))
        return Cell(Formula(verdict(apart or "0", self.language), RIGHT.into(self.language)), "verdict")

    def _each(self, line: _Line, row: int) -> Row:
        """Kronor per employee, and the change from the year before, of the row above that is the same one's."""
        kronor: Style = "sum_kronor" if line.is_sum else "kronor"
        return (
            Cell(line.label, "sum_text" if line.is_sum else "text"),
            *(
                self._per_employee(line, at(row, column), row, year, kronor)
                for column, year in enumerate(self.years, _AMOUNT)
            ),
            *(self._change(line, row, number, kronor) for number in range(len(self.years))),
        )

    def _per_employee(self, line: _Line, amount: str, row: int, year: int, style: Style) -> Cell:
        count = self._count(line, year)
        if not count:
            return Cell(None, style) if count is None else Cell(_DASH, "absent")
        column = _units_column(self.years) + max(number for number, one in enumerate(self.counted) if one <= year)
        value = Fraction(round_half_up(Fraction(line.ore[year], count)), KRONA)
        return Cell(Formula(f"ROUND(ROUND({amount}*100,0)/{at(row, column)},0)/100", value), style)

    def _change(self, line: _Line, row: int, number: int, style: Style) -> Cell:
        """From the year before; of the first year there is none."""
        if not number:
            return Cell(None, style)
        before, now = at(row, _AMOUNT + number - 1), at(row, _AMOUNT + number)
        ore = line.ore[self.years[number]] - line.ore[self.years[number - 1]]
        return Cell(Formula(f"ROUND({now}-{before},2)", Fraction(ore, KRONA)), style)

    def _verdicts(self) -> Iterator[Row]:
        """The two verdicts on the whole workbook, so that they are on the same paper as the sums."""
        for label, name, value in (
            (msg("Does the split add up?"), places.ADDS_UP, RIGHT),
            (msg("Is it what the records say?"), places.AS_RECORDED, proof_sheet.UNCHANGED),
        ):
            shown = Formula(name.into(self.language), value.into(self.language))
            yield Cell(label.into(self.language), "section"), Cell(shown, "told")


def _paid(allocation: Allocation) -> Mapping[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = defaultdict(int)
    for cell in allocation.cells:
        found[cell.administration_id, cell.year] += cell.ore
    for one in allocation.beside:
        found[one.kind, one.line.year] += one.ore
    return found
