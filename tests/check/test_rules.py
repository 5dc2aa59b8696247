"""Every rule: its bad example has the fault and only that, its good one has none; its words are whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.check.rule import Rule
from itgov.check.rules import RULES
from itgov.message import catalogue_for
from tests.city import checked, codes

IDS = [rule.code for rule in RULES]


def test_the_small_city_has_no_fault(small_city: Path) -> None:
    assert codes(small_city) == []


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_rule_finds_its_bad_example(rule: Rule, changed: Callable[[str], Path]) -> None:
    assert rule.code in codes(changed(rule.bad))


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_one_fault_is_one_finding(rule: Rule, changed: Callable[[str], Path]) -> None:
    assert set(codes(changed(rule.bad))) == {rule.code}


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_rule_passes_its_good_example(rule: Rule, changed: Callable[[str], Path]) -> None:
    assert codes(changed(rule.good)) == []


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_finding_points_to_a_line_that_is_there(rule: Rule, changed: Callable[[str], Path]) -> None:
    repository, report = checked(changed(rule.bad))
    for finding in report.findings:
        spot = repository.spot(finding.fault.where)
        assert spot.path.startswith(("data/", "itgov.yaml", "waivers.yaml", "retired.yaml"))
        line = repository.line(spot)
        if (repository.root / spot.path).is_file():
            assert line is not None
            assert spot.column <= len(line) + 1


def test_codes_are_unique_and_well_formed() -> None:
    assert len(set(IDS)) == len(IDS) > 20
    assert all(re.fullmatch(r"[A-Z]{2,6}\d{3}", code) for code in IDS)


def test_names_are_unique_and_name_the_fault() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name) for name in names)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_rule_serves_a_demand_and_speaks_both_languages(rule: Rule) -> None:
    assert re.fullmatch(r"D([1-9]|[1-3]\d|4[0-7])", rule.demand)
    swedish = catalogue_for("sv")
    for message in (rule.why, rule.remedy):
        assert message.into("en")
        assert swedish.gettext(message.text) != message.text


def test_every_code_the_reader_gives_is_a_rule() -> None:
    source = Path(__file__).parents[2] / "src/itgov/store"
    given = {
        code for file in source.glob("*.py") for code in re.findall(r'"([A-Z]{2,6}\d{3})"', file.read_text("utf-8"))
    }
    assert given
    assert given <= set(IDS)
