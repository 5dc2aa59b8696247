"""Windows: room for the work between the first period it may begin in and the last it may end in (D7)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.chain import periods_after, shortest
from itgov.check.rule import Rule
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.initiative import Initiative, Phase
from itgov.model.period import Period
from itgov.model.planning import Route, earliest_start, is_alive, latest_end, length_of, ways


def is_waiting(initiative: Initiative) -> bool:
    """Whether it is still to begin."""
    return initiative.started_in is None and initiative.stages.under_way is None and is_alive(initiative)


def _outside_horizon(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not is_waiting(initiative):
        return
    window, plan = initiative.window, city.settings.plan
    related = (Related(At(SETTINGS, ("horizon",), key=True), msg("the city's horizon is here")),)
    first, last = str(plan.first), str(plan.last)
    if window.latest_end is not None and window.latest_end < plan.first and initiative.deadline is None:
        yield Fault(
            At(initiative.id, ("window", "latest_end")),
            msg(
                "“{id}” must end in {end} at the latest, before the horizon, {first} to {last}: no agenda can hold it",
                id=initiative.id,
                end=str(window.latest_end),
                first=first,
                last=last,
            ),
            msg("give it a window in the horizon, or close the matter with rejected or withdrawn"),
            related,
        )
    elif window.earliest_start is not None and window.earliest_start.plus(shortest(initiative) - 1) > plan.last:
        yield Fault(
            At(initiative.id, ("window", "earliest_start")),
            msg(
                "“{id}” begins in {start} at the earliest and takes {count} periods: it does not end within the "
                "horizon, {first} to {last}, and no agenda can hold it",
                id=initiative.id,
                start=str(window.earliest_start),
                count=shortest(initiative),
                first=first,
                last=last,
            ),
            msg("let it begin earlier, or take it up when the horizon has moved on"),
            related,
        )


def _no_way_fits(city: City, initiative: Initiative) -> Iterator[Fault]:
    room = _room(city, initiative)
    if room is None or shortest(initiative) <= room:
        return
    start, end = earliest_start(city, initiative), latest_end(city, initiative)
    yield Fault(
        At(initiative.id, _end_route(initiative, end)),
        msg(
            "“{id}” can begin in {start} at the earliest and must end in {end} at the latest: {room}, "
            "but its shortest way takes {count}",
            id=initiative.id,
            start=str(start),
            end=str(end),
            room=_periods(room),
            count=_periods(shortest(initiative)),
        ),
        msg("shorten the work, add an alternative that is quicker, or move the window"),
        (
            _start_at(initiative),
            Related(At(initiative.id, ("phases",), key=True), msg("the phases are here")),
        ),
    )


def _one_way_does_not_fit(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not initiative.alternatives:
        return
    room = _room(city, initiative)
    if room is None:
        return
    for route, phases in ways(initiative):
        if length_of(phases) > room:
            yield _does_not_fit(city, initiative, route, phases, room)


def _does_not_fit(city: City, initiative: Initiative, route: Route, phases: tuple[Phase, ...], room: int) -> Fault:
    way = initiative.alternatives[int(route[1])].id if route[0] == "alternatives" else "base"
    end = latest_end(city, initiative)
    return Fault(
        At(initiative.id, route, key=True),
        msg(
            "the way “{way}” of “{id}” takes {count}, but there is room for {room}, {start} to {end}",
            way=way,
            id=initiative.id,
            count=_periods(length_of(phases)),
            room=_periods(room),
            start=str(earliest_start(city, initiative)),
            end=str(end),
        ),
        msg("shorten it, move the window, or take the way out: it can never be chosen"),
        (Related(At(initiative.id, _end_route(initiative, end)), msg("it must end by this")),),
    )


def _room(city: City, initiative: Initiative) -> int | None:
    """Periods from its first possible to its last; None where nothing but the horizon sets the end."""
    own = [end for end in (initiative.window.latest_end, initiative.deadline) if end is not None]
    if not own or min(own) > city.settings.plan.last or not is_waiting(initiative):
        return None
    return max(0, earliest_start(city, initiative).until(min(own)) + 1)


def _end_route(initiative: Initiative, end: Period) -> Route:
    return ("deadline",) if initiative.deadline == end else ("window", "latest_end")


def _start_at(initiative: Initiative) -> Related:
    if initiative.window.earliest_start is not None:
        return Related(At(initiative.id, ("window", "earliest_start")), msg("it cannot begin before this"))
    return Related(At(SETTINGS, ("horizon", "first")), msg("the city's horizon begins here"))


def _periods(count: int) -> Message:
    return msg("one period") if count == 1 else msg("{count} periods", count=count)


def _needed_too_late(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not initiative.needs.initiatives or not is_waiting(initiative):
        return
    end = latest_end(city, initiative)
    for index, need in enumerate(initiative.needs.initiatives):
        first = city.initiatives.get(need.initiative)
        if first is None or first.id == initiative.id or not is_waiting(first):
            continue
        # Both by their shortest ways: what fails then fails always.
        ready = earliest_start(city, first).plus(shortest(first))
        earliest = ready.plus(periods_after(need, shortest(initiative)))
        if earliest > end.plus(1):
            yield Fault(
                At(initiative.id, ("needs", "initiatives", index, "initiative")),
                msg(
                    "“{id}” waits for “{first}”, which is ready in {ready} at the earliest: then it cannot end before "
                    "{earliest}, but must by {end}",
                    id=initiative.id,
                    first=first.id,
                    ready=str(ready),
                    earliest=str(earliest.plus(-1)),
                    end=str(end),
                ),
                msg("plan it later, bring “{first}” forward, or let less of it be needed", first=first.id),
                (Related(At(first.id, ("phases",), key=True), msg("this is the work that must come first")),),
            )


WINDOW_OUTSIDE_HORIZON = Rule(
    "TIM002",
    "window-outside-horizon",
    "warning",
    "D7",
    msg("What no agenda can hold looks as if it were planned, and is only carried along."),
    msg("Give it a window in the horizon, or close the matter."),
    bad="data/initiatives/init-b.yaml: {window: {latest_end: 2026-Q4}}\n",
    good="data/initiatives/init-b.yaml: {window: {latest_end: 2027-Q1}}\n",
    over=(Initiative,),
    find=_outside_horizon,
    after=("TIM001",),
)
NO_WAY_FITS = Rule(
    "TIM004",
    "no-way-fits-window",
    "error",
    "D7",
    msg("Work that takes longer than its window is promised and cannot be kept, whatever else is put aside."),
    msg("Shorten the work or move the window."),
    bad="data/initiatives/init-a.yaml: {window: {earliest_start: 2027-Q3, latest_end: 2027-Q3}}\n",
    good="data/initiatives/init-a.yaml: {window: {earliest_start: 2027-Q3, latest_end: 2027-Q4}}\n",
    over=(Initiative,),
    find=_no_way_fits,
    after=("TIM001", "TIM002"),
)
WAY_DOES_NOT_FIT = Rule(
    "TIM005",
    "way-does-not-fit-window",
    "warning",
    "D7",
    msg("A way that can never be chosen is no choice: who reads the brief believes there is one."),
    msg("Shorten the way, move the window, or take the way out."),
    bad=(
        "data/initiatives/init-a.yaml:\n  window: {latest_end: 2027-Q2}\n"
        "  alternatives: [{id: i-tre-steg, name: I tre steg, phases: [{name: Införande, periods: 3}]}]\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  window: {latest_end: 2027-Q3}\n"
        "  alternatives: [{id: i-tre-steg, name: I tre steg, phases: [{name: Införande, periods: 3}]}]\n"
    ),
    over=(Initiative,),
    find=_one_way_does_not_fit,
    after=("TIM001", "TIM002", "TIM004"),
)
NEEDED_TOO_LATE = Rule(
    "TIM006",
    "needed-too-late",
    "error",
    "D4",
    msg("An initiative that must wait for another cannot end before it: the plan promises what its own needs deny."),
    msg("Plan it later, or bring forward what it waits for."),
    bad=(
        "data/initiatives/init-a.yaml:\n  window: {latest_end: 2027-Q2}\n"
        "  needs: {initiatives: [{initiative: init-b}]}\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  window: {latest_end: 2027-Q3}\n"
        "  needs: {initiatives: [{initiative: init-b}]}\n"
    ),
    over=(Initiative,),
    find=_needed_too_late,
    after=("TIM001", "TIM004", "REF003"),
)

WINDOW_RULES: tuple[Rule, ...] = (WINDOW_OUTSIDE_HORIZON, NO_WAY_FITS, WAY_DOES_NOT_FIT, NEEDED_TOO_LATE)
