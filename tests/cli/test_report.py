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
from tests.cli.test_agenda import CROWDED

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


def test_explanations_of_the_same_agenda_are_shown_and_of_another_are_refused(
    changed: Callable[[str], Path], tmp_path: Path, capsys: Capture
) -> None:
    folder, out = changed(CROWDED), tmp_path / "out"
    agenda, file = tmp_path / "agenda.yaml", tmp_path / "explanations.json"
    common = ["--root", str(folder), "--language", "en"]
    assert main(["agenda", "build", *common, "-o", str(agenda)]) == Exit.OK
    assert main(["agenda", "explain", "--all", *common, "--agenda", str(agenda), "-o", str(file)]) == Exit.OK
    asked = ["report", "build", *common, "--agenda", str(agenda), "--audience", "city", "-o", str(out)]
    assert main([*asked, "--explanations", str(file)]) == Exit.OK
    (page,) = (path.read_text("utf-8") for path in out.rglob("agenda.md"))
    assert "What having it would take" in page
    assert " kr from Solidarisk ram in 2027" in page
    data = json.loads(file.read_text("utf-8"))
    for name, value, told in (("digest", "0", "agenda of other records"), ("net_benefit", "1 kr", "another plan")):
        file.write_text(json.dumps({**data, name: value}), "utf-8")
        capsys.readouterr()
        assert main([*asked, "--explanations", str(file)]) == Exit.FINDINGS
        assert told in capsys.readouterr().err
    file.write_text("[1, 2", "utf-8")
    assert main([*asked, "--explanations", str(file)]) == Exit.FINDINGS
