"""Shape: what a record must be like in itself, told by field, place and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.city import checked, codes

INIT = "data/initiatives/init-a.yaml: "


def only_message(folder: Path) -> str:
    (finding,) = checked(folder)[1].findings
    return str(finding.fault.message) + " | " + str(finding.fault.remedy or "")


@pytest.mark.parametrize(
    "fragment",
    [
        "itgov.yaml: {horizon: {years: 0}}",
        "itgov.yaml: {horizon: {years: 9}}",
        "itgov.yaml: {horizon: {first: 2027-01}}",
        "itgov.yaml: {period_length: month}",
        "itgov.yaml: {evaluation_years: 0}",
        "itgov.yaml: {evaluation_years: 1000000}",
        "itgov.yaml: {discount_rate: 9999 %}",
        "itgov.yaml: {hours_share: [25 %, 25 %, 25 %, 20 %]}",
        "itgov.yaml: {hours_share: [50 %, 50 %]}",
        "itgov.yaml: {rules: {FRM006: {severity: info, reason: x}}}",
        "data/competences/pool-integration.yaml: {operation_share: 200 %}",
        INIT + "{phases: []}",
        INIT + "{phases: [{name: a, periods: 1, costs: [{what: a, amount: -50 mnkr, funder: ram}]}]}",
        INIT + "{phases: [{name: a, periods: 0}]}",
        INIT + "{phases: [{name: a, periods: 100000000000}]}",
        INIT + "{needs: {procurements: [{what: a, months: 1000000000}]}}",
        INIT + "{needs: {procurements: [{what: a, months: 9, before_phase: 7}]}}",
        INIT + "{alternatives: [{id: base, name: a, phases: [{name: a, periods: 1}]}]}",
        INIT
        + "{alternatives: [{id: x, name: a, phases: [{name: a, periods: 1}]},"
        + " {id: x, name: b, phases: [{name: a, periods: 1}]}]}",
        INIT + "{benefits: [{name: a, category: quality, valued: false, points: 99}]}",
        "data/deliveries/leverans-a.yaml: {level: finns-ej}",
        "data/deliveries/leverans-a.yaml: {consumers: []}",
        "data/systems/sys-diarium.yaml: {functions: []}",
    ],
)
def test_what_nothing_can_be_computed_on_is_one_finding(fragment: str, changed: Callable[[str], Path]) -> None:
    assert codes(changed(fragment + "\n")) == ["FRM006"]


def test_a_swedish_key_finds_its_english_name(changed: Callable[[str], Path]) -> None:
    assert "did you mean sammanfattning (`summary`)?" in only_message(changed(INIT + "{sammanfatning: x}\n"))


def test_a_comma_inside_braces_is_explained(changed: Callable[[str], Path]) -> None:
    folder = changed(
        "data/keys/nyckel-b.yaml: |\n  id: nyckel-b\n  name: B\n  definition: x\n  driver: x\n"
        "  wanted_direction: less\n  unit: x\n  measured_on: 2026-01-01\n  valid_for: [2027, 50 kr]\n"
        "  values: {hvo: 1}\n"
    )
    assert "put the whole amount in quotes" in only_message(folder)


def test_a_word_that_is_none_of_the_values_shows_them_and_the_nearest(changed: Callable[[str], Path]) -> None:
    told = only_message(changed(INIT + "{track: plattform}\n"))
    assert "did you mean “platform”?" in told
    assert "prototype, pilot" in told


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        (INIT + "{stages: 2026-01-01}", "a block of keys is expected"),
        (INIT + "{goals: mal-1}", "a list is expected"),
        (INIT + "{summary: }", "is missing"),
        (INIT + "{track: [pilot]}", "a single word is expected"),
        (INIT + "{summary: [a]}", "expected text"),
    ],
)
def test_the_wrong_kind_of_value_says_what_is_expected(
    fragment: str, told: str, changed: Callable[[str], Path]
) -> None:
    assert told in only_message(changed(fragment + "\n"))


def test_a_key_left_empty_says_so(small_city: Path) -> None:
    file = small_city / "data/goals/mal-1.yaml"
    file.write_text(file.read_text("utf-8") + "decided_by:\n", encoding="utf-8")
    assert codes(small_city) == []
    file.write_text(file.read_text("utf-8").replace("document: Programmet", "document:"), encoding="utf-8")
    assert "nothing is written here" in only_message(small_city)


@pytest.mark.parametrize("key", ["proposed_by", "summary", "track"])
def test_a_misspelt_key_is_one_finding_and_hides_no_other(key: str, small_city: Path) -> None:
    file = small_city / "data/initiatives/init-a.yaml"
    text = file.read_text("utf-8")
    assert f"\n{key}: " in text
    file.write_text(
        text.replace(f"\n{key}: ", f"\n{key[0]}{key}: ").replace("goals: [mal-1]", "goals: [mal-x]"), "utf-8"
    )
    assert sorted(set(codes(small_city))) == ["FRM004", "REF001"]


def test_an_unknown_key_like_no_other_is_left_out_and_the_rest_is_checked(changed: Callable[[str], Path]) -> None:
    assert codes(changed(INIT + "{xyzzy: 1, affects: [{record: finns-inte, how: x}]}\n")) == ["FRM004", "REF001"]


def test_a_file_in_the_folder_of_another_kind_is_told_once_with_where_it_belongs(
    changed: Callable[[str], Path], small_city: Path
) -> None:
    goal = (small_city / "data/goals/mal-1.yaml").read_text("utf-8").replace("mal-1", "mal-2")
    text = goal.replace("\n", "\n  ").rstrip()
    told = only_message(changed(f"data/systems/mal-2.yaml: |\n  {text}\n"))
    assert "this lies in data/systems/, but its keys are those of another kind: goal" in told
    assert "move the file to data/goals/" in told


def test_keys_of_no_kind_are_told_one_by_one(changed: Callable[[str], Path]) -> None:
    folder = changed("data/systems/mal-2.yaml: |\n  id: mal-2\n  name: Ett mål\n  nagot: annat\n")
    assert codes(folder) == ["FRM004", "FRM005", "FRM005", "FRM005"]


def test_an_amount_in_words_that_a_comma_tore_is_explained(changed: Callable[[str], Path]) -> None:
    fragment = "data/systems/sys-diarium.yaml: |\n  id: sys-diarium\n  name: D\n  object: objekt-dokument\n"
    folder = changed(
        f"{fragment}  functions: [diarieforing]\n  used_by: [it]\n"
        "  yearly_cost: [{category: licences, amount: 1,5 miljoner}]\n"
    )
    remedies = [str(finding.fault.remedy) for finding in checked(folder)[1].findings if finding.code == "FRM004"]
    assert "put the whole amount in quotes" in remedies[0]


@pytest.mark.parametrize(
    ("fragment", "right"),
    [
        ("{operating_costs: [{what: D, per_year: 1.5 mnkr, borne_by: leverans-a}]}", "1,5 mnkr"),
        ("{operating_costs: [{what: D, per_year: SEK 5000, borne_by: leverans-a}]}", "5 000 kr"),
        ("{stages: {idea: 2026-1-5}}", "2026-01-05"),
        ("{stages: {idea: 20260105}}", "2026-01-05"),
        ("{stages: {idea: 2026.01.05}}", "2026-01-05"),
        ("{estimate: {maturity: calculated, plus_minus: 12.5 %}}", "12,5 %"),
    ],
)
def test_a_value_that_can_mean_one_thing_is_told_as_that(
    fragment: str, right: str, changed: Callable[[str], Path]
) -> None:
    assert only_message(changed(f"{INIT}{fragment}\n")).endswith(f" | write “{right}”")


def test_a_day_that_may_be_two_is_left_to_a_person(changed: Callable[[str], Path]) -> None:
    assert only_message(changed(f"{INIT}{{stages: {{idea: 3.11.2025}}}}\n")).endswith(" | ")


def test_an_amount_without_its_unit_is_told_so(changed: Callable[[str], Path]) -> None:
    found = only_message(changed(INIT + "{operating_costs: [{what: D, per_year: 1 500 000, borne_by: leverans-a}]}\n"))
    assert "“1 500 000” has no unit: add what it is in, kr, tkr or mnkr, as in “1 500 000 kr”" in found
