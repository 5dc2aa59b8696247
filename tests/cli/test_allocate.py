"""`itgov allocate` as a finance chief's office runs it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT, SMALL

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


def test_a_year_outside_the_horizon_is_a_wrong_call(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--year", "2035", "--language", "en"]) == Exit.USAGE
    assert "2027–2028" in capsys.readouterr().err
