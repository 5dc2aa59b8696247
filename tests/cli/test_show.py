"""`itgov show` as a person or a program runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import SMALL

Capture = pytest.CaptureFixture[str]


def shown(capsys: Capture, record_id: str, *arguments: str, root: Path = SMALL) -> str:
    assert main(["show", record_id, "--root", str(root), "--language", "en", *arguments]) == Exit.OK
    return capsys.readouterr().out


def test_it_names_the_record_its_kind_and_its_place(capsys: Capture) -> None:
    assert shown(capsys, "init-a").startswith(
        "init-a  Mobil dokumentation\ninitiative, data/initiatives/init-a.yaml:1\n"
    )


def test_what_it_points_to_has_its_field_in_both_tongues_and_its_line(capsys: Capture) -> None:
    assert "föreslås av (`proposed_by`)\n      data/initiatives/init-a.yaml:5\n" in shown(capsys, "init-a")


def test_what_points_to_it_is_listed(capsys: Capture) -> None:
    out = shown(capsys, "ram")
    assert "is pointed at by" in out
    assert "init-b  Ny e-tjänst" in out


def test_decisions_about_it_stand_by_themselves(capsys: Capture) -> None:
    data = json.loads(shown(capsys, "init-a", "--format", "json"))
    assert [(one["id"], one["outcome"]) for one in data["decisions"]] == [("beslut-1", "approved")]
    assert "beslut-1" not in [one["id"] for one in data["pointed_at_by"]]
    assert "2026-05-02 approved, beslutande-niva, STK-2026-1" in shown(capsys, "init-a")


@pytest.mark.parametrize("record_id", ["init-a", "nyckel-a", "sys-diarium", "hvo", "ram"])
def test_it_is_readable_on_80_columns(record_id: str, capsys: Capture) -> None:
    assert max(map(len, shown(capsys, record_id).splitlines())) <= 80


def test_the_json_has_its_name_and_version_and_no_language(capsys: Capture) -> None:
    data = json.loads(shown(capsys, "mal-1", "--format", "json"))
    assert (data["format"], data["version"], data["kind"]) == ("itgov.record", 1, "goal")
    assert [(one["id"], one["field"], one["label"]) for one in data["pointed_at_by"]] == [
        ("init-a", "goals.0", "mål (`goals`)"),
        ("init-b", "goals.0", "mål (`goals`)"),
    ]


def test_a_function_can_be_shown(capsys: Capture) -> None:
    out = shown(capsys, "diarieforing")
    assert "function, data/functions.yaml:" in out
    assert "sys-diarium" in out


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("init-x", "did you mean “init-b”, “init-a”, “init-lagd”?"),
        ("HVO", "did you mean “hvo”?"),
        ("diariet", "did you mean “sys-diarium”"),
        ("qqq", "write the id of a record that exists: it is the name of its file, without .yaml"),
    ],
)
def test_an_unknown_id_is_a_wrong_call_answered_with_the_nearest(wanted: str, near: str, capsys: Capture) -> None:
    assert main(["show", wanted, "--root", str(SMALL), "--language", "en"]) == Exit.USAGE
    assert near in capsys.readouterr().err


def test_an_old_id_is_answered_with_the_new_one(small_city: Path, capsys: Capture) -> None:
    (small_city / "retired.yaml").write_text(
        "retired:\n  - {id: init-noll, on: 2026-01-01, renamed_to: init-a}\n", encoding="utf-8"
    )
    assert main(["show", "init-noll", "--root", str(small_city), "--language", "en"]) == Exit.USAGE
    assert "the record is called “init-a” now" in capsys.readouterr().err


def test_no_value_can_act_on_the_screen(small_city: Path, capsys: Capture) -> None:
    file = small_city / "data/goals/mal-1.yaml"
    file.write_text(file.read_text("utf-8") + 'note: "x\\e[31m[bold]\\u202e"\n', encoding="utf-8")
    out = shown(capsys, "mal-1", root=small_city)
    assert "\\x1b" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("data/systems/sys-diarium.yaml", "did you mean “sys-diarium”?"),
        ("sys-diarium.yaml", "did you mean “sys-diarium”?"),
        ("", "write the id of a record that exists"),
        (" ", "write the id of a record that exists"),
    ],
)
def test_a_file_is_answered_with_its_id_and_nothing_with_nothing(asked: str, said: str, capsys: Capture) -> None:
    assert main(["show", asked, "--root", str(SMALL), "--language", "en"]) == Exit.USAGE
    assert said in capsys.readouterr().err
