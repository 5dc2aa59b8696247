"""Who pays and who benefits, year by year: deliveries, systems of one's own, and an agenda's initiatives (D28, D31).

Everything is a flow: one party's money in one year, of one thing, below zero where it pays. Every table is a sum of
flows, so all of them add up to the same. In each year's kronor (`nominal`) and undiscounted, without VAT; benefits at
their likely value. Hours of shared pools are paid through the deliveries, and are no flow of their own (D39).
Investments count as the outlay in the year it is paid, never also as capital cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from itgov.allocate import missing
from itgov.allocate.added import AddedLine, added_lines
from itgov.allocate.nobody import EVERYBODY, NO_KEY, NOT_SPLIT, borne
from itgov.allocate.nominal import Nominal, nominal, told
from itgov.allocate.planned import Planned, years_in_use
from itgov.allocate.shares import Allocation, allocate
from itgov.message import Message, msg
from itgov.model.bridge import Bridge
from itgov.model.city import City
from itgov.model.initiative import Benefit, BudgetEffect
from itgov.model.money import format_amount

FlowSort = Literal[
    "delivery", "own_system", "one_off", "investment", "operating", "cashable", "other_benefit", "bridge"
]
COSTS: frozenset[FlowSort] = frozenset({"delivery", "own_system", "one_off", "investment", "operating"})
BENEFITS: frozenset[FlowSort] = frozenset({"cashable", "other_benefit"})
OF_INITIATIVES: frozenset[FlowSort] = frozenset(
    {"one_off", "investment", "operating", "cashable", "other_benefit", "bridge"}
)


@dataclass(frozen=True, slots=True)
class Flow:
    """One party's money of one thing in one year, in öre: below zero where it pays, above where it gets.

    `of` is a delivery's, a system's or an initiative's id. `effect` is what a cashable benefit does to the budget.
    """

    party: str
    of: str
    sort: FlowSort
    year: int
    ore: int
    effect: BudgetEffect | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """All flows, sorted by party, thing, sort and year.

    Initiatives' flows are of `years`, deliveries' and systems' of `planned_years`, the horizon's, alone. `added` are
    the agenda's operating costs behind the flows of that sort, `prices` what amounts of the agenda are reckoned by.
    """

    years: tuple[int, ...]
    planned_years: tuple[int, ...]
    flows: tuple[Flow, ...]
    added: tuple[AddedLine, ...]
    initiatives: tuple[str, ...]
    prices: Nominal
    notes: tuple[Message, ...]

    def total(
        self,
        *,
        party: str | None = None,
        of: str | None = None,
        sorts: frozenset[FlowSort] | None = None,
        years: Iterable[int] | None = None,
    ) -> int:
        """The sum of the flows that are asked for, in öre."""
        wanted = None if years is None else set(years)
        return sum(
            flow.ore
            for flow in self.flows
            if (party is None or flow.party == party)
            and (of is None or flow.of == of)
            and (sorts is None or flow.sort in sorts)
            and (wanted is None or flow.year in wanted)
        )

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody who pays or gets anything, by id."""
        return tuple(sorted({flow.party for flow in self.flows}))


def balance(city: City, planned: Iterable[Planned], allocation: Allocation | None = None) -> Balance:
    """The balance of the city's deliveries and of an agenda's work; `allocation` is the horizon's where at hand.

    The years are the settings' evaluation years from the first of the horizon; what was spent before is spent.
    """
    work = tuple(sorted(planned, key=lambda one: one.initiative_id))
    horizon = city.settings.plan.years
    years = tuple(range(horizon[0], horizon[0] + max(len(horizon), city.settings.evaluation_years)))
    allocation = allocate(city, horizon) if allocation is None else allocation
    added = added_lines(city, work, years)
    prices = nominal(city)
    known = {one.initiative_id for one in work}
    flows = [
        *_of_deliveries(allocation),
        *_one_off(work, years, prices),
        *_operating(added),
        *_benefits(work, years, prices),
        *_bridged(city, known, years),
    ]
    notes = (
        told(prices, years),
        *((_about_gaps(years),) if known else ()),
        *_notes(city, allocation, added, known),
        *borne(city, allocation, horizon),
        *missing.told(allocation.missing, horizon),
    )
    return Balance(years, horizon, _together(flows), added, tuple(sorted(known)), prices, notes)


def _of_deliveries(allocation: Allocation) -> Iterator[Flow]:
    for cell in allocation.cells:
        yield Flow(cell.administration_id, cell.source_id, "delivery", cell.year, -cell.ore)
    for one in allocation.beside:
        yield Flow(one.kind, one.line.source_id, "delivery", one.line.year, -one.ore)
    for line in allocation.unsplit_lines:
        yield Flow(NOT_SPLIT, line.source_id, "delivery", line.year, -line.ore)
    for direct in allocation.direct:
        yield Flow(direct.payer_id, direct.source_id, "own_system", direct.year, -direct.ore)
    for unkeyed in allocation.unkeyed:
        yield Flow(NO_KEY, unkeyed.source_id, "own_system", unkeyed.year, -unkeyed.ore)


def _one_off(work: Iterable[Planned], years: tuple[int, ...], prices: Nominal) -> Iterator[Flow]:
    for one in work:
        for (payer, pot, year), ore in one.one_off.items():
            if year in years:
                sort: FlowSort = "investment" if pot == "investment" else "one_off"
                yield Flow(payer, one.initiative_id, sort, year, -prices.ore(ore, year))


def _operating(added: Iterable[AddedLine]) -> Iterator[Flow]:
    for line in added:
        if line.why is not None:
            yield Flow(NOT_SPLIT, line.initiative_id, "operating", line.year, -line.ore)
        for party, ore in line.shares.items():
            yield Flow(party, line.initiative_id, "operating", line.year, -ore)


def _benefits(work: Iterable[Planned], years: tuple[int, ...], prices: Nominal) -> Iterator[Flow]:
    for one in work:
        for benefit in one.benefits:
            if benefit.valued and benefit.per_year is not None:
                sort, effect = _sort_of(benefit)
                for year in years:
                    ore = prices.ore(benefit.per_year.likely * years_in_use(one.go_live, year, benefit.ramp), year)
                    yield Flow(benefit.receiver or EVERYBODY, one.initiative_id, sort, year, ore, effect)


def _sort_of(benefit: Benefit) -> tuple[FlowSort, BudgetEffect | None]:
    """A cashable benefit without an effect on the budget is a reallocation, whatever it is called."""
    if benefit.category == "cashable" and benefit.budget_effect is not None:
        return "cashable", benefit.budget_effect
    return "other_benefit", None


def _bridged(city: City, known: set[str], years: tuple[int, ...]) -> Iterator[Flow]:
    for bridge in city.bridges.values():
        if bridge.bridges in known or bridge.bridges in city.deliveries:
            for year, ore in bridge.per_year.items():
                if year in years:
                    yield Flow(bridge.paid_by, bridge.bridges, "bridge", year, -ore)
                    yield Flow(bridge.paid_to, bridge.bridges, "bridge", year, ore)


def _together(flows: Iterable[Flow]) -> tuple[Flow, ...]:
    """One flow of each party, thing, sort, effect and year; those of 0 öre left out."""
    sums: dict[tuple[str, str, FlowSort, str, int], int] = defaultdict(int)
    effects: dict[str, BudgetEffect | None] = {"": None}
    for flow in flows:
        effects[flow.effect or ""] = flow.effect
        sums[flow.party, flow.of, flow.sort, flow.effect or "", flow.year] += flow.ore
    return tuple(
        Flow(party, of, sort, year, ore, effects[effect])
        for (party, of, sort, effect, year), ore in sorted(sums.items())
        if ore
    )


def _notes(city: City, allocation: Allocation, added: Iterable[AddedLine], known: set[str]) -> Iterator[Message]:
    yield msg("undiscounted, without VAT, benefits at their likely value; outlays in the year they are paid")
    unkeyed = sum(one.ore for one in allocation.unkeyed)
    if unkeyed:
        yield msg(
            "systems that several pay for, without a key on record that says how, cost {amount} in these years: a line "
            "of their own, in the sum and in no administration's",
            amount=format_amount(unkeyed),
        )
    for unsplit in allocation.unsplit:
        yield unsplit.message
    told: set[tuple[str, str]] = set()
    for line in added:
        if line.why is not None and (line.initiative_id, line.what) not in told:
            told.add((line.initiative_id, line.what))
            yield msg("“{what}” of “{id}” is not split: {why}", what=line.what, id=line.initiative_id, why=line.why)
    yield from _about_bridges(city, known)


def _about_gaps(years: tuple[int, ...]) -> Message:
    """How the year in which a gap turns is counted, and what is in it."""
    return msg(
        "the gap is the initiatives' benefits less their one-off money, investments and added operation, bridges over "
        "them counted, added up from {first}; it turns in the first year from which that sum stays at 0 or above "
        "through {last}. What base deliveries and own systems cost, benefits without a price, and money spent before "
        "{first} are not in it",
        first=str(years[0]),
        last=str(years[-1]),
    )


def _about_bridges(city: City, known: set[str]) -> Iterator[Message]:
    counted = [one for _, one in sorted(city.bridges.items()) if one.bridges in known or one.bridges in city.deliveries]
    proposed = [one.name for one in counted if one.decision is None]
    if proposed:
        yield msg(
            "proposed and not decided, counted as if they held: the bridges {bridges}", bridges=", ".join(proposed)
        )
    for _, bridge in sorted(city.bridges.items()):
        if bridge.bridges in city.deliveries:
            yield msg(
                "“{bridge}” is over a gap of the base delivery “{id}”: it is in no gap of the agenda",
                bridge=bridge.id,
                id=bridge.bridges,
            )
        elif bridge.bridges not in known and bridge.bridges in city.initiatives:
            yield msg(
                "“{bridge}” bridges “{id}”, which is not in the agenda: it is not counted",
                bridge=bridge.id,
                id=bridge.bridges,
            )


def bridges_of(city: City, record_id: str) -> tuple[Bridge, ...]:
    """The bridges over the gap of an initiative or a delivery, by id."""
    return tuple(bridge for _, bridge in sorted(city.bridges.items()) if bridge.bridges == record_id)
