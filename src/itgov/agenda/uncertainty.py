"""What comes instead of what was estimated: one draw for each sample and initiative, and what it makes of the values.

A plan is decided on likely figures and meets drawn ones, so draws change what a plan turns out to be worth, never
whether it keeps its limits. Three things are drawn for each initiative, independent of each other and of all others:

- how well its benefits go: one place between low and high for all of them, since what makes one come short, that
  fewer use it, makes the others come short too;
- how its costs go: one factor for one-off cost, self-cost of hours and operation;
- how many periods later than planned it is in use. The work keeps its periods and its cost: what longer work costs
  is in the factor for cost, and would be counted twice.

Benefits and costs are triangular by low, likely and high, a common stand-in where three points are all that is known
(Johnson, The Statistician 46, 1997, pp. 387-398). The inverse is taken in whole numbers, and each draw comes from a
hash of what it is for: no generator's state, so neither machine, order nor other initiatives change it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isqrt

from itgov.agenda.build import PartsOf, Preparation
from itgov.agenda.digest import digest
from itgov.agenda.problem import Placement, Problem, Task
from itgov.agenda.valuation import Parts, Valuation, valuation_of
from itgov.agenda.work import Way
from itgov.model.city import City
from itgov.model.initiative import Benefit, Initiative
from itgov.model.money import round_half_up

_BITS = 64
_ONE = 1 << _BITS
_SCALE = 10**6
"""A factor of cost is whole in millionths."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What comes of one initiative in one sample.

    `benefit` is a place in the distribution of benefits, from 0 to below 2^64; `cost` a factor; `late` periods.
    """

    benefit: int
    cost: Fraction
    late: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All that values come of, as plain data that another process can be handed.

    `problem`, `ways` and `parts` are those of a `Preparation`; `costs` has the least and the greatest factor of
    cost in millionths by initiative, `delays` the chances of going live 0, 1, 2 … periods late.
    """

    problem: Problem
    ways: Mapping[str, tuple[Way, ...]]
    planned: PartsOf
    valuation: Valuation
    costs: Mapping[str, tuple[int, int]]
    delays: tuple[Fraction, ...]
    seed: int

    def draw(self, sample: int, one: str) -> Draw:
        """What comes of an initiative in a sample; the same for the same seed, sample and id, always."""
        low, high = self.costs[one]
        place = self._place(sample, one, "cost")
        return Draw(
            self._place(sample, one, "benefit"),
            Fraction(triangular(place, low, _SCALE, high), _SCALE),
            late_by(self._place(sample, one, "delay"), self.delays),
        )

    def parts(self, draw: Draw, one: str, spots: Iterable[Placement]) -> dict[Placement, Parts]:
        """The net benefit of an initiative by its parts, in öre, for each way and start, when the draw comes true.

        What breaking promises costs is the city's own setting, and is never drawn.
        """
        ways = {way.id: _drawn(way, draw.benefit) for way in self.ways[one]}
        return {spot: self._parts(draw, one, ways[spot[0]], spot[1]) for spot in spots}

    def problem_of(self, sample: int) -> Problem:
        """The agenda's problem with the values of a sample; what may be chosen is the same in all of them."""
        return replace(self.problem, tasks=tuple(self._drawn(task, sample) for task in self.problem.tasks))

    def _drawn(self, task: Task, sample: int) -> Task:
        spots = [(mode.id, start) for mode in task.modes for start in sorted(mode.value)]
        if not spots:
            return task
        found = self.parts(self.draw(sample, task.id), task.id, spots)
        modes = (
            replace(mode, value={start: found[mode.id, start].total for start in sorted(mode.value)})
            for mode in task.modes
        )
        return replace(task, modes=tuple(modes))

    def _parts(self, draw: Draw, one: str, drawn: Way, start: int) -> Parts:
        used = self.valuation.in_use(drawn, start + drawn.length + draw.late)
        planned = self.planned[one, drawn.id, start]
        return Parts(
            benefit=used.benefit,
            operating_cost=round_half_up(used.operating_cost * draw.cost),
            one_off_cost=round_half_up(planned.one_off_cost * draw.cost),
            hours_cost=round_half_up(planned.hours_cost * draw.cost),
            unpriced=used.unpriced,
            promises=planned.promises,
        )

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all that the samples rest on: the problem, what is drawn and between which ends."""
        drawn = [
            [one, *self.costs[one], [[way.id, [_ends(benefit) for benefit in way.benefits]] for way in self.ways[one]]]
            for one in sorted(self.costs)
        ]
        held = [digest(self.problem), self.seed, [str(chance) for chance in self.delays], drawn]
        return hashlib.sha256(json.dumps(held, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()

    def _place(self, sample: int, one: str, what: str) -> int:
        name = f"{self.seed}/{sample}/{one}/{what}"
        return int.from_bytes(hashlib.sha256(name.encode()).digest()[: _BITS // 8], "big")


def outcomes_of(city: City, preparation: Preparation, seed: int) -> Outcomes:
    """What may come of the judged initiatives, drawn by `seed`."""
    settings = city.settings.uncertainty
    judged = sorted(preparation.permitted)
    return Outcomes(
        preparation.problem,
        {one: preparation.ways[one] for one in judged},
        preparation.parts,
        valuation_of(city, preparation.timeline),
        {one: cost_range(city.initiatives[one], settings.plus_minus) for one in judged},
        settings.delay,
        seed,
    )


def _ends(benefit: Benefit) -> list[int]:
    ends = benefit.per_year
    return [] if ends is None else [ends.low, ends.likely, ends.high]


def cost_range(initiative: Initiative, plus_minus: Fraction) -> tuple[int, int]:
    """The least and the greatest factor of cost in millionths: by its own estimate, else by `plus_minus`."""
    share = plus_minus if initiative.estimate is None else initiative.estimate.plus_minus
    apart = round_half_up(share * _SCALE)
    return max(0, _SCALE - apart), _SCALE + apart


def triangular(place: int, low: int, likely: int, high: int) -> int:
    """The value at a `place` (0 to below 2^64) of the triangular distribution, rounded toward the nearer end.

    `low` ≤ `likely` ≤ `high`; its mean is their mean. The inverse of the distribution function, with whole roots.
    """
    width = high - low
    if place * width < (likely - low) * _ONE:
        return low + isqrt(place * width * (likely - low) >> _BITS)
    return high - isqrt((_ONE - place) * width * (high - likely) >> _BITS)


def late_by(place: int, chances: Sequence[Fraction]) -> int:
    """How many periods late at a `place` (0 to below 2^64), when `chances` are those of 0, 1, 2 and so on."""
    reached = Fraction(0)
    for late, chance in enumerate(chances):
        reached += chance
        if place < reached * _ONE:
            return late
    return len(chances) - 1


def _drawn(way: Way, place: int) -> Way:
    return replace(way, benefits=tuple(_drawn_benefit(one, place) for one in way.benefits))


def _drawn_benefit(benefit: Benefit, place: int) -> Benefit:
    if benefit.per_year is None:
        return benefit
    low, likely, high = benefit.per_year.low, benefit.per_year.likely, benefit.per_year.high
    per_year = benefit.per_year.model_copy(update={"likely": triangular(place, low, likely, high)})
    return benefit.model_copy(update={"per_year": per_year})
