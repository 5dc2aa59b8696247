"""Booked cost against budget, by the same split as the budget; the year's forecast, and its closing (D27).

A source's budget is what `allocate` splits of it in the year. What is booked on it, forecast of it, or left of it at
closing is split in the proportions in which its budget ended, unused and unassigned shares included, and each such
amount is rounded once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from itgov.allocate.remainder import CannotSplit, Splitter, split
from itgov.allocate.shares import Allocation, allocate
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import Closing

MONTHS = 12


class NothingBooked(ValueError):
    """No outcome is on record for a year; `message` says which years have one."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """One delivery or shared system up to a month, in öre.

    `budget_to_date_ore` are its budget's months so far, `forecast_ore` what is booked and the rest of the budget.
    `by_month` is what was booked in each month, from January.
    """

    source_id: str
    budget_ore: int
    budget_to_date_ore: int
    booked_ore: int
    by_month: tuple[int, ...]
    closing: Closing

    @property
    def deviation_ore(self) -> int:
        """What is booked beyond the budget so far; less where negative."""
        return self.booked_ore - self.budget_to_date_ore

    @property
    def forecast_ore(self) -> int:
        """What is booked so far, and the budget of the months that are left."""
        return self.booked_ore + self.budget_ore - self.budget_to_date_ore

    @property
    def closing_ore(self) -> int:
        """What the year's forecast leaves to close: a deficit above 0, a surplus below; at December the year's own."""
        return self.forecast_ore - self.budget_ore


@dataclass(frozen=True, slots=True)
class OutcomeCell:
    """One administration's part of a source, in öre; `administration_id` is UNUSED or UNASSIGNED for nobody's."""

    administration_id: str
    source_id: str
    budget_ore: int
    budget_to_date_ore: int
    booked_ore: int
    forecast_ore: int
    settled_ore: int
    carried_ore: int


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """A year up to a month: sources and cells by id; `unsplit` are sources whose booked cost has no split, and why."""

    year: int
    month: int
    sources: tuple[SourceOutcome, ...]
    cells: tuple[OutcomeCell, ...]
    unsplit: tuple[tuple[str, Message], ...]
    notes: tuple[Message, ...]


def outcome(city: City, year: int, month: int | None = None, allocation: Allocation | None = None) -> OutcomeView:
    """What is booked in `year` to the end of `month` (1–12; the last one booked if left out), against its budget.

    `allocation` is the year's budget where it is at hand. Every source with a budget or something booked is there.
    Raises NothingBooked where the year has no outcome.
    """
    booked = _booked(city, year)
    if not booked:
        raise _nothing(city, year)
    month = max(max(months) for months in booked.values()) if month is None else month
    budget, ends = _budgets(allocate(city, [year]) if allocation is None else allocation, year)
    sources = tuple(
        _source(city, one, month, budget.get(one, 0), booked.get(one, {})) for one in sorted({*budget, *booked})
    )
    cells: list[OutcomeCell] = []
    unsplit: list[tuple[str, Message]] = []
    for source in sources:
        try:
            cells += _cells(source, ends.get(source.source_id, {}))
        except CannotSplit as error:
            unsplit.append((source.source_id, error.message))
    return OutcomeView(year, month, sources, tuple(cells), tuple(unsplit), _notes(sources, booked, month))


def months_of(budget_ore: int) -> tuple[int, ...]:
    """A year's budget by month: twelve equal parts, öre that are left over to the first months."""
    parts = split(budget_ore, dict.fromkeys((f"{month:02d}" for month in range(1, MONTHS + 1)), 1))
    return tuple(parts[name] for name in sorted(parts))


def _booked(city: City, year: int) -> dict[str, dict[int, int]]:
    """What was booked on each source in each month."""
    found: dict[str, dict[int, int]] = {}
    for record in city.outcomes.values():
        if record.year == year:
            months = found.setdefault(record.of, defaultdict(int))
            for row in record.booked:
                months[row.month] += row.amount
    return found


def _nothing(city: City, year: int) -> NothingBooked:
    years = sorted({record.year for record in city.outcomes.values()})
    if years:
        return NothingBooked(
            msg(
                "nothing is booked for {year}; there are outcomes for {years}",
                year=str(year),
                years=", ".join(map(str, years)),
            )
        )
    return NothingBooked(msg("nothing is booked for {year}, or for any other year", year=str(year)))


def _budgets(allocation: Allocation, year: int) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Each source's budget of the year, and in what amounts it ended with whom."""
    budget: dict[str, int] = defaultdict(int)
    ends: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in allocation.lines:
        if line.year == year:
            budget[line.source_id] += line.ore
    for cell in allocation.cells:
        if cell.year == year:
            ends[cell.source_id][cell.administration_id] += cell.ore
    for one in allocation.beside:
        if one.line.year == year:
            ends[one.line.source_id][one.kind] += one.ore
    return budget, ends


def _source(city: City, one: str, month: int, budget: int, booked: Mapping[int, int]) -> SourceOutcome:
    delivery = city.deliveries.get(one)
    closing = delivery.closing if delivery is not None else None
    by_month = tuple(booked.get(number, 0) for number in range(1, month + 1))
    to_date = sum(months_of(budget)[:month])
    return SourceOutcome(one, budget, to_date, sum(by_month), by_month, closing or city.settings.allocation.closing)


def _cells(source: SourceOutcome, ends: Mapping[str, int]) -> list[OutcomeCell]:
    """The source's amounts for everybody in whom its budget ended; the budget itself as it was split."""
    if not ends and not source.booked_ore and not source.budget_ore:
        return []
    signs = {ore > 0 for ore in ends.values() if ore}
    if len(signs) != 1:
        raise CannotSplit(msg("its budget has no split that what is booked could follow"))
    splitter = Splitter({one: abs(ore) for one, ore in ends.items()})
    to_date, booked = splitter.split(source.budget_to_date_ore), splitter.split(source.booked_ore)
    # What is rounded already is added up, so that a row is right to the öre as well as a column.
    closing = {one: booked[one] - to_date[one] for one in ends}
    return [
        OutcomeCell(
            administration_id=one,
            source_id=source.source_id,
            budget_ore=ends[one],
            budget_to_date_ore=to_date[one],
            booked_ore=booked[one],
            forecast_ore=ends[one] + closing[one],
            settled_ore=closing[one] if source.closing == "repaid" else 0,
            carried_ore=closing[one] if source.closing == "carried" else 0,
        )
        for one in sorted(ends)
    ]


def _notes(
    sources: Iterable[SourceOutcome], booked: Mapping[str, Mapping[int, int]], month: int
) -> tuple[Message, ...]:
    notes = [
        msg("nothing is booked on “{source}” up to month {month}", source=one.source_id, month=month)
        for one in sources
        if one.budget_ore and not any(number <= month for number in booked.get(one.source_id, {}))
    ]
    notes += [
        msg("“{source}” has booked cost and no budget", source=one.source_id)
        for one in sources
        if one.source_id in booked and not one.budget_ore
    ]
    return tuple(notes)
