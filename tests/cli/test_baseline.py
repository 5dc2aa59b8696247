"""An old repository is taken over: what was there is counted, what is new fails."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from itgov.check.rule import Rule
from itgov.check.rules import RULES
from itgov.cli.exits import Exit
from itgov.cli.main import main

Changed = Callable[[str], Path]
Capture = pytest.CaptureFixture[str]

OLD = (
    "data/initiatives/init-a.yaml: {anchoring: }\n"
    "data/systems/sys-diarium.yaml: {incident_leader: }\n"
    "data/keys/nyckel-a.yaml: {total: 450}\n"
)
"""Anchored on nothing (GOV001), no incident leader (SYS), rows that do not make the total (KEY002)."""


def validate(folder: Path, capsys: Capture, *options: str) -> dict[str, Any]:
    main(["validate", "--root", str(folder), "--as-of", "2026-11-02", "--format", "json", *options])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def codes(found: dict[str, Any]) -> list[str]:
    return sorted(one["code"] for one in found["findings"])


def adopt(folder: Path, capsys: Capture, *options: str) -> str:
    asked = ["--as-of", "2026-11-02", "--language", "en", "--write-baseline"]
    assert main(["validate", "--root", str(folder), *asked, *options]) == Exit.OK
    return capsys.readouterr().out


def test_what_was_adopted_is_counted_and_passes(changed: Changed, capsys: Capture) -> None:
    folder = changed(OLD)
    before = codes(validate(folder, capsys))
    assert {"GOV001", "KEY002"} < set(before)
    assert adopt(folder, capsys).startswith(f"{len(before)} findings adopted in baseline.yaml, errors among them: ")
    after = validate(folder, capsys)
    assert after["findings"] == []
    assert after["known"] == len(before)
    assert main(["validate", "--root", str(folder), "--as-of", "2026-11-02"]) == Exit.OK


def test_a_new_finding_fails_beside_the_known(changed: Changed, capsys: Capture) -> None:
    folder = changed(OLD)
    adopt(folder, capsys)
    file = folder / "data/goals/mal-1.yaml"
    file.write_text(file.read_text("utf-8").replace("id: mal-1", "id: mal-1\nnanm: x"), "utf-8")
    assert codes(validate(folder, capsys)) == ["FRM004"]
    assert main(["validate", "--root", str(folder), "--as-of", "2026-11-02"]) == Exit.FINDINGS


def test_without_the_baseline_all_is_shown_again(changed: Changed, capsys: Capture) -> None:
    folder = changed(OLD)
    before = codes(validate(folder, capsys))
    adopt(folder, capsys)
    shown = validate(folder, capsys, "--no-baseline")
    assert codes(shown) == before
    assert shown["known"] == 0
    assert main(["validate", "--root", str(folder), "--no-baseline"]) == Exit.FINDINGS


def test_what_was_adopted_is_known_on_every_later_day(changed: Changed, capsys: Capture) -> None:
    folder = changed("data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-12-24}\n")
    assert codes(validate(folder, capsys)) == ["GOV015"]
    adopt(folder, capsys)
    assert main(["validate", "--root", str(folder), "--as-of", "2026-11-03", "--fail-on", "info"]) == Exit.OK


def test_a_family_written_anew_leaves_the_others_known(changed: Changed, capsys: Capture) -> None:
    folder = changed(OLD)
    adopt(folder, capsys)
    adopt(folder, capsys, "--select", "SYS")
    assert validate(folder, capsys)["findings"] == []
    adopt(folder, capsys, "--ignore", "GOV,KEY")
    assert validate(folder, capsys)["findings"] == []


def test_a_family_written_anew_forgets_what_was_mended_in_it(changed: Changed, capsys: Capture) -> None:
    folder = changed(OLD)
    adopt(folder, capsys)
    file = folder / "data/keys/nyckel-a.yaml"
    right = file.read_text("utf-8").replace("450", "400")
    wrong = file.read_text("utf-8")
    file.write_text(right, "utf-8")
    assert "KEY002" not in codes(validate(folder, capsys, "--no-baseline"))
    adopt(folder, capsys, "--select", "KEY")
    file.write_text(wrong, "utf-8")
    assert codes(validate(folder, capsys)) == ["KEY002"]


def test_a_baseline_that_cannot_be_read_is_not_half_written(changed: Changed, capsys: Capture) -> None:
    folder = changed(OLD)
    (folder / "baseline.yaml").write_text("known: [\n", "utf-8")
    assert main(["validate", "--root", str(folder), "--language", "en", "--write-baseline", "--select", "SYS"]) == 2
    assert "what it holds of other rules would be lost" in capsys.readouterr().err
    assert (folder / "baseline.yaml").read_text("utf-8") == "known: [\n"


def test_a_code_that_no_rule_has_writes_no_baseline(changed: Changed) -> None:
    folder = changed(OLD)
    assert main(["validate", "--root", str(folder), "--write-baseline", "--select", "XYZ"]) == Exit.USAGE
    assert not (folder / "baseline.yaml").exists()


def test_an_editor_sees_only_what_is_new(changed: Changed, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = changed(OLD)
    adopt(folder, capsys)
    path = folder / "data/initiatives/init-a.yaml"

    def typed(text: str, *options: str) -> list[str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return codes(validate(folder, capsys, "--stdin-filename", str(path), *options))

    text = path.read_text("utf-8")
    assert typed(text) == []
    assert typed(text, "--no-baseline") == ["GOV001"]
    assert typed(text.replace("mal-1", "mal-9")) == ["REF001"]


def renamed(folder: Path, capsys: Capture, old: str, new: str) -> str:
    main(["rename", old, new, "--root", str(folder), "--language", "en", "--on", "2026-11-02"])
    return capsys.readouterr().out


def test_what_was_known_of_a_record_is_known_by_its_new_id(changed: Changed, capsys: Capture) -> None:
    folder = changed(OLD)
    adopt(folder, capsys)
    assert "baseline.yaml: 1 known finding follows\n" in renamed(folder, capsys, "init-a", "init-hemtjanst")
    assert "place: init-hemtjanst" in (folder / "baseline.yaml").read_text("utf-8")
    assert validate(folder, capsys)["findings"] == []


def test_what_another_record_says_of_it_is_known_as_well(changed: Changed, capsys: Capture) -> None:
    folder = changed("data/initiatives/init-a.yaml:\n  excludes: [init-a]\n")
    adopt(folder, capsys)
    renamed(folder, capsys, "init-a", "init-hemtjanst")
    assert validate(folder, capsys)["findings"] == []


def test_a_renaming_taken_back_leaves_the_baseline_as_it_was(changed: Changed, capsys: Capture) -> None:
    folder = changed(OLD)
    adopt(folder, capsys)
    before = (folder / "baseline.yaml").read_text("utf-8")
    renamed(folder, capsys, "init-a", "init-hemtjanst")
    renamed(folder, capsys, "init-hemtjanst", "init-a")
    assert (folder / "baseline.yaml").read_text("utf-8") == before


NAMED = [rule for rule in RULES if "init-a" in rule.bad and not rule.code.startswith("FRM")]


@pytest.mark.parametrize("rule", NAMED, ids=[rule.code for rule in NAMED])
def test_no_rule_takes_a_known_finding_for_new_after_a_renaming(rule: Rule, changed: Changed, capsys: Capture) -> None:
    folder = changed(rule.bad)
    adopt(folder, capsys)
    # Still before init-b: what concerns two records stands on the first of them.
    renamed(folder, capsys, "init-a", "init-aa")
    assert codes(validate(folder, capsys)) == []
