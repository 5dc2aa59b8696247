"""What the agenda moves and gives: transitions by goal, benefits with and without a price (D5, D7, D9, D28)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from itgov.message import Message, msg
from itgov.model.initiative import Benefit
from itgov.report.activity import Activity
from itgov.report.labels import BENEFIT_CATEGORY, BUDGET_EFFECT
from itgov.report.material import Material, Name


@dataclass(frozen=True, slots=True)
class Movement:
    """One transition: from how it is to how it shall be; None where the record does not say."""

    initiative: Name
    today: str | None
    wanted: str | None


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with the transitions that serve it; a goal without any shows itself as such."""

    name: str
    document: str
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class PricedEffect:
    """A benefit with a price, öre a year when it is fully taken home."""

    initiative: Name
    name: str
    category: Message
    receiver: Name | None
    low_ore: int
    likely_ore: int
    high_ore: int
    measure: str | None
    baseline: str | None
    target: str | None
    owner: str | None
    budget_effect: Message | None


@dataclass(frozen=True, slots=True)
class UnpricedEffect:
    """A benefit without a price, in words; `points` weighs it, 1 to 5."""

    initiative: Name
    name: str
    category: Message
    points: int | None
    words: str | None
    measure: str | None


@dataclass(frozen=True, slots=True)
class ReceiverSum:
    """What one receiver gets a year when all benefits are taken home, öre; `cashable_ore` is of the likely sum."""

    name: Name
    low_ore: int
    likely_ore: int
    high_ore: int
    cashable_ore: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """How the gap between cost here and benefit there is bridged."""

    initiative: Name
    benefit: str
    agreement: str


@dataclass(frozen=True, slots=True)
class EffectsView:
    """Everything the agenda moves and gives; the three sums are of a year when all is taken home, in öre."""

    goals: tuple[GoalView, ...]
    goals_without: tuple[str, ...]
    without_goal: tuple[Name, ...]
    priced: tuple[PricedEffect, ...]
    unpriced: tuple[UnpricedEffect, ...]
    receivers: tuple[ReceiverSum, ...]
    bridges: tuple[Bridge, ...]
    low_ore: int
    likely_ore: int
    high_ore: int
    cashable_ore: int


def effects_view(material: Material, moving: tuple[Activity, ...], giving: tuple[Activity, ...]) -> EffectsView:
    """Goals and receivers by id; effects in the order of the work.

    Transitions are those of `moving` (all work that is not an administration's own), effects those of `giving` (what is
    chosen now).
    """
    receivers = _receivers(material, giving)
    goals = tuple(_goal(material, goal, moving) for goal in material.seen.goals)
    return EffectsView(
        goals=tuple(goal for goal in goals if goal.movements),
        goals_without=tuple(goal.name for goal in goals if not goal.movements),
        without_goal=tuple(one.name for one in moving if one.seen is not None and not one.full.goals),
        priced=tuple(_priced(material, one, benefit) for one in giving for benefit in _seen(one) if benefit.per_year),
        unpriced=tuple(_unpriced(one, benefit) for one in giving for benefit in _seen(one) if not benefit.per_year),
        receivers=receivers,
        bridges=tuple(
            Bridge(one.name, benefit.name, benefit.gap_agreement)
            for one in giving
            for benefit in _seen(one)
            if benefit.gap_agreement
        ),
        low_ore=sum(one.low_ore for one in receivers),
        likely_ore=sum(one.likely_ore for one in receivers),
        high_ore=sum(one.high_ore for one in receivers),
        cashable_ore=sum(one.cashable_ore for one in receivers),
    )


def _seen(one: Activity) -> Iterable[Benefit]:
    way = one.seen_way
    return way.benefits if way is not None else ()


def _goal(material: Material, goal_id: str, work: Iterable[Activity]) -> GoalView:
    goal = material.seen.goals[goal_id]
    serving = (one for one in work if one.seen is not None and goal_id in one.seen.goals)
    return GoalView(goal.name, goal.document, tuple(_movement(one) for one in serving))


def _movement(one: Activity) -> Movement:
    transition = one.seen.transition if one.seen is not None else None
    return Movement(one.name, transition.today if transition else None, transition.wanted if transition else None)


def _priced(material: Material, one: Activity, benefit: Benefit) -> PricedEffect:
    assert benefit.per_year is not None
    measure = benefit.measure
    return PricedEffect(
        initiative=one.name,
        name=benefit.name,
        category=BENEFIT_CATEGORY[benefit.category],
        receiver=material.short(benefit.receiver) if benefit.receiver else None,
        low_ore=benefit.per_year.low,
        likely_ore=benefit.per_year.likely,
        high_ore=benefit.per_year.high,
        measure=f"{measure.name} ({measure.unit})" if measure else None,
        baseline=measure.baseline if measure else None,
        target=measure.target if measure else None,
        owner=benefit.owner,
        budget_effect=BUDGET_EFFECT[benefit.budget_effect] if benefit.budget_effect else None,
    )


def _unpriced(one: Activity, benefit: Benefit) -> UnpricedEffect:
    measure = benefit.measure
    return UnpricedEffect(
        initiative=one.name,
        name=benefit.name,
        category=BENEFIT_CATEGORY[benefit.category],
        points=benefit.points,
        words=benefit.words,
        measure=f"{measure.name} ({measure.unit})" if measure else None,
    )


def _receivers(material: Material, work: Iterable[Activity]) -> tuple[ReceiverSum, ...]:
    """Administrations by id, then the city as a whole, then what the readers may not know of; of the whole city."""
    found: dict[tuple[int, str], list[Benefit]] = defaultdict(list)
    for one in work:
        for benefit in one.way.benefits:
            receiver = benefit.receiver or ""
            place = 1 if not receiver else 0 if material.shows(receiver) else 2
            found[place, receiver if place == 0 else ""].append(benefit)
    return tuple(_sum(material, place, receiver, found[place, receiver]) for place, receiver in sorted(found))


def _sum(material: Material, place: int, receiver: str, benefits: list[Benefit]) -> ReceiverSum:
    names: tuple[Name, ...] = (material.name(receiver), msg("citizens and the city as a whole"), msg("not public"))
    ranges = [benefit.per_year for benefit in benefits if benefit.valued and benefit.per_year]
    return ReceiverSum(
        name=names[place],
        low_ore=sum(one.low for one in ranges),
        likely_ore=sum(one.likely for one in ranges),
        high_ore=sum(one.high for one in ranges),
        cashable_ore=sum(
            benefit.per_year.likely
            for benefit in benefits
            if benefit.valued and benefit.per_year and benefit.category == "cashable"
        ),
    )
