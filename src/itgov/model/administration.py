"""Administrations: who asks for, benefits from and pays for IT."""

from __future__ import annotations

from typing import Literal

from itgov.model.money import Cost
from itgov.model.record import AmountByYear, Part, Record, ShareByYear
from itgov.model.scalar import Text, Whole, Year

Financing = Literal["grant", "internal_price", "fee", "external"]
BudgetStatus = Literal["requested", "frame", "council", "committee"]


class DevelopmentBudget(Part):
    """What an administration may spend of its own on development in one year."""

    year: Year
    """År: the calendar year."""
    operating: Cost = 0
    """Drift: operating money, kronor for the year."""
    investment: Cost = 0
    """Investering: investment money, kronor for the year."""
    status: BudgetStatus
    """Status: how firm it is: requested, frame (planned), council or committee (decided there)."""


class Administration(Record):
    """An administration with its committee, which is an authority of its own."""

    short_name: Text
    """Kortnamn: at most a word or two, for tables."""
    committee: Text
    """Nämnd: the committee it works for."""
    management_group: Text
    """Ledningsgrupp: the group whose backing anchors an initiative."""
    finance_chief: Text
    """Ekonomichef: the role or functional address that must know of every initiative."""
    financing: Financing = "grant"
    """Finansieringsform: committee grant, internal price, fee or external; only grants can be transferred."""
    committee_grant: AmountByYear = {}
    """Kommunbidrag: the council's grant, kronor per year."""
    development_budget: tuple[DevelopmentBudget, ...] = ()
    """Utvecklingsbudget: own money for development, per year and with its status."""
    efficiency_requirement: ShareByYear = {}
    """Effektiviseringskrav: share of the grant that the council wants saved, per year."""
    takes_part: Literal["member", "agreement"] = "member"
    """Deltar: as a member of the deciding body, or by agreement."""
    agreement: Text | None = None
    """Avtal om deltagande: registry number and date, where it takes part by agreement."""
    large_changes_at_once: Whole | None = None
    """Stora förändringar samtidigt: how many it can absorb in one period; the city's setting where left out."""
