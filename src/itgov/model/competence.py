"""Competence pools: shared roles and their hours (D34, D39)."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from itgov.model.money import Cost
from itgov.model.record import Part, PayerRef, Record, ShareByYear, Shown, WholeByYear
from itgov.model.scalar import Share, Text, Whole


class BoughtIn(Part):
    """Hours that may be bought when the pool's own do not suffice."""

    price_per_hour: Cost
    """Pris per timme: kronor for one bought-in hour."""
    ceiling_per_year: Whole
    """Tak per år: at most so many bought-in hours a year."""
    paid_by: PayerRef | None = None
    """Betalas av: the funder or administration whose operating money pays; left out, the agenda buys none."""


class Competence(Record):
    """A pool of people with the same role, who serve the whole city."""

    role: Text
    """Roll: what the people in the pool do."""
    unit: Text
    """Enhet: where they belong."""
    hours_per_year: WholeByYear
    """Timmar per år: all hours of the pool, per year, before operation and reserve."""
    operation_share: Share = Fraction(0)
    """Andel drift: share of the hours that operation and upkeep take."""
    reserve_share: ShareByYear | None = None
    """Reservandel: share of the change hours kept free per year; the city's setting where left out."""
    prestudy_hours_per_year: Whole = 0
    """Timmar för förstudier: hours a year for initiatives not yet decided; the agenda leaves them free (D39)."""
    self_cost_per_hour: Cost
    """Självkostnad per timme: kronor; enters net benefit, never cash."""
    bought_in: Annotated[BoughtIn | None, Shown("city")] = None
    """Inköpta timmar: price and ceiling, where hours may be bought."""
