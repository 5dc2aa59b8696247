"""The development agenda in its six parts: transitions, effects, activities, economy, dependencies, prerequisites (D7).

It opens with the half page a head of administration needs: what is proposed, what it
costs whom, what is left out and why, and what we do not know. Proof and method are at
the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from itgov.message import Message
from itgov.model.money import round_half_up
from itgov.report.activity import Activity, activities
from itgov.report.agenda_economy import EconomyView, economy_view
from itgov.report.agenda_effects import EffectsView, effects_view
from itgov.report.agenda_needs import NeedsView, needs_view
from itgov.report.explained import ExplainedRow, explained
from itgov.report.labels import POT, STAGE, STATUS, TRACK
from itgov.report.material import Material, Name
from itgov.report.page import Sheet

if TYPE_CHECKING:
    from datetime import date

    from itgov.agenda.plan import NotChosen, Plan
    from itgov.agenda.valuation import Parts

_NAMED = 5
"""How many of what is left out the first half page names: the largest, ties by id."""
_GAP_DECIMALS = 5
"""Decimals of the gap as a share: three of a per cent."""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity for the table and the chart; `begins` and `goes_live` are days, for the chart."""

    name: Name
    way: str | None
    administration: Name
    track: Message
    stage: Message
    start: str | None
    end: str | None
    go_live: str | None
    begins: date | None
    goes_live: date | None
    one_off_ore: int
    operating_ore: int
    net_ore: int
    mandatory: Message | None
    postponed_by: int
    notes: tuple[Message, ...]
    pots: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """What the readers may not know of, as one line: how many, and their sums in öre."""

    count: int
    one_off_ore: int
    operating_ore: int
    net_ore: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One initiative that is not in the agenda, and why; `one_off_ore` is what it would cost."""

    name: Name
    administration: Name
    one_off_ore: int
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """What we do not know: öre that the one-off cost may differ either way, and how many initiatives say nothing."""

    cost_ore: int
    without_estimate: int
    requested_ore: int


@dataclass(frozen=True, slots=True)
class ProofView:
    """How the plan was found and how good it is proven to be; amounts in öre."""

    status: Message
    value_ore: int | None
    bound_ore: int | None
    gap: Fraction | None
    gap_asked: Fraction
    ranking_ore: int | None
    ranking_with_needs_ore: int | None
    solver: str
    nodes: int
    digest: str


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The whole agenda for its readers. `parts` adds up the chosen initiatives over the evaluation years."""

    city: str
    first: str
    last: str
    first_year: str
    price_year: str
    found: bool
    obstacles: tuple[Message, ...]
    chosen: tuple[ActivityRow, ...]
    chosen_hidden: Together | None
    chosen_count: int
    mandatory_count: int
    postponed_count: int
    under_way: tuple[ActivityRow, ...]
    own: tuple[ActivityRow, ...]
    sections: tuple[tuple[Name, tuple[ActivityRow, ...]], ...]
    one_off_ore: int
    operating_ore: int
    parts: Parts
    evaluation_years: int
    unsure: Unsure
    effects: EffectsView
    economy: EconomyView
    needs: NeedsView
    largest_left_out: tuple[Name, ...]
    left_out: tuple[LeftOut, ...]
    left_out_hidden: int
    explained_out: tuple[ExplainedRow, ...]
    explained_late: tuple[ExplainedRow, ...]
    not_ready: tuple[LeftOut, ...]
    discount_rate: Fraction
    reserve_hours: tuple[Fraction, ...]
    reserve_money: tuple[Fraction, ...]
    carry_over: tuple[Message, ...]
    large_changes: int
    unpriced_rate_ore: int | None
    proof: ProofView


def sheets(material: Material) -> tuple[Sheet, ...]:
    """One page, agenda.md; none without a plan."""
    if material.plan is None:
        return ()
    seen = material.seen
    behind = (
        *seen.initiatives,
        *seen.funders,
        *seen.competences,
        *seen.goals,
        *seen.administrations,
        *seen.capabilities,
    )
    return (material.sheet("agenda.md", "agenda.md.j2", agenda_view(material, material.plan), behind),)


def agenda_view(material: Material, plan: Plan) -> AgendaView:
    """Activities by start and then id; what is left out by id."""
    work = activities(material, plan)
    chosen = [one for one in work if one.kind == "chosen"]
    economy = economy_view(material, plan)
    settings = plan.settings
    out = [one for one in plan.not_chosen if one.judged]
    left_out = tuple(_left_out(material, one) for one in out if material.shows(one.id))
    return AgendaView(
        city=settings.name,
        first=str(plan.horizon.first),
        last=str(plan.horizon.last),
        first_year=str(plan.horizon.first.year),
        price_year=str(settings.price_year),
        found=plan.value is not None,
        obstacles=tuple(material.told(one.message) for one in plan.obstacles),
        chosen=_rows(material, work, "chosen"),
        chosen_hidden=_together([one for one in chosen if one.seen is None]),
        chosen_count=len(chosen),
        mandatory_count=sum(one.mandatory is not None for one in chosen),
        postponed_count=sum(one.postponed_by > 0 for one in chosen),
        under_way=_rows(material, work, "under_way"),
        own=_rows(material, work, "own"),
        sections=_sections(material, work),
        one_off_ore=sum(one.one_off_ore for one in chosen),
        operating_ore=sum(one.operating_ore for one in chosen),
        parts=plan.parts,
        evaluation_years=settings.evaluation_years,
        unsure=_unsure(chosen, economy),
        effects=effects_view(material, tuple(one for one in work if one.kind != "own"), tuple(chosen)),
        economy=economy,
        needs=needs_view(material, work),
        largest_left_out=tuple(one.name for one in sorted(left_out, key=lambda one: -one.one_off_ore)[:_NAMED]),
        left_out=left_out,
        left_out_hidden=sum(not material.shows(one.id) for one in out),
        explained_out=explained(material, "not_chosen"),
        explained_late=explained(material, "moved"),
        not_ready=tuple(
            _left_out(material, one) for one in plan.not_chosen if not one.judged and material.shows(one.id)
        ),
        discount_rate=settings.discount_rate,
        reserve_hours=settings.reserve.hours,
        reserve_money=settings.reserve.money,
        carry_over=tuple(POT[pot] for pot in settings.carry_over.pots),
        large_changes=settings.large_changes_at_once,
        unpriced_rate_ore=settings.unpriced_rate,
        proof=_proof(plan),
    )


def _rows(material: Material, work: tuple[Activity, ...], kind: str) -> tuple[ActivityRow, ...]:
    return tuple(_row(material, one) for one in work if one.kind == kind and one.seen is not None)


def _row(material: Material, one: Activity) -> ActivityRow:
    return ActivityRow(
        name=one.name,
        way=one.way_name,
        administration=material.short(one.full.proposed_by),
        track=TRACK[one.full.track],
        stage=STAGE[one.full.stages.current],
        start=str(one.start) if one.start else None,
        end=str(one.end) if one.end else None,
        go_live=str(one.go_live) if one.go_live else None,
        begins=one.start.first_day if one.start else None,
        goes_live=one.go_live.first_day if one.go_live else None,
        one_off_ore=one.one_off_ore,
        operating_ore=one.operating_ore,
        net_ore=one.parts.total,
        mandatory=one.mandatory,
        postponed_by=one.postponed_by,
        notes=one.notes,
        pots=tuple(POT[pot] for pot in sorted({pot for _, pot in one.way.money})),
    )


def _together(hidden: list[Activity]) -> Together | None:
    if not hidden:
        return None
    return Together(
        count=len(hidden),
        one_off_ore=sum(one.one_off_ore for one in hidden),
        operating_ore=sum(one.operating_ore for one in hidden),
        net_ore=sum(one.parts.total for one in hidden),
    )


def _sections(material: Material, work: tuple[Activity, ...]) -> tuple[tuple[Name, tuple[ActivityRow, ...]], ...]:
    """What has a place in time, by proposing administration, for the chart."""
    placed = [one for one in work if one.seen is not None and one.start and one.go_live]
    proposers = sorted({one.full.proposed_by for one in placed})
    return tuple(
        (material.name(proposer), tuple(_row(material, one) for one in placed if one.full.proposed_by == proposer))
        for proposer in proposers
    )


def _unsure(chosen: list[Activity], economy: EconomyView) -> Unsure:
    """As if every estimate erred the same way, by all it allows."""
    known = [(one.one_off_ore, one.plus_minus) for one in chosen if one.plus_minus is not None]
    return Unsure(
        cost_ore=sum(round_half_up(abs(ore) * share) for ore, share in known),
        without_estimate=len(chosen) - len(known),
        requested_ore=economy.requested_ore,
    )


def _left_out(material: Material, one: NotChosen) -> LeftOut:
    initiative = material.seen.initiatives[one.id]
    full = material.city.initiatives[one.id]
    return LeftOut(
        name=initiative.name,
        administration=material.short(initiative.proposed_by),
        one_off_ore=sum(line.amount for phase in full.phases for line in phase.costs),
        reasons=tuple(material.told(reason) for reason in one.reasons),
    )


def _proof(plan: Plan) -> ProofView:
    return ProofView(
        status=STATUS[plan.status],
        value_ore=plan.value,
        bound_ore=plan.bound,
        # Rounded up to what the page shows, so that it never promises more than is proven.
        gap=None if plan.gap is None else Fraction(ceil(plan.gap * 10**_GAP_DECIMALS), 10**_GAP_DECIMALS),
        gap_asked=plan.gap_asked,
        ranking_ore=plan.ranking_value,
        ranking_with_needs_ore=plan.ranking_with_needs,
        solver=plan.solver,
        nodes=plan.nodes,
        digest=plan.digest,
    )
