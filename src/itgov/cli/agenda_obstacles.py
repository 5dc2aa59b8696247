"""Why there is no plan, with the place in the files of every demand that is in the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from itgov.cli.exits import Exit, Stop
from itgov.finding import At
from itgov.message import Message, msg

if TYPE_CHECKING:
    from itgov.agenda.obstacle import Obstacle
    from itgov.agenda.plan import Plan
    from itgov.cli.opened import Opened
    from itgov.store.repository import Repository


def no_plan(plan: Plan, opened: Opened) -> Stop:
    """The end of a command that found no plan, with what is known about why.

    That there is none is said only where it is proven; a search that met its limit says that, and nothing of the
    records.
    """
    if plan.status == "infeasible":
        reasons = msg("no plan can meet what the records demand")
        for line in lines_of(plan.obstacles, opened.repository):
            reasons = msg("{before}\n{line}", before=reasons, line=line)
        return Stop(Exit.NO_PLAN, reasons, advice_on(plan.obstacles))
    if plan.status == "stopped":
        return Stop(
            Exit.NO_PLAN,
            msg("no plan was found before the limit; whether there is one is not known"),
            msg("raise --nodes or --time-limit"),
        )
    return Stop(Exit.FAULT, msg("the solver gave no plan that holds: {status}", status=plan.status))


_ADVICE: tuple[tuple[frozenset[str], Message], ...] = (
    (frozenset({"deadline"}), msg("move a deadline")),
    (frozenset({"window"}), msg("widen a window")),
    (frozenset({"phases"}), msg("make the work smaller")),
    (frozenset({"needs"}), msg("ask for less to come first")),
    (frozenset({"excludes"}), msg("let those that exclude each other no longer do so")),
    (frozenset({"together_with"}), msg("let those that are done together be done apart")),
    (
        frozenset({"frames", "development_budget", "hours_per_year", "large_changes_at_once"}),
        msg("give what is short"),
    ),
)


def lines_of(obstacles: Iterable[Obstacle], repository: Repository) -> tuple[Message, ...]:
    """Each obstacle as a line, and below it a line for each demand, by file and line."""
    lines: list[Message] = []
    for obstacle in obstacles:
        lines.append(msg("  • {obstacle}", obstacle=obstacle.message))
        for (path, line), told in _by_place(obstacle, repository).items():
            demand = told[0]
            for more in told[1:]:
                demand = msg("{one}; {other}", one=demand, other=more)
            lines.append(msg("      {path}:{line}: {demand}", path=path, line=str(line), demand=demand))
    return tuple(lines)


def _by_place(obstacle: Obstacle, repository: Repository) -> dict[tuple[str, int], list[Message]]:
    """What is demanded by file and line, in the order it is told, each thing once."""
    found: dict[tuple[str, int], list[Message]] = {}
    for demand in obstacle.demands:
        spot = repository.spot(demand.where)
        there = found.setdefault((spot.path, spot.line), [])
        if demand.message not in there:
            there.append(demand.message)
    return found


def advice_on(obstacles: Iterable[Obstacle]) -> Message:
    """What would help, by the fields that the demands stand in."""
    places = [demand.where for obstacle in obstacles for demand in obstacle.demands]
    named = {str(where.route[0]) for where in places if isinstance(where, At) and where.route}
    fitting = [advice for fields, advice in _ADVICE if fields & named] or [_ADVICE[0][1], _ADVICE[-1][1]]
    *before, last = fitting
    if not before:
        return last
    told = before[0]
    for advice in before[1:]:
        told = msg("{first}, {rest}", first=told, rest=advice)
    return msg("{first}, or {last}", first=told, last=last)


def obstacles_data(plan: Plan, opened: Opened) -> dict[str, Any]:
    """Why there is no plan as nested dicts and lists; `infeasible` is proven, any other status is not."""
    return {
        "format": "itgov.agenda-obstacles",
        "version": 1,
        "status": plan.status,
        "digest": plan.digest,
        "obstacles": [_obstacle_data(one, opened) for one in plan.obstacles],
    }


def _obstacle_data(obstacle: Obstacle, opened: Opened) -> dict[str, Any]:
    demands = []
    for demand in obstacle.demands:
        spot = opened.repository.spot(demand.where)
        demands.append(
            {
                "record": demand.where.record if isinstance(demand.where, At) else None,
                "path": spot.path,
                "line": spot.line,
                "column": spot.column,
                "message": demand.message.into(opened.language),
            }
        )
    return {"message": obstacle.message.into(opened.language), "proof": obstacle.proof, "demands": demands}
