"""The longest chain of needs before an initiative, as far as it holds whatever is chosen.

Only necessary conditions: windows, lengths of the shortest way, needed initiatives, and capabilities that a
single initiative gives. Hours and money are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from itgov.model.city import City
from itgov.model.initiative import Initiative, InitiativeNeed
from itgov.model.period import Period
from itgov.model.planning import earliest_go_live, earliest_start, is_alive, length_of, providers, ways


@dataclass(frozen=True, slots=True)
class Link:
    """An initiative in a chain: the first period in which its result can be there, and what it waits for longest."""

    id: str
    ready: Period
    before: str | None = None


@dataclass(frozen=True, slots=True)
class _Wait:
    """That one initiative is ready no earlier than `periods` after another one is."""

    first: str
    periods: int


def shortest(initiative: Initiative) -> int:
    """Periods that its shortest way takes."""
    return min(length_of(phases) for _, phases in ways(initiative))


def periods_after(need: InitiativeNeed, length: int) -> int:
    """How many periods after what is needed is ready, work of `length` periods can be ready at the earliest."""
    slack = {"finished_before_start": 0, "same_period_allowed": 1, "before_go_live": length}[need.relation]
    return need.lag_periods + length - slack


def longest_chain(city: City, initiative: Initiative) -> tuple[Link, ...]:
    """The chain that ends with the initiative and keeps it waiting the longest, first link first; ties by id.

    What waits for itself is another rule's matter: such a wait is passed over.
    """
    links = _links(city, initiative.id)
    chain: list[Link] = []
    one: str | None = initiative.id
    while one is not None:
        chain.append(links[one])
        one = links[one].before
    return tuple(reversed(chain))


def _links(city: City, last: str) -> dict[str, Link]:
    """A link for each initiative that the last one waits for, and for itself."""
    # No recursion: a chain may be longer than Python's stack is deep.
    links: dict[str, Link] = {}
    stack, entered = [last], set[str]()
    while stack:
        one = stack[-1]
        initiative = city.initiatives[one]
        waits = tuple(_waits(city, initiative))
        missing = [wait.first for wait in waits if wait.first not in links and wait.first not in entered]
        if missing and one not in entered and one not in links:
            entered.add(one)
            stack.extend(missing)
        else:
            stack.pop()
            links.setdefault(one, _link(city, initiative, waits, links))
    return links


def _link(city: City, initiative: Initiative, waits: tuple[_Wait, ...], links: dict[str, Link]) -> Link:
    if not is_alive(initiative):
        return Link(initiative.id, earliest_go_live(city, initiative))
    best = Link(initiative.id, earliest_start(city, initiative).plus(shortest(initiative)))
    for wait in sorted(waits, key=lambda wait: wait.first):
        if wait.first in links and (ready := links[wait.first].ready.plus(wait.periods)) > best.ready:
            best = Link(initiative.id, ready, wait.first)
    return best


def _waits(city: City, initiative: Initiative) -> Iterator[_Wait]:
    if not is_alive(initiative):
        return
    length = shortest(initiative)
    for need in initiative.needs.initiatives:
        first = city.initiatives.get(need.initiative)
        if first is not None and first.stages.current not in {"rejected", "withdrawn"}:
            yield _Wait(first.id, periods_after(need, length))
    for built_on in initiative.needs.capabilities:
        only = _only_provider(city, built_on.capability)
        if only is not None and only.id != initiative.id:
            yield _Wait(only.id, length if built_on.by == "start" else 0)


def _only_provider(city: City, capability_id: str) -> Initiative | None:
    """The initiative that alone gives a capability; None where a system or delivery does, or several may."""
    capability = city.capabilities.get(capability_id)
    if capability is None or any(one.by not in city.initiatives for one in capability.provided_by):
        return None
    giving = providers(city, capability_id)
    return giving[0] if len(giving) == 1 else None
