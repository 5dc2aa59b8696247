"""Plain texts that other tools read as something else are told, and only they."""

from __future__ import annotations

from pathlib import Path

import pytest

from itgov.store.bent import MAY_BEGIN, may_bend
from itgov.store.quick import read_one
from itgov.store.reader import parse
from tests.check.rules.told import told
from tests.city import ROOT, codes

GOAL = "id: mal-1\nname: VALUE\ndocument: Programmet\ndescription: Text\n"
BENT = ["no", "Yes", "on", "OFF", "012", "1.10", "1e3", "0x1F", "12:30", "2026-11-02"]


def goal(small_city: Path, value: str) -> Path:
    (small_city / "data/goals/mal-1.yaml").write_text(GOAL.replace("VALUE", value), "utf-8")
    return small_city


@pytest.mark.parametrize("value", BENT)
@pytest.mark.parametrize("after", ["", "  # en kommentar"])
def test_a_plain_text_that_would_be_bent_is_told(value: str, after: str, small_city: Path) -> None:
    assert codes(goal(small_city, value + after)) == ["FRM013"]


@pytest.mark.parametrize("value", [*(f"'{one}'" for one in BENT), '"1.10"', "1.15", "42", "Nova", "no-no", "v1.10"])
def test_what_is_quoted_or_comes_back_the_same_is_let_be(value: str, small_city: Path) -> None:
    assert codes(goal(small_city, value)) == []


def test_what_is_told_of_it(small_city: Path) -> None:
    (text,) = told(goal(small_city, "1.10"), "FRM013")
    assert text == (
        "data/goals/mal-1.yaml: namn (`name`) of “mal-1” is the text 1.10, which other YAML tools read as a number\n"
        'put it in quotes: "1.10"'
    )


def test_a_date_where_one_belongs_is_no_reason_to_look() -> None:
    assert not may_bend("idea", "2026-01-01")
    assert not may_bend("price_year", "2026")
    assert may_bend(None, "2026-01-01")
    assert may_bend("name", "2026-01-01")


@pytest.mark.parametrize("value", BENT)
def test_every_text_that_is_told_begins_as_one_that_may_be(value: str) -> None:
    assert value[0] in MAY_BEGIN
    assert may_bend("name", value)


def test_few_of_the_city_s_own_files_need_a_closer_look() -> None:
    files = list((ROOT / "data").rglob("*.yaml"))
    assert len(files) > 100
    assert sum(read_one(file.parent, file.name).suspect for file in files) < len(files) / 20


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a:\n\tb: 2\n", 2, 1), ("a:\n  b: 2\n \tc: 3\n", 3, 2), ("a:\n  -\tb: 1\n", 2, 4), ("a: |\n  t\n\tm\n", 3, 1)],
)
def test_a_tab_is_shown_where_it_stands(text: str, line: int, column: int) -> None:
    ((code, fault),) = parse(text.encode(), "a.yaml").faults
    assert (code, fault.where.line, fault.where.column) == ("FRM014", line, column)  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["a:\t1\n", "a: [\n\tb]\n", 'a: "x\n\ty"\n', "a: 1\t\n"])
def test_a_tab_where_yaml_takes_one_is_let_be(text: str) -> None:
    assert parse(text.encode(), "a.yaml").faults == ()
