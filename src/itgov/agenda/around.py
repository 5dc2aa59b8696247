"""The best choice near another one: most tasks stay as they are, and a small problem of the rest is solved.

A round of a search makes many such problems of one formulation. It is therefore read by columns once, and what stays
is taken off the rows' limits: a round of 30 of 300 tasks takes a third of what handing over all columns, most of them
settled, takes (docs/design/16-speed-of-the-agenda.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from itgov.agenda.formulation import Formulation, Row
from itgov.agenda.highs import Ask, Limits, run
from itgov.agenda.problem import Choice, Problem, value_of
from itgov.agenda.solve import choice_of_columns, hint_of
from itgov.agenda.verify import verify


@dataclass(frozen=True, slots=True)
class Around:
    """The best choice found near another one, never worse; and whether Ctrl-C ended the search for it."""

    choice: Choice
    interrupted: bool = False


class Surroundings:
    """A problem, ready to be solved around any choice of it that keeps every demand. `form` is the problem's own."""

    def __init__(self, problem: Problem, form: Formulation) -> None:
        self.problem = problem
        self._form = form
        self._rows_of: list[list[tuple[int, int]]] = [[] for _ in range(len(form.columns) + len(form.bought))]
        for number, row in enumerate(form.rows):
            for column, factor in row.entries:
                self._rows_of[column].append((number, factor))

    def best(
        self, choice: Choice, free: Collection[str], *, gap: Fraction, node_limit: int, seconds: float | None = None
    ) -> Around:
        """The best choice that leaves every task outside `free` as it is in `choice`.

        Nothing is proven by it: `gap` and `node_limit` keep it short, and `seconds` where they are asked for.
        """
        start = dict(hint_of(self.problem, self._form, choice))
        mine = [i for i, column in enumerate(self._form.columns) if column.task in free]
        stays = [i for i in start if i < len(self._form.columns) and self._form.columns[i].task not in free]
        small = self._small(mine, stays)
        bought = range(len(self._form.columns), len(self._rows_of))
        hint = tuple((place, start[old]) for place, old in enumerate((*mine, *bought)) if old in start)
        objective = [*(column.value for column in small.columns), *(-one.price for one in small.bought)]
        answer = run(
            Ask(small, objective, Limits(gap, node_limit, seconds, lean=True), hint, None, small.scale, small.left)
        )
        if answer.chosen is None:
            return Around(choice, answer.interrupted)
        found = {one: spot for one, spot in choice.items() if one not in free}
        found.update(choice_of_columns(small, answer.chosen))
        better = value_of(self.problem, found) > value_of(self.problem, choice) and not verify(self.problem, found)
        return Around(found if better else choice, answer.interrupted)

    def _small(self, mine: list[int], stays: Iterable[int]) -> Formulation:
        """The formulation of those columns alone, beside what stays."""
        left = self._form.left
        taken: dict[int, int] = {}
        for column in stays:
            left += self._form.columns[column].value
            for row, factor in self._rows_of[column]:
                taken[row] = taken.get(row, 0) + factor
        rows = tuple(self._rows([*mine, *range(len(self._form.columns), len(self._rows_of))], taken))
        columns = tuple(self._form.columns[column] for column in mine)
        return Formulation(columns, rows, self._form.scale, left, self._form.bought)

    def _rows(self, columns: Iterable[int], taken: dict[int, int]) -> Iterator[Row]:
        entries: dict[int, list[tuple[int, int]]] = {}
        for place, column in enumerate(columns):
            for number, factor in self._rows_of[column]:
                entries.setdefault(number, []).append((place, factor))
        for number in sorted(entries):
            row = self._form.rows[number]
            yield Row(row.family, tuple(entries[number]), row.upper - taken.get(number, 0), row.equal)
