"""The sheet of sums: what each administration pays in each year, its share, and the change from the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from itgov.allocate.network import BESIDE
from itgov.allocate.shares import Allocation, reconcile
from itgov.message import msg
from itgov.model.city import City
from itgov.workbook import places
from itgov.workbook.places import SUMMARY, TOP, Column, listing, name_of
from itgov.workbook.sheet import Cell, Formula, Row, Sheet, Style, at, span

_AMOUNT = 2


def summary_sheet(city: City, allocation: Allocation, language: str) -> Sheet:
    """Administrations by id, then what is nobody's and what is not split, and the sum of all."""
    return _Summary(city, allocation, language).sheet()


class _Summary:
    """The sheet while it is made; columns are id, name, kronor per year, share per year, change per year."""

    def __init__(self, city: City, allocation: Allocation, language: str) -> None:
        self.city, self.allocation, self.language = city, allocation, language
        self.years = allocation.years
        self.paid: Mapping[tuple[str, int], int] = _paid(allocation)
        self.given = {line.year: line.in_ore for line in reconcile(allocation)}
        self.unsplit = {line.year: line.not_split_ore for line in reconcile(allocation)}
        self.last = TOP + len(allocation.administrations) + len(BESIDE) + 1

    def sheet(self) -> Sheet:
        note = msg("Amounts in kronor without VAT, in the prices of the records; summed in whole öre from the split.")
        rows = [*listing(SUMMARY.into(self.language), note.into(self.language), self._columns(), self.language)]
        for name in (*self.allocation.administrations, *BESIDE):
            ore = {year: self.paid[name, year] for year in self.years}
            rows.append(self._row(name, name_of(self.city, name, self.language), ore, len(rows), self._paid_text))
        label = msg("Not split").into(self.language)
        rows.append(self._row("", label, self.unsplit, len(rows), self._unsplit_text))
        rows.append(self._sums(len(rows)))
        widths = tuple(one.width for one in self._columns())
        return Sheet(SUMMARY.into(self.language), tuple(rows), widths, TOP, _AMOUNT)

    def _columns(self) -> list[Column]:
        return [
            Column(msg("Id"), 17),
            Column(msg("Administration"), 40),
            *(Column(msg("{year}, kr", year=str(year)), 18, right=True) for year in self.years),
            *(Column(msg("Share of {year}", year=str(year)), 11, right=True) for year in self.years),
            *(Column(msg("Change to {year}, kr", year=str(year)), 17, right=True) for year in self.years[1:]),
        ]

    def _paid_text(self, row: int, column: int) -> str:
        ore, who, when = (one.into(self.language) for one in (places.SPLIT_ORE, places.SPLIT_WHO, places.SPLIT_YEAR))
        return f"SUMIFS({ore},{who},{at(row, 0)},{when},{self.years[column]})/100"

    def _unsplit_text(self, _: int, column: int) -> str:
        ore, way, when = (one.into(self.language) for one in (places.LINES_ORE, places.LINES_WAY, places.LINES_YEAR))
        none = places.NOT_SPLIT.into(self.language)
        return f'SUMIFS({ore},{way},"{none}",{when},{self.years[column]})/100'

    def _row(self, name: str, label: str, ore: Mapping[int, int], row: int, text: Callable[[int, int], str]) -> Row:
        cells = [Cell(Formula(text(row, column), Fraction(ore[year], 100)), "kronor")
                 for column, year in enumerate(self.years)]  # fmt: skip
        return (Cell(name), Cell(label), *cells, *self._beside(ore, row, "percent", "kronor"))

    def _sums(self, row: int) -> Row:
        first = TOP
        cells = [
            Cell(
                Formula(
                    f"ROUND(SUM({span(first, row - 1, _AMOUNT + column)}),2)",
                    Fraction(self.given[year], 100),
                ),
                "sum_kronor",
            )
            for column, year in enumerate(self.years)
        ]
        label = msg("Sum").into(self.language)
        return (
            Cell("", "sum_text"),
            Cell(label, "sum_text"),
            *cells,
            *self._beside(self.given, row, "sum_percent", "sum_kronor"),
        )

    def _beside(self, ore: Mapping[int, int], row: int, percent: Style, kronor: Style) -> Iterator[Cell]:
        """Shares of each year, then changes from the year before."""
        for column, year in enumerate(self.years):
            whole, part = at(self.last, _AMOUNT + column), at(row, _AMOUNT + column)
            share = Fraction(ore[year], self.given[year]) if self.given[year] else Fraction(0)
            yield Cell(Formula(f"IF({whole}=0,0,{part}/{whole})", share), percent)
        for column, year in enumerate(self.years[1:], 1):
            before, now = at(row, _AMOUNT + column - 1), at(row, _AMOUNT + column)
            change = Fraction(ore[year] - ore[self.years[column - 1]], 100)
            yield Cell(Formula(f"ROUND({now}-{before},2)", change), kronor)


def _paid(allocation: Allocation) -> Mapping[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = defaultdict(int)
    for cell in allocation.cells:
        found[cell.administration_id, cell.year] += cell.ore
    for one in allocation.beside:
        found[one.kind, one.line.year] += one.ore
    return found
