"""A cost followed upwards, as tables and sentences: through which deliveries, to whom, and what is nobody's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from itgov.allocate.cost import CostLine
from itgov.allocate.explain import Followed, record_of
from itgov.allocate.figures import exact, kr, per_cent
from itgov.allocate.indexed import number_text
from itgov.allocate.labels import part_label, spanned
from itgov.allocate.months import months_of
from itgov.allocate.names import full_name
from itgov.allocate.sheet import Piece, Prose, Sheet, Words, texts
from itgov.allocate.table import DIALECTS
from itgov.allocate.who_pays import NOT_SPLIT, UNASSIGNED, UNUSED, Payers
from itgov.message import Message, msg, quoted
from itgov.model.city import City


def told(city: City, followed: Sequence[Followed], source_id: str, places: Iterable[str], language: str) -> list[Piece]:
    """Where a source's lines went, by year; `places` say where its parts stand in the files."""
    years = sorted({one.line.year for one in followed})
    total = sum(one.line.ore for one in followed)
    lines = [
        msg(
            "“{source}” costs {ore} kr in {years}: this is who pays it",
            source=full_name(city, source_id),
            ore=kr(total, language),
            years=spanned(years),
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


def _steps(city: City, followed: Sequence[Followed], language: str) -> Sheet:
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
    return texts(msg("Through which deliveries it goes"), heads, rows, left=3)


def _payers(city: City, followed: Sequence[Followed], years: Sequence[int], language: str) -> Sheet:
    found = Payers({year: str(year) for year in years})
    for one in followed:
        nobody = {UNUSED: one.unused_ore, UNASSIGNED: one.unassigned_ore, NOT_SPLIT: one.not_split_ore}
        found.add(one.line.year, one.to, nobody)
    return found.grid({name: _sharing(city, name, followed) for name in found.paid}, language)


def _sharing(city: City, name: str, followed: Sequence[Followed]) -> Words:
    """Who pays, with the months of a year in which it shares a delivery only a part of it."""
    years = sorted({(one.line.source_id, one.line.year) for one in followed})
    told = [
        f"{year}: {months}" for source, year in years if (months := months_of(city, source, name, year)) is not None
    ]
    if not told:
        return full_name(city, name)
    return msg("{name} ({months} of 12 months)", name=full_name(city, name), months=", ".join(told))


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
