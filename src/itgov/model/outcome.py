"""Booked cost by month, and how a ledger's rows become it (D27)."""

from __future__ import annotations

from typing import Annotated

from pydantic import PlainValidator

from itgov.model.money import Amount
from itgov.model.record import Part, Record, RefTo
from itgov.model.scalar import Id, NotEmpty, Text, WholeBetween, Year

Month = Annotated[int, PlainValidator(WholeBetween(1, 12))]
SourceRef = Annotated[Id, RefTo("delivery", "system")]


class Booked(Part):
    """What was booked on one ledger string in one month."""

    month: Month
    """Månad: number of the month, 1 to 12."""
    string: Text
    """Kodsträng: the ledger string it was booked on."""
    amount: Amount
    """Belopp: kronor booked; below zero where more was credited than debited."""
    part: Text | None = None
    """Kostnadsdel: the name of the cost part that it is of; where left out, of those that no row of the year names."""


class Outcome(Record):
    """The booked cost of one delivery or shared system in one year."""

    of: SourceRef
    """Avser: the base delivery or system whose cost it is."""
    year: Year
    """År: the calendar year."""
    through: Month | None = None
    """Till och med månad: the last month that is closed, booked or not; the last one booked where left out."""
    booked: Annotated[tuple[Booked, ...], NotEmpty]
    """Bokfört: amounts by month and ledger string."""


class LedgerRow(Part):
    """Which ledger strings belong to a delivery or a system; the longest beginning that fits a row decides."""

    begins_with: Text
    """Börjar med: the beginning of the ledger string."""
    to: SourceRef
    """Till: the base delivery or system that the rows belong to."""
    part: Text | None = None
    """Kostnadsdel: the name of the delivery's cost part that they are of."""


class LedgerLeftOut(Part):
    """Ledger strings that are no shared cost; their rows are counted and told all the same."""

    begins_with: Text
    """Börjar med: the beginning of the ledger string."""
    reason: Text
    """Skäl: why."""


class Ledger(Record):
    """How the rows of a ledger's file are read, and what they belong to."""

    string_columns: Annotated[tuple[Text, ...], NotEmpty]
    """Kodsträngens kolumner: headings of the columns whose texts, joined by a hyphen, make the ledger string."""
    amount_column: Text
    """Beloppets kolumn: heading of the column of the amount, in kronor."""
    month_column: Text
    """Månadens kolumn: heading of the column of the month, written 2027-03, 202703 or as a day."""
    rows: Annotated[tuple[LedgerRow, ...], NotEmpty]
    """Rader: which ledger strings belong to what."""
    left_out: tuple[LedgerLeftOut, ...] = ()
    """Utelämnade: ledger strings that are no shared cost."""
