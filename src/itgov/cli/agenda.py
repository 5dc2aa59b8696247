"""`itgov agenda`: the proposed development agenda."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, LanguageOption, Output, Root, Shape
from itgov.message import msg

if TYPE_CHECKING:
    from itgov.agenda.plan import Plan
    from itgov.model.city import City

app = typer.Typer(help="Propose the development agenda.", no_args_is_help=True)

Gap = Annotated[
    str,
    typer.Option("--gap", help="Stop when the plan is proven to be this close to the best possible, such as 0,05%."),
]
Nodes = Annotated[
    int | None, typer.Option("--nodes", min=1, help="Stop after so many nodes of the search.", show_default=False)
]
Seconds = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        min=0.1,
        help="Stop after so many seconds. Two runs may then differ, and the record says that it was stopped.",
        show_default=False,
    ),
]
_MILLION = 100_000_000


@app.callback()
def group() -> None:
    """Propose the development agenda."""


@app.command()
def build(
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    output: Output = None,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
    time_limit: Seconds = None,
) -> int:
    """Propose which initiatives to do and when, proven to be the best within a stated gap.

    Chooses by an exact model: money per funder and year, hours per pool and period, what must come first,
    legal deadlines, what excludes what. The plan is checked on whole numbers, without the solver, before it
    is shown. With --output the proposal is written as a record: same records, same bytes.

    Examples:

      itgov agenda build

      itgov agenda build --output build/agenda.yaml

      itgov agenda build --gap 0,5% --format json
    """
    from itgov.agenda.proposal import propose
    from itgov.agenda.record import as_data
    from itgov.cli import plan_tables, screen
    from itgov.cli.opened import check_output, open_city, require_sound

    allowed = _share(gap)
    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    with screen.progress(msg("searching").into(opened.language)) as update:
        plan = propose(
            city,
            gap=allowed,
            node_limit=nodes,
            time_limit=time_limit,
            progress=lambda state: update(
                f"{state.incumbent / _MILLION:.1f} ≤ {state.bound / _MILLION:.1f} mnkr, {100 * state.gap:.3f} %"
            ),
        )
    if plan.value is None:
        raise no_plan(plan)
    data = as_data(plan, opened.language)
    if output is not None:
        _write(city, data, output, opened.language)
    if format_ is Shape.JSON:
        screen.write_json({"format": "itgov.agenda", "version": data["format"], **_without_format(data)})
    else:
        plan_tables.show(city, plan, opened.language)
    return Exit.OK


def _share(text: str) -> Fraction:
    from itgov.model.scalar import BadValue, parse_share

    try:
        return parse_share(text)
    except BadValue as error:
        raise Stop(Exit.USAGE, msg("--gap: {problem}", problem=error.message)) from error


def _without_format(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "format"}


def _write(city: City, data: dict[str, Any], output: Any, language: str) -> None:
    from itgov.store.writer import to_yaml, write_text

    header = msg(
        "Proposed development agenda for {city}. Made by “itgov agenda build”; not adopted.", city=city.settings.name
    )
    write_text(output, to_yaml(data, header.into(language)))


def no_plan(plan: Plan) -> Stop:
    """The end of a command that found no plan, with what is known about why."""
    if plan.status == "infeasible":
        reasons = msg("no plan can meet what the records demand")
        for obstacle in plan.obstacles:
            reasons = msg("{before}\n  • {obstacle}", before=reasons, obstacle=obstacle)
        return Stop(Exit.NO_PLAN, reasons, msg("move a deadline, widen a window, or give what is short"))
    if plan.status == "stopped":
        return Stop(Exit.NO_PLAN, msg("no plan was found before the limit"), msg("raise --nodes or --time-limit"))
    return Stop(Exit.FAULT, msg("the solver gave no plan that holds: {status}", status=plan.status))
