"""Funders: the pots of money that initiatives compete for (D13, D23, D36)."""

from __future__ import annotations

from typing import Literal

from itgov.model.administration import DevelopmentBudget
from itgov.model.record import Record
from itgov.model.scalar import Text, Year

FunderKind = Literal["solidarity", "pilots", "change_money", "grant"]


class Funder(Record):
    """A shared pot with a frame for each year. An administration's own budget is on its own record."""

    funder_kind: FunderKind
    """Finansieringsslag: solidarity frame, its part for pilots, change money, or a grant."""
    frames: tuple[DevelopmentBudget, ...]
    """Ramar: operating and investment money per year, with its status."""
    ends_after: Year | None = None
    """Upphör efter: the last year its money may be used (state grants, EU money)."""
    decided_by: Text | None = None
    """Beslutad av: who decided it."""
