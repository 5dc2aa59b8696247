"""What a key rests on, asked by rules and pages: the keys of a mix, and whom a key says nothing of.

Only reads: shares are computed in `weights` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from itgov.allocate.cost import WHOLE, presence_of
from itgov.allocate.weights import Presence, values_of
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.key import Key
from itgov.model.system import System


def measures_of(keys: Mapping[str, Key], key: Key) -> tuple[Key, ...]:
    """The keys that a key's shares come from: itself, or those of its mix that there are, in its order."""
    if key.basis != "mix":
        return (key,)
    found = (keys.get(part.key) for part in key.mix)
    return tuple(other for other in found if other is not None and other.basis != "mix")


def floating_in(key: Key, names: Iterable[str]) -> tuple[str, ...]:
    """Those who bear what the fixed shares leave, by values or equally, in the order given."""
    return tuple(name for name in names if name not in key.shares)


def silent_on(key: Key, year: int, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that the key says nothing of in `year`, neither a value nor a fixed share, in the order given.

    Of equal shares and of mixes nobody is missing; nor where the key has no values for the year at all, which is
    another fault.
    """
    left = floating_in(key, names)
    if key.basis in {"equal", "mix"}:
        return ()
    if key.basis == "shares":
        return left
    values = values_of(key, year)
    return tuple(name for name in left if name not in values) if values else ()


def zero_for_all(key: Key, year: int, names: Iterable[str]) -> bool:
    """Whether those who share by values in `year` are there, are all known, and all have 0."""
    left = floating_in(key, names)
    if not left or key.basis not in {"values", "per_year"}:
        return False
    values = values_of(key, year)
    return all(values.get(name) == 0 for name in left)


def presence_in(city: City, source: Delivery | System, year: int) -> Presence:
    """Who shares a delivery or a system in a year, by id, with the part of the year that they do."""
    if isinstance(source, System):
        return dict.fromkeys(sorted(set(source.used_by)), WHOLE)
    return presence_of(city, source, year)
