"""The split as charts: who pays what, and for one administration what it pays for and how that moves over the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from itgov.message import msg, msg_n
from itgov.report.material import Name
from itgov.report.page import Bar, Figure

if TYPE_CHECKING:
    from itgov.report.split import SplitView
    from itgov.report.split_administration import AdministrationView

_MOST = 12
"""Bars of a chart before the smaller ones are put together."""


def whole_figures(view: SplitView) -> tuple[Figure, ...]:
    """What each administration pays in the first planned year, the largest first."""
    at = view.years.index(view.year) if view.year in view.years else 0
    title = msg("What each administration pays in {year}", year=view.year)
    return _made(Figure("split.svg", title, _largest(((row.name, row.ore[at]) for row in view.rows), most=None)))


def administration_figures(one: str, view: AdministrationView) -> tuple[Figure, ...]:
    """What the administration with the id `one` pays, by source in the first planned year, and in all by year."""
    at = view.years.index(view.year) if view.year in view.years else 0
    sources = msg("What {name} pays in {year}, by source", name=view.name, year=view.year)
    years = msg("What {name} pays, by year", name=view.name)
    by_year = tuple(Bar(year, ore) for year, ore in zip(view.years, view.sums, strict=True))
    return _made(
        Figure(f"{one}-sources.svg", sources, _largest(((row.source, row.ore[at]) for row in view.rows), most=_MOST)),
        Figure(f"{one}-years.svg", years, by_year),
    )


def _made(*figures: Figure) -> tuple[Figure, ...]:
    """Those that have two amounts or more to compare."""
    return tuple(figure for figure in figures if sum(bool(bar.ore) for bar in figure.bars) > 1)


def _largest(amounts: Iterable[tuple[Name, int]], most: int | None) -> tuple[Bar, ...]:
    """Amounts by name, the largest first, ties as they come; what is beyond `most` as one bar, zeros left out."""
    found: dict[Name, int] = defaultdict(int)
    for name, ore in amounts:
        found[name] += ore
    bars = sorted((Bar(name, ore) for name, ore in found.items() if ore), key=lambda bar: -bar.ore)
    if most is None or len(bars) <= most:
        return tuple(bars)
    kept, rest = bars[: most - 1], bars[most - 1 :]
    together = msg_n("{n} other", "{n} others", n=len(rest))
    return (*kept, Bar(together, sum(bar.ore for bar in rest), together=True))
