"""`itgov schema` as a person or a program runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from itgov.model.schema import SOURCE_BY_NAME

Capture = pytest.CaptureFixture[str]


def test_one_schema_is_printed_as_json(capsys: Capture) -> None:
    assert main(["schema", "initiative"]) == Exit.OK
    printed = json.loads(capsys.readouterr().out)
    assert printed["properties"]["anchoring"]["title"] == "Förankring"


def test_all_are_written_with_the_setting_that_ties_them_to_files(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "schemas"
    assert main(["schema", "--output", str(folder), "--language", "en"]) == Exit.OK
    assert capsys.readouterr().out == f"{len(SOURCE_BY_NAME) + 1} files written to {folder}\n"
    assert {file.stem for file in folder.iterdir()} == {*SOURCE_BY_NAME, "editors"}
    tied = json.loads((folder / "editors.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert all(Path(file).name in {one.name for one in folder.iterdir()} for file in tied)


def test_one_kind_alone_can_be_written(tmp_path: Path) -> None:
    assert main(["schema", "goal", "--output", str(tmp_path)]) == Exit.OK
    assert [file.name for file in tmp_path.iterdir()] == ["goal.json"]


def test_an_unknown_kind_is_told_with_the_nearest_one(capsys: Capture) -> None:
    assert main(["schema", "initiativ", "--language", "en"]) == Exit.USAGE
    told = capsys.readouterr().err
    assert "there is no kind “initiativ”" in told
    assert "did you mean “initiative”?" in told


def test_nothing_asked_for_is_told_with_the_kinds(capsys: Capture) -> None:
    assert main(["schema", "--language", "en"]) == Exit.USAGE
    assert "initiative, decision" in capsys.readouterr().err


def test_the_same_bytes_each_time(capsys: Capture) -> None:
    main(["schema", "key"])
    first = capsys.readouterr().out
    main(["schema", "key"])
    assert capsys.readouterr().out == first
