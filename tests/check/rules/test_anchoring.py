"""Both legs, in its own house, before the city's forum."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"


def leg(on: str, where: str = "Ekonomichefen") -> str:
    """init-a with its finance chief's leg so, and anchored on the day that both legs are there."""
    return f"{A}:\n  stages: {{anchored: {on}}}\n  anchoring: {{finance_chief: {{on: {on}, where: {where}}}}}\n"


def test_a_leg_on_the_day_it_is_prepared_is_in_time(changed: Changed) -> None:
    assert codes(changed(leg("2026-04-01"))) == []


def test_a_leg_after_the_preparation_is_too_late(changed: Changed) -> None:
    (text,) = told(changed(leg("2026-04-02")), "GOV006")
    assert text == (
        "init-a.anchoring.finance_chief.on: “init-a”: ekonomichef (`finance_chief`) is dated 2026-04-02, "
        "but the preparatory body took it up already on 2026-04-01\n"
        "mend the date that is wrong; if it was taken up before its own house knew of it, return it, anchor it "
        "and take it up again\n"
        "init-a.stages.prepared: it was taken up here"
    )


def test_a_decision_before_the_preparation_counts_as_taking_up(changed: Changed) -> None:
    earlier = "data/decisions/beslut-1.yaml: {on: 2026-01-11}\n"
    (text,) = told(changed(earlier), "GOV006")
    assert "but “beslutande-niva” took it up already on 2026-01-11" in text
    assert "beslut-1.on: it was taken up here" in text


def test_what_only_its_own_house_decided_was_in_no_forum(changed: Changed) -> None:
    own = f"{leg('2026-04-20')}data/decisions/beslut-1.yaml: {{body: hvo, on: 2026-04-15}}\n"
    assert "GOV006" not in codes(changed(own.replace("stages: {", "stages: {prepared: , ")))


@pytest.mark.parametrize("stage", ["rejected", "withdrawn"])
def test_what_was_ended_is_left_alone(stage: str, changed: Changed) -> None:
    ended = leg("2026-04-15").replace("stages: {", f"stages: {{{stage}: 2026-06-01, ")
    assert "GOV006" not in codes(changed(ended))


def test_anchored_is_the_day_of_the_later_leg(changed: Changed) -> None:
    (text,) = told(changed(f"{A}:\n  stages: {{anchored: 2026-01-10}}\n"), "GOV007")
    assert text.startswith("init-a.stages.anchored: “init-a” has the stage förankrad (`anchored`) from 2026-01-10")
    assert "write 2026-01-12, or mend the leg" in text


RETURNED = """
data/decisions/beslut-2.yaml: |
  id: beslut-2
  name: E-tjänsten återremitteras
  body: beslutande-niva
  formal_decider: Stadsdirektören
  delegation: Delegationsordningen punkt 4.2
  on: 2026-02-01
  registry_number: STK-2026-2
  paragraph: § 3
  material: [Idéskiss 2026-01-20]
  rulings:
    - {record: init-b, outcome: OUTCOME, content: Nyttan saknas}
  executor: Förvaltningsdirektör
  follow_up: Uppföljningsenheten
"""


@pytest.mark.parametrize("outcome", ["returned", "postponed"])
def test_an_idea_that_a_forum_took_up_must_be_anchored(outcome: str, changed: Changed) -> None:
    idea = f"{B}: {{stages: {{anchored: }}, anchoring: }}\n{RETURNED.replace('OUTCOME', outcome)}"
    (text,) = told(changed(idea), "GOV001")
    assert text.startswith(
        "init-b.stages.idea: “init-b” was taken up by “beslutande-niva” on 2026-02-01, but förankring (`anchoring`) "
        "says neither that the management backs it"
    )
    assert text.endswith("beslut-2.on: it was taken up here")
    assert codes(changed(idea)) == ["GOV001"]


def test_an_idea_that_a_forum_took_up_needs_both_legs(changed: Changed) -> None:
    one = f"{B}: {{stages: {{anchored: }}, anchoring: {{finance_chief: }}}}\n{RETURNED.replace('OUTCOME', 'returned')}"
    (text,) = told(changed(one), "GOV002")
    assert text.endswith("it: the administration that proposes it\nbeslut-2.on: it was taken up here")


def test_an_idea_that_only_its_own_house_took_up_owes_nothing_yet(changed: Changed) -> None:
    own = RETURNED.replace("OUTCOME", "returned").replace("body: beslutande-niva", "body: it")
    assert "GOV001" not in codes(changed(f"{B}: {{stages: {{anchored: }}, anchoring: }}\n{own}"))


def test_what_a_forum_rejected_need_not_be_anchored_any_more(changed: Changed) -> None:
    over = (
        f"{B}: {{stages: {{anchored: , rejected: 2026-02-01}}, anchoring: }}\n{RETURNED.replace('OUTCOME', 'rejected')}"
    )
    assert "GOV001" not in codes(changed(over))
