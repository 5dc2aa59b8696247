"""Allocation keys: whole, adding up, and not punishing what the city wants (D24)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.allocate.cost import recipients_of
from itgov.allocate.driver import Punishment, punished
from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field
from itgov.model.key import Key
from itgov.model.money import format_amount


def key_uses(city: City) -> Iterator[tuple[Delivery, str, tuple[str | int, ...]]]:
    """Each key a delivery uses, for all of it or for one part, with the route to where it says so; each key once."""
    for delivery in city.deliveries.values():
        seen = set()
        places = [(delivery.key, ("key",))] + [
            (part.key, ("cost_parts", index, "key")) for index, part in enumerate(delivery.cost_parts) if part.key
        ]
        for key_id, route in places:
            if key_id in city.keys and key_id not in seen:
                seen.add(key_id)
                yield delivery, key_id, route


def _without_value(city: City) -> Iterator[Fault]:
    for delivery, key_id, route in key_uses(city):
        key = city.keys[key_id]
        missing = [name for name in recipients_of(city, delivery) if name not in key.values]
        if missing:
            yield Fault(
                At(delivery.id, route),
                msg(
                    "“{key}” has no value for {missing}, who share “{id}”",
                    key=key_id,
                    missing=", ".join(missing),
                    id=delivery.id,
                ),
                msg(
                    "give the key a value for each (0 if that is the truth), "
                    "or put them under {excluded} with a reason",
                    excluded=field(Delivery, "excluded"),
                ),
                (Related(At(key_id, ("values",), key=True), msg("the key's values are here")),),
            )


def _total(city: City) -> Iterator[Fault]:
    for key in city.keys.values():
        made = sum(key.values.values())
        if key.total is not None and key.total != made:
            yield Fault(
                At(key.id, ("total",)),
                msg(
                    "{field} of “{id}” is {total}, but its values make {made}: {difference} too {way}",
                    field=field(Key, "total"),
                    id=key.id,
                    total=key.total,
                    made=made,
                    difference=abs(key.total - made),
                    way=msg("much") if key.total > made else msg("little"),
                ),
                msg("go back to the source: a row is missing, or the printed sum is wrong"),
                (Related(At(key.id, ("values",), key=True), msg("the values are here")),),
            )


def _punishes(city: City) -> Iterator[Fault]:
    for key in city.keys.values():
        by_source: dict[str, list[Punishment]] = {}
        for punishment in punished(city, key):
            by_source.setdefault(punishment.source_id, []).append(punishment)
        for source_id, punishments in by_source.items():
            yield _punishing(city, key, source_id, punishments)


def _punishing(city: City, key: Key, source_id: str, punishments: list[Punishment]) -> Fault:
    more: dict[str, int] = {}
    pays: dict[str, int] = {}
    for punishment in punishments:
        for burden in punishment.burdens:
            more[burden.administration_id] = more.get(burden.administration_id, 0) + burden.more_ore
            pays[burden.administration_id] = pays.get(burden.administration_id, 0) + burden.pays_ore
    worst = min(more, key=lambda name: (-more[name], name))
    first = punishments[0]
    return Fault(
        At(source_id, _route_of_key(city, key, source_id)),
        msg(
            "“{key}” splits {cost} of “{id}” in {year} by {driver}, which the city wants more of: "
            "each {unit} costs {each}, and “{worst}” pays {pays} where a neutral key would ask {neutral}",
            key=key.id,
            cost=format_amount(sum(punishment.ore for punishment in punishments)),
            id=source_id,
            year=first.year,
            driver=key.driver,
            unit=key.unit,
            each=format_amount(sum(punishment.ore_per_unit for punishment in punishments)),
            worst=worst,
            pays=format_amount(pays[worst]),
            neutral=format_amount(pays[worst] - more[worst]),
        ),
        msg("split it by a measure that does not grow with what is wanted, such as employees or users"),
        (Related(At(key.id, ("wanted_direction",)), msg("the wanted direction is set here")),),
    )


def _route_of_key(city: City, key: Key, source_id: str) -> tuple[str | int, ...]:
    for delivery, key_id, route in key_uses(city):
        if delivery.id == source_id and key_id == key.id:
            return route
    return ("key",)


KEY_WITHOUT_VALUE = Rule(
    "KEY001",
    "key-without-value",
    "error",
    "D24",
    msg("An administration that the key forgets pays nothing, and all others pay its part without knowing."),
    msg("Give the key a value for each who shares the delivery, or exclude them with a reason."),
    bad="data/keys/nyckel-a.yaml: {values: {hvo: }, total: 100}\n",
    good="data/keys/nyckel-a.yaml: {values: {hvo: 300, it: 100}, total: 400}\n",
    find=_without_value,
)
KEY_TOTAL_DIFFERS = Rule(
    "KEY002",
    "key-total-differs",
    "error",
    "D24",
    msg("A table whose sum its own rows do not make has a fault somewhere, and shares rest on it."),
    msg("Find the row, or mend the sum."),
    bad="data/keys/nyckel-a.yaml: {total: 450}\n",
    good="data/keys/nyckel-a.yaml: {total: 400}\n",
    find=_total,
)
KEY_PUNISHES_WHAT_IS_WANTED = Rule(
    "KEY003",
    "key-punishes-what-is-wanted",
    "error",
    "D24",
    msg(
        "The finance system was partly split by transactions: who sent many e-invoices, as the city wished, "
        "paid for those who did not."
    ),
    msg("Choose a measure that does not grow with what the city wants more of."),
    bad="data/keys/nyckel-a.yaml: {wanted_direction: more}\n",
    good="data/keys/nyckel-a.yaml: {wanted_direction: less}\n",
    find=_punishes,
)
