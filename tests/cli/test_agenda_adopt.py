"""`itgov agenda adopt` and `diff`: a proposal becomes a promise, and what is done with promises is told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT, change, codes

Capture = pytest.CaptureFixture[str]
DECISION = ["--decision", "beslut-1"]


@pytest.fixture
def proposal(small_city: Path, tmp_path: Path) -> Path:
    file = tmp_path / "agenda.yaml"
    assert main(["agenda", "build", "--root", str(small_city), "-o", str(file)]) == Exit.OK
    return file


def run(city: Path, *words: str) -> int:
    return main(["agenda", *words, "--root", str(city), "--language", "en"])


def without_b(proposal: Path) -> Path:
    """The proposal as a meeting changed it: init-b is taken out."""
    text = proposal.read_text("utf-8")
    begin = text.index("  - id: init-b")
    rest = text[begin + 1 :]
    next_key = min(place for key in ("not_chosen", "load") if (place := rest.find(f"\n{key}")) > 0)
    changed = proposal.with_name("decided.yaml")
    changed.write_text(text[:begin] + rest[next_key + 1 :], encoding="utf-8")
    return changed


def test_an_adopted_proposal_is_a_sound_record(small_city: Path, proposal: Path, capsys: Capture) -> None:
    assert (
        run(small_city, "adopt", str(proposal), *DECISION, "--condition", "init-a=Först när objektet har sagt ja") == 0
    )
    assert "2 initiatives are promised, by beslut-1" in capsys.readouterr().out
    text = (small_city / "data/agendas/agenda-2027.yaml").read_text("utf-8")
    assert "condition: Först när objektet har sagt ja" in text
    assert codes(small_city) == []
    assert run(small_city, "diff") == Exit.OK
    assert "2 promises are kept as they were\n0 promises are broken" in capsys.readouterr().out


def test_what_changes_underneath_a_promise_is_found(small_city: Path, proposal: Path) -> None:
    assert run(small_city, "adopt", str(proposal), *DECISION) == Exit.OK
    file = small_city / "data/initiatives/init-a.yaml"
    file.write_text("# en kommentar\n" + file.read_text("utf-8"), encoding="utf-8")
    assert codes(small_city) == []
    change(
        small_city,
        "data/initiatives/init-a.yaml: {operating_costs: [{what: Licens, per_year: 2 tkr, borne_by: hvo}]}\n",
    )
    assert "AGD001" in codes(small_city)


def test_what_the_meeting_changed_needs_a_reason(small_city: Path, proposal: Path, capsys: Capture) -> None:
    decided = ["--decided", str(without_b(proposal))]
    assert run(small_city, "adopt", str(proposal), *DECISION, *decided) == Exit.FINDINGS
    assert "does not say why, for init-b" in capsys.readouterr().err
    assert not (small_city / "data/agendas").exists()
    assert (
        run(small_city, "adopt", str(proposal), *DECISION, *decided, "--reason", "init-b=Väntar på budget") == Exit.OK
    )
    text = (small_city / "data/agendas/agenda-2027.yaml").read_text("utf-8")
    assert "{initiative: init-b, reason: Väntar på budget}" in text
    assert codes(small_city) == []


def test_what_was_decided_for_other_years_is_not_adopted_in_place_of_the_proposal(
    small_city: Path, proposal: Path, tmp_path: Path, capsys: Capture
) -> None:
    other = tmp_path / "other.yaml"
    assert run(small_city, "build", "--from", "2027-Q2", "-o", str(other)) == Exit.OK
    words = [*DECISION, "--decided", str(other), "--reason", "init-a=Senare", "--reason", "init-b=Senare"]
    assert run(small_city, "adopt", str(proposal), *words) == Exit.USAGE
    assert "is for another scenario, or other years, than the proposal" in capsys.readouterr().err
    assert not (small_city / "data/agendas").exists()


def test_an_adopted_agenda_is_named_by_its_file_too(small_city: Path, proposal: Path, capsys: Capture) -> None:
    assert run(small_city, "adopt", str(proposal), *DECISION) == Exit.OK
    capsys.readouterr()
    assert run(small_city, "diff", str(small_city / "data/agendas/agenda-2027.yaml"), str(proposal)) == Exit.OK
    assert "2 promises are kept as they were" in capsys.readouterr().out


def test_broken_promises_are_told_with_the_reasons_owed(small_city: Path, proposal: Path, capsys: Capture) -> None:
    assert run(small_city, "adopt", str(proposal), *DECISION) == Exit.OK
    capsys.readouterr()
    assert run(small_city, "diff", "agenda-2027", str(without_b(proposal)), "--format", "json") == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-diff-1.json").read_text("utf-8")))
    [one] = data["differences"]
    assert (one["id"], one["what"], one["broken"], one["reason"]) == ("init-b", "out", True, None)
    assert run(small_city, "diff", "agenda-2027", str(without_b(proposal))) == Exit.OK
    out = capsys.readouterr().out
    assert "1 promise is broken" in out
    assert "a reason is owed for 1 of them" in out


def test_a_commit_stands_for_the_agenda_that_held_then(small_city: Path, proposal: Path, capsys: Capture) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=prov", "-c", "user.email=prov@example.invalid"]
        subprocess.run(["git", *who, *words], cwd=small_city, check=True, capture_output=True)  # noqa: S607

    assert run(small_city, "adopt", str(proposal), *DECISION) == Exit.OK
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "antagen")
    capsys.readouterr()
    assert run(small_city, "diff", "HEAD", str(without_b(proposal))) == Exit.OK
    assert "1 promise is broken" in capsys.readouterr().out
    assert run(small_city, "diff", "inte-alls") == Exit.USAGE
    assert "is no adopted agenda, no file, and no commit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--decision", "beslut-x"], "there is no decision “beslut-x”"),
        ([*DECISION, "--reason", "init-a"], "--reason: “init-a” cannot be read"),
        ([*DECISION, "--reason", "init-x=nej"], "--reason: there is no initiative “init-x”"),
        ([*DECISION, "--condition", "init-lagd=ja"], "--condition: “init-lagd” is not in the agenda"),
        ([*DECISION, "--id", "init-a"], "there is already a record “init-a”"),
        ([*DECISION, "--id", "../agenda"], "--id: “../agenda” is no id"),
        ([*DECISION, "--id", ""], "--id: “” is no id"),
    ],
)
def test_a_wrong_call_adopts_nothing(
    small_city: Path, proposal: Path, capsys: Capture, words: list[str], told: str
) -> None:
    assert run(small_city, "adopt", str(proposal), *words) == Exit.USAGE
    assert told in capsys.readouterr().err
    assert not (small_city / "data/agendas").exists()


def test_what_has_changed_since_it_was_promised_is_told(small_city: Path, proposal: Path, capsys: Capture) -> None:
    assert run(small_city, "adopt", str(proposal), *DECISION) == Exit.OK
    change(
        small_city,
        "data/initiatives/init-b.yaml: {phases: [{name: Bygge, periods: 1, hours: {pool-integration: 100}, "
        "costs: [{what: Bygge, amount: 700 tkr, funder: ram}]}]}\n",
    )
    capsys.readouterr()
    assert run(small_city, "diff", "agenda-2027", str(proposal)) == Exit.OK
    told = capsys.readouterr().out
    assert "init-b has changed since it was promised: kostnad (`cost`); its one-off cost is 700 000 kr now" in told
    assert "init-a has changed" not in told
    assert run(small_city, "diff", "agenda-2027", str(proposal), "--format", "json") == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-diff-1.json").read_text("utf-8")))
    assert data["changed"] == [{"id": "init-b", "what": ["cost"], "one_off_cost": "700 000 kr"}]


def test_without_an_agenda_there_is_nothing_to_differ_from(small_city: Path, capsys: Capture) -> None:
    assert run(small_city, "diff") == Exit.FINDINGS
    assert "no agenda is adopted" in capsys.readouterr().err


def test_the_proposal_that_became_the_agenda_is_still_read(small_city: Path, proposal: Path, capsys: Capture) -> None:
    # Its own promises came after it: they are none of what it was weighed against.
    settings = small_city / "itgov.yaml"
    settings.write_text(settings.read_text("utf-8") + "promises: {moved: 100 tkr, dropped: 1 mnkr}\n", encoding="utf-8")
    assert run(small_city, "build", "-o", str(proposal)) == Exit.OK
    assert run(small_city, "adopt", str(proposal), *DECISION) == Exit.OK
    assert run(small_city, "check", str(proposal)) == Exit.OK
    assert run(small_city, "what-if", "--agenda", str(proposal), "--drop", "init-b") == Exit.OK
    pages = [
        "report",
        "build",
        "--agenda",
        str(proposal),
        "--output",
        str(small_city / "ut"),
        "--root",
        str(small_city),
    ]
    assert main(pages) == Exit.OK
    assert "cannot be used" not in capsys.readouterr().err


def test_a_decision_about_something_else_adopts_no_agenda(small_city: Path, proposal: Path, capsys: Capture) -> None:
    change(small_city, "data/decisions/beslut-1.yaml: {adopts_agenda: false}\n")
    assert run(small_city, "adopt", str(proposal), *DECISION) == Exit.USAGE
    assert "does not say that it adopts an agenda" in capsys.readouterr().err
