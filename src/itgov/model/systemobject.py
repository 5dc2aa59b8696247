"""System-management objects: systems managed together, with both sides filled (D15, D18, D20)."""

from __future__ import annotations

from itgov.model.money import Cost
from itgov.model.record import AdministrationRef, BodyRef, FunderRef, GoalRef, Part, Record
from itgov.model.scalar import Side, Text, Whole


class ObjectSide(Part):
    """One side of an object: roles, duties and resources."""

    owner: Text | None = None
    """Objektägare: the role that owns this side."""
    manager: Text | None = None
    """Förvaltningsledare: the role that leads this side's work."""
    specialist: Text | None = None
    """Objektspecialist: the role that knows the object best on this side."""
    duties: tuple[Text, ...] = ()
    """Arbetsuppgifter: what this side does."""
    hours_per_year: Whole | None = None
    """Timmar per år: working hours that the side has for the object, a year."""
    cost_per_year: Cost | None = None
    """Kostnad per år: kronor a year for the side, staff included."""


class Support(Part):
    """Which side takes which kind of support."""

    users: Side
    """Användarsupport: the side that helps users (business, by the model)."""
    incidents: Side
    """Incidenthantering: the side that takes incidents to the supplier (system, by the model)."""


class SystemObject(Record):
    """A group of systems with one model of governance."""

    administration: AdministrationRef
    """Förvaltning: where the business side belongs."""
    business_side: ObjectSide
    """Verksamhetsnära förvaltning: needs and user support."""
    system_side: ObjectSide
    """Systemnära förvaltning: operation, adaptation, suppliers, contracts, incidents."""
    support: Support
    """Supportdelning: who takes user support and who takes incidents."""
    business_owners: BodyRef | None = None
    """Verksamhetsägare: the group that plans the changes to these systems (D19)."""
    change_money: FunderRef | None = None
    """Ändringsmedel: the only funder that may pay for changes to these systems (D36)."""
    goals: tuple[GoalRef, ...] = ()
    """Mål: goals the object serves."""
    description: Text | None = None
    """Beskrivning: what the object covers."""
