"""`itgov agenda`: the proposed development agenda."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itgov.cli.agenda_adopt import adopt
from itgov.cli.agenda_asked import First, Scenario, Years, asked_of, warn_of_the_past
from itgov.cli.agenda_base import Gap, Nodes, share_of, state_of
from itgov.cli.agenda_compare import compare
from itgov.cli.agenda_diff import diff
from itgov.cli.agenda_explain import explain
from itgov.cli.agenda_frontier import frontier
from itgov.cli.agenda_intake import intake
from itgov.cli.agenda_obstacles import no_plan, obstacles_data
from itgov.cli.agenda_questions import check, what_if
from itgov.cli.agenda_robust import robust
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, LanguageOption, Output, Root, Shape
from itgov.message import msg

if TYPE_CHECKING:
    from pathlib import Path

    from itgov.model.city import City

app = typer.Typer(help="Propose the development agenda.", no_args_is_help=True)

Seconds = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        min=0.1,
        help="Stop searching after so many seconds. Two runs may then differ, and the record says that it was stopped.",
        show_default=False,
    ),
]


@app.callback()
def group() -> None:
    """Propose the development agenda."""


@app.command()
def build(
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    output: Output = None,
    scenario: Scenario = None,
    first: First = None,
    years: Years = None,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
    time_limit: Seconds = None,
) -> int:
    """Propose which initiatives to do and when, proven to be the best within a stated gap.

    Chooses by an exact model: money per funder and year, hours per pool and period, what must come first,
    legal deadlines, what excludes what. The plan is checked on whole numbers, without the solver, before it
    is shown. With --output the proposal is written as a record: same records, same bytes. Ctrl-C ends the search
    and keeps the best plan found so far, marked so.

    Examples:

      itgov agenda build

      itgov agenda build --output build/agenda.yaml

      itgov agenda build --from 2027-Q1 --years 3 --scenario scenario-stram-ram

      itgov agenda build --gap 0,5% --format json
    """
    from itgov.agenda.proposal import propose
    from itgov.agenda.record import as_data
    from itgov.cli import plan_tables, screen
    from itgov.cli.opened import check_output, open_city, require_sound

    allowed = share_of(gap)
    opened = open_city(root, language)
    records = require_sound(opened)
    city, demand = asked_of(records, scenario, first, years)
    warn_of_the_past(records, city, opened.language)
    check_output(opened, output)
    with screen.progress(msg("searching").into(opened.language)) as update:
        plan = propose(
            city,
            demand=demand,
            gap=allowed,
            node_limit=nodes,
            time_limit=time_limit,
            progress=lambda state: update(state_of(state)),
        )
    if plan.value is None:
        if format_ is Shape.JSON:
            screen.write_json(obstacles_data(plan, opened))
        raise no_plan(plan, opened)
    plan = replace(plan, scenario=scenario)
    data = as_data(plan, opened.language)
    try:
        if output is not None:
            _write(city, data, output, opened.language)
    finally:
        # What was solved for so long is shown even where it cannot be written.
        if format_ is Shape.JSON:
            screen.write_json({"format": "itgov.agenda", "version": data["format"], **_without_format(data)})
        else:
            plan_tables.show(city, plan, opened.language)
    if plan.interrupted:
        raise _interrupted(output)
    return Exit.OK


def _interrupted(output: Path | None) -> Stop:
    if output is None:
        return Stop(
            Exit.INTERRUPTED,
            msg("interrupted; the best plan found until then is shown, and in no file"),
            msg("--output keeps it in one"),
        )
    return Stop(
        Exit.INTERRUPTED,
        msg("interrupted; the best plan found until then is in {file}", file=str(output)),
        msg("its status says that it is not proven; the same command, run to its end, proves it"),
    )


def _without_format(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "format"}


def _write(city: City, data: dict[str, Any], output: Path, language: str) -> None:
    from itgov.store.writer import to_yaml, write_text

    header = msg(
        "Proposed development agenda for {city}. Made by “itgov agenda build”; not adopted.", city=city.settings.name
    )
    write_text(output, to_yaml(data, header.into(language)))


app.command()(check)
app.command()(explain)
app.command()(compare)
app.command("what-if")(what_if)
app.command()(frontier)
app.command()(intake)
app.command()(adopt)
app.command()(diff)
app.command()(robust)
