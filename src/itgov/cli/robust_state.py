"""Finished samples as lines of a journal, and back: read as strictly as they are written."""

from __future__ import annotations

from typing import Any, get_args

from itgov.agenda.digest import digest
from itgov.agenda.highs import solver_name
from itgov.agenda.problem import Choice
from itgov.agenda.result import Proof
from itgov.agenda.robust import Sample
from itgov.cli.robust_workers import Work


def head_of(work: Work) -> dict[str, Any]:
    """All that samples rest on but their number: with the same head they are the same."""
    return {
        "format": "itgov.agenda-robust-samples",
        "version": 1,
        "seed": work.outcomes.seed,
        "problem": digest(work.outcomes.problem),
        "draws": work.outcomes.digest,
        "gap": str(work.gap),
        "nodes": work.node_limit,
        "solver": solver_name(),
        "base": _placements(work.base),
    }


def line_of(sample: Sample) -> dict[str, Any]:
    """A sample as a line."""
    return {
        "sample": sample.number,
        "status": sample.status,
        "value": sample.value,
        "bound": sample.bound,
        "nodes": sample.nodes,
        "choice": _placements(sample.choice),
    }


def sample_of(line: dict[str, Any], work: Work) -> Sample | None:
    """The sample that a line holds; None where it is none of this problem."""
    try:
        choice = {one: (str(way), int(start)) for one, (way, start) in line["choice"].items()}
        numbers = [
            line["sample"],
            line["value"],
            line["nodes"],
            *([line["bound"]] if line["bound"] is not None else []),
        ]
        status = line["status"]
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    known = {(task.id, mode.id, start) for task in work.outcomes.problem.tasks for mode, start in task.placements()}
    if any(type(number) is not int for number in numbers) or status not in get_args(Proof):
        return None
    if not all((one, *spot) in known for one, spot in choice.items()):
        return None
    return Sample(line["sample"], line["value"], line["bound"], status, line["nodes"], choice)


def _placements(choice: Choice) -> dict[str, list[Any]]:
    return {one: list(choice[one]) for one in sorted(choice)}
