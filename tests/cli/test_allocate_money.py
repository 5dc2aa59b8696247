"""`itgov allocate transfer`, `balance`, `outcome` and `--agenda` on Malmö's records, as a finance chief runs them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT, SMALL

Capture = pytest.CaptureFixture[str]
MALMO = ["--root", str(ROOT), "--language", "sv"]


def data_of(capsys: Capture, schema: str, *arguments: str) -> dict[str, Any]:
    assert main([*arguments, *MALMO, "--format", "json"]) == Exit.OK
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas" / schema).read_text("utf-8")))
    return data


def test_malmos_transfer_sums_to_zero_and_starts_from_435_million(capsys: Capture) -> None:
    data = data_of(capsys, "allocation-transfer-1.json", "allocate", "transfer")
    assert data["sums"]["today_ore"] == 435_000_000_00
    assert data["sums"]["transfer_ore"] == data["sums"]["transfer_tkr"] == 0
    assert sum(one["transfer_tkr"] for one in data["positions"]) == 0
    assert [one["administration"] for one in data["positions"] if not one["takes_part"]] == ["service"]


def test_malmos_phase_in_sums_to_zero_every_year(capsys: Capture) -> None:
    data = data_of(capsys, "allocation-transfer-1.json", "allocate", "transfer", "--phase-in", "3")
    assert [step["share"] for step in data["steps"]] == ["1/3", "2/3", "1", "1"]
    assert [sum(one["amount_tkr"] for one in step["changes"]) for step in data["steps"]] == [0, 0, 0, 0]


def test_a_phase_in_is_told_in_csv_and_in_markdown_too(tmp_path: Path) -> None:
    told = {}
    for form in ("csv", "md"):
        for asked in ([], ["--phase-in", "3"]):
            file = tmp_path / f"vaxling.{form}"
            assert main(["allocate", "transfer", *asked, *MALMO, "--format", form, "-o", str(file)]) == Exit.OK
            told[form, bool(asked)] = file.read_text("utf-8-sig")
    rows = list(csv.DictReader(told["csv", True].splitlines(), delimiter=";"))
    assert {row["år"] for row in rows} == {"2027", "2028", "2029"}
    assert sum(int(row["kvar att bära, tkr"]) for row in rows if row["år"] == "2027") == 0
    assert len(told["csv", False].splitlines()) < len(rows)
    assert "kvar att bära" in told["md", True]
    assert "kvar att bära" not in told["md", False]


def test_malmos_systems_without_anything_booked_are_no_surplus(capsys: Capture) -> None:
    data = data_of(capsys, "allocation-outcome-1.json", "allocate", "outcome")
    unbooked = [one for one in data["sources"] if one["through"] is None]
    assert {one["source"] for one in unbooked} == {"sys-enkat", "sys-krisledning", "sys-projektportal"}
    assert sum(one["forecast_ore"] for one in unbooked) == data["sums"]["nothing_booked_ore"] == 2_380_000_00
    assert all(one["forecast_deviation_ore"] == 0 for one in unbooked)


def test_malmos_cost_is_paid_unused_or_unassigned(capsys: Capture) -> None:
    sums = data_of(capsys, "allocation-transfer-1.json", "allocate", "transfer")["sums"]
    assert sums["new_ore"] + sums["unused_ore"] + sums["unassigned_ore"] == sums["cost_ore"] == 436_168_333_34


def test_malmos_outcome_adds_up(capsys: Capture) -> None:
    data = data_of(capsys, "allocation-outcome-1.json", "allocate", "outcome", "--month", "3")
    assert data["month"] == 3
    assert sum(cell["booked_ore"] for cell in data["cells"]) == sum(one["booked_ore"] for one in data["sources"])
    assert {one["closing"] for one in data["sources"]} == {"kept", "repaid", "carried"}


def test_malmos_balance_adds_up(capsys: Capture) -> None:
    data = data_of(capsys, "allocation-balance-1.json", "allocate", "balance")
    assert data["agenda"] == "agenda-2026"
    assert data["city"]["turns"] is not None
    ends = [one["cumulated_ore"][-1] for one in data["parties"]]
    assert sum(ends) == data["city"]["cumulated_ore"][-1]


def test_what_an_agenda_adds_is_in_no_sum_of_the_split(capsys: Capture) -> None:
    plain = data_of(capsys, "allocation-1.json", "allocate")
    data = data_of(capsys, "allocation-1.json", "allocate", "--agenda", "agenda-2026")
    added = data.pop("agenda")
    assert data == plain
    assert sum(one["amount_ore"] for one in added) > 0
    assert all(sum(share["amount_ore"] for share in one["shares"]) == one["amount_ore"] for one in added)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        (["transfer"], "Växling av kommunbidrag"),
        (["balance"], "Vem betalar"),
        (["outcome"], "Utfall 2027"),
        (["--agenda", "agenda-2026"], "Drift som agendan lägger till"),
    ],
)
@pytest.mark.parametrize("form", ["text", "md"])
def test_the_tables_speak_swedish(question: list[str], title: str, form: str, capsys: Capture) -> None:
    assert main(["allocate", *question, *MALMO, "--format", form]) == Exit.OK
    assert title in capsys.readouterr().out


@pytest.mark.parametrize("question", [["transfer"], ["balance"], ["outcome"], ["--agenda", "agenda-2026"]])
def test_the_csv_is_a_table_without_sums(question: list[str], tmp_path: Path) -> None:
    file = tmp_path / "svar.csv"
    assert main(["allocate", *question, *MALMO, "--format", "csv", "-o", str(file)]) == Exit.OK
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) > 10
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["transfer"], Exit.FINDINGS, "no record of how shared IT is paid for today"),
        (["transfer", "--year", "2031"], Exit.USAGE, "2027–2028"),
        (["outcome"], Exit.FINDINGS, "nothing is booked for 2027"),
        (["outcome", "--year", "1999"], Exit.USAGE, "2027–2028"),
        (["balance", "--agenda", "agenda-9"], Exit.USAGE, "neither a file nor an adopted agenda"),
    ],
)
def test_what_is_missing_is_said(arguments: list[str], code: Exit, told: str, capsys: Capture) -> None:
    assert main(["allocate", *arguments, "--root", str(SMALL), "--language", "en"]) == code
    assert told in capsys.readouterr().err


def test_a_balance_without_an_agenda_is_of_the_deliveries_alone(capsys: Capture) -> None:
    assert main(["allocate", "balance", "--root", str(SMALL), "--language", "en"]) == Exit.OK
    assert "without any agenda" in capsys.readouterr().out


def test_booked_cost_without_a_split_is_told_and_fails(changed: Callable[[str], Path], capsys: Capture) -> None:
    booked = """
data/outcomes/utfall-b.yaml: |
  id: utfall-b
  name: Utfall
  illustrative: true
  of: sys-diarium
  year: 2027
  booked: [{month: 1, string: 7010-1, amount: 80 tkr}]
"""
    assert main(["allocate", "outcome", "--root", str(changed(booked)), "--language", "en"]) == Exit.FINDINGS
    assert "1 source is not split" in capsys.readouterr().err
