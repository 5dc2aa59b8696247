"""The JUnit report, against what the schema junit-10 asks of the elements that are written here.

The checks are written from src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd of Jenkins'
xunit plugin (commit 031e285ef3b60dee7aaf36e9096d7dcd95ffae83): which element holds which, required and permitted
attributes, the pattern of a time.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings

from itgov.tell.frame import BARE
from itgov.tell.harmless import harmless
from itgov.tell.junit import render
from itgov.tell.told import Telling
from tests.tell.tellings import SIZES, SOME, line_at, tellings

_HOLDS = {
    "testsuite": {"testsuite", "properties", "testcase", "system-out", "system-err"},
    "testcase": {"skipped", "error", "failure", "system-out", "system-err"},
    "failure": set[str](),
    "system-out": set[str](),
}
_REQUIRED = {"testsuite": {"name", "tests", "failures", "errors"}, "testcase": {"name"}}
_PERMITTED = {
    "testsuite": {"name", "tests", "failures", "errors", "group", "time", "skipped", "timestamp", "hostname", "id"},
    "testcase": {"name", "time", "classname", "group"},
    "failure": {"type", "message"},
}
_TIME = re.compile(r"(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?")


def _check(element: Element) -> None:
    given_ = set(element.attrib)
    assert _REQUIRED.get(element.tag, set()) <= given_ <= _PERMITTED.get(element.tag, set())
    assert _TIME.fullmatch(element.get("time", "0"))
    assert {child.tag for child in element} <= _HOLDS[element.tag]
    for child in element:
        _check(child)


def _suite(telling: Telling) -> Element:
    suite = fromstring(render(telling, line_at, "en", BARE).encode())  # noqa: S314 - our own text
    assert suite.tag == "testsuite"
    _check(suite)
    return suite


@pytest.mark.parametrize("telling", [*SIZES.values(), SOME])
def test_it_keeps_to_the_schema_and_its_counts_are_right(telling: Telling) -> None:
    suite = _suite(telling)
    assert int(suite.get("tests", "")) == len(suite.findall("testcase")) == max(1, len(telling.found))
    assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure")) == telling.count("error")


def test_nothing_found_is_one_case_that_passes() -> None:
    (case,) = _suite(SIZES[0]).findall("testcase")
    assert len(case) == 0


def test_warnings_and_notes_pass_and_say_so() -> None:
    assert [[part.tag for part in case] for case in _suite(SOME).findall("testcase")] == [
        ["failure"],
        ["system-out"],
        ["system-out"],
        ["failure"],
    ]


def test_cases_have_names_of_their_own() -> None:
    cases = _suite(SIZES[500]).findall("testcase")
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == 500


def test_the_time_is_in_seconds() -> None:
    assert _suite(SOME).get("time") == "1.650"


@given(telling=tellings())
@settings(max_examples=100, deadline=None)
def test_any_value_is_well_formed_and_comes_back_visible(telling: Telling) -> None:
    for one, case in zip(telling.found, _suite(telling).findall("testcase"), strict=False):
        assert harmless(one.message.into("en")) in (case.get("name") or "")
        assert (case[0].text or "").startswith(harmless(one.spot.path))
