"""`itgov allocate --xlsx` and `itgov import xlsx`, as a finance chief's office and IT run them."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import SMALL, change

Capture = pytest.CaptureFixture[str]
KEY = Path("data/keys/nyckel-a.yaml")
COMMENTED = """\
# Räknas om varje höst.
id: nyckel-a
name: Årsanställda
definition: Månadsavlönade omräknade till heltid.
driver: antalet anställda
wanted_direction: neutral
unit: årsanställd
measured_on: 2026-03-01
locked_on: 2026-09-30
valid_for: [2027, 2028]
agreed:
  - {body: ekonomichefsgrupp, on: 2026-09-08}
values: {hvo: 300, it: 100} # enligt lönesystemet
total: 400
"""


@pytest.fixture
def commented(small_city: Path) -> Path:
    (small_city / KEY).write_text(COMMENTED, encoding="utf-8")
    return small_city


def asked(root: Path, *arguments: str) -> int:
    return main([*arguments, "--root", str(root), "--language", "en"])


def workbook(root: Path, to: Path) -> Path:
    assert asked(root, "allocate", "--xlsx", str(to)) == Exit.OK
    return to


def typed(file: Path, sheet: str = "In keys", **cells: Any) -> None:
    """Writes values into a sheet."""
    book = openpyxl.load_workbook(file)
    for place, value in cells.items():
        book[sheet][place] = value
    book.save(file)


def test_the_workbook_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, second = workbook(SMALL, tmp_path / "a.xlsx"), workbook(SMALL, tmp_path / "b.xlsx")
    assert first.read_bytes() == second.read_bytes()


def test_out_and_in_again_changes_nothing(small_city: Path, tmp_path: Path, capsys: Capture) -> None:
    file = workbook(small_city, tmp_path / "a.xlsx")
    before = {path: path.read_bytes() for path in small_city.rglob("*.yaml")}
    assert asked(small_city, "import", "xlsx", str(file), "--write") == Exit.OK
    assert "no value in the workbook differs" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in small_city.rglob("*.yaml")} == before


def test_a_change_is_shown_and_not_written(commented: Path, tmp_path: Path, capsys: Capture) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, E4=350, E6=450)
    assert asked(commented, "import", "xlsx", str(file)) == Exit.OK
    shown = capsys.readouterr().out
    assert "-values: {hvo: 300, it: 100} # enligt lönesystemet" in shown
    assert "+values: {hvo: 350, it: 100} # enligt lönesystemet" in shown
    assert (commented / KEY).read_text("utf-8") == COMMENTED


def test_it_is_written_when_asked_to_with_comments_and_order(commented: Path, tmp_path: Path) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, E4=350, E6=450)
    assert asked(commented, "import", "xlsx", str(file), "--write", "--locked") == Exit.OK
    wanted = COMMENTED.replace("hvo: 300", "hvo: 350").replace("total: 400", "total: 450")
    assert (commented / KEY).read_text("utf-8") == wanted


def test_a_large_change_is_a_note_and_no_refusal(commented: Path, tmp_path: Path, capsys: Capture) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, E4=1)
    assert asked(commented, "import", "xlsx", str(file)) == Exit.OK
    shown = capsys.readouterr().out
    assert "300 → 1 (-299, -99.7%) – CHECK: more than 50 %" in shown
    assert "1 value changes by more than 50 % or changes sign" in shown


@pytest.mark.parametrize(
    ("cells", "told"), [({"E4": 350}, "1 value differs"), ({"E4": 350, "E5": 120}, "2 values differ")]
)
def test_what_people_changed_is_counted_and_not_the_total_that_follows(
    commented: Path, tmp_path: Path, capsys: Capture, cells: dict[str, int], told: str
) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, "In keys", **cells)
    assert asked(commented, "import", "xlsx", str(file)) == Exit.OK
    shown = capsys.readouterr().out
    assert "+total:" in shown
    assert told in shown


LOCKED = (
    "WARNING: the key “Årsanställda” (nyckel-a) was locked on 2026-09-30 for 2027, 2028, "
    "agreed by Ekonomichefsgruppen 2026-09-08"
)


def test_a_change_of_a_locked_key_is_told_with_who_agreed_to_it(
    commented: Path, tmp_path: Path, capsys: Capture
) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, E4=350)
    assert asked(commented, "import", "xlsx", str(file)) == Exit.OK
    shown = capsys.readouterr().out
    assert LOCKED in shown
    assert "a change needs a new agreement" in shown


def test_a_locked_key_is_not_written_without_consent(commented: Path, tmp_path: Path, capsys: Capture) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, E4=350)
    assert asked(commented, "import", "xlsx", str(file), "--write") == Exit.FINDINGS
    shown = capsys.readouterr()
    assert LOCKED in shown.out
    assert "nothing is written" in shown.err
    assert "--locked" in shown.err
    assert (commented / KEY).read_text("utf-8") == COMMENTED


def test_consent_writes_a_locked_key_and_tells_it_all_the_same(
    commented: Path, tmp_path: Path, capsys: Capture
) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, E4=350)
    assert asked(commented, "import", "xlsx", str(file), "--write", "--locked") == Exit.OK
    assert LOCKED in capsys.readouterr().out
    assert "hvo: 350" in (commented / KEY).read_text("utf-8")


def test_a_key_that_nobody_agreed_to_is_written_without_it(commented: Path, tmp_path: Path, capsys: Capture) -> None:
    open_key = re.sub(r"locked_on:.*\n|agreed:\n.*\n", "", COMMENTED)
    (commented / KEY).write_text(open_key, encoding="utf-8")
    mild = "{severity: warning, reason: Nyckeln är på väg.}"
    change(commented, f"itgov.yaml: {{rules: {{KEY004: {mild}, KEY008: {mild}}}}}")
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, E4=350)
    assert asked(commented, "import", "xlsx", str(file), "--write") == Exit.OK
    assert "WARNING" not in capsys.readouterr().out
    assert "hvo: 350" in (commented / KEY).read_text("utf-8")


def test_what_validate_would_refuse_is_not_written(commented: Path, tmp_path: Path, capsys: Capture) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, E4=0, E5=0, E6=0)
    assert asked(commented, "import", "xlsx", str(file), "--write") == Exit.FINDINGS
    shown = capsys.readouterr().out
    assert "nothing is written" in shown
    assert str(KEY) in shown
    assert (commented / KEY).read_text("utf-8") == COMMENTED


def test_a_file_that_was_changed_in_between_is_left_alone(
    commented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, E4=350, E6=450)

    def by_somebody(*_: object) -> list[object]:
        (commented / KEY).write_text(COMMENTED + "# Av någon annan.\n", encoding="utf-8")
        return []

    monkeypatch.setattr("itgov.cli.imported.errors_in_a_copy", by_somebody)
    assert asked(commented, "import", "xlsx", str(file), "--write", "--locked") == Exit.USAGE
    assert f"{KEY} was changed while it was imported: nothing is written" in capsys.readouterr().err
    assert (commented / KEY).read_text("utf-8") == COMMENTED + "# Av någon annan.\n"


def test_a_value_that_is_only_tried_is_told_and_not_taken(commented: Path, tmp_path: Path, capsys: Capture) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, "Keys", E4=350)
    assert asked(commented, "import", "xlsx", str(file), "--write") == Exit.OK
    shown = capsys.readouterr().out
    assert "1 value tried in “Keys” is not read: E4\n  → write what is to hold in “In keys”" in shown
    assert (commented / KEY).read_text("utf-8") == COMMENTED


def test_one_wrong_cell_stops_all(commented: Path, tmp_path: Path, capsys: Capture) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    typed(file, E4=350, E5="=SUM(E4)", E6=450)
    assert asked(commented, "import", "xlsx", str(file), "--write") == Exit.FINDINGS
    assert "In keys!E5: the cell holds a formula" in capsys.readouterr().out
    assert (commented / KEY).read_text("utf-8") == COMMENTED


def test_records_that_changed_in_between_are_told(commented: Path, tmp_path: Path, capsys: Capture) -> None:
    file = workbook(commented, tmp_path / "a.xlsx")
    change(commented, "data/deliveries/leverans-a.yaml: {volumes: {2027: 500}}")
    assert asked(commented, "import", "xlsx", str(file)) == Exit.USAGE
    assert "the records have changed since the workbook was written" in capsys.readouterr().err


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes("Nyckel;Värde\r\n".encode("cp1252"))
    assert asked(SMALL, "import", "xlsx", str(file)) == Exit.USAGE
    assert "is no workbook (.xlsx)" in capsys.readouterr().err


def test_a_folder_is_no_place_for_a_workbook(tmp_path: Path, capsys: Capture) -> None:
    assert asked(SMALL, "allocate", "--xlsx", str(tmp_path)) == Exit.USAGE
    assert "nothing can be written to" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.ods", "a.xlsx.csv", "a"])
def test_another_ending_than_a_workbook_s_is_refused(tmp_path: Path, capsys: Capture, name: str) -> None:
    assert asked(SMALL, "allocate", "--xlsx", str(tmp_path / name)) == Exit.USAGE
    assert "has not the ending .xlsx" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_is_open_elsewhere_is_left_alone(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / ".~lock.a.xlsx#").write_text("")
    assert asked(SMALL, "allocate", "--xlsx", str(tmp_path / "a.xlsx")) == Exit.USAGE
    assert "is open in another program" in capsys.readouterr().err
    assert not (tmp_path / "a.xlsx").exists()


def test_a_file_that_is_read_only_is_left_alone(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"x")
    file.chmod(0o444)
    assert asked(SMALL, "allocate", "--xlsx", str(file)) == Exit.USAGE
    assert "is read-only" in capsys.readouterr().err
    assert file.read_bytes() == b"x"


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "fil").write_text("x")
    assert asked(SMALL, "allocate", "--xlsx", str(tmp_path / "fil" / "a.xlsx")) == Exit.USAGE
    assert "nothing can be written to" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_is_read_only_is_told(tmp_path: Path, capsys: Capture) -> None:
    tmp_path.chmod(0o500)
    assert asked(SMALL, "allocate", "--xlsx", str(tmp_path / "a.xlsx")) == Exit.USAGE
    assert "nothing can be written to" in capsys.readouterr().err


def test_the_records_are_no_place_for_a_workbook(small_city: Path, capsys: Capture) -> None:
    assert asked(small_city, "allocate", "--xlsx", str(small_city / "data/a.xlsx")) == Exit.USAGE
    assert "is a place for the city's records" in capsys.readouterr().err


def test_a_workbook_of_another_city_is_refused(small_city: Path, tmp_path: Path, capsys: Capture) -> None:
    file = workbook(small_city, tmp_path / "a.xlsx")
    other = tmp_path / "annan"
    shutil.copytree(small_city, other)
    change(other, "itgov.yaml: {city: storstad}")
    assert asked(other, "import", "xlsx", str(file)) == Exit.USAGE
    assert "and not of “storstad”" in capsys.readouterr().err


def test_a_cost_that_is_not_split_stands_in_the_workbook(small_city: Path, tmp_path: Path, capsys: Capture) -> None:
    change(
        small_city,
        """
data/keys/nyckel-a.yaml: {valid_for: [2028]}
itgov.yaml: {rules: {KEY004: {severity: warning, reason: Nyckeln är på väg.}}}
""",
    )
    file = tmp_path / "a.xlsx"
    assert asked(small_city, "allocate", "--xlsx", str(file)) == Exit.FINDINGS
    assert "1 cost line is not split" in capsys.readouterr().err
    lines = openpyxl.load_workbook(file)["Cost lines"]
    rows = list(lines.iter_rows(min_row=4, values_only=True))
    assert [row[8] for row in rows] == ["not split", "formula"]
    assert "valid only from 2028" in str(rows[0][11])
