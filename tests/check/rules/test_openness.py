"""What is for the city alone does not stand in public texts; cases are registered; secrecy has its ground."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]
A = "data/initiatives/init-a.yaml"
SYSTEM = "data/systems/sys-diarium.yaml"
CONTRACT = "data/contracts/avtal-diarium.yaml"
LIFE = f"{SYSTEM}: {{lifecycle: {{end_of_support: 2031-12-31}}}}\n"


def test_who_refers_to_a_system_does_not_tell_its_end(changed: Changed) -> None:
    need = "needs: {functions: [{system: sys-diarium, function: diarieforing}]}"
    (text,) = told(changed(f"{LIFE}{A}:\n  {need}\n  note: Klart före 2031-12-31.\n"), "OPE001")
    assert text.startswith("init-a.note: anteckning (`note`) of “init-a” is public and shows 2031-12-31, which is ")
    assert "sys-diarium.lifecycle.end_of_support: the hidden day is here" in text


def test_the_same_day_elsewhere_is_no_secret(changed: Changed) -> None:
    assert codes(changed(f"{LIFE}{A}: {{note: Klart före 2031-12-31.}}\n")) == []


def test_a_system_for_the_city_may_tell_its_end(changed: Changed) -> None:
    told_in_city = f"{SYSTEM}: {{visibility: city, note: Slut 2031-12-31, lifecycle: {{end_of_support: 2031-12-31}}}}\n"
    assert codes(changed(told_in_city)) == []


@pytest.mark.parametrize(
    ("amount", "expected"), [("412 300 kr", ["OPE002"]), ("0,4123 mnkr", ["OPE002"]), ("400 000 kr", [])]
)
def test_an_amount_is_a_price_when_it_is_no_round_sum(amount: str, expected: list[str], changed: Changed) -> None:
    cost = amount.replace("0,4123 mnkr", "412 300 kr")
    priced = f"{CONTRACT}: {{illustrative: true, cost_per_year: {cost}}}\n"
    assert codes(changed(f"{priced}{SYSTEM}: {{description: 'Driften tar {amount} om året.'}}\n")) == expected


def test_a_decision_does_not_repeat_a_weakness(changed: Changed) -> None:
    gap = "Elva system med uppgifter i klass 3 nås med enbart lösenord."
    ruling = f"rulings: [{{record: init-a, outcome: approved, content: 'Skäl. {gap}'}}]"
    folder = changed(f"{A}: {{security_gap: {gap}}}\ndata/decisions/beslut-1.yaml:\n  {ruling}\n")
    (text,) = told(folder, "OPE003")
    assert text.startswith("beslut-1.rulings.0.content: ")
    assert "Elva" not in text


def test_every_public_record_that_names_a_restricted_one_is_told(changed: Changed) -> None:
    texts = told(changed("data/goals/mal-1.yaml: {visibility: restricted, note: OSL 18 kap. 8 §}\n"), "OPE004")
    assert sorted(text.split(":")[0] for text in texts) == ["init-a.goals.0", "init-b.goals.0"]


@pytest.mark.parametrize("stages", ["withdrawn: 2026-09-01", "prepared: , decided: "])
def test_what_is_withdrawn_or_not_prepared_need_not_be_registered(stages: str, changed: Changed) -> None:
    assert "OPE006" not in codes(changed(f"{A}: {{registry_number: , stages: {{{stages}}}}}\n"))


def test_an_object_does_not_tell_when_its_systems_end(changed: Changed) -> None:
    note = "data/objects/objekt-dokument.yaml: {visibility: public, note: Diariet byts före 2031-12-31.}\n"
    (text,) = told(changed(LIFE + note), "OPE001")
    assert text.startswith(
        "objekt-dokument.note: anteckning (`note`) of “objekt-dokument” is public and shows 2031-12-31"
    )


def test_a_delivery_does_not_tell_when_its_systems_end(changed: Changed) -> None:
    inside = LIFE.replace("{lifecycle", "{in_delivery: leverans-a, lifecycle")
    note = "data/deliveries/leverans-a.yaml: {visibility: public, note: Diariet byts före 2031-12-31.}\n"
    (text,) = told(changed(inside + note), "OPE001")
    assert text.startswith("leverans-a.note: ")
    assert told(changed(LIFE.replace("{lifecycle", "{in_delivery: , lifecycle")), "OPE001") == []


@pytest.mark.parametrize("path", ["objects/objekt-dokument", "deliveries/leverans-a"])
def test_who_holds_a_system_does_not_tell_its_price(path: str, changed: Changed) -> None:
    price = f"{CONTRACT}: {{illustrative: true, cost_per_year: 412 300 kr}}\n{SYSTEM}: {{in_delivery: leverans-a}}\n"
    shown = f"data/{path}.yaml: {{visibility: public, note: Avtalet kostar 412 300 kr om året.}}\n"
    assert codes(changed(price + shown)) == ["OPE002"]
