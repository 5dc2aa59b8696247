"""Allocation keys: whole, adding up, and not punishing what the city wants (D24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from itgov.allocate.cost import in_force, in_use
from itgov.allocate.driver import Punishment, punished
from itgov.allocate.measures import floating_in, measures_of, presence_in, silent_on, zero_for_all
from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field
from itgov.model.key import Key
from itgov.model.money import format_amount
from itgov.model.planning import Route
from itgov.model.system import System


def key_uses(city: City, source: Delivery | System) -> Iterator[tuple[str, Route]]:
    """Each key that splits a delivery (all of it, or one part) or a system, once, with the route to where it says so.

    A system that a delivery carries is not split by its own key (that it has one is another fault).
    """
    if isinstance(source, System):
        if source.key is not None and source.in_delivery is None and source.key in city.keys:
            yield source.key, ("key",)
        return
    seen = set()
    places: list[tuple[str | None, Route]] = [(source.key, ("key",))]
    places += [(part.key, ("cost_parts", index, "key")) for index, part in enumerate(source.cost_parts)]
    for key_id, route in places:
        if key_id is not None and key_id in city.keys and key_id not in seen:
            seen.add(key_id)
            yield key_id, route


def sharers_by_year(city: City, source: Delivery | System) -> dict[int, tuple[str, ...]]:
    """Who shares a delivery's or a system's cost in each planned year when it costs, ids in order."""
    years = [year for year in city.settings.plan.years if costs_in(source, year)]
    return {year: tuple(presence_in(city, source, year)) for year in years}


def _without_value(city: City, source: Delivery | System) -> Iterator[Fault]:
    shared = sharers_by_year(city, source)
    for key_id, route in key_uses(city, source):
        for key in measures_of(city.keys, city.keys[key_id]):
            missing = sorted({name for year, names in shared.items() for name in silent_on(key, year, names)})
            if missing:
                yield Fault(
                    At(source.id, route),
                    msg(
                        "“{key}” has no value for {missing}, who share “{id}”",
                        key=key.id,
                        missing=", ".join(missing),
                        id=source.id,
                    ),
                    _value_remedy(source),
                    (_values_here(key),),
                )


def _values_here(key: Key) -> Related:
    if key.basis == "shares":
        return Related(At(key.id, ("shares",), key=True), msg("the key's shares are here"))
    return Related(At(key.id, (key.basis,), key=True), msg("the key's values are here"))


def _value_remedy(source: Delivery | System) -> Message:
    if isinstance(source, System):
        return msg(
            "give the key a value for each (0 if that is the truth), or take those who do not use it out of {used_by}",
            used_by=field(System, "used_by"),
        )
    return msg(
        "give the key a value for each (0 if that is the truth), or put them under {excluded} with a reason",
        excluded=field(Delivery, "excluded"),
    )


def _not_valid(city: City, source: Delivery | System) -> Iterator[Fault]:
    for key_id, route in key_uses(city, source):
        used = city.keys[key_id]
        for key in (used, *(other for other in measures_of(city.keys, used) if other is not used)):
            problem = _validity_problem(city, key, source)
            if problem is not None:
                yield Fault(
                    At(source.id, route),
                    problem,
                    msg(
                        "agree on the key for these years and write them under {valid_for}, or split by another key",
                        valid_for=field(Key, "valid_for"),
                    ),
                    (Related(At(key.id, ("valid_for",)), msg("the years it is valid for are here")),),
                )


def _validity_problem(city: City, key: Key, source: Delivery | System) -> Message | None:
    """What is wrong with the key's years; a year after the last is no fault, its values go on."""
    planned = city.settings.plan.years
    used = [year for year in planned if costs_in(source, year)]
    first = min(key.valid_for)
    if early := [year for year in used if year < first]:
        return msg(
            "“{key}” is valid from {first}, but “{id}” is split by it in {years}",
            key=key.id,
            first=first,
            id=source.id,
            years=_listed(early),
        )
    if between := [year for year in used if first < year < max(key.valid_for) and year not in key.valid_for]:
        return msg(
            "“{key}” is valid for {valid}, not for {years} between, and “{id}” is split by it",
            key=key.id,
            valid=_listed(sorted(set(key.valid_for))),
            years=_listed(between),
            id=source.id,
        )
    if used and not set(key.valid_for) & set(planned):
        return msg(
            "“{key}” is valid for {valid}, none of the years {years} that are planned, and “{id}” is split by it",
            key=key.id,
            valid=_listed(sorted(set(key.valid_for))),
            years=_listed(planned),
            id=source.id,
        )
    return None


def costs_in(source: Delivery | System, year: int) -> bool:
    """Whether the delivery is given, or the system used, on any day of `year`."""
    return in_force(source, year) if isinstance(source, Delivery) else in_use(source, year)


def _listed(years: Iterable[int]) -> str:
    return ", ".join(map(str, years))


def _zero_for_all(city: City, source: Delivery | System) -> Iterator[Fault]:
    shared = sharers_by_year(city, source)
    for key_id, route in key_uses(city, source):
        for key in measures_of(city.keys, city.keys[key_id]):
            sharers = next((names for year, names in shared.items() if zero_for_all(key, year, names)), None)
            if sharers is not None:
                yield Fault(
                    At(source.id, route),
                    msg(
                        "“{key}” is 0 for all who share “{id}”: {sharers}",
                        key=key.id,
                        id=source.id,
                        sharers=", ".join(floating_in(key, sharers)),
                    ),
                    msg("split by a key in which somebody has a value, or mend the values"),
                    (_values_here(key),),
                )


def _total(city: City, key: Key) -> Iterator[Fault]:
    if key.total is None:
        return
    if not key.values:
        yield Fault(
            At(key.id, ("total",)),
            msg(
                "“{id}” has a {field}, but no {values} that could make it",
                id=key.id,
                field=field(Key, "total"),
                values=field(Key, "values"),
            ),
            msg("take the sum away: it belongs to a key of one value for each administration"),
        )
        return
    made = sum(key.values.values())
    if key.total != made:
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


def _punishes(city: City, key: Key) -> Iterator[Fault]:
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
            "“{key}” splits {cost} of “{id}” in {year}, and the city wants more of what drives it (“{driver}”): "
            "each {unit} costs {each}, and “{worst}” pays {pays} where a neutral key would ask {neutral}",
            key=key.id,
            cost=format_amount(sum(punishment.ore for punishment in punishments)),
            id=source_id,
            year=first.year,
            driver=key.driver.rstrip("."),
            unit=key.unit,
            each=format_amount(sum(punishment.ore_per_unit for punishment in punishments)),
            worst=worst,
            pays=format_amount(pays[worst]),
            neutral=format_amount(pays[worst] - more[worst]),
        ),
        msg("split it by a measure that does not grow with what is wanted, such as employees or users"),
        (Related(At(key.id, ("wanted_direction",)), msg("the wanted direction is set here")),),
    )


def _route_of_key(city: City, key: Key, source_id: str) -> Route:
    source = city.deliveries.get(source_id) or city.systems[source_id]
    return next((route for key_id, route in key_uses(city, source) if _splits_by(city.keys[key_id], key)), ("key",))


def _splits_by(used: Key, key: Key) -> bool:
    """Whether `used` is the key, or a mix with it."""
    return used.id == key.id or any(part.key == key.id for part in used.mix)


KEY_WITHOUT_VALUE = Rule(
    "KEY001",
    "key-without-value",
    "error",
    "D24",
    msg("An administration that the key forgets pays nothing, and all others pay its part without knowing."),
    msg("Give the key a value for each who shares the delivery, or exclude them with a reason."),
    bad="data/keys/nyckel-a.yaml: {values: {hvo: }, total: 100}\n",
    good="data/keys/nyckel-a.yaml: {values: {hvo: 300, it: 100}, total: 400}\n",
    over=(Delivery, System),
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
    over=(Key,),
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
    over=(Key,),
    find=_punishes,
)
KEY_NOT_VALID_FOR_YEAR = Rule(
    "KEY004",
    "key-not-valid-for-year",
    "error",
    "D24",
    msg("A key is agreed for its years: splitting another year's cost by it is a split that nobody agreed to."),
    msg("Agree on the key for the years it is used in, or use one that is valid."),
    bad="data/keys/nyckel-a.yaml: {valid_for: [2028]}\n",
    good="data/keys/nyckel-a.yaml: {valid_for: [2026, 2027]}\n",
    over=(Delivery, System),
    find=_not_valid,
)
KEY_ZERO_FOR_ALL = Rule(
    "KEY005",
    "key-zero-for-all",
    "error",
    "D24",
    msg("A cost that is split by nothing but zeros is paid by nobody, and is missing where it arises."),
    msg("Split by a key in which somebody who shares the cost has a value."),
    bad="data/keys/nyckel-a.yaml: {values: {hvo: 0, it: 0}, total: 0}\n",
    good="data/keys/nyckel-a.yaml: {values: {hvo: 0, it: 100}, total: 100}\n",
    over=(Delivery, System),
    find=_zero_for_all,
)

KEY_RULES: tuple[Rule, ...] = (
    KEY_WITHOUT_VALUE,
    KEY_TOTAL_DIFFERS,
    KEY_PUNISHES_WHAT_IS_WANTED,
    KEY_NOT_VALID_FOR_YEAR,
    KEY_ZERO_FOR_ALL,
)
