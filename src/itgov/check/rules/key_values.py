"""The values of keys: likely for whom they stand, and as many as the delivery has units (D24)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from itgov.allocate.cost import presence_of
from itgov.allocate.weights import valid_year, values_of
from itgov.check.rule import Parameter, Rule
from itgov.check.rules.delivery_serving import planned_years
from itgov.check.rules.key import key_uses
from itgov.finding import At, Fault, Related
from itgov.message import count_of, measured, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field
from itgov.model.key import Key
from itgov.model.planning import Route

MOST = Parameter("KEY018", "most", 100_000_000, msg("the largest value of one administration that is likely"))
TIMES = Parameter(
    "KEY018", "times", 20, msg("times as much per unit of the neutral key as the middle one that a value may be")
)
PERCENT = Parameter(
    "KEY019", "percent", 15, msg("per cent by which a key's values and the delivery's volume may differ")
)


def _improbable(city: City, key: Key) -> Iterator[Fault]:
    most, told = MOST.of(city), set[str]()
    for year, values in _tables(key):
        for name, value in sorted(values.items()):
            if value > most and name not in told:
                told.add(name)
                yield Fault(
                    At(key.id, _route(year, name)),
                    msg(
                        "“{name}” has {value} by “{id}”, more than {most}: a value so large is seldom meant",
                        name=name,
                        value=value,
                        id=key.id,
                        most=most,
                    ),
                    msg("go back to the source of the key; a digit may be repeated, or another unit meant"),
                )
    yield from _far_from_others(city, key, told)


def _far_from_others(city: City, key: Key, told: set[str]) -> Iterator[Fault]:
    """Values far above what others have for their size; what is less than a hundredth of the key moves little."""
    neutral, times = city.keys.get(city.settings.neutral_key or ""), TIMES.of(city)
    if neutral is None or neutral.id == key.id:
        return
    for year, values in _tables(key):
        sizes = values_of(neutral, year or min(key.valid_for)) or neutral.values
        each = {name: Fraction(value, sizes[name]) for name, value in values.items() if sizes.get(name) and value}
        if len(each) < 3:
            continue
        middle = sorted(each.values())[len(each) // 2]
        for name, ratio in sorted(each.items()):
            if ratio > times * middle and values[name] * 100 >= sum(values.values()) and name not in told:
                told.add(name)
                yield Fault(
                    At(key.id, _route(year, name)),
                    msg(
                        "“{name}” has {value} by “{id}”: {times} times as much for its size as the middle one has",
                        name=name,
                        value=values[name],
                        id=key.id,
                        times=int(ratio / middle),
                    ),
                    msg("go back to the source of the key; a digit may be repeated, or another unit meant"),
                    (Related(At(neutral.id, ("values",), key=True), msg("its size by the neutral key is here")),),
                )


def _tables(key: Key) -> Iterator[tuple[int | None, Mapping[str, int]]]:
    """The key's values, year by year where it has them so, and then each year's."""
    if key.values:
        yield None, key.values
    for year in sorted(key.per_year):
        yield year, key.per_year[year]


def _route(year: int | None, name: str) -> Route:
    return ("values", name) if year is None else ("per_year", str(year), name)


def _sum_differs(city: City, delivery: Delivery) -> Iterator[Fault]:
    for key_id, _ in key_uses(city, delivery):
        key = city.keys[key_id]
        if key.unit.casefold() != delivery.unit.casefold() or key.shares or key.basis not in {"values", "per_year"}:
            continue
        sums = {year: both for year in planned_years(city, delivery) if (both := _made(city, delivery, key, year))}
        far = [year for year, both in sums.items() if _percent(*both) > PERCENT.of(city)]
        if not far:
            continue
        year = max(far, key=lambda one: (_percent(*sums[one]), -one))
        made, volume = sums[year]
        yield Fault(
            At(delivery.id, ("volumes", str(year))),
            msg(
                "“{id}” has a volume of {volume} in {year}, and those who share it have {made} by “{key}”: "
                "{percent} % apart",
                id=delivery.id,
                volume=measured(volume, delivery.unit),
                year=str(year),
                made=count_of(made),
                key=key_id,
                percent=count_of(int(_percent(made, volume))),
            ),
            msg(
                "count both on the same day; a key that is frozen while the volume moves may be given {per_year}",
                per_year=field(Key, "per_year"),
            ),
            (Related(At(key.id, (key.basis,), key=True), msg("the key's values are here")),),
        )


def _made(city: City, delivery: Delivery, key: Key, year: int) -> tuple[int, int] | None:
    """What the values of those who share it make, and its volume.

    None where there is nothing to compare: no volume, no value, a year that the key is not agreed for, or a delivery
    that gives units to others, of which the key may say something or not.
    """
    volume = delivery.volumes.get(year, 0)
    if not volume or delivery.serves or valid_year(key, year) != year:
        return None
    values = values_of(key, year)
    made = sum(values.get(name, 0) for name in presence_of(city, delivery, year))
    return (made, volume) if made else None


def _percent(made: int, volume: int) -> Fraction:
    return Fraction(abs(made - volume) * 100, volume)


KEY_VALUE_IMPROBABLE = Rule(
    "KEY018",
    "key-value-improbable",
    "warning",
    "D24",
    msg("A value with a digit too many moves the whole cost to one administration, and the sum agrees all the same."),
    msg("Mend the value, or say in the settings how large one may be."),
    bad="data/keys/nyckel-a.yaml: {values: {hvo: 300000000000, it: 100}, total: 300000000100}\n",
    good="data/keys/nyckel-a.yaml: {values: {hvo: 300, it: 100}, total: 400}\n",
    over=(Key,),
    find=_improbable,
    parameters=(MOST, TIMES),
)
KEY_SUM_DIFFERS_FROM_VOLUME = Rule(
    "KEY019",
    "key-sum-differs-from-volume",
    "warning",
    "D24",
    msg("Where key and delivery count the same thing, two sums of it mean that one of them is wrong, or old."),
    msg("Count the key and the volume on the same day."),
    bad="data/deliveries/leverans-a.yaml: {unit: årsanställd, volumes: {2027: 300, 2028: 400}}\n",
    good="data/deliveries/leverans-a.yaml: {unit: årsanställd, volumes: {2027: 400, 2028: 410}}\n",
    over=(Delivery,),
    find=_sum_differs,
    parameters=(PERCENT,),
)

KEY_VALUE_RULES: tuple[Rule, ...] = (KEY_VALUE_IMPROBABLE, KEY_SUM_DIFFERS_FROM_VOLUME)
