"""Who pays how much of a cost in which year, and what of it is nobody's: one table, whatever the cost is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from itgov.allocate import network
from itgov.allocate.figures import kr, per_cent
from itgov.allocate.nobody import NOBODY
from itgov.allocate.sheet import Sheet, Words, texts
from itgov.message import Message, msg

UNUSED, UNASSIGNED = NOBODY[network.UNUSED], NOBODY[network.UNASSIGNED]
NOT_SPLIT = msg("not split")


def kr_of(called: str) -> Message:
    """The head of a column of kronor of a year, or of each of several."""
    return msg("{year}, kr", year=called) if called.isdecimal() else msg("{years}, kr a year", years=called)


class Payers:
    """Filled cost by cost, then made into a table; `years` are called as their values say, as "2027" or "2027-2030"."""

    def __init__(self, years: Mapping[int, str]) -> None:
        self.years = dict(years)
        self.paid: dict[str, dict[int, int]] = {}
        self._nobody: dict[Message, dict[int, int]] = {}

    def add(self, year: int, to: Iterable[tuple[str, int]], nobody: Mapping[Message, int]) -> None:
        """One cost of a year: what each pays by id, and what nobody pays by what it is called, öre."""
        for name, ore in to:
            self.paid.setdefault(name, dict.fromkeys(self.years, 0))[year] += ore
        for title, ore in nobody.items():
            self._nobody.setdefault(title, dict.fromkeys(self.years, 0))[year] += ore

    def grid(self, names: Mapping[str, Words], language: str) -> Sheet:
        """A row for each who pays, called as `names` says, in the order of ids; then what is nobody's, and the sum."""
        every = (*self.paid.values(), *self._nobody.values())
        totals = {year: sum(by_year[year] for by_year in every) for year in self.years}
        rows = [_row(names[name], self.paid[name], totals, language) for name in sorted(self.paid)]
        rows += [
            _row(title, by_year, totals, language) for title, by_year in self._nobody.items() if any(by_year.values())
        ]
        rows.append(_row(msg("Sum"), totals, totals, language))
        heads: list[Words] = [msg("who")]
        for called in self.years.values():
            heads += [kr_of(called), msg("share {year}", year=called)]
        return texts(msg("Who pays it"), tuple(heads), tuple(rows), foot=True)


def _row(title: Words, by_year: Mapping[int, int], totals: Mapping[int, int], language: str) -> tuple[Words, ...]:
    cells: list[Words] = [title]
    for year, total in totals.items():
        share = per_cent(Fraction(by_year[year], total), language) if total else "–"
        cells += [kr(by_year[year], language), share]
    return tuple(cells)
