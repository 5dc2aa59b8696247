"""Capabilities: what an initiative builds on is there when it is needed, and as long (D4).

Mobility in home care failed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from itgov.check.chain import Link, longest_chain
from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.describe import field, named
from itgov.model.initiative import CapabilityNeed, Initiative, Stages
from itgov.model.period import Period, first_period_from
from itgov.model.planning import earliest_go_live, is_alive, latest_need, provided_since, providers


def _capabilities_in_time(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not is_alive(initiative):
        return
    for index, need in enumerate(initiative.needs.capabilities):
        if need.capability in city.capabilities:
            fault = _too_late(city, initiative, index, need)
            if fault is not None:
                yield fault


def _too_late(city: City, initiative: Initiative, index: int, need: CapabilityNeed) -> Fault | None:
    needed = latest_need(city, initiative, need.by)
    if any(offer.serves(needed) for offer in _ready(city, need.capability, initiative)):
        return None
    ready = list(_ready(city, need.capability, initiative))
    at = At(initiative.id, ("needs", "capabilities", index, "capability"))
    when = _when(need.by, needed)
    retired = [offer for offer in ready if offer.since <= needed]
    if retired:
        return _retires_before(city, at, need.capability, when, max(retired, key=lambda offer: offer.last_day))
    if ready:
        first = min(ready, key=lambda offer: (offer.since, offer.provider))
        return _provided_later(city, at, need.capability, when, first)
    ideas = [one for one in providers(city, need.capability) if one.id != initiative.id]
    return _only_ideas(at, need.capability, when, ideas) if ideas else _never_provided(at, need.capability, when)


def _when(by: Literal["start", "go_live"], needed: Period) -> Message:
    if by == "start":
        return msg("at its start, {period} at the latest", period=str(needed))
    return msg("at its go-live, {period} at the latest", period=str(needed))


def _never_provided(at: At, capability: str, when: Message) -> Fault:
    return Fault(
        at,
        msg(
            "“{id}” needs the capability “{capability}” {when}, and nothing provides it",
            id=at.record,
            capability=capability,
            when=when,
        ),
        msg(
            "find or propose an initiative with it under {provides}, and put that first under {needs}",
            provides=field(Initiative, "provides"),
            needs=field(Initiative, "needs"),
        ),
        (_capability(capability),),
    )


def _only_ideas(at: At, capability: str, when: Message, ideas: list[Initiative]) -> Fault:
    promising = named(one.id for one in ideas)
    return Fault(
        at,
        msg(
            "“{id}” needs the capability “{capability}” {when}, and only {providers} is to provide it, "
            "which is at the stage {stage}: too early to count on",
            id=at.record,
            capability=capability,
            when=when,
            providers=promising,
            stage=field(Stages, "idea"),
        ),
        msg(
            "let {providers} be anchored and planned before this one, or find something else that provides it",
            providers=promising,
        ),
        (
            _capability(capability),
            *(Related(At(one.id, ("stages",), key=True), msg("its stages are here")) for one in ideas),
        ),
    )


def _provided_later(city: City, at: At, capability: str, when: Message, offer: Offer) -> Fault:
    return Fault(
        at,
        msg(
            "“{id}” needs the capability “{capability}” {when}, "
            "but “{provider}” provides it in {first} at the earliest",
            id=at.record,
            capability=capability,
            when=when,
            provider=offer.provider,
            first=str(offer.since),
        ),
        msg("plan it later, or bring the provider forward together with those who answer for it"),
        (
            _capability(capability),
            Related(_begins(city, offer), msg("this is the provider")),
            *map(_before, offer.after),
        ),
    )


def _begins(city: City, offer: Offer) -> At:
    """Where the provider itself says from when it is there, if that is what holds it back."""
    if offer.day is None:
        return At(offer.provider)
    if offer.provider in city.deliveries:
        held = city.deliveries[offer.provider].starts_on == offer.day
        return At(offer.provider, ("starts_on",) if held else ())
    life = city.systems[offer.provider].lifecycle
    held = life is not None and life.in_use_since == offer.day
    return At(offer.provider, ("lifecycle", "in_use_since") if held else ())


def _before(link: Link) -> Related:
    return Related(
        At(link.id, ("phases",), key=True),
        msg("this can be finished in {period} at the earliest", period=str(link.ready.plus(-1))),
    )


def _retires_before(city: City, at: At, capability: str, when: Message, offer: Offer) -> Fault:
    route = ("retires_on",) if offer.provider in city.deliveries else ("lifecycle", "retires_on")
    return Fault(
        at,
        msg(
            "“{id}” needs the capability “{capability}” {when}, but “{provider}”, which provides it, retires on {day}",
            id=at.record,
            capability=capability,
            when=when,
            provider=offer.provider,
            day=offer.last_day.isoformat(),
        ),
        msg("let something that stays provide it, or agree that the provider is kept as long as it is needed"),
        (_capability(capability), Related(At(offer.provider, route), msg("the day it retires is here"))),
    )


def _capability(capability_id: str) -> Related:
    return Related(At(capability_id), msg("this is the capability"))


@dataclass(frozen=True, slots=True)
class Offer:
    """Who gives a capability, from which period at the earliest, and until which day (the last where none is set).

    `day` is the first day that a system or a delivery gives it, where one is on record; `after` what an initiative
    must wait for first.
    """

    provider: str
    since: Period
    last_day: date = date.max
    day: date | None = None
    after: tuple[Link, ...] = ()

    def serves(self, needed: Period) -> bool:
        """Whether it is there when the period begins."""
        return self.since <= needed and self.last_day >= needed.first_day


def _ready(city: City, capability_id: str, asking: Initiative) -> Iterator[Offer]:
    per_year = city.settings.plan.first.per_year
    for provision in city.capabilities[capability_id].provided_by:
        if provision.by in city.systems or provision.by in city.deliveries:
            day = provided_since(city, provision)
            since = first_period_from(day or date.min, per_year)
            yield Offer(provision.by, since, _retires_on(city, provision.by) or date.max, day)
    for provider in providers(city, capability_id):
        if provider.id != asking.id and provider.stages.current != "idea":
            yield _promised(city, provider, asking)


def _promised(city: City, provider: Initiative, asking: Initiative) -> Offer:
    chain = longest_chain(city, provider)
    if any(link.id == asking.id for link in chain):
        # They wait for each other: that is another rule's matter.
        return Offer(provider.id, earliest_go_live(city, provider))
    return Offer(provider.id, chain[-1].ready, after=chain[:-1])


def _retires_on(city: City, provider_id: str) -> date | None:
    if provider_id in city.deliveries:
        return city.deliveries[provider_id].retires_on
    life = city.systems[provider_id].lifecycle
    return life.retires_on if life is not None else None


CAPABILITY_NOT_PROVIDED_IN_TIME = Rule(
    "COO001",
    "capability-not-provided-in-time",
    "error",
    "D4",
    msg(
        "Mobility in home care was decided although security, identity and mobility lacked what it needed: "
        "the project stood still while others built what nobody had planned."
    ),
    msg("Let the initiative that provides the capability come first, or plan this one later."),
    bad="data/initiatives/init-a.yaml:\n  needs: {capabilities: [{capability: formaga-saknas}]}\n",
    good="data/initiatives/init-a.yaml:\n  needs: {capabilities: [{capability: formaga-finns}]}\n",
    over=(Initiative,),
    find=_capabilities_in_time,
    misses=("initiative", "system", "delivery"),
)

CAPABILITY_RULES: tuple[Rule, ...] = (CAPABILITY_NOT_PROVIDED_IN_TIME,)
