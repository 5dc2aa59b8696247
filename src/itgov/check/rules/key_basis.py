"""What a key rests on: mixes, values by year, fixed shares, floors and caps that can make a whole (D24, D37)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from itgov.allocate.measures import measures_of, presence_in
from itgov.allocate.remainder import CannotSplit
from itgov.allocate.weights import Presence, shares_of
from itgov.check.rule import Rule
from itgov.check.rules.key import costs_in, key_uses, sharers_by_year
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field
from itgov.model.key import Key
from itgov.model.system import System

Source = Delivery | System


def _mix_of_mix(city: City, key: Key) -> Iterator[Fault]:
    for index, part in enumerate(key.mix):
        other = city.keys.get(part.key)
        if other is None or not (other.mix or other.unassigned):
            continue
        problem = (
            msg("“{id}” mixes “{other}”, which is a mix itself", id=key.id, other=other.id)
            if other.mix
            else msg(
                "“{id}” mixes “{other}”, which leaves a part of the cost to nobody ({field})",
                id=key.id,
                other=other.id,
                field=field(Key, "unassigned"),
            )
        )
        route = ("mix",) if other.mix else ("unassigned",)
        yield Fault(
            At(key.id, ("mix", index, "key")),
            problem,
            msg(
                "mix the keys that “{other}” rests on, weighed together, so that all can see the measure",
                other=other.id,
            ),
            (Related(At(other.id, route, key=True), msg("it is said here")),),
        )


def _rests_on(city: City, key: Key) -> tuple[Key, ...]:
    return (key, *(other for other in measures_of(city.keys, key) if other is not key))


def _no_way(city: City, source: Source) -> Iterator[Fault]:
    for key_id, route in key_uses(city, source):
        for key in _rests_on(city, city.keys[key_id]):
            year = next((year for year in _years(city, source) if _bounds_fail(city, key, source, year)), None)
            if key.bounds and year is not None:
                yield Fault(
                    At(source.id, route),
                    msg(
                        "{bounds} of “{key}” leave no way to make a whole of those who share “{id}” in {year}",
                        bounds=field(Key, "bounds"),
                        key=key.id,
                        id=source.id,
                        year=year,
                    ),
                    msg("lower the floors to 100 % together at most, and leave somebody room above or without a cap"),
                    (Related(At(key.id, ("bounds",), key=True), msg("they are set here")),),
                )


def _years(city: City, source: Source) -> list[int]:
    return [year for year in city.settings.plan.years if costs_in(source, year)]


def _bounds_fail(city: City, key: Key, source: Source, year: int) -> bool:
    """Whether it is the bounds that stop a split, and nothing else."""
    presence = presence_in(city, source, year)
    free = key.model_copy(update={"bounds": ()})
    return bool(key.bounds) and _splits(city, free, year, presence) and not _splits(city, key, year, presence)


def _splits(city: City, key: Key, year: int, presence: Presence) -> bool:
    try:
        shares_of(city.keys, key, year, presence)
    except CannotSplit:
        return False
    return True


def _sources(city: City, key: Key) -> list[Source]:
    """All that is split by the key, alone or in a mix."""
    ids = [key.id, *(mix.id for mix in city.pointing(key.id, Key, "mix"))]
    kinds: tuple[type[Delivery | System], ...] = (Delivery, System)
    return [source for one in ids for kind in kinds for source in city.pointing(one, kind)]


def _bound_for_none(city: City, key: Key) -> Iterator[Fault]:
    sources = _sources(city, key) if key.bounds else []
    sharers = {name for source in sources for names in sharers_by_year(city, source).values() for name in names}
    for index, bound in enumerate(key.bounds):
        if sources and bound.administration not in sharers:
            yield Fault(
                At(key.id, ("bounds", index, "administration")),
                msg(
                    "“{id}” bounds the share of “{administration}”, who shares nothing that is split by it",
                    id=key.id,
                    administration=bound.administration,
                ),
                msg(
                    "take the bound away, or let “{administration}” share the cost", administration=bound.administration
                ),
            )


def _share_for_none(city: City, source: Source) -> Iterator[Fault]:
    for key_id, route in key_uses(city, source):
        for key in measures_of(city.keys, city.keys[key_id]):
            for year in _years(city, source):
                presence = presence_in(city, source, year)
                absent = sorted(name for name, share in key.shares.items() if share and presence.get(name, 0) < 1)
                if absent:
                    yield Fault(
                        At(source.id, route),
                        msg(
                            "“{key}” has a fixed share for {absent}, who do not share “{id}” all of {year}",
                            key=key.id,
                            absent=", ".join(absent),
                            id=source.id,
                            year=year,
                        ),
                        msg("let them share it, or use a key whose shares are for those who do"),
                        (Related(At(key.id, ("shares", absent[0]), key=True), msg("the fixed share is here")),),
                    )
                    break


def _rest_for_none(city: City, source: Source) -> Iterator[Fault]:
    for key_id, route in key_uses(city, source):
        for key in measures_of(city.keys, city.keys[key_id]):
            left = 1 - key.unassigned - sum(key.shares.values(), Fraction(0))
            years = [year for year, names in sharers_by_year(city, source).items() if set(names) <= set(key.shares)]
            if key.shares and left and years:
                yield Fault(
                    At(source.id, route),
                    msg(
                        "all who share “{id}” in {year} have a fixed share of “{key}”, and nobody bears the rest",
                        id=source.id,
                        year=years[0],
                        key=key.id,
                    ),
                    msg("let the fixed shares of those who share it make the whole, or let somebody share it without"),
                    (Related(At(key.id, ("shares",), key=True), msg("the key's shares are here")),),
                )


def _year_without_values(city: City, source: Source) -> Iterator[Fault]:
    for key_id, route in key_uses(city, source):
        for key in measures_of(city.keys, city.keys[key_id]):
            if key.basis != "per_year":
                continue
            first = min(key.per_year)
            missing = [
                year
                for year in _years(city, source)
                if year not in key.per_year and year >= min(key.valid_for) and (year < first or year in key.valid_for)
            ]
            if missing:
                yield Fault(
                    At(source.id, route),
                    msg(
                        "“{key}” has values by year, and none for {years}, when “{id}” is split by it",
                        key=key.id,
                        years=", ".join(map(str, missing)),
                        id=source.id,
                    ),
                    msg(
                        "write the values of each year in {per_year}, an estimate for those to come",
                        per_year=field(Key, "per_year"),
                    ),
                    (Related(At(key.id, ("per_year",), key=True), msg("the years it has are here")),),
                )


_KEY = """data/keys/nyckel-b.yaml: |
  id: nyckel-b
  name: Fakturor
  illustrative: true
  definition: Leverantörsfakturor under året.
  driver: antalet fakturor
  wanted_direction: neutral
  unit: faktura
  measured_on: 2026-03-01
  locked_on: 2026-09-30
  valid_for: [2027, 2028]
  agreed: [{{body: ekonomichefsgrupp, on: 2026-09-08}}]
  {}
"""
_SPLIT_BY_B = "data/systems/sys-diarium.yaml: {key: nyckel-b}\n"
_MIX = "mix: [{key: nyckel-a, weight: 60 %}, {key: nyckel-c, weight: 40 %}]"
_C = _KEY.replace("nyckel-b", "nyckel-c").replace("Leverantörsfakturor", "Kundfakturor")
MIX_OF_A_MIX = Rule(
    "KEY012",
    "mix-of-a-mix",
    "error",
    "D24",
    msg("A mix of mixes is a measure that nobody can see through, and a key that few understand is not agreed on."),
    msg("Mix the keys that the other mix rests on."),
    bad=_KEY.format(_MIX) + _C.format("mix: [{key: nyckel-a, weight: 100 %}]") + _SPLIT_BY_B,
    good=_KEY.format(_MIX) + _C.format("values: {hvo: 1, it: 3}") + _SPLIT_BY_B,
    over=(Key,),
    find=_mix_of_mix,
)
BOUNDS_WITHOUT_WAY = Rule(
    "KEY013",
    "bounds-without-way",
    "error",
    "D24",
    msg("Floors that make more than the whole, or caps that make less, leave a cost that cannot be split."),
    msg("Lower the floors, or raise the caps."),
    bad="data/keys/nyckel-a.yaml: {bounds: [{administration: hvo, most: 60 %, reason: Tak}, "
    "{administration: it, most: 30 %, reason: Tak}]}\n",
    good="data/keys/nyckel-a.yaml: {bounds: [{administration: hvo, most: 60 %, reason: Tak}, "
    "{administration: it, most: 40 %, reason: Tak}]}\n",
    over=(Delivery, System),
    find=_no_way,
)
BOUND_FOR_NON_SHARER = Rule(
    "KEY014",
    "bound-for-non-sharer",
    "warning",
    "D24",
    msg("A floor or a cap for somebody who shares nothing changes nothing, and was meant for something."),
    msg("Take the bound away, or let them share the cost."),
    bad=(
        "data/keys/nyckel-a.yaml: {bounds: [{administration: it, most: 60 %, reason: Tak}]}\n"
        "data/deliveries/leverans-a.yaml: {excluded: [{administration: it, reason: Eget}]}\n"
    ),
    good=(
        "data/keys/nyckel-a.yaml: {bounds: [{administration: it, most: 60 %, reason: Tak}]}\n"
        "data/deliveries/leverans-a.yaml: {excluded: [{administration: it, reason: Eget, until: 2027-06-30}]}\n"
    ),
    over=(Key,),
    find=_bound_for_none,
)
FIXED_SHARE_FOR_NON_SHARER = Rule(
    "KEY015",
    "fixed-share-for-non-sharer",
    "error",
    "D24",
    msg("A fixed share of somebody who does not share the cost is borne by the others, who agreed to less."),
    msg("Let them share it, or use a key whose shares are for those who do."),
    bad=(
        "data/keys/nyckel-a.yaml: {shares: {it: 10 %}}\n"
        "data/deliveries/leverans-a.yaml: {excluded: [{administration: it, reason: Eget}]}\n"
    ),
    good="data/keys/nyckel-a.yaml: {shares: {it: 10 %}}\n",
    over=(Delivery, System),
    find=_share_for_none,
)
REST_FOR_NOBODY = Rule(
    "KEY017",
    "rest-for-nobody",
    "error",
    "D24",
    msg("What fixed shares leave is borne by those without one; where all have one, it is borne by nobody."),
    msg("Let the fixed shares make the whole, or let somebody share the cost without one."),
    bad="data/keys/nyckel-a.yaml: {shares: {it: 10 %, hvo: 80 %}}\n",
    good="data/keys/nyckel-a.yaml: {shares: {it: 10 %}}\n",
    over=(Delivery, System),
    find=_rest_for_none,
    after=("KEY015",),
)
YEAR_WITHOUT_VALUES = Rule(
    "KEY016",
    "year-without-values",
    "error",
    "D37",
    msg("A take-up that is not on record for a year is last year's, and who comes later pays too little."),
    msg("Write the values of each year that is split."),
    bad=_KEY.format("per_year: {2027: {hvo: 1, it: 3}}") + _SPLIT_BY_B,
    good=_KEY.format("per_year: {2027: {hvo: 1, it: 3}, 2028: {hvo: 2, it: 3}}") + _SPLIT_BY_B,
    over=(Delivery, System),
    find=_year_without_values,
)

KEY_BASIS_RULES: tuple[Rule, ...] = (
    MIX_OF_A_MIX,
    BOUNDS_WITHOUT_WAY,
    BOUND_FOR_NON_SHARER,
    FIXED_SHARE_FOR_NON_SHARER,
    REST_FOR_NOBODY,
    YEAR_WITHOUT_VALUES,
)
