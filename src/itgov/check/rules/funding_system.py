"""Systems' yearly costs and the level of prices: who pays, and in which year's kronor (D21, D23)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.allocate.cost import recipients_of
from itgov.check.rule import Rule
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.money import format_amount
from itgov.model.record import Record
from itgov.model.settings import Settings
from itgov.model.system import System
from itgov.model.walk import amounts


def _other_price_level(city: City, record: Record) -> Iterator[Fault]:
    if record.price_year is None or record.price_year == city.settings.price_year:
        return
    if next(amounts(record), None) is None:
        return
    yield Fault(
        At(record.id, ("price_year",)),
        msg(
            "the amounts of “{id}” are in the prices of {year}, and are added to others in those of {city}",
            id=record.id,
            year=record.price_year,
            city=city.settings.price_year,
        ),
        msg(
            "count them up to {city} by the index you use, and name index and its date in the note",
            city=city.settings.price_year,
        ),
        (Related(At(SETTINGS, ("price_year",)), msg("{field} is set here", field=field(Settings, "price_year"))),),
    )


def _without_payer(city: City, system: System) -> Iterator[Fault]:
    if system.funded_by or system.key is not None or system.in_delivery is not None:
        return
    users = sorted(set(system.used_by))
    cost = sum(part.amount for part in system.yearly_cost)
    if len(users) > 1 and cost > 0:
        yield Fault(
            At(system.id, ("yearly_cost",), key=True),
            msg(
                "“{id}” costs {cost} a year and is used by {users}, but nothing says who pays",
                id=system.id,
                cost=format_amount(cost),
                users=", ".join(users),
            ),
            msg(
                "name the payers in {funded_by}, a {key} if they share it, or the {in_delivery} that carries it",
                funded_by=field(System, "funded_by"),
                key=field(System, "key"),
                in_delivery=field(System, "in_delivery"),
            ),
        )


def _own_system_on_shared_money(city: City, system: System) -> Iterator[Fault]:
    users = set(system.used_by)
    if len(users) != 1:
        return
    (user,) = users
    for index, payer in enumerate(system.funded_by):
        funder = city.funders.get(payer)
        if funder is not None and funder.funder_kind in {"solidarity", "pilots"}:
            yield _shared(system, ("funded_by", index), user, payer)
            return
    delivery = city.deliveries.get(system.in_delivery or "")
    if delivery is not None and set(recipients_of(city, delivery)) - users:
        yield _shared(system, ("in_delivery",), user, delivery.id)


def _shared(system: System, route: tuple[str | int, ...], user: str, payer: str) -> Fault:
    return Fault(
        At(system.id, route),
        msg(
            "“{id}” is used by “{user}” alone, but all pay for it through “{payer}”",
            id=system.id,
            user=user,
            payer=payer,
        ),
        msg(
            "let “{user}” pay for it, or name under {used_by} all who use it, those who do so through a delivery too",
            user=user,
            used_by=field(System, "used_by"),
        ),
        (Related(At(system.id, ("used_by",), key=True), msg("its users are named here")),),
    )


AMOUNT_AT_ANOTHER_PRICE_LEVEL = Rule(
    "FUN006",
    "amount-at-another-price-level",
    "error",
    "D42",
    msg("Kronor of two years do not add up: the sum is in neither year's prices."),
    msg("Count the amounts up to the city's price year."),
    bad="data/deliveries/leverans-a.yaml: {price_year: 2024}\n",
    good="data/deliveries/leverans-a.yaml: {price_year: 2026}\n",
    over=(Record,),
    find=_other_price_level,
)
COST_WITHOUT_PAYER = Rule(
    "FUN009",
    "cost-without-payer",
    "warning",
    "D21",
    msg("A cost that several cause and nobody is named for is paid by whoever gets the invoice."),
    msg("Name the payers, a key, or the delivery that carries the cost."),
    bad=(
        "data/systems/sys-diarium.yaml: {illustrative: true, yearly_cost: [{category: licences, amount: 90 tkr}],"
        " funded_by: }\n"
    ),
    good=(
        "data/systems/sys-diarium.yaml: {illustrative: true, yearly_cost: [{category: licences, amount: 90 tkr}],"
        " funded_by: , key: nyckel-a}\n"
    ),
    over=(System,),
    find=_without_payer,
)
OWN_SYSTEM_ON_SHARED_MONEY = Rule(
    "FUN010",
    "own-system-on-shared-money",
    "error",
    "D23",
    msg("Solidarity is for what all share: one administration's system is paid by that administration."),
    msg("Let who uses it pay, or name all who use it."),
    bad="data/systems/sys-diarium.yaml: {used_by: [hvo], funded_by: [ram]}\n",
    good="data/systems/sys-diarium.yaml: {used_by: [hvo], funded_by: [hvo]}\n",
    over=(System,),
    find=_own_system_on_shared_money,
)

FUNDING_SYSTEM_RULES: tuple[Rule, ...] = (
    AMOUNT_AT_ANOTHER_PRICE_LEVEL,
    COST_WITHOUT_PAYER,
    OWN_SYSTEM_ON_SHARED_MONEY,
)
