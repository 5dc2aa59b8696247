"""How a key gave one administration its share, so that it can be reckoned after by hand.

The share itself is what the split uses (`weights.shares_of`); here stand the value and the whole that it comes of, and
what else bears on it: fixed shares, a mix, floors and caps, a part of the year, a part that is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.measures import presence_in
from itgov.allocate.weights import Presence, shares_of, valid_year, values_of
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.key import Basis, Key
from itgov.model.system import System


@dataclass(frozen=True, slots=True)
class Reading:
    """A key read for one administration, delivery and year.

    `value` of `whole` is what the share comes of, in the key's unit, by the months where somebody shares a part of the
    year; None for a mix and where the share is fixed. `share` is of all that the key splits. `plain` says that it is
    `value / whole` and nothing else; where it is not, `notes` say what bears on it.
    """

    key_id: str
    basis: Basis
    unit: str
    valid: int | None
    value: Fraction | None
    whole: Fraction | None
    share: Fraction
    notes: tuple[Message, ...]

    @property
    def plain(self) -> bool:
        """Whether value by whole is the share."""
        return self.value is not None and bool(self.whole) and self.value / (self.whole or 1) == self.share


def read_key(city: City, source: Delivery | System, key_id: str, year: int, administration: str) -> Reading:
    """The key's reading; raises what `shares_of` raises, and KeyError where there is no such key."""
    key, presence = city.keys[key_id], presence_in(city, source, year)
    share = shares_of(city.keys, key, year, presence).shares.get(administration, Fraction(0))
    value, whole = _value(key, year, presence, administration)
    notes = tuple(_notes(city, key, year, presence, administration))
    return Reading(key_id, key.basis, key.unit, valid_year(key, year), value, whole, share, notes)


def _value(key: Key, year: int, presence: Presence, administration: str) -> tuple[Fraction | None, Fraction | None]:
    if key.basis in {"mix", "shares"} or administration in key.shares:
        return None, None
    values: Mapping[str, int] = dict.fromkeys(presence, 1) if key.basis == "equal" else values_of(key, year)
    weights = {name: values[name] * part for name, part in presence.items() if name not in key.shares}
    return weights.get(administration, Fraction(0)), sum(weights.values(), Fraction(0))


def _notes(city: City, key: Key, year: int, presence: Presence, administration: str) -> Iterator[Message]:
    if administration in key.shares:
        yield msg("its share is fixed at {share}", share=exact_percent(key.shares[administration]))
    elif key.shares and key.basis != "shares":
        fixed = sum((share for name, share in key.shares.items() if name in presence), Fraction(0))
        yield msg("{share} is borne by fixed shares, and the key splits the rest", share=exact_percent(fixed))
    for part in key.mix:
        other = shares_of(city.keys, city.keys[part.key], year, presence).shares.get(administration, Fraction(0))
        yield msg(
            "{weight} by the key “{key}”, of which {share}",
            weight=exact_percent(part.weight),
            key=part.key,
            share=exact_percent(other),
        )
    if key.bounds:
        yield msg("floors and caps (`bounds`) move the shares of those they do not hold by one factor")
    if key.unassigned:
        yield msg("{share} is left to nobody", share=exact_percent(key.unassigned))
    months = presence.get(administration, Fraction(0)) * 12
    if months != 12:
        yield msg("it shares for {months} months of the year", months=str(months))


def exact_percent(share: Fraction) -> str:
    """A share as records spell it, per cent to four decimals; "≈" before it where it goes on."""
    millionths, rest = divmod(abs(share) * 1_000_000, 1)
    whole, part = divmod(int(millionths) + (rest * 2 >= 1), 10_000)
    decimals = f",{part:04}".rstrip("0").rstrip(",")
    about, sign = "≈ " if rest else "", "-" if share < 0 else ""
    return f"{about}{sign}{whole}{decimals} %"
