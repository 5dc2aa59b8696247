"""`itgov allocate explain`: what an amount of the split comes of, where a cost went, why a share changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.allocate_shown import ToldForm, ToldFormat, show
from itgov.cli.asked_year import planned_year
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import LanguageOption, Output, Root
from itgov.message import msg, quoted

if TYPE_CHECKING:
    from itgov.allocate.cost import CostLine
    from itgov.allocate.explain_told import Place
    from itgov.allocate.output import Data
    from itgov.allocate.shares import Allocation
    from itgov.allocate.sheet import Piece
    from itgov.cli.opened import Opened
    from itgov.message import Message
    from itgov.model.city import City

Source = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID]",
        help="A delivery, system or contract: where its cost went, to all who pay it.",
        show_default=False,
    ),
]
AdministrationOption = Annotated[
    str | None,
    typer.Option("--administration", metavar="ID", help="What this administration pays, and why.", show_default=False),
]
DeliveryOption = Annotated[
    str | None,
    typer.Option("--delivery", metavar="ID", help="Only what comes of this delivery or system.", show_default=False),
]
PartOption = Annotated[
    int | None,
    typer.Option("--part", min=1, metavar="N", help="Only its cost part number N, counted from 1.", show_default=False),
]
OneYear = Annotated[
    int | None, typer.Option("--year", help="The year; the horizon's first, or all for an ID.", show_default=False)
]
ChangeOption = Annotated[
    bool, typer.Option("--change", help="Why it pays otherwise than the year before, in kronor and as a share of all.")
]


def explain(
    source: Source = None,
    root: Root = None,
    language: LanguageOption = None,
    administration: AdministrationOption = None,
    year: OneYear = None,
    delivery: DeliveryOption = None,
    part: PartOption = None,
    change: ChangeOption = False,
    format_: ToldFormat = ToldForm.TEXT,
    output: Output = None,
) -> int:
    """Explain any amount of the split: down to the records, up to those who pay, or why it changed.

    Downwards: which cost parts an administration's amount comes of, the way through other deliveries, the key's
    value and whole, and the rounding. Upwards: where the cost of a delivery, system or contract went; what a delivery
    carries is followed through it, and what is in no split is told. Either adds up to the öre, and says so.

    Examples:

      itgov allocate explain --administration hvo --year 2027

      itgov allocate explain --administration hvo --year 2027 --delivery leverans-ekonomi

      itgov allocate explain leverans-ekonomi

      itgov allocate explain sys-ekot

      itgov allocate explain avtal-ekot

      itgov allocate explain --change --administration hvo --year 2028
    """
    from itgov.cli.opened import check_output, open_city, require_sound

    _check(source, administration, delivery, part, change=change)
    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    _check_one(city, source, administration)
    if source is not None:
        sheets, data = _upwards(opened, city, source, part, year)
    elif change:
        sheets, data = _change(city, str(administration), year, opened.language)
    else:
        sheets, data = _downwards(opened, city, str(administration), year, delivery, part)
    show(sheets, data, format_, output, opened.language)
    return Exit.OK


def _check(
    source: str | None, administration: str | None, delivery: str | None, part: int | None, *, change: bool
) -> None:
    """Raises Stop where it is not clear what is to be explained."""
    if source is None and administration is None:
        raise Stop(
            Exit.USAGE,
            msg("name either an administration, or a delivery, system or contract"),
            msg("as in `itgov allocate explain --administration hvo`, or `itgov allocate explain leverans-ekonomi`")
            if delivery is None
            else msg(
                "`itgov allocate explain {id}` says who pays it; with --administration, what one pays of it",
                id=quoted(delivery),
            ),
        )
    if part is not None and source is None and delivery is None:
        raise Stop(Exit.USAGE, msg("--part is a part of a delivery: name it with --delivery"))
    if source is not None and (change or delivery is not None):
        raise Stop(Exit.USAGE, msg("--change and --delivery are about an administration: leave {id} out", id=source))
    if change and delivery is not None:
        raise Stop(Exit.USAGE, msg("--change tells of every delivery: leave --delivery out"))


def _check_one(city: City, source: str | None, administration: str | None) -> None:
    """Raises Stop where both are named, with the call that answers for the two of them, or for the one."""
    from itgov.allocate.cost import is_shared

    if source is None or administration is None:
        return
    system = city.systems.get(source)
    if source in city.deliveries or (system is not None and is_shared(system)):
        remedy = msg(
            "what one pays of a delivery is asked by `itgov allocate explain --administration {who} --delivery {what}`",
            who=quoted(administration),
            what=quoted(source),
        )
    else:
        remedy = msg("`itgov allocate explain {id}` says who pays it, each by name", id=quoted(source))
    raise Stop(Exit.USAGE, msg("name either an administration, or a delivery, system or contract"), remedy)


def _downwards(
    opened: Opened, city: City, administration: str, year: int | None, delivery: str | None, part: int | None
) -> tuple[list[Piece], Data]:
    from itgov.allocate.explain import downwards
    from itgov.allocate.explain_output import downwards_data
    from itgov.allocate.explain_told import told
    from itgov.allocate.shares import allocate
    from itgov.allocate.suppose import known_administration, known_part, known_source

    known_administration(city, administration)
    at = _year(city, year)
    allocation = allocate(city, (at,))
    only = None
    if delivery is not None:
        only = (delivery, known_part(known_source(city, delivery), part))
    found = downwards(city, allocation, administration, at, only)
    if not found.traced:
        raise Stop(Exit.FINDINGS, _nothing(administration, at, delivery), msg("`itgov allocate` shows who pays what"))
    place = _places(opened)
    sheets = told(city, found, place, opened.language, by_part=delivery is not None)
    return sheets, downwards_data(found, place, opened.language)


def _nothing(administration: str, year: int, delivery: str | None) -> Message:
    if delivery is None:
        return msg("{administration} pays nothing in {year}", administration=administration, year=str(year))
    return msg(
        "{administration} pays nothing of “{delivery}” in {year}: it does not share it, or it costs nothing then",
        administration=administration,
        delivery=delivery,
        year=str(year),
    )


def _upwards(opened: Opened, city: City, source: str, part: int | None, year: int | None) -> tuple[list[Piece], Data]:
    from itgov.allocate.explain import upwards
    from itgov.allocate.explain_output import followed_data
    from itgov.allocate.follow_told import told
    from itgov.allocate.shares import allocate

    _check_source(city, source, part)
    years = city.settings.plan.years if year is None else (_year(city, year),)
    allocation = allocate(city, years)
    followed = upwards(city, allocation, source, part)
    if not followed:
        return _trail(opened, city, allocation, source, part)
    place = _places(opened)
    where = dict.fromkeys(f"{one.line.source_id} {one.line.part_number}: {place(one.line)}" for one in followed)
    return told(city, followed, source, where, opened.language), followed_data(city, source, followed, place)


def _check_source(city: City, source: str, part: int | None) -> None:
    """Raises Stop or CannotSuppose where there is no such delivery, system, contract or part."""
    from itgov.allocate.suppose import known_part, known_source
    from itgov.finding import nearest

    if source in city.contracts:
        if part is not None:
            raise Stop(Exit.USAGE, msg("--part is a part of a delivery or system: a contract has none"))
        return
    if source in city.administrations:
        raise Stop(
            Exit.USAGE,
            msg("“{id}” is an administration", id=source),
            msg("`itgov allocate explain --administration {id}` says what it pays", id=source),
        )
    if source in city.keys:
        raise Stop(
            Exit.USAGE,
            msg("“{id}” is a key", id=source),
            msg(
                "`itgov show {id}` shows it and what it splits; `itgov allocate compare --key` tries another",
                id=source,
            ),
        )
    if source not in city.deliveries and source not in city.systems:
        near = nearest(source, [*city.deliveries, *city.systems, *city.contracts])
        raise Stop(
            Exit.USAGE,
            msg("there is no delivery, system or contract “{id}”", id=quoted(source)),
            msg("did you mean {close}?", close=near)
            if near
            else msg("there are {names}", names=", ".join(sorted(city.deliveries))),
        )
    known_part(known_source(city, source), part)


def _trail(
    opened: Opened, city: City, allocation: Allocation, source: str, part: int | None
) -> tuple[list[Piece], Data]:
    """Of a contract, or of a system that no key of its own splits."""
    from itgov.allocate import trail, trail_told
    from itgov.allocate.explain_output import trail_data
    from itgov.finding import At

    contract = city.contracts.get(source)
    if contract is not None and contract.cost_per_year is None:
        raise Stop(
            Exit.FINDINGS,
            msg("“{source}” has no cost on record", source=source),
            msg("add kostnad per år (`cost_per_year`)"),
        )
    if contract is not None:
        portions = trail.of_contract(city, allocation, source)
    else:
        portions = trail.of_system(city, allocation, source, part) if source in city.systems else ()
    if not portions:
        raise Stop(
            Exit.FINDINGS,
            msg(
                "“{source}” has no cost on record for {years}",
                source=source,
                years=", ".join(map(str, allocation.years)),
            ),
            msg("`itgov show {id}` shows the record", id=source),
        )
    spot = opened.repository.spot(At(source, ("cost_per_year",) if contract is not None else ("yearly_cost",)))
    sheets = trail_told.told(city, source, portions, opened.language, f"{spot.path}:{spot.line}")
    beside = trail_told.said(city, source, portions, opened.language)
    return sheets, trail_data(source, portions, beside, opened.language)


def _change(city: City, administration: str, year: int | None, language: str) -> tuple[list[Piece], Data]:
    from itgov.allocate.between import Side
    from itgov.allocate.compare_told import told_change
    from itgov.allocate.comparison import compare
    from itgov.allocate.cost import years_of
    from itgov.allocate.explain_output import change_data
    from itgov.allocate.shares import allocate
    from itgov.allocate.suppose import known_administration

    known_administration(city, administration)
    planned = city.settings.plan.years
    at = _year(city, planned[min(1, len(planned) - 1)] if year is None else year)
    allocation = allocate(city, (at - 1, at))
    # An asset or a system alone may reach back further than what the deliveries' records say.
    if at - 1 not in years_of(city):
        raise Stop(
            Exit.FINDINGS,
            msg("no cost is on record for {year}, so that there is nothing to compare with", year=str(at - 1)),
            msg(
                "choose a later year with --year, or add the amounts of {year} to per år (`per_year`)", year=str(at - 1)
            ),
        )
    found = compare(Side(city, allocation, at - 1), Side(city, allocation, at))
    return told_change(city, found, administration, language), change_data(found, administration, language)


def _year(city: City, year: int | None) -> int:
    return city.settings.plan.years[0] if year is None else planned_year(city, year)


def _places(opened: Opened) -> Place:
    """Where a line's part stands: the path from the city's folder, and the line."""
    from itgov.finding import At

    def place(line: CostLine) -> str:
        field = "cost_parts" if line.kind == "delivery" else "yearly_cost"
        spot = opened.repository.spot(At(line.source_id, (field, line.part_number - 1)))
        return f"{spot.path}:{spot.line}"

    return place
