"""The whole path: a city's records become a problem, a solve, a checked answer and a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from itgov.agenda.audit import audit
from itgov.agenda.build import NOTHING_MORE, Demand, Preparation, build
from itgov.agenda.candidates import late_deadline
from itgov.agenda.carry import carried_in
from itgov.agenda.demand import uses
from itgov.agenda.digest import digest
from itgov.agenda.explain import obstacles, why_not
from itgov.agenda.fixed import Fixed
from itgov.agenda.highs import solver_name
from itgov.agenda.necessary import unmet
from itgov.agenda.plan import BoughtHours, Chosen, FixedIn, Load, NotChosen, Plan
from itgov.agenda.problem import Choice, bought, price_of_bought, value_of
from itgov.agenda.ranking import Ranking, Rankings, rankings
from itgov.agenda.result import Progress, Result
from itgov.agenda.search import search
from itgov.agenda.standing import holding_agenda
from itgov.agenda.valuation import Parts
from itgov.agenda.verify import verify
from itgov.agenda.work import Purse
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import format_amount

DEFAULT_GAP = Fraction(1, 2_000)


class UnsoundPlanError(RuntimeError):
    """A plan that was said to be sound breaks a promise of its problem or records: an internal error to report."""


def propose(
    city: City,
    *,
    demand: Demand = NOTHING_MORE,
    gap: Fraction = DEFAULT_GAP,
    node_limit: int | None = None,
    time_limit: float | None = None,
    hint: Choice | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """The agenda of most net benefit for a city, proven within `gap` (a share of the net benefit, 0.05 % unless told).

    `node_limit` and `time_limit` (seconds) stop the search earlier; with a time limit two runs may differ.
    Starts from the better of the simple rankings, so the plan is never worse. Raises UnsoundPlanError where the answer
    does not keep what the problem asks, or the plan not what the records ask (`audit`). Ctrl-C ends the search with
    the best plan so far, which then says so, or with KeyboardInterrupt where there is none.
    """
    return propose_from(
        city,
        build(city, demand),
        gap=gap,
        node_limit=node_limit,
        time_limit=time_limit,
        hint=hint,
        progress=progress,
    )


def propose_from(
    city: City,
    preparation: Preparation,
    *,
    gap: Fraction = DEFAULT_GAP,
    node_limit: int | None = None,
    time_limit: float | None = None,
    hint: Choice | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """As `propose`, for a problem that is made already; `hint` is a choice to start from where it still holds."""
    beside = rankings(preparation.problem, cost_of(preparation))
    if unmet(city, preparation):
        # Counting tells already that there is no plan; `plan_of` asks what it is for what is told.
        return plan_of(city, preparation, Result("infeasible", {}, None, None, None, solver_name(), 0), beside, gap)
    result = search(
        preparation.problem,
        gap=gap,
        node_limit=node_limit,
        time_limit=time_limit,
        hint=_first_choice(preparation, beside, hint),
        progress=progress,
    )
    return sound_plan(city, preparation, result, beside, gap)


def sound_plan(city: City, preparation: Preparation, result: Result, beside: Rankings, gap: Fraction) -> Plan:
    """The plan that a result stands for, held against the problem and the records; raises UnsoundPlanError."""
    broken = verify(preparation.problem, result.choice) if result.value is not None else ()
    if broken:
        raise UnsoundPlanError("; ".join(str(violation.message) for violation in broken))
    plan = plan_of(city, preparation, result, beside, gap)
    found = audit(city, plan)
    if found:
        raise UnsoundPlanError("; ".join(str(message) for message in found))
    return plan


def _first_choice(preparation: Preparation, beside: Rankings, hint: Choice | None) -> Choice | None:
    """The better of the hint and the rankings; None where neither keeps what the problem asks."""
    known = {(task.id, mode.id, start) for task in preparation.problem.tasks for mode, start in task.placements()}
    kept = {one: spot for one, spot in (hint or {}).items() if (one, *spot) in known}
    choices = [kept] if hint is not None and not verify(preparation.problem, kept) else []
    if beside.best is not None:
        choices.append(dict(beside.best.choice))
    return max(choices, key=lambda choice: value_of(preparation.problem, choice), default=None)


def choice_of(plan: Plan) -> Choice:
    """What a plan holds, as the problem has it."""
    return {one.id: (one.way, plan.horizon.index(one.start)) for one in plan.chosen}


def cost_of(preparation: Preparation) -> dict[str, int]:
    """The one-off cost of each initiative's own way, all purses together, in öre; credits make it less."""
    return {
        one: sum(sum(row) for row in preparation.ways[one][0].money.values()) for one in sorted(preparation.permitted)
    }


def plan_of(city: City, preparation: Preparation, result: Result, beside: Rankings, gap: Fraction) -> Plan:
    """The plan that a result stands for, in the words and periods of the city."""
    parts = Parts()
    for one, (way, start) in result.choice.items():
        parts = parts.plus(preparation.parts[one, way, start])
    if result.value is not None:
        left_out = sum(task.without for task in preparation.problem.tasks if task.id not in result.choice)
        parts = parts.plus(
            Parts(promises=int(left_out), bought_in=-price_of_bought(preparation.problem, result.choice))
        )
    load = loads_of(city, preparation, result.choice)
    overdrawn = tuple(one for one in load if one.overdrawn)
    return Plan(
        city=city.settings.city,
        horizon=preparation.timeline.horizon,
        settings=city.settings,
        gap_asked=gap,
        status=result.status,
        value=None if result.value is None else int(result.value),
        parts=parts,
        bound=None if result.bound is None else int(result.bound),
        gap=result.gap,
        solver=result.solver,
        nodes=result.nodes,
        digest=digest(preparation.problem),
        ranking_value=_worth(beside.simple),
        ranking_with_needs=_worth(beside.with_needs),
        chosen=tuple(_chosen(preparation, one, result.choice) for one in sorted(result.choice)),
        not_chosen=tuple(sorted(_not_chosen(city, preparation, result), key=lambda one: one.id)),
        under_way=tuple(_fixed_in(preparation, one) for one in preparation.fixed if one.kind == "under_way"),
        own=tuple(_own(preparation, one, overdrawn) for one in preparation.fixed if one.kind == "own"),
        load=load,
        overdrawn=overdrawn,
        obstacles=obstacles(city, preparation, result),
        bought=bought_of(city, preparation, result.choice),
        interrupted=result.interrupted,
    )


def _worth(ranking: Ranking) -> int | None:
    return None if ranking.unplaced else int(ranking.value)


def _chosen(preparation: Preparation, one: str, choice: Choice) -> Chosen:
    way_id, start = choice[one]
    way = next(way for way in preparation.ways[one] if way.id == way_id)
    allowed = preparation.permitted[one]
    at = preparation.timeline.period
    end = start + way.length
    wanted = at(allowed.starts[way_id][0])
    parts = preparation.parts[one, way_id, start]
    return Chosen(one, way_id, at(start), at(end - 1), at(end), wanted, parts, allowed.mandatory)


def _not_chosen(city: City, preparation: Preparation, result: Result) -> Iterator[NotChosen]:
    for one in preparation.standing.unanchored:
        yield NotChosen(one, (msg("it is not anchored"),), judged=False)
    for left in preparation.left_out:
        yield NotChosen(left.id, (left.reason, *_later(city, preparation, left.id)))
    if result.value is None:
        return
    for task in preparation.problem.tasks:
        if task.id in preparation.permitted and task.id not in result.choice:
            reasons = why_not(preparation, task, result.choice)
            yield NotChosen(task.id, (*reasons, *_promised(city, task.id), *_later(city, preparation, task.id)))


def _promised(city: City, one: str) -> Iterator[Message]:
    agenda = holding_agenda(city)
    for promise in agenda.promised if agenda is not None else ():
        if promise.initiative == one:
            yield msg(
                "“{agenda}” promised it from {start}", agenda=agenda.id if agenda else "", start=str(promise.start)
            )


def _later(city: City, preparation: Preparation, one: str) -> Iterator[Message]:
    found = late_deadline(city.initiatives[one], preparation.timeline)
    if found is not None:
        yield found


def _fixed_in(preparation: Preparation, fixed: Fixed) -> FixedIn:
    at = preparation.timeline.period
    if fixed.start is None or fixed.end is None:
        return FixedIn(fixed.id, None, None, None, fixed.parts, fixed.purses, fixed.notes)
    return FixedIn(fixed.id, at(fixed.start), at(fixed.end - 1), at(fixed.end), fixed.parts, fixed.purses, fixed.notes)


def _own(preparation: Preparation, fixed: Fixed, overdrawn: tuple[Load, ...]) -> FixedIn:
    # Own work is not judged: where its budget does not suffice, that is said beside it.
    short = {(one.of, one.pot, one.slot): one.used - one.there for one in overdrawn if one.sort == "money"}
    notes = [
        msg(
            "the budget of {payer} lacks {amount} in {year} for all that draws on it",
            payer=payer,
            amount=format_amount(short[payer, pot, year]),
            year=str(year),
        )
        for payer, pot in fixed.purses
        for year in _years_drawn(preparation, fixed, (payer, pot))
        if (payer, pot, year) in short
    ]
    return _fixed_in(preparation, replace(fixed, notes=(*fixed.notes, *notes)))


def _years_drawn(preparation: Preparation, fixed: Fixed, purse: Purse) -> list[int]:
    row = fixed.way.money[purse] if fixed.start is not None else ()
    return sorted({preparation.timeline.year((fixed.start or 0) + offset) for offset, ore in enumerate(row) if ore})


def loads_of(city: City, preparation: Preparation, choice: Choice) -> tuple[Load, ...]:
    """What a choice and all that is fixed draw on everything shared, slot by slot."""
    return tuple(_load(city, preparation, choice))


def bought_of(city: City, preparation: Preparation, choice: Choice) -> tuple[BoughtHours, ...]:
    """The hours that a choice must buy, by pool and calendar year."""
    found: dict[tuple[str, int], int] = {}
    for (resource, slot), units in bought(preparation.problem, choice).items():
        key = (preparation.supplies[resource].of, preparation.timeline.year(slot))
        found[key] = found.get(key, 0) + units
    return tuple(_bought(city, pool, year, hours) for (pool, year), hours in sorted(found.items()))


def _bought(city: City, pool: str, year: int, hours: int) -> BoughtHours:
    terms = city.competences[pool].bought_in
    if terms is None or terms.paid_by is None:
        raise UnsoundPlanError(f"hours of {pool} are bought, and nobody pays for them")
    return BoughtHours(pool, year, hours, terms.price_per_hour, terms.paid_by)


def _load(city: City, preparation: Preparation, choice: Choice) -> Iterator[Load]:
    drawn = drawn_by(city, preparation, choice)
    units = bought(preparation.problem, choice)
    for line in bought_of(city, preparation, choice):
        drawn[f"money:{line.paid_by}:operating"][preparation.timeline.years.index(line.year)] += line.cost
    for one, supply in preparation.supplies.items():
        # Systems are told only where something rebuilds them.
        if supply.sort == "system" and not any(preparation.taken[one]) and not any(drawn[one]):
            continue
        carried = carried_in(supply, preparation.taken[one], drawn[one])
        for slot, capacity in enumerate(supply.capacity):
            years = preparation.timeline.years
            named = years[slot] if supply.sort == "money" else preparation.timeline.period(slot)
            fixed = preparation.taken[one][slot]
            used = fixed + drawn[one][slot]
            extra = units.get((one, slot), 0)
            yield Load(supply.sort, supply.of, supply.pot, named, used, fixed, capacity, carried[slot], extra)


def drawn_by(city: City, preparation: Preparation, choice: Choice) -> Mapping[str, list[int]]:
    """What a choice draws of every shared thing, by resource id and slot; what is fixed is not in it."""
    drawn = {one: [0] * len(supply.capacity) for one, supply in preparation.supplies.items()}
    for one, (way_id, start) in choice.items():
        way = next(way for way in preparation.ways[one] if way.id == way_id)
        for resource, row in uses(city.initiatives[one], way, city).items():
            for place, amount in enumerate(row, start=start):
                drawn[resource][preparation.supplies[resource].slot_of[place]] += amount
    return drawn
