"""A year that a command is asked about: one that the city plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itgov.cli.exits import Exit, Stop
from itgov.message import msg

if TYPE_CHECKING:
    from itgov.model.city import City


def planned_year(city: City, asked: int | None) -> int:
    """The year that was asked for, the horizon's first where none was; raises Stop for one outside the horizon."""
    planned = city.settings.plan.years
    if asked is None:
        return planned[0]
    if asked not in planned:
        raise Stop(
            Exit.USAGE,
            msg(
                "{year} is not in the horizon, {first}–{last}",
                year=str(asked),
                first=str(planned[0]),
                last=str(planned[-1]),
            ),
            msg("the horizon is set in itgov.yaml"),
        )
    return asked
