"""A source's budget of one year as pools: what one key splits of it, and with whom it ended.

What is booked on a source follows its budget pool by pool, so that a part with a key of its own is settled by that key,
and what could not be split of the budget is not split of what is booked either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from itgov.allocate.nobody import NOT_SPLIT
from itgov.allocate.remainder import Splitter, split
from itgov.allocate.shares import Allocation
from itgov.message import Message, msg

MONTHS = 12


@dataclass(frozen=True)
class Pool:
    """What one key splits of a source's cost in a year, in öre; `parts` are the names of its cost parts.

    `ends` is with whom the budget ended, by id: together they are the budget. `weights` are the proportions in which
    it did. Where it is not split, all of it is NOT_SPLIT's, and `why` says what keeps it from being split.
    """

    parts: frozenset[str]
    budget_ore: int
    ends: Mapping[str, int]
    weights: Mapping[str, int] = field(compare=False)
    why: Message | None = None

    @cached_property
    def _splitter(self) -> Splitter:
        return Splitter(self.weights)

    def split(self, ore: int) -> dict[str, int]:
        """An amount in the proportions in which the budget ended, rounded once."""
        return self._splitter.split(ore)


def pools_of(allocation: Allocation, year: int) -> dict[str, tuple[Pool, ...]]:
    """The pools of every source with a budget in the year, by source and key."""
    drafts: dict[tuple[str, str], _Draft] = defaultdict(_Draft)
    for line in allocation.lines:
        if line.year == year:
            draft = drafts[line.source_id, line.key_id]
            draft.parts.add(line.part)
            draft.budget += line.ore
    for where, name, ore in _ends(allocation, year):
        drafts[where].add(name, ore)
    whys = {
        (line.source_id, line.key_id): one.why for one in allocation.unsplit for line in one.lines if line.year == year
    }
    found: dict[str, tuple[Pool, ...]] = {}
    for where, draft in sorted(drafts.items()):
        found[where[0]] = (*found.get(where[0], ()), draft.pool(whys.get(where)))
    return found


def _ends(allocation: Allocation, year: int) -> Iterator[tuple[tuple[str, str], str, int]]:
    """Source and key, who bears, and how much, of all that is split in the year."""
    for cell in allocation.cells:
        if cell.year == year:
            yield (cell.source_id, cell.key_id), cell.administration_id, cell.ore
    for one in allocation.beside:
        if one.line.year == year:
            yield (one.line.source_id, one.line.key_id), one.kind, one.ore


def without_budget() -> Pool:
    """The pool of what is booked on a source that has no budget in the year."""
    return Pool(frozenset(), 0, {NOT_SPLIT: 0}, {NOT_SPLIT: 1}, msg("it has no budget in the year"))


def months_of(budget_ore: int) -> tuple[int, ...]:
    """A year's budget by month: twelve equal parts, öre that are left over to the first months."""
    parts = split(budget_ore, dict.fromkeys((f"{month:02d}" for month in range(1, MONTHS + 1)), 1))
    return tuple(parts[name] for name in sorted(parts))


def to_date(pool: Pool, through: int) -> int:
    """The budget of the months from January to `through`; nothing where that is 0."""
    return sum(months_of(pool.budget_ore)[:through])


def booked_by_pool(pools: tuple[Pool, ...], booked: Mapping[str, int], named: Iterable[str], through: int) -> list[int]:
    """What is booked on each pool: `booked` is öre by part, "" where a row names none; they add up to it all.

    What names a part is its pool's; of several pools with a part of that name, by their budgets. What names none is of
    the pools that no row of the year names (`named`): each gets its budget to date, and of what deviates from that as
    much as its budget is of theirs. Where every pool is named, it is split by their budgets.
    """
    own, loose = [0] * len(pools), []
    for part, ore in booked.items():
        holding = [at for at, pool in enumerate(pools) if part in pool.parts]
        if not holding:
            loose.append(ore)
            continue
        for at, share in _by_size(pools, holding, ore).items():
            own[at] += share
    if not loose:
        return own
    names = set(named)
    rest = [at for at, pool in enumerate(pools) if not pool.parts & names]
    expected = {at: to_date(pools[at], through) for at in rest}
    deviating = _by_size(pools, rest or range(len(pools)), sum(loose) - sum(expected.values()))
    return [ore + expected.get(at, 0) + deviating.get(at, 0) for at, ore in enumerate(own)]


def _by_size(pools: tuple[Pool, ...], places: Iterable[int], ore: int) -> dict[int, int]:
    """An amount by the size of some pools' budgets; in equal parts where none has any."""
    sizes = {f"{at:06d}": abs(pools[at].budget_ore) for at in places}
    if not any(sizes.values()):
        sizes = dict.fromkeys(sizes, 1)
    return {int(at): part for at, part in split(ore, sizes).items()}


@dataclass
class _Draft:
    parts: set[str] = field(default_factory=set)
    budget: int = 0
    ends: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    weights: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, name: str, ore: int) -> None:
        self.ends[name] += ore
        # A credit and a cost of one key end alike: by their sizes, since together they may be nothing.
        self.weights[name] += abs(ore)

    def pool(self, why: Message | None) -> Pool:
        if why is None and not any(self.weights.values()):
            why = msg("its budget is 0, and has no proportions that what is booked could follow")
        if why is None:
            return Pool(frozenset(self.parts), self.budget, dict(self.ends), dict(self.weights))
        return Pool(frozenset(self.parts), self.budget, {NOT_SPLIT: self.budget}, {NOT_SPLIT: 1}, why)
