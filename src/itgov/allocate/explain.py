"""Any figure of a split explained: downwards to the records that it comes from, upwards to those who pay a cost.

Downwards, an administration's amount is its cells, one for each cost line; of each is told the way through other
deliveries, the key's value and whole, the exact quota, and whether the largest remainder gave it an öre. Upwards, a
cost is followed to all who pay it, with what is nobody's and what is not split beside. Both add up to the öre, and
carry the sum and the difference, which is 0, with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.cost import CostLine
from itgov.allocate.flow import Sender
from itgov.allocate.network import BESIDE, UNUSED, counted, network, own_key_of, sender_of
from itgov.allocate.reading import Reading, read_key
from itgov.allocate.route import Hand, Route, Step, hands, route, steps_to
from itgov.allocate.shares import Allocation, BrokenSplit, Unsplit
from itgov.model.city import City


@dataclass(frozen=True, slots=True)
class Handed:
    """A last step to an administration, and how the key gave it: `by_key` of what the sender has is split by it."""

    hand: Hand
    by_key: Fraction
    reading: Reading


@dataclass(frozen=True, slots=True)
class Traced:
    """One cell: what an administration pays of one line, and why.

    `share` is of the line's cost, exact: the sum over `handed`. `ore` is the quota's whole part, and `given_ore` more,
    0 or 1, by the largest remainder; turned round for a credit.
    """

    line: CostLine
    share: Fraction
    ore: int
    steps: tuple[Step, ...]
    handed: tuple[Handed, ...]

    @property
    def quota(self) -> Fraction:
        """The exact amount, öre."""
        return self.line.ore * self.share

    @property
    def given_ore(self) -> int:
        """Öre that the largest remainder gave above the whole part; -1 where a credit's was."""
        size = abs(self.ore) - abs(self.quota) // 1
        return int(size) if self.ore >= 0 else -int(size)


@dataclass(frozen=True, slots=True)
class Downwards:
    """An administration's amount in a year, of all lines or of some, and the lines it comes from.

    `ore` is the sum of the split's cells; `difference_ore` is it less what the traced lines give: 0.
    """

    administration_id: str
    year: int
    ore: int
    traced: tuple[Traced, ...]

    @property
    def difference_ore(self) -> int:
        """What the explanation leaves unexplained: 0."""
        return self.ore - sum(one.ore for one in self.traced)


@dataclass(frozen=True, slots=True)
class Followed:
    """One line's cost in a year, and where it went; öre. `to` is by administration, in order."""

    line: CostLine
    route: Route | None
    to: tuple[tuple[str, int], ...]
    unused_ore: int
    unassigned_ore: int
    unsplit: Unsplit | None

    @property
    def not_split_ore(self) -> int:
        """The whole of it where it is not split, else 0."""
        return self.line.ore if self.unsplit else 0

    @property
    def difference_ore(self) -> int:
        """The cost less all that is told of it: 0."""
        told = sum(ore for _, ore in self.to) + self.unused_ore + self.unassigned_ore + self.not_split_ore
        return self.line.ore - told


Parts = tuple[str, int | None]
"""A source's id, and the number of one of its parts, or None for all."""


def downwards(
    city: City, allocation: Allocation, administration: str, year: int, only: Parts | None = None
) -> Downwards:
    """What `administration` pays in `year`, line by line in the order of the split; of `only` one source or part.

    Raises BrokenSplit where a cell is an öre or more from its exact share, which no records can cause.
    """
    lines = {line.order: line for line in allocation.lines if line.year == year}
    passing = _passing(city, allocation, year)
    ways: dict[str, _Way] = {}
    traced, ore = [], 0
    for cell in allocation.cells:
        line = lines.get((cell.source_id, cell.kind, cell.part_number, cell.year))
        if line is None or cell.administration_id != administration or not _of(line, only):
            continue
        ore += cell.ore
        name = _sender_name(city, line)
        if name not in ways:
            ways[name] = _way(city, passing, name, year, administration)
        traced.append(_traced(line, cell.ore, administration, *ways[name]))
    return Downwards(administration, year, ore, tuple(traced))


_Way = tuple[Fraction, tuple[Step, ...], tuple[Handed, ...]]
"""The share that a sender's cost ends at somebody with, its steps there, and the last hands: one for all its lines."""


def _way(city: City, passing: Mapping[str, Sender], name: str, year: int, administration: str) -> _Way:
    found = route(passing, name)
    last = hands(passing, found, administration)
    share = sum((hand.share for hand in last), Fraction(0))
    handed = tuple(_handed(city, passing[hand.sender], hand, year, administration) for hand in last)
    return share, steps_to(found, last), handed


def _traced(
    line: CostLine, ore: int, administration: str, share: Fraction, steps: tuple[Step, ...], handed: tuple[Handed, ...]
) -> Traced:
    if abs(ore - line.ore * share) >= 1:
        raise BrokenSplit(f"{line.order} gives {administration} {ore} öre, and its share is {line.ore * share}")
    return Traced(line, share, ore, steps, handed)


def upwards(
    city: City, allocation: Allocation, source_id: str, part: int | None = None, years: Iterable[int] | None = None
) -> tuple[Followed, ...]:
    """Where each line of a source went, in the order of the split; of one part or all, in `years` or all."""
    asked = set(allocation.years if years is None else years)
    lines = [line for line in allocation.lines if line.year in asked and _of(line, (source_id, part))]
    unsplit = {line.order: one for one in allocation.unsplit for line in one.lines}
    paid: dict[tuple[str, str, int, int], list[tuple[str, int]]] = defaultdict(list)
    for cell in allocation.cells:
        paid[cell.source_id, cell.kind, cell.part_number, cell.year].append((cell.administration_id, cell.ore))
    beside = {(one.line.order, one.kind): one.ore for one in allocation.beside}
    passing = {year: _passing(city, allocation, year) for year in {line.year for line in lines}}
    unused, unassigned = BESIDE
    return tuple(
        Followed(
            line,
            None if line.order in unsplit else route(passing[line.year], _sender_name(city, line)),
            tuple(paid[line.order]),
            beside.get((line.order, unused), 0),
            beside.get((line.order, unassigned), 0),
            unsplit.get(line.order),
        )
        for line in lines
    )


def record_of(sender: str) -> str:
    """The id of the delivery or system that a sender is of, without the key of a part."""
    return sender.partition("/")[0]


def _of(line: CostLine, only: Parts | None) -> bool:
    return only is None or (line.source_id == only[0] and only[1] in {None, line.part_number})


def _passing(city: City, allocation: Allocation, year: int) -> dict[str, Sender]:
    return counted(city, network(city, year, [line for line in allocation.lines if line.year == year]))


def _sender_name(city: City, line: CostLine) -> str:
    return sender_of(line.source_id, line.key_id, own_key_of(city, line))


def _handed(city: City, sender: Sender, hand: Hand, year: int, administration: str) -> Handed:
    source_id, _, key_id = sender.id.partition("/")
    source = city.deliveries.get(source_id) or city.systems[source_id]
    by_key = sum(share for name, share in sender.to_final.items() if name != UNUSED)
    return Handed(hand, Fraction(by_key), read_key(city, source, key_id or source.key or "", year, administration))
