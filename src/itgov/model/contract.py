"""Contracts with suppliers (D17)."""

from __future__ import annotations

from typing import Annotated, Literal

from itgov.model.money import Cost
from itgov.model.record import FunctionRef, Part, Record, Shown, SystemRef
from itgov.model.scalar import Date, Months, NotEmpty, Text

ProcurementStage = Literal["planned", "begun", "advertised", "awarded"]


class Coverage(Part):
    """What of one system the contract covers."""

    system: SystemRef
    """System: the system the supplier answers for."""
    functions: Annotated[tuple[FunctionRef, ...], NotEmpty]
    """Funktioner: the functions and integrations that the contract covers."""


class Option(Part):
    """A right to extend the contract."""

    until: Date
    """Till och med: the last day when the option is used."""
    call_by: Date | None = None
    """Avropas senast: the last day to say that it is used."""
    called_on: Date | None = None
    """Avropad: the day it was said that it is used."""


class Bought(Part):
    """What has been bought under a contract so far."""

    amount: Cost
    """Belopp: kronor since the contract began."""
    up_to: Date
    """Till och med: the last day that is counted."""


class Procurement(Part):
    """A procurement under way that will replace the contract."""

    stage: ProcurementStage
    """Läge: planned, begun, advertised or awarded."""
    begun_on: Date | None = None
    """Påbörjad: the first day of the work."""
    ready_by: Date | None = None
    """Klar: the day the new contract is expected."""
    registry_number: Text | None = None
    """Diarienummer: of the procurement."""


class Contract(Record):
    """An agreement with a supplier, and what it covers."""

    supplier: Text
    """Leverantör: the company or authority."""
    covers: Annotated[tuple[Coverage, ...], NotEmpty]
    """Omfattar: systems, and the functions of each."""
    ends_on: Date
    """Slutdatum: the last day, options not used."""
    options: tuple[Option, ...] = ()
    """Optioner: rights to extend, in order."""
    notice_months: Months | None = None
    """Uppsägningstid: months of notice."""
    ceiling: Annotated[Cost | None, Shown("city")] = None
    """Takbelopp: the most that may be bought over the whole contract, kronor."""
    cost_per_year: Annotated[Cost | None, Shown("city")] = None
    """Kostnad per år: kronor."""
    bought: Annotated[Bought | None, Shown("city")] = None
    """Köpt hittills: how much of the ceiling is used."""
    registry_number: Text | None = None
    """Diarienummer: where the contract is registered."""
    procurement: Procurement | None = None
    """Pågående upphandling: the one that follows, if begun."""
