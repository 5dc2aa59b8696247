"""The shares of two splits mixed: the key of one, who shares by the other, and the way through deliveries by either.

What an administration bears of a cost line hangs on three things: the key, who shares, and the way, that is whom the
delivery serves, what its capacity leaves unused, and the method. To tell which of them moved a share, each of the
eight mixtures of two splits is solved as a split is (`flow`). A mixture that has no meaning, as where one year's key
does not know those who share in the other, keeps key and recipients together, of the same split as the key; one in
which costs go round in a circle that nobody leaves is the split that the way is of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from itgov.allocate.cost import CostLine
from itgov.allocate.ends import Ends, Shared, added, shared
from itgov.allocate.flow import CannotPass, Method, Sender, ends_of
from itgov.allocate.measures import presence_in
from itgov.allocate.network import UNUSED_ENDS, Network, network, own_key_of, sender_of, shared_by, steps_of
from itgov.allocate.remainder import CannotSplit
from itgov.allocate.shares import Allocation
from itgov.model.city import City

Mixture = tuple[int, int, int]
"""Which split, 0 or 1, gives the key, who shares, and the way."""
MIXTURES: tuple[Mixture, ...] = tuple((key, who, way) for key in (0, 1) for who in (0, 1) for way in (0, 1))
Pair = tuple[CostLine, CostLine]


@dataclass(frozen=True)
class Side:
    """One of two splits that are compared: a city, its split, and the year of it that counts."""

    city: City
    allocation: Allocation
    year: int

    @property
    def lines(self) -> tuple[CostLine, ...]:
        """The year's lines, in their order."""
        return tuple(line for line in self.allocation.lines if line.year == self.year)

    def sender(self, line: CostLine) -> str:
        """The name of the sender that a line is of."""
        return sender_of(line.source_id, line.key_id, own_key_of(self.city, line))


def mixed_ends(sides: tuple[Side, Side], pairs: tuple[Pair, ...]) -> dict[Mixture, dict[Pair, Ends]]:
    """Where each pair's cost ends in each mixture, what is nobody's among it; one object where mixtures end alike.

    Both lines of a pair are split on their sides. Mixtures that come to the same are solved once.
    """
    mixing = _Mixing(sides, pairs)
    solved: dict[Mixture, dict[str, Ends]] = {}
    known: list[tuple[tuple[object, ...], dict[str, Ends]]] = []
    same: dict[Ends, Ends] = {}
    # The two that are no mixtures come first: the others fall back on them.
    for mixture in sorted(MIXTURES, key=lambda one: len(set(one))):
        problem = mixing.of(mixture)
        found = next((found for other, found in known if other == problem), None)
        if found is None:
            senders, method, order = problem
            try:
                ends = ends_of(senders.values(), method, order)
            except CannotPass:
                found = solved[mixture[2], mixture[2], mixture[2]]
            else:
                found = {name: same.setdefault(one, one) for name, one in ends.items()}
            known.append((problem, found))
        solved[mixture] = found
    slots = mixing.slots
    return {one: {pair: solved[one][slots[pair]] for pair in pairs} for one in MIXTURES}


class _Mixing:
    """Both sides' senders by one set of names.

    A line's sender is called by its names on both sides where they differ, as where a part gets a key of its own.
    """

    def __init__(self, sides: tuple[Side, Side], pairs: tuple[Pair, ...]) -> None:
        self.sides = sides
        self.nets: tuple[Network, Network] = (_net(sides[0]), _net(sides[1]))
        self.slots: dict[Pair, str] = {}
        self.names: dict[str, tuple[str, str]] = {}
        self._known: dict[tuple[str, int, int], Shared | None] = {}
        for name in sorted({*self.nets[0].senders, *self.nets[1].senders}):
            self.names[name] = (name, name)
        for pair in pairs:
            names = (sides[0].sender(pair[0]), sides[1].sender(pair[1]))
            slot = names[0] if names[0] == names[1] else f"{names[0]}/{names[1]}"
            self.slots[pair] = slot
            self.names[slot] = names

    def of(self, mixture: Mixture) -> tuple[dict[str, Sender], Method, tuple[str, ...]]:
        """The senders of a mixture that the pairs' costs come to, the method they pass on by, and its order."""
        senders: dict[str, Sender] = {}
        waiting = sorted(set(self.slots.values()))
        while waiting:
            slot = waiting.pop()
            if slot not in senders:
                senders[slot] = self._sender(slot, mixture)
                waiting += senders[slot].to_senders
        city = self.sides[mixture[2]].city
        return senders, city.settings.allocation.method, steps_of(city, senders)

    def _sender(self, slot: str, mixture: Mixture) -> Sender:
        by_key, by_presence, by_way = mixture
        way = self._on(slot, by_way)
        unused = [(part, ends) for part, ends in shared(way.to_final).parts if ends == UNUSED_ENDS]
        left = 1 - added((*(part for part, _ in unused), *way.to_senders.values()))
        keyed = self._keyed(slot, by_key, by_presence).times(left).parts if left else ()
        return Sender(slot, way.to_senders, Shared([*keyed, *unused]))

    def _on(self, slot: str, side: int) -> Sender:
        """The sender of a slot on one side, or on the other where it is on that alone."""
        name, other = self.names[slot][side], self.names[slot][1 - side]
        return self.nets[side].senders.get(name) or self.nets[1 - side].senders[other]

    def _keyed(self, slot: str, by_key: int, by_presence: int) -> Shared:
        """Shares that make a whole, of the key on one side between those who share on the other."""
        if by_key != by_presence:
            crossed = self._recorded(slot, by_key, by_presence)
            if crossed is not None:
                return crossed
        for side in (by_key, 1 - by_key):
            own = Shared(one for one in shared(self._on(slot, side).to_final).parts if one[1] != UNUSED_ENDS)
            if own.whole:
                return own.times(1 / own.whole)
            # What passes everything on leaves nothing to its key; the key is on record all the same.
            recorded = self._recorded(slot, side, side)
            if recorded is not None:
                return recorded
        return Shared(())

    def _recorded(self, slot: str, by_key: int, by_presence: int) -> Shared | None:
        """As `_keyed`, from the records; None where the two do not go together, or are two sides that share alike."""
        mark = (slot, by_key, by_presence)
        if mark not in self._known:
            self._known[mark] = self._from_records(slot, by_key, by_presence)
        return self._known[mark]

    def _from_records(self, slot: str, by_key: int, by_presence: int) -> Shared | None:
        keyed, present = self.sides[by_key], self.sides[by_presence]
        source_id, _, key_id = self.names[slot][by_key].partition("/")
        one = keyed.city.deliveries.get(source_id) or keyed.city.systems.get(source_id)
        other = present.city.deliveries.get(source_id) or present.city.systems.get(source_id)
        if one is None or other is None:
            return None
        presence = presence_in(present.city, other, present.year)
        key = keyed.city.keys.get(key_id or one.key or "")
        if key is None or (by_key != by_presence and presence == presence_in(keyed.city, one, keyed.year)):
            return None
        try:
            return shared_by(keyed.city.keys, key, keyed.year, presence)
        except CannotSplit:
            return None


def _net(side: Side) -> Network:
    return network(side.city, side.year, side.lines)


def split_pairs(before: Side, after: Side) -> tuple[tuple[Pair, ...], tuple[CostLine, ...], tuple[CostLine, ...]]:
    """The lines that are on both sides, those on the first alone, and those on the second alone, each in order.

    A part is the same by its source and name, and where a record has several of one name, by which of them it is: its
    number may move when parts are added.
    """
    ones, others = dict(_named(before.lines)), dict(_named(after.lines))
    pairs = tuple((line, others[name]) for name, line in ones.items() if name in others)
    gone = tuple(line for name, line in ones.items() if name not in others)
    come = tuple(line for name, line in others.items() if name not in ones)
    return pairs, gone, come


def _named(lines: tuple[CostLine, ...]) -> Iterator[tuple[tuple[str, str, str, int], CostLine]]:
    seen: dict[tuple[str, str, str], int] = {}
    for line in lines:
        name = (line.source_id, line.kind, line.part)
        seen[name] = seen.get(name, 0) + 1
        yield (*name, seen[name]), line
