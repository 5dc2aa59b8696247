"""What each delivery and shared system is passed by others, and passes on: exact fractions of an öre, that agree.

The split rounds each line once, where it ends. What lies between is therefore no whole öre, and is never rounded: at
every sender what comes in, its own cost and what others pass it, is what goes out, to the last fraction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.cost import CostLine
from itgov.allocate.ends import Ends, Shared, added, shared
from itgov.allocate.flow import Sender
from itgov.allocate.network import UNASSIGNED_ENDS, UNUSED_ENDS, Network, Networks, counted, own_key_of, sender_of
from itgov.allocate.shares import Allocation
from itgov.model.city import City


@dataclass(frozen=True, slots=True)
class Passage:
    """One sender in one year, öre in and out.

    `sender` is the id of a delivery or system, with the key after a "/" where a part of it has a key of its own;
    `source_id` and `key_id` are the two, the key None for what the record's own key splits.
    `received` is from other senders, by id; `passed` goes to other senders, `paid` to administrations, by id, made when
    looked at. `unused` and `unassigned` are nobody's.
    """

    year: int
    sender: str
    source_id: str
    key_id: str | None
    own_ore: int
    received: tuple[tuple[str, Fraction], ...]
    passed: tuple[tuple[str, Fraction], ...]
    paid: Shared
    unused: Fraction
    unassigned: Fraction

    @property
    def into(self) -> Fraction:
        """Its own cost and all that it received."""
        return self.own_ore + added(amount for _, amount in self.received)

    @property
    def out(self) -> Fraction:
        """All that it passed on, that administrations pay, and that is nobody's."""
        passed = added(amount for _, amount in self.passed)
        return passed + self.paid.whole + self.unused + self.unassigned

    @property
    def difference(self) -> Fraction:
        """In less out: exactly 0."""
        return self.into - self.out


def passages(city: City, allocation: Allocation, years: Collection[int] | None = None) -> tuple[Passage, ...]:
    """Every sender of the split in `years`, all of its own left out, by year and then id; nothing that is not split."""
    left_out = {line.order for line in allocation.unsplit_lines}
    by_year: dict[int, list[CostLine]] = defaultdict(list)
    for line in allocation.lines:
        by_year[line.year].append(line)
    found: list[Passage] = []
    networks = Networks(city)
    for year in sorted(by_year if years is None else by_year.keys() & set(years)):
        lines = [line for line in by_year[year] if line.order not in left_out]
        found += _of_year(city, networks.of(year, by_year[year]), lines)
    return tuple(found)


def _parted(sender: str) -> tuple[str, str | None]:
    """A sender's record and the key of its own, if any: what `sender_of` put together."""
    source_id, _, key_id = sender.partition("/")
    return source_id, key_id or None


def _of_year(city: City, net: Network, lines: list[CostLine]) -> list[Passage]:
    own: dict[str, int] = defaultdict(int)
    for line in lines:
        own[sender_of(line.source_id, line.key_id, own_key_of(city, line))] += line.ore
    gross = net.gross(city, own)
    shares = counted(city, net)
    received: dict[str, list[tuple[str, Fraction]]] = defaultdict(list)
    for name in sorted(shares):
        for other, share in sorted(shares[name].to_senders.items()):
            received[other].append((name, gross[name] * share))
    return [
        Passage(
            net.year,
            name,
            *_parted(name),
            own[name],
            tuple(received[name]),
            tuple((other, gross[name] * share) for other, share in sorted(one.to_senders.items())),
            _paid(one).times(gross[name]),
            gross[name] * _to(one, UNUSED_ENDS),
            gross[name] * _to(one, UNASSIGNED_ENDS),
        )
        for name, one in sorted(shares.items())
    ]


def _paid(one: Sender) -> Shared:
    """The shares that administrations pay."""
    return Shared(part for part in shared(one.to_final).parts if part[1] not in (UNUSED_ENDS, UNASSIGNED_ENDS))


def _to(one: Sender, kind: Ends) -> Fraction:
    return added(part for part, ends in shared(one.to_final).parts if ends == kind)
