"""Cities whose splits are hard for a spreadsheet: ties, credits, zero weights, amounts of 15 digits, and tiers."""

from __future__ import annotations

from random import Random
from typing import Any

from itgov.model.city import City
from itgov.model.money import format_amount
from tests.allocate.small import administration, city, delivery, key, part, settings

NAMES = ("asf", "hvo", "kultur", "miljo", "sbk", "service")


def hard_city(seed: int, pools: int, largest: int) -> City:
    """A city of many pools with two to six who share each, in 2027, of `largest` öre at most; by a seed."""
    chance = Random(seed)
    keys, deliveries = [], []
    for number in range(pools):
        who = sorted(chance.sample(NAMES, chance.randint(2, len(NAMES))))
        most = chance.choice([1, 1, 2, 3, 10, 1000, 80_000_000])
        values = {name: chance.randint(0, most) for name in who}
        values[who[0]] = max(1, values[who[0]])
        keys.append(key(f"nyckel-{number}", {name: str(value) for name, value in values.items()}))
        size = chance.choice([0, 1, 2, 5, 100, 10**6, 10**10, largest - 1, largest])
        ore = chance.choice([1, 1, 1, -1]) * (size if chance.random() < 0.5 else chance.randint(0, size))
        part_ = part("Del", {"2027": format_amount(ore)})
        deliveries.append(
            delivery(f"leverans-{number}", part_, key=f"nyckel-{number}", consumers=tuple(who)),
        )
    return city(*(administration(name) for name in NAMES), *keys, *deliveries)


def tiered_city(**changes: Any) -> City:
    """Two deliveries that serve each other, split by keys of seven digits, a credit, and capacity that is not used."""
    values = {"asf": "1 234 567", "hvo": "7 654 321", "miljo": "999 983"}
    others = {"asf": "7 919", "hvo": "104 729", "miljo": "1 299 709"}
    first = delivery(
        "drift",
        part("Servrar", {"2027": "1 234 567,89 kr"}),
        part("Kredit", {"2027": "-77 777,77 kr"}),
        key="stora",
        serves=({"delivery": "servicedesk", "share": "1/3"},),
    )
    second = delivery(
        "servicedesk",
        part("Personal", {"2027": "9 876 543,21 kr"}),
        key="andra",
        serves=({"delivery": "drift", "share": "1/7"},),
        volumes={"2027": "800"},
        capacity={"2027": "1 000"},
        **changes,
    )
    chosen = settings(allocation={"method": "reciprocal"})
    return city(key("stora", values), key("andra", others), first, second, city_settings=chosen)


def checked_city() -> City:
    """The two that serve each other, and beside them all else that a workbook checks, in two years.

    A key by values with ties and a credit, a part that is nobody's, and a line whose key is not valid yet.
    """
    simple = key("anstallda", {"asf": "100", "hvo": "200", "miljo": "33"})
    partly = key("delvis", {"asf": "1", "hvo": "1", "miljo": "1"}, unassigned="10 %")
    late = key("sen", {"asf": "1", "hvo": "1", "miljo": "1"}, valid_for=("2029",))
    years = {"2027": "1 000,01 kr", "2028": "2 000,02 kr"}
    deliveries = (
        delivery("dator", part("Hyra", years), part("Kredit", {"2027": "-0,05 kr", "2028": "-7 kr"})),
        delivery("larm", part("Avtal", years), key="delvis"),
        delivery("nytt", part("Avtal", years), key="sen"),
    )
    chosen = settings(allocation={"method": "reciprocal"}, neutral_key="anstallda")
    return city(*tiered_city().records(), simple, partly, late, *deliveries, city_settings=chosen)
