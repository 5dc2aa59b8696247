"""What is outside the split, told beside it: own systems, those that several pay with no key, and change money.

Business development and the systems of one administration are paid by it (D23), so they are in no shared sum; change to
the city office's systems has money of its own (D36). Sums of what `direct` finds; nothing is split here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from itgov.allocate.direct import DirectCost, UnkeyedCost
from itgov.allocate.figures import kr
from itgov.allocate.labels import CATEGORY_LABELS
from itgov.allocate.names import full_name
from itgov.allocate.shares import Allocation
from itgov.allocate.sheet import Kronor, Sheet, SheetCell
from itgov.allocate.table import guarded, kronor, yes_or_no
from itgov.message import Message, msg, msg_n
from itgov.model.administration import BudgetStatus
from itgov.model.city import City


@dataclass(frozen=True, slots=True)
class Outside:
    """What some pay outside the split, öre by year: alone for own systems, and with others where there is no key.

    Of the latter it is the whole cost: who bears what of it is not on record. Systems are by id, in order.
    """

    own: Mapping[int, int]
    own_systems: tuple[str, ...]
    no_key: Mapping[int, int]
    no_key_systems: tuple[str, ...]


def outside(allocation: Allocation, years: Iterable[int], names: Collection[str] = ()) -> Outside:
    """What `names` pay so in each of `years`; what all pay where `names` is empty."""
    asked = sorted(set(years))
    own = [one for one in allocation.direct if one.year in asked and (not names or one.payer_id in names)]
    no_key = [one for one in allocation.unkeyed if one.year in asked and (not names or {*one.payer_ids} & {*names})]
    return Outside(_by_year(own, asked), _systems(own), _by_year(no_key, asked), _systems(no_key))


def sheets(city: City, allocation: Allocation, years: Iterable[int], names: Collection[str] = ()) -> tuple[Sheet, ...]:
    """One table, or none where nothing is paid outside; for `names` with their part of the split, and the sum of both.

    What they pay together with others without a key is in no sum of theirs, and so among the `notes`.
    """
    asked = sorted(set(years))
    found = outside(allocation, asked, names)
    pots = () if names else _change_money_sheet(change_money(city, asked), asked)
    if not found.own_systems and not found.no_key_systems:
        return pots
    own = msg_n("{n} own system, directly", "{n} own systems, directly", len(found.own_systems))
    if names:
        title = msg("What {who} pays in all, kronor", who=", ".join(full_name(city, one) for one in sorted(names)))
        rows = [(msg("of what is shared"), _paid(allocation, asked, names)), (own, found.own)]
    else:
        title = msg("Paid outside the split, kronor")
        several = msg_n("{n} system without a key", "{n} systems without a key", len(found.no_key_systems))
        rows = [(own, found.own), (several, found.no_key)]
    rows.append((msg("Sum"), {year: sum(amounts[year] for _, amounts in rows) for year in asked}))
    lines: tuple[tuple[SheetCell, ...], ...] = tuple(
        (label, *(Kronor(amounts[year]) for year in asked)) for label, amounts in rows
    )
    return (Sheet(title, ("", *map(str, asked)), lines, foot=True), *pots)


@dataclass(frozen=True, slots=True)
class ChangeMoney:
    """What a pot for change has in a year, öre: never for operation, and no part of what is split (D36)."""

    funder_id: str
    name: str
    year: int
    operating_ore: int
    investment_ore: int
    status: BudgetStatus


def change_money(city: City, years: Iterable[int]) -> tuple[ChangeMoney, ...]:
    """The change money on record for each of `years`, by funder and then year."""
    asked = set(years)
    return tuple(
        ChangeMoney(funder.id, funder.name, frame.year, frame.operating, frame.investment, frame.status)
        for _, funder in sorted(city.funders.items())
        if funder.funder_kind == "change_money"
        for frame in sorted(funder.frames, key=lambda frame: frame.year)
        if frame.year in asked
    )


def _change_money_sheet(found: tuple[ChangeMoney, ...], years: Sequence[int]) -> tuple[Sheet, ...]:
    """A row for each pot and use, years in columns; nothing where no change money is on record."""
    if not found:
        return ()
    sums: dict[tuple[str, str, Message], dict[int, int]] = {}
    for one in found:
        for use, ore in ((msg("operating"), one.operating_ore), (msg("investment"), one.investment_ore)):
            sums.setdefault((one.funder_id, one.name, use), dict.fromkeys(years, 0))[one.year] += ore
    rows: list[tuple[SheetCell, ...]] = [
        (name, use, *(Kronor(ore) for ore in amounts.values())) for (_, name, use), amounts in sums.items()
    ]
    rows.append((msg("Sum"), None, *(Kronor(sum(amounts[year] for amounts in sums.values())) for year in years)))
    title = msg("Change money, a source of its own and in no sum above, kronor")
    return (Sheet(title, (msg("Funder"), "", *map(str, years)), tuple(rows), foot=True),)


def notes(allocation: Allocation, years: Iterable[int], names: Collection[str], language: str) -> tuple[Message, ...]:
    """That `names` pay systems with others too, of which no key says who bears what; how to see whose what is, for all.

    Nothing where nothing is paid outside.
    """
    found = outside(allocation, years, names)
    if not names:
        return (msg("`itgov allocate --administration ID` says what each pays outside the split"),) * bool(
            found.own_systems or found.no_key_systems
        )
    if not found.no_key_systems:
        return ()
    return (
        msg_n(
            "beside that {n} system is paid together with others, and no key says who bears what: {systems}; "
            "the whole cost is {amounts}",
            "beside that {n} systems are paid together with others, and no key says who bears what: {systems}; "
            "the whole cost is {amounts}",
            len(found.no_key_systems),
            systems=", ".join(found.no_key_systems),
            amounts=", ".join(f"{kr(ore, language)} kr ({year})" for year, ore in found.no_key.items()),
        ),
    )


def csv_rows(allocation: Allocation, city: City, language: str) -> list[tuple[str, ...]]:
    """Rows with the columns of `table.csv_rows`, of kinds of source of their own, so that they can be left out."""
    own, no_key = msg("own system, directly"), msg("system without a key")
    return [
        *(_row(one, own, one.payer_id, "", city, language) for one in allocation.direct),
        *(_row(one, no_key, "", one.message.into(language), city, language) for one in allocation.unkeyed),
    ]


def _row(
    one: DirectCost | UnkeyedCost, kind: Message, payer: str, why: str, city: City, language: str
) -> tuple[str, ...]:
    category = guarded(CATEGORY_LABELS[one.category].into(language))
    return (
        str(one.year),
        guarded(payer),
        guarded(full_name(city, payer)) if payer else "",
        guarded(one.source_id),
        guarded(full_name(city, one.source_id)),
        guarded(kind.into(language)),
        str(one.part_number),
        category,
        category,
        "",
        "",
        guarded(why),
        yes_or_no(False, language),
        kronor(one.ore, language),
    )


def _paid(allocation: Allocation, years: list[int], names: Collection[str]) -> dict[int, int]:
    paid = dict.fromkeys(years, 0)
    for cell in allocation.cells:
        if cell.year in paid and cell.administration_id in names:
            paid[cell.year] += cell.ore
    return paid


def _by_year(costs: Iterable[DirectCost | UnkeyedCost], years: list[int]) -> dict[int, int]:
    sums = dict.fromkeys(years, 0)
    for one in costs:
        sums[one.year] += one.ore
    return sums


def _systems(costs: Iterable[DirectCost | UnkeyedCost]) -> tuple[str, ...]:
    return tuple(sorted({one.source_id for one in costs}))
