"""Why there is no plan, with the place in the files of every demand that is in the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from itgov.cli.exits import Exit, Stop
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
        return Stop(Exit.NO_PLAN, reasons, msg("move a deadline, widen a window, or give what is short"))
    if plan.status == "stopped":
        return Stop(
            Exit.NO_PLAN,
            msg("no plan was found before the limit; whether there is one is not known"),
            msg("raise --nodes or --time-limit"),
        )
    return Stop(Exit.FAULT, msg("the solver gave no plan that holds: {status}", status=plan.status))


def lines_of(obstacles: Iterable[Obstacle], repository: Repository) -> tuple[Message, ...]:
    """Each obstacle as a line, and below it a line for each demand, by file and line."""
    lines: list[Message] = []
    for obstacle in obstacles:
        lines.append(msg("  • {obstacle}", obstacle=obstacle.message))
        for demand in obstacle.demands:
            spot = repository.spot(demand.where)
            lines.append(
                msg("      {path}:{line}: {demand}", path=spot.path, line=str(spot.line), demand=demand.message)
            )
    return tuple(lines)


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
    from itgov.finding import At

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
