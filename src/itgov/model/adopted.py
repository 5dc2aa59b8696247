"""Adopted agendas: what the deciding body promised, and what the promise rests on (D7, D8, D14)."""

from __future__ import annotations

from typing import Annotated

from itgov.model.money import Amount
from itgov.model.period import PeriodField
from itgov.model.record import InitiativeRef, Part, Record, RefTo
from itgov.model.scalar import Id, NotEmpty, Text


class Basis(Part):
    """Fingerprints of what a promise rests on: they change when the values do, not when a file is laid out anew."""

    cost: Text
    """Kostnad: of hours and money, one-off and in operation."""
    scope: Text
    """Omfattning: of benefits, of what it gives, changes and needs."""
    dates: Text
    """Tider: of the length of its phases, its window, deadline and procurements."""


class Promise(Part):
    """One initiative that is to be done, and when."""

    initiative: InitiativeRef
    """Initiativ: which one."""
    way: Text
    """Sätt: base, or the id of the alternative."""
    start: PeriodField
    """Start: the first period of its work."""
    end: PeriodField
    """Slut: the last period of its work."""
    condition: Text | None = None
    """Villkor: what must hold for it to be done."""
    reason: Text | None = None
    """Skäl: why the meeting left the proposal for it."""
    basis: Basis
    """Grund: fingerprints of what the promise rests on."""


class Refusal(Part):
    """One initiative that was proposed, and that the meeting took out."""

    initiative: InitiativeRef
    """Initiativ: which one."""
    reason: Text
    """Skäl: why the meeting left the proposal for it."""


class AdoptedAgenda(Record):
    """The agenda as the deciding body adopted it; a later one takes its place."""

    decision: Annotated[Id, RefTo("decision")]
    """Beslut: the decision that made it the agenda."""
    first: PeriodField
    """Första perioden: where it begins."""
    last: PeriodField
    """Sista perioden: where it ends."""
    scenario: Annotated[Id, RefTo("scenario")] | None = None
    """Scenario: the one it was planned for; the records as they were where left out."""
    net_benefit: Amount
    """Nettonytta: of what is promised, by the records as they were."""
    digest: Text
    """Fingeravtryck: of all the values that the proposal rested on."""
    promised: Annotated[tuple[Promise, ...], NotEmpty]
    """Utlovade: the initiatives, with way and periods."""
    taken_out: tuple[Refusal, ...] = ()
    """Borttagna: what was proposed and not adopted, with the reason."""
