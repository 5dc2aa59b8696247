"""What an agenda is asked for: a scenario, or other years than the city's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.exits import Exit, Stop, tell
from itgov.message import msg

if TYPE_CHECKING:
    from itgov.agenda.build import Demand
    from itgov.agenda.changes import WrongChange
    from itgov.model.city import City
    from itgov.model.period import Horizon

Scenario = Annotated[
    str | None,
    typer.Option("--scenario", metavar="ID", help="Plan for a scenario of data/scenarios/.", show_default=False),
]
First = Annotated[
    str | None,
    typer.Option("--from", metavar="PERIOD", help="The first period, such as 2027-Q1.", show_default=False),
]
Years = Annotated[int | None, typer.Option("--years", min=2, max=4, help="How many years.", show_default=False)]


def asked_of(city: City, scenario: str | None, first: str | None, years: int | None) -> tuple[City, Demand]:
    """The city as it is asked about; raises Stop where the scenario or the years cannot be planned."""
    from itgov.agenda.changes import WrongChange
    from itgov.agenda.scenario import Asked, asked_city

    try:
        return asked_city(city, Asked(scenario, _horizon(city, first, years)))
    except WrongChange as error:
        raise refused(error) from error


def warn_of_the_past(city: City, asked: City, language: str) -> None:
    """Says on stderr where an agenda that was asked for begins, or ends, before the day that the city is seen from."""
    horizon, today = asked.settings.plan, city.as_of
    if today is None or horizon == city.settings.plan or horizon.first.last_day >= today:
        return
    ends = msg("it ends with {last}: nothing of it can be done any more", last=str(horizon.last))
    begins = msg("what is to start before today cannot be done any more")
    told = msg(
        "the agenda begins with {first}, before today, {today}; {what}",
        first=str(horizon.first),
        today=today.isoformat(),
        what=ends if horizon.last.last_day < today else begins,
    )
    tell(Exit.OK, told, msg("choose its first period with --from"), language)


def refused(error: WrongChange) -> Stop:
    """The end of a command that was asked for what cannot be."""
    return Stop(Exit.USAGE, error.message, error.remedy)


def _horizon(city: City, first: str | None, years: int | None) -> Horizon | None:
    from itgov.model.period import Horizon, parse_period
    from itgov.model.scalar import BadValue

    if first is None and years is None:
        return None
    own = city.settings.horizon
    try:
        begin = own.first if first is None else parse_period(first)
    except BadValue as error:
        raise Stop(Exit.USAGE, msg("--from: {problem}", problem=error.message)) from error
    return Horizon(begin, (own.years if years is None else years) * begin.per_year)
