"""Findings as a person reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from itgov.finding import Spot
from itgov.message import msg
from itgov.tell.frame import BARE, Frame, Grouping
from itgov.tell.text import lines, plain, render
from itgov.tell.told import Telling
from tests.tell.tellings import FRAME, MANY, NONE, ONE, SOME, line_at, told

_GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("group", [None, "record", "rule"])
def test_a_few_findings_read_as_they_did(
    golden: Callable[[Path, str], None], language: str, group: Grouping | None
) -> None:
    text = render(SOME, line_at, language, replace(FRAME, group=group))
    golden(_GOLDEN / f"text-{group or 'place'}.{language}.txt", text)


def test_nothing_found_is_one_line() -> None:
    assert render(NONE, line_at, "en", BARE) == "12 files read: 0 errors, 0 warnings, 0 notes\n"


def test_the_caret_stands_under_the_place() -> None:
    text = render(ONE, line_at, "en", BARE).splitlines()
    excerpt, caret = text[2], text[3]
    assert excerpt[caret.index("^") :].startswith("mobil-inloggning")
    assert caret.count("^") == len("mobil-inloggning")


def test_the_caret_stands_right_after_characters_that_are_written_out() -> None:
    odd = Telling((replace(told(), spot=Spot("a.yaml", 1, 4, 2)),))
    text = render(odd, lambda _: "a\x1b\tXY", "en", BARE).splitlines()
    assert text[2][text[3].index("^") :] == "XY"


def test_a_long_line_is_clipped_round_the_place() -> None:
    long = Telling((replace(told(), spot=Spot("a.yaml", 1, 5001, 3)),))
    text = render(long, lambda _: "\x00" * 5000 + "XYZ" + "y" * 5000, "en", BARE).splitlines()
    assert text[2][text[3].index("^") :].startswith("XYZ")
    assert len(text[2]) < 180


def test_of_many_alike_five_are_shown_and_the_rest_counted() -> None:
    alike = Telling(tuple(told(number) for number in range(1, 121)))
    text = render(alike, line_at, "en", BARE)
    assert text.count("error[REF001]") == 5
    assert "and 115 more like it (`--group rule` shows all)" in text


def test_twenty_alike_are_all_shown() -> None:
    alike = Telling(tuple(told(number) for number in range(1, 21)))
    assert render(alike, line_at, "en", BARE).count("error[REF001]") == 20


def test_other_words_are_another_cause() -> None:
    unlike = Telling(tuple(replace(told(n), message=msg("{text}", text=f"cause {n % 6}")) for n in range(1, 121)))
    assert render(unlike, line_at, "en", BARE).count("error[REF001]") == 120


def test_grouped_by_rule_all_are_shown_under_one_heading_and_the_help_once() -> None:
    text = render(MANY, line_at, "en", Frame(rules=FRAME.rules, group="rule"))
    assert text.count("[REF001]: ") == 500
    assert text.count("── REF001 unknown-reference (500)") == 1
    assert text.count("a name that leads nowhere") == 1
    assert text.count("did you mean") == 1


def test_grouped_by_record_each_record_has_one_heading() -> None:
    apart = Telling((told(1), told(2), told(1, line=7)))
    text = render(apart, line_at, "en", Frame(group="record"))
    assert [line for line in text.splitlines() if line.startswith("──")] == ["── initiativ-001", "── initiativ-002"]


def test_a_file_that_is_no_record_is_its_own_heading() -> None:
    broken = Telling((replace(told(), record=None),))
    assert "── data/initiatives/initiativ-001.yaml" in render(broken, line_at, "en", Frame(group="record"))


def test_styled_lines_and_plain_text_say_the_same() -> None:
    assert plain(lines(SOME, line_at, "sv", BARE)) == render(SOME, line_at, "sv", BARE)


def test_an_error_that_has_scrolled_away_is_named_again_at_the_end() -> None:
    many = tuple(told(number, severity="warning") for number in range(2, 12))
    far = render(Telling((told(1), *many)), line_at, "en", BARE).splitlines()
    assert far[-2] == "the only error is at data/initiatives/initiativ-001.yaml:1:9"
    near = render(Telling((*many, told(12))), line_at, "en", BARE)
    assert "the only error" not in near
