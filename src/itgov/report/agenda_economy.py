"""What the agenda takes: money by payer and year, hours by pool and period (D7, D21, D34, D39)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from itgov.message import Message, msg
from itgov.report.labels import FUNDER_KIND, NOT_PUBLIC, POT
from itgov.report.material import Material, Name

if TYPE_CHECKING:
    from itgov.agenda.plan import Load, Plan


@dataclass(frozen=True, slots=True)
class MoneyYear:
    """Öre used of one budget in one year, of what there is after the reserve; `requested` where nobody decided it.

    `carried_ore` comes on top: what the year before left unused.
    """

    used_ore: int
    capacity_ore: int
    carried_ore: int
    requested: bool


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One budget of one payer over the years, with their sum."""

    payer: Name
    kind: Message | None
    pot: Message
    years: tuple[MoneyYear, ...]
    used_ore: int
    chosen_ore: int


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One pool: hours used and there by year, and the period of heaviest load with its share."""

    name: Name
    years: tuple[tuple[int, int], ...]
    peak: str | None
    peak_share: Fraction | None
    shares: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class BoughtRow:
    """Hours of a pool that are bought in one year, at öre an hour, and what who pays for them pays."""

    pool: Name
    year: str
    hours: int
    price_ore: int
    payer: Name
    cost_ore: int


@dataclass(frozen=True, slots=True)
class ShortOf:
    """Where work that is fixed in takes more than there is."""

    name: Name
    pot: Message | None
    slot: str
    used: int
    capacity: int
    money: bool


@dataclass(frozen=True, slots=True)
class Payer:
    """What one payer pays over all years and from both its budgets, öre."""

    name: Name
    used_ore: int
    chosen_ore: int


@dataclass(frozen=True, slots=True)
class EconomyView:
    """Money and hours of the whole agenda; `requested_ore` is used of money that nobody has decided yet.

    `carries` tells whether any budget has money from the year before.
    """

    years: tuple[str, ...]
    periods: tuple[str, ...]
    funders: tuple[MoneyRow, ...]
    administrations: tuple[MoneyRow, ...]
    funder_payers: tuple[Payer, ...]
    own_payers: tuple[Payer, ...]
    own: Payer
    requested_ore: int
    carries: bool
    pools: tuple[PoolRow, ...]
    bought: tuple[BoughtRow, ...]
    short: tuple[ShortOf, ...]


def economy_view(material: Material, plan: Plan) -> EconomyView:
    """Payers and pools by id; those the readers may not know of as one line last. Budgets nobody uses are left out."""
    money = [load for load in plan.load if load.sort == "money"]
    shared = [load for load in money if load.of not in material.city.administrations]
    own = [load for load in money if load.of in material.city.administrations]
    requested = (load.used for load in money if load.used and _is_requested(material, load))
    return EconomyView(
        years=tuple(str(year) for year in plan.horizon.years),
        periods=tuple(str(period) for period in plan.horizon.periods),
        funders=_money_rows(material, plan, shared),
        administrations=_money_rows(material, plan, own),
        funder_payers=_payers(material, shared),
        own_payers=_payers(material, own),
        own=_payer(msg("administrations' own budgets"), own),
        requested_ore=sum(requested),
        carries=any(load.carried and load.used for load in money),
        pools=_pools(material, plan),
        bought=tuple(
            BoughtRow(
                material.name(one.pool),
                str(one.year),
                one.hours,
                one.price_per_hour,
                material.name(one.paid_by),
                one.cost,
            )
            for one in plan.bought
            if material.shows(one.pool) and material.seen.competences[one.pool].bought_in is not None
        ),
        short=tuple(_short(material, load) for load in plan.overdrawn),
    )


def _payers(material: Material, loads: Iterable[Load]) -> tuple[Payer, ...]:
    """Those that pay anything, the one that pays most first, ties by id; one line for all that are not public."""
    groups: dict[tuple[bool, str], list[Load]] = defaultdict(list)
    for load in loads:
        shown = material.shows(load.of)
        groups[not shown, load.of if shown else ""].append(load)
    found = [
        _payer(material.name(payer) if payer else NOT_PUBLIC, groups[hidden, payer]) for hidden, payer in sorted(groups)
    ]
    return tuple(sorted((one for one in found if one.used_ore), key=lambda one: -one.used_ore))


def _payer(name: Name, loads: Iterable[Load]) -> Payer:
    loads = tuple(loads)
    return Payer(name, sum(load.used for load in loads), sum(load.used - load.fixed for load in loads))


def _money_rows(material: Material, plan: Plan, loads: Iterable[Load]) -> tuple[MoneyRow, ...]:
    groups: dict[tuple[bool, str, str], list[Load]] = defaultdict(list)
    for load in loads:
        shown = material.shows(load.of)
        groups[not shown, load.of if shown else "", load.pot or ""].append(load)
    used = {key: group for key, group in groups.items() if any(load.used for load in group)}
    return tuple(
        _money_row(material, plan, payer, pot, used[hidden, payer, pot]) for hidden, payer, pot in sorted(used)
    )


def _money_row(material: Material, plan: Plan, payer: str, pot: str, loads: list[Load]) -> MoneyRow:
    funder = material.seen.funders.get(payer)
    return MoneyRow(
        payer=material.name(payer) if payer else NOT_PUBLIC,
        kind=FUNDER_KIND[funder.funder_kind] if funder is not None else None,
        pot=POT[pot],
        years=tuple(
            _money_year(material, [load for load in loads if load.slot == year]) for year in plan.horizon.years
        ),
        used_ore=sum(load.used for load in loads),
        chosen_ore=sum(load.used - load.fixed for load in loads),
    )


def _money_year(material: Material, loads: list[Load]) -> MoneyYear:
    return MoneyYear(
        used_ore=sum(load.used for load in loads),
        capacity_ore=sum(load.capacity for load in loads),
        carried_ore=sum(load.carried for load in loads),
        requested=any(load.used and _is_requested(material, load) for load in loads),
    )


def _is_requested(material: Material, load: Load) -> bool:
    """Whether all that is on record for the budget and year is a request."""
    funder, administration = material.city.funders.get(load.of), material.city.administrations.get(load.of)
    lines = funder.frames if funder else administration.development_budget if administration else ()
    statuses = {line.status for line in lines if line.year == load.slot}
    return statuses == {"requested"}


def _pools(material: Material, plan: Plan) -> tuple[PoolRow, ...]:
    groups: dict[tuple[bool, str], list[Load]] = defaultdict(list)
    for load in plan.load:
        if load.sort == "hours":
            shown = material.shows(load.of)
            groups[not shown, load.of if shown else ""].append(load)
    return tuple(_pool(material, plan, pool, groups[hidden, pool]) for hidden, pool in sorted(groups))


def _pool(material: Material, plan: Plan, pool: str, loads: list[Load]) -> PoolRow:
    used: dict[object, int] = defaultdict(int)
    there: dict[object, int] = defaultdict(int)
    for load in loads:
        used[load.slot] += load.used
        there[load.slot] += load.there
    periods = plan.horizon.periods
    shares = tuple(Fraction(used[period], there[period]) if there[period] else None for period in periods)
    known = [(share, -place) for place, share in enumerate(shares) if share is not None]
    peak = max(known, default=None)
    return PoolRow(
        name=material.name(pool) if pool else NOT_PUBLIC,
        years=tuple(
            (
                sum(used[period] for period in periods if period.year == year),
                sum(there[period] for period in periods if period.year == year),
            )
            for year in plan.horizon.years
        ),
        peak=str(periods[-peak[1]]) if peak else None,
        # Cut off, as on the screen: what is not wholly used is not told as 100 %.
        peak_share=Fraction(int(100 * peak[0]), 100) if peak else None,
        shares=shares,
    )


def _short(material: Material, load: Load) -> ShortOf:
    return ShortOf(
        name=material.name(load.of),
        pot=POT[load.pot] if load.pot else None,
        slot=str(load.slot),
        used=load.used,
        capacity=load.there,
        money=load.sort == "money",
    )
