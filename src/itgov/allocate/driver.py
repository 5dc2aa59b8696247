"""The test of a key's driver (D24): whether it makes those pay who do what the city wants more of.

The example is a finance system split by transactions: an administration that
sends many e-invoices, as the city wants, pays for it. A key whose driver the
city wants less of, or is neutral to, is no fault: a volume key on telephony is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.cost import CostLine, SourceKind, cost_lines
from itgov.allocate.remainder import CannotSplit, split
from itgov.allocate.weights import shares_of, values_of
from itgov.model.city import City
from itgov.model.key import Key
from itgov.model.money import round_half_up


@dataclass(frozen=True, slots=True)
class Burden:
    """What one administration pays by the key, and would pay by the neutral one, in öre."""

    administration_id: str
    pays_ore: int
    would_pay_ore: int

    @property
    def more_ore(self) -> int:
        """What the key makes it pay on top; negative where the key favours it."""
        return self.pays_ore - self.would_pay_ore


@dataclass(frozen=True, slots=True)
class Punishment:
    """A cost part that is split by a driver the city wants more of.

    `ore` is what the key splits of the part's cost in `year`: all of it, or its weight where it is one of a mix;
    `ore_per_unit` what each unit of the driver carries of it (rounded, halves away from zero). `compared_with` is the
    id of the neutral key, None where equal shares stand in for it. `burdens` are sorted by administration and add up
    to nothing gained: each pays more or less, the sum is the same.
    """

    key_id: str
    source_id: str
    kind: SourceKind
    part: str
    part_number: int
    year: int
    ore: int
    ore_per_unit: int
    compared_with: str | None
    burdens: tuple[Burden, ...]


def punished(
    city: City, key: Key, compare_with: str | None = None, years: Iterable[int] | None = None
) -> tuple[Punishment, ...]:
    """The cost parts by which `key` punishes what the city wants, sorted by source and part; empty for a good key.

    One for each delivery's or system's part that is split by the key, alone or in a mix, and costs
    something, in the first of `years` when it does (left out: the horizon's years). A credit punishes nobody.
    Parts that the key cannot split are passed over here; the split reports them.
    The comparison key is `compare_with`, left out the city's neutral key. It is used
    where all who pay have a value in it and it is another key than the one tested;
    equal shares otherwise, and where the city has chosen no neutral key.
    """
    if key.wanted_direction != "more":
        return ()
    asked = city.settings.plan.years if years is None else years
    first: dict[tuple[str, SourceKind, int], CostLine] = {}
    for line in cost_lines(city, asked):
        if _weight(city, line, key) and line.ore > 0:
            first.setdefault((line.source_id, line.kind, line.part_number), line)
    neutral = city.keys.get(compare_with or city.settings.neutral_key or "")
    found = (_punishment(city, line, key, neutral) for line in first.values())
    return tuple(punishment for punishment in found if punishment)


def _weight(city: City, line: CostLine, key: Key) -> Fraction:
    """How much of the line the key splits: all of it, its part of a mix, or nothing."""
    if line.key_id == key.id:
        return Fraction(1)
    used = city.keys.get(line.key_id)
    return sum((part.weight for part in used.mix if part.key == key.id), Fraction(0)) if used else Fraction(0)


def _punishment(city: City, line: CostLine, key: Key, neutral: Key | None) -> Punishment | None:
    ore = round_half_up(line.ore * _weight(city, line, key))
    presence = dict.fromkeys(line.recipients, Fraction(1))
    try:
        pays = split(ore, shares_of(city.keys, key, line.year, presence).shares)
    except CannotSplit:
        return None
    values = values_of(key, line.year)
    units = sum(values.get(name, 0) for name in line.recipients)
    if not units:
        # Equal and fixed shares grow with nothing that an administration does.
        return None
    compared_with, would_pay = _neutral_split(city, ore, line, key, neutral)
    return Punishment(
        key_id=key.id,
        source_id=line.source_id,
        kind=line.kind,
        part=line.part,
        part_number=line.part_number,
        year=line.year,
        ore=ore,
        ore_per_unit=round_half_up(Fraction(ore, units)),
        compared_with=compared_with,
        burdens=tuple(Burden(name, paid, would_pay[name]) for name, paid in pays.items()),
    )


def _neutral_split(
    city: City, ore: int, line: CostLine, key: Key, neutral: Key | None
) -> tuple[str | None, dict[str, int]]:
    """Who would pay what by the neutral key, with its id; by equal shares, with None, where it cannot tell."""
    presence = dict.fromkeys(line.recipients, Fraction(1))
    if neutral is not None and neutral.id != key.id:
        try:
            return neutral.id, split(ore, shares_of(city.keys, neutral, line.year, presence).shares)
        except CannotSplit:
            pass
    return None, split(ore, dict.fromkeys(line.recipients, 1))
