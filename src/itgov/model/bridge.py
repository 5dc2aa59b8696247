"""Bridges over the gap between cost in IT and effect in the business (D28)."""

from __future__ import annotations

from typing import Annotated, Literal

from itgov.model.record import AdministrationRef, Agreement, AmountByYear, PayerRef, Record, RefTo
from itgov.model.scalar import Id, Text

DecisionRef = Annotated[Id, RefTo("decision")]
Bridged = Annotated[Id, RefTo("initiative", "delivery")]
BridgeWay = Literal["benefit_share", "advance", "frame"]


class Bridge(Record):
    """Money that moves from one to another while cost and effect lie apart."""

    bridges: Bridged
    """Avser: the initiative or base delivery whose gap it bridges."""
    way: BridgeWay
    """Sätt: a share of the benefit, an advance that is paid back, or money from a shared frame."""
    paid_by: PayerRef
    """Betalas av: the administration or funder that gives."""
    paid_to: AdministrationRef
    """Betalas till: the administration that bears the cost."""
    per_year: AmountByYear
    """Per år: kronor for each year; below zero in years when an advance is paid back."""
    proposed: tuple[Agreement, ...] = ()
    """Föreslagen: by the finance chiefs and IT, and when."""
    decision: DecisionRef | None = None
    """Beslut: the decision that made it hold; only proposed where left out."""
    terms: Text | None = None
    """Villkor: anything that was agreed beside the amounts."""
