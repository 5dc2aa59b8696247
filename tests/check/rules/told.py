"""What the findings of one rule say, as one text each."""

from __future__ import annotations

from pathlib import Path

from itgov.finding import At, Related, Spot
from tests.city import checked


def told(folder: Path, code: str) -> list[str]:
    """Of every finding with that code: its place, message and remedy, then the related places, a line each."""
    findings = checked(folder)[1].findings
    return [
        "\n".join(
            [
                f"{_place(finding.fault.where)}: {finding.fault.message}",
                f"{finding.fault.remedy}",
                *(_related(one) for one in finding.fault.related),
            ]
        )
        for finding in findings
        if finding.code == code
    ]


def _related(related: Related) -> str:
    return f"{_place(related.where)}: {related.message}"


def _place(where: At | Spot) -> str:
    return ".".join(map(str, (where.record, *where.route))) if isinstance(where, At) else where.path
