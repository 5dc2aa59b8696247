"""`itgov allocate` as a finance chief's office runs it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from itgov.allocate import allocate as split
from itgov.check.run import run
from itgov.cli.exits import Exit
from itgov.cli.main import main
from itgov.model.city import City
from itgov.model.delivery import Exclusion
from itgov.model.system import SystemCost
from itgov.store.repository import load
from tests.city import ROOT, SMALL

YEARS = (2026, 2027, 2028)
AMOUNTS = st.integers(-(10**9), 10**12)
Capture = pytest.CaptureFixture[str]


def test_the_table_ends_with_what_went_in_and_out(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--language", "sv"]) == Exit.OK
    assert "1 020 000,01" in capsys.readouterr().out.replace("\u00a0", " ")


def test_the_json_is_of_its_documented_shape_and_adds_up(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/allocation-1.json").read_text("utf-8")))
    assert sum(cell["amount_ore"] for cell in data["cells"]) == 100_000_000 + 102_000_001


def test_the_csv_opens_in_a_swedish_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "split.csv"
    arguments = ["allocate", "--root", str(SMALL), "--language", "sv", "--format", "csv"]
    assert main([*arguments, "-o", str(file)]) == Exit.OK
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[-1] for row in rows[1:]] == ["750000,00", "250000,00", "765000,01", "255000,00"]


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed('data/deliveries/leverans-a.yaml: {name: "=cmd|calc"}\n')
    assert main(["allocate", "--root", str(folder), "--format", "csv"]) == Exit.OK
    assert ";'=cmd|calc;" in capsys.readouterr().out


def test_markdown_sums_up(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--format", "md", "--language", "en"]) == Exit.OK
    assert "| Sum |" in capsys.readouterr().out


# A city may lower the rule that would refuse this; what it lets through is told all the same.
LATE = """
data/keys/nyckel-a.yaml: {valid_for: [2028]}
itgov.yaml: {rules: {KEY004: {severity: warning, reason: Nyckeln är på väg.}}}
"""
NEVER = "data/systems/sys-diarium.yaml: {key: nyckel-a}\n"


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_a_cost_that_is_not_split_is_counted_and_fails(
    form: str, changed: Callable[[str], Path], capsys: Capture
) -> None:
    arguments = ["allocate", "--root", str(changed(LATE)), "--language", "en", "--format", form]
    assert main(arguments) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert "1 cost line is not split" in captured.err
    assert "valid only from 2028" in captured.out


def test_a_file_is_written_all_the_same(changed: Callable[[str], Path], tmp_path: Path) -> None:
    file = tmp_path / "split.csv"
    arguments = ["allocate", "--root", str(changed(LATE)), "--language", "en", "--format", "csv", "-o", str(file)]
    assert main(arguments) == Exit.FINDINGS
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert [(row[1], row[-1]) for row in rows[1:]] == [("", "1000000.00"), ("hvo", "765000.01"), ("it", "255000.00")]


def test_a_cost_that_is_not_on_record_is_counted_and_fails(changed: Callable[[str], Path], capsys: Capture) -> None:
    assert main(["allocate", "--root", str(changed(NEVER)), "--language", "en"]) == Exit.FINDINGS
    assert "1 cost is not on record" in capsys.readouterr().err


def test_a_whole_split_says_nothing_on_the_side(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--format", "csv"]) == Exit.OK
    assert capsys.readouterr().err == ""


@cache
def small() -> City:
    """The small city as it lies in the folder."""
    city = load(SMALL).city
    assert city is not None
    return city


@st.composite
def cities(draw: st.DrawFn) -> City:
    """The small city with another key, delivery and shared system, each within what the model takes.

    Of the two that share the delivery one at most is left out: no rule looks for a delivery that nobody shares.
    """
    valid_for = draw(st.lists(st.sampled_from(YEARS), min_size=1, unique=True))
    values = draw(st.fixed_dictionaries({"hvo": st.integers(0, 3)}, optional={"it": st.integers(0, 3)}))
    key = small().keys["nyckel-a"].model_copy(update={"values": values, "valid_for": tuple(valid_for), "total": None})
    delivery = small().deliveries["leverans-a"]
    part = delivery.cost_parts[0].model_copy(
        update={"per_year": draw(st.dictionaries(st.sampled_from(YEARS), AMOUNTS, min_size=1))}
    )
    out = [
        Exclusion(administration=one, reason="Egen lösning.")
        for one in draw(st.sampled_from(["", "hvo", "it"])).split()
    ]
    days = st.none() | st.dates(date(2026, 1, 1), date(2029, 12, 31))
    changes = {"cost_parts": (part,), "excluded": tuple(out), "starts_on": draw(days), "retires_on": draw(days)}
    cost = SystemCost(category="staff", amount=draw(AMOUNTS))
    shared = {"key": draw(st.sampled_from([None, "nyckel-a"])), "yearly_cost": (cost,), "illustrative": True}
    system = small().systems["sys-diarium"].model_copy(update=shared)
    put = {"key": key, "delivery": delivery.model_copy(update=changes), "system": system}
    by_kind = {kind: {**records} for kind, records in small().by_kind.items()}
    for kind, record in put.items():
        by_kind[kind][record.id] = record
    return City(small().settings, by_kind, small().functions)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.filter_too_much])
@given(cities())
def test_what_no_rule_objects_to_is_split_to_the_last_line(city: City) -> None:
    assume(not run(city, ()).count("error"))
    assert split(city, city.settings.plan.years).unsplit == ()


def test_a_year_outside_the_horizon_is_a_wrong_call(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--year", "2035", "--language", "en"]) == Exit.USAGE
    assert "2027–2028" in capsys.readouterr().err
