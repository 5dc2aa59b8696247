"""What the agenda waits for and rests on: dependencies, conditions, risks (D4, D7, D8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from itgov.message import Message, msg
from itgov.model.initiative import Initiative
from itgov.model.planning import provided_since
from itgov.report.activity import Activity
from itgov.report.labels import DEGREE, NEED_BY, RELATION
from itgov.report.material import Material, Name


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that an initiative waits for: what, when it must be there, and when it comes as far as is known."""

    initiative: Name
    what: Name
    due: Message | None
    comes: Message | None


@dataclass(frozen=True, slots=True)
class Provided:
    """A capability that the agenda brings, by whom, and from when."""

    capability: Name
    initiative: Name
    since: str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold: a decision's condition, terms of a handover, or a law."""

    initiative: Name
    what: str
    source: Message


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody whose things an initiative touches and who has not said that they know."""

    initiative: Name
    touched: Name
    how: str


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk that weighs: high likelihood or high consequence."""

    initiative: Name
    what: str
    likelihood: Message
    consequence: Message
    response: str | None


@dataclass(frozen=True, slots=True)
class NeedsView:
    """All that the agenda waits for and rests on."""

    waits: tuple[Wait, ...]
    provided: tuple[Provided, ...]
    conditions: tuple[Condition, ...]
    silent: tuple[Silent, ...]
    risks: tuple[RiskRow, ...]
    risks_in_all: int


def needs_view(material: Material, work: tuple[Activity, ...]) -> NeedsView:
    """In the order of the work; the heaviest risks first, then by the order of the work."""
    seen = [(one, one.seen) for one in work if one.seen is not None]
    by_id = {one.id: one for one in work}
    risks = [row for one, initiative in seen for row in _risks(one, initiative)]
    return NeedsView(
        waits=tuple(wait for one, initiative in seen for wait in _waits(material, one, initiative, by_id)),
        provided=tuple(
            Provided(material.name(capability), one.name, str(one.go_live) if one.go_live else None)
            for one, initiative in seen
            if one.way.delivers
            for capability in initiative.provides
        ),
        conditions=tuple(condition for one, initiative in seen for condition in _conditions(material, one, initiative)),
        silent=tuple(
            Silent(one.name, material.name(effect.record), effect.how)
            for one, initiative in seen
            for effect in initiative.affects
            if effect.acknowledged_on is None and effect.record not in material.city.administrations
        ),
        risks=tuple(row for weight, row in sorted(risks, key=lambda item: -item[0]) if weight),
        risks_in_all=len(risks),
    )


def _waits(material: Material, one: Activity, initiative: Initiative, by_id: dict[str, Activity]) -> Iterator[Wait]:
    for need in initiative.needs.initiatives:
        comes = _comes(material, need.initiative, by_id)
        yield Wait(one.name, material.name(need.initiative), RELATION[need.relation], comes)
    for built_on in initiative.needs.capabilities:
        comes = _capability_comes(material, built_on.capability, by_id.values())
        yield Wait(one.name, material.name(built_on.capability), NEED_BY[built_on.by], comes)
    for function in initiative.needs.functions:
        known = material.seen.functions.get(function.function)
        what = msg(
            "{function} in {system}",
            function=known.name if known else function.function,
            system=material.name(function.system),
        )
        yield Wait(one.name, what, msg("covered by a contract"), None)
    for procurement in initiative.needs.procurements:
        yield Wait(
            one.name,
            procurement.what,
            _before(procurement.before_phase),
            _takes(procurement.months, procurement.begun_on),
        )


def _before(phase: int) -> Message:
    return msg("procured before phase {number}", number=phase)


def _takes(months: int, begun_on: date | None) -> Message:
    if begun_on is None:
        return msg("takes {months} months, not yet begun", months=months)
    return msg("takes {months} months, begun {day}", months=months, day=str(begun_on))


def _comes(material: Material, initiative_id: str, by_id: dict[str, Activity]) -> Message | None:
    in_plan = by_id.get(initiative_id)
    if in_plan is not None and in_plan.way.delivers:
        return msg("from {period}", period=str(in_plan.go_live)) if in_plan.go_live else None
    record = material.seen.initiatives.get(initiative_id)
    in_use = record.stages.in_operation if record is not None else None
    return msg("in use since {day}", day=str(in_use)) if in_use else None


def _capability_comes(material: Material, capability_id: str, work: Iterable[Activity]) -> Message | None:
    """From systems and deliveries that give it, else the first in the agenda that brings it."""
    capability = material.seen.capabilities.get(capability_id)
    given = [one for one in capability.provided_by if one.by not in material.city.initiatives] if capability else []
    days = [day for one in given if (day := provided_since(material.seen, one)) is not None]
    if given:
        return msg("given since {day}", day=str(min(days))) if len(days) == len(given) else msg("given today")
    named = {one.by for one in capability.provided_by} if capability else set()
    bringing = [
        one
        for one in work
        if one.go_live and one.way.delivers and (capability_id in one.full.provides or one.id in named)
    ]
    first = min(bringing, key=lambda one: (one.go_live.ordinal if one.go_live else 0, one.id), default=None)
    if first is None:
        return None
    return msg("from {period}, by {initiative}", period=str(first.go_live), initiative=first.name)


def _conditions(material: Material, one: Activity, initiative: Initiative) -> Iterator[Condition]:
    if initiative.legal_basis is not None:
        in_force = msg("law, in force {day}", day=str(initiative.legal_basis.in_force))
        yield Condition(one.name, initiative.legal_basis.law, in_force)
    for decision in sorted(material.seen.decisions.values(), key=lambda decision: (decision.on, decision.id)):
        if any(ruling.record == one.id for ruling in decision.rulings):
            source = msg("decision {number}, {day}", number=decision.registry_number, day=str(decision.on))
            for text in decision.conditions:
                yield Condition(one.name, text, source)
    handover = initiative.handover
    if handover is not None and handover.terms:
        yield Condition(one.name, handover.terms, msg("handover to {object}", object=material.name(handover.object)))


def _risks(one: Activity, initiative: Initiative) -> Iterator[tuple[int, RiskRow]]:
    """Each risk with its weight: 2 where both are high, 1 where one is, 0 for the others."""
    for risk in initiative.risks:
        weight = (risk.likelihood == "high") + (risk.consequence == "high")
        row = RiskRow(one.name, risk.what, DEGREE[risk.likelihood], DEGREE[risk.consequence], risk.response)
        yield weight, row
