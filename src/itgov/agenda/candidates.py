"""Which competing initiatives can be chosen at all, when, and why the others cannot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from itgov.agenda.standing import Standing
from itgov.agenda.timeline import Timeline
from itgov.agenda.window import Facts, Route, Span, no_start, span_of
from itgov.agenda.work import Way
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.initiative import Initiative


@dataclass(frozen=True, slots=True)
class Permitted:
    """A competing initiative that can be chosen: its starts by way, and whether the agenda must hold it (and why)."""

    id: str
    starts: Mapping[str, range]
    mandatory: Message | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A competing initiative that cannot be chosen, whatever else is, and the first reason found.

    `routes` are the keys in its record that the reason rests on.
    """

    id: str
    reason: Message
    mandatory: Message | None
    routes: tuple[Route, ...] = ()


_Reason = tuple[Message, tuple[Route, ...]]


def permitted(
    city: City, facts: Facts, standing: Standing, ways: Mapping[str, tuple[Way, ...]]
) -> tuple[dict[str, Permitted], tuple[LeftOut, ...]]:
    """The competing initiatives that can be chosen, by id, and the others with their reasons.

    Leaving one out may take away what another needs, so it goes on until nothing changes.
    """
    why: dict[str, _Reason] = {}
    starts: dict[str, dict[str, range]] = {}
    while True:
        still = facts_without(facts, why)
        found: dict[str, _Reason] = {}
        for one in standing.competing:
            if one not in why:
                initiative = city.initiatives[one]
                spans = {way.id: span_of(initiative, way, still) for way in ways[one]}
                starts[one] = {way: span.starts for way, span in spans.items() if span.starts}
                reason = _obstacle(initiative, city, still, standing) or _no_span(spans, still)
                if reason is not None:
                    found[one] = reason
        if not found:
            break
        why |= found
    must = {one: _mandatory(city.initiatives[one], city, facts.timeline, standing) for one in standing.competing}
    may = {one: Permitted(one, starts[one], must[one]) for one in standing.competing if one not in why}
    return may, tuple(LeftOut(one, why[one][0], must[one], why[one][1]) for one in sorted(why))


def facts_without(facts: Facts, left_out: Collection[str]) -> Facts:
    """The same facts once some initiatives can no longer come."""
    return Facts(facts.timeline, facts.ready, facts.open - set(left_out), facts.offers)


def late_deadline(initiative: Initiative, timeline: Timeline) -> Message | None:
    """What is to be told of a deadline after the agenda, which makes nothing mandatory yet; None for others."""
    if initiative.deadline is None or timeline.end(initiative.deadline) <= timeline.count:
        return None
    return msg("its deadline, {deadline}, is after the end of the agenda", deadline=str(initiative.deadline))


def _mandatory(initiative: Initiative, city: City, timeline: Timeline, standing: Standing) -> Message | None:
    if initiative.deadline is not None and timeline.end(initiative.deadline) <= timeline.count:
        return msg("it must be finished by the end of {deadline}", deadline=str(initiative.deadline))
    for partner in partners(initiative, city):
        if partner in standing.running:
            return msg("it is done together with {partner}, which is under way", partner=partner)
    return None


def partners(initiative: Initiative, city: City) -> tuple[str, ...]:
    """Those it is done together with, whichever of the records says so, sorted."""
    named = set(initiative.together_with)
    named |= {other.id for other in city.initiatives.values() if initiative.id in other.together_with}
    return tuple(sorted(named - {initiative.id}))


def rivals(initiative: Initiative, city: City) -> tuple[str, ...]:
    """Those it excludes or is excluded by, sorted."""
    named = set(initiative.excludes)
    named |= {other.id for other in city.initiatives.values() if initiative.id in other.excludes}
    return tuple(sorted(named - {initiative.id}))


def _obstacle(initiative: Initiative, city: City, facts: Facts, standing: Standing) -> _Reason | None:
    for index, need in enumerate(initiative.needs.initiatives):
        if need.initiative not in facts.ready and need.initiative not in facts.open:
            why = _why_never(need.initiative, standing)
            text = msg("it needs {initiative}, {why}", initiative=need.initiative, why=why)
            return text, (("needs", "initiatives", index),)
    for index, built_on in enumerate(initiative.needs.capabilities):
        given = facts.given_from(built_on.capability) is not None
        if not given and not facts.open_providers(initiative.id, built_on.capability):
            return _no_provider(built_on.capability, facts, standing), (("needs", "capabilities", index),)
    for partner in partners(initiative, city):
        if partner not in facts.ready and partner not in facts.open:
            text = msg("it is done together with {partner}, {why}", partner=partner, why=_why_never(partner, standing))
            return text, (("together_with",),)
    for rival in rivals(initiative, city):
        if rival in facts.ready:
            text = msg("it cannot be done beside {rival}, which is done, under way or fixed in", rival=rival)
            return text, (("excludes",),)
    return None


def _no_provider(capability: str, facts: Facts, standing: Standing) -> Message:
    offer = facts.offers.get(capability)
    if offer is None or not offer.initiatives:
        return msg("it needs the capability {capability}, which nothing gives", capability=capability)
    first = offer.initiatives[0]
    return msg(
        "it needs the capability {capability}, which only {initiative} would give, {why}",
        capability=capability,
        initiative=", ".join(offer.initiatives),
        why=_why_never(first, standing),
    )


def _why_never(one: str, standing: Standing) -> Message:
    if one in standing.unanchored:
        return msg("which is not anchored")
    if one in standing.gone:
        return msg("which is rejected or withdrawn")
    if one in standing.own:
        return msg("which has no place in the agenda")
    if one in standing.competing:
        return msg("which cannot be in the agenda itself")
    return msg("which no record knows")


def _no_span(spans: Mapping[str, Span], facts: Facts) -> _Reason | None:
    if any(span.starts for span in spans.values()):
        return None
    span = next(iter(spans.values()))
    routes = tuple(limit.route for limit in (span.earliest, span.latest) if limit.route)
    return no_start(span, facts.timeline), routes
