"""The plan that questions about the agenda start from: a record that is read, or one proposed anew."""

from __future__ import annotations

from fractions import Fraction
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.agenda_obstacles import no_plan
from itgov.cli.exits import Exit, Stop
from itgov.message import msg

if TYPE_CHECKING:
    from itgov.agenda.plan import Plan
    from itgov.agenda.result import Progress
    from itgov.cli.opened import Opened
    from itgov.model.agenda import AgendaRecord
    from itgov.model.city import City

Gap = Annotated[
    str,
    typer.Option("--gap", help="Stop when the plan is proven to be this close to the best possible, such as 0,05%."),
]
Nodes = Annotated[
    int | None, typer.Option("--nodes", min=1, help="Stop after so many nodes of the search.", show_default=False)
]
Agenda = Annotated[
    Path | None,
    typer.Option(
        "--agenda",
        help="A proposal that `itgov agenda build --output` wrote; proposed anew when left out.",
        show_default=False,
    ),
]
MILLION = 100_000_000
"""Öre in a million kronor."""
ANEW = msg("`itgov agenda build --output …` writes it anew")


def looks_like_a_file(name: str) -> bool:
    """Whether who wrote `name` meant a file, there or not, rather than a record's id."""
    path = Path(name)
    return len(path.parts) > 1 or path.suffix in {".yaml", ".yml", ".json"}


def share_of(text: str) -> Fraction:
    """The gap that was asked for; a bare 0 is one, too. Raises Stop where it is no share."""
    from itgov.model.scalar import BadValue, parse_share

    try:
        return Fraction(0) if text.strip() == "0" else parse_share(text)
    except BadValue as error:
        raise Stop(Exit.USAGE, msg("--gap: {problem}", problem=error.message)) from error


def read_agenda(file: Path) -> AgendaRecord:
    """The agenda that a file holds; raises Stop where it is none."""
    from itgov.agenda.record import FORMAT_VERSION
    from itgov.model.agenda import AgendaRecord
    from itgov.store.single import Unusable, read_part

    try:
        record = read_part(file, AgendaRecord)
    except Unusable as error:
        _check_not_adopted(file)
        raise Stop(Exit.FINDINGS, error.message, ANEW) from error
    if record.format != FORMAT_VERSION:
        raise Stop(
            Exit.FINDINGS,
            msg(
                "{file} is of the format {found}, and this itgov reads {known}",
                file=str(file),
                found=record.format,
                known=FORMAT_VERSION,
            ),
            ANEW,
        )
    return record


def _check_not_adopted(file: Path) -> None:
    """Raises Stop where the file holds an adopted agenda: that is a record, and other commands look after it."""
    from itgov.model.adopted import AdoptedAgenda
    from itgov.store.single import Unusable, read_part

    try:
        adopted = read_part(file, AdoptedAgenda)
    except Unusable:
        return
    raise Stop(
        Exit.USAGE,
        msg("{file} is an adopted agenda, and no proposal that `itgov agenda build` wrote", file=str(file)),
        msg(
            "`itgov validate` tells what has changed underneath it, and `itgov agenda diff {id}` what the best plan "
            "as of now would break",
            id=adopted.id,
        ),
    )


def restored(city: City, file: Path) -> Plan:
    """The plan that a file holds, checked against the records as they are; raises Stop where they do not agree."""
    from itgov.agenda.restore import NotOfTheseRecords, restore

    record = read_agenda(file)
    try:
        return restore(city, record)
    except NotOfTheseRecords as error:
        what = msg("{file} cannot be used: {problem}", file=str(file), problem=error.message)
        raise Stop(Exit.FINDINGS, what, ANEW) from error


def restored_as_is(city: City, file: Path) -> Plan:
    """As `restored`, of the records as they are: raises Stop for an agenda for a scenario or for other years."""
    plan = restored(city, file)
    if plan.scenario is not None or plan.horizon != city.settings.plan:
        what = msg("{file} is an agenda for a scenario, or for other years than the records'", file=str(file))
        raise Stop(Exit.FINDINGS, what, ANEW)
    return plan


def base_plan(city: City, agenda: Path | None, gap: Fraction, nodes: int | None, opened: Opened) -> Plan:
    """The plan to start from; raises Stop where there is none."""
    from itgov.agenda.proposal import propose
    from itgov.cli import screen

    if agenda is not None:
        return restored(city, agenda)
    with screen.progress(msg("searching").into(opened.language)) as update:
        plan = propose(city, gap=gap, node_limit=nodes, progress=lambda state: update(state_of(state)))
    if plan.interrupted:
        raise KeyboardInterrupt
    if plan.value is None:
        raise no_plan(plan, opened)
    return plan


def state_of(state: Progress) -> str:
    """Where a search stands: the best plan so far, what none can exceed, and what lies between."""
    best = f"{state.incumbent / MILLION:.1f}"
    if isinf(state.bound):
        return f"{best} mnkr"
    return f"{best} ≤ {state.bound / MILLION:.1f} mnkr, {100 * state.gap:.3f} %"
