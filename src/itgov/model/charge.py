"""Today's ways of charging for shared IT, and units that move: what a neutral start is reckoned from (D20, D26)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from itgov.model.money import Amount, Cost
from itgov.model.record import AdministrationRef, Agreement, DeliveryRef, Record
from itgov.model.scalar import Date, Frozen, NotEmpty, Text, Year

ChargeModel = Literal["grant_to_host", "unit_price", "yearly_key", "own_frame"]


class Charge(Record):
    """One way in which shared IT is paid for today, and what each administration pays by it in a year."""

    model: ChargeModel
    """Modell: a committee grant to the host of IT, an internal price per unit, a yearly charge by key, or own frame."""
    paid_to: AdministrationRef
    """Betalas till: the administration that has the money today: the host of IT, or the city office."""
    pays_for: tuple[DeliveryRef, ...] = ()
    """Betalar: the base deliveries that the money pays for today; all where left out."""
    year: Year
    """År: the year whose payments these are."""
    pays: Annotated[Mapping[AdministrationRef, Amount], Frozen, NotEmpty]
    """Betalar per förvaltning: kronor for the year, from each one's own grant or income."""
    total: Amount | None = None
    """Summa: what the payments add up to, as printed in the source."""
    ends_on: Date | None = None
    """Upphör: the last day it is charged so."""


class Move(Record):
    """A unit that moves to another administration; its funding follows the assignment (D20)."""

    unit: Text
    """Enhet: what moves, with its duties."""
    from_administration: AdministrationRef
    """Från: the administration that it leaves."""
    to_administration: AdministrationRef
    """Till: the administration that it comes to."""
    on: Date
    """Datum: the day from which it belongs to the other."""
    per_year: Cost
    """Per år: kronor a year that follow it, its whole year's cost."""
    agreed: tuple[Agreement, ...] = ()
    """Överenskommen: by which bodies, and when."""
