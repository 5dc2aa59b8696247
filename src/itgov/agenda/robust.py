"""What the samples say together: how the base plan fares, and what the best plans have in common.

Two questions, kept apart. The base plan is held as it is: what is it worth over the samples? And had one known what
would come: which initiatives would the best plan hold? Those in nearly all are core, those in nearly none exterior,
the others borderline (the terms of robust portfolio modelling: Liesiö, Mild & Salo, European Journal of Operational
Research 181, 2007, pp. 1488-1505; there over all values a set allows, here over a sample of them).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, isqrt
from typing import Literal

from itgov.agenda.problem import Choice, Placement, Problem, Task, price_of_bought
from itgov.agenda.result import Proof, gap_between
from itgov.agenda.solve import solve
from itgov.agenda.uncertainty import Outcomes
from itgov.model.money import round_half_up

CORE = Fraction(9, 10)
EXTERIOR = Fraction(1, 10)
_Z = Fraction(196, 100)
"""So many standard deviations hold 95 of 100."""
Group = Literal["core", "borderline", "exterior"]


class WrongSample(ValueError):
    """A sample that is not what its number and seed give; `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(f"sample {number}")
        self.number = number


@dataclass(frozen=True, slots=True)
class Sample:
    """The best plan found for one draw of everything; `value` and `bound` in öre, `bound` None where none is proven."""

    number: int
    value: int
    bound: int | None
    status: Proof
    nodes: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class Spread:
    """Amounts in öre over the samples: their mean, and the least that so many of 100 are at or below."""

    mean: int
    p10: int
    p50: int
    p90: int
    below_zero: Fraction


@dataclass(frozen=True, slots=True)
class Standing:
    """One judged initiative: the share of best plans that hold it, and what that makes it.

    One that is `mandatory` is core because no plan may leave it out, not because it is worth it.
    `spread` is of its own net benefit as the base plan has it, None where that leaves it out. `knowing` is what it
    would be worth (öre of expected net benefit) to know its estimates before choosing, `error` that figure's
    standard error.
    """

    id: str
    share: Fraction
    group: Group
    mandatory: bool
    in_base: bool
    spread: Spread | None
    knowing: int
    error: int


@dataclass(frozen=True, slots=True)
class Robustness:
    """All that is told of the samples.

    `best` are the net benefits of the samples' own best plans. `unproven` counts those left further from their
    bound than `gap` asked, `widest` is the widest gap (None where one has no bound). `on_average` is the greatest
    mean net benefit of any plan found, `knowing_all` what knowing everything would add to it, and `at_most` what
    that could be by the bounds.
    """

    samples: int
    standings: tuple[Standing, ...]
    base: Spread
    best: Spread
    widest: Fraction | None
    unproven: int
    plans: int
    on_average: int
    knowing_all: int
    at_most: int | None


def solved(outcomes: Outcomes, number: int, base: Choice, *, gap: Fraction, node_limit: int | None = None) -> Sample:
    """The best plan, had one known what comes in sample `number`, searched from the base plan.

    It rests on nothing but its arguments, so samples may be solved in any order. Raises RuntimeError where the
    solver gives no plan: the base plan is one, so that is a fault.
    """
    result = solve(outcomes.problem_of(number), gap=gap, node_limit=node_limit, hint=base, lean=True)
    if result.interrupted:
        raise KeyboardInterrupt
    if result.status not in {"optimal", "within_gap", "feasible_stopped"} or result.value is None:
        raise RuntimeError(f"sample {number}: {result.status}")
    bound = None if result.bound is None else int(result.bound)
    return Sample(number, int(result.value), bound, result.status, result.nodes, result.choice)


def robustness(
    outcomes: Outcomes, base: Choice, samples: Sequence[Sample], *, gap: Fraction, others: Iterable[Choice] = ()
) -> Robustness:
    """What the samples (one or more, in order of number) say; `others` are further plans one might choose.

    Raises WrongSample where a sample's value is not what its plan is worth in it.
    """
    chosen = _distinct([base, *(sample.choice for sample in samples), *others])
    worth = _Worth.of(outcomes, chosen, [sample.number for sample in samples])
    for place, sample in enumerate(samples):
        if worth.at(sample.choice, place) != sample.value:
            raise WrongSample(sample.number)
    gaps = [gap_between(sample.value, sample.bound) for sample in samples]
    known = [one for one in gaps if one is not None]
    totals = [worth.total(choice) for choice in chosen]
    knowing = worth.knowing(chosen, totals)
    found, bounds = sum(sample.value for sample in samples), [sample.bound for sample in samples]
    apart = [bound for bound in bounds if bound is not None]
    count = len(samples)
    tasks = sorted(outcomes.problem.tasks, key=lambda task: task.id)
    return Robustness(
        samples=count,
        standings=tuple(_standing(worth, one, base, samples, knowing[one.id]) for one in tasks),
        base=_spread([worth.at(base, place) for place in range(count)]),
        best=_spread([sample.value for sample in samples]),
        widest=max(known) if len(known) == count else None,
        unproven=sum(one is None or one > gap for one in gaps),
        plans=len(chosen),
        on_average=round_half_up(Fraction(max(totals), count)),
        knowing_all=round_half_up(Fraction(found - max(totals), count)),
        at_most=round_half_up(Fraction(sum(apart) - max(totals), count)) if len(apart) == count else None,
    )


def group_of(share: Fraction) -> Group:
    """Core from nine of ten best plans on, exterior up to one of ten, else borderline."""
    return "core" if share >= CORE else "exterior" if share <= EXTERIOR else "borderline"


def chance_between(share: Fraction, samples: int) -> tuple[Fraction, Fraction]:
    """Between what a chance lies, 95 times of 100, when a `share` of so many samples (1 or more) is seen.

    Wilson's interval (Journal of the American Statistical Association 22, 1927, pp. 209-212), which holds for shares
    of 0 and 1 too; its root to a millionth, outward.
    """
    squared = _Z * _Z / samples
    inside = _Z * _Z * (share * (1 - share) / samples + squared / (4 * samples))
    root = Fraction(isqrt(ceil(inside * 10**12)) + 1, 10**6)
    middle = share + squared / 2
    return max(Fraction(0), (middle - root) / (1 + squared)), min(Fraction(1), (middle + root) / (1 + squared))


def _standing(worth: _Worth, task: Task, base: Choice, samples: Sequence[Sample], knowing: tuple[int, int]) -> Standing:
    one = task.id
    share = Fraction(sum(one in sample.choice for sample in samples), len(samples))
    spread = _spread(worth.values[one, base[one]]) if one in base else None
    return Standing(one, share, group_of(share), task.must, one in base, spread, *knowing)


def _spread(amounts: Sequence[int]) -> Spread:
    ordered, count = sorted(amounts), len(amounts)

    def reached(percent: int) -> int:
        return ordered[max(0, -(-percent * count // 100) - 1)]

    below = Fraction(sum(amount < 0 for amount in ordered), count)
    return Spread(round_half_up(Fraction(sum(ordered), count)), reached(10), reached(50), reached(90), below)


def _distinct(choices: Iterable[Choice]) -> list[Choice]:
    return list({tuple(sorted(choice.items())): choice for choice in choices}.values())


@dataclass(frozen=True, slots=True)
class _Worth:
    """What each placement of each initiative is worth in each sample; None stands for leaving it out.

    What hours that a plan must buy take off it is the same in all samples.
    """

    problem: Problem
    ids: tuple[str, ...]
    values: Mapping[tuple[str, Placement | None], tuple[int, ...]]
    sums: Mapping[tuple[str, Placement | None], int]
    count: int

    @classmethod
    def of(cls, outcomes: Outcomes, choices: Iterable[Choice], numbers: Sequence[int]) -> _Worth:
        spots: dict[str, set[Placement]] = {task.id: set() for task in outcomes.problem.tasks}
        for choice in choices:
            for one, spot in choice.items():
                spots[one].add(spot)
        values: dict[tuple[str, Placement | None], tuple[int, ...]] = {
            (task.id, None): (int(task.without),) * len(numbers) for task in outcomes.problem.tasks
        }
        for one in sorted(one for one in spots if spots[one]):
            drawn = [outcomes.parts(outcomes.draw(number, one), one, spots[one]) for number in numbers]
            values |= {(one, spot): tuple(parts[spot].total for parts in drawn) for spot in spots[one]}
        sums = {key: sum(row) for key, row in values.items()}
        return cls(outcomes.problem, tuple(sorted(spots)), values, sums, len(numbers))

    def at(self, choice: Choice, place: int) -> int:
        """What a choice is worth in the sample at a place."""
        return sum(self.values[one, choice.get(one)][place] for one in self.ids) - price_of_bought(self.problem, choice)

    def total(self, choice: Choice) -> int:
        """What a choice is worth in all samples together."""
        price = price_of_bought(self.problem, choice)
        return sum(self.sums[one, choice.get(one)] for one in self.ids) - self.count * price

    def knowing(self, choices: Sequence[Choice], totals: Sequence[int]) -> dict[str, tuple[int, int]]:
        """For each initiative what knowing its estimates first is worth in the mean, and its standard error.

        The expected value of partial perfect information (Felli & Hazen, Medical Decision Making 18, 1998,
        pp. 95-109) among the plans found: in each sample the plan with the best mean, when this initiative's
        values are known and the others' are at their mean, less the plan with the best mean of all. Initiatives
        are drawn independently and their values add up, so that mean is a sum and needs no regression.
        """
        best = max(range(len(choices)), key=lambda place: totals[place])
        return {one: self._knowing(one, choices, totals, best) for one in self.ids}

    def _knowing(self, one: str, choices: Sequence[Choice], totals: Sequence[int], best: int) -> tuple[int, int]:
        # All in 1/count of an öre, so that nothing is rounded before the end.
        rest: dict[Placement | None, int] = {}
        for choice, total in zip(choices, totals, strict=True):
            spot = choice.get(one)
            apart = total - self.sums[one, spot]
            rest[spot] = max(apart, rest.get(spot, apart))
        held = choices[best].get(one)
        gains = [
            max(rest[spot] + self.count * self.values[one, spot][place] for spot in rest)
            - (rest[held] + self.count * self.values[one, held][place])
            for place in range(self.count)
        ]
        return round_half_up(Fraction(sum(gains), self.count**2)), self._error(gains)

    def _error(self, gains: Sequence[int]) -> int:
        if self.count < 2:
            return 0
        # The variance of a mean of `count` gains, each in 1/count of an öre.
        squares = self.count * sum(gain * gain for gain in gains) - sum(gains) ** 2
        return isqrt(squares // (self.count**4 * (self.count - 1)))
