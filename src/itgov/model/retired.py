"""`retired.yaml`: ids that no record has any longer, and none may have again.

A record renamed or deleted leaves its id in decisions, minutes and old reports.
The list is in a file because a shallow clone has no history to ask.
"""

from __future__ import annotations

from itgov.model.record import Part
from itgov.model.scalar import Date, Id, Text


class Retired(Part):
    """One id that is no longer used."""

    id: Id
    """Id: what the record was called."""
    on: Date
    """Datum: the day it happened."""
    renamed_to: Id | None = None
    """Nytt id: what the same record is called now; left out where the record is gone."""
    reason: Text | None = None
    """Skäl: why it was renamed or deleted."""


class RetiredList(Part):
    """`retired.yaml`: ids that no record has any longer, in the order they were retired; `itgov rename` writes it."""

    retired: tuple[Retired, ...] = ()
    """Utgångna id: ids that may not be used again."""
