"""No canary leaves the cage: nothing that is marked as hidden is on a page, whatever field it is in (D47)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from itgov.agenda.plan import Plan
from itgov.allocate import allocate
from itgov.message import LANGUAGES
from itgov.model.city import City
from itgov.model.kinds import KINDS
from itgov.model.scalar import Visibility
from itgov.report.reports import build
from tests.report.planting import planted
from tests.report.small import planned, small

CITY, PLANTED_FOR_CITY = planted(small(), "Stadskanarie", "city", "public")
BOTH, PLANTED_RESTRICTED = planted(CITY, "Skyddskanarie", "restricted", "city")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned(BOTH)


def text_of(city: City, plan: Plan, audience: Visibility, language: str) -> str:
    pages = build(city, plan, allocate(city), audience, language)
    assert len(pages) > 5
    return "\n".join(page.text for page in pages).replace("\\", "")


def test_there_are_canaries_of_every_kind(record_property: Callable[[str, object], None]) -> None:
    record_property("planted for the city", dict(PLANTED_FOR_CITY))
    assert {kind.name for kind in KINDS} == set(PLANTED_FOR_CITY) == set(PLANTED_RESTRICTED)
    assert PLANTED_FOR_CITY.total() > 100


def test_every_kind_has_a_canary_in_each_of_its_texts() -> None:
    assert PLANTED_RESTRICTED["initiative"] > PLANTED_RESTRICTED["goal"] > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_canary_is_on_a_public_page(plan: Plan, language: str) -> None:
    shown = text_of(BOTH, plan, "public", language).casefold()
    assert "kanarie" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hidden_day_is_on_a_public_page(plan: Plan, language: str) -> None:
    assert "2149" not in text_of(BOTH, plan, "public", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hidden_amount_is_on_a_public_page(plan: Plan, language: str) -> None:
    digits = re.sub(r"[\s,.]", "", text_of(BOTH, plan, "public", language))
    assert "7777777" not in digits


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_restricted_canary_is_on_a_page_for_the_city(plan: Plan, language: str) -> None:
    assert "skyddskanarie" not in text_of(BOTH, plan, "city", language).casefold()


def test_readers_in_the_city_see_what_is_meant_for_them(plan: Plan) -> None:
    assert "Stadskanarie" in text_of(BOTH, plan, "city", "sv")


def test_the_restricted_circle_sees_it_all(plan: Plan) -> None:
    assert "Skyddskanarie" in text_of(BOTH, plan, "restricted", "sv")


def test_hidden_money_is_still_in_the_sums(plan: Plan) -> None:
    hidden = {page.path: page.text for page in build(BOTH, plan, allocate(BOTH), "public", "en")}
    shown = {page.path: page.text for page in build(BOTH, plan, allocate(BOTH), "restricted", "en")}
    sums = [line for line in shown["en/split.md"].splitlines() if line.startswith("| 2027 ")]
    assert sums
    assert set(sums) <= set(hidden["en/split.md"].splitlines())
