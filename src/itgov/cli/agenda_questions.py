"""`itgov agenda check`, `explain` and `what-if`: questions about an agenda, answered by solving, not by guessing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.agenda_base import Agenda, Gap, Nodes, base_plan, read_agenda, share_of, state_of
from itgov.cli.agenda_changes import changes_of
from itgov.cli.agenda_obstacles import no_plan, obstacles_data
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, LanguageOption, Output, Root, Shape
from itgov.message import msg, msg_n

if TYPE_CHECKING:
    from itgov.agenda.changes import WrongChange
    from itgov.agenda.plan import Plan
    from itgov.model.city import City


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


def explain(
    initiative: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The initiative that is asked about.", show_default=False)
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every initiative that is not in the agenda, or starts later than it could.")
    ] = False,
    output: Output = None,
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    agenda: Agenda = None,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
) -> int:
    """Why an initiative is, or is not, in the agenda, what having it otherwise costs, and whom it would displace.

    The price is found by solving the agenda anew with the initiative forced in, or dropped. Where a solve is not
    proven to the end it is an interval. For one that is not in, the least room that would let it in beside all
    others is told, too. With --all every initiative that is not in, or later than it could be, is priced in one run,
    some of them less closely than one by one; --output keeps that as JSON for `itgov report build --explanations`.

    Examples:

      itgov agenda explain init-dataplattform

      itgov agenda explain --all --agenda build/agenda.yaml --output build/explanations.json

      itgov agenda explain init-dataplattform --agenda build/agenda.yaml
    """
    from itgov.agenda.build import build
    from itgov.agenda.changes import WrongChange
    from itgov.agenda.entry import smallest_entry
    from itgov.agenda.proposal import choice_of
    from itgov.agenda.restore import as_proposed
    from itgov.agenda.scenario import Asked, asked_city
    from itgov.agenda.what_if import price_of
    from itgov.cli import agenda_answers, screen
    from itgov.cli.opened import check_output, open_city, require_sound

    allowed = share_of(gap)
    _check_who(initiative, every=every, output=output)
    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    base = base_plan(city, agenda, allowed, None if every else nodes, opened)
    if initiative is None:
        return _explain_all(city, base, Shown(allowed, nodes, format_, output, opened.language))
    altered, demand = asked_city(as_proposed(city, base.digest), Asked(base.scenario, base.horizon))
    try:
        with screen.progress(msg("searching").into(opened.language)) as update:
            price = price_of(
                altered,
                base,
                initiative,
                demand=demand,
                gap=allowed,
                node_limit=nodes,
                progress=lambda state: update(state_of(state)),
            )
    except WrongChange as error:
        raise _refused(error) from error
    held = any(one.id == initiative for one in base.chosen)
    entry = None if held else smallest_entry(build(altered, demand), choice_of(base), initiative)
    answer = agenda_answers.Explained(base, price, held, entry)
    if format_ is Shape.JSON:
        screen.write_json(agenda_answers.explained_data(answer, opened.language))
    else:
        agenda_answers.show_explained(city, answer, opened.language)
    return Exit.OK


@dataclass(frozen=True, slots=True)
class Shown:
    """How an answer is asked for and shown."""

    gap: Fraction
    nodes: int | None
    format_: Shape
    output: Path | None
    language: str


def _check_who(initiative: str | None, *, every: bool, output: Path | None) -> None:
    if (initiative is None) != every:
        raise Stop(
            Exit.USAGE,
            msg("name one initiative, or ask for all with --all"),
            msg("`itgov agenda explain init-…` or `itgov agenda explain --all`"),
        )
    if output is not None and not every:
        raise Stop(Exit.USAGE, msg("--output is for --all"), msg("use --format json for one initiative"))


def _explain_all(city: City, base: Plan, shown: Shown) -> int:
    from itgov.cli import screen
    from itgov.cli.agenda_explain_all import all_data, explained_all, show_all
    from itgov.store.writer import write_text
    from itgov.tell.harmless import as_json

    found = explained_all(city, base, shown.gap, shown.nodes, shown.language)
    data = all_data(base, found, shown.language)
    if shown.output is not None:
        write_text(shown.output, as_json(data))
    if shown.format_ is Shape.JSON:
        screen.write_json(data)
    else:
        show_all(city, base, found, shown.language)
    return Exit.OK


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
            help="More money a year, less with a minus: ram-plattformar=5 mnkr, hvo:investment@2028=-900 tkr.",
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
        typer.Option("--delay", metavar="ID=PERIODS", help="Start so much later: init-a=2Q.", show_default=False),
    ] = None,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
) -> int:
    """What the best agenda would be if something were otherwise, beside the one it is.

    What comes in, what goes out, what moves, and what it does to net benefit, money and hours. Every option may be
    given several times.

    Examples:

      itgov agenda what-if --add-hours pool-integration@2028=1600

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
        raise _refused(error) from error
    if after.value is None:
        if format_ is Shape.JSON:
            screen.write_json(obstacles_data(after, opened))
        raise no_plan(after, opened)
    comparison = compare(base, after)
    if format_ is Shape.JSON:
        screen.write_json(agenda_answers.comparison_data(base, after, comparison))
    else:
        agenda_answers.show_comparison(altered, base, after, comparison, opened.language)
    return Exit.OK


def _refused(error: WrongChange) -> Stop:
    return Stop(Exit.USAGE, error.message, error.remedy)
