"""Lying bars as SVG: every amount told in words too, no text on another, whatever the amounts and names."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.report.bars import Bar, Bars, svg
from itgov.report.drawing import WIDTH
from tests.report.test_chart import NAMESPACE, place, texts

MNKR = 100_000_000
GOLDEN = Path(__file__).parent / "golden" / "bars.svg"

amounts = st.integers(-(10**15), 10**15)
names = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=60)


def bars(*amounts: Bar, title: str = "Vad varje förvaltning betalar 2027, mnkr", notes: tuple[str, ...] = ()) -> Bars:
    return Bars(title, amounts, notes, "sv")


def boxes(drawn: str) -> list[ET.Element]:
    """The bars that are drawn: every box but the ground."""
    return list(ET.fromstring(drawn).iter(f"{NAMESPACE}rect"))[1:]  # noqa: S314 - drawn here, not read


def test_bars_look_as_they_did(golden: Callable[[Path, str], None]) -> None:
    shown = (Bar("Hälsa, vård och omsorg", 82 * MNKR), Bar("Miljö", 3 * MNKR), Bar("7 till", 12 * MNKR, faint=True))
    golden(GOLDEN, svg(bars(*shown, Bar("Återbetalt", -4 * MNKR), notes=("Bygger på påhittade siffror.",))))


def test_whoever_does_not_see_them_hears_every_bar() -> None:
    root = ET.fromstring(svg(bars(Bar("hvo", 82 * MNKR), Bar("miljö", -MNKR // 2), notes=("Nettat.",))))  # noqa: S314
    (told,) = root.iter(f"{NAMESPACE}desc")
    assert told.text == "hvo: 82,0; miljö: \N{MINUS SIGN}0,5. Nettat."


@pytest.mark.parametrize(
    ("ore", "amount"), [(12 * MNKR, "12,0"), (MNKR * 12 // 10, "1,20"), (123_400_00, "0,123"), (0, "0,000")]
)
def test_amounts_have_so_many_decimals_that_the_largest_can_be_read(ore: int, amount: str) -> None:
    assert amount in {text.text for text in texts(svg(bars(Bar("hvo", ore))))}


def test_a_bar_is_as_long_as_its_amount() -> None:
    one, other = boxes(svg(bars(Bar("hvo", 80 * MNKR), Bar("it", 20 * MNKR))))
    assert float(one.get("width", "")) == pytest.approx(4 * float(other.get("width", "")), abs=0.5)


def test_a_credit_lies_on_the_other_side_of_zero() -> None:
    cost, credit = boxes(svg(bars(Bar("hvo", 3 * MNKR), Bar("it", -MNKR))))
    assert float(credit.get("x", "")) + float(credit.get("width", "")) == pytest.approx(
        float(cost.get("x", "")), abs=0.2
    )


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(names, amounts), min_size=1, max_size=20), names)
def test_no_text_lies_on_another_or_outside(drawn: list[tuple[str, int]], title: str) -> None:
    found = [place(text) for text in texts(svg(bars(*(Bar(name, ore) for name, ore in drawn), title=title)))]
    assert not any(one.meets(other) for one, other in combinations(found, 2))
    assert all(one.left >= -1 and one.right <= WIDTH for one in found)
