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


@pytest.mark.parametrize("where", ["Ekonomichefsgruppen", "anmält i ekonomichefsgruppen § 4", "Beslutande nivå, maj"])
def test_a_forum_of_the_city_backs_nothing(where: str, changed: Changed) -> None:
    assert codes(changed(leg("2026-01-12", where))) == ["GOV008"]


@pytest.mark.parametrize(
    "where",
    [
        "Ekonomichef HVO, som meddelade ekonomichefsgruppen",
        "HVO:s ekonomichef, med ekonomichefsgruppen underrättad",
        "Ekonomichefen",
        "E-post",
    ],
)
def test_its_own_chief_may_tell_the_forum(where: str, changed: Changed) -> None:
    assert codes(changed(leg("2026-01-12", f"'{where}'"))) == []


def test_a_body_is_known_by_what_stands_before_the_colon(changed: Changed) -> None:
    long = "data/bodies/beredande-niva.yaml: {name: 'Beredningen: chefer med it'}\n"
    assert codes(changed(long + leg("2026-01-12", "Beredningen"))) == ["GOV008"]


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Ekonomichefsgruppen", "Ekonomichefsgrupp 12 januari"),
        ("Ekonomichefsgrupp", "ekonomichefsgruppens möte"),
        ("Ekonomichefsgruppen för gemensam it", "Ekonomichefsgruppen § 4"),
        ("Ekonomichefsgruppen för gemensam it", "på ekonomichefsgruppens möte"),
        ("'Ekonomiska styrelsen: chefer'", "Den ekonomiska styrelse som möts i maj"),
    ],
)
def test_a_forum_is_known_in_whatever_form_its_name_is_bent(name: str, where: str, changed: Changed) -> None:
    named = f"data/bodies/ekonomichefsgrupp.yaml: {{name: {name}}}\n"
    assert codes(changed(named + leg("2026-01-12", where))) == ["GOV008"]


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Gruppen för gemensam it", "Gruppen på HVO"),
        ("Nätverket för ekonomichefer", "Nätverket på HVO"),
        ("Ekonomichefsgruppen", "Ekonomichefen"),
        ("Ekonomichefsgruppen", "Ekonomi och grupp"),
    ],
)
def test_a_word_that_any_group_has_names_no_forum(name: str, where: str, changed: Changed) -> None:
    named = f"data/bodies/ekonomichefsgrupp.yaml: {{name: {name}}}\n"
    assert codes(changed(named + leg("2026-01-12", where))) == []
