"""Who backs a proposal: the administration's own management and finance chief, not a forum, not somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]


def leg(on: str, where: str) -> str:
    """init-a with its finance chief's leg so, and anchored on the day that both legs are there."""
    return (
        f"data/initiatives/init-a.yaml:\n  stages: {{anchored: {on}}}\n"
        f"  anchoring: {{finance_chief: {{on: {on}, where: {where}}}}}\n"
    )


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


@pytest.mark.parametrize(
    ("where", "role"),
    [
        ("Ekonomichef STK den 12 januari", "ekonomichef (`finance_chief`)"),
        ("STK:s ekonomichef", "ekonomichef (`finance_chief`)"),
        ("Ledningsgruppen på STK", "ledningsgrupp (`management_group`)"),
    ],
)
def test_another_administrations_people_back_nothing(where: str, role: str, changed: Changed) -> None:
    (text,) = told(changed(leg("2026-01-12", f"'{where}'")), "GOV008")
    assert text.startswith(
        "init-a.anchoring.finance_chief.where: ekonomichef (`finance_chief`) of “init-a” is "
        f"“{where}”, but that is {role} of “it”: it cannot speak for hvo\n"
    )
    assert text.partition("\nit.")[2] in {
        "management_group: it stands here",
        "finance_chief: it stands here",
    }


def test_another_administrations_people_may_have_been_there_too(changed: Changed) -> None:
    assert codes(changed(leg("2026-01-12", "Ekonomichef HVO och ekonomichef STK"))) == []


@pytest.mark.parametrize("chief", ["Controller", "Ekonomichef HVO"])
def test_a_role_that_could_be_anybodys_is_nobody_elses(chief: str, changed: Changed) -> None:
    other = f"data/administrations/it.yaml: {{finance_chief: {chief}}}\n"
    assert codes(changed(other + leg("2026-01-12", "Controllern vid vår förvaltning"))) == []


@pytest.mark.parametrize("where", ["beslutande-niva", "ekonomichefsgrupp, 12 januari", "BEREDANDE-NIVA 2026-01-12"])
def test_a_forum_is_known_by_its_id(where: str, changed: Changed) -> None:
    renamed = "".join(
        f"data/bodies/{one}.yaml: {{name: Forum {number}}}\n"
        for number, one in enumerate(("beslutande-niva", "beredande-niva", "ekonomichefsgrupp"))
    )
    assert codes(changed(renamed + leg("2026-01-12", f"'{where}'"))) == ["GOV008"]


def test_an_id_that_is_a_common_word_names_no_forum(changed: Changed) -> None:
    body = (
        "data/bodies/ledning.yaml: |\n  id: ledning\n  name: Stadens råd\n  level: supporting\n"
        "  members: [{administration: hvo, role: Chef}]\n"
    )
    assert codes(changed(body + leg("2026-01-12", "Förvaltningens ledning"))) == []
