"""The split's charts: they show what the pages say, and no more than their readers may see."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from itgov.allocate import allocate
from itgov.message import Message
from itgov.report.audience import for_audience
from itgov.report.labels import NOT_PUBLIC
from itgov.report.material import Material
from itgov.report.page import Figure
from itgov.report.render import drawn
from itgov.report.split import sheets, split_view
from itgov.report.split_administration import AdministrationView, PaidFor, administration_view
from itgov.report.split_figures import administration_figures, whole_figures
from tests.report.small import small


def material() -> Material:
    city = small()
    return Material(city, for_audience(city, "public"), None, allocate(city), "public")


def paid(name: str | Message, ore: int) -> PaidFor:
    return PaidFor(name, "nyckel", None, None, None, Fraction(1), (0, ore, 0))


def view(*rows: PaidFor) -> AdministrationView:
    """A page of three years, of which the middle one is the first planned."""
    found = administration_view(material(), "hvo")
    return replace(found, year="2027", years=("2026", "2027", "2028"), sums=(0, 7, 9), rows=rows)


def by_source(*rows: PaidFor) -> Figure:
    figures = administration_figures("hvo", view(*rows))
    return next(figure for figure in figures if figure.file == "hvo-sources.svg")


def test_the_whole_shows_what_every_administration_pays_the_most_first() -> None:
    shown = split_view(material())
    (figure,) = whole_figures(shown)
    ore = [bar.ore for bar in figure.bars]
    assert ore == sorted(ore, reverse=True)
    assert sum(ore) == shown.total_ore


def test_one_source_with_two_keys_is_one_bar() -> None:
    figure = by_source(paid("Nätverk", 4), paid("HR", 5), paid("Nätverk", 3))
    assert [(bar.name, bar.ore) for bar in figure.bars] == [("Nätverk", 7), ("HR", 5)]


def test_what_is_beyond_a_dozen_is_put_together_and_nothing_is_lost() -> None:
    figure = by_source(*(paid(f"leverans {number}", number) for number in range(1, 31)))
    assert len(figure.bars) == 12
    assert (str(figure.bars[-1].name), figure.bars[-1].together) == ("19 others", True)
    assert sum(bar.ore for bar in figure.bars) == sum(range(1, 31))


def test_what_the_readers_may_not_see_is_one_bar_without_a_name() -> None:
    figure = by_source(paid("Nätverk", 4), paid(NOT_PUBLIC, 6))
    assert [bar.name for bar in figure.bars] == [NOT_PUBLIC, "Nätverk"]


def test_years_keep_their_order() -> None:
    figures = administration_figures("hvo", view(paid("Nätverk", 7)))
    assert [[bar.name for bar in figure.bars] for figure in figures] == [["2026", "2027", "2028"]]


def test_one_amount_is_no_chart() -> None:
    assert administration_figures("hvo", replace(view(paid("Nätverk", 7)), sums=(0, 7, 0))) == ()


def test_a_chart_lies_beside_its_page_which_shows_it() -> None:
    pages = {sheet.path: sheet for sheet in sheets(material())}
    assert [page.path for page in drawn(pages["split/hvo.md"], "sv")] == ["sv/split/hvo-years.svg"]
    assert [page.path for page in drawn(pages["split.md"], "sv")] == ["sv/split.svg"]
