"""The work of an agenda, proposed or adopted, in the form in which `allocate` counts its money."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.exits import Exit, Stop
from itgov.message import msg

if TYPE_CHECKING:
    from itgov.agenda.plan import Plan
    from itgov.allocate.planned import Planned
    from itgov.model.adopted import AdoptedAgenda
    from itgov.model.city import City
    from itgov.model.initiative import Pot
    from itgov.model.period import Period

AgendaOption = Annotated[
    str | None,
    typer.Option(
        "--agenda",
        metavar="FILE|ID",
        help="A proposal that `itgov agenda build --output` wrote, or the id of an adopted agenda.",
        show_default=False,
    ),
]


def planned_of(city: City, agenda: str) -> tuple[Planned, ...]:
    """The work of an agenda, with what is under way already; raises Stop where there is no such agenda.

    A proposal holds the administrations' own work as well; an adopted agenda only what it promised.
    """
    from itgov.cli.agenda_base import looks_like_a_file, restored_as_is

    if agenda in city.agendas:
        return tuple(_of_adopted(city, city.agendas[agenda]))
    if looks_like_a_file(agenda) or Path(agenda).is_file():
        return tuple(_of_plan(city, restored_as_is(city, Path(agenda))))
    there = ", ".join(city.agendas) or "–"
    raise Stop(
        Exit.USAGE,
        msg("“{agenda}” is neither a file nor an adopted agenda; there are: {there}", agenda=agenda, there=there),
        msg("`itgov agenda build --output …` writes a proposal"),
    )


def latest_adopted(city: City) -> str | None:
    """The id of the adopted agenda that holds: the one that begins last, ties to the last id; None without any."""
    return max(city.agendas, key=lambda one: (city.agendas[one].first.ordinal, one), default=None)


def _of_plan(city: City, plan: Plan) -> Iterator[Planned]:
    for chosen in plan.chosen:
        yield _planned(city, chosen.id, chosen.way, chosen.start)
    for fixed in (*plan.under_way, *plan.own):
        if fixed.start is not None:
            yield _planned(city, fixed.id, "base", fixed.start)


def _of_adopted(city: City, agenda: AdoptedAgenda) -> Iterator[Planned]:
    from itgov.model.planning import is_alive

    promised = {promise.initiative for promise in agenda.promised}
    for promise in agenda.promised:
        if promise.initiative in city.initiatives:
            yield _planned(city, promise.initiative, promise.way, promise.start)
    for one, initiative in city.initiatives.items():
        if one not in promised and initiative.started_in is not None and is_alive(initiative):
            yield _planned(city, one, "base", initiative.started_in)


def _planned(city: City, one: str, way_id: str, start: Period) -> Planned:
    from itgov.agenda.work import ways_of
    from itgov.allocate.planned import Planned

    ways = {way.id: way for way in ways_of(city.initiatives[one])}
    way = ways.get(way_id)
    if way is None:
        raise Stop(
            Exit.FINDINGS,
            msg("“{id}” has no way called “{way}” any more", id=one, way=way_id),
            msg("`itgov agenda diff` tells what has changed since the agenda was made"),
        )
    one_off: dict[tuple[str, Pot, int], int] = {}
    for (payer, pot), row in way.money.items():
        for offset, ore in enumerate(row):
            slot = (payer, pot, start.plus(offset).year)
            one_off[slot] = one_off.get(slot, 0) + ore
    return Planned(one, way.id, start.plus(way.length), one_off, way.operating_costs, way.benefits)
