"""Base deliveries: what IT delivers to all, at which level, cost and key (D22)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import model_validator

from itgov.message import msg
from itgov.model.money import Amount, Cost
from itgov.model.record import (
    AdministrationRef,
    Agreement,
    AmountByYear,
    GoalRef,
    IndexRef,
    InitiativeRef,
    KeyRef,
    Part,
    Record,
    WholeByYear,
)
from itgov.model.scalar import BadValue, Date, Id, NotEmpty, Text, Whole, Years
from itgov.model.serves import Serves
from itgov.model.system import CostCategory

Behaviour = Literal["fixed", "stepped", "variable"]
Closing = Literal["kept", "repaid", "carried"]


class AmbitionLevel(Part):
    """A level that the parties can agree on."""

    id: Id
    """Id: the name other records refer to; the file is called the same. Never reused."""
    name: Text
    """Namn: what people call it, in Swedish."""
    content: Text
    """Innehåll: what is included."""
    price_per_unit: Cost | None = None
    """Pris per enhet: kronor for one unit and year."""


class Asset(Part):
    """An investment behind a cost part; it costs depreciation and internal interest, never its outlay."""

    outlay: Amount
    """Utgift: what was or will be paid for the asset, kronor."""
    in_service: Date
    """Ianspråktagen: the first day of service, from which it costs."""
    life_years: Years
    """Nyttjandeperiod: years of straight-line depreciation."""


class CostPart(Part):
    """One part of a delivery's cost: operating money per year, or an asset."""

    name: Text
    """Namn: what people call it, in Swedish."""
    category: CostCategory
    """Kostnadsslag: licences, staff, facilities and so on."""
    behaviour: Behaviour
    """Beteende: fixed, stepped (at a capacity) or variable with the volume."""
    per_year: AmountByYear = {}
    """Per år: operating cost, kronor for each year, in the prices of that year."""
    index: IndexRef | None = None
    """Index: the series by which years after the last of `per_year` follow it; those years are missing without one."""
    asset: Asset | None = None
    """Tillgång: the investment, where the part is capital cost; then `per_year` is left out."""
    step_capacity: Whole | None = None
    """Trappsteg: units that one step of a stepped cost carries."""
    key: KeyRef | None = None
    """Fördelningsnyckel: for this part alone; the delivery's where left out."""

    @model_validator(mode="after")
    def _an_asset_follows_no_index(self) -> Self:
        if self.index is not None and self.asset is not None:
            raise BadValue(
                msg("an asset follows no index: depreciation and interest are reckoned from what was paid for it")
            )
        return self


class KeyFigure(Part):
    """A measure that is followed over the years (D30)."""

    id: Id
    """Id: the name other records refer to; the file is called the same. Never reused."""
    name: Text
    """Namn: what people call it, in Swedish."""
    definition: Text
    """Definition: exactly what is counted."""
    unit: Text
    """Enhet: what one of the values is."""


class Exclusion(Part):
    """An administration that does not share the delivery, and why; for a part of the time where it has days."""

    administration: AdministrationRef
    """Förvaltning: who stands outside."""
    reason: Text
    """Skäl: why."""
    since: Date | None = None
    """Från och med: the first day outside; from the beginning where left out."""
    until: Date | None = None
    """Till och med: the last day outside; for good where left out."""


class Delivery(Record):
    """An agreed delivery from IT to the administrations."""

    content: Text
    """Innehåll: what is included."""
    provider: Text
    """Leverantör inom staden: the unit that delivers."""
    levels: tuple[AmbitionLevel, ...] = ()
    """Ambitionsnivåer: the levels there are to choose from."""
    level: Id | None = None
    """Ambitionsnivå: the id of the agreed level."""
    unit: Text
    """Enhet: what one of the values is."""
    volumes: WholeByYear = {}
    """Volymer: units per year."""
    consumers: Annotated[tuple[AdministrationRef, ...], NotEmpty] | None = None
    """Konsumenter: who uses it; all administrations where left out."""
    serves: tuple[Serves, ...] = ()
    """Betjänar: deliveries that it is a part of; the rest of its cost is split between its consumers."""
    capacity: WholeByYear = {}
    """Kapacitet: units per year that it is built for; what the volumes leave of it is shown as a line of its own."""
    excluded: tuple[Exclusion, ...] = ()
    """Undantagna: administrations outside, with reasons."""
    cost_parts: tuple[CostPart, ...]
    """Kostnadsdelar: what it costs, part by part."""
    key: KeyRef
    """Fördelningsnyckel: the measure by which the cost is split."""
    agreed: tuple[Agreement, ...] = ()
    """Överenskommen: by which bodies, and when."""
    key_figures: tuple[KeyFigure, ...] = ()
    """Nyckeltal: what is followed over the years."""
    incident_leader: Text | None = None
    """Incidentledare: the role that leads across units in a major incident (D46)."""
    goals: tuple[GoalRef, ...] = ()
    """Mål: goals it serves."""
    starts_on: Date | None = None
    """Startar: the first day of a new delivery."""
    retires_on: Date | None = None
    """Avvecklas: the day the city stops using it."""
    pilot: InitiativeRef | None = None
    """Pilot: the prototype or pilot whose result it rests on (D38)."""
    no_pilot_reason: Text | None = None
    """Skäl utan pilot: why there was none (D38)."""
    closing: Closing | None = None
    """Bokslut: what becomes of its surplus or deficit: kept, repaid or carried; as the city's setting if left out."""

    @model_validator(mode="after")
    def _level_is_one_of_the_levels(self) -> Self:
        levels = [level.id for level in self.levels]
        if self.level is not None and self.level not in levels:
            raise BadValue(
                msg(
                    "the agreed level “{level}” is none of the ambition levels: {levels}",
                    level=self.level,
                    levels=", ".join(levels) or "–",
                )
            )
        return self
