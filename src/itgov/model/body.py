"""Bodies: the forums that prepare and decide, with the law behind them (D1)."""

from __future__ import annotations

from typing import Literal

from itgov.model.money import Cost
from itgov.model.record import AdministrationRef, Part, Record
from itgov.model.scalar import Text

Group = Literal["finance_chiefs", "business_owners", "digitalisation_leads", "working_group"]
Level = Literal["formal", "deciding", "preparatory", "supporting"]
Matter = Literal["agenda", "initiative", "reserve", "delivery", "key", "budget_transfer", "system_change", "material"]


class Seat(Part):
    """A place in a body: an administration and the role that fills it, never a person."""

    administration: AdministrationRef
    """Förvaltning: whom the seat speaks for."""
    role: Text
    """Roll: the office that fills the seat."""


class Body(Record):
    """A forum, its level and what it may settle."""

    level: Level
    """Nivå: formal (decides in law), deciding, preparatory or supporting."""
    group: Group | None = None
    """Grupp: what a supporting body is, where rules must know it: the finance chiefs, the business owners and so on."""
    members: tuple[Seat, ...] = ()
    """Ledamöter: administrations and roles; never people."""
    may_settle: tuple[Matter, ...] = ()
    """Får avgöra: the matters that the body may decide on."""
    ceiling: Cost | None = None
    """Beloppsgräns: the largest one-off cost of one matter that it may settle, kronor."""
    formal_decider: Text | None = None
    """Formell beslutsfattare: who decides in law when this body has spoken."""
    delegation: Text | None = None
    """Delegation: the point of the delegation order behind it."""
    mandate: Text | None = None
    """Uppdrag: what the body is for, in a sentence or two."""
