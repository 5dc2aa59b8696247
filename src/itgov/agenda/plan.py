"""The agenda as people need it: what is in, when, for what it is worth, what is not and why, and what it draws."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from itgov.agenda.obstacle import Obstacle
from itgov.agenda.result import Status
from itgov.agenda.supply import Sort
from itgov.agenda.valuation import Parts
from itgov.agenda.work import Purse
from itgov.message import Message
from itgov.model.initiative import Pot
from itgov.model.period import Horizon, Period
from itgov.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Chosen:
    """An initiative the plan holds: `way` ("base" or an alternative's id), first and last period of its work.

    `go_live` is the period after the last. `wanted_start` is the first start its own limits allow: its window,
    procurements, and what is done or fixed. `mandatory` says why it must be in, where it must.
    """

    id: str
    way: str
    start: Period
    end: Period
    go_live: Period
    wanted_start: Period
    parts: Parts
    mandatory: Message | None

    @property
    def value(self) -> int:
        """Its net benefit in öre."""
        return self.parts.total

    @property
    def postponed_by(self) -> int:
        """Whole periods between the start it could have had and the one it has."""
        return self.wanted_start.until(self.start)


@dataclass(frozen=True, slots=True)
class NotChosen:
    """An initiative the plan does not hold, and why, the first reason first.

    `judged` is False where it never competed, such as when it is not anchored.
    """

    id: str
    reasons: tuple[Message, ...]
    judged: bool = True


@dataclass(frozen=True, slots=True)
class FixedIn:
    """Work in the agenda that was not chosen: under way, or an administration's own (D6).

    Periods are None where own work has no place in the horizon; `notes` say what is amiss. `end` and
    `go_live` may lie after the horizon, and `start` before it.
    """

    id: str
    start: Period | None
    end: Period | None
    go_live: Period | None
    parts: Parts
    purses: tuple[Purse, ...]
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What is used of one shared thing in one slot: a period, or a calendar year for money (öre).

    `fixed` is the part of `used` that is under way or own. `capacity` is the slot's own, `carried` what the one
    before it left unused and hands on, `bought` the hours that the chosen ones need beyond it and the city buys.
    `used` is above all together only by `fixed` work.
    """

    sort: Sort
    of: str
    pot: Pot | None
    slot: Period | int
    used: int
    fixed: int
    capacity: int
    carried: int = 0
    bought: int = 0

    @property
    def there(self) -> int:
        """What there is to use: its own, what is carried in, and what is bought."""
        return self.capacity + self.carried + self.bought

    @property
    def overdrawn(self) -> bool:
        """Whether more is used than there is."""
        return self.used > self.there


@dataclass(frozen=True, slots=True)
class BoughtHours:
    """Hours of a pool that a plan buys in one calendar year: who pays `cost` (öre) of its operating money."""

    pool: str
    year: int
    hours: int
    price_per_hour: int
    paid_by: str

    @property
    def cost(self) -> int:
        """What is paid for them in that year, in öre."""
        return self.hours * self.price_per_hour


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposed agenda.

    Amounts in öre. `parts` adds up the chosen ones (not what is fixed in) and makes `value`; `bound` is
    what no plan can exceed. `ranking_value` and `ranking_with_needs` are what the simple rankings would give,
    None where one cannot place what is mandatory. Where no plan was found (status infeasible, stopped, unverified or
    error) `chosen` is empty, `value` None, and `obstacles` say what is known about why. Where `bound_from_record`
    the plan was read back: `bound`, `solver` and `nodes` are what its record claims, and not proven anew.
    `scenario` is the one it was made for; `interrupted` says that Ctrl-C ended the search.
    """

    city: str
    horizon: Horizon
    settings: Settings
    gap_asked: Fraction
    status: Status
    value: int | None
    parts: Parts
    bound: int | None
    gap: Fraction | None
    solver: str
    nodes: int
    digest: str
    ranking_value: int | None
    ranking_with_needs: int | None
    chosen: tuple[Chosen, ...]
    not_chosen: tuple[NotChosen, ...]
    under_way: tuple[FixedIn, ...]
    own: tuple[FixedIn, ...]
    load: tuple[Load, ...]
    overdrawn: tuple[Load, ...]
    obstacles: tuple[Obstacle, ...]
    bought: tuple[BoughtHours, ...] = ()
    bound_from_record: bool = False
    scenario: str | None = None
    interrupted: bool = False

    @property
    def postponed(self) -> tuple[Chosen, ...]:
        """The chosen ones that start later than their own limits allow."""
        return tuple(one for one in self.chosen if one.postponed_by > 0)
