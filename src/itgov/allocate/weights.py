"""A key as exact shares: how much of a cost each of those who share it bears in a year.

| the key rests on | shares |
|:--|:--|
| values, or values by year | in proportion to the values |
| equal shares | as much for each |
| fixed shares | as they are written; what they leave is borne by the rest, by values or equally |
| a mix | each key's shares, weighed together |

Whoever shares only a part of the year counts by its months of it, a month begun counting as one. Floors and caps come
last: those beyond one are set to it, and the others stay in proportion (`_within`). A part that is nobody's, where the
key has one, is taken off before all the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm

from itgov.allocate.remainder import CannotSplit
from itgov.message import Message, msg
from itgov.model.key import Bound, Key

Presence = Mapping[str, Fraction]
"""Those who share, by id, with the part of the year that they do: above 0, at most 1."""


class NoValue(CannotSplit):
    """A key has no value for some who share: it is no zero, or the others would pay for them without a word."""


class NotValidYet(CannotSplit):
    """A key is agreed for later years only."""


@dataclass(frozen=True, slots=True)
class KeyShares:
    """Shares by administration, 0 among them, and what is nobody's: together exactly a whole."""

    shares: Mapping[str, Fraction]
    unassigned: Fraction


def shares_of(keys: Mapping[str, Key], key: Key, year: int, presence: Presence) -> KeyShares:
    """What each of `presence` bears by `key` in `year`.

    `keys` are the city's, for mixes. The key's values are those of `year`, or of the latest year before it that it has.
    Raises CannotSplit where there is nobody to share, all weights are 0, fixed shares of others are missing, or floors
    and caps leave no way; NoValue and NotValidYet as they say.
    """
    if valid_year(key, year) is None:
        first = min(key.valid_for)
        raise NotValidYet(
            msg(
                "the key “{key}” is valid only from {first}: see gäller för (`valid_for`)", key=key.id, first=str(first)
            )
        )
    if not presence:
        raise CannotSplit(_cannot(key, msg("there is nobody to split the amount between")))
    rest = 1 - key.unassigned
    found = _shared(keys, key, year, presence)
    if key.unassigned:
        found = {name: share * rest for name, share in found.items()}
    return KeyShares(_within(key, found, rest), key.unassigned)


def valid_year(key: Key, year: int) -> int | None:
    """The year whose agreement the key rests on in `year`: itself, else the latest before it; None without one."""
    return max((valid for valid in key.valid_for if valid <= year), default=None)


def values_of(key: Key, year: int) -> Mapping[str, int]:
    """The key's values in `year`: those of the latest year up to it where it has them by year; empty without any."""
    if not key.per_year:
        return key.values
    known = _values_year(key, year)
    return {} if known is None else key.per_year[known]


def rests_on(keys: Mapping[str, Key], key: Key, year: int) -> tuple[tuple[bool, int | None], ...]:
    """What of a key, and of those it mixes, its shares in `year` hang on: with the same they are the same."""
    every = (key, *(keys[part.key] for part in key.mix if part.key in keys))
    return tuple((valid_year(one, year) is None, _values_year(one, year)) for one in every)


def _values_year(key: Key, year: int) -> int | None:
    return max((one for one in key.per_year if one <= year), default=None)


def _shared(keys: Mapping[str, Key], key: Key, year: int, presence: Presence) -> dict[str, Fraction]:
    """Shares that make a whole, before floors and caps and what is nobody's."""
    if key.basis == "mix":
        return _mixed(keys, key, year, presence)
    left = 1 - key.unassigned
    fixed = {name: share * presence[name] / left for name, share in key.shares.items() if name in presence}
    floating = {name: part for name, part in presence.items() if name not in fixed}
    rest = 1 - sum(fixed.values(), Fraction(0))
    if key.basis == "shares":
        if floating:
            raise NoValue(_without(key, sorted(floating), "shares"))
        if rest:
            raise CannotSplit(_cannot(key, msg("fixed shares of some who do not share the cost, or not all the year")))
        return fixed
    if not floating and rest:
        raise CannotSplit(_cannot(key, msg("nobody is left to bear what the fixed shares leave")))
    shares = _floating(key, year, floating)
    return {**fixed, **{name: share * rest for name, share in shares.items()}} if fixed else shares


def _floating(key: Key, year: int, presence: Presence) -> dict[str, Fraction]:
    values: Mapping[str, int] = dict.fromkeys(presence, 1) if key.basis == "equal" else values_of(key, year)
    without = sorted(set(presence) - set(values))
    if without:
        raise NoValue(_without(key, without, key.basis))
    months = lcm(*(part.denominator for part in presence.values()))
    weights = {name: values[name] * part.numerator * (months // part.denominator) for name, part in presence.items()}
    total = sum(weights.values())
    if presence and not total:
        raise CannotSplit(_cannot(key, msg("every weight is 0, so nobody can be given a share")))
    return {name: Fraction(weight, total) for name, weight in weights.items()}


def _mixed(keys: Mapping[str, Key], key: Key, year: int, presence: Presence) -> dict[str, Fraction]:
    found = dict.fromkeys(presence, Fraction(0))
    for part in key.mix:
        other = keys.get(part.key)
        if other is None:
            raise CannotSplit(_cannot(key, msg("there is no allocation key “{key}”", key=part.key)))
        if other.mix or other.unassigned:
            raise CannotSplit(
                _cannot(key, msg("“{key}” is a mix, or leaves a part to nobody: it cannot be mixed in", key=other.id))
            )
        for name, share in shares_of(keys, other, year, presence).shares.items():
            found[name] += part.weight * share
    return found


def _within(key: Key, shares: Mapping[str, Fraction], whole: Fraction) -> dict[str, Fraction]:
    """The shares with floors and caps kept: those between them are all changed by one factor, so that the sum stays.

    The factor is exact: at each of the amounts where somebody meets its floor or its cap the sum is known, and between
    two of them it is a straight line.
    """
    bounds = {one.administration: one for one in key.bounds if one.administration in shares}
    if not bounds:
        return dict(shares)

    def at(factor: Fraction) -> dict[str, Fraction]:
        return {name: _kept(bounds.get(name), share * factor) for name, share in shares.items()}

    limits = [(name, limit) for name, one in bounds.items() for limit in (one.least, one.most)]
    turns = sorted({Fraction(0), *(limit / shares[name] for name, limit in limits if shares[name])})
    for low, high in pairwise((*turns, turns[-1] + 1)):
        begins, ends = sum(at(low).values()), sum(at(high).values())
        # Beyond the last turn the line goes on for good.
        if begins <= whole <= (whole if high > turns[-1] else ends):
            if begins == whole:
                return at(low)
            if ends > begins:
                return at(low + (high - low) * (whole - begins) / (ends - begins))
    raise CannotSplit(_cannot(key, msg("its floors and caps (`bounds`) leave no way to make a whole")))


def _kept(bound: Bound | None, share: Fraction) -> Fraction:
    return share if bound is None else min(max(share, bound.least), bound.most)


def _without(key: Key, names: list[str], field: str) -> Message:
    if field == "values":
        return msg(
            "the key “{key}” has no value for {administrations}: add it to värden (`values`), 0 where it is none",
            key=key.id,
            administrations=", ".join(names),
        )
    return msg(
        "the key “{key}” says nothing of {administrations} in `{field}`: add them, 0 where it is none",
        key=key.id,
        administrations=", ".join(names),
        field=field,
    )


def _cannot(key: Key, why: Message) -> Message:
    return msg("the key “{key}” cannot split it: {why}", key=key.id, why=why)
