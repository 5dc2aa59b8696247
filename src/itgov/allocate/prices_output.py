"""A split in fixed prices as sentences and as data: what it is, and how far it is from the books."""

from __future__ import annotations

from collections.abc import Sequence

from itgov.allocate.figures import kr
from itgov.allocate.indexed import number_text
from itgov.allocate.output import Data
from itgov.allocate.prices import FixedPrices, PriceDifference
from itgov.allocate.shares import Allocation
from itgov.allocate.table import DIALECTS
from itgov.allocate.views import by_administration, by_source
from itgov.message import Message, msg


def heading(prices: FixedPrices) -> Message:
    """What the tables below it are in, and that nothing is booked so."""
    series = prices.series
    return msg(
        "For show, in the prices of {year} by {index} ({publisher}, published on {day}): "
        "what is charged and booked is in the kronor of each year",
        year=str(prices.year),
        index=series.name,
        publisher=series.publisher,
        day=series.published_on.isoformat(),
    )


def titled(title: Message | str, prices: FixedPrices | None) -> Message | str:
    """The title of a table, with the prices it is in where they are fixed."""
    return title if prices is None else msg("{title}, in the prices of {year}", title=title, year=str(prices.year))


def told(prices: FixedPrices, differences: Sequence[PriceDifference], language: str) -> tuple[Message, ...]:
    """For each year, the costs in the books, in fixed prices, and the difference."""
    decimal = DIALECTS[language].decimal
    return tuple(
        msg(
            "{year}: {nominal} kr in the books = {fixed} kr in the prices of {base} + {difference} kr "
            "of changed prices, by {number}/{base_number}{forecast}",
            year=str(one.year),
            nominal=kr(one.nominal_ore, language),
            fixed=kr(one.fixed_ore, language),
            base=str(prices.year),
            difference=kr(one.difference_ore, language),
            number=number_text(prices.number(one.year), decimal),
            base_number=number_text(prices.number(prices.year), decimal),
            forecast=msg(" (a forecast)") if prices.series.is_forecast(one.year) else "",
        )
        for one in differences
    )


def as_data(split: Allocation, prices: FixedPrices, differences: Sequence[PriceDifference]) -> Data:
    """The key `fixed_prices` beside a split's books: the same figures in the prices of one year, whole öre."""
    series = prices.series
    return {
        "price_index": series.id,
        "published_on": series.published_on.isoformat(),
        "price_year": prices.year,
        "price_year_number": str(prices.number(prices.year)),
        "years": [
            {
                "year": one.year,
                "number": str(prices.number(one.year)),
                "forecast": series.is_forecast(one.year),
                "nominal_ore": one.nominal_ore,
                "fixed_ore": one.fixed_ore,
                "difference_ore": one.difference_ore,
            }
            for one in differences
        ],
        "by_administration": [
            {"administration": one.administration_id, "year": one.year, "amount_ore": one.ore}
            for one in by_administration(split)
        ],
        "by_source": [
            {"source": one.source_id, "kind": one.kind, "year": one.year, "amount_ore": one.whole_ore}
            for one in by_source(split)
        ],
        "cells": [
            {
                "administration": cell.administration_id,
                "source": cell.source_id,
                "kind": cell.kind,
                "part_number": cell.part_number,
                "year": cell.year,
                "amount_ore": cell.ore,
            }
            for cell in split.cells
        ],
    }
