"""A balance as plain data and as tables. Nothing is written to files here."""

from __future__ import annotations

from collections.abc import Mapping

from itgov.allocate.balance import Balance, FlowSort
from itgov.allocate.gap import BridgeStatus, Gap, city_gap, initiative_gaps, party_gap
from itgov.allocate.grant_share import grant_shares
from itgov.allocate.grant_share_output import grant_sheet, parts_of_grant_sheet, share_data
from itgov.allocate.names import full_name, short_name
from itgov.allocate.nobody import NOBODY
from itgov.allocate.sheet import Kronor, Rounded, Sheet, SheetCell
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.initiative import BudgetEffect

FORMAT = "itgov.allocation-balance"
VERSION = 1

Data = dict[str, object]

SORT_LABELS: Mapping[FlowSort, Message] = {
    "delivery": msg("base deliveries and shared systems"),
    "own_system": msg("own systems"),
    "one_off": msg("one-off operating money"),
    "investment": msg("investment"),
    "operating": msg("operation that is added"),
    "cashable": msg("cashable benefit"),
    "other_benefit": msg("other valued benefit"),
    "bridge": msg("bridges"),
}
EFFECT_LABELS: Mapping[BudgetEffect, Message] = {
    "frame_lowered": msg("the frame is lowered"),
    "kept_in_own_frame": msg("kept in the own frame"),
    "efficiency_requirement": msg("counted against the efficiency requirement"),
}
BRIDGE_LABELS: Mapping[BridgeStatus, Message] = {
    "none": msg("none"),
    "noted": msg("noted in words"),
    "proposed": msg("proposed"),
    "decided": msg("decided"),
}
_HEADS: Mapping[FlowSort, Message] = {
    "delivery": msg("base deliveries"),
    "own_system": msg("own systems"),
    "one_off": msg("one-off"),
    "investment": msg("investment"),
    "operating": msg("added operation"),
    "cashable": msg("cashable"),
    "other_benefit": msg("other benefit"),
    "bridge": msg("bridges"),
}
SORTS: tuple[FlowSort, ...] = tuple(SORT_LABELS)
EFFECTS: tuple[BudgetEffect, ...] = tuple(EFFECT_LABELS)


def as_data(found: Balance, city: City, language: str = "en") -> Data:
    """The whole balance as dicts, lists, text and whole numbers; amounts are öre, paid ones below zero."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "years": list(found.years),
        "planned_years": list(found.planned_years),
        "flows": [
            {
                "party": flow.party,
                "of": flow.of,
                "sort": flow.sort,
                "year": flow.year,
                "amount_ore": flow.ore,
                "budget_effect": flow.effect,
            }
            for flow in found.flows
        ],
        "parties": [{"party": one, **_gap_data(party_gap(found, one))} for one in found.parties],
        "city": _gap_data(city_gap(found)),
        "initiatives": [
            {
                "id": one.initiative_id,
                **_gap_data(one.gap),
                "paid_first_by": list(one.pay_ids),
                "bridge": one.bridge,
                "bridges": list(one.bridge_ids),
            }
            for one in initiative_gaps(city, found)
        ],
        "prices": {
            "price_year": found.prices.base,
            "index": None if found.prices.series is None else found.prices.series.id,
            "levels": [{"year": year, "prices_of": found.prices.level(year)} for year in found.years],
        },
        "share_of_grant": [share_data(one) for one in grant_shares(found, city)],
        "notes": [note.into(language) for note in found.notes],
    }


def sheets(found: Balance, city: City) -> tuple[Sheet, ...]:
    """Who pays and who benefits, the gap over time, initiative by initiative, cashable benefits, share of the grant."""
    return (
        _parties_sheet(found, city),
        _years_sheet(found, city),
        _gaps_sheet(found, city),
        _initiatives_sheet(found, city),
        _cashable_sheet(found, city),
        parts_of_grant_sheet(found, city),
        grant_sheet(found, city),
    )


def flat_sheet(found: Balance, city: City) -> Sheet:
    """A row for every flow, for a spreadsheet, without sums."""
    return Sheet(
        msg("Who pays and who benefits"),
        (
            msg("year"),
            msg("administration id"),
            msg("administration"),
            msg("source id"),
            msg("source"),
            msg("kind of flow"),
            msg("budget effect"),
            msg("amount, kr"),
        ),
        tuple(
            (
                flow.year,
                "" if flow.party in NOBODY else flow.party,
                NOBODY.get(flow.party) or full_name(city, flow.party),
                flow.of,
                full_name(city, flow.of),
                SORT_LABELS[flow.sort],
                EFFECT_LABELS[flow.effect] if flow.effect else "",
                Kronor(flow.ore),
            )
            for flow in found.flows
        ),
    )


def _gap_data(gap: Gap) -> Data:
    return {
        "net_ore": list(gap.net),
        "cumulated_ore": list(gap.cumulated),
        "turns": gap.turns,
        "deepest": gap.deepest,
        "deepest_ore": gap.deepest_ore,
    }


def _party(city: City, party: str) -> str | Message:
    return NOBODY.get(party) or short_name(city, party)


def _parties(found: Balance, city: City) -> list[str]:
    """Administrations, then funders, then what no administration has; each by id."""
    return sorted(found.parties, key=lambda one: (one in NOBODY, one not in city.administrations, one))


def _parties_sheet(found: Balance, city: City) -> Sheet:
    years = found.planned_years
    cells: dict[str, dict[FlowSort, int]] = {one: dict.fromkeys(SORTS, 0) for one in _parties(found, city)}
    for flow in found.flows:
        if flow.year in years:
            cells[flow.party][flow.sort] += flow.ore
    rows: list[tuple[SheetCell, ...]] = [
        (_party(city, one), *(Rounded(sums[sort]) for sort in SORTS), Rounded(sum(sums.values())))
        for one, sums in cells.items()
        if any(sums.values())
    ]
    sums = [sum(one[sort] for one in cells.values()) for sort in SORTS]
    rows.append((msg("Sum"), *map(Rounded, sums), Rounded(sum(sums))))
    return Sheet(
        msg(
            "Who pays (−) and who benefits, {first}–{last} together, tkr",
            first=str(years[0]),
            last=str(years[-1]),
        ),
        ("", *_HEADS.values(), msg("together")),
        tuple(rows),
        foot=True,
    )


def _years_sheet(found: Balance, city: City) -> Sheet:
    """What each pays and gets in every planned year."""
    years = found.planned_years
    cells: dict[str, list[int]] = {one: [0] * (2 * len(years)) for one in _parties(found, city)}
    for flow in found.flows:
        if flow.year in years:
            cells[flow.party][2 * years.index(flow.year) + (flow.ore > 0)] += flow.ore
    rows: list[tuple[SheetCell, ...]] = [
        (_party(city, one), *map(Rounded, sums)) for one, sums in cells.items() if any(sums)
    ]
    rows.append((msg("Sum"), *(Rounded(sum(column)) for column in zip(*cells.values(), strict=True))))
    heads = [
        head for year in years for head in (msg("{year} pays", year=str(year)), msg("{year} gets", year=str(year)))
    ]
    return Sheet(
        msg("The same year by year: all that each pays (−) and gets, tkr"),
        ("", *heads),
        tuple(rows) if len(rows) > 1 else (),
        foot=True,
    )


def _gaps_sheet(found: Balance, city: City) -> Sheet:
    rows: list[tuple[SheetCell, ...]] = [
        (_party(city, one), *map(Rounded, gap.cumulated), _turn(gap))
        for one in _parties(found, city)
        if any((gap := party_gap(found, one)).net)
    ]
    whole = city_gap(found)
    rows.append((msg("Sum"), *map(Rounded, whole.cumulated), _turn(whole)))
    return Sheet(
        msg("The agenda's benefit less its cost, added up from the first year, tkr"),
        ("", *map(str, found.years), msg("turns")),
        tuple(rows) if len(rows) > 1 else (),
        foot=True,
    )


def _turn(gap: Gap) -> Message | str:
    if gap.deepest is None:
        return msg("no gap")
    if gap.only_pays:
        return msg("only pays")
    return msg("not by {year}", year=str(gap.years[-1])) if gap.turns is None else str(gap.turns)


def _initiatives_sheet(found: Balance, city: City) -> Sheet:
    return Sheet(
        msg("Initiative by initiative, {first}–{last}, tkr", first=str(found.years[0]), last=str(found.years[-1])),
        (
            msg("initiative"),
            msg("net"),
            msg("at most out"),
            msg("in the year"),
            msg("turns"),
            msg("paid first by"),
            msg("bridge over the gap"),
        ),
        tuple(
            (
                full_name(city, one.initiative_id),
                Rounded(one.gap.cumulated[-1]),
                Rounded(one.gap.deepest_ore),
                "" if one.gap.deepest is None else str(one.gap.deepest),
                _turn(one.gap),
                ", ".join(short_name(city, payer) for payer in one.pay_ids if payer not in NOBODY),
                BRIDGE_LABELS[one.bridge],
            )
            for one in initiative_gaps(city, found)
        ),
    )


def _cashable_sheet(found: Balance, city: City) -> Sheet:
    """Cashable benefits by receiver and what they do to the budget, year by year of the horizon."""
    sums: dict[tuple[str, BudgetEffect], dict[int, int]] = {}
    for flow in found.flows:
        if flow.effect is not None and flow.year in found.planned_years:
            years = sums.setdefault((flow.party, flow.effect), dict.fromkeys(found.planned_years, 0))
            years[flow.year] += flow.ore
    rows: list[tuple[SheetCell, ...]] = [
        (_party(city, party), EFFECT_LABELS[effect], *map(Rounded, sums[party, effect].values()))
        for party, effect in sorted(sums)
    ]
    total = [sum(years[year] for years in sums.values()) for year in found.planned_years]
    rows.append((msg("Sum"), "", *map(Rounded, total)))
    return Sheet(
        msg("Cashable benefits and what they do to the budget, tkr"),
        ("", msg("budget effect"), *map(str, found.planned_years)),
        tuple(rows) if sums else (),
        foot=True,
    )
