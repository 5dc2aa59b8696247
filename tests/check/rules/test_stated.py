"""What is stated twice, and differently."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"

DELIVERY = "data/deliveries/leverans-a.yaml"
CAPABILITY = "data/capabilities/formaga-finns.yaml"


@pytest.mark.parametrize(
    "needs",
    [
        "initiatives: [{initiative: init-b}, {initiative: init-b, relation: before_go_live}]",
        "capabilities: [{capability: formaga-finns}, {capability: formaga-finns, by: go_live}]",
        (
            "functions: [{system: sys-diarium, function: diarieforing}, "
            "{system: sys-diarium, function: diarieforing, by: start}]"
        ),
        "contracts: [{contract: avtal-diarium}, {contract: avtal-diarium, by: go_live}]",
    ],
)
def test_one_need_on_two_terms_is_a_fault(needs: str, changed: Changed) -> None:
    assert "REF014" in codes(changed(f"{A}:\n  needs: {{{needs}}}\n"))


def test_two_functions_of_one_system_are_two_needs(changed: Changed) -> None:
    two = "{system: sys-diarium, function: diarieforing}, {system: sys-diarium, function: identitet, by: start}"
    assert "REF014" not in codes(changed(f"{A}:\n  needs: {{functions: [{two}]}}\n"))


def test_an_id_twice_in_a_list_is_told_with_the_first(changed: Changed) -> None:
    (text,) = told(changed(f"{A}: {{goals: [mal-1, mal-1]}}\n"), "REF015")
    assert text == (
        "init-a.goals.1: mål (`goals`) of “init-a” names “mal-1” twice\n"
        "take one of them away; perhaps another id was meant\n"
        "init-a.goals.0: the first is here"
    )


def test_a_payer_may_pay_for_many_things(changed: Changed) -> None:
    lines = "[{what: A, amount: 1 tkr, funder: ram}, {what: B, amount: 1 tkr, funder: ram}]"
    assert codes(changed(f"{A}: {{phases: [{{name: Bygge, periods: 1, costs: {lines}}}]}}\n")) == []


def test_who_stands_outside_and_inside_is_told(changed: Changed) -> None:
    both = f"{DELIVERY}: {{consumers: [it, hvo], excluded: [{{administration: hvo, reason: Eget}}]}}\n"
    (text,) = told(changed(both), "REF018")
    assert "leverans-a.consumers.1: it is named as a consumer here" in text


@pytest.mark.parametrize(("since", "found"), [("2027-03-31", []), ("2027-01-01", ["REF019"])])
def test_a_capability_is_not_there_before_its_initiative(since: str, found: list[str], changed: Changed) -> None:
    given = changed(f"{CAPABILITY}: {{provided_by: [{{by: init-b, since: {since}}}]}}\n")
    assert codes(given) == found


@pytest.mark.parametrize(("day", "found"), [("2027-12-31", 0), ("2028-01-01", 1)])
def test_a_system_may_go_with_the_delivery_that_carries_it(day: str, found: int, changed: Changed) -> None:
    system = f"data/systems/sys-diarium.yaml: {{in_delivery: leverans-a, lifecycle: {{retires_on: {day}}}}}\n"
    assert len(told(changed(f"{system}{DELIVERY}: {{retires_on: 2027-12-31}}\n"), "REF020")) == found
