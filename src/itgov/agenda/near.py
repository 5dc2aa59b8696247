"""Plans worth nearly as much as the base plan, that differ most from it and from each other.

Modelling to generate alternatives (Brill, Chang & Hopkins, Management Science 28, 1982, pp. 221-235): the value is
held at a level, and difference is what is greatest. A meeting that dislikes the plan sees what else is as good.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from itgov.agenda.different import most_different
from itgov.agenda.problem import Choice, Problem, value_of

NODES = 200
"""A proof that no plan differs more takes long, and is worth little: after so many nodes the best found is taken."""


@dataclass(frozen=True, slots=True)
class Near:
    """A plan worth `value` öre as estimated, and what it takes in and leaves out against the base plan, by id.

    `proven` where no plan worth as much differs more from the base plan and those before this one, all together.
    """

    choice: Choice
    value: int
    entered: tuple[str, ...]
    left: tuple[str, ...]
    proven: bool


def near_plans(
    problem: Problem, base: Choice, epsilon: Fraction, count: int, known: Sequence[Choice] = ()
) -> Iterator[Near]:
    """Up to `count` plans that give up at most a share `epsilon` of the base plan's value, the most different first.

    Each differs as much as it can from the base plan and those before it, summed over them, counted in initiatives
    that are in one and out of the other. Fewer where there are no more, or none was found within `NODES` nodes.
    `known` are plans of the problem to start from where they are worth as much.
    """
    value = Fraction(value_of(problem, base))
    least = ceil(value - epsilon * abs(value))
    found: list[Choice] = [base]
    for _ in range(count):
        other = most_different(problem, least, found, known=known, node_limit=NODES)
        if other is None:
            return
        found.append(other.choice)
        yield Near(
            other.choice,
            int(value_of(problem, other.choice)),
            tuple(sorted(other.choice.keys() - base.keys())),
            tuple(sorted(base.keys() - other.choice.keys())),
            other.most is not None and other.most <= other.apart,
        )
