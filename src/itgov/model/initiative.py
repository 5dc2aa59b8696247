"""Initiatives: wishes to change something, with need, cost, effect and consequence for others (D2–D7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import model_validator

from itgov.message import msg
from itgov.model.money import Cost
from itgov.model.period import PeriodField
from itgov.model.record import (
    AdministrationRef,
    CapabilityRef,
    CompetenceRef,
    ContractRef,
    FunctionRef,
    GoalRef,
    InitiativeRef,
    ObjectRef,
    Part,
    PayerRef,
    Record,
    RefTo,
    Shown,
    SystemRef,
)
from itgov.model.scalar import (
    BadValue,
    Date,
    Flag,
    Frozen,
    Id,
    Lag,
    Length,
    Months,
    NotEmpty,
    Number,
    Points,
    Share,
    Text,
    Whole,
    Year,
    Years,
)

Stage = Literal[
    "idea",
    "anchored",
    "prepared",
    "decided",
    "under_way",
    "in_operation",
    "benefits_realised",
    "closed",
    "rejected",
    "withdrawn",
]
STAGES: tuple[Stage, ...] = (
    "idea",
    "anchored",
    "prepared",
    "decided",
    "under_way",
    "in_operation",
    "benefits_realised",
    "closed",
)
_FURTHEST_FIRST = tuple(reversed(STAGES))
ENDED: frozenset[Stage] = frozenset({"benefits_realised", "closed", "rejected", "withdrawn"})
Track = Literal["prototype", "pilot", "platform", "new_delivery", "system_change", "business_development"]
TRIALS: frozenset[Track] = frozenset({"prototype", "pilot"})
"""The tracks of what is tried out before it is built for all."""
Pot = Literal["operating", "investment"]
BenefitCategory = Literal["cashable", "reallocation", "quality", "citizen", "law", "security", "environment"]
BudgetEffect = Literal["frame_lowered", "kept_in_own_frame", "efficiency_requirement"]
Maturity = Literal["idea", "rough", "calculated", "tendered"]
Degree = Literal["low", "medium", "high"]


class Leg(Part):
    """One of the two legs an initiative is anchored on."""

    on: Date
    """Datum: the day it happened."""
    where: Text
    """Var: the meeting, or the role that was told."""
    registry_number: Text | None = None
    """Diarienummer: where the case is registered."""


class Anchoring(Part):
    """Backing in the administration's own house: both legs are needed (D2)."""

    management: Leg | None = None
    """Ledning: when and where the management group backed it."""
    finance_chief: Leg | None = None
    """Ekonomichef: when and how the finance chief was told."""


class Stages(Part):
    """The day each stage was reached; the furthest one reached is where the initiative stands (D3)."""

    idea: Date
    """Idé: raised by someone."""
    anchored: Date | None = None
    """Förankrad: backed by the management and known to the finance chief."""
    prepared: Date | None = None
    """Beredd: the preparatory body has prepared it."""
    decided: Date | None = None
    """Beslutad: decided by a body that may."""
    under_way: Date | None = None
    """Pågår: work has started."""
    in_operation: Date | None = None
    """I drift: in use, its go-live."""
    benefits_realised: Date | None = None
    """Nytta realiserad: the benefits are taken home."""
    closed: Date | None = None
    """Avslutad: nothing more is followed up."""
    rejected: Date | None = None
    """Avslagen: decided not to do."""
    withdrawn: Date | None = None
    """Återtagen: taken back by who proposed it."""

    @property
    def current(self) -> Stage:
        """The furthest stage reached; rejected and withdrawn end the matter."""
        if self.withdrawn is not None:
            return "withdrawn"
        if self.rejected is not None:
            return "rejected"
        held = self.__dict__  # asked by most rules of every initiative: a look-up, not a call, for each stage
        return next(stage for stage in _FURTHEST_FIRST if held[stage] is not None)

    def reached(self, stage: Stage) -> date | None:
        """The day `stage` was reached, if it was."""
        day: date | None = getattr(self, stage)
        return day


class LegalBasis(Part):
    """A law or decision from outside that makes the initiative mandatory."""

    law: Text
    """Lagrum: the law, ordinance or decision."""
    in_force: Date
    """Gäller från: the day it is in force."""


class Transition(Part):
    """The movement the city wants: from where it is to where it wants to be."""

    today: Text
    """Från: how it is now."""
    wanted: Text
    """Till: how it shall be."""


class Effect(Part):
    """Something of somebody else's that the initiative touches, and whether they said they know (D4)."""

    record: Annotated[Id, RefTo("system", "object", "delivery", "administration")]
    """Post: what is touched."""
    how: Text
    """Hur: what will change for them."""
    changes: Flag = False
    """Ändras: true where the system itself is rebuilt or replaced, and not only called."""
    acknowledged_on: Date | None = None
    """Bekräftad: the day who answers for it acknowledged this."""
    acknowledged_by: Text | None = None
    """Bekräftad av: the role that did."""
    hours: Whole | None = None
    """Timmar: working hours that whoever answers for it must give, over the whole work."""


class CapabilityNeed(Part):
    """A capability that must be there."""

    capability: CapabilityRef
    """Förmåga: which one."""
    by: Literal["start", "go_live"] = "start"
    """Senast: needed at the start, or at go-live."""


class InitiativeNeed(Part):
    """Another initiative that must come first."""

    initiative: InitiativeRef
    """Initiativ: which one."""
    relation: Literal["finished_before_start", "same_period_allowed", "before_go_live"] = "finished_before_start"
    """Ordning: it is complete before the start, at latest in the same period, or before go-live."""
    lag_periods: Lag = 0
    """Väntetid: whole periods that must pass between."""


class FunctionNeed(Part):
    """A function or integration of an existing system that a contract must cover."""

    system: SystemRef
    """System: whose function it is."""
    function: FunctionRef
    """Funktion: from the controlled list."""
    by: Literal["start", "go_live"] = "go_live"
    """Senast: needed at the start, or at go-live."""


class ContractNeed(Part):
    """A contract that must be in force."""

    contract: ContractRef
    """Avtal: which one."""
    by: Literal["start", "go_live"] = "start"
    """Senast: needed at the start, or at go-live."""


class ProcurementNeed(Part):
    """Something that must be procured before a phase can begin."""

    what: Text
    """Vad: what is to be bought."""
    months: Months
    """Månader: how long the procurement takes."""
    before_phase: Number = 1
    """Före fas: the number of the phase that needs the contract, counted from 1."""
    contract: ContractRef | None = None
    """Avtal: the contract it leads to, or replaces."""
    begun_on: Date | None = None
    """Påbörjad: the first day of the work."""
    call_off: Flag = False
    """Avrop: true where nothing is tendered: an agreement that is there is used, or it is bought directly."""


class Needs(Part):
    """Everything the initiative needs from others."""

    capabilities: tuple[CapabilityNeed, ...] = ()
    """Förmågor: capabilities it builds on."""
    initiatives: tuple[InitiativeNeed, ...] = ()
    """Initiativ: those that must come first."""
    functions: tuple[FunctionNeed, ...] = ()
    """Funktioner: functions and integrations of existing systems."""
    contracts: tuple[ContractNeed, ...] = ()
    """Avtal: contracts that must be in force."""
    procurements: tuple[ProcurementNeed, ...] = ()
    """Upphandlingar: what must be bought first."""


class CostLine(Part):
    """One-off money, who pays it and from which budget."""

    what: Text
    """Vad: what the money is for, in a few words."""
    amount: Cost
    """Belopp: in kronor without VAT, at the price year's level."""
    funder: PayerRef
    """Finansiär: a funder, or the administration whose own budget pays."""
    pot: Pot = "operating"
    """Budget: operating or investment."""
    life_years: Years | None = None
    """Nyttjandeperiod: years of straight-line depreciation."""
    in_service: Date | None = None
    """Ianspråktagen: the first day of service, from which it costs."""


class OperatingCost(Part):
    """What it costs each year once it is in use."""

    what: Text
    """Vad: what the money is for, in a few words."""
    per_year: Cost
    """Per år: kronor for each year after go-live."""
    borne_by: Annotated[Id, RefTo("administration", "funder", "delivery")]
    """Bärs av: who pays it after go-live."""


class Range(Part):
    """A yearly amount that is not known exactly."""

    low: Cost
    """Lågt: kronor a year, if it goes poorly."""
    likely: Cost
    """Troligt: kronor a year, most likely."""
    high: Cost
    """Högt: kronor a year, if it goes well."""


class Measure(Part):
    """How one will know that the benefit came."""

    name: Text
    """Namn: what people call it, in Swedish."""
    unit: Text
    """Enhet: what the measure counts in."""
    baseline: Text | None = None
    """Utgångsvärde: before the change."""
    baseline_on: Date | None = None
    """Utgångsvärde mätt: the day it was taken."""
    target: Text | None = None
    """Målvärde: what shall be reached."""
    target_on: Date | None = None
    """Målvärde nås: the day it shall be reached."""


class Benefit(Part):
    """One effect for somebody: with a price, or shown openly beside (D5)."""

    name: Text
    """Namn: what people call it, in Swedish."""
    category: BenefitCategory
    """Nyttokategori: cashable, reallocation, quality, citizen, law, security or environment."""
    valued: Flag
    """Värderad: true where it carries a price, which `per_year` then gives."""
    receiver: Annotated[Id, RefTo("administration")] | None = None
    """Mottagare: the administration that gets it; left out where citizens do."""
    per_year: Range | None = None
    """Per år: kronor for each year after go-live."""
    points: Points | None = None
    """Poäng: 1 to 5, the weight of a benefit without a price."""
    ramp: Annotated[tuple[Share, ...], NotEmpty] = (Fraction(1),)
    """Upptrappning: share reached in the first year after go-live, the second, and so on; the last one stays."""
    measure: Measure | None = None
    """Mått: how one will know."""
    owner: Text | None = None
    """Nyttoägare: the role that answers for taking it home."""
    budget_effect: BudgetEffect | None = None
    """Budgeteffekt: what a cashable benefit does to the frame."""
    words: Text | None = None
    """I ord: what the benefit is, for whom."""
    gap_agreement: Text | None = None
    """Överenskommelse om glappet: how cost here and benefit there is bridged (D28)."""


class StandAlone(Part):
    """What a prototype or pilot phase gives by itself, where the rest is never done (D13, D38)."""

    question: Text
    """Fråga: what it should find out."""
    benefits: tuple[Benefit, ...] = ()
    """Nyttor: what it gives, to whom."""


class Phase(Part):
    """A stretch of work. Hours and money are spread evenly over its periods."""

    name: Text
    """Namn: what people call it, in Swedish."""
    periods: Length
    """Längd: whole periods (quarters, or months where the city plans so)."""
    hours: Annotated[Mapping[CompetenceRef, Whole], Frozen] = {}
    """Timmar: of each shared pool, over the whole phase."""
    costs: tuple[CostLine, ...] = ()
    """Kostnader: one-off money over the whole phase."""
    may_stand_alone: StandAlone | None = None
    """Kan stå för sig: for a prototype or pilot that may be done, with the phases before it, without the rest (D13)."""


class Risk(Part):
    """Something that may go wrong."""

    what: Text
    """Vad: what may go wrong."""
    likelihood: Degree
    """Sannolikhet: low, medium or high."""
    consequence: Degree
    """Konsekvens: low, medium or high."""
    response: Text | None = None
    """Åtgärd: what is done about it."""


class Window(Part):
    """When it may happen."""

    earliest_start: PeriodField | None = None
    """Tidigast start: the first period in which work may begin."""
    latest_end: PeriodField | None = None
    """Senast klar: the last period in which work may end."""


class TakeUp(Part):
    """How many are expected to use a shared platform (D37)."""

    administration: AdministrationRef
    """Förvaltning: who takes it up."""
    year: Year
    """År: the calendar year."""
    users: Whole
    """Användare: how many people use it."""


class Handover(Part):
    """Where the result goes when the work is done."""

    object: ObjectRef
    """Objekt: the system-management object that receives it."""
    agreed_on: Date | None = None
    """Överenskommet: the day the object agreed."""
    terms: Text | None = None
    """Villkor: what the object asked for when it agreed."""


class PilotResult(Part):
    """What a prototype or pilot found out (D38)."""

    question: Text
    """Fråga: what it should find out."""
    result: Text
    """Resultat: what it found."""
    recommendation: Text
    """Rekommendation: what should follow."""


class Alternative(Part):
    """Another way to do the same, such as a lower ambition; at most one way is done."""

    id: Id
    """Id: the name other records refer to; the file is called the same. Never reused."""
    name: Text
    """Namn: what people call it, in Swedish."""
    phases: Annotated[tuple[Phase, ...], NotEmpty]
    """Faser: the stretches of work, one after the other."""
    operating_costs: tuple[OperatingCost, ...] = ()
    """Driftkostnader: yearly costs after go-live."""
    benefits: tuple[Benefit, ...] = ()
    """Nyttor: what it gives, to whom."""


class Estimate(Part):
    """How sure the figures are."""

    maturity: Maturity
    """Mognad: idea, rough, calculated or tendered."""
    plus_minus: Share
    """Osäkerhet: how much the cost may differ, up or down."""


class Initiative(Record):
    """A wish to change something, from an administration or from IT."""

    summary: Text
    """Sammanfattning: what it is, in a few sentences."""
    proposed_by: AdministrationRef
    """Föreslås av: the administration that raises it."""
    track: Track
    """Spår: prototype, pilot, platform, new delivery, system change or business development."""
    registry_number: Text | None = None
    """Diarienummer: where the case is registered."""
    stages: Stages
    """Skeden: the day each stage was reached."""
    anchoring: Anchoring | None = None
    """Förankring: in the management and with the finance chief."""
    legal_basis: LegalBasis | None = None
    """Laglig grund: the law that asks for it."""
    deadline: PeriodField | None = None
    """Tvingande slutdatum: the last period in which it must be finished; makes the initiative mandatory."""
    goals: tuple[GoalRef, ...] = ()
    """Mål: goals it serves."""
    transition: Transition | None = None
    """Förflyttning: from where to where."""
    scope_on: Date | None = None
    """Omfattning fastställd: the day the scope was last changed; who acknowledged it earlier does so anew."""
    affects: tuple[Effect, ...] = ()
    """Påverkar: what of others' it touches."""
    needs: Needs = Needs()
    """Behov: what it needs from others."""
    phases: Annotated[tuple[Phase, ...], NotEmpty]
    """Faser: the stretches of work, one after the other."""
    operating_costs: tuple[OperatingCost, ...] = ()
    """Driftkostnader: yearly costs after go-live."""
    provides: tuple[CapabilityRef, ...] = ()
    """Ger förmågor: capabilities that are there from its go-live."""
    take_up: tuple[TakeUp, ...] = ()
    """Förväntad anslutning: users per administration and year."""
    alternatives: tuple[Alternative, ...] = ()
    """Alternativ: other ways to do the same; at most one way is done."""
    excludes: tuple[InitiativeRef, ...] = ()
    """Utesluter: initiatives that cannot be done as well."""
    together_with: tuple[InitiativeRef, ...] = ()
    """Tillsammans med: initiatives that are done all, or none of them."""
    large_change_for: tuple[AdministrationRef, ...] = ()
    """Stor förändring för: administrations that must absorb a large change while it runs."""
    started_in: PeriodField | None = None
    """Startade: the period in which work actually began."""
    benefits: tuple[Benefit, ...] = ()
    """Nyttor: what it gives, to whom."""
    risks: tuple[Risk, ...] = ()
    """Risker: what may go wrong."""
    security_gap: Annotated[Text | None, Shown("restricted")] = None
    """Säkerhetsbrist: the weakness it mends."""
    window: Window = Window()
    """Tidsfönster: earliest start and latest end."""
    handover: Handover | None = None
    """Överlämning: the object that receives the result."""
    estimate: Estimate | None = None
    """Skattning: how sure the figures are."""
    pilot_result: PilotResult | None = None
    """Pilotens resultat: question, result and recommendation."""
    executor: Text | None = None
    """Genomförs av: the role that carries it out."""

    @model_validator(mode="after")
    def _ways_are_distinct(self) -> Self:
        ids = ["base", "pilot", *(alternative.id for alternative in self.alternatives)]
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice is not None:
            raise BadValue(
                msg(
                    "two ways of doing it are called “{id}” (“base” is the initiative's own, "
                    "“pilot” the phases that may stand alone)",
                    id=twice,
                )
            )
        return self

    @model_validator(mode="after")
    def _procurements_come_before_a_phase(self) -> Self:
        for need in self.needs.procurements:
            if need.before_phase > len(self.phases):
                raise BadValue(
                    msg(
                        "a procurement is needed before phase {number}, but there are {count} phases",
                        number=need.before_phase,
                        count=len(self.phases),
                    )
                )
        return self
