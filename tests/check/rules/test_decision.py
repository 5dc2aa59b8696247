"""Decisions, whole as the law and the archive ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"

DECISION = "data/decisions/beslut-1.yaml"
OWN = (
    f"{A}:\n  track: business_development\n  phases: [{{name: Bygge, periods: 2, costs: "
    "[{what: Bygge, amount: 900 000 kr, funder: hvo}]}]\n"
)


@pytest.mark.parametrize("decider", ["stadsdirektören", "Stadsdirektören på delegation", "'Stadsdirektören, i mötet'"])
def test_the_office_counts_and_not_the_words_after_it(decider: str, changed: Changed) -> None:
    assert codes(changed(f"{DECISION}: {{formal_decider: {decider}}}\n")) == []


def test_another_office_is_told_with_the_bodys(changed: Changed) -> None:
    (text,) = told(changed(f"{DECISION}: {{formal_decider: It-chefen}}\n"), "GOV016")
    assert text == (
        "beslut-1.formal_decider: formell beslutsfattare (`formal_decider`) of “beslut-1” is “It-chefen”, "
        "but for “beslutande-niva” it is “Stadsdirektören”\n"
        "write who decided in law, as the minutes have it; or mend the body's record if it has changed\n"
        "beslutande-niva.formal_decider: the body's formal decider is here"
    )


def test_the_bodys_own_delegation_is_proposed(changed: Changed) -> None:
    (text,) = told(changed(f"{DECISION}: {{delegation: }}\n"), "GOV017")
    assert "for “beslutande-niva” it is: Delegationsordningen punkt 4.2" in text


def test_a_formal_body_needs_no_delegation(changed: Changed) -> None:
    formal = (
        "data/bodies/styrelsen.yaml: |\n  id: styrelsen\n  name: Styrelsen\n"
        "  level: formal\n  may_settle: [initiative]\n"
    )
    assert codes(changed(f"{formal}{DECISION}: {{body: styrelsen, formal_decider: Styrelsen, delegation: }}\n")) == []


@pytest.mark.parametrize(
    ("decider", "found"), [("Vård- och omsorgsnämnden", []), ("Förvaltningsdirektören", ["GOV017"])]
)
def test_a_committee_needs_no_delegation_and_its_director_does(
    decider: str, found: list[str], changed: Changed
) -> None:
    own = f"{OWN}{DECISION}: {{body: hvo, formal_decider: {decider}, delegation: }}\n"
    assert [code for code in codes(changed(own)) if code.startswith("GOV")] == found


@pytest.mark.parametrize(
    ("decider", "found"), [("Vård- och omsorgsnämnden", ["GOV018"]), ("Förvaltningsdirektören", [])]
)
def test_an_official_holds_no_minutes(decider: str, found: list[str], changed: Changed) -> None:
    own = f"{OWN}{DECISION}: {{body: hvo, formal_decider: {decider}, paragraph: }}\n"
    assert [code for code in codes(changed(own)) if code.startswith("GOV")] == found


def test_what_approves_nothing_needs_nobody_to_carry_it_out(changed: Changed) -> None:
    only = f"{DECISION}: {{executor: , rulings: [{{record: init-b, outcome: returned, content: Mer underlag}}]}}\n"
    assert told(changed(only), "GOV022") == []
