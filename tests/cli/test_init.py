"""`itgov init --editor`: schemas and settings written, and nothing of anybody's lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.cli.exits import Exit
from itgov.cli.init import CannotMerge, merged
from itgov.cli.main import main
from itgov.model.schema import FOLDER, SOURCES, editor_settings, modeline

Capture = pytest.CaptureFixture[str]
OURS = editor_settings()
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
THERE = st.dictionaries(st.text(max_size=5), VALUES, max_size=5)


def files_below(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_vs_code_gets_settings_that_name_schemas_that_are_there(small_city: Path) -> None:
    assert main(["init", "--editor", "vscode", "--root", str(small_city)]) == Exit.OK
    tied = json.loads((small_city / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert len(tied) == len(SOURCES)
    assert all((small_city / file).is_file() for file in tied)


def test_it_is_said_what_belongs_in_git(small_city: Path, capsys: Capture) -> None:
    main(["init", "--editor", "generic", "--root", str(small_city), "--language", "en"])
    out = capsys.readouterr().out
    assert "commit .itgov/schemas" in out
    assert "keep .itgov/cache and .itgov/drafts out of git" in out


def test_other_editors_get_the_schemas_and_their_settings_alone(small_city: Path) -> None:
    before = files_below(small_city)
    assert main(["init", "--editor", "generic", "--root", str(small_city)]) == Exit.OK
    added = files_below(small_city) - before
    assert added == {f"{FOLDER}/{source.name}.json" for source in SOURCES} | {f"{FOLDER}/editors.json"}


def test_the_line_in_a_record_leads_to_a_schema_that_is_there(small_city: Path) -> None:
    main(["init", "--editor", "generic", "--root", str(small_city)])
    schema = modeline("goal").partition("$schema=")[2]
    assert (small_city / "data" / "goals" / schema).resolve().is_file()


def test_a_second_run_changes_nothing(small_city: Path) -> None:
    main(["init", "--editor", "vscode", "--root", str(small_city)])
    before = {name: (small_city / name).read_bytes() for name in files_below(small_city)}
    main(["init", "--editor", "vscode", "--root", str(small_city)])
    assert {name: (small_city / name).read_bytes() for name in files_below(small_city)} == before


def test_settings_with_comments_are_refused_with_the_lines_to_add(small_city: Path, capsys: Capture) -> None:
    file = small_city / ".vscode/settings.json"
    file.parent.mkdir()
    file.write_text('{\n  // mine\n  "editor.tabSize": 2\n}\n', encoding="utf-8")
    before = files_below(small_city)
    assert main(["init", "--editor", "vscode", "--root", str(small_city), "--language", "en"]) == Exit.USAGE
    told = capsys.readouterr().err
    assert "line 2 is not plain JSON" in told
    assert '\n        "./.itgov/schemas/initiative.json": "data/initiatives/*.yaml",\n' in told
    assert "\\x0a" not in told
    assert files_below(small_city) == before
    assert "// mine" in file.read_text(encoding="utf-8")


def test_outside_a_city_it_says_so(tmp_path: Path) -> None:
    assert main(["init", "--editor", "generic", "--root", str(tmp_path)]) == Exit.NO_ROOT


def test_globs_that_stand_there_stay() -> None:
    schema = "./.itgov/schemas/goal.json"
    there = json.dumps({"yaml.schemas": {"own.json": "a.yaml", schema: "targets/*.yaml"}})
    tied = json.loads(merged(there, OURS))["yaml.schemas"]
    assert tied["own.json"] == "a.yaml"
    assert tied[schema] == ["targets/*.yaml", "data/goals/*.yaml"]


def test_indentation_and_line_ends_follow_what_is_there() -> None:
    written = merged('{\r\n\t"a": 1\r\n}\r\n', OURS)
    assert '\r\n\t"a": 1,\r\n\t"yaml.schemas": {\r\n\t\t"' in written
    assert "\n" not in written.replace("\r\n", "")


@settings(max_examples=100, deadline=None)
@given(THERE)
def test_every_other_value_and_the_order_are_kept(there: dict[str, Any]) -> None:
    after = json.loads(merged(json.dumps(there), OURS))
    assert list(after) == [*there, "yaml.schemas"]
    assert {key: after[key] for key in there} == there


@settings(max_examples=100, deadline=None)
@given(THERE)
def test_merging_twice_is_merging_once(there: dict[str, Any]) -> None:
    once = merged(json.dumps(there), OURS)
    assert merged(once, OURS) == once


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{} // end",
        '{"a": 1,}',
        '{"a": 1, "a": 2}',
        '{"a": NaN}',
        '{"a": 1e999}',
        '{"a": 0.10}',
        '{"yaml.schemas": []}',
        "[" * 100_000,
    ],
    ids=lambda text: text[:20],
)
def test_what_cannot_be_kept_whole_is_refused(text: str) -> None:
    with pytest.raises(CannotMerge):
        merged(text, OURS)
