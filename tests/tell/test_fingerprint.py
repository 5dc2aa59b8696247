"""A fingerprint is the same tomorrow and on another line, and tells two findings from each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from itgov.check.rule import Rule
from itgov.check.rules import RULES
from itgov.check.run import run
from itgov.store.repository import load
from itgov.tell.telling import telling
from itgov.tell.told import Told
from tests.city import DAY

Changed = Callable[[str], Path]


def found(folder: Path, day: date = DAY) -> tuple[Told, ...]:
    repository = load(folder, as_of=day)
    broken = repository.unread
    report = run(repository.city, repository.faults, broken, repository.waivers)
    return telling(report, repository.spot, repository.sources).everything


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_days_that_pass_change_no_fingerprint(rule: Rule, changed: Changed) -> None:
    folder = changed(rule.bad)
    before = {(one.code, one.spot, one.message.text): one.fingerprint for one in found(folder)}
    assert before or rule.code.startswith("FRM")
    for days in (-1, 1, 2, 40):
        later = {
            (one.code, one.spot, one.message.text): one.fingerprint for one in found(folder, DAY + timedelta(days))
        }
        assert {key: later[key] for key in before if key in later} == {
            key: before[key] for key in before if key in later
        }


def test_a_day_ahead_is_the_same_finding_the_day_after(changed: Changed) -> None:
    folder = changed("data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-12-24}\n")
    (today,), (tomorrow,) = found(folder), found(folder, DAY + timedelta(days=1))
    assert today.code == "GOV015"
    assert today.message != tomorrow.message
    assert today.fingerprint == tomorrow.fingerprint


def test_lines_and_items_that_move_change_no_fingerprint(changed: Changed) -> None:
    folder = changed("data/initiatives/init-a.yaml:\n  goals: [mal-x, mal-1]\n")
    (before,) = found(folder)
    file = folder / "data/initiatives/init-a.yaml"
    text = (
        file.read_text("utf-8")
        .replace("[mal-x, mal-1]", "[mal-1, mal-x]")
        .replace("- mal-x\n- mal-1", "- mal-1\n- mal-x")
    )
    file.write_text(f"# en rad till\n{text}", "utf-8")
    (after,) = found(folder)
    assert before.spot != after.spot
    assert before.fingerprint == after.fingerprint


def test_two_findings_of_one_rule_on_one_record_differ(changed: Changed) -> None:
    folder = changed(
        "data/initiatives/init-a.yaml:\n  goals: [mal-x, mal-y, mal-x]\n  executor: Anna Berg\n  note: x\n"
    )
    prints = [one.fingerprint for one in found(folder)]
    assert len(prints) == len(set(prints)) > 2


def test_the_same_thing_at_another_key_is_another_finding(changed: Changed) -> None:
    fragment = "data/objects/objekt-dokument.yaml:\n  {side}_side: {{specialist: Anna Berg}}\n"
    one = found(changed(fragment.format(side="business")))
    both = found(changed(fragment.format(side="system")))
    assert {first.fingerprint for first in one} < {second.fingerprint for second in both}
