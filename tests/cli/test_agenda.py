"""`itgov agenda build` as a person runs it: what it writes, that it writes the same again, and how it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from itgov.agenda.result import Result
from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT, SMALL, change

Capture = pytest.CaptureFixture[str]
IMPOSSIBLE = (
    "data/initiatives/init-a.yaml:\n  deadline: 2028-Q4\n  legal_basis: {law: Ny lag, in_force: 2029-01-01}\n"
    "  phases: [{name: Bygge, periods: 2, costs: [{what: Bygge, amount: 900 mnkr, funder: ram}]}]\n"
)


def test_the_plan_is_shown_with_its_proof(capsys: Capture) -> None:
    assert main(["agenda", "build", "--root", str(SMALL), "--language", "en"]) == Exit.OK
    out = capsys.readouterr().out
    assert "init-a" in out
    assert "proven to be the best" in out


def test_the_json_is_of_its_documented_shape(capsys: Capture) -> None:
    assert main(["agenda", "build", "--root", str(SMALL), "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-1.json").read_text("utf-8")))
    assert [one["id"] for one in data["chosen"]] == ["init-a", "init-b"]


@pytest.mark.parametrize(
    ("asked", "shape"),
    [
        (["explain", "init-a"], "explanation"),
        (["explain", "init-b"], "explanation"),
        (["what-if", "--force", "init-b"], "comparison"),
        (["what-if", "--drop", "init-b"], "comparison"),
    ],
)
def test_answers_are_of_their_documented_shape(capsys: Capture, asked: list[str], shape: str) -> None:
    assert main(["agenda", *asked, "--root", str(SMALL), "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / f"docs/schemas/agenda-{shape}-1.json").read_text("utf-8")))


NEW = (
    "data/initiatives/init-b.yaml:\n  stages: {idea: 2025-11-01, anchored: }\n  anchoring: \n  phases:\n"
    "    - {name: Bygge, periods: 1, hours: {pool-integration: %s}, costs: [{what: B, amount: 1 kr, funder: ram}]}\n"
)


@pytest.mark.parametrize(("hours", "fits"), [("100", True), ("90000", False)])
def test_an_intake_is_of_its_documented_shape(
    changed: Callable[[str], Path], capsys: Capture, hours: str, *, fits: bool
) -> None:
    asked = ["agenda", "intake", "init-b", "--root", str(changed(NEW % hours))]
    assert main([*asked, "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-intake-1.json").read_text("utf-8")))
    assert (data["fits"], data["anchored"], data["beside"]) == (fits, False, "proposed")
    assert main([*asked, "--language", "en"]) == Exit.OK
    told = capsys.readouterr().out
    assert "must be anchored" in told
    assert ("may settle it" if fits else "not even with the whole reserve") in told


CROWDED = (
    "data/funders/ram.yaml: {frames: [{year: 2027, operating: 1 mnkr, status: frame}]}\n"
    "data/initiatives/init-b.yaml:\n  benefits:\n    - {name: Tid, category: reallocation, valued: true, receiver: it, "
    "per_year: {low: 1 mnkr, likely: 1 mnkr, high: 1 mnkr}, owner: Enhetschef, measure: {name: S, unit: s, "
    'baseline: "4", baseline_on: 2026-01-31, target: "3", target_on: 2028-06-30}}\n'
    "  phases: [{name: Bygge, periods: 1, hours: {pool-integration: 100}, "
    "costs: [{what: Bygge, amount: 400 tkr, funder: ram}]}]\n"
)


def test_all_are_explained_in_their_documented_shape(
    changed: Callable[[str], Path], tmp_path: Path, capsys: Capture
) -> None:
    folder, file = changed(CROWDED), tmp_path / "explanations.json"
    asked = ["agenda", "explain", "--all", "--root", str(folder), "--language", "en"]
    assert main([*asked, "--format", "json", "-o", str(file)]) == Exit.OK
    told = capsys.readouterr().out
    data = json.loads(told)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-explanations-1.json").read_text("utf-8")))
    assert [one["id"] for one in data["explanations"]] == ["init-a"]
    assert file.read_text("utf-8") == told
    assert main(asked) == Exit.OK
    assert "init-b" in capsys.readouterr().out


@pytest.mark.parametrize("asked", [[], ["init-a", "--all"], ["init-a", "-o", "x.json"]])
def test_one_or_all_are_explained_and_not_neither_or_both(capsys: Capture, asked: list[str]) -> None:
    assert main(["agenda", "explain", *asked, "--root", str(SMALL)]) == Exit.USAGE
    assert "--all" in capsys.readouterr().err


def test_an_intake_of_what_the_agenda_holds_is_refused(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    assert main(["agenda", "build", "--root", str(SMALL), "-o", str(file)]) == Exit.OK
    asked = ["agenda", "intake", "init-b", "--root", str(SMALL), "--agenda", str(file), "--language", "en"]
    assert main(asked) == Exit.USAGE
    assert "is in the agenda already" in capsys.readouterr().err


def test_a_checked_agenda_is_of_its_documented_shape(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    assert main(["agenda", "build", "--root", str(SMALL), "-o", str(file)]) == Exit.OK
    capsys.readouterr()
    assert main(["agenda", "check", str(file), "--root", str(SMALL), "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-check-1.json").read_text("utf-8")))
    assert data["chosen"] == 2


def test_two_runs_write_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    for seed in ("0", "4711"):
        subprocess.run(
            [sys.executable, "-m", "itgov", "agenda", "build", "--root", str(SMALL), "-o", str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.DEVNULL,
            check=True,
        )
    assert (tmp_path / "0").read_bytes() == (tmp_path / "4711").read_bytes() != b""


def test_the_record_reads_back_as_the_plan_it_was(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    assert main(["agenda", "build", "--root", str(SMALL), "-o", str(file)]) == Exit.OK
    capsys.readouterr()
    built = ["report", "build", "--root", str(SMALL), "--language", "en", "-o"]
    assert main([*built, str(tmp_path / "anew")]) == Exit.OK
    assert main([*built, str(tmp_path / "read"), "--agenda", str(file)]) == Exit.OK
    anew = {page.name: page.read_text("utf-8") for page in (tmp_path / "anew").rglob("*.md")}
    assert anew == {page.name: page.read_text("utf-8") for page in (tmp_path / "read").rglob("*.md")}
    assert anew


def test_an_agenda_of_other_records_is_refused(changed: Callable[[str], Path], tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    main(["agenda", "build", "--root", str(SMALL), "-o", str(file)])
    folder = changed("data/initiatives/init-b.yaml: {window: {latest_end: 2027-Q2}}\n")
    arguments = ["report", "build", "--root", str(folder), "--agenda", str(file), "-o", str(tmp_path / "r")]
    assert main([*arguments, "--language", "en"]) == Exit.FINDINGS
    assert "have changed since" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("command", [["check"], ["explain", "init-a", "--agenda"]])
def test_an_agenda_of_another_format_is_not_read_as_this_one(
    command: list[str], tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "agenda.yaml"
    assert main(["agenda", "build", "--root", str(SMALL), "-o", str(file)]) == Exit.OK
    file.write_text(file.read_text("utf-8").replace("format: 1", "format: 2"), encoding="utf-8")
    assert main(["agenda", *command, str(file), "--root", str(SMALL), "--language", "en"]) == Exit.FINDINGS
    assert "is of the format 2, and this itgov reads 1" in capsys.readouterr().err


def test_an_agenda_edited_into_something_impossible_is_refused(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    main(["agenda", "build", "--root", str(SMALL), "-o", str(file)])
    file.write_text(file.read_text("utf-8").replace("start: 2027-Q1", "start: 2031-Q1", 1), encoding="utf-8")
    arguments = ["report", "build", "--root", str(SMALL), "--agenda", str(file), "-o", str(tmp_path / "r")]
    assert main([*arguments, "--language", "en"]) == Exit.FINDINGS
    assert "2031-Q1" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "format: 1\n", "a: [\n"])
def test_a_file_that_is_no_agenda_is_refused_with_its_place(text: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    file.write_text(text, encoding="utf-8")
    assert main(["report", "build", "--root", str(SMALL), "--agenda", str(file)]) == Exit.FINDINGS
    assert f"{file}:" in capsys.readouterr().err


def test_what_no_plan_can_meet_ends_with_4_and_says_what(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed(IMPOSSIBLE)
    assert main(["agenda", "build", "--root", str(folder), "--language", "en"]) == Exit.NO_PLAN
    assert "init-a" in capsys.readouterr().err


def test_what_no_plan_can_meet_is_named_by_file_and_line(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed(IMPOSSIBLE)
    asked = ["agenda", "build", "--root", str(folder), "--language", "en", "--format", "json"]
    assert main(asked) == Exit.NO_PLAN
    captured = capsys.readouterr()
    data = json.loads(captured.out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-obstacles-1.json").read_text("utf-8")))
    ((told,),) = ([one["demands"] for one in data["obstacles"]],)
    lines = {one["path"]: (folder / one["path"]).read_text("utf-8").splitlines()[one["line"] - 1] for one in told}
    assert (data["status"], data["obstacles"][0]["proof"]) == ("infeasible", "counted")
    assert lines["data/initiatives/init-a.yaml"].strip() == "deadline: 2028-Q4"
    assert any(path.startswith("data/funders/") for path in lines)
    for one in told:
        assert f"{one['path']}:{one['line']}: {one['message']}" in captured.err


def test_a_search_that_met_its_limit_does_not_say_that_there_is_no_plan(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("itgov.agenda.proposal.search", lambda *_, **__: Result("stopped", {}, None, None, None, "", 1))
    assert main(["agenda", "build", "--root", str(SMALL), "--language", "en", "--format", "json"]) == Exit.NO_PLAN
    captured = capsys.readouterr()
    data = json.loads(captured.out)
    assert (data["status"], [one["proof"] for one in data["obstacles"]]) == ("stopped", ["search"])
    assert "whether there is one is not known" in captured.err
    assert "no plan can meet" not in captured.err


def test_the_first_errors_are_named_where_nothing_is_computed(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed("data/keys/nyckel-a.yaml: {total: 450}\n")
    assert main(["agenda", "build", "--root", str(folder), "--language", "en"]) == Exit.FINDINGS
    told = capsys.readouterr().err.splitlines()
    assert told[1].startswith("  • data/keys/nyckel-a.yaml:")
    assert 2 <= len(told) <= 6
    assert "itgov validate" in told[-1]


def test_records_with_errors_are_not_planned(changed: Callable[[str], Path], tmp_path: Path) -> None:
    folder = changed("data/keys/nyckel-a.yaml: {total: 450}\n")
    for command in (["agenda", "build"], ["allocate"], ["report", "build"]):
        assert main([*command, "--root", str(folder), "-o", str(tmp_path / "out")]) == Exit.FINDINGS
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", [["--gap", "x"], ["--nodes", "0"], ["--time-limit", "0"]])
def test_a_limit_that_makes_no_sense_is_a_wrong_call(option: list[str]) -> None:
    assert main(["agenda", "build", "--root", str(SMALL), *option]) == Exit.USAGE


def test_a_gap_of_0_is_one(capsys: Capture) -> None:
    assert main(["agenda", "build", "--root", str(SMALL), "--gap", "0", "--language", "en"]) == Exit.OK
    assert "proven to be the best" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("first", "told"), [("2020-Q1", "nothing of it can be done any more"), ("2026-Q1", "cannot be done any more")]
)
def test_an_agenda_for_what_is_past_is_warned_of(
    first: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    class Day(date):
        @classmethod
        def today(cls) -> Day:
            return cls(2026, 11, 2)

    monkeypatch.setattr("itgov.cli.opened.date", Day)
    main(["agenda", "build", "--root", str(SMALL), "--from", first, "--language", "en"])
    assert told in capsys.readouterr().err
    main(["agenda", "build", "--root", str(SMALL), "--from", "2026-Q4", "--language", "en"])
    assert "any more" not in capsys.readouterr().err


def test_an_adopted_agenda_is_told_from_a_proposal(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda-2027.yaml"
    file.write_text((ROOT / "data/agendas/agenda-2026.yaml").read_text("utf-8"), encoding="utf-8")
    for command in (["check"], ["explain", "init-a", "--agenda"]):
        assert main(["agenda", *command, str(file), "--root", str(SMALL), "--language", "en"]) == Exit.USAGE
        told = capsys.readouterr().err
        assert "is an adopted agenda, and no proposal" in told
        assert "itgov agenda diff" in told


def test_an_output_that_cannot_be_written_ends_with_2(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").touch()
    for command in (["agenda", "build"], ["allocate"], ["report", "build"]):
        assert main([*command, "--root", str(SMALL), "-o", str(tmp_path / "file/x")]) == Exit.USAGE
        assert "Traceback" not in capsys.readouterr().err


def test_no_initiatives_make_an_empty_agenda(small_city: Path, capsys: Capture) -> None:
    for file in [*(small_city / "data/initiatives").iterdir(), *(small_city / "data/decisions").iterdir()]:
        file.unlink()
    assert main(["agenda", "build", "--root", str(small_city), "--format", "json"]) == Exit.OK
    assert json.loads(capsys.readouterr().out)["objective"]["net_benefit"] == "0 kr"


@pytest.mark.parametrize("place", ["itgov.yaml", "data/keys/nyckel-a.yaml", "data", "."])
def test_no_output_lands_on_the_records(place: str, small_city: Path) -> None:
    before = {file: file.read_bytes() for file in small_city.rglob("*.yaml")}
    for command in (["agenda", "build"], ["allocate"], ["report", "build"]):
        assert main([*command, "--root", str(small_city), "-o", str(small_city / place)]) == Exit.USAGE
    assert {file: file.read_bytes() for file in small_city.rglob("*.yaml")} == before


SCENARIOS = (
    "data/scenarios/scenario-a.yaml: |\n"
    "  {id: scenario-a, name: Utan B, illustrative: true, description: Beslutet dröjer, drop: [init-b]}\n"
)


def test_scenarios_are_compared_with_the_records_as_they_are(small_city: Path, capsys: Capture) -> None:
    change(small_city, SCENARIOS)
    asked = ["agenda", "compare", "base", "scenario-a", "--root", str(small_city)]
    assert main([*asked, "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-plans-1.json").read_text("utf-8")))
    assert [one["name"] for one in data["plans"]] == ["base", "scenario-a"]
    assert [one["id"] for one in data["differing"]] == ["init-b"]
    assert main([*asked, "--language", "en"]) == Exit.OK
    out = capsys.readouterr().out
    assert "Utan B" in out
    assert "1 initiative is in all of them at the same time" in out


def test_one_thing_is_not_compared_and_an_unknown_scenario_is_named(capsys: Capture) -> None:
    asked = ["agenda", "compare", "--root", str(SMALL), "--language", "en"]
    assert main([*asked, "base"]) == Exit.USAGE
    assert main([*asked, "base", "scenario-x"]) == Exit.USAGE
    assert main([*asked, "base", "build/agnda.yaml"]) == Exit.USAGE
    err = capsys.readouterr().err
    assert "there is no file build/agnda.yaml" in err
    assert "there is nothing to compare “base” with" in err
    assert "there is no scenario “scenario-x”" in err


def test_an_agenda_for_a_scenario_and_other_years_is_checked_as_such(
    small_city: Path, tmp_path: Path, capsys: Capture
) -> None:
    change(small_city, SCENARIOS)
    file = tmp_path / "agenda.yaml"
    root = ["--root", str(small_city), "--language", "en"]
    years = ["--from", "2027-Q1", "--years", "2"]
    assert main(["agenda", "build", "--scenario", "scenario-a", *years, "-o", str(file), *root]) == Exit.OK
    assert "In the scenario “Utan B” (scenario-a)" in capsys.readouterr().out
    assert "last: 2028-Q4" in file.read_text("utf-8")
    assert main(["agenda", "check", str(file), *root]) == Exit.OK
    assert main(["agenda", "build", "--from", "2027", *root]) == Exit.USAGE
    assert "--from: " in capsys.readouterr().err


SHORT_OF_MONEY = (
    "data/scenarios/scenario-a.yaml: |\n"
    "  {id: scenario-a, name: Stram, illustrative: true, description: Mindre i ramen, "
    "money: [{payer: ram, amount: -4 500 tkr}]}\n"
)


@pytest.fixture
def short_of_money(small_city: Path, tmp_path: Path, capsys: Capture) -> tuple[Path, str]:
    """A city, and the agenda for a scenario with so little money that only one of its two initiatives fits."""
    change(small_city, SHORT_OF_MONEY)
    file = tmp_path / "agenda.yaml"
    assert main(["agenda", "build", "--root", str(small_city), "--scenario", "scenario-a", "-o", str(file)]) == Exit.OK
    capsys.readouterr()
    return small_city, str(file)


def test_a_price_in_an_agenda_for_a_scenario_is_solved_in_that_scenario(
    short_of_money: tuple[Path, str], capsys: Capture
) -> None:
    root, file = short_of_money
    asked = ["agenda", "explain", "init-b", "--agenda", file, "--root", str(root), "--format", "json"]
    assert main(asked) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    # Without the scenario both fit, and having init-b would cost nothing and displace nobody.
    assert [one["id"] for one in data["change"]["left"]] == ["init-a"]
    assert data["price"]["least"] == data["price"]["most"] == "179 795,14 kr"


def test_what_if_changes_the_scenario_that_the_agenda_is_for(short_of_money: tuple[Path, str], capsys: Capture) -> None:
    root, file = short_of_money
    asked = ["agenda", "what-if", "--add-hours", "pool-integration=10", "--agenda", file, "--root", str(root)]
    assert main([*asked, "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    assert (data["gain"]["found"], data["entered"], data["moved"]) == ("0 kr", [], [])


def test_what_if_counts_the_years_that_the_agenda_is_for(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    root = ["--root", str(SMALL)]
    assert main(["agenda", "build", "--from", "2028-Q1", "-o", str(file), *root]) == Exit.OK
    capsys.readouterr()
    asked = ["agenda", "what-if", "--add-hours", "pool-integration@2029=10", "--agenda", str(file), *root]
    assert main([*asked, "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    assert (data["gain"]["found"], data["moved"]) == ("0 kr", [])


def test_an_agenda_for_a_scenario_is_none_to_take_in_beside(short_of_money: tuple[Path, str], capsys: Capture) -> None:
    root, file = short_of_money
    asked = ["agenda", "intake", "init-b", "--agenda", file, "--root", str(root), "--language", "en"]
    assert main(asked) == Exit.FINDINGS
    assert "is an agenda for a scenario" in capsys.readouterr().err
