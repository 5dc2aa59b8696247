"""A cost that is no line of the split followed to those who pay it: tables and sentences for a finance chief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from itgov.allocate.figures import kr
from itgov.allocate.labels import spanned
from itgov.allocate.names import full_name
from itgov.allocate.output import Data
from itgov.allocate.sheet import Piece, Prose, Sheet, Words, texts
from itgov.allocate.trail import Portion, held_by
from itgov.allocate.who_pays import NOT_SPLIT, UNASSIGNED, UNUSED, Payers, kr_of
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.contract import Contract

NO_KEY, NOWHERE = msg("several pay, and no key says how much each"), msg("in no system's cost, so in no split")
_How = tuple[str, Message]


def told(city: City, what: str, portions: Sequence[Portion], language: str, place: str) -> list[Piece]:
    """What the system or contract costs and where that stands, how it is borne, who pays it, and that it adds up."""
    head = msg(
        "“{what}” costs {amounts}: this is who pays it",
        what=full_name(city, what),
        amounts=by_year(_sums(portions), language),
    )
    years = spans(portions)
    shown = [one for one in portions if one.year in years]
    payers = Payers(years)
    for one in shown:
        left = {"no_key": NO_KEY, "nowhere": NOWHERE}.get(one.way, NOT_SPLIT)
        payers.add(one.year, one.to, {UNUSED: one.unused_ore, UNASSIGNED: one.unassigned_ore, left: one.left_ore})
    return [
        Prose((head, msg("  • {place}", place=place))),
        _ways(city, shown, years, language),
        payers.grid({name: full_name(city, name) for name in payers.paid}, language),
        Prose((*said(city, what, portions, language), *_added_up(shown, years, language))),
    ]


def spans(portions: Sequence[Portion]) -> dict[int, str]:
    """The first year of each run of years that are alike to the öre, with what it is called: "2027" or "2027-2030"."""
    alike: dict[int, list[Portion]] = {}
    for one in portions:
        alike.setdefault(one.year, []).append(replace(one, year=0))
    runs: list[list[int]] = []
    for year in sorted(alike):
        if runs and year == runs[-1][-1] + 1 and alike[year] == alike[runs[-1][0]]:
            runs[-1].append(year)
        else:
            runs.append([year])
    return {run[0]: spanned(run) for run in runs}


def by_year(amounts: Mapping[int, int], language: str) -> str | Message:
    """Amounts with their years; one amount where it is the same in all of them."""
    if len(amounts) > 1 and len(set(amounts.values())) == 1:
        ore = next(iter(amounts.values()))
        return msg("{ore} kr a year ({years})", ore=kr(ore, language), years=spanned(amounts))
    return ", ".join(f"{kr(ore, language)} kr ({year})" for year, ore in amounts.items())


def said(city: City, what: str, portions: Sequence[Portion], language: str) -> tuple[Message, ...]:
    """What must be known of it, each thing once: that a delivery carries it, and what nobody is known to pay."""
    found = [
        msg(
            "It is a part of what “{delivery}” costs, and is borne as that is: nothing is added to it. "
            "`itgov allocate explain {id}` shows all of it.",
            delivery=full_name(city, delivery),
            id=delivery,
        )
        for delivery in sorted({str(one.via_id) for one in portions if one.way == "delivery"})
    ]
    nowhere = {one.year: one.left_ore for one in portions if one.way == "nowhere"}
    if nowhere:
        found.append(
            msg(
                "{amounts} of it is in no split: the systems it covers ({systems}) state that much less under "
                "licences and support fees in årskostnad (`yearly_cost`).",
                amounts=by_year(nowhere, language),
                systems=", ".join(sorted({one.system for one in city.contracts[what].covers})),
            )
        )
    found += dict.fromkeys(one.why for one in portions if one.why is not None)
    if what in city.contracts:
        found += _of_contract(city.contracts[what], city, portions, language)
    return tuple(found)


def data(portions: Sequence[Portion], language: str) -> list[Data]:
    """The portions for JSON: whole öre in `…_ore`."""
    return [
        {
            "source": one.source_id,
            "year": one.year,
            "amount_ore": one.ore,
            "way": one.way,
            "via": one.via_id,
            "to": [{"payer": name, "amount_ore": ore} for name, ore in one.to],
            "unused_ore": one.unused_ore,
            "unassigned_ore": one.unassigned_ore,
            "left_ore": one.left_ore,
            "why": None if one.why is None else one.why.into(language),
            "difference_ore": one.difference_ore,
        }
        for one in portions
    ]


def _of_contract(contract: Contract, city: City, portions: Sequence[Portion], language: str) -> Iterator[Message]:
    years = sorted({one.year for one in portions})
    held = sum(held_by(city, contract, years[0]).values())
    if held > (contract.cost_per_year or 0) and len(contract.covers) > 1:
        yield msg(
            "Its systems hold {held} kr under licences and support fees, more than it costs: they share it by that.",
            held=kr(held, language),
        )
    after = [year for year in years if year > contract.ends_on.year]
    if after:
        yield msg(
            "The contract ends on {day}: for {years} its cost is taken to go on, by an option or by what follows it.",
            day=contract.ends_on.isoformat(),
            years=spanned(after),
        )


def _ways(city: City, portions: Sequence[Portion], years: Mapping[int, str], language: str) -> Sheet:
    amounts: dict[_How, dict[int, int]] = {}
    for one in portions:
        amounts.setdefault((one.source_id, _how(city, one)), dict.fromkeys(years, 0))[one.year] += one.ore
    rows: list[tuple[Words, ...]] = [
        (full_name(city, source), how, *(kr(ore, language) for ore in by_years.values()))
        for (source, how), by_years in amounts.items()
    ]
    sums = _sums(portions)
    rows.append((msg("Sum"), "", *(kr(sums[year], language) for year in years)))
    heads = (msg("in the cost of"), msg("how it is borne"), *(kr_of(called) for called in years.values()))
    return texts(msg("Where it goes"), heads, tuple(rows), left=2, foot=True)


def _how(city: City, one: Portion) -> Message:
    match one.way:
        case "delivery":
            return msg("in “{delivery}”, by {keys}", delivery=full_name(city, str(one.via_id)), keys=_keys(city, one))
        case "key":
            return msg("shared, by {keys}", keys=_keys(city, one))
        case "payer":
            return msg("{payer} pays all of it", payer=full_name(city, str(one.via_id)))
        case "nowhere":
            return NOWHERE
        case "no_key":
            return NO_KEY
    return NOT_SPLIT


def _keys(city: City, one: Portion) -> str:
    """The keys that split the record, its own first."""
    delivery = city.deliveries.get(str(one.via_id))
    if delivery is None:
        return str(city.systems[str(one.via_id)].key)
    return ", ".join(dict.fromkeys((delivery.key, *(part.key for part in delivery.cost_parts if part.key))))


def _sums(portions: Sequence[Portion]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for one in portions:
        sums[one.year] = sums.get(one.year, 0) + one.ore
    return dict(sorted(sums.items()))


def _added_up(portions: Sequence[Portion], years: Mapping[int, str], language: str) -> Iterator[Message]:
    for year, called in years.items():
        of_year = [one for one in portions if one.year == year]
        yield msg(
            "{year}: cost {cost} kr = paid {paid} kr + unused {unused} kr + unassigned {unassigned} kr + "
            "nobody known to pay {left} kr; difference {difference} kr",
            year=called,
            cost=kr(sum(one.ore for one in of_year), language),
            paid=kr(sum(ore for one in of_year for _, ore in one.to), language),
            unused=kr(sum(one.unused_ore for one in of_year), language),
            unassigned=kr(sum(one.unassigned_ore for one in of_year), language),
            left=kr(sum(one.left_ore for one in of_year), language),
            difference=kr(sum(one.difference_ore for one in of_year), language),
        )
