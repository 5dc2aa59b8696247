"""Why what administrations pay changed between two splits: cost, volume, key, who shares, the way; new and retired.

A line's amount for an administration is cost x share. Of one that is on both sides the change is taken apart by the
Shapley value in two levels (Shorrocks, Decomposition procedures for distributional analysis, Journal of Economic
Inequality 11 (2013); the levels are Owen's, 1977): first cost and share,

    after - before = (cost after - cost before) x mean share + (share after - share before) x mean cost,

then the cost into volume and cost per unit in the same way, and the share into key, recipients and way by the Shapley
value of these three over their eight mixtures (`between`). So no factor comes first, nothing is left over, and the way
back is the way there with the sign turned; a credit mirrors a cost.

| factor | what differs |
|:--|:--|
| cost | the cost, or its cost per unit or step; a part that is new in, or gone from, a delivery that goes on |
| volume | the units of a variable part, the whole steps of a stepped one |
| key | the key, or its values |
| recipients | who shares, and for how much of the year |
| way | whom deliveries serve, their unused capacity, and the method |
| new, retired | the delivery or shared system itself |
| not_split | that a part is split on one side and not on the other |
| rounding | öre: cells are rounded, and so is each factor here |

Each factor of a line is exact, and rounded once to the öre between those who pay, by largest remainder, so that what a
key only moves makes 0 in all. `rounding` is what then makes the change of the two cells: a few öre a line, told and not
hidden in another factor. Every sum is a sum of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal, get_args

from itgov.allocate.between import Mixture, Pair, Side, mixed_ends, split_pairs
from itgov.allocate.cost import CostLine, SourceKind
from itgov.allocate.ends import Ends
from itgov.allocate.network import BESIDE
from itgov.model.money import round_half_up

Factor = Literal["cost", "volume", "key", "recipients", "way", "new", "retired", "not_split", "rounding"]
FACTORS: tuple[Factor, ...] = get_args(Factor)

_OF_SHARE: tuple[Factor, ...] = ("key", "recipients", "way")
# Shapley weights of one of three factors, in sixths, by how many of the other two have changed already.
_WEIGHTS, _WHOLE = (2, 1, 2), 6


@dataclass(frozen=True, slots=True)
class LineChange:
    """What one administration pays of one line on both sides, öre, and why it differs.

    `part_number` is that of the second side, or of the first where it is on that alone. `why` has the factors that are
    not 0, in the order of FACTORS, rounded; together they make `change_ore`. `parts` has them before rounding, without
    `rounding`, as numerator and denominator.
    """

    administration_id: str
    source_id: str
    kind: SourceKind
    part: str
    part_number: int
    before_ore: int
    after_ore: int
    why: Mapping[Factor, int]
    parts: Mapping[Factor, tuple[int, int]]

    @property
    def change_ore(self) -> int:
        """The second less the first."""
        return self.after_ore - self.before_ore

    @property
    def exact(self) -> Mapping[Factor, Fraction]:
        """The factors that are not 0 before rounding, in öre."""
        return {factor: Fraction(*part) for factor, part in self.parts.items() if part[0]}


def changed_lines(before: Side, after: Side) -> tuple[LineChange, ...]:
    """Every administration's lines on either side, by source, part and administration; also where nothing differs."""
    pairs, gone, come = split_pairs(before, after)
    cells = (_cells(before), _cells(after))
    found = [one for pair in _shared(before, after, pairs, cells) for one in pair]
    still = ({line.source_id for line in before.lines}, {line.source_id for line in after.lines})
    for line in gone:
        factor: Factor = "cost" if line.source_id in still[1] else "retired"
        found += _alone(line, cells[0].get(line.order, {}), factor, turned=True)
    for line in come:
        factor = "cost" if line.source_id in still[0] else "new"
        found += _alone(line, cells[1].get(line.order, {}), factor, turned=False)
    return tuple(sorted(found, key=lambda one: (one.source_id, one.kind, one.part_number, one.administration_id)))


def summed(
    lines: Iterable[LineChange], by: Callable[[LineChange], str]
) -> dict[str, tuple[int, int, dict[Factor, int]]]:
    """Before, after and why, öre, summed by what `by` says of a line; sorted by it."""
    before: dict[str, int] = defaultdict(int)
    after: dict[str, int] = defaultdict(int)
    why: dict[str, dict[Factor, int]] = defaultdict(lambda: dict.fromkeys(FACTORS, 0))
    for line in lines:
        name = by(line)
        before[name] += line.before_ore
        after[name] += line.after_ore
        for factor, ore in line.why.items():
            why[name][factor] += ore
    return {name: (before[name], after[name], why[name]) for name in sorted(before)}


_Cells = Mapping[tuple[str, str, int, int], Mapping[str, int]]


def _cells(side: Side) -> _Cells:
    rows = (row for row in side.allocation.cells.rows if row.line.year == side.year)
    return {row.line.order: dict(zip(row.ids, row.ore, strict=True)) for row in rows}


def _alone(line: CostLine, cells: Mapping[str, int], factor: Factor, *, turned: bool) -> Iterator[LineChange]:
    for name, ore in cells.items():
        before, after = (ore, 0) if turned else (0, ore)
        yield _told(name, line, (before, after), {factor: after - before}, {factor: (after - before, 1)})


def _shared(
    before: Side, after: Side, pairs: tuple[Pair, ...], cells: tuple[_Cells, _Cells]
) -> Iterator[list[LineChange]]:
    """The lines that are on both sides, pair by pair."""
    whole = tuple(pair for pair in pairs if pair[0].order in cells[0] and pair[1].order in cells[1])
    mixed = mixed_ends((before, after), whole) if whole else {}
    for pair in pairs:
        one, other = cells[0].get(pair[0].order, {}), cells[1].get(pair[1].order, {})
        ends = {mixture: found[pair] for mixture, found in mixed.items() if pair in found}
        # Whoever bears something in a mixture alone is told too, or what a factor moves would not make 0.
        between = {name for found in ends.values() for name in found.ids if name not in BESIDE}
        names = sorted({*one, *other, *between})
        if ends:
            parts = _parts(pair, _costs(before, after, pair), ends, names)
        else:
            parts = {"not_split": ([other.get(name, 0) - one.get(name, 0) for name in names], 1)}
        parts = {factor: parts[factor] for factor in FACTORS if factor in parts and any(parts[factor][0])}
        rounded = {factor: _rounded(numerators, of) for factor, (numerators, of) in parts.items()}
        yield [
            _told(
                name,
                pair[1],
                (one.get(name, 0), other.get(name, 0)),
                {factor: ores[at] for factor, ores in rounded.items()},
                {factor: (numerators[at], of) for factor, (numerators, of) in parts.items()},
            )
            for at, name in enumerate(names)
        ]


def _rounded(numerators: Sequence[int], of: int) -> list[int]:
    """One factor's öre for each, whole, whose sum is the exact sum's nearest öre; each less than one öre from its own.

    By largest remainder towards the sign of what is left, ties to the one that stands first: the mirror image of its
    mirror image.
    """
    found = [one // of if one >= 0 else -(-one // of) for one in numerators]
    left = round_half_up(Fraction(sum(numerators), of)) - sum(found)
    if left:
        sign = 1 if left > 0 else -1
        rests = [sign * (found[at] * of - one) for at, one in enumerate(numerators)]
        for at in sorted(range(len(rests)), key=rests.__getitem__)[: abs(left)]:
            found[at] += sign
    return found


_Parts = dict[Factor, tuple[list[int], int]]
"""Each factor's exact öre of those who pay, in their order: numerators, and their denominator."""


def _parts(pair: Pair, costs: Mapping[Factor, Fraction], ends: Mapping[Mixture, Ends], names: Sequence[str]) -> _Parts:
    distinct = {id(one): one for one in ends.values()}
    of = lcm(*(one.of for one in distinct.values()))
    over = {place: _weights_of(one, of // one.of, names) for place, one in distinct.items()}
    weights = {mixture: over[id(one)] for mixture, one in ends.items()}
    both = [sum(each) for each in zip(weights[0, 0, 0], weights[1, 1, 1], strict=True)]
    found: _Parts = {
        factor: ([cost.numerator * weight for weight in both], cost.denominator * 2 * of)
        for factor, cost in costs.items()
    }
    if len(distinct) > 1:
        ore = pair[0].ore + pair[1].ore
        for at, factor in enumerate(_OF_SHARE):
            moved = _shapley(weights, at)
            found[factor] = ([ore * weight for weight in moved], 2 * _WHOLE * of)
    return found


def _weights_of(ends: Ends, factor: int, names: Sequence[str]) -> list[int]:
    known = dict(zip(ends.ids, ends.weights, strict=True))
    return [factor * known.get(name, 0) for name in names]


def _shapley(value: Mapping[Mixture, Sequence[int]], at: int) -> list[int]:
    """One of three factors' part in what lies between none and all changed, `_WHOLE` times, each in turn."""
    steps = [
        (value[_with(mixture, at)], value[mixture], _WEIGHTS[sum(mixture)]) for mixture in value if not mixture[at]
    ]
    found = [0] * len(value[0, 0, 0])
    for after, before, weight in steps:
        if after is not before:
            found = [sum_ + weight * (now - was) for sum_, now, was in zip(found, after, before, strict=True)]
    return found


def _with(mixture: Mixture, at: int) -> Mixture:
    one, two, three = (1 if place == at else was for place, was in enumerate(mixture))
    return one, two, three


def _costs(before: Side, after: Side, pair: Pair) -> dict[Factor, Fraction]:
    """A pair's change in cost as volume and cost per unit; all of it cost where it does not hang on units."""
    one, other = pair
    units = (units_of(before, one), units_of(after, other))
    if units[0] is None or units[1] is None or one.behaviour != other.behaviour:
        return {"cost": Fraction(other.ore - one.ore)}
    prices = (Fraction(one.ore, units[0]), Fraction(other.ore, units[1]))
    return {
        "cost": (prices[1] - prices[0]) * Fraction(units[0] + units[1], 2),
        "volume": (units[1] - units[0]) * (prices[0] + prices[1]) / 2,
    }


def units_of(side: Side, line: CostLine) -> int | None:
    """What a line's cost follows: the delivery's units for a variable part, whole steps for a stepped one.

    None for a fixed part, for a system, and where the records do not say, or say 0.
    """
    delivery = side.city.deliveries.get(line.source_id) if line.kind == "delivery" else None
    volume = delivery.volumes.get(side.year) if delivery is not None else None
    if delivery is None or not volume or line.behaviour == "fixed":
        return None
    if line.behaviour == "variable":
        return volume
    capacity = delivery.cost_parts[line.part_number - 1].step_capacity
    return -(-volume // capacity) if capacity else None


def _told(
    name: str,
    line: CostLine,
    ore: tuple[int, int],
    rounded: Mapping[Factor, int],
    parts: Mapping[Factor, tuple[int, int]],
) -> LineChange:
    was, now = ore
    why = {**rounded, "rounding": now - was - sum(rounded.values())}
    return LineChange(
        name,
        line.source_id,
        line.kind,
        line.part,
        line.part_number,
        was,
        now,
        {factor: why[factor] for factor in FACTORS if why.get(factor)},
        parts,
    )
