"""Charts as SVG: well formed, with all that they show as text, and no label on another whatever the amounts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.report.chart import Box, Chart, Dot, svg
from itgov.report.drawing import SIZE, WIDTH, clipped, width_of, wrapped
from itgov.report.ticks import axis_of, spelled

MNKR = 100_000_000
HUGE = 10**13
GOLDEN = Path(__file__).parent / "golden" / "chart.svg"
NAMESPACE = "{http://www.w3.org/2000/svg}"


def chart(*dots: Dot, **changes: str) -> Chart:
    made = Chart(
        title="Nettonytta mot pengar: Ramen",
        description="Med 80 mnkr är nettonyttan 101 mnkr.",
        x_label="pengar i agendans alla år, mnkr",
        y_label="nettonytta, mnkr",
        dots=dots,
        marked="pengarna som de är",
        notes=("Mellan två punkter ger agendan minst det som linjen visar.",),
        language="sv",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # texts alone are changed


def frontier() -> Chart:
    amounts = ((80, 101, 0), (100, 125, 0), (120, 142, 6), (140, 155, 3), (160, 161, 1), (180, 168, 0), (200, 174, 9))
    return chart(*(Dot(x * MNKR, y * MNKR, (y + more) * MNKR, x == 160) for x, y, more in amounts))


def texts(drawn: str) -> list[ET.Element]:
    return list(ET.fromstring(drawn).iter(f"{NAMESPACE}text"))  # noqa: S314 - drawn here, not read


def place(text: ET.Element) -> Box:
    """Where a text is, reckoned from what is drawn: a letter of a usual sans-serif is 0.62 of its size wide."""
    size = float(text.get("font-size", str(SIZE)))
    x, y, width = float(text.get("x", "")), float(text.get("y", "")), 0.62 * size * len(text.text or "")
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
    return Box(left, y - 0.75 * size, left + width, y + 0.2 * size)


def overlapping(drawn: str) -> list[tuple[str | None, str | None]]:
    found = texts(drawn)
    assert len(found) > 3
    return [(one.text, other.text) for one, other in combinations(found, 2) if place(one).meets(place(other))]


def test_a_frontier_looks_as_it_did(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN, svg(frontier()))


def test_who_does_not_see_it_hears_title_and_numbers() -> None:
    root = ET.fromstring(svg(frontier()))  # noqa: S314 - drawn here, not read
    assert root.get("role") == "img"
    assert root.get("lang") == "sv"
    told = {one.get("id"): one.text for one in root if one.get("id")}
    assert [told[one] for one in (root.get("aria-labelledby") or "").split()] == [
        "Nettonytta mot pengar: Ramen",
        "Med 80 mnkr är nettonyttan 101 mnkr.",
    ]


def test_it_has_neither_script_nor_anything_from_elsewhere_nor_colour() -> None:
    drawn = svg(frontier())
    assert "script" not in drawn
    assert re.findall(r"https?://[^\"]*", drawn) == ["http://www.w3.org/2000/svg"]
    colours = set(re.findall(r"#[0-9a-f]{3,6}", drawn))
    assert colours == {"#000", "#fff", "#ccc"}


def test_every_dot_of_a_frontier_has_its_amount_and_the_present_one_its_name() -> None:
    shown = {text.text for text in texts(svg(frontier()))}
    assert {"101,00", "125,00", "142,00", "155,00", "161,00", "168,00", "174,00", "pengarna som de är"} <= shown


HOSTILE = {
    "one point": [Dot(MNKR, MNKR, None, marked=True)],
    "one point of one öre": [Dot(1, 1, 1, marked=True)],
    "nothing": [Dot(0, 0, 0, marked=True)],
    "equal points": [Dot(MNKR, MNKR), Dot(MNKR, MNKR), Dot(MNKR, MNKR, None, marked=True)],
    "the same value everywhere": [Dot(x * MNKR, 7 * MNKR, None, x == 3) for x in range(9)],
    "negative": [Dot(x * MNKR, (x - 20) * MNKR, (x - 18) * MNKR, x == 3) for x in range(9)],
    "from below zero to above": [Dot(0, -HUGE, HUGE), Dot(HUGE, HUGE, HUGE, marked=True)],
    "huge": [Dot(HUGE + x, HUGE + x, HUGE + 9 * x, x == 5) for x in range(9)],
    "huge and far apart": [Dot(0, 0), Dot(1, 1), Dot(100 * HUGE, 100 * HUGE, None, marked=True)],
    "many": [Dot(x * MNKR, x * x * MNKR, None, x == 50) for x in range(101)],
    "long labels below short ones": [Dot(0, 15 * MNKR, None, marked=True)],
    "none": [],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_label_lies_on_another(name: str) -> None:
    drawn = svg(chart(*HOSTILE[name]))
    assert overlapping(drawn) == []
    assert all(place(text).left >= 0 and place(text).right <= WIDTH for text in texts(drawn))


@given(
    st.lists(st.tuples(st.integers(-HUGE, HUGE), st.integers(0, HUGE)), min_size=1, max_size=12),
    st.integers(0, 11),
    st.sampled_from(("sv", "en")),
)
@settings(max_examples=150, deadline=None)
def test_no_label_lies_on_another_or_outside_whatever_the_amounts(
    found: list[tuple[int, int]], marked: int, language: str
) -> None:
    spots = sorted((x, y) for y, x in found)
    drawn = svg(chart(*(Dot(x, y, None, at == marked) for at, (x, y) in enumerate(spots)), language=language))
    assert overlapping(drawn) == []
    for text in texts(drawn):
        assert place(text).left >= 0
        assert place(text).right <= WIDTH


def test_what_could_act_is_escaped_and_what_is_too_long_is_cut() -> None:
    evil = '</title><script>alert(1)</script>&"\x00\x1b\u202e' + "x" * 300
    drawn = svg(chart(*frontier().dots, title=evil, description=evil, x_label=evil, y_label=evil, marked=evil))
    root = ET.fromstring(drawn)  # noqa: S314 - drawn here, not read
    assert not list(root.iter(f"{NAMESPACE}script"))
    assert "\\x00\\x1b\\u202e" in drawn
    assert all(place(text).right <= WIDTH for text in texts(drawn))


def test_lines_break_between_words_and_a_long_word_is_cut() -> None:
    assert wrapped("ett två tre", width_of("ett två")) == ["ett två", "tre"]
    assert wrapped("x" * 50, width_of("xxxxx…")) == ["xxxxx…"]
    assert clipped("kort", 1000) == "kort"
    assert clipped("kort", 0) == "…"


@given(st.lists(st.integers(-HUGE, HUGE), max_size=9), st.integers(1, 9))
def test_an_axis_holds_every_amount_and_its_marks_are_round(amounts: list[int], most: int) -> None:
    axis = axis_of(amounts, most)
    assert axis.low < axis.high
    assert all(axis.low <= ore <= axis.high for ore in amounts)
    assert (axis.ticks[0], axis.ticks[-1]) == (axis.low, axis.high)
    assert 2 <= len(axis.ticks) <= most + 2
    assert str(axis.step).rstrip("0") in {"1", "2", "5"}
    assert all(tick % axis.step == 0 for tick in axis.ticks)


@pytest.mark.parametrize(
    ("amounts", "low", "high"),
    [([80, 240], 0, 250), ([101, 176], 100, 180), ([-90, -30], -100, 0), ([-150, -120], -150, -120), ([5], 4, 6)],
)
def test_an_axis_begins_at_zero_where_that_costs_little(amounts: list[int], low: int, high: int) -> None:
    axis = axis_of(amounts, 6)
    assert (axis.low, axis.high) == (low, high)


@pytest.mark.parametrize(
    ("ore", "step", "language", "text"),
    [
        (1_250 * MNKR, 10 * MNKR, "sv", "1\N{NO-BREAK SPACE}250"),
        (-1_250 * MNKR, 10 * MNKR, "en", "\N{MINUS SIGN}1,250"),
        (MNKR // 2, MNKR // 10, "sv", "0,5"),
        (7, 1, "sv", "0,00000007"),
        (-1, MNKR, "sv", "0"),
        (MNKR - 1, 1_000_000, "en", "1.00"),
    ],
)
def test_amounts_are_told_in_millions_as_the_language_has_them(ore: int, step: int, language: str, text: str) -> None:
    assert spelled(ore, step, language) == text
