"""Which laws of the split each kind of key keeps: declared here, and held by tests against every kind.

A kind is what a key rests on, or what it has beside that. A key keeps the laws that all its kinds keep, and a mix those
that what it mixes keeps, too (`laws_of`).
Where a kind does not keep one, docs/allocation-model.md has a key that breaks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from itgov.model.key import Basis, Key

Law = Literal["adds_up", "any_order", "mirrors", "proportions", "own_rise", "zero", "greater"]
Kind = Literal["values", "per_year", "equal", "shares", "mix", "bounds", "unassigned"]

LAWS: Mapping[Law, str] = {
    "adds_up": "the shares, with what is nobody's, add up to the line",
    "any_order": "the order of records, senders, weights changes nothing",
    "mirrors": "a credit mirrors a cost",
    "proportions": "only proportions of the values matter",
    "own_rise": "whose own value rises, nobody else's changed, pays no less",
    "zero": "a value of 0 pays nothing",
    "greater": "of two, who has the greater value pays no less",
}
"""Each law in words. A value counts by the part of the year that is shared: that is what equal shares differ by."""
KINDS: Mapping[Kind, str] = {
    "values": "values",
    "per_year": "by year",
    "equal": "equal",
    "shares": "fixed shares",
    "mix": "mix",
    "bounds": "floors or caps",
    "unassigned": "a part nobody's",
}
"""Each kind in words; fixed shares are meant alone, and beside values or equal shares."""

_ALL: frozenset[Law] = frozenset(LAWS)
_BY_VALUE: frozenset[Law] = frozenset({"zero", "greater"})
"""What holds only where nothing but the value decides."""
KEPT: Mapping[Kind, frozenset[Law]] = {
    "values": _ALL,
    "per_year": _ALL,
    "equal": _ALL,
    "shares": _ALL - _BY_VALUE,
    "mix": _ALL - _BY_VALUE,
    # Whoever is at its cap bears the same share before and after, while others change places about the last öre.
    "bounds": _ALL - _BY_VALUE - {"own_rise"},
    "unassigned": _ALL,
}
_OF_BASIS: Mapping[Basis, Kind] = {
    "values": "values",
    "per_year": "per_year",
    "equal": "equal",
    "shares": "shares",
    "mix": "mix",
}


def kinds_of(key: Key) -> frozenset[Kind]:
    """What a key rests on, and what it has beside that."""
    beside: list[tuple[Kind, bool]] = [
        ("shares", bool(key.shares)),
        ("bounds", bool(key.bounds)),
        ("unassigned", bool(key.unassigned)),
    ]
    return frozenset({_OF_BASIS[key.basis], *(kind for kind, has in beside if has)})


def laws_of(key: Key, keys: Mapping[str, Key]) -> frozenset[Law]:
    """The laws that every split by the key keeps; `keys` are the city's, for what a mix mixes."""
    mixed = (keys[part.key] for part in key.mix if part.key in keys)
    own = (KEPT[kind] for kind in kinds_of(key))
    return frozenset.intersection(*own, *(laws_of(one, keys) for one in mixed))
