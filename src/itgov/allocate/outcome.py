"""Booked cost against budget, by the same split as the budget; the year's forecast, and its closing (D27).

A source is compared up to the last month that is known of it, and no further: a month that nobody has booked yet is no
month without cost. A source may have a record for each part of the year, and is then known as far as the last of them.
One that has bookings after the month it states as closed is not done: no month after that one is known of its source,
whatever the others know. A source on which nothing is booked is not compared at all, and its forecast is its budget.
What is booked on a source is split in the proportions in which its budget ended (`outcome_budget`), each amount rounded
once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from itgov.allocate.labels import listed
from itgov.allocate.missing import told
from itgov.allocate.names import full_name
from itgov.allocate.nobody import NOT_SPLIT, borne
from itgov.allocate.outcome_budget import Pool, booked_by_pool, pools_of, to_date, without_budget
from itgov.allocate.shares import Allocation, BrokenSplit, allocate
from itgov.message import Message, msg, msg_n
from itgov.model.city import City
from itgov.model.delivery import Closing
from itgov.model.money import format_amount
from itgov.model.outcome import Booked, Outcome


class NothingBooked(ValueError):
    """No outcome is on record for a year; `message` says which years have one."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Compared:
    """A budget and what is booked of it so far, in öre; `budget_to_date_ore` is of the months that are compared.

    A deviation below 0 is a deficit, as Swedish municipalities write it.
    """

    budget_ore: int
    budget_to_date_ore: int
    booked_ore: int

    @property
    def deviation_ore(self) -> int:
        """The budget to date less what is booked."""
        return self.budget_to_date_ore - self.booked_ore

    @property
    def forecast_ore(self) -> int:
        """The year's cost: what is booked, and the budget of the months that are not compared."""
        return self.booked_ore + self.budget_ore - self.budget_to_date_ore

    @property
    def forecast_deviation_ore(self) -> int:
        """The budget less the forecast: the deviation so far, since the rest of the year is forecast as budgeted."""
        return self.budget_ore - self.forecast_ore


@dataclass(frozen=True, slots=True)
class SourceOutcome(Compared):
    """One delivery or shared system; `through` is the last month compared, 0 where nothing is booked.

    `by_month` is what was booked in each month from January to that one.
    """

    source_id: str
    through: int
    by_month: tuple[int, ...]
    closing: Closing

    @property
    def closing_ore(self) -> int:
        """What the year's forecast leaves to close: a deficit above 0, to be paid for; a surplus below."""
        return -self.forecast_deviation_ore


@dataclass(frozen=True, slots=True)
class OutcomeCell(Compared):
    """One administration's part of a source; `administration_id` may be UNUSED, UNASSIGNED or NOT_SPLIT.

    `settled_ore` is what it is charged at closing, below 0 what it gets back; `carried_ore` goes to the next year.
    """

    administration_id: str
    source_id: str
    settled_ore: int
    carried_ore: int


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """A year up to a month: sources and cells by id; `unsplit` are sources with something that is not split, and why.

    The cells of every source add up to it, those of NOT_SPLIT counted.
    """

    year: int
    month: int
    sources: tuple[SourceOutcome, ...]
    cells: tuple[OutcomeCell, ...]
    unsplit: tuple[tuple[str, Message], ...]
    notes: tuple[Message, ...]

    @property
    def unbooked(self) -> tuple[SourceOutcome, ...]:
        """Those on which nothing is booked, with a budget or not."""
        return tuple(source for source in self.sources if not source.through)


def outcome(city: City, year: int, month: int | None = None, allocation: Allocation | None = None) -> OutcomeView:
    """What is booked in `year` to the end of `month` (1–12; the last one known if left out), against its budget.

    A month after the last one known is shown as that one, with a note.
    `allocation` is the year's budget where it is at hand. Every source with a budget or something booked is there.
    Raises NothingBooked where the year has no outcome, and BrokenSplit where the cells of a source are not its sum,
    which no records can cause.
    """
    records = _records(city, year)
    if not records:
        raise _nothing(city, year)
    known = max(_known(of, 12) for of in records.values())
    month = known if month is None else month
    budget = allocate(city, [year]) if allocation is None else allocation
    pools = pools_of(budget, year)
    sources: list[SourceOutcome] = []
    cells: list[OutcomeCell] = []
    unsplit: list[tuple[str, Message]] = []
    for one in sorted({*pools, *records}):
        source, parts, whys = _followed(city, one, month, pools.get(one) or (without_budget(),), records.get(one, []))
        _prove(source, parts)
        sources.append(source)
        cells += parts
        unsplit += [(one, why) for why in whys]
    notes = (
        *_notes(city, sources, records, month, known),
        *borne(city, budget, [year]),
        *told(budget.missing, [year]),
    )
    return OutcomeView(year, min(month, known), tuple(sources), tuple(cells), tuple(unsplit), notes)


def _records(city: City, year: int) -> dict[str, list[Outcome]]:
    """The year's outcome records by what they are of."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for _, record in sorted(city.outcomes.items()):
        if record.year == year:
            found[record.of].append(record)
    return found


def _nothing(city: City, year: int) -> NothingBooked:
    years = sorted({record.year for record in city.outcomes.values()})
    if years:
        return NothingBooked(
            msg("nothing is booked for {year}; there are outcomes for {years}", year=str(year), years=listed(years))
        )
    return NothingBooked(msg("nothing is booked for {year}, or for any other year", year=str(year)))


def _through(record: Outcome, month: int) -> int:
    """The last month that is known of a record at the end of `month`: the closed one it states, or the last booked."""
    if record.through is not None:
        return min(record.through, month)
    return max((row.month for row in record.booked if row.month <= month), default=0)


def _known(records: Iterable[Outcome], month: int) -> int:
    """The last month at the end of `month` that is known of a source by its records, 0 where nothing is.

    The last that any of them knows, but none after what a record with later bookings states as closed.
    """
    known = 0
    for record in records:
        known = max(known, _through(record, month))
        if record.through is not None and any(row.month > record.through for row in record.booked):
            month = min(month, record.through)
    return min(known, month)


def _followed(
    city: City, one: str, month: int, pools: tuple[Pool, ...], records: list[Outcome]
) -> tuple[SourceOutcome, list[OutcomeCell], list[Message]]:
    """A source, its cells, and why some of it is not split."""
    through = _known(records, month)
    # No record has a booking that it has not closed this early: each row counts that its own record knows.
    rows = [row for record in records for row in record.booked if row.month <= through]
    by_month = tuple(sum(row.amount for row in rows if row.month == number) for number in range(1, through + 1))
    expected = [to_date(pool, through) for pool in pools]
    source = SourceOutcome(
        budget_ore=sum(pool.budget_ore for pool in pools),
        budget_to_date_ore=sum(expected),
        booked_ore=sum(by_month),
        source_id=one,
        through=through,
        by_month=by_month,
        closing=_closing(city, one),
    )
    named = {row.part for record in records for row in record.booked if row.part is not None}
    booked = booked_by_pool(pools, _by_part(rows), named, through)
    whys = [
        pool.why for pool, ore in zip(pools, booked, strict=True) if pool.why is not None and (pool.budget_ore or ore)
    ]
    return source, list(_cells(source, pools, expected, booked)), list(dict.fromkeys(whys))


def _by_part(rows: Iterable[Booked]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        found[row.part or ""] += row.amount
    return found


def _closing(city: City, one: str) -> Closing:
    delivery = city.deliveries.get(one)
    return (delivery.closing if delivery is not None else None) or city.settings.allocation.closing


def _cells(
    source: SourceOutcome, pools: tuple[Pool, ...], expected: list[int], booked: list[int]
) -> Iterator[OutcomeCell]:
    """The source's amounts for everybody in whom its budget ended, by id; the budget itself as it was split."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for pool, so_far, ore in zip(pools, expected, booked, strict=True):
        parts = (pool.ends, pool.split(so_far), pool.split(ore))
        for name in pool.ends:
            sums[name] = [had + part[name] for had, part in zip(sums[name], parts, strict=True)]
    for name in sorted(sums):
        if name == NOT_SPLIT and not any(sums[name]):
            continue
        budget, so_far, ore = sums[name]
        # What is rounded already is added up, so that a row is right to the öre as well as a column.
        left = ore - so_far
        yield OutcomeCell(
            budget_ore=budget,
            budget_to_date_ore=so_far,
            booked_ore=ore,
            administration_id=name,
            source_id=source.source_id,
            settled_ore=left if source.closing == "repaid" else 0,
            carried_ore=left if source.closing == "carried" else 0,
        )


def _prove(source: SourceOutcome, cells: Iterable[OutcomeCell]) -> None:
    """Raises BrokenSplit unless budget, budget to date and booked cost of the cells add up to the source's."""
    sums = [0, 0, 0]
    for cell in cells:
        amounts = (cell.budget_ore, cell.budget_to_date_ore, cell.booked_ore)
        sums = [had + ore for had, ore in zip(sums, amounts, strict=True)]
    if sums != [source.budget_ore, source.budget_to_date_ore, source.booked_ore]:
        raise BrokenSplit(
            f"the outcome of {source.source_id} does not add up: this is a fault in itgov, please report it"
        )


def _notes(
    city: City, sources: list[SourceOutcome], records: dict[str, list[Outcome]], month: int, known: int
) -> Iterator[Message]:
    """What the figures do not say by themselves; `month` was asked for, `known` is the last that any source knows."""
    if month > known:
        yield msg("nothing is known after month {known}: it is shown to the end of that one", known=known)
    yield from _unbooked(city, sources)
    yield from _behind(city, sources, min(month, known))
    yield from (
        msg("“{source}” has booked cost and no budget", source=full_name(city, one.source_id))
        for one in sources
        if one.source_id in records and not one.budget_ore
    )
    for one in sources:
        yield from _not_counted(city, one, records.get(one.source_id, []), month)
    yield msg(
        "a deviation below 0 is a deficit; the months that are left are forecast as budgeted, so that the forecast "
        "deviates by as much as the outcome so far"
    )
    yield msg(
        "each administration pays its budget and what is settled at closing, below 0 it gets that back; what IT keeps "
        "changes nobody's charge"
    )


def _unbooked(city: City, sources: list[SourceOutcome]) -> Iterator[Message]:
    unbooked = [one for one in sources if not one.through and one.budget_ore]
    if unbooked:
        yield msg_n(
            "nothing is booked on {n} source, {names}: its budget of {amount} stands in the forecast as it is, and is "
            "neither a surplus nor followed up",
            "nothing is booked on {n} sources, {names}: their budget of {amount} stands in the forecast as it is, and "
            "is neither a surplus nor followed up",
            len(unbooked),
            names=_names(city, unbooked),
            amount=format_amount(sum(one.budget_ore for one in unbooked)),
        )


def _behind(city: City, sources: list[SourceOutcome], month: int) -> Iterator[Message]:
    """Who is known to an earlier month than the one that is shown."""
    for behind in range(1, month):
        late = [one for one in sources if one.through == behind]
        if late:
            yield msg(
                "{names}: known to the end of month {behind} only, and compared that far",
                names=_names(city, late),
                behind=behind,
            )


def _not_counted(city: City, one: SourceOutcome, records: list[Outcome], month: int) -> Iterator[Message]:
    after = [row for record in records for row in record.booked if one.through < row.month <= month]
    if after:
        yield msg(
            "{amount} is booked on “{source}” after month {month}, the last that is closed, and is not counted",
            amount=format_amount(sum(row.amount for row in after)),
            source=full_name(city, one.source_id),
            month=one.through,
        )


def _names(city: City, sources: Iterable[SourceOutcome]) -> str:
    return ", ".join(full_name(city, one.source_id) for one in sources)
