"""Keys of every kind, drawn by a seed, with those who share by them: what the laws of the split are tried on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any

from itgov.allocate.laws import Kind, Law, laws_of
from itgov.allocate.network import UNASSIGNED
from itgov.allocate.remainder import CannotSplit, Splitter
from itgov.allocate.weights import shares_of, values_of
from itgov.model.key import Key

from .small import key

NAMES = ("asf", "fgk", "hvo", "miljo")
YEAR = 2027
_KEY = key("nyckel", {}, equal="true", bounds=({"administration": "asf", "reason": "Avtalat"},))
_BOUND = _KEY.bounds[0]
_MIX_PART = key("nyckel", {}, mix=({"key": "annan", "weight": "100 %"},)).mix[0]
_MIXED = ("del-0", "del-1", "del-2")


@dataclass(frozen=True)
class Keyed:
    """An amount, the key that splits it, those that it mixes by id, and who shares for which part of the year."""

    ore: int
    key: Key
    mixed: Mapping[str, Key]
    presence: Mapping[str, Fraction]

    @cached_property
    def shares(self) -> Mapping[str, Fraction]:
        """The exact share of each, and what is nobody's as `UNASSIGNED`; raises CannotSplit."""
        found = shares_of(self.mixed, self.key, YEAR, self.presence)
        return {**found.shares, UNASSIGNED: found.unassigned}

    def split(self, ore: int | None = None) -> dict[str, int]:
        """What each bears of the amount, or of another."""
        return self._splitter.split(self.ore if ore is None else ore)

    @cached_property
    def _splitter(self) -> Splitter:
        return Splitter(self.shares)

    def weight(self, name: str) -> Fraction:
        """The value by which one shares, by the part of the year: of equal shares that part alone."""
        value = 1 if self.key.basis == "equal" else values_of(self.key, YEAR)[name]
        return value * self.presence[name]

    def times(self, factor: int) -> Keyed:
        """The same with every value so many times as large."""
        bigger = {name: _scaled(one, factor) for name, one in self.mixed.items()}
        return replace(self, key=_scaled(self.key, factor), mixed=bigger)

    def mixed_up(self, chance: Random) -> Keyed:
        """The same, told in another order."""
        mixed = dict(_shuffled(chance, self.mixed.items()))
        presence = dict(_shuffled(chance, self.presence.items()))
        return replace(self, key=_reordered(chance, self.key), mixed=mixed, presence=presence)

    def risen(self, chance: Random) -> tuple[str, Keyed] | None:
        """One whose own value is greater, or who shares for more of the year where no value counts; None of neither."""
        with_values = [one for one in (self.key, *self.mixed.values()) if _own_values(one)]
        if with_values:
            one = chance.choice(with_values)
            name = chance.choice(sorted(set(_own_values(one)) & set(self.presence)))
            more = _with_values(one, _own_values(one) | {name: _own_values(one)[name] + _step(chance)})
            if one is self.key:
                return name, replace(self, key=more)
            return name, replace(self, mixed={**self.mixed, one.id: more})
        less = [name for name, part in self.presence.items() if part < 1]
        if self.key.basis == "equal" and less:
            name = chance.choice(less)
            return name, replace(self, presence={**self.presence, name: Fraction(1)})
        return None


def keyed(chance: Random, kind: Kind, law: Law) -> Keyed:
    """A split by a key of that kind, and of others beside it as long as it is to keep the law; one that there is."""
    while True:
        whole_year = chance.random() < 0.5
        names = NAMES[: chance.randint(2, len(NAMES))]
        presence = {name: Fraction(1) if whole_year else Fraction(chance.randint(1, 12), 12) for name in names}
        made = _key(chance, kind, names)
        found = Keyed(_amount(chance), made, _to_mix(chance, names) if made.mix else {}, presence)
        if law not in laws_of(found.key, found.mixed):
            continue
        try:
            found.split()
        except CannotSplit:
            continue
        return found


def _key(chance: Random, kind: Kind, names: tuple[str, ...]) -> Key:
    basis = (
        kind
        if kind not in {"bounds", "unassigned"}
        else chance.choice(("values", "per_year", "equal", "shares", "mix"))
    )
    fields = _resting_on(chance, basis, names)
    if kind == "bounds" or (kind != "unassigned" and chance.random() < 0.2):
        fields["bounds"] = _bounds(chance, names)
    if kind == "unassigned" or chance.random() < 0.2:
        fields["unassigned"] = Fraction(chance.randint(1, 9), 20)
    if basis == "shares" and "values" not in fields and "equal" not in fields:
        rest = 1 - fields.get("unassigned", Fraction(0))
        fields["shares"] = {name: share * rest for name, share in fields["shares"].items()}
    return _made("nyckel", **fields)


def _resting_on(chance: Random, basis: str, names: tuple[str, ...]) -> dict[str, Any]:
    match basis:
        case "values":
            return {"values": _values(chance, names)}
        case "per_year":
            return {"per_year": {YEAR - 1: _values(chance, names), YEAR: _values(chance, names)}}
        case "equal":
            return {"equal": True}
        case "mix":
            weights = _whole(chance, len(_MIXED))
            parts = zip(_MIXED, weights, strict=True)
            return {"mix": tuple(_MIX_PART.model_copy(update={"key": one, "weight": it}) for one, it in parts)}
        case _:
            alone = dict(zip(names, _whole(chance, len(names)), strict=True))
            fixed = {name: share / 3 for name, share in alone.items() if name != names[0]}
            beside: list[dict[str, Any]] = [
                {"shares": alone},
                {"shares": fixed, "equal": True},
                {"shares": fixed, "values": _values(chance, names)},
            ]
            return chance.choice(beside)


def _to_mix(chance: Random, names: tuple[str, ...]) -> dict[str, Key]:
    """Keys by values or year, by equal shares, and by fixed shares, with floors and caps perhaps."""
    bases = (chance.choice(("values", "per_year")), "equal", chance.choice(("values", "shares")))
    found = {}
    for name, basis in zip(_MIXED, bases, strict=True):
        bounds = {"bounds": _bounds(chance, names)} if chance.random() < 0.2 else {}
        found[name] = _made(name, **_resting_on(chance, basis, names), **bounds)
    return found


def _bounds(chance: Random, names: tuple[str, ...]) -> tuple[Any, ...]:
    found = []
    for name in chance.sample(names, chance.randint(1, 2)):
        least, most = sorted((chance.randint(0, 40), chance.randint(20, 100)))
        limits = {"administration": name, "least": Fraction(least, 100), "most": Fraction(most, 100)}
        found.append(_BOUND.model_copy(update=limits))
    return tuple(found)


def _made(record_id: str, **fields: Any) -> Key:
    return _KEY.model_copy(update={"id": record_id, "equal": False, "bounds": ()} | fields)


def _values(chance: Random, names: tuple[str, ...]) -> dict[str, int]:
    """Small ones, that tie, or large ones; 0 for some, not for all."""
    most = chance.choice((2, 9, 10**6))
    found = {name: chance.randint(0, most) for name in names}
    return found if any(found.values()) else dict.fromkeys(names, 1)


def _whole(chance: Random, count: int) -> list[Fraction]:
    weights = [chance.randint(0, 5) for _ in range(count)]
    weights[chance.randrange(count)] += 1
    return [Fraction(one, sum(weights)) for one in weights]


def _amount(chance: Random) -> int:
    return chance.choice((1, 1, -1)) * chance.randint(0, chance.choice((5, 1000, 10**15)))


def _step(chance: Random) -> int:
    return chance.randint(1, chance.choice((1, 10, 10**6)))


def _own_values(one: Key) -> dict[str, int]:
    return {name: value for name, value in values_of(one, YEAR).items() if name not in one.shares}


def _with_values(one: Key, values: Mapping[str, int]) -> Key:
    if one.per_year:
        return one.model_copy(update={"per_year": {**one.per_year, YEAR: {**one.per_year[YEAR], **values}}})
    return one.model_copy(update={"values": {**one.values, **values}})


def _scaled(one: Key, factor: int) -> Key:
    values = {name: value * factor for name, value in values_of(one, YEAR).items()}
    return _with_values(one, values) if values else one


def _reordered(chance: Random, one: Key) -> Key:
    return one.model_copy(
        update={
            "values": dict(_shuffled(chance, one.values.items())),
            "shares": dict(_shuffled(chance, one.shares.items())),
            "mix": tuple(_shuffled(chance, one.mix)),
            "bounds": tuple(_shuffled(chance, one.bounds)),
        }
    )


def _shuffled(chance: Random, many: Any) -> list[Any]:
    listed = list(many)
    chance.shuffle(listed)
    return listed
