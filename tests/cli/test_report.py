"""`itgov report build` as a person runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT, SMALL

Capture = pytest.CaptureFixture[str]


def test_pages_are_written_in_both_languages(tmp_path: Path, capsys: Capture) -> None:
    assert main(["report", "build", "--root", str(SMALL), "-o", str(tmp_path), "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/reports-1.json").read_text("utf-8")))
    assert {"sv/agenda.md", "en/agenda.md"} <= set(data["pages"])
    assert all((tmp_path / page).is_file() for page in data["pages"])


def test_a_page_that_would_tell_a_secret_is_refused_and_nothing_is_written(
    changed: Callable[[str], Path], tmp_path: Path, capsys: Capture
) -> None:
    folder = changed(
        "data/goals/mal-hemligt.yaml: |\n  id: mal-hemligt\n  name: Nytt skyddsrum\n  visibility: restricted\n"
        "  document: P\n  description: T\n"
        "data/initiatives/init-a.yaml: {name: Hör ihop med mal-hemligt}\n"
    )
    assert main(["report", "build", "--root", str(folder), "-o", str(tmp_path / "r")]) == Exit.FINDINGS
    assert "mal-hemligt" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()
