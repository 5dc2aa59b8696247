"""Allocation keys: the measures by which shared costs are split (D24)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import model_validator

from itgov.message import msg
from itgov.model.record import AdministrationRef, Agreement, KeyRef, Part, Record
from itgov.model.scalar import BadValue, Date, Flag, Frozen, NotEmpty, Share, Text, Whole, Year

Basis = Literal["values", "per_year", "equal", "shares", "mix"]
WantedDirection = Literal["more", "less", "neutral"]


class MixPart(Part):
    """One of the keys that a mix weighs together."""

    key: KeyRef
    """Nyckel: the key that is weighed in; no mix itself."""
    weight: Share
    """Vikt: its part of the mix; together 100 %."""


class Bound(Part):
    """A floor, a cap or both for one administration's share, whatever its value."""

    administration: AdministrationRef
    """Förvaltning: whose share it is."""
    least: Share = Fraction(0)
    """Lägst: its share of the cost is no less."""
    most: Share = Fraction(1)
    """Högst: its share of the cost is no more."""
    reason: Text
    """Skäl: why."""

    @model_validator(mode="after")
    def _least_is_no_more_than_most(self) -> Self:
        if self.least > self.most:
            raise BadValue(msg("the least share is more than the most: turn them round, or mend one of them"))
        return self


class Key(Record):
    """A dated and agreed measure: how much of a cost each administration bears.

    It rests on one thing: values, values by year, equal shares, fixed shares, or a mix of other keys.
    """

    definition: Text
    """Definition: exactly what is counted."""
    driver: Text
    """Drivare: what makes an administration's value grow."""
    wanted_direction: WantedDirection
    """Önskad riktning: whether the city wants more or less of the driver, or is neutral."""
    unit: Text
    """Enhet: what one of the values is."""
    measured_in: Text | None = None
    """Mätkälla: the register the values are taken from."""
    measured_on: Date
    """Mätt: the day the values were taken."""
    locked_on: Date | None = None
    """Låst: the day the key was locked for its years."""
    valid_for: Annotated[tuple[Year, ...], NotEmpty]
    """Gäller för: the years the key is used in."""
    agreed: tuple[Agreement, ...] = ()
    """Överenskommen: by which bodies, and when."""
    values: Annotated[Mapping[AdministrationRef, Whole], Frozen] = {}
    """Värden: one whole number for each administration."""
    per_year: Annotated[Mapping[Year, Annotated[Mapping[AdministrationRef, Whole], Frozen]], Frozen] = {}
    """Värden per år: one whole number for each administration and year, as for a take-up (D37)."""
    equal: Flag = False
    """Lika delar: true where all who share bear as much."""
    shares: Annotated[Mapping[AdministrationRef, Share], Frozen] = {}
    """Fasta andelar: shares of the cost; what they leave is borne by the others, by their values or equally."""
    mix: tuple[MixPart, ...] = ()
    """Blandning: the keys that are weighed together."""
    bounds: tuple[Bound, ...] = ()
    """Golv och tak: the least and the most of the cost that single administrations bear."""
    unassigned: Share = Fraction(0)
    """Ofördelat: share of the cost that is nobody's, shown as a line of its own."""
    total: Whole | None = None
    """Summa: what the values add up to, as printed in the source."""

    @property
    def basis(self) -> Basis:
        """What the shares rest on, fixed ones beside it apart."""
        if self.mix:
            return "mix"
        if self.equal:
            return "equal"
        if self.per_year:
            return "per_year"
        return "values" if self.values or not self.shares else "shares"

    @model_validator(mode="after")
    def _rests_on_one_thing(self) -> Self:
        given = [name for name in ("values", "per_year", "equal", "mix") if getattr(self, name)]
        if len(given) > 1:
            raise BadValue(
                msg("a key rests on one thing, and this one on {first} and {second}", first=given[0], second=given[1])
            )
        if not given and not self.shares:
            raise BadValue(msg("the key says nothing of what it rests on: give it värden (`values`)"))
        if self.mix and self.shares:
            raise BadValue(msg("fixed shares do not go with a mix: mix a key that has them"))
        return self

    @model_validator(mode="after")
    def _shares_make_a_whole(self) -> Self:
        if self.unassigned == 1:
            raise BadValue(msg("the key leaves all of the cost to nobody: say what those who share it bear"))
        fixed = sum(self.shares.values(), self.unassigned)
        if self.basis == "shares" and fixed != 1:
            raise BadValue(
                msg("the fixed shares make {percent}, and must make 100 %", percent=_percent(fixed)),
            )
        if fixed > 1 or (fixed == 1 and self.basis != "shares"):
            raise BadValue(
                msg("the fixed shares make {percent}: nothing is left for the rest", percent=_percent(fixed))
            )
        weights = sum((part.weight for part in self.mix), Fraction(0))
        if self.mix and weights != 1:
            raise BadValue(msg("the weights of the mix make {percent}, and must make 100 %", percent=_percent(weights)))
        return self


def _percent(share: Fraction) -> str:
    """A share in per cent as people write it: to two decimals where that is all of it, else as a fraction."""
    hundredths = share * 10_000
    if hundredths.denominator != 1:
        return str(share)
    whole, rest = divmod(hundredths.numerator, 100)
    return f"{whole},{rest:02}".rstrip("0").rstrip(",") + " %"
