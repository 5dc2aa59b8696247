"""Why an initiative is not in the plan, and what stands in the way of any plan: what is known, no guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from itgov.agenda.build import Preparation
from itgov.agenda.conflict import conflict
from itgov.agenda.necessary import unmet
from itgov.agenda.obstacle import Obstacle, grouped, when
from itgov.agenda.problem import Choice, Mode, Number, Problem, Resource, Task, delivered, draws, mode_of
from itgov.agenda.result import Result
from itgov.agenda.verify import Violation, verify
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import format_amount

Room = Mapping[str, tuple[Resource, Sequence[Number]]]
"""Resources by id, each with what is left in its slots."""


def why_not(preparation: Preparation, task: Task, choice: Choice) -> tuple[Message, ...]:
    """The reasons why a task that could have been chosen is not, most basic first.

    Asked to be left out; worth too little; needs more than there is; hangs together with what is (not) in the
    plan; or there is too little left where it could start.
    """
    problem = preparation.problem
    if not task.modes:
        return (msg("it is left out because that was asked for"),)
    if all(value <= task.without for mode in task.modes for value in mode.value.values()):
        return (msg("its net benefit is not above zero at any start"),)
    basic = tuple(_too_large(preparation, task)) or tuple(_ties(problem, task, choice))
    return basic or (*_group(problem, task, choice), *_crowded_out(preparation, task, choice))


def _crowded_out(preparation: Preparation, task: Task, choice: Choice) -> Iterator[Message]:
    problem = preparation.problem
    short = blockers(problem, task, choice)
    if short:
        names = _list(preparation, short)
        yield msg(
            "others give more for the same hours, money or room: at no start enough is left of {names}", names=names
        )
    elif any(_keeps_all(problem, task, spot, choice) for spot in task.placements()):
        yield msg("there is room for it in this plan, which is not proven to be the best")
    elif not any(task.id in group for group in problem.together):
        yield msg("others give more, and both do not fit the order that is asked for")


def obstacles(city: City, preparation: Preparation, result: Result) -> tuple[Obstacle, ...]:
    """What is known about why there is no plan; empty where there is one.

    Of a problem that no plan can meet: what counting alone tells, else a smallest set of demands that clash.
    Of a search that ended without a plan, only that: nothing is said of the records then.
    """
    if result.status == "infeasible":
        return unmet(city, preparation) or (conflict(city, preparation),)
    texts: dict[str, Message] = {
        "stopped": msg("the search was stopped before it found any plan"),
        "unverified": msg("the solver's plan did not keep every promise when it was checked exactly"),
        "error": msg("the solver gave up"),
    }
    return (Obstacle(texts[result.status], "search"),) if result.status in texts else ()


def blockers(problem: Problem, task: Task, choice: Choice) -> tuple[str, ...]:
    """Ids of resources such that at every start the task is worth doing one of them would be overdrawn.

    Few rather than many: each time the one that blocks most of the starts left, ties by id. Empty where some
    start has room in everything.
    """
    worth = [(mode, start) for mode, start in task.placements() if mode.value[start] > task.without]
    left = _blocked(problem, task, choice, worth)
    if not all(left):
        return ()
    found: list[str] = []
    while left:
        often = {one: sum(one in blocked for blocked in left) for blocked in left for one in blocked}
        best = min(often, key=lambda one: (-often[one], one))
        found.append(best)
        left = [blocked for blocked in left if best not in blocked]
    return tuple(found)


def _blocked(problem: Problem, task: Task, choice: Choice, spots: Sequence[tuple[Mode, int]]) -> list[frozenset[str]]:
    """For each spot the resources that would be overdrawn, what may be bought of them used up."""
    if any(resource.extra is not None for resource in problem.resources):
        # What is bought has a ceiling over many slots, and draws on who pays: the check knows both.
        trials = ({**choice, task.id: (mode.id, start)} for mode, start in spots)
        return [frozenset(one.resource for one in verify(problem, trial) if one.resource) for trial in trials]
    room = _room_beside(problem, task, choice)
    return [_overdrawn(room, mode, start) for mode, start in spots]


def _room_beside(problem: Problem, task: Task, choice: Choice) -> Room:
    """What the other ones of a choice leave of each resource that any way of `task` draws on."""
    tasks, wanted = problem.task_by_id, {one for mode in task.modes for one in mode.use}
    room = {}
    for resource in problem.resources:
        if resource.id in wanted:
            left = list(resource.capacity)
            for other, (mode_id, start) in choice.items():
                if other != task.id:
                    for slot, amount in draws(mode_of(tasks[other], mode_id), start, resource).items():
                        left[slot] -= amount
            room[resource.id] = (resource, left)
    return room


def _overdrawn(room: Room, mode: Mode, start: int) -> frozenset[str]:
    return frozenset(
        one
        for one in mode.use
        if any(amount > room[one][1][slot] for slot, amount in draws(mode, start, room[one][0]).items())
    )


def _keeps_all(problem: Problem, task: Task, spot: tuple[Mode, int], choice: Choice) -> bool:
    mode, start = spot
    return mode.value[start] > task.without and not verify(problem, {**choice, task.id: (mode.id, start)})


def _too_large(preparation: Preparation, task: Task) -> Iterator[Message]:
    problem = preparation.problem
    spots = tuple(task.placements())
    if not all(_blocked(problem, task, {}, spots)):
        return
    alone = {task.id: (spots[0][0].id, spots[0][1])}
    first = next(one for one in verify(problem, alone) if one.resource is not None)
    place, supply = first.slot or 0, preparation.supplies[str(first.resource)]
    resource = next(one for one in problem.resources if one.id == first.resource)
    left = resource.capacity[place]
    if resource.extra is not None:
        left = draws(spots[0][0], spots[0][1], resource)[place] - first.by_how_much
    money = supply.sort == "money"
    shown = format_amount if money else grouped
    slot = preparation.timeline.years[place] if money else preparation.timeline.period(place)
    need, name, there = shown(int(left + first.by_how_much)), named(preparation, supply.id), shown(int(left))
    if place and resource.carries and resource.carries[place - 1]:
        yield msg(
            "at every start it needs more than is left beside what runs already: "
            "{need} of {name} by the end of {slot}, where {left} is left until then",
            need=need,
            name=name,
            slot=str(slot),
            left=there,
        )
        return
    yield msg(
        "at every start it needs more than is left beside what runs already: "
        "{need} of {name} in {slot}, where {left} is left",
        need=need,
        name=name,
        slot=str(slot),
        left=there,
    )


def named(preparation: Preparation, resource_id: str) -> Message:
    """A shared thing in the words of the city."""
    supply = preparation.supplies[resource_id]
    texts = {
        "hours": msg("the hours of {name}", name=supply.name),
        "money": msg("the operating money of {name}", name=supply.name),
        "change": msg("the room for large changes at {name}", name=supply.name),
        "system": msg("one rebuild at a time of {name}", name=supply.name),
    }
    if supply.pot == "investment":
        return msg("the investment money of {name}", name=supply.name)
    return texts[supply.sort]


def missing(preparation: Preparation, violation: Violation) -> Message:
    """What a placement breaks: of a shared thing how much is missing, and when; else what `verify` says."""
    if violation.before is not None:
        return msg(
            "nothing that {id} builds on is complete before {period}; {providers} would give it",
            id=violation.tasks[0],
            period=str(preparation.timeline.period(violation.before)),
            providers=", ".join(violation.tasks[1:]),
        )
    if violation.resource is None:
        return violation.message
    supply, slot = preparation.supplies[violation.resource], violation.slot or 0
    # A part of an hour or an öre cannot be given.
    amount = -(-violation.by_how_much // 1)
    return msg(
        "{amount} too little of {name} in {slot}",
        name=named(preparation, violation.resource),
        amount=format_amount(amount) if supply.sort == "money" else grouped(amount),
        slot=when(preparation, supply, slot, slot),
    )


def _list(preparation: Preparation, ids: tuple[str, ...]) -> Message:
    first = named(preparation, ids[0])
    return first if len(ids) == 1 else msg("{first}, {rest}", first=first, rest=_list(preparation, ids[1:]))


def _group(problem: Problem, task: Task, choice: Choice) -> Iterator[Message]:
    given = delivered(problem, choice)
    others = sorted({one for group in problem.together if task.id in group for one in group} - {task.id, *given})
    if others:
        yield msg("it is done together with {initiatives}, all or none", initiatives=", ".join(others))


def _ties(problem: Problem, task: Task, choice: Choice) -> Iterator[Message]:
    given = delivered(problem, choice)
    for link in problem.precedences:
        if link.after == task.id and link.before not in given:
            if link.before in choice:
                yield msg(
                    "of {initiative}, which must come first, only the pilot is in the plan", initiative=link.before
                )
            else:
                yield msg("{initiative}, which must come first, is not in the plan", initiative=link.before)
    for need in problem.any_of:
        if need.after == task.id and need.ready_from is None and not any(one in given for one in need.providers):
            yield msg(
                "nothing in the plan gives what it builds on; {initiatives} would",
                initiatives=", ".join(need.providers),
            )
    for one, other in problem.exclusions:
        if task.id in {one, other}:
            rival = other if task.id == one else one
            if rival in choice:
                yield msg("{initiative}, which it excludes, is in the plan", initiative=rival)
