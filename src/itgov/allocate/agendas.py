"""What an agenda, or one instead of another, adds to what each administration pays: the split, before and after.

The operating costs that an agenda adds are in no sum of the split (`added`). Here they are put on top of it, to show
what each would pay in all when the work is in operation. Nothing is split again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from itgov.allocate.added import AddedLine
from itgov.allocate.shares import Allocation
from itgov.message import Message

NOT_SPLIT = ""
"""Stands for what cannot be split, where others have the id of who pays."""
Sums = Mapping[tuple[str, int], int]
"""Öre by id and year."""


@dataclass(frozen=True)
class Agendas:
    """Two agendas beside one split; the first is None where it is the split alone.

    `split` is what each administration pays of it; `before` and `after` what the two add, by payer (an administration,
    a funder, what is nobody's, or NOT_SPLIT) and year; `initiatives` what the second adds beyond the first, initiative
    by initiative.
    """

    names: tuple[str | None, str]
    years: tuple[int, ...]
    administrations: tuple[str, ...]
    split: Sums
    before: Sums
    after: Sums
    initiatives: Sums
    whys: tuple[Message, ...]

    @property
    def payers(self) -> tuple[str, ...]:
        """Every administration, then whoever else bears anything, in the order of ids; NOT_SPLIT last."""
        others = {name for name, _ in (*self.before, *self.after)} - {*self.administrations, NOT_SPLIT}
        last = (NOT_SPLIT,) if any(name == NOT_SPLIT for name, _ in (*self.before, *self.after)) else ()
        return (*self.administrations, *sorted(others), *last)

    def pays(self, payer: str, year: int) -> tuple[int, int]:
        """What it pays in all by the first, and by the second."""
        own = self.split.get((payer, year), 0)
        return own + self.before.get((payer, year), 0), own + self.after.get((payer, year), 0)

    def total(self, year: int) -> tuple[int, int]:
        """What all pay so."""
        each = [self.pays(one, year) for one in self.payers]
        return sum(one for one, _ in each), sum(other for _, other in each)

    def difference_ore(self, year: int) -> int:
        """What all pay more, less what the initiatives add: 0."""
        one, other = self.total(year)
        return other - one - sum(ore for (_, at), ore in self.initiatives.items() if at == year)


def compared(
    allocation: Allocation,
    names: tuple[str | None, str],
    before: Iterable[AddedLine],
    after: Iterable[AddedLine],
) -> Agendas:
    """Two agendas' added costs beside the split, in its years."""
    before, after = tuple(before), tuple(after)
    split: dict[tuple[str, int], int] = {}
    for cell in allocation.cells:
        split[cell.administration_id, cell.year] = split.get((cell.administration_id, cell.year), 0) + cell.ore
    initiatives: dict[tuple[str, int], int] = {}
    for sign, lines in ((-1, before), (1, after)):
        for line in lines:
            where = (line.initiative_id, line.year)
            initiatives[where] = initiatives.get(where, 0) + sign * line.ore
    return Agendas(
        names,
        allocation.years,
        allocation.administrations,
        split,
        _by_payer(before),
        _by_payer(after),
        {where: ore for where, ore in sorted(initiatives.items()) if ore},
        tuple(dict.fromkeys(line.why for line in (*before, *after) if line.why is not None)),
    )


def _by_payer(lines: Iterable[AddedLine]) -> dict[tuple[str, int], int]:
    sums: dict[tuple[str, int], int] = {}
    for line in lines:
        for name, ore in line.shares.items() if line.why is None else ((NOT_SPLIT, line.ore),):
            sums[name, line.year] = sums.get((name, line.year), 0) + ore
    return sums
