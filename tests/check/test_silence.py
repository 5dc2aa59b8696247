"""One fault is one finding; yet what is not told hides nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.check.rules import RULES
from itgov.cli.main import main
from tests.city import codes

Changed = Callable[[str], Path]
Capture = pytest.CaptureFixture[str]

HOURS_FIRST = "data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-04-20}\n"
"""Hours are used before the decision: GOV005, and the stages run backwards, which is the same: GOV012."""
BACKWARDS = (
    "data/initiatives/init-b.yaml:\n  stages: {idea: 2026-02-13, decided: 2026-05-02}\n"
    "  estimate: {maturity: rough, plus_minus: 30 %}\n"
)
"""Decided without a decision (GOV003), and, elsewhere in the record, a stage out of order (GOV012)."""


def waived(rule: str, until: str = "2099-01-01", record: str = "init-a") -> str:
    line = f"{{rule: {rule}, record: {record}, reason: Prövas, owner: IT-chef, until: {until}}}"
    return f"waivers.yaml: |\n  waivers:\n    - {line}\n"


def told(folder: Path, capsys: Capture, *options: str) -> list[str]:
    main(["validate", "--root", str(folder), "--as-of", "2026-11-02", "--format", "json", *options])
    return sorted(one["code"] for one in json.loads(capsys.readouterr().out)["findings"])


def test_two_that_tell_the_same_are_one_finding(changed: Changed) -> None:
    assert codes(changed(HOURS_FIRST)) == ["GOV005"]


def test_two_different_faults_are_two_findings(changed: Changed) -> None:
    assert codes(changed(BACKWARDS)) == ["GOV003", "GOV012"]


def test_what_is_waived_hides_nothing(changed: Changed) -> None:
    assert codes(changed(HOURS_FIRST + waived("GOV005"))) == ["GOV012"]


def test_a_waiver_that_has_ended_brings_back_the_first(changed: Changed) -> None:
    assert codes(changed(HOURS_FIRST + waived("GOV005", "2026-11-01"))) == ["GOV005", "WAI001"]


def test_a_waiver_of_what_is_hidden_is_not_unused(changed: Changed) -> None:
    assert codes(changed(HOURS_FIRST + waived("GOV012"))) == ["GOV005"]


def test_a_rule_that_is_off_hides_nothing(changed: Changed) -> None:
    off = "itgov.yaml: {rules: {GOV005: {severity: 'off', reason: Prövas}}}\n"
    assert codes(changed(HOURS_FIRST + off)) == ["GOV012"]


def test_a_rule_made_milder_hides_nothing_more_severe(changed: Changed) -> None:
    milder = "itgov.yaml: {rules: {GOV005: {severity: info, reason: Prövas}}}\n"
    assert codes(changed(HOURS_FIRST + milder)) == ["GOV005", "GOV012"]


def test_both_made_milder_are_one_finding_again(changed: Changed) -> None:
    milder = "itgov.yaml: {rules: {GOV005: {severity: info, reason: x}, GOV012: {severity: info, reason: x}}}\n"
    assert codes(changed(HOURS_FIRST + milder)) == ["GOV005"]


@pytest.mark.parametrize("options", [["--ignore", "GOV005"], ["--select", "GOV012"]])
def test_what_is_not_asked_for_hides_nothing(options: list[str], changed: Changed, capsys: Capture) -> None:
    assert told(changed(HOURS_FIRST), capsys, *options) == ["GOV012"]


def test_what_is_asked_for_hides_as_ever(changed: Changed, capsys: Capture) -> None:
    assert told(changed(HOURS_FIRST), capsys, "--select", "GOV") == ["GOV005"]


def test_what_the_baseline_knows_hides_nothing_new(changed: Changed, capsys: Capture) -> None:
    folder = changed("data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-04-20}\n")
    main(["validate", "--root", str(folder), "--write-baseline", "--select", "GOV005"])
    capsys.readouterr()
    assert told(folder, capsys) == ["GOV012"]


def test_a_baseline_holds_what_is_hidden_as_well(changed: Changed, capsys: Capture) -> None:
    folder = changed(HOURS_FIRST)
    main(["validate", "--root", str(folder), "--write-baseline"])
    capsys.readouterr()
    assert told(folder, capsys) == []


def test_a_rule_comes_after_those_it_rests_on() -> None:
    place = {rule.code: number for number, rule in enumerate(RULES)}
    pairs = [(rule.code, first) for rule in RULES for first in rule.after]
    assert len(pairs) > 20
    assert [pair for pair in pairs if place[pair[0]] <= place[pair[1]]] == []
