"""What an initiative takes, period by period, for each way it can be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from itgov.model.initiative import Alternative, Benefit, Initiative, OperatingCost, Phase, Pot
from itgov.model.planning import pilot_phases

BASE = "base"
"""The way that the record's own phases describe; an alternative is named by its own id."""
PILOT = "pilot"
"""The way that ends with the phase that may stand alone; it gives nothing that others build on."""
Purse = tuple[str, Pot]
"""Who pays (a funder's or an administration's id) and from which budget."""
K = TypeVar("K", str, Purse)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do an initiative: whole hours by pool and öre by purse for each period from its start.

    `phase_starts` is the offset each phase begins at, with the length of the whole as its last item.
    """

    id: str
    length: int
    hours: Mapping[str, tuple[int, ...]]
    money: Mapping[Purse, tuple[int, ...]]
    phase_starts: tuple[int, ...]
    operating_costs: tuple[OperatingCost, ...]
    benefits: tuple[Benefit, ...]

    @property
    def delivers(self) -> bool:
        """Whether it gives what others need of the initiative; a pilot alone does not, and has no go-live."""
        return self.id != PILOT


def ways_of(initiative: Initiative) -> tuple[Way, ...]:
    """The record's own way first, then its alternatives by id, then its pilot where that may stand alone."""
    alternatives = sorted(initiative.alternatives, key=lambda alternative: alternative.id)
    return (
        _way(BASE, initiative),
        *(_way(alternative.id, alternative) for alternative in alternatives),
        *_pilot(initiative),
    )


def evenly(amount: int, periods: int) -> tuple[int, ...]:
    """A whole amount over `periods` (1 or more), as even as whole numbers go: the first ones take what is left over.

    That is the largest remainder method with equal weights and ties to the earlier period; a negative
    amount mirrors a positive one. The sum is always the amount.
    """
    share, rest = divmod(abs(amount), periods)
    sign = -1 if amount < 0 else 1
    return tuple(sign * (share + (place < rest)) for place in range(periods))


def _pilot(initiative: Initiative) -> Iterator[Way]:
    phases = pilot_phases(initiative)
    if phases and phases[-1].may_stand_alone is not None:
        yield _made_of(PILOT, phases, (), phases[-1].may_stand_alone.benefits)


def _way(way_id: str, source: Initiative | Alternative) -> Way:
    return _made_of(way_id, source.phases, source.operating_costs, source.benefits)


def _made_of(
    way_id: str, phases: Sequence[Phase], operating_costs: tuple[OperatingCost, ...], benefits: tuple[Benefit, ...]
) -> Way:
    length = sum(phase.periods for phase in phases)
    starts = [0]
    for phase in phases:
        starts.append(starts[-1] + phase.periods)
    hours: dict[str, list[int]] = {}
    money: dict[Purse, list[int]] = {}
    for phase, start in zip(phases, starts, strict=False):
        for pool, amount in phase.hours.items():
            _add(hours.setdefault(pool, [0] * length), phase, start, amount)
        for purse, amount in _by_purse(phase).items():
            _add(money.setdefault(purse, [0] * length), phase, start, amount)
    return Way(way_id, length, _sorted(hours), _sorted(money), tuple(starts), operating_costs, benefits)


def _by_purse(phase: Phase) -> Mapping[Purse, int]:
    total: dict[Purse, int] = {}
    for line in phase.costs:
        purse = (line.funder, line.pot)
        total[purse] = total.get(purse, 0) + line.amount
    return total


def _add(row: list[int], phase: Phase, start: int, amount: int) -> None:
    for offset, part in enumerate(evenly(amount, phase.periods)):
        row[start + offset] += part


def _sorted(rows: Mapping[K, Iterable[int]]) -> dict[K, tuple[int, ...]]:
    return {key: tuple(rows[key]) for key in sorted(rows) if any(rows[key])}
