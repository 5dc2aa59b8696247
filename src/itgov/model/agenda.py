"""A proposed agenda as a record: what of it decides, so that it can be read back, checked and adopted.

Everything else in the file follows from these fields and the city's records, and is there for readers.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from itgov.model.money import Amount
from itgov.model.period import PeriodField
from itgov.model.record import InitiativeRef, Part
from itgov.model.scalar import Id, Share, Text, Whole

Proof = Literal["optimal", "within_gap", "feasible_stopped"]


class AgendaChoice(Part):
    """One initiative of the agenda."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    id: InitiativeRef
    """Id: the initiative."""
    way: Text
    """Sätt: base, or the id of the alternative."""
    start: PeriodField
    """Start: the first period of its work."""
    end: PeriodField | None = None
    """Slut: the last period of its work, for readers."""


class AgendaSum(Part):
    """What the agenda is worth, for readers: it follows from what is chosen."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    net_benefit: Amount
    """Nettonytta: kronor over the evaluation years, discounted."""


class AgendaSettings(Part):
    """What was asked of the plan."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    gap: Share
    """Begärt gap: the share of net benefit by which the plan may be short of the best."""


class AgendaHorizon(Part):
    """The periods it plans."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    first: PeriodField
    """Första perioden: where the plan begins."""
    last: PeriodField
    """Sista perioden: the last one it plans."""


class AgendaRecord(Part):
    """A proposed agenda."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    format: Whole
    """Format: the version of the record's form."""
    city: Id
    """Stad: the city's id."""
    horizon: AgendaHorizon
    """Horisont: first and last period."""
    scenario: Id | None = None
    """Scenario: the one it was planned for; the records as they are where left out."""
    status: Proof
    """Status: optimal, within_gap, or feasible_stopped where a limit ended the search."""
    bound: Amount | None = None
    """Övre gräns: the net benefit that no plan can exceed."""
    solver: Text
    """Lösare: name and version."""
    nodes: Whole
    """Noder: how many the search took."""
    digest: Text
    """Fingeravtryck: of the values that the plan rests on."""
    objective: AgendaSum | None = None
    """Mål: what it is worth."""
    settings: AgendaSettings
    """Inställningar: what was asked of the plan."""
    chosen: tuple[AgendaChoice, ...] = ()
    """Valda: the initiatives, with way and start."""
