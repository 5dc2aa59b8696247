"""A plan held against the city's records once more, without the problem it was chosen from.

The problem is made by `build`, and `verify` checks a choice against that. Here nothing of
it is used: hours, money, windows and order are added up straight from the records, in
plain code, so that a fault in the making of the problem shows. Only the model and the
plan's own lists are read. Worth is not audited: what is checked is that the plan may be
done, and that what it says of hours, money and room is so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from itgov.agenda.audit_room import room_broken
from itgov.agenda.audit_work import Work, after_months, named, place_from, place_of, ways_by_id, works_of
from itgov.agenda.plan import Plan
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.initiative import Alternative, Initiative
from itgov.model.period import lasting
from itgov.model.planning import provided_since

_OVER = frozenset({"in_operation", "benefits_realised", "closed"})
_GONE = frozenset({"rejected", "withdrawn"})


def audit(city: City, plan: Plan) -> tuple[Message, ...]:
    """What is broken in a plan, by the records alone; empty where nothing is, or where there is no plan.

    Every living initiative is listed once and where it belongs; work keeps its length, windows, deadlines,
    procurements, what must come first (with lags) and the capabilities it builds on; nothing stands beside
    what it excludes or without what it is done together with; what is mandatory is in; hours per pool and
    period, money per payer, pot and year, large changes per administration and rebuilds per system keep
    within what there is, fixed work included, and are as the plan tells them. What fixed work alone
    overdraws is no fault where the plan tells it. Where a listing is wrong only that is told.
    """
    if plan.value is None:
        return ()
    listing = tuple(_listing(city, plan))
    if listing:
        return listing
    works = tuple(works_of(city, plan))
    ready = _ready(city, works)
    judged = [work for work in works if work.chosen or work.initiative.id in {one.id for one in plan.own}]
    return (
        *(fault for work in works for fault in _wrong_length(city, work)),
        *(fault for work in judged for fault in _out_of_window(city, work)),
        *(fault for work in judged for fault in _out_of_order(city, work, ready)),
        *(fault for work in judged for fault in _without_capability(city, work, ready)),
        *(fault for work in works if work.chosen for fault in _beside(city, work, ready, works)),
        *_mandatory_left_out(city, plan),
        *room_broken(city, plan, works),
    )


def _listing(city: City, plan: Plan) -> Iterator[Message]:
    lists = {
        "chosen": [one.id for one in plan.chosen],
        "not_chosen": [one.id for one in plan.not_chosen],
        "under_way": [one.id for one in plan.under_way],
        "own": [one.id for one in plan.own],
    }
    for one in sorted({*city.initiatives, *(one for ids in lists.values() for one in ids)}):
        found = [name for name, ids in lists.items() for other in ids if other == one]
        if one not in city.initiatives:
            yield msg("“{id}” is no initiative of the records", id=one)
        elif not _fits(city.initiatives[one], found):
            yield msg("{id} is not listed once, where it belongs, but in: {lists}", id=one, lists=", ".join(found))
    for line in plan.chosen:
        if line.id in city.initiatives and line.way not in ways_by_id(city.initiatives[line.id]):
            yield msg("“{id}” cannot be done as “{way}” from {start}", id=line.id, way=line.way, start=str(line.start))
    for own in plan.own:
        if own.id in city.initiatives and _is_shared(city.initiatives[own.id]):
            yield msg("{id} is listed as an administration's own, but draws on what is shared", id=own.id)


def _fits(initiative: Initiative, lists: list[str]) -> bool:
    stage = initiative.stages.current
    if stage in _OVER or stage in _GONE:
        return not lists
    if stage == "under_way" or initiative.started_in is not None:
        return lists == ["under_way"]
    return len(lists) == 1 and lists[0] in ({"not_chosen"} if stage == "idea" else {"chosen", "not_chosen", "own"})


def _is_shared(initiative: Initiative) -> bool:
    home = initiative.proposed_by
    ways: tuple[Initiative | Alternative, ...] = (initiative, *initiative.alternatives)
    phases = [phase for way in ways for phase in way.phases]
    payers = {line.funder for phase in phases for line in phase.costs}
    payers |= {cost.borne_by for way in ways for cost in way.operating_costs}
    return bool(payers - {home}) or any(hours for phase in phases for hours in phase.hours.values())


def _ready(city: City, works: Iterable[Work]) -> dict[str, int]:
    """The period from which each result is there: of what is over from its day, of work from its end."""
    found: dict[str, int] = {}
    for one, initiative in city.initiatives.items():
        stages = initiative.stages
        day = stages.in_operation or stages.benefits_realised or stages.closed
        if stages.current in _OVER and day is not None:
            found[one] = place_from(city, day)
    # Work that should have been over before the horizon gives its result when that begins.
    return found | {work.initiative.id: max(0, work.end) for work in works if work.delivers}


def _wrong_length(city: City, work: Work) -> Iterator[Message]:
    length = sum(phase.periods for phase in work.phases)
    begun = _begun(city, work.initiative)
    if work.end - work.start != length or (begun is not None and begun != work.start):
        yield msg(
            "{id} runs from {start} to {end} in the plan, but not by its record: it takes {length}",
            id=work.initiative.id,
            start=named(city, work.start),
            end=named(city, work.end - 1),
            length=lasting(length, city.settings.plan.first.per_year),
        )


def _begun(city: City, initiative: Initiative) -> int | None:
    if initiative.started_in is not None:
        return place_of(city, initiative.started_in.first_day)
    day = initiative.stages.under_way
    return None if day is None else place_of(city, day)


def _out_of_window(city: City, work: Work) -> Iterator[Message]:
    initiative, horizon = work.initiative, city.settings.plan
    window = initiative.window
    early = [(0, msg("the agenda begins then"))]
    if window.earliest_start is not None:
        early.append((place_of(city, window.earliest_start.first_day), msg("its earliest start")))
    for need in initiative.needs.procurements:
        if not work.delivers and need.before_phase > len(work.phases):
            continue
        bought = after_months(need.begun_on or horizon.first.first_day, need.months)
        before = sum(phase.periods for phase in work.phases[: need.before_phase - 1])
        early.append((place_from(city, bought) - before, msg("the procurement of {what}", what=need.what)))
    late = [(horizon.count, msg("the agenda ends then"))]
    if window.latest_end is not None:
        late.append((place_of(city, window.latest_end.last_day) + 1, msg("its latest end")))
    if initiative.deadline is not None:
        late.append((place_of(city, initiative.deadline.last_day) + 1, msg("its deadline")))
    yield from (_too_early(city, work, place, why) for place, why in early if work.start < place)
    for place, why in late:
        if work.end > place:
            yield msg(
                "{id} ends in {end}, but must be over by the end of {latest}: {why}",
                id=initiative.id,
                end=named(city, work.end - 1),
                latest=named(city, place - 1),
                why=why,
            )


def _too_early(city: City, work: Work, place: int, why: Message) -> Message:
    return msg(
        "{id} starts in {start}, but cannot before {earliest}: {why}",
        id=work.initiative.id,
        start=named(city, work.start),
        earliest=named(city, place),
        why=why,
    )


def _out_of_order(city: City, work: Work, ready: Mapping[str, int]) -> Iterator[Message]:
    for need in work.initiative.needs.initiatives:
        if need.relation == "before_go_live" and not work.delivers:
            continue
        if need.initiative not in ready:
            why = msg("{initiative}, which must come first, is not in the plan", initiative=need.initiative)
            yield msg("{id}: {problem}", id=work.initiative.id, problem=why)
            continue
        free = {"finished_before_start": 0, "same_period_allowed": 1, "before_go_live": work.end - work.start}
        place = ready[need.initiative] + need.lag_periods - free[need.relation]
        if work.start < place:
            yield _too_early(city, work, place, msg("{initiative} must come first", initiative=need.initiative))


def _without_capability(city: City, work: Work, ready: Mapping[str, int]) -> Iterator[Message]:
    for need in work.initiative.needs.capabilities:
        if need.by == "go_live" and not work.delivers:
            continue
        places = list(_given(city, need.capability, work.initiative.id, ready))
        if not places:
            why = msg("it needs the capability {capability}, which nothing gives", capability=need.capability)
            yield msg("{id}: {problem}", id=work.initiative.id, problem=why)
            continue
        place = min(places) - (work.end - work.start if need.by == "go_live" else 0)
        if work.start < place:
            yield _too_early(
                city, work, place, msg("the capability {capability} is there then", capability=need.capability)
            )


def _given(city: City, capability_id: str, but: str, ready: Mapping[str, int]) -> Iterator[int]:
    """The periods from which a capability is there, by each who gives it, other than `but`."""
    record = city.capabilities.get(capability_id)
    provided = record.provided_by if record is not None else ()
    for provision in provided:
        if provision.by in city.systems or provision.by in city.deliveries:
            day = provided_since(city, provision)
            yield 0 if day is None else place_from(city, day)
    named = {provision.by for provision in provided}
    for one, initiative in city.initiatives.items():
        if one != but and one in ready and (one in named or capability_id in initiative.provides):
            yield ready[one]


def _beside(city: City, work: Work, ready: Mapping[str, int], works: Iterable[Work]) -> Iterator[Message]:
    mine, chosen = work.initiative, {other.initiative.id for other in works if other.chosen}
    for one, other in city.initiatives.items():
        problem = None
        held = one in ready or one in chosen
        if one != mine.id and (one in mine.excludes or mine.id in other.excludes) and held:
            problem = msg("it cannot be done beside {rival}, which is done, under way or fixed in", rival=one)
            if one in chosen:
                problem = msg("{initiative}, which it excludes, is in the plan", initiative=one)
        elif work.delivers and (one in mine.together_with or mine.id in other.together_with) and one not in ready:
            problem = msg("it is done together with {initiatives}, all or none", initiatives=one)
        if problem is not None:
            yield msg("{id}: {problem}", id=mine.id, problem=problem)


def _mandatory_left_out(city: City, plan: Plan) -> Iterator[Message]:
    running = {one.id for one in plan.under_way}
    pilots = [line.id for line in plan.chosen if line.way == "pilot"]
    for left in (*(line.id for line in plan.not_chosen), *pilots):
        initiative = city.initiatives[left]
        if initiative.stages.current == "idea":
            continue
        deadline = initiative.deadline
        if deadline is not None and place_of(city, deadline.last_day) < plan.horizon.count:
            why = msg("it must be finished by the end of {deadline}", deadline=str(deadline))
            yield msg("{id}: {problem}", id=left, problem=why)
        for one in sorted(running):
            if one in initiative.together_with or left in city.initiatives[one].together_with:
                why = msg("it is done together with {partner}, which is under way", partner=one)
                yield msg("{id}: {problem}", id=left, problem=why)
