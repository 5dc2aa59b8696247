"""What holds for every form: it can be told of nothing, one and many, and no value acts in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from itgov.finding import Spot
from itgov.tell.forms import FORMS
from itgov.tell.frame import Frame
from itgov.tell.summary import summary
from itgov.tell.told import Telling
from tests.tell.tellings import FRAME, HOSTILE, SIZES, line_at, tellings, told

_ACTING = re.compile(r"##\w*\[")


def _assert_nothing_acts(text: str, *, commands: bool = False) -> None:
    raw = {char for char in text if not char.isprintable() and not char.isspace()} | (set(text) & set("\r\t\x0b\x0c"))
    assert raw == set()
    assert not _ACTING.search(text)
    text.encode("utf-8")
    if not commands:
        assert [line for line in text.splitlines() if line.lstrip().startswith("::")] == []


def test_there_is_a_form_for_every_name() -> None:
    assert list(FORMS) == ["text", "concise", "json", "github", "gitlab", "sarif", "junit"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", SIZES)
def test_every_size_is_told_and_told_alike_twice(form: str, size: int) -> None:
    text = FORMS[form](SIZES[size], line_at, "sv", FRAME)
    assert text == FORMS[form](SIZES[size], line_at, "sv", FRAME)
    assert text.endswith("\n") or (form == "concise" and size == 0)
    _assert_nothing_acts(text, commands=form == "github")


@pytest.mark.parametrize("form", FORMS)
@given(telling=tellings())
@settings(max_examples=60, deadline=None)
def test_no_value_acts(form: str, telling: Telling) -> None:
    text = FORMS[form](telling, lambda spot: spot.path, "en", FRAME)
    _assert_nothing_acts(text, commands=form == "github")
    if form == "github":
        commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
        assert len(commands) == len(telling.found)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value", HOSTILE)
def test_no_known_trick_acts(form: str, value: str) -> None:
    telling = Telling((told(path=value, text=value),))
    text = FORMS[form](telling, lambda _: value, "en", Frame(group="record"))
    _assert_nothing_acts(text, commands=form == "github")


@given(telling=tellings())
@settings(max_examples=60, deadline=None)
def test_no_value_acts_in_the_summary(telling: Telling) -> None:
    _assert_nothing_acts(summary(telling, "en"))


def test_a_line_beyond_its_end_is_shown_all_the_same() -> None:
    far = Telling((told(text="x"),))
    assert FORMS["text"](far, lambda _: "", "en", FRAME)
    assert line_at(Spot("itgov.yaml")) is None
