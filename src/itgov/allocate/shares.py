"""The split itself: every shared cost of a city, per administration and year, exact to the öre.

The unit of rounding is a cost line, one cost part in one year. It is split once,
by largest remainder on the exact shares in which it ends at those who pay, through
all the deliveries that it passes (`network`, `flow`); every other figure
is a sum of these cells, so that nothing is ever rounded twice. What cannot be
split rightly is not split at all, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from itgov.allocate.cells import Cells, Row, paid_of
from itgov.allocate.cost import CostLine, SourceKind, cost_lines, years_of
from itgov.allocate.direct import CarriedCost, DirectCost, UnkeyedCost, carried_costs, direct_costs, unkeyed_costs
from itgov.allocate.ends import Ends
from itgov.allocate.flow import CannotPass
from itgov.allocate.labels import listed, part_label
from itgov.allocate.missing import Missing, missing_costs
from itgov.allocate.network import BESIDE, UNASSIGNED, UNUSED, Network, Networks, NoKey, own_key_of, sender_of
from itgov.allocate.prices import FixedPrices
from itgov.allocate.remainder import CannotSplit, Splitter
from itgov.allocate.weights import NotValidYet, NoValue, valid_year
from itgov.message import Message, msg, quoted
from itgov.model.city import City

UnsplitReason = Literal["no_key", "not_valid_yet", "no_value", "cannot_split", "cannot_pass"]


Splitters = dict[tuple[int, tuple[str, ...]], Splitter]
"""By the place in memory of where a cost ends, and those who share: made once for senders and years that are alike."""


class BrokenSplit(RuntimeError):
    """What was split does not add up to what was put in: a fault in itgov, never in the records."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What of one line is no administration's, in öre: unused capacity, or what a key leaves to nobody."""

    line: CostLine
    kind: str
    ore: int


@dataclass(frozen=True, slots=True)
class SplitLine:
    """What each of those pays who share one line, or are reached through others; and what is nobody's."""

    row: Row
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsplit:
    """A cost part that is not split, and why; `lines` are its years when it is not, in order, at least one.

    `reason` is "no_key" (no such record), "not_valid_yet" (the key begins later),
    "no_value" (a recipient has none), "cannot_split" (no recipients, or only zeros) or "cannot_pass" (the deliveries
    that it serves cannot pass it on); `why` says it in words.
    """

    lines: tuple[CostLine, ...]
    reason: UnsplitReason
    why: Message

    @property
    def source_id(self) -> str:
        """The delivery or system that has the part."""
        return self.lines[0].source_id

    @property
    def ore(self) -> int:
        """What is not split of it, all its lines together."""
        return sum(line.ore for line in self.lines)

    @property
    def message(self) -> Message:
        """Source, part, years and why, in one sentence."""
        part = part_label(self.lines[0])
        return msg(
            "“{part}” of “{source}” is not split for {years}: {why}",
            part=quoted(part) if isinstance(part, str) else part,
            source=self.source_id,
            years=listed(line.year for line in self.lines),
            why=self.why,
        )


@dataclass(frozen=True, slots=True)
class Assumption:
    """That a key's values for `valid` go on in `years` they were not agreed for, for the parts of `lines`.

    `lines` are those that are split so, in order; `message` names the key, their sources and the years.
    """

    key_id: str
    valid: int
    years: tuple[int, ...]
    lines: tuple[CostLine, ...]

    @property
    def message(self) -> Message:
        """Key, sources and years in one sentence; the parts are told by `lines`, as a key can carry very many."""
        return msg(
            "the key “{key}” is not agreed for {years}: its values for {valid} are assumed to go on, for {sources}",
            key=self.key_id,
            years=listed(self.years),
            valid=str(self.valid),
            sources=", ".join(sorted({line.source_id for line in self.lines})),
        )


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Costs put into one year and what became of them, in öre; `difference_ore` is 0."""

    year: int
    in_ore: int
    split_ore: int
    not_split_ore: int
    unused_ore: int = 0
    unassigned_ore: int = 0

    @property
    def difference_ore(self) -> int:
        """What is put in, less what is split, what is nobody's and what is told as not split."""
        return self.in_ore - self.split_ore - self.unused_ore - self.unassigned_ore - self.not_split_ore


@dataclass(frozen=True, slots=True)
class Allocation:
    """A city's split. Everything is sorted; the views over it are in `views`.

    `years` were asked for. `administrations` are ids: the city's, and any other that
    is a recipient. `cells` follow the order of `lines`, then administrations.
    `direct` and `unkeyed` are costs outside the solidarity, and in no total of it;
    `carried` are systems' costs that stand in a delivery's, and so are in it already.
    """

    years: tuple[int, ...]
    administrations: tuple[str, ...]
    lines: tuple[CostLine, ...]
    cells: Cells
    beside: tuple[Beside, ...] = ()
    direct: tuple[DirectCost, ...] = ()
    unkeyed: tuple[UnkeyedCost, ...] = ()
    carried: tuple[CarriedCost, ...] = ()
    missing: tuple[Missing, ...] = ()
    unsplit: tuple[Unsplit, ...] = ()
    assumptions: tuple[Assumption, ...] = ()

    @property
    def unsplit_lines(self) -> tuple[CostLine, ...]:
        """The lines that have no cells, part by part."""
        return tuple(line for one in self.unsplit for line in one.lines)


def allocate(city: City, years: Iterable[int] | None = None, prices: FixedPrices | None = None) -> Allocation:
    """The split of every shared cost in `years`; left out, the horizon's and the year before (`years_of`).

    With `prices`, which know all those years, it is a split for show: of the costs in fixed prices, not of the books.
    The same records give the same result in whatever order they were read.
    Raises BrokenSplit where in and out differ, which no records can cause.
    """
    asked = years_of(city) if years is None else tuple(sorted(set(years)))
    lines, direct, unkeyed, carried = (
        cost_lines(city, asked),
        direct_costs(city, asked),
        unkeyed_costs(city, asked),
        carried_costs(city, asked),
    )
    if prices is not None:
        lines, direct = prices.restated(lines), prices.restated(direct)
        unkeyed, carried = prices.restated(unkeyed), prices.restated(carried)
    split_by = {line.order: outcome for line, outcome in _outcomes(city, lines)}
    outcomes = [split_by[line.order] for line in lines]
    split_lines = [line for line, outcome in zip(lines, outcomes, strict=True) if not isinstance(outcome, Unsplit)]
    rows = [outcome.row for outcome in outcomes if not isinstance(outcome, Unsplit)]
    # Of a million cells few name others: the same tuples are looked through once.
    named = {id(ids): ids for ids in (*(row.ids for row in rows), *(line.recipients for line in lines))}
    recipients = {name for ids in named.values() for name in ids}
    allocation = Allocation(
        years=asked,
        administrations=tuple(sorted(recipients | set(city.administrations))),
        lines=lines,
        cells=Cells(rows),
        beside=tuple(one for outcome in outcomes if not isinstance(outcome, Unsplit) for one in outcome.beside),
        direct=direct,
        unkeyed=unkeyed,
        carried=carried,
        missing=missing_costs(city, asked),
        unsplit=_by_part(outcome for outcome in outcomes if isinstance(outcome, Unsplit)),
        assumptions=_assumptions(city, split_lines),
    )
    _prove(allocation)
    return allocation


def _outcomes(city: City, lines: Iterable[CostLine]) -> Iterator[tuple[CostLine, SplitLine | Unsplit]]:
    """Every line with its split, year by year."""
    by_year: dict[int, list[CostLine]] = defaultdict(list)
    for line in lines:
        by_year[line.year].append(line)
    networks = Networks(city)
    ends: Mapping[str, Ends] = {}
    splitters: Splitters = {}
    for year in sorted(by_year):
        found = networks.of(year, by_year[year])
        if found.ends is not ends:
            ends, splitters = found.ends, {}
        for line in by_year[year]:
            yield line, split_line(city, line, found, splitters)


def split_line(city: City, line: CostLine, found: Network, splitters: Splitters) -> SplitLine | Unsplit:
    """The split of one line by where its sender's cost ends; an Unsplit of that line where it cannot be split.

    A recipient without a value stops the split, and is no zero: the others would pay
    for it without a word.
    """
    name = sender_of(line.source_id, line.key_id, own_key_of(city, line))
    error = found.failed.get(name)
    if error is not None:
        return Unsplit((line,), _reason_of(error), error.message)
    ends = found.ends[name]
    mark = (id(ends), line.recipients)
    if mark not in splitters:
        splitters[mark] = _splitter(ends, line.recipients)
    ids, amounts = splitters[mark].names, splitters[mark].amounts(line.ore)
    beside = [ids.index(kind) for kind in BESIDE if kind in ids]
    if not beside:
        return SplitLine(Row(line, ids, tuple(amounts)))
    paid = [at for at in range(len(ids)) if at not in beside]
    row = Row(line, tuple(ids[at] for at in paid), tuple(amounts[at] for at in paid))
    return SplitLine(row, tuple(Beside(line, ids[at], amounts[at]) for at in beside))


def _splitter(ends: Ends, recipients: tuple[str, ...]) -> Splitter:
    """By where the cost ends, with 0 for those who share the line and bear nothing of it."""
    return Splitter({**dict.fromkeys(recipients, 0), **dict(zip(ends.ids, ends.weights, strict=True))})


def _reason_of(error: CannotSplit | CannotPass) -> UnsplitReason:
    if isinstance(error, CannotPass):
        return "cannot_pass"
    reasons: dict[type, UnsplitReason] = {NoKey: "no_key", NotValidYet: "not_valid_yet", NoValue: "no_value"}
    return reasons.get(type(error), "cannot_split")


def reconcile(allocation: Allocation) -> tuple[Reconciliation, ...]:
    """In and out of every year, in order: costs, what the administrations pay of them, what is not split."""
    put_in: dict[int, int] = defaultdict(int)
    out: dict[int, int] = defaultdict(int)
    not_split: dict[int, int] = defaultdict(int)
    for line in allocation.lines:
        put_in[line.year] += line.ore
    for _, year, ore in paid_of(allocation.cells):
        out[year] += ore
    for line in allocation.unsplit_lines:
        not_split[line.year] += line.ore
    beside: dict[tuple[str, int], int] = defaultdict(int)
    for one in allocation.beside:
        beside[one.kind, one.line.year] += one.ore
    return tuple(
        Reconciliation(year, put_in[year], out[year], not_split[year], beside[UNUSED, year], beside[UNASSIGNED, year])
        for year in allocation.years
    )


def _by_part(unsplit: Iterable[Unsplit]) -> tuple[Unsplit, ...]:
    """One for each part and cause, with all its lines: what is wrong in every year is told once."""
    together: dict[tuple[str, SourceKind, int, UnsplitReason, Message], list[CostLine]] = {}
    for one in unsplit:
        for line in one.lines:
            where = (line.source_id, line.kind, line.part_number, one.reason, one.why)
            together.setdefault(where, []).append(line)
    return tuple(Unsplit(tuple(lines), reason, why) for (_, _, _, reason, why), lines in together.items())


def _assumptions(city: City, lines: Iterable[CostLine]) -> tuple[Assumption, ...]:
    """One for each key and year of agreement that lines of later years rest on, by key and then that year."""
    found: dict[tuple[str, int], list[CostLine]] = defaultdict(list)
    for line in lines:
        key = city.keys.get(line.key_id)
        rests_on = valid_year(key, line.year) if key else None
        if rests_on is not None and rests_on != line.year:
            found[line.key_id, rests_on].append(line)
    return tuple(
        Assumption(key_id, valid, tuple(sorted({line.year for line in resting})), tuple(resting))
        for (key_id, valid), resting in sorted(found.items())
    )


def _prove(allocation: Allocation) -> None:
    """Raises BrokenSplit unless every line's cells add up to it, and every year's too."""
    left = {line.order: line.ore for line in allocation.lines}
    for order, _, ore in paid_of(allocation.cells):
        left[order] -= ore
    for one in allocation.beside:
        left[one.line.order] -= one.ore
    for line in allocation.unsplit_lines:
        left[line.order] -= line.ore
    if any(left.values()) or any(line.difference_ore for line in reconcile(allocation)):
        where = ", ".join(sorted(str(order) for order, ore in left.items() if ore))
        raise BrokenSplit(f"the split does not add up at {where}: this is a fault in itgov, please report it")
