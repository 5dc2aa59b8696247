"""Index series: they know the years that are reckoned by them, and are the latest edition (D21, D22)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.allocate.cost import in_force
from itgov.allocate.indexed import follows
from itgov.allocate.labels import listed
from itgov.check.rule import Parameter, Rule
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field
from itgov.model.price_index import PriceIndex
from itgov.model.settings import AllocationSetting, Settings

MONTHS = Parameter("IDX003", "months", 12, msg("whole months from publication until the next edition is looked for"))


def _without_year(city: City, delivery: Delivery) -> Iterator[Fault]:
    planned = [year for year in city.settings.plan.years if in_force(delivery, year)]
    for at, part in enumerate(delivery.cost_parts):
        series = city.price_indices.get(part.index or "")
        reckoned = [year for year in planned if follows(part, year)]
        if series is None or not reckoned:
            continue
        unknown = [year for year in (max(part.per_year), *reckoned) if year not in series.values]
        if unknown:
            yield Fault(
                At(delivery.id, ("cost_parts", at, "index")),
                msg(
                    "the cost part “{part}” of “{id}” follows “{index}”, which has no number for {years}",
                    part=part.name,
                    id=delivery.id,
                    index=series.id,
                    years=listed(unknown),
                ),
                msg("add the numbers from the latest edition, or write the amounts of those years"),
                (Related(At(series.id, ("values",), key=True), msg("the numbers are here")),),
            )


def _zero(city: City, series: PriceIndex) -> Iterator[Fault]:
    for year, number in series.values.items():
        if not number:
            yield Fault(
                At(series.id, ("values", str(year))),
                msg("“{id}” is 0 for {year}: nothing can be reckoned by it", id=series.id, year=str(year)),
                msg("write the number as published, or take the year away until it is"),
            )


def _old(city: City, series: PriceIndex) -> Iterator[Fault]:
    day, today = series.published_on, city.as_of
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    used = city.settings.allocation.price_index == series.id or city.pointing(series.id, Delivery)
    if months >= MONTHS.of(city) and used:
        yield Fault(
            At(series.id, ("published_on",)),
            msg(
                "“{id}” was published on {day}, {months} months ago or more, and amounts are reckoned by it",
                id=series.id,
                day=day.isoformat(),
                # The limit, and not how long it is: the same finding tomorrow is the same text.
                months=MONTHS.of(city),
            ),
            msg("write the numbers and the day of the latest edition from {publisher}", publisher=series.publisher),
        )


def _price_index_short(city: City, settings: Settings) -> Iterator[Fault]:
    series = city.price_indices.get(settings.allocation.price_index or "")
    if series is None:
        return
    unknown = sorted({settings.price_year, *settings.plan.years} - series.values.keys())
    if unknown:
        yield Fault(
            At(SETTINGS, ("allocation", "price_index")),
            msg(
                "the city's {price_index} “{id}” has no number for {years}: fixed prices of {base} cannot be shown",
                price_index=field(AllocationSetting, "price_index"),
                id=series.id,
                years=listed(unknown),
                base=str(settings.price_year),
            ),
            msg("add the numbers from the latest edition, or choose another index or price year"),
            (Related(At(series.id, ("values",), key=True), msg("the numbers are here")),),
        )


_INDEX = """
data/indices/index-a.yaml: |
  id: index-a
  name: Avtalsindex
  illustrative: true
  publisher: Leverantören
  published_on: {day}
  measures: Listpris, 2026 = 100
  values: {{{values}}}
"""
_FOLLOWS = (
    "data/deliveries/leverans-a.yaml: {cost_parts: [{name: Licenser, category: licences, behaviour: fixed,"
    " per_year: {2027: 90 tkr}, index: index-a}]}\n"
)
_SETTING = "itgov.yaml: {allocation: {price_index: index-a}}\n"
_GOOD = _INDEX.format(day="2026-09-01", values='2026: 100, 2027: "103,1", 2028: 106')
INDEX_WITHOUT_YEAR = Rule(
    "IDX001",
    "index-without-year",
    "error",
    "D22",
    msg("A year that the index does not know is left out of the split, and everyone's share falls on paper."),
    msg("Add the numbers from the latest edition, or write the amounts of those years."),
    bad=_FOLLOWS + _INDEX.format(day="2026-09-01", values="2026: 100, 2027: 103"),
    good=_FOLLOWS + _GOOD,
    over=(Delivery,),
    find=_without_year,
)
INDEX_OF_ZERO = Rule(
    "IDX002",
    "index-of-zero",
    "error",
    "D22",
    msg("A price that is nothing in one year has no ratio to any other: nothing can be reckoned by it."),
    msg("Write the number as published, or take the year away."),
    bad=_INDEX.format(day="2026-09-01", values="2026: 100, 2027: 0"),
    good=_GOOD,
    over=(PriceIndex,),
    find=_zero,
)
INDEX_OUT_OF_DATE = Rule(
    "IDX003",
    "index-out-of-date",
    "warning",
    "D22",
    msg("Series are revised several times a year: a budget by last year's edition is wrong before it is decided."),
    msg("Write the numbers and the day of the latest edition."),
    bad=_FOLLOWS + _INDEX.format(day="2025-06-01", values="2027: 100, 2028: 102"),
    good=_FOLLOWS + _GOOD,
    over=(PriceIndex,),
    find=_old,
    parameters=(MONTHS,),
)
PRICE_INDEX_WITHOUT_YEAR = Rule(
    "IDX004",
    "price-index-without-year",
    "error",
    "D21",
    msg("Without the price year and every planned year in the index, the split cannot be shown in fixed prices."),
    msg("Add the numbers from the latest edition, or choose another index or price year."),
    bad=_SETTING + _INDEX.format(day="2026-09-01", values="2027: 100, 2028: 102"),
    good=_SETTING + _GOOD,
    over=(Settings,),
    find=_price_index_short,
)

PRICE_INDEX_RULES: tuple[Rule, ...] = (
    INDEX_WITHOUT_YEAR,
    INDEX_OF_ZERO,
    INDEX_OUT_OF_DATE,
    PRICE_INDEX_WITHOUT_YEAR,
)
