"""`itgov agenda compare`: scenarios and agendas side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itgov.cli.agenda_asked import refused
from itgov.cli.agenda_base import ANEW, Gap, Nodes, looks_like_a_file, restored, share_of, state_of
from itgov.cli.agenda_obstacles import no_plan
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, LanguageOption, Root, Shape
from itgov.message import Message, msg, msg_n

if TYPE_CHECKING:
    from fractions import Fraction

    from itgov.agenda.beside import Beside
    from itgov.agenda.plan import Chosen, Plan
    from itgov.cli.opened import Opened
    from itgov.model.city import City

AS_IS = "base"


def compare(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="A B…",
            help="Scenarios by id, “base” for the records as they are, or files that `itgov agenda build` wrote.",
        ),
    ],
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
) -> int:
    """Two or more agendas side by side: what each is worth, where they differ, and what each draws.

    Numbers in brackets are the difference to the first. Of what is drawn, that which all draw alike is left out.
    Scenarios are solved, each to the same gap; a file is read and checked.

    Examples:

      itgov agenda compare base scenario-stram-ram

      itgov agenda compare build/agenda.yaml scenario-stram-ram scenario-stram-ram-fler-integratorer
    """
    from itgov.agenda.beside import beside
    from itgov.cli.opened import open_city, require_sound

    allowed = share_of(gap)
    if len(names) < 2:
        raise Stop(
            Exit.USAGE,
            msg("there is nothing to compare “{name}” with", name=names[0]),
            msg("name at least two, such as {example}", example="itgov agenda compare base scenario-…"),
        )
    opened = open_city(root, language)
    city = require_sound(opened)
    plans: list[Plan] = []
    for name in names:
        plans.append(_plan(city, name, allowed, nodes, plans, opened))
    found = beside(plans)
    if format_ is Shape.JSON:
        from itgov.cli import screen

        screen.write_json(_data(names, found))
    else:
        _show(city, names, found, opened.language)
    return Exit.OK


def _plan(city: City, name: str, gap: Fraction, nodes: int | None, before: Sequence[Plan], opened: Opened) -> Plan:
    from itgov.agenda.changes import WrongChange
    from itgov.agenda.proposal import choice_of, propose
    from itgov.agenda.scenario import Asked, asked_city
    from itgov.cli import screen

    if name not in city.scenarios and name != AS_IS and Path(name).is_file():
        return restored(city, Path(name))
    if name not in city.scenarios and looks_like_a_file(name):
        raise Stop(Exit.USAGE, msg("there is no file {file}", file=name), ANEW)
    try:
        altered, demand = asked_city(city, Asked(None if name == AS_IS else name))
    except WrongChange as error:
        raise refused(error) from error
    with screen.progress(msg("searching {name}", name=name).into(opened.language)) as update:
        plan = propose(
            altered,
            demand=demand,
            gap=gap,
            node_limit=nodes,
            hint=choice_of(before[0]) if before else None,
            progress=lambda state: update(state_of(state)),
        )
    if plan.interrupted:
        raise KeyboardInterrupt
    if plan.value is None:
        raise _none(name, no_plan(plan, opened))
    return replace(plan, scenario=None if name == AS_IS else name)


def _none(name: str, stop: Stop) -> Stop:
    return Stop(stop.code, msg("{name}: {problem}", name=name, problem=stop.message), stop.remedy)


def _show(city: City, names: Sequence[str], found: Beside, language: str) -> None:
    from itgov.cli import screen

    columns = [_column(city, name) for name in names]
    right = range(1, 1 + len(names))
    screen.table(msg("Beside each other").into(language), ["", *columns], _measures(found, language), right=right)
    head = ["id", msg("initiative").into(language), *columns]
    rows = [[line.id, city.initiatives[line.id].name, *(_spot(place) for place in line.places)] for line in found.lines]
    screen.table(msg("Where they differ: when work starts").into(language), head, rows)
    alike = msg_n(
        "{n} initiative is in all of them at the same time",
        "{n} initiatives are in all of them at the same time",
        n=found.alike,
    )
    screen.write(alike.into(language))
    _show_shared(city, columns, found, language)


def _show_shared(city: City, columns: Sequence[str], found: Beside, language: str) -> None:
    from itgov.agenda.obstacle import grouped
    from itgov.cli import screen
    from itgov.cli.plan_tables import millions

    titles = {"hours": msg("Hours used / there"), "money": msg("Money used / there, mnkr")}
    pots = {None: "", "operating": msg("operating").into(language), "investment": msg("investment").into(language)}
    for sort, title in titles.items():
        show: Callable[[int], str] = (lambda ore: millions(ore, language)) if sort == "money" else grouped
        rows = [
            [_name(city, one.of), pots[one.pot]]
            + [f"{show(used)} / {show(there)}" for used, there in zip(one.used, one.there, strict=True)]
            for one in found.shared
            if one.sort == sort and len({*zip(one.used, one.there, strict=True)}) > 1
        ]
        if not rows:
            continue
        screen.table(title.into(language), ["", "", *columns], rows, right=range(2, 2 + len(columns)))


def _measures(found: Beside, language: str) -> list[list[str]]:
    from itgov.cli.plan_tables import millions

    def row(what: Message, of: Callable[[Plan], int | None]) -> list[str]:
        first = of(found.plans[0])
        cells = []
        for plan in found.plans:
            number = of(plan)
            apart = None if number is None or first is None or plan is found.plans[0] else number - first
            beside = f" ({'+' if apart > 0 else ''}{millions(apart, language)})" if apart else ""
            cells.append(millions(number, language) + beside)
        return [what.into(language), *cells]

    return [
        row(msg("net benefit, mnkr"), lambda plan: plan.value),
        row(msg("no plan can exceed"), lambda plan: plan.bound),
        row(msg("benefit"), lambda plan: plan.parts.benefit),
        row(msg("operation"), lambda plan: plan.parts.operating_cost),
        row(msg("one-off cost"), lambda plan: plan.parts.one_off_cost),
        row(msg("self-cost of hours"), lambda plan: plan.parts.hours_cost),
        row(msg("promises broken"), lambda plan: plan.parts.promises),
        row(msg("bought-in hours"), lambda plan: plan.parts.bought_in),
        [msg("initiatives in it").into(language), *(str(len(plan.chosen)) for plan in found.plans)],
        [msg("of them postponed").into(language), *(str(len(plan.postponed)) for plan in found.plans)],
    ]


def _column(city: City, name: str) -> str:
    scenario = city.scenarios.get(name)
    return name if scenario is None else scenario.name


def _spot(place: Chosen | None) -> str:
    if place is None:
        return "–"
    return str(place.start) + (f" ({place.way})" if place.way != "base" else "")


def _name(city: City, one: str) -> str:
    record = city.get(one)
    return one if record is None else record.name


def _data(names: Sequence[str], found: Beside) -> dict[str, Any]:
    from itgov.model.money import format_amount

    def spelled(ore: int | None) -> str | None:
        return None if ore is None else format_amount(ore)

    return {
        "format": "itgov.agenda-plans",
        "version": 1,
        "plans": [
            {
                "name": name,
                "status": plan.status,
                "net_benefit": spelled(plan.value),
                "bound": spelled(plan.bound),
                "chosen": len(plan.chosen),
                "postponed": len(plan.postponed),
            }
            for name, plan in zip(names, found.plans, strict=True)
        ],
        "alike": found.alike,
        "differing": [
            {
                "id": line.id,
                "places": [
                    None if place is None else {"way": place.way, "start": str(place.start)} for place in line.places
                ],
            }
            for line in found.lines
        ],
        "shared": [
            {
                "sort": one.sort,
                "of": one.of,
                "pot": one.pot,
                "used": [spelled(n) if one.sort == "money" else n for n in one.used],
                "there": [spelled(n) if one.sort == "money" else n for n in one.there],
            }
            for one in found.shared
        ],
    }
