"""Decisions, kept as they were made (D1, D8)."""

from __future__ import annotations

from typing import Annotated, Literal

from itgov.model.record import AdministrationRef, Part, Record, RefTo
from itgov.model.scalar import Date, Flag, Id, NotEmpty, Text

Outcome = Literal["approved", "rejected", "postponed", "returned"]


class Ruling(Part):
    """What was decided about one record."""

    record: Annotated[Id, RefTo("initiative", "delivery", "key", "system", "object", "contract", "funder", "goal")]
    """Post: the record that the decision is about."""
    outcome: Outcome
    """Utfall: approved, rejected, postponed or returned for more work."""
    content: Text | None = None
    """Innehåll: what the ruling says, where more than its outcome."""


class Decision(Record):
    """One decision with everything the law and an archive ask for."""

    body: Annotated[Id, RefTo("body", "administration")]
    """Organ: the body that decided; an administration for what only it pays and uses."""
    formal_decider: Text
    """Formell beslutsfattare: who decides in law when this body has spoken."""
    delegation: Text | None = None
    """Delegation: the point of the delegation order behind it."""
    on: Date
    """Datum: the day it happened."""
    registry_number: Text
    """Diarienummer: where the case is registered."""
    paragraph: Text | None = None
    """Paragraf: in the minutes."""
    material: tuple[Text, ...] = ()
    """Beslutsunderlag: the documents the decision rests on."""
    rulings: Annotated[tuple[Ruling, ...], NotEmpty]
    """Beslutar: the records it is about, and the outcome for each."""
    adopts_agenda: Flag = False
    """Antar agenda: true where it makes a proposal the development agenda."""
    conditions: tuple[Text, ...] = ()
    """Villkor: what must hold for the decision to stand."""
    deviation_reason: Text | None = None
    """Skäl för avvikelse: why the meeting left the proposal."""
    executor: Text | None = None
    """Genomförs av: the role that carries it out."""
    follow_up: Text | None = None
    """Följs upp av: the role that follows it up."""
    concerns: tuple[AdministrationRef, ...] = ()
    """Berör: administrations that should know."""
