"""One line a finding."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.tell.concise import render
from itgov.tell.frame import BARE
from itgov.tell.told import Telling
from tests.tell.tellings import MANY, NONE, SOME, line_at, told

_GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_few_findings_read_as_they_did(golden: Callable[[Path, str], None], language: str) -> None:
    golden(_GOLDEN / f"concise.{language}.txt", render(SOME, line_at, language, BARE))


def test_each_finding_is_a_line() -> None:
    assert render(NONE, line_at, "en", BARE) == ""
    assert len(render(MANY, line_at, "en", BARE).splitlines()) == 500


def test_a_path_that_looks_like_a_command_names_the_same_file_without_acting() -> None:
    text = render(Telling((told(path="::error::x", text="y", line=2),)), line_at, "en", BARE)
    assert text == "./::error::x:2:9: error[REF001] y – y\n"


def test_what_to_do_stands_on_the_same_line() -> None:
    (line,) = render(Telling((told(text="write it so:\nsummary: >-\n  x"),)), line_at, "en", BARE).splitlines()
    assert line.endswith(" – write it so: summary: >- x")
