"""Capabilities: what initiatives build on, and who provides it from when."""

from __future__ import annotations

from typing import Annotated

from itgov.model.record import Part, Record, RefTo
from itgov.model.scalar import Date, Id, Text


class Provision(Part):
    """One thing that provides a capability, and from which day."""

    by: Annotated[Id, RefTo("system", "delivery", "initiative")]
    """Tillhandahålls av: a system, a delivery, or an initiative (then at its go-live)."""
    since: Date | None = None
    """Från och med: the first day it can be used; left out for an initiative."""


class Capability(Record):
    """Something shared that others build on, such as identity, mobility or integration."""

    description: Text
    """Beskrivning: what one can do with it."""
    provided_by: tuple[Provision, ...] = ()
    """Tillhandahålls av: systems and deliveries; an initiative says so itself in `provides`."""
