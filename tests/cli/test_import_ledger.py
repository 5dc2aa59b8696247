"""`itgov import ledger` as a finance office runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itgov.cli.exits import Exit
from itgov.cli.main import main
from itgov.edit.ledger import OutcomeFile, outcome_files, read_ledger
from itgov.edit.ledger_csv import LedgerTable
from itgov.model.outcome import Ledger
from itgov.store.repository import load
from tests.city import ROOT, codes

Capture = pytest.CaptureFixture[str]
Changed = Callable[[str], Path]

MAPPING = """
data/ledgers/huvudbok-a.yaml: |
  id: huvudbok-a
  name: Huvudboken
  string_columns: [Ansvar, Konto]
  amount_column: Belopp
  month_column: Period
  rows: [{begins_with: "7010", to: leverans-a}]
  left_out: [{begins_with: "6999", reason: Egna system.}]
"""
RECORD = """
data/outcomes/utfall-gammal.yaml: |
  # Behålls.
  id: utfall-gammal
  name: Utfall 2027
  illustrative: true
  of: leverans-a
  year: 2027
  booked:
    - {month: 1, string: 7010-1, amount: 10 kr}
    - month: 3
      string: 7010-1
      amount: 30 kr
  # Sist.
  note: Bokslut i januari.
"""
ROWS = "Ansvar;Konto;Period;Belopp\n7010;5010;202703;1 234,50\n7010;5010;2027-03;34,50-\n7010;68;2027-04;5\n"


def run(folder: Path, text: str, *arguments: str, encoding: str = "utf-8") -> int:
    file = folder / "huvudbok.csv"
    file.write_bytes(text.encode(encoding))
    asked = ["import", "ledger", str(file), "--mapping", "huvudbok-a", "--root", str(folder), "--language", "en"]
    return main([*asked, *arguments])


def test_nothing_is_written_without_being_asked(changed: Changed, capsys: Capture) -> None:
    folder = changed(MAPPING)
    assert run(folder, ROWS) == Exit.OK
    assert "--write writes 1 record" in capsys.readouterr().out
    assert not (folder / "data/outcomes").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_rows_become_a_record_that_no_rule_objects_to(encoding: str, changed: Changed, capsys: Capture) -> None:
    folder = changed(MAPPING)
    assert run(folder, ROWS, "--write", encoding=encoding) == Exit.OK
    city = load(folder).city
    assert city is not None
    booked = city.outcomes["utfall-a-2027"].booked
    assert [(one.month, one.string, one.amount) for one in booked] == [(3, "7010-5010", 120_000), (4, "7010-68", 500)]
    assert codes(folder) == []
    assert "1 record is written" in capsys.readouterr().out


def test_a_month_takes_the_place_of_the_same_month_and_all_else_stays(changed: Changed) -> None:
    folder = changed(MAPPING + RECORD)
    assert run(folder, ROWS, "--write") == Exit.OK
    text = (folder / "data/outcomes/utfall-gammal.yaml").read_text("utf-8")
    assert text.startswith("# Behålls.\n")
    assert "note: Bokslut i januari." in text
    city = load(folder).city
    assert city is not None
    booked = city.outcomes["utfall-gammal"].booked
    assert [(one.month, one.amount) for one in booked] == [(1, 1_000), (3, 120_000), (4, 500)]


def test_taking_the_same_file_in_twice_changes_nothing_more(changed: Changed) -> None:
    folder = changed(MAPPING)
    run(folder, ROWS, "--write")
    before = (folder / "data/outcomes/utfall-a-2027.yaml").read_bytes()
    run(folder, ROWS, "--write")
    assert (folder / "data/outcomes/utfall-a-2027.yaml").read_bytes() == before


def test_an_unmapped_row_is_told_with_its_line_and_sum(changed: Changed, capsys: Capture) -> None:
    folder = changed(MAPPING)
    assert run(folder, ROWS + "8888;1;202703;99\n6999;1;202703;7\n", "--write", "--format", "json") == Exit.FINDINGS
    captured = capsys.readouterr()
    data = json.loads(captured.out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/import-ledger-1.json").read_text("utf-8")))
    assert data["unmapped"] == [{"line": 5, "string": "8888-1", "year": 2027, "month": 3, "amount_ore": 9_900}]
    assert data["left_out"] == [{"reason": "Egna system.", "rows": 1, "amount_ore": 700}]
    assert data["written"] is True
    assert "1 row of 99 kr is unmapped" in captured.err


def test_a_row_that_cannot_be_read_keeps_all_from_being_written(changed: Changed, capsys: Capture) -> None:
    folder = changed(MAPPING)
    assert run(folder, ROWS + "7010;1;202703;mycket\n", "--write") == Exit.FINDINGS
    captured = capsys.readouterr()
    assert "“mycket” is no amount" in captured.out
    assert "nothing is written" in captured.err
    assert not (folder / "data/outcomes").exists()


def test_an_amount_that_no_record_can_hold_is_told_with_its_line(changed: Changed, capsys: Capture) -> None:
    folder = changed(MAPPING)
    assert run(folder, ROWS + "7010;1;202703;10000000000000,01\n", "--write", "--format", "json") == Exit.FINDINGS
    captured = capsys.readouterr()
    (bad,) = json.loads(captured.out)["unreadable"]
    assert bad == {"line": 5, "message": "10 000 000 000 000,01 kr is too large: at most 10^15 öre is taken"}
    assert "nothing is written" in captured.err
    assert not (folder / "data/outcomes").exists()


def test_rows_whose_sum_no_record_can_hold_are_told_with_the_line_that_passes_it(
    changed: Changed, capsys: Capture
) -> None:
    folder = changed(MAPPING)
    rows = "7010;1;202703;-9000000000000\n" * 2 + "7010;1;202703;5\n7010;1;202704;-9000000000000\n"
    assert run(folder, ROWS + rows, "--write", "--format", "json") == Exit.FINDINGS
    captured = capsys.readouterr()
    (bad,) = json.loads(captured.out)["unreadable"]
    assert bad["line"] == 6
    assert bad["message"].startswith("with this row, “7010-1” sums to -18 000 000 000 000 kr in 2027-03, which is too")
    assert "nothing is written" in captured.err


def test_rows_that_pass_the_largest_amount_and_come_back_are_taken(changed: Changed) -> None:
    folder = changed(MAPPING)
    rows = "7010;1;202703;9000000000000\n" * 2 + "7010;1;202703;-9000000000000\n"
    assert run(folder, ROWS + rows, "--write") == Exit.OK
    city = load(folder).city
    assert city is not None
    assert 900_000_000_000_000 in [one.amount for one in city.outcomes["utfall-a-2027"].booked]


@pytest.mark.parametrize("month", ["1999-03", "209003", "2025-12"])
def test_a_month_of_a_year_that_is_not_planned_keeps_all_from_being_written(
    month: str, changed: Changed, capsys: Capture
) -> None:
    folder = changed(MAPPING)
    assert run(folder, ROWS + f"7010;1;{month};5\n", "--write") == Exit.FINDINGS
    captured = capsys.readouterr()
    assert f"{month[:4]}-{month[-2:]} is outside the years that the city plans and the year before them" in captured.out
    assert "2026–2028" in captured.out
    assert "nothing is written" in captured.err
    assert not (folder / "data/outcomes").exists()


def test_a_part_that_the_mapping_names_stands_in_the_record(changed: Changed) -> None:
    folder = changed(
        MAPPING.replace("to: leverans-a}", 'to: leverans-a}, {begins_with: "7010-68", to: leverans-a, part: Personal}')
    )
    assert run(folder, ROWS, "--write") == Exit.OK
    city = load(folder).city
    assert city is not None
    assert [(one.string, one.part) for one in city.outcomes["utfall-a-2027"].booked] == [
        ("7010-5010", None),
        ("7010-68", "Personal"),
    ]


TWO_SOURCES = MAPPING.replace("to: leverans-a}", 'to: leverans-a}, {begins_with: "7020", to: sys-diarium}')
TWO_ROWS = ROWS + "7020;1;202703;5\n"


def refuse_to_replace(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of that name takes its place, as where a program holds it open."""
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target).name == name and "itgov-" not in str(target):
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)


def test_where_one_record_cannot_be_written_none_is(
    changed: Changed, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = changed(TWO_SOURCES)
    refuse_to_replace("utfall-diarium-2027.yaml", monkeypatch)
    assert run(folder, TWO_ROWS, "--write") == Exit.USAGE
    assert "utfall-diarium-2027.yaml cannot be written: Permission denied" in capsys.readouterr().err
    assert list((folder / "data/outcomes").iterdir()) == []


def meddled(
    monkeypatch: pytest.MonkeyPatch, meddle: Callable[[tuple[OutcomeFile, ...]], tuple[OutcomeFile, ...]]
) -> None:
    """Something happens to the records when they are made, before they are written."""
    monkeypatch.setattr("itgov.edit.ledger.outcome_files", lambda *given: meddle(outcome_files(*given)))


def test_a_record_that_was_changed_in_between_is_left_alone(
    changed: Changed, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = changed(MAPPING + RECORD)
    file = folder / "data/outcomes/utfall-gammal.yaml"

    def by_somebody(files: tuple[OutcomeFile, ...]) -> tuple[OutcomeFile, ...]:
        file.write_text(file.read_text("utf-8") + "# Av någon annan.\n", encoding="utf-8")
        return files

    meddled(monkeypatch, by_somebody)
    assert run(folder, ROWS, "--write") == Exit.USAGE
    told = "data/outcomes/utfall-gammal.yaml was changed while it was imported: nothing is written"
    assert told in capsys.readouterr().err
    assert file.read_text("utf-8").endswith("# Av någon annan.\n")


def test_a_record_that_somebody_made_in_between_is_left_alone(
    changed: Changed, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = changed(MAPPING)
    file = folder / "data/outcomes/utfall-a-2027.yaml"
    errors = "itgov.cli.imported.errors_in_a_copy"

    def by_somebody(*_: object) -> list[object]:
        file.parent.mkdir()
        file.write_text("# Av någon annan.\n", encoding="utf-8")
        return []

    monkeypatch.setattr(errors, by_somebody)
    assert run(folder, ROWS, "--write") == Exit.USAGE
    assert "utfall-a-2027.yaml was changed while it was imported" in capsys.readouterr().err
    assert file.read_text("utf-8") == "# Av någon annan.\n"


@pytest.mark.parametrize("arguments", [["--write"], ["--write", "--format", "json"], []])
def test_what_validate_would_refuse_is_not_written(
    arguments: list[str], changed: Changed, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = changed(MAPPING)
    meddled(
        monkeypatch,
        lambda files: tuple(replace(one, text=one.text.replace("of: leverans-a", "of: leverans-b")) for one in files),
    )
    assert run(folder, ROWS, *arguments) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert "data/outcomes/utfall-a-2027.yaml:" in captured.err
    assert "1 error in the changed records: nothing is written" in captured.err
    assert "--write writes" not in captured.out
    assert not (folder / "data/outcomes").exists()


def test_two_records_of_one_year_are_refused(changed: Changed, capsys: Capture) -> None:
    second = RECORD.replace("gammal", "annan").replace("month: 1,", "month: 5,").replace("month: 3", "month: 6")
    folder = changed(MAPPING + RECORD + second)
    assert run(folder, ROWS, "--write") == Exit.FINDINGS
    assert "utfall-annan, utfall-gammal" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["borta.csv", "--mapping", "huvudbok-a"], Exit.USAGE, "cannot be read"),
        (["itgov.yaml", "--mapping", "huvudbok-b"], Exit.USAGE, "there are: huvudbok-a"),
    ],
)
def test_a_wrong_call_says_what_there_is(
    arguments: list[str], code: Exit, told: str, changed: Changed, capsys: Capture
) -> None:
    folder = changed(MAPPING)
    file = str(folder / arguments[0])
    asked = ["import", "ledger", file, *arguments[1:], "--root", str(folder), "--language", "en"]
    assert main(asked) == code
    assert told in capsys.readouterr().err


def test_a_file_without_the_mappings_column_says_which_there_are(changed: Changed, capsys: Capture) -> None:
    assert run(changed(MAPPING), "Ansvar;Period\n7010;202703\n") == Exit.FINDINGS
    assert "no column “Konto”; its columns are “Ansvar”, “Period”" in capsys.readouterr().err


def mapping(*begins: str) -> Ledger:
    rows = tuple({"begins_with": begin, "to": f"leverans-{begin}"} for begin in begins)
    return Ledger.model_validate(
        {
            "id": "huvudbok-a",
            "name": "Huvudboken",
            "string_columns": ("Ansvar",),
            "amount_column": "Belopp",
            "month_column": "Period",
            "rows": rows,
            "left_out": ({"begins_with": "9", "reason": "Eget"},),
        }
    )


def test_the_longest_beginning_decides() -> None:
    table = LedgerTable(("Ansvar", "Period", "Belopp"), ((2, ("7010", "202701", "1")), (3, ("7020", "202701", "2"))))
    reading = read_ledger(table, mapping("70", "701"))
    assert {of: [row.line for row in rows] for of, rows in reading.booked.items()} == {
        "leverans-70": [3],
        "leverans-701": [2],
    }


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["7010", "71", "9", "5", ""]),
            st.sampled_from(["202701", "2027-02", "x"]),
            st.sampled_from(["1,50", "2-", "-3", "y"]),
        )
    )
)
def test_no_row_is_dropped(rows: list[tuple[str, str, str]]) -> None:
    table = LedgerTable(("Ansvar", "Period", "Belopp"), tuple(enumerate(rows, start=2)))
    reading = read_ledger(table, mapping("70", "71"))
    lines = [row.line for heap in reading.booked.values() for row in heap]
    lines += [row.line for heap in reading.left_out.values() for row in heap]
    lines += [row.line for row in reading.unmapped]
    lines += [row.line for row in reading.bad]
    assert sorted(lines) == list(range(2, len(rows) + 2))
