"""When an initiative may run: its own window, procurements, and what fixed work and capabilities allow.

Only limits that hold whatever is chosen are here; what depends on the choice becomes
precedences of the problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from itgov.agenda.problem import Relation
from itgov.agenda.standing import Offer
from itgov.agenda.timeline import Timeline, months_after
from itgov.agenda.work import Way
from itgov.message import Message, msg
from itgov.model.initiative import Initiative
from itgov.model.period import lasting

Route = tuple[str | int, ...]
"""Keys in a record, from the outermost."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A place (period from 0, or open end), what sets it, and the keys in the initiative that lead there.

    The route is empty where the agenda itself sets it.
    """

    place: int
    why: Message
    route: Route = ()


@dataclass(frozen=True, slots=True)
class Span:
    """The first start and the last end (open) that one way has, and the reasons for both."""

    earliest: Limit
    latest: Limit
    length: int

    @property
    def starts(self) -> range:
        """Every start that keeps both."""
        return range(self.earliest.place, self.latest.place - self.length + 1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is settled before anything is chosen.

    `ready`: for done, running and own initiatives, the period from which their result is there.
    `open`: competing initiatives, which may still come. `offers`: who gives each capability.
    """

    timeline: Timeline
    ready: Mapping[str, int]
    open: frozenset[str]
    offers: Mapping[str, Offer]

    def given_from(self, capability: str) -> int | None:
        """The period from which a capability is there whatever is chosen; None where that is never."""
        offer = self.offers.get(capability, Offer(None, ()))
        places = [self.ready[one] for one in offer.initiatives if one in self.ready]
        places += [offer.since] if offer.since is not None else []
        return min(places, default=None)

    def open_providers(self, initiative: str, capability: str) -> tuple[str, ...]:
        """Competing initiatives, other than itself, that would give it."""
        offer = self.offers.get(capability, Offer(None, ()))
        return tuple(one for one in offer.initiatives if one in self.open and one != initiative)


def span_of(initiative: Initiative, way: Way, facts: Facts) -> Span:
    """The span of one way; where two limits are equal the one listed first is the reason."""
    earliest = max(_earliest(initiative, way, facts), key=lambda limit: limit.place)
    latest = min(_latest(initiative, facts.timeline), key=lambda limit: limit.place)
    return Span(earliest, latest, way.length)


def slack(relation: Relation, length: int) -> int:
    """How many periods before its prerequisite is ready work of that length may start."""
    return {"finished_before_start": 0, "same_period_allowed": 1, "before_go_live": length}[relation]


def _earliest(initiative: Initiative, way: Way, facts: Facts) -> Iterator[Limit]:
    timeline = facts.timeline
    yield Limit(0, msg("the agenda begins then"))
    if initiative.window.earliest_start is not None:
        begin = timeline.begin(initiative.window.earliest_start)
        yield Limit(begin, msg("its earliest start"), ("window", "earliest_start"))
    for index, need in enumerate(initiative.needs.procurements):
        if not way.delivers and need.before_phase >= len(way.phase_starts):
            # A pilot that ends before the phase needs no contract for it.
            continue
        begun = need.begun_on or timeline.horizon.first.first_day
        phase = min(max(need.before_phase, 1), len(way.phase_starts)) - 1
        place = timeline.from_day(months_after(begun, need.months)) - way.phase_starts[phase]
        yield Limit(place, msg("the procurement of {what}", what=need.what), ("needs", "procurements", index))
    for index, first in enumerate(initiative.needs.initiatives):
        if first.initiative in facts.ready and (way.delivers or first.relation != "before_go_live"):
            place = facts.ready[first.initiative] + first.lag_periods - slack(first.relation, way.length)
            why = msg("{initiative} must come first", initiative=first.initiative)
            yield Limit(place, why, ("needs", "initiatives", index))
    for index, built_on in enumerate(initiative.needs.capabilities):
        given = facts.given_from(built_on.capability)
        if not way.delivers and built_on.by == "go_live":
            continue
        if given is not None and not facts.open_providers(initiative.id, built_on.capability):
            place = given - (way.length if built_on.by == "go_live" else 0)
            why = msg("the capability {capability} is there then", capability=built_on.capability)
            yield Limit(place, why, ("needs", "capabilities", index))


def _latest(initiative: Initiative, timeline: Timeline) -> Iterator[Limit]:
    yield Limit(timeline.count, msg("the agenda ends then"))
    if initiative.window.latest_end is not None:
        yield Limit(timeline.end(initiative.window.latest_end), msg("its latest end"), ("window", "latest_end"))
    if initiative.deadline is not None:
        yield Limit(timeline.end(initiative.deadline), msg("its deadline"), ("deadline",))


def no_start(span: Span, timeline: Timeline) -> Message:
    """Why a span has no start, in words."""
    return msg(
        "it can start in {start} at the earliest ({start_why}), takes {length}, and must be over by the end of {end} "
        "({end_why})",
        start=str(timeline.period(span.earliest.place)),
        start_why=span.earliest.why,
        length=lasting(span.length, timeline.per_year),
        end=str(timeline.period(span.latest.place - 1)),
        end_why=span.latest.why,
    )
