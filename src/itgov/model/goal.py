"""Goals of the steering documents (D9)."""

from __future__ import annotations

from itgov.model.record import Record
from itgov.model.scalar import Text, Year


class Goal(Record):
    """One goal, in the city's own words, with the document it comes from."""

    document: Text
    """Styrdokument: the steering document that holds the goal."""
    description: Text
    """Beskrivning: what it asks for."""
    decided_by: Text | None = None
    """Beslutad av: who decided it."""
    valid_until: Year | None = None
    """Gäller till: the last year the goal holds."""
