"""Whether a new initiative fits what is kept in reserve, and what it does to the plan if it does not (D7).

It fits where, with all that is promised where it is, there is a way and a start at which its hours and its money are
there in what is left and the reserve together, and all else that it asks holds. Then the preparatory level may
settle it. What does not fit is the deciding level's, which is told the price by solving.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from itgov.agenda.build import Demand, Preparation, build
from itgov.agenda.changes import WrongChange, with_records
from itgov.agenda.compare import Comparison, compare
from itgov.agenda.entry import Entry, smallest_entry
from itgov.agenda.explain import missing
from itgov.agenda.plan import Plan
from itgov.agenda.problem import Choice, Placement
from itgov.agenda.proposal import choice_of, propose
from itgov.agenda.reserve import Draw, Settled, draws_on_reserve, released, settled_from_reserve, who_may_settle
from itgov.agenda.result import Progress
from itgov.agenda.standing import stage_of
from itgov.agenda.verify import Violation, verify
from itgov.agenda.what_if import not_up_for_choice
from itgov.finding import nearest
from itgov.message import Message, msg
from itgov.model.adopted import AdoptedAgenda
from itgov.model.city import City
from itgov.model.initiative import Stages
from itgov.model.period import Period

Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Fit:
    """A way and a start at which it fits; its net benefit in öre, and what it draws on, by shared thing and slot.

    `body` is the preparatory body that may settle it; where none may, `instead` says why.
    """

    way: str
    start: Period
    end: Period
    value: int
    draws: tuple[Draw, ...]
    body: str | None
    instead: Message | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What having it would do: the best plans found without and with it, and what differs.

    `change` is None where there is no plan with it, or none without; their `obstacles` say why.
    """

    without: Plan
    after: Plan
    change: Comparison | None


@dataclass(frozen=True, slots=True)
class Intake:
    """The answer for one initiative. `fit` and `reasons` exclude each other: one of them is empty.

    `anchored` is False for an idea: it is judged as if it were anchored. `settled` are those that the preparatory
    level has settled before it, with the placement (where they are not under way) that this takes for granted;
    `unsettled` of them could not be placed. `gone` is what the base holds, but not so by the records as they are.
    `short` is the least that the reserve lacks; `entry` the least that would let it in beside the reserve.
    """

    initiative: str
    anchored: bool
    settled: tuple[Settled, ...]
    placed: Mapping[str, tuple[str, Period]]
    unsettled: tuple[str, ...]
    gone: tuple[str, ...]
    fit: Fit | None
    reasons: tuple[Message, ...] = ()
    short: Entry | None = None
    entry: Entry | None = None
    effect: Effect | None = None


def up_for_intake(city: City, one: str) -> City:
    """The city in which the initiative is anchored; raises WrongChange for one that no forum takes up as new."""
    initiative = city.initiatives.get(one)
    if initiative is None:
        close = nearest(one, city.initiatives)
        raise WrongChange(
            msg("there is no initiative “{id}”", id=one), msg("did you mean “{close}”?", close=close) if close else None
        )
    if stage_of(initiative) == "idea":
        stages = initiative.stages.model_copy(update={"anchored": initiative.stages.idea})
        city = with_records(city, {one: initiative.model_copy(update={"stages": stages})})
    preparation = build(city)
    waits = {left.id for left in preparation.left_out}
    if one not in preparation.permitted and one not in waits:
        reason = not_up_for_choice(preparation, one)
        raise WrongChange(msg("“{id}” is not new to any forum: {reason}", id=one, reason=reason))
    return city


def set_aside(city: City, one: str) -> City:
    """The city in which nobody has anchored the initiative yet, so that no plan holds it."""
    initiative = city.initiatives[one]
    stages = Stages(idea=initiative.stages.idea)
    return with_records(city, {one: initiative.model_copy(update={"stages": stages})})


def held_choice(city: City, agenda: AdoptedAgenda) -> Choice:
    """What an adopted agenda holds, by the periods of the city's horizon; nothing where its periods are others."""
    horizon = city.settings.plan
    return {
        line.initiative: (line.way, horizon.index(line.start))
        for line in agenda.promised
        if line.start.per_year == horizon.first.per_year
    }


def intake(
    city: City,
    one: str,
    base: Choice,
    *,
    gap: Fraction,
    node_limit: int | None = None,
    progress: Tell | None = None,
) -> Intake:
    """The answer for `one` beside all that `base` holds, each where it is; solved only where it does not fit.

    Raises WrongChange where it is no new initiative, or where the base holds it already.
    """
    if one in base:
        raise WrongChange(
            msg("“{id}” is in the agenda already", id=one), msg("`itgov agenda explain {id}` says why", id=one)
        )
    anchored = up_for_intake(city, one)
    ordinary, whole = build(anchored), build(released(anchored))
    kept = _kept(whole, base)
    settled = tuple(line for line in settled_from_reserve(city) if line.initiative not in {*base, one})
    placed = _placed(whole, kept, settled)
    beside = {**kept, **placed}
    at = whole.timeline.period
    spot = _first_fit(whole, beside, one)
    fit = None if spot is None else _fit(anchored, (ordinary, whole), beside, (one, spot))
    answer = Intake(
        initiative=one,
        anchored=stage_of(city.initiatives[one]) != "idea",
        settled=settled,
        placed={name: (way, at(start)) for name, (way, start) in sorted(placed.items())},
        unsettled=tuple(
            line.initiative for line in settled if line.initiative in whole.permitted and line.initiative not in placed
        ),
        gone=tuple(sorted(name for name in base.keys() - kept.keys() if name not in _running(whole))),
        fit=fit,
    )
    if fit is not None:
        return answer
    return replace(
        answer,
        reasons=tuple(_reasons(whole, beside, one)),
        short=_entry(whole, beside, one),
        entry=_entry(ordinary, beside, one),
        effect=_effect(city, anchored, one, gap, node_limit, progress),
    )


def _running(preparation: Preparation) -> set[str]:
    standing = preparation.standing
    return {*standing.running, *standing.own, *standing.done}


def _kept(preparation: Preparation, base: Choice) -> dict[str, Placement]:
    known = {(task.id, mode.id, start) for task in preparation.problem.tasks for mode, start in task.placements()}
    return {one: spot for one, spot in sorted(base.items()) if (one, *spot) in known}


def _placed(preparation: Preparation, kept: Choice, settled: tuple[Settled, ...]) -> dict[str, Placement]:
    """Where those settled before it have their place: each its first fit, in the order they were settled."""
    placed: dict[str, Placement] = {}
    for line in settled:
        if line.initiative in preparation.permitted:
            spot = _first_fit(preparation, {**kept, **placed}, line.initiative)
            if spot is not None:
                placed[line.initiative] = spot
    return placed


def _first_fit(preparation: Preparation, beside: Choice, one: str) -> Placement | None:
    """The earliest start at which it breaks nothing; of equal ones the most worth, then the first way."""
    task = preparation.problem.task_by_id.get(one)
    if task is None:
        return None
    fitting = (
        (start, -mode.value[start], place, mode.id)
        for place, mode in enumerate(task.modes)
        for start in mode.value
        if not _broken(preparation, {**beside, one: (mode.id, start)}, one)
    )
    best = min(fitting, default=None)
    return None if best is None else (best[3], best[0])


def _broken(preparation: Preparation, choice: Choice, one: str) -> list[Violation]:
    # What others break among themselves is not its fault.
    return [found for found in verify(preparation.problem, choice) if one in found.tasks]


def _fit(city: City, preparations: tuple[Preparation, Preparation], beside: Choice, new: tuple[str, Placement]) -> Fit:
    ordinary, _ = preparations
    one, (way_id, start) = new
    way = next(way for way in ordinary.ways[one] if way.id == way_id)
    body, instead = who_may_settle(city, way)
    at = ordinary.timeline.period
    return Fit(
        way_id,
        at(start),
        at(start + way.length - 1),
        ordinary.parts[one, way_id, start].total,
        tuple(draws_on_reserve(city, *preparations, beside, new)),
        None if body is None else body.id,
        instead,
    )


def _reasons(preparation: Preparation, beside: Choice, one: str) -> Iterator[Message]:
    """Why it fits nowhere: what stands in the way where least does."""
    left = next((left.reason for left in preparation.left_out if left.id == one), None)
    if left is not None:
        yield left
        return
    task = preparation.problem.task_by_id[one]
    found = [_broken(preparation, {**beside, one: (mode.id, start)}, one) for mode, start in task.placements()]
    for broken in min(found, key=len, default=[]):
        yield missing(preparation, broken)


def _entry(preparation: Preparation, beside: Choice, one: str) -> Entry | None:
    return smallest_entry(preparation, beside, one) if one in preparation.permitted else None


def _effect(
    city: City, anchored: City, one: str, gap: Fraction, node_limit: int | None, progress: Tell | None
) -> Effect | None:
    preparation = build(anchored)
    if one not in preparation.permitted:
        return None
    without = propose(set_aside(city, one), gap=gap, node_limit=node_limit, progress=progress)
    hint = choice_of(without)
    demand = Demand(force=frozenset({one}))
    after = propose(anchored, demand=demand, gap=gap, node_limit=node_limit, hint=hint, progress=progress)
    if without.interrupted or after.interrupted:
        raise KeyboardInterrupt
    found = None if without.value is None or after.value is None else compare(without, after)
    return Effect(without, after, found)
