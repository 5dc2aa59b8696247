"""Scenarios: what if the city's frames, pools or wishes were otherwise; each says only what differs from its parent."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Self

from pydantic import PlainValidator, model_validator

from itgov.message import msg
from itgov.model.initiative import Pot
from itgov.model.money import Amount, Cost
from itgov.model.record import CompetenceRef, InitiativeRef, Part, PayerRef, Record, RefTo
from itgov.model.scalar import BadValue, Difference, Id, Share, Text, Whole, WholeBetween, Year
from itgov.model.settings import CarryOver, EvaluationYears, Reserve

Periods = Annotated[int, PlainValidator(WholeBetween(1, 48))]


class MoneyChange(Part):
    """More or less money a year for one who pays."""

    payer: PayerRef
    """Betalare: the funder, or the administration with its own development budget."""
    pot: Pot | None = None
    """Budget: operating or investment; may be left out where the payer has only one of them."""
    year: Year | None = None
    """År: the calendar year; every year of the agenda where left out."""
    amount: Amount
    """Belopp: kronor more a year, less with a minus, before the reserve is taken."""


class HoursChange(Part):
    """More or fewer hours a year in one pool."""

    pool: CompetenceRef
    """Resurspool: the competence pool."""
    year: Year | None = None
    """År: the calendar year; every year of the agenda where left out."""
    hours: Difference
    """Timmar: more a year, fewer with a minus, before operation and the reserve take their part."""


class Delay(Part):
    """One initiative that cannot start when its record says."""

    initiative: InitiativeRef
    """Initiativ: which one is late."""
    periods: Periods
    """Perioder: how many periods later than its own earliest start, or than the first of the agenda."""


class Scenario(Record):
    """A way things may turn out, to be planned for and compared; the records themselves stay as they are."""

    description: Text
    """Beskrivning: what is assumed, and why it may come true."""
    parent: Annotated[Id, RefTo("scenario")] | None = None
    """Bygger på: the scenario that this one changes; the records as they are where left out."""
    force: tuple[InitiativeRef, ...] = ()
    """Ska med: initiatives that must be in."""
    drop: tuple[InitiativeRef, ...] = ()
    """Ska inte med: initiatives that must not be in."""
    money: tuple[MoneyChange, ...] = ()
    """Pengar: what differs in frames and development budgets."""
    hours: tuple[HoursChange, ...] = ()
    """Timmar: what differs in the pools."""
    delays: tuple[Delay, ...] = ()
    """Förseningar: initiatives that start later."""
    discount_rate: Share | None = None
    """Kalkylränta: a year, in place of the city's."""
    evaluation_years: EvaluationYears | None = None
    """Utvärderingsår: in place of the city's."""
    large_changes_at_once: Whole | None = None
    """Stora förändringar samtidigt: in place of the city's; an administration's own number stays."""
    reserve: Reserve | None = None
    """Reserv: in place of the city's; a pool's own share stays."""
    carry_over: CarryOver | None = None
    """Överföring mellan år: in place of the city's."""
    unpriced_rate: Cost | None = None
    """Värde per poäng: kronor a year for a point of unpriced benefit, in place of the city's."""

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> Self:
        said = (
            *(" ".join(filter(None, (one.payer, one.pot, _word(one.year)))) for one in self.money),
            *(" ".join(filter(None, (one.pool, _word(one.year)))) for one in self.hours),
            *(one.initiative for one in self.delays),
        )
        twice = next((one for one, times in Counter(said).items() if times > 1), None)
        if twice is not None:
            raise BadValue(msg("“{what}” is changed twice: say it once, in full", what=twice))
        return self


def _word(year: int | None) -> str | None:
    return None if year is None else str(year)
