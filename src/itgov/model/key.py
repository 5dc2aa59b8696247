"""Allocation keys: the measures by which shared costs are split (D24)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from itgov.model.record import AdministrationRef, Agreement, Record
from itgov.model.scalar import Date, Frozen, NotEmpty, Text, Whole, Year

WantedDirection = Literal["more", "less", "neutral"]


class Key(Record):
    """A dated and agreed measure with a value for each administration."""

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
    values: Annotated[Mapping[AdministrationRef, Whole], Frozen]
    """Värden: one whole number for each administration."""
    total: Whole | None = None
    """Summa: what the values add up to, as printed in the source."""
