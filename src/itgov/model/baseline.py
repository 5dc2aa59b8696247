"""The baseline: findings that were there when the city began to use the tool, counted and not shown."""

from __future__ import annotations

from itgov.model.record import Part
from itgov.model.scalar import Text


class KnownFinding(Part):
    """One finding that was there already."""

    rule: Text
    """Regel: the code of the rule."""
    place: Text
    """Plats: the id of the record it is about, or the path of a file that could not be read."""
    fingerprint: Text
    """Fingeravtryck: what tells it from others, whatever lines move."""


class Baseline(Part):
    """`baseline.yaml`: every finding that was there already; `itgov validate --write-baseline` writes it."""

    known: tuple[KnownFinding, ...] = ()
    """Kända: the findings."""
