"""`itgov agenda check` and `what-if`: an agenda held against the records, and the records as they might be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.agenda_asked import refused
from itgov.cli.agenda_base import Agenda, Gap, Nodes, base_plan, read_agenda, share_of, state_of
from itgov.cli.agenda_changes import changes_of
from itgov.cli.agenda_obstacles import no_plan, obstacles_data
from itgov.cli.exits import Exit
from itgov.cli.options import Format, LanguageOption, Root, Shape
from itgov.message import Message, msg, msg_n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itgov.agenda.changes import Changes
    from itgov.agenda.plan import Plan


def check(
    file: Annotated[Path, typer.Argument(metavar="AGENDA", help="The agenda's record, as built or as edited by hand.")],
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
) -> int:
    """Hold an agenda against every demand of the records, without the solver, and say all that is broken.

    Whoever wrote it: one that was edited in a meeting is judged as strictly as one that was built. That it is
    the best one is not looked at. The exit code is 1 where something is broken.

    Examples:

      itgov agenda check build/agenda.yaml
    """
    from itgov.agenda.checking import broken_in, stale_in
    from itgov.cli import screen
    from itgov.cli.opened import open_city, require_sound

    opened = open_city(root, language)
    city = require_sound(opened)
    record = read_agenda(file)
    broken = [one.into(opened.language) for one in broken_in(city, record)]
    stale = [one.into(opened.language) for one in stale_in(city, record)]
    if format_ is Shape.JSON:
        screen.write_json(
            {
                "format": "itgov.agenda-check",
                "version": 1,
                "chosen": len(record.chosen),
                "broken": broken,
                "stale": stale,
            }
        )
    else:
        for line in broken:
            screen.write(f"• {line}")
        whole = msg_n(
            "{file}: {n} initiative chosen, and it keeps all that the records ask",
            "{file}: {n} initiatives chosen, and they keep all that the records ask",
            n=len(record.chosen),
            file=str(file),
        )
        wrong = msg_n("{file}: {n} thing is broken", "{file}: {n} things are broken", n=len(broken), file=str(file))
        screen.write((wrong if broken else whole).into(opened.language))
        if stale:
            screen.write(
                msg("Figures for readers in it no longer hold; nothing is reckoned from them:").into(opened.language)
            )
        for line in stale:
            screen.write(f"• {line}")
    return Exit.FINDINGS if broken else Exit.OK


def what_if(
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    agenda: Agenda = None,
    force: Annotated[
        list[str] | None,
        typer.Option("--force", metavar="ID", help="An initiative that must be in.", show_default=False),
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option("--drop", metavar="ID", help="An initiative that must not be in.", show_default=False),
    ] = None,
    add_money: Annotated[
        list[str] | None,
        typer.Option(
            "--add-money",
            metavar="PAYER[:POT][@YEAR]=AMOUNT",
            help="More money a year, less with a minus: ram-plattformar:operating=5 mnkr, "
            "hvo:investment@2028=-900 tkr.",
            show_default=False,
        ),
    ] = None,
    add_hours: Annotated[
        list[str] | None,
        typer.Option(
            "--add-hours",
            metavar="POOL[@YEAR]=HOURS",
            help="More hours of a pool a year, before operation and reserve take their part: pool-integration=1600.",
            show_default=False,
        ),
    ] = None,
    delay: Annotated[
        list[str] | None,
        typer.Option(
            "--delay",
            metavar="ID=PERIODS",
            help="Start so much later than in the agenda, or than its record says where it is not in it: "
            "init-dataplattform=2Q.",
            show_default=False,
        ),
    ] = None,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
) -> int:
    """What the best agenda would be if something were otherwise, beside the one it is.

    What comes in, what goes out, what moves, and what it does to net benefit, money and hours. Every option may be
    given several times.

    Examples:

      itgov agenda what-if --add-hours pool-integration@2028=1600

      itgov agenda what-if --add-money 'ram-plattformar:operating@2028=5 mnkr' --delay init-dataplattform=2Q

      itgov agenda what-if --agenda build/agenda.yaml --force init-datahall-fornyelse
    """
    from itgov.agenda.changes import WrongChange
    from itgov.agenda.compare import compare
    from itgov.agenda.restore import as_proposed
    from itgov.agenda.scenario import Asked, asked_city
    from itgov.agenda.what_if import what_if as answer_of
    from itgov.cli import agenda_answers, screen
    from itgov.cli.opened import open_city, require_sound

    allowed = share_of(gap)
    opened = open_city(root, language)
    city = require_sound(opened)
    changes = changes_of(city.settings.period_length, force, drop, add_money, add_hours, delay)
    base = base_plan(city, agenda, allowed, nodes, opened)
    there, demand = asked_city(as_proposed(city, base.digest), Asked(base.scenario, base.horizon))
    try:
        with screen.progress(msg("searching").into(opened.language)) as update:
            altered, after = answer_of(
                there,
                changes,
                base,
                demand=demand,
                gap=allowed,
                node_limit=nodes,
                progress=lambda state: update(state_of(state)),
            )
    except WrongChange as error:
        raise refused(error) from error
    if after.value is None:
        if format_ is Shape.JSON:
            screen.write_json(obstacles_data(after, opened))
        raise no_plan(after, opened)
    comparison = compare(base, after)
    if format_ is Shape.JSON:
        screen.write_json(agenda_answers.comparison_data(base, after, comparison))
    else:
        for line in _delayed(changes, base):
            screen.write(line.into(opened.language))
        agenda_answers.show_comparison(altered, base, after, comparison, opened.language)
    return Exit.OK


def _delayed(changes: Changes, base: Plan) -> Iterator[Message]:
    """From when each delay counts, for those that the agenda holds."""
    starts = {line.id: line.start for line in base.chosen}
    for delay in changes.delay:
        if delay.initiative in starts:
            start = starts[delay.initiative]
            yield msg(
                "{id} starts in {later} at the earliest: the delay counts from its start in the agenda, {start}",
                id=delay.initiative,
                later=str(start.plus(delay.periods)),
                start=str(start),
            )
