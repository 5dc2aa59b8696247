"""Waivers: findings that the city has chosen to live with, for a time and for a reason."""

from __future__ import annotations

from typing import Annotated

from itgov.model.record import Part
from itgov.model.scalar import Date, Id, NotEmpty, Text


class Waiver(Part):
    """One finding that is accepted until a day."""

    rule: Text
    """Regel: the code of the rule."""
    record: Id
    """Post: the id of the record that the finding is about."""
    reason: Text | None = None
    """Skäl: why it is accepted."""
    owner: Text | None = None
    """Ansvarig: the role that answers for it being mended in time."""
    until: Date
    """Till och med: the last day it is accepted."""


class WaiverList(Part):
    """`waivers.yaml`: every finding that is accepted for now."""

    waivers: Annotated[tuple[Waiver, ...], NotEmpty]
    """Undantag: the findings."""
