"""A cost followed upwards, as tables and sentences: through which deliveries, to whom, and what is nobody's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from itgov.allocate.cost import CostLine
from itgov.allocate.direct import CarriedCost, DirectCost, UnkeyedCost
from itgov.allocate.explain import Followed, record_of
from itgov.allocate.figures import exact, kr, per_cent
from itgov.allocate.indexed import number_text
from itgov.allocate.labels import part_label
from itgov.allocate.names import full_name
from itgov.allocate.paper import Grid, Prose, Sheet, Words
from itgov.allocate.shares import Allocation
from itgov.allocate.table import DIALECTS
from itgov.message import Message, msg, quoted
from itgov.model.city import City


def told(city: City, followed: Sequence[Followed], source_id: str, places: Iterable[str], language: str) -> list[Sheet]:
    """Where a source's lines went, by year; `places` say where its parts stand in the files."""
    years = sorted({one.line.year for one in followed})
    total = sum(one.line.ore for one in followed)
    lines = [
        msg(
            "“{source}” costs {ore} kr in {years}: this is who pays it",
            source=full_name(city, source_id),
            ore=kr(total, language),
            years=", ".join(map(str, years)),
        ),
        *(msg("  • {place}", place=place) for place in places),
        *by_index(city, (one.line for one in followed), language),
    ]
    return [
        Prose(tuple(lines)),
        _steps(city, followed, language),
        _payers(city, followed, years, language),
        Prose(tuple(_sums(followed, years, language))),
    ]


def by_index(city: City, lines: Iterable[CostLine], language: str) -> tuple[Message, ...]:
    """Of each line whose amount follows an index, what it is reckoned from."""
    decimal = DIALECTS[language].decimal
    return tuple(
        msg(
            "“{part}” of “{source}” costs {ore} kr in {year}: "
            "{base} kr of {base_year} by {index} {number}/{base_number}",
            part=quoted(part) if isinstance(part := part_label(line), str) else part,
            source=full_name(city, line.source_id),
            ore=kr(line.ore, language),
            year=str(line.year),
            base=kr(moved.base_ore, language),
            base_year=str(moved.base_year),
            index=full_name(city, moved.index_id),
            number=number_text(moved.number, decimal),
            base_number=number_text(moved.base_number, decimal),
        )
        for line in lines
        if (moved := line.indexed) is not None
    )


def beside_lines(city: City, allocation: Allocation, source_id: str, language: str) -> tuple[Message, ...]:
    """Who pays a system's cost that is not split: one payer, several without a key, or a delivery that carries it."""
    costs: list[DirectCost | UnkeyedCost | CarriedCost] = [*allocation.direct, *allocation.unkeyed, *allocation.carried]
    return tuple(_beside(city, cost, language) for cost in costs if cost.source_id == source_id)


def _beside(city: City, cost: DirectCost | UnkeyedCost | CarriedCost, language: str) -> Message:
    values: dict[str, str | int] = {"ore": kr(cost.ore, language), "year": str(cost.year), "part": cost.part_number}
    if isinstance(cost, DirectCost):
        return msg("{year}, part {part}: {payer} pays all of {ore} kr", payer=full_name(city, cost.payer_id), **values)
    if isinstance(cost, UnkeyedCost):
        return msg("{year}, part {part}, {ore} kr: {why}", why=cost.message, **values)
    return msg(
        "{year}, part {part}: {ore} kr is part of “{delivery}”: `itgov allocate explain {delivery}` says who pays that",
        delivery=cost.delivery_id,
        **values,
    )


def _steps(city: City, followed: Sequence[Followed], language: str) -> Grid:
    amounts: dict[tuple[int, str, str], Fraction] = defaultdict(Fraction)
    shares: dict[tuple[int, str, str], Fraction] = {}
    for one in followed:
        for step in one.route.steps if one.route else ():
            where = (one.line.year, step.giver, step.receiver)
            amounts[where] += one.line.ore * step.carried
            shares[where] = step.share
    rows = tuple(
        (
            str(year),
            full_name(city, record_of(giver)),
            full_name(city, record_of(receiver)),
            per_cent(shares[year, giver, receiver], language),
            exact(amount, language),
        )
        for (year, giver, receiver), amount in sorted(amounts.items())
    )
    heads = (msg("year"), msg("from"), msg("to"), msg("of all it has"), msg("of this cost, kr"))
    return Grid(msg("Through which deliveries it goes"), heads, rows, left=3)


def _payers(city: City, followed: Sequence[Followed], years: Sequence[int], language: str) -> Grid:
    paid: dict[str, dict[int, int]] = defaultdict(lambda: dict.fromkeys(years, 0))
    beside = {title: dict.fromkeys(years, 0) for title in _NOBODY}
    totals = dict.fromkeys(years, 0)
    for one in followed:
        totals[one.line.year] += one.line.ore
        for name, ore in one.to:
            paid[name][one.line.year] += ore
        for title, ore in zip(_NOBODY, (one.unused_ore, one.unassigned_ore, one.not_split_ore), strict=True):
            beside[title][one.line.year] += ore
    rows = [_row(full_name(city, name), paid[name], totals, language) for name in sorted(paid)]
    rows += [_row(title, by_year, totals, language) for title, by_year in beside.items() if any(by_year.values())]
    rows.append(_row(msg("Sum"), totals, totals, language))
    heads: list[Words] = [msg("who")]
    for year in years:
        heads += [msg("{year}, kr", year=str(year)), msg("share")]
    return Grid(msg("Who pays it"), tuple(heads), tuple(rows), foot=True)


_NOBODY = (msg("unused capacity, nobody's"), msg("unassigned, nobody's"), msg("not split"))


def _row(title: Words, by_year: Mapping[int, int], totals: Mapping[int, int], language: str) -> tuple[Words, ...]:
    cells: list[Words] = [title]
    for year, total in totals.items():
        share = per_cent(Fraction(by_year[year], total), language) if total else "–"
        cells += [kr(by_year[year], language), share]
    return tuple(cells)


def _sums(followed: Sequence[Followed], years: Sequence[int], language: str) -> Iterator[Message]:
    for one in followed:
        if one.unsplit is not None:
            yield msg("{year}: {why}", year=str(one.line.year), why=one.unsplit.message)
    for year in years:
        of_year = [one for one in followed if one.line.year == year]
        yield msg(
            "{year}: cost {cost} kr = administrations {paid} kr + unused {unused} kr + unassigned {unassigned} kr + "
            "not split {rest} kr; difference {difference} kr",
            year=str(year),
            cost=kr(sum(one.line.ore for one in of_year), language),
            paid=kr(sum(ore for one in of_year for _, ore in one.to), language),
            unused=kr(sum(one.unused_ore for one in of_year), language),
            unassigned=kr(sum(one.unassigned_ore for one in of_year), language),
            rest=kr(sum(one.not_split_ore for one in of_year), language),
            difference=kr(sum(one.difference_ore for one in of_year), language),
        )
