"""What others said yes to: the scope as it is now, and in which role."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]


def affected(on: str, more: str = "", record: str = "objekt-dokument") -> str:
    return (
        f"data/initiatives/init-a.yaml:\n  affects: [{{record: {record}, how: Anropas, acknowledged_on: {on}}}]\n{more}"
    )


def test_what_was_acknowledged_before_the_scope_changed_is_told_whole(changed: Changed) -> None:
    assert told(changed(affected("2026-03-14", "  scope_on: 2026-03-15\n")), "COO004") == [
        (
            "init-a.affects.0.acknowledged_on: what “init-a” does to “objekt-dokument” was acknowledged on 2026-03-14, "
            "before its scope was last changed on 2026-03-15\n"
            "show them what it is now, and write the day they acknowledged that\n"
            "init-a.scope_on: the scope is from this day"
        )
    ]


def test_nobody_acknowledges_what_is_not_yet_raised(changed: Changed) -> None:
    (text,) = told(changed(affected("2025-09-30")), "COO004")
    assert "before the initiative was raised on 2025-10-01" in text


@pytest.mark.parametrize("day", ["2025-10-01", "2026-03-01"])
def test_the_day_itself_is_in_time(day: str, changed: Changed) -> None:
    assert told(changed(affected(day)), "COO004") == []


@pytest.mark.parametrize("stage", ["withdrawn", "rejected", "in_operation", "closed"])
@pytest.mark.parametrize("code", ["COO004", "COO005"])
def test_what_has_ended_is_left_alone(code: str, stage: str, changed: Changed) -> None:
    assert told(changed(affected("2025-09-30", f"  stages: {{{stage}: 2026-09-01}}\n")), code) == []


@pytest.mark.parametrize("code", ["COO004", "COO005"])
def test_an_administration_need_not_ask_itself(code: str, changed: Changed) -> None:
    assert told(changed(affected("2025-09-30", "  proposed_by: it\n")), code) == []


@pytest.mark.parametrize("code", ["COO004", "COO005"])
def test_what_is_only_anchored_is_still_being_talked_about(code: str, changed: Changed) -> None:
    assert told(changed(affected("2025-09-30", "  stages: {prepared: , decided: }\n")), code) == []


def test_a_yes_by_nobody_is_told_whole(changed: Changed) -> None:
    assert told(changed(affected("2026-03-01")), "COO005") == [
        (
            "init-a.affects.0.acknowledged_on: “init-a” says that its effect on “objekt-dokument” is acknowledged, "
            "but not by whom: bekräftad av (`acknowledged_by`) is missing\n"
            "write the role that acknowledged it, such as Kanslichef\n"
            "objekt-dokument: this answers for it"
        )
    ]


def needing(more: str = "", system: str = "sys-diarium") -> str:
    return (
        f"data/initiatives/init-a.yaml:\n  needs: {{functions: [{{system: {system}, function: diarieforing}}]}}\n{more}"
    )


def naming(record: str) -> str:
    return (
        f"  affects: [{{record: {record}, how: Nya ärenden skapas, acknowledged_on: 2026-03-01,"
        " acknowledged_by: Förvaltningsledare}]\n"
    )


def test_a_function_of_somebody_elses_that_nobody_was_asked_about_is_told_whole(changed: Changed) -> None:
    assert told(changed(needing()), "COO012") == [
        (
            "init-a.needs.functions.0.system: “init-a” needs the function “diarieforing” of “sys-diarium”, which "
            "belongs to “objekt-dokument” of “it”, but names none of them under påverkar (`affects`): "
            "Kanslichef has not been asked\n"
            "write “objekt-dokument” under påverkar (`affects`) with what it means for them, "
            "and let them acknowledge it before the decision\n"
            "objekt-dokument.business_side: who answers for it is named here"
        )
    ]


@pytest.mark.parametrize("record", ["objekt-dokument", "sys-diarium", "it"])
def test_who_is_named_knows_whichever_of_theirs_is_written(record: str, changed: Changed) -> None:
    assert told(changed(needing(naming(record))), "COO012") == []


def test_the_delivery_that_carries_the_system_answers_for_it(changed: Changed) -> None:
    more = naming("leverans-a") + "data/systems/sys-diarium.yaml: {in_delivery: leverans-a}\n"
    assert told(changed(needing(more)), "COO012") == []


def test_another_delivery_does_not(changed: Changed) -> None:
    assert len(told(changed(needing(naming("leverans-a"))), "COO012")) == 1


def test_an_object_is_told_once_however_many_functions_are_needed(changed: Changed) -> None:
    fragment = (
        "data/initiatives/init-a.yaml:\n  needs: {functions: [{system: sys-diarium, function: diarieforing}, "
        "{system: sys-diarium, function: identitet}]}\n"
    )
    assert len(told(changed(fragment), "COO012")) == 1


@pytest.mark.parametrize("more", ["  proposed_by: it\n", "  stages: {withdrawn: 2026-09-01}\n"])
def test_ones_own_object_and_what_has_ended_are_left_alone(more: str, changed: Changed) -> None:
    assert told(changed(needing(more)), "COO012") == []


def test_a_yes_after_the_decision_is_told_whole(changed: Changed) -> None:
    assert told(changed(affected("2026-10-01")), "COO013") == [
        (
            "init-a.affects.0.acknowledged_on: what “init-a” does to “objekt-dokument” was acknowledged on 2026-10-01, "
            "after it was decided on 2026-05-02\n"
            "mend the day that is wrong; if they were asked only then, let the body that decided take it up again "
            "with their answer, and put that decision on record as well\n"
            "init-a.stages.decided: it was decided here"
        )
    ]


AGAIN = """
data/decisions/beslut-2.yaml: |
  id: beslut-2
  name: Mobil dokumentation, med objektets svar
  body: beslutande-niva
  formal_decider: Stadsdirektören
  delegation: Delegationsordningen punkt 4.2
  on: 2026-10-01
  registry_number: STK-2026-1
  paragraph: § 30
  material: [Svar från dokument och ärende 2026-10-01]
  rulings:
    - {record: init-a, outcome: approved}
  executor: Förvaltningsdirektör
  follow_up: Uppföljningsenheten
"""


def test_what_was_decided_again_with_their_answer_is_in_order(changed: Changed) -> None:
    asked = affected("2026-10-01").replace("2026-10-01}", "2026-10-01, acknowledged_by: Kanslichef}")
    assert codes(changed(asked + AGAIN)) == []


def test_a_decision_from_before_they_were_asked_is_not_enough(changed: Changed) -> None:
    assert len(told(changed(affected("2026-10-02") + AGAIN), "COO013")) == 1


def test_a_postponement_is_no_decision(changed: Changed) -> None:
    postponed = AGAIN.replace("approved", "postponed")
    assert len(told(changed(affected("2026-10-01") + postponed), "COO013")) == 1


def test_a_scope_that_changed_after_the_decision_is_acknowledged_after_it(changed: Changed) -> None:
    assert told(changed(affected("2026-10-01", "  scope_on: 2026-09-01\n")), "COO013") == []


def test_what_is_not_decided_is_acknowledged_at_any_time(changed: Changed) -> None:
    assert told(changed(affected("2026-10-01", "  stages: {decided: }\n")), "COO013") == []


def test_who_asks_after_the_decision_is_told_to_have_it_decided_anew(changed: Changed) -> None:
    unasked = "data/initiatives/init-a.yaml:\n  affects: [{record: objekt-dokument, how: Anropas}]\n"
    (text,) = told(changed(unasked), "COO002")
    assert "talk to them now, write the day they acknowledged it, and let the body that decided take it up" in text
    (text,) = told(changed(f"{unasked}  stages: {{decided: }}\n"), "COO002")
    assert "talk to them before it goes to decision" in text
