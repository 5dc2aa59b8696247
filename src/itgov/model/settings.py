"""`itgov.yaml`: the city's settings."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import PlainValidator, model_validator

from itgov.message import msg, quoted
from itgov.model.delivery import Closing
from itgov.model.funder import FunderKind
from itgov.model.initiative import Pot, Track
from itgov.model.money import Cost
from itgov.model.period import PER_YEAR, Horizon, PeriodField, PeriodLength
from itgov.model.record import DeliveryRef, IndexRef, KeyRef, Part
from itgov.model.scalar import (
    BadValue,
    Flag,
    Frozen,
    Id,
    MonthDay,
    NotEmpty,
    Number,
    Share,
    Text,
    Whole,
    WholeBetween,
    Year,
)

HorizonYears = Annotated[int, PlainValidator(WholeBetween(2, 4))]
EvaluationYears = Annotated[int, PlainValidator(WholeBetween(1, 30))]
PayerKind = Literal["own"] | FunderKind
AllocationMethod = Literal["direct", "step_down", "reciprocal"]


class HorizonSetting(Part):
    """Which years the agenda plans."""

    first: PeriodField
    """Första perioden: where the plan begins."""
    years: HorizonYears
    """Antal år: 2 to 4."""


class CalendarDay(Part):
    """A day in the city's budget year."""

    what: Text
    """Vad: what happens on the day."""
    on: MonthDay
    """Dag: month and day."""


class Reserve(Part):
    """What is kept free for what comes during the year (D7)."""

    hours: Annotated[tuple[Share, ...], NotEmpty] = (Fraction(1, 10),)
    """Timmar: share of each pool's change hours, for the first year, the second, and so on; the last one stays."""
    money: Annotated[tuple[Share, ...], NotEmpty] = (Fraction(0),)
    """Pengar: share of each shared frame, for the first year, the second, and so on; the last one stays."""


class CarryOver(Part):
    """Whether money that a year leaves unused may be used in the next, budget by budget; within the horizon only."""

    operating: Flag = False
    """Drift: true where the city carries unused operating money over."""
    investment: Flag = False
    """Investering: true where the city carries unused investment money over."""

    @property
    def pots(self) -> tuple[Pot, ...]:
        """The budgets that are carried over."""
        pots: tuple[Pot, ...] = ("operating", "investment")
        return tuple(pot for pot in pots if getattr(self, pot))


class Promises(Part):
    """What breaking a promise of the agenda that holds costs in the next one's net benefit (D14)."""

    moved: Cost
    """Flyttat: kronor for each period that a start is moved, earlier or later."""
    dropped: Cost
    """Struket: kronor for an initiative that is left out."""


class Uncertainty(Part):
    """How far the city's estimates are from what comes, where a record does not say so itself."""

    plus_minus: Share = Fraction(3, 10)
    """Kostnadsosäkerhet: how much costs may differ, up or down, for an initiative without an `estimate`."""
    delay: Annotated[tuple[Share, ...], NotEmpty] = (Fraction(3, 5), Fraction(1, 4), Fraction(1, 10), Fraction(1, 20))
    """Försening: chance that go-live comes as planned, one period later, two later, and so on; together 100 %."""

    @model_validator(mode="after")
    def _chances_make_a_whole(self) -> Self:
        if sum(self.delay) != 1:
            raise BadValue(
                msg("the chances of a delay must make a whole; these make {total}", total=str(sum(self.delay)))
            )
        return self


class PhaseIn(Part):
    """A budget transfer in equal steps, slower where a cap asks for it; every year's steps add up to zero."""

    years: Number
    """År: how many years it takes, at least."""
    cap: Cost | None = None
    """Tak: kronor by which one administration's grant changes in a year, at most."""
    cap_share: Share | None = None
    """Tak, andel: share of its committee grant by which that changes in a year, at most."""


class AllocationSetting(Part):
    """How the city splits what it shares."""

    method: AllocationMethod = "reciprocal"
    """Metod: how costs pass through deliveries that serve others."""
    order: tuple[DeliveryRef, ...] = ()
    """Ordning: for step-down, the deliveries that serve others, the first to pass on first."""
    closing: Closing = "kept"
    """Bokslut: whether a delivery's surplus or deficit is kept by IT, repaid by key, or carried to the next year."""
    phase_in: PhaseIn | None = None
    """Infasning: how the budget transfer is stretched over years; all of it in the first where left out."""
    price_index: IndexRef | None = None
    """Prisindex: the series by which `itgov allocate --prices fixed` shows the split in the prices of one year."""


class RuleSetting(Part):
    """What the city has settled about one rule."""

    severity: Literal["error", "warning", "info", "off"] | None = None
    """Allvarlighetsgrad: error, warning, info, or off; the rule's own where left out."""
    parameters: Annotated[Mapping[Text, Whole], Frozen] = {}
    """Parametrar: whole numbers that the rule takes, such as years or months; `itgov rule CODE` names them."""
    reason: Text
    """Skäl: why."""

    @model_validator(mode="before")
    @classmethod
    def _is_a_block(cls, value: object) -> object:
        if isinstance(value, str):
            raise BadValue(
                msg(
                    "“{value}” alone settles nothing: after the code of one rule, such as COO001, "
                    "write a block with its reason, as in COO001: {example}",
                    value=quoted(value),
                    example="{severity: off, reason: …}",
                )
            )
        return value


class Settings(Part):
    """The city's own choices; every default is printed where it is used."""

    city: Id
    """Stad: the city's id."""
    name: Text
    """Namn: what people call it, in Swedish."""
    languages: Annotated[tuple[Literal["sv", "en"], ...], NotEmpty] = ("sv", "en")
    """Språk: languages that reports are built in; the first is the default."""
    price_year: Year
    """Prisnivå: the year whose prices the agenda's amounts are in, and fixed prices of the split are shown in."""
    horizon: HorizonSetting
    """Planeringshorisont: the first period and the number of years."""
    period_length: PeriodLength = "quarter"
    """Periodlängd: quarter or month."""
    hours_share: tuple[Share, ...] = ()
    """Timandel per period: share of a year's hours in each period of the year; equal where left out."""
    discount_rate: Share
    """Kalkylränta: a year, for benefits and costs in the agenda."""
    internal_interest: Share
    """Internränta: a year, for capital costs."""
    evaluation_years: EvaluationYears
    """Utvärderingsår: years from the first of the horizon over which benefits and costs are counted."""
    calendar: tuple[CalendarDay, ...] = ()
    """Budgetkalender: submission, council's budget, forecasts and closing."""
    tracks: Annotated[Mapping[Track, tuple[PayerKind, ...]], Frozen]
    """Spår och finansiärer: which kinds of funder may pay for which track."""
    reserve: Reserve = Reserve()
    """Reserv: hours and money kept free per year ahead."""
    carry_over: CarryOver = CarryOver()
    """Överföring mellan år: which unused money of a year the agenda may use in the next."""
    large_changes_at_once: Whole = 2
    """Stora förändringar samtidigt: how many an administration can absorb in one period."""
    neutral_key: KeyRef | None = None
    """Jämförelsenyckel: the key that others are compared with, and that figures per employee are counted by."""
    unpriced_rate: Cost | None = None
    """Värde per poäng: kronor a year for a point of unpriced benefit; left out, they are only shown beside."""
    promises: Promises | None = None
    """Löften: what breaking a promise costs; left out, it costs nothing, and is told all the same."""
    uncertainty: Uncertainty = Uncertainty()
    """Osäkerhet: what `itgov agenda robust` draws where a record says nothing of its own."""
    allocation: AllocationSetting = AllocationSetting()
    """Fördelning: the method by which shared costs are split."""
    rules: Annotated[Mapping[Text, RuleSetting], Frozen] = {}
    """Regler: severity of single rules, with reasons."""

    @model_validator(mode="after")
    def _horizon_is_of_the_period_length(self) -> Self:
        if self.horizon.first.per_year != PER_YEAR[self.period_length]:
            raise BadValue(
                msg(
                    "the horizon begins in {period}, but the city plans by the {length}",
                    period=str(self.horizon.first),
                    length=msg("quarter") if self.period_length == "quarter" else msg("month"),
                )
            )
        return self

    @model_validator(mode="after")
    def _hours_make_a_year(self) -> Self:
        periods = PER_YEAR[self.period_length]
        if self.hours_share and (len(self.hours_share) != periods or sum(self.hours_share) != 1):
            raise BadValue(
                msg(
                    "the shares of a year's hours must be {periods} and make a whole; "
                    "these are {count} and make {total}",
                    periods=periods,
                    count=len(self.hours_share),
                    total=str(sum(self.hours_share)),
                )
            )
        return self

    @property
    def plan(self) -> Horizon:
        """The horizon as periods."""
        return Horizon(self.horizon.first, self.horizon.years * PER_YEAR[self.period_length])
