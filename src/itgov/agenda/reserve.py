"""The reserve that is kept for what comes during the year (D7): how much there is, and who has drawn on it already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from itgov.agenda.build import Preparation
from itgov.agenda.changes import with_records
from itgov.agenda.problem import Choice, Placement
from itgov.agenda.proposal import drawn_by
from itgov.agenda.standing import stage_of
from itgov.agenda.supply import Sort
from itgov.agenda.work import Way
from itgov.message import Message, msg
from itgov.model.body import Body
from itgov.model.city import City
from itgov.model.initiative import Pot
from itgov.model.money import format_amount
from itgov.model.period import Period
from itgov.model.record import Record
from itgov.model.settings import Reserve

_OVER = frozenset({"benefits_realised", "closed", "rejected", "withdrawn", "in_operation"})


@dataclass(frozen=True, slots=True)
class Draw:
    """What an initiative needs of one shared thing in one slot (hours or öre), and where it is taken from.

    `beside` of it is left outside the reserve; the rest, `taken`, comes out of the reserve, which is `reserve` in
    all and of which others have had `before`.
    """

    sort: Sort
    of: str
    pot: Pot | None
    slot: Period | int
    needed: int
    beside: int
    reserve: int
    before: int

    @property
    def taken(self) -> int:
        """What it takes of the reserve."""
        return self.needed - self.beside

    @property
    def left(self) -> int:
        """What is left of the reserve after it."""
        return self.reserve - self.before - self.taken


@dataclass(frozen=True, slots=True)
class Settled:
    """An initiative that the preparatory level has settled by itself, by which decision and when."""

    initiative: str
    decision: str
    on: date


def released(city: City) -> City:
    """The city with nothing held back: what its pools and frames could give if the whole reserve were used."""
    settings = city.settings.model_copy(update={"reserve": Reserve.model_construct(hours=_NOTHING, money=_NOTHING)})
    pools: dict[str, Record] = {
        one: pool.model_copy(update={"reserve_share": None}) for one, pool in city.competences.items()
    }
    return replace(with_records(city, pools), settings=settings)


_NOTHING = (Fraction(0),)


def draws_on_reserve(
    city: City, ordinary: Preparation, whole: Preparation, beside: Choice, new: tuple[str, Placement]
) -> Iterator[Draw]:
    """Where the hours and the money of a placed initiative come from, by shared thing and slot.

    `ordinary` has what the city holds back taken off, `whole` has not; `beside` is all that is done already.
    """
    others, mine = drawn_by(city, ordinary, beside), drawn_by(city, ordinary, dict([new]))
    for resource, supply in sorted(ordinary.supplies.items()):
        for slot, needed in enumerate(mine[resource]):
            if supply.sort in {"hours", "money"} and needed > 0:
                there = supply.capacity[slot]
                reserve = whole.supplies[resource].capacity[slot] - there
                used = ordinary.taken[resource][slot] + others[resource][slot]
                yield Draw(
                    supply.sort,
                    supply.of,
                    supply.pot,
                    ordinary.timeline.years[slot] if supply.sort == "money" else ordinary.timeline.period(slot),
                    needed,
                    min(needed, max(0, there - used)),
                    reserve,
                    min(reserve, max(0, used - there)),
                )


def settled_from_reserve(city: City) -> tuple[Settled, ...]:
    """Decided initiatives that no body above the preparatory one has approved, and that it has; by day, then id.

    Those that are in operation or ended draw on nothing any more, and are not among them.
    """
    return tuple(sorted(_settled(city), key=lambda one: (one.on, one.initiative)))


def _settled(city: City) -> Iterator[Settled]:
    for one, initiative in sorted(city.initiatives.items()):
        if initiative.stages.decided is None or stage_of(initiative) in _OVER:
            continue
        approved = [
            (decision, city.bodies[decision.body].level)
            for decision in city.decisions.values()
            if decision.body in city.bodies
            and any((ruling.record, ruling.outcome) == (one, "approved") for ruling in decision.rulings)
        ]
        if approved and all(level == "preparatory" for _, level in approved):
            last = max((decision for decision, _ in approved), key=lambda decision: (decision.on, decision.id))
            yield Settled(one, last.id, last.on)


def who_may_settle(city: City, way: Way) -> tuple[Body | None, Message | None]:
    """The preparatory body that may settle what fits the reserve; where there is none, why.

    Among several the one with the highest ceiling, then the first by id.
    """
    bodies = [one for one in city.bodies.values() if one.level == "preparatory" and "reserve" in one.may_settle]
    if not bodies:
        return None, msg("no preparatory body may settle the reserve by its record")
    cost = max(0, sum(sum(row) for row in way.money.values()))
    able = [one for one in bodies if one.ceiling is None or cost <= one.ceiling]
    if able:
        return min(able, key=lambda one: (one.ceiling is not None, -(one.ceiling or 0), one.id)), None
    highest = max(bodies, key=lambda one: (one.ceiling or 0, one.id))
    return None, msg(
        "its one-off cost, {cost}, is above the ceiling of {body}, {ceiling}",
        cost=format_amount(cost),
        body=highest.id,
        ceiling=format_amount(highest.ceiling or 0),
    )
