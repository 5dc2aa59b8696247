"""`itgov allocate --prices fixed`: the same tables in the prices of one year, for show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.exits import Exit, Stop
from itgov.message import msg

if TYPE_CHECKING:
    from itgov.allocate.prices import FixedPrices
    from itgov.message import Message
    from itgov.model.city import City


class Prices(StrEnum):
    """Which year's kronor amounts are shown in."""

    NOMINAL = "nominal"
    FIXED = "fixed"


PricesOption = Annotated[
    Prices,
    typer.Option(
        "--prices",
        help="In the kronor of each year, as the books are; or fixed, for show: in the prices of the city's price "
        "year, by its own index.",
    ),
]


def fixed_for(
    city: City, prices: Prices, years: Iterable[int], agenda: str | None = None, xlsx: Path | None = None
) -> FixedPrices | None:
    """The fixed prices that are asked for, or None; raises Stop where there are none, or they go with no such thing."""
    if prices is Prices.NOMINAL:
        return None
    from itgov.allocate.prices import CannotRestate, fixed_prices

    if xlsx is not None:
        raise Stop(
            Exit.USAGE,
            msg("the workbook holds the books, in the kronor of each year: there are no fixed prices in it"),
            msg("leave out --prices, or ask for a table with --format csv"),
        )
    if agenda is not None:
        raise Stop(
            Exit.USAGE,
            msg("what an agenda adds stands beside the books, in the kronor of each year"),
            msg("leave out --agenda or --prices"),
        )
    try:
        return fixed_prices(city, years)
    except CannotRestate as error:
        raise Stop(Exit.FINDINGS, error.message, error.remedy) from error


def told(city: City, prices: FixedPrices | None, years: Sequence[int], language: str) -> tuple[Message, ...]:
    """What the fixed prices are and how far each year is from the books; nothing where amounts are nominal."""
    if prices is None:
        return ()
    from itgov.allocate.prices import differences
    from itgov.allocate.prices_output import heading
    from itgov.allocate.prices_output import told as differing

    return heading(prices), *differing(prices, differences(city, prices, years), language)
