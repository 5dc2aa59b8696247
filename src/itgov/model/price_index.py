"""Index series: how prices moved, and are expected to, as somebody published them on a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from itgov.model.record import Record
from itgov.model.scalar import Date, Frozen, IndexNumber, NotEmpty, Text, Year


class PriceIndex(Record):
    """One edition of an index series: of a price, a wage or a currency, by year. The next edition replaces it."""

    publisher: Text
    """Utgivare: who publishes the series."""
    published_on: Date
    """Publicerad: the day this edition came out; series are revised, and this says which figures hold."""
    measures: Text
    """Mäter: what the series measures, and which year is 100 where it has one."""
    values: Annotated[Mapping[Year, IndexNumber], Frozen, NotEmpty]
    """Indextal: the number of each year; only the ratio of two years counts."""
    forecast_from: Year | None = None
    """Prognos från: the first year whose number is a forecast; all are outcomes where left out."""

    def is_forecast(self, year: int) -> bool:
        """Whether the year's number is a forecast."""
        return self.forecast_from is not None and year >= self.forecast_from
