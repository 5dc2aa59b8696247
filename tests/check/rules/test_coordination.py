"""What an initiative needs from others: there in time, still there, covered by a contract, and acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.agenda.timeline import Timeline
from itgov.model.period import Horizon, Period, first_period_from
from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
SYSTEM = "data/systems/sys-diarium.yaml"
CONTRACT = "data/contracts/avtal-diarium.yaml"
AFFECTS = f"{A}:\n  affects: [{{record: objekt-dokument, how: Nya ärenden skapas}}]\n"
NEEDS = f"{A}:\n  needs: {{capabilities: [{{capability: formaga-finns}}]}}\n"
ACKNOWLEDGED = (
    "  affects: [{record: objekt-dokument, how: Anropas, acknowledged_on: 2026-03-01, acknowledged_by: Kanslichef}]\n"
)
NEEDS_FUNCTION = f"{A}:\n  needs: {{functions: [{{system: sys-diarium, function: diarieforing}}]}}\n{ACKNOWLEDGED}"


def since(day: str, by: str = "sys-diarium") -> str:
    return f"data/capabilities/formaga-finns.yaml: {{provided_by: [{{by: {by}, since: {day}}}]}}\n"


@pytest.mark.parametrize("stage", ["withdrawn", "rejected", "closed"])
def test_who_is_not_asked_any_more_need_not_acknowledge(stage: str, changed: Changed) -> None:
    assert codes(changed(f"{AFFECTS}  stages: {{{stage}: 2026-09-01}}\n")) == []


@pytest.mark.parametrize("stages", ["decided: ", "prepared: ", "prepared: , decided: , under_way: 2026-06-01"])
def test_every_stage_from_prepared_on_is_checked(stages: str, changed: Changed) -> None:
    assert "COO002" in codes(changed(f"{AFFECTS}  stages: {{{stages}}}\n"))


def test_what_is_only_anchored_is_still_being_talked_about(changed: Changed) -> None:
    assert told(changed(f"{AFFECTS}  stages: {{prepared: , decided: }}\n"), "COO002") == []


def test_a_contract_that_has_ended_does_not_cover(changed: Changed) -> None:
    (text,) = told(changed(f"{NEEDS_FUNCTION}{CONTRACT}: {{ends_on: 2027-06-30}}\n"), "COO003")
    assert "at its go-live, 2027-Q3 at the earliest" in text
    assert "“avtal-diarium”, which covers it, ends on 2027-06-30" in text
    assert "avtal-diarium.ends_on: " in text


def test_the_contract_that_ends_last_is_told(changed: Changed) -> None:
    longer = (
        "data/contracts/avtal-tva.yaml: |\n  id: avtal-tva\n  name: Avtal två\n  supplier: Annan AB\n"
        "  covers:\n    - {system: sys-diarium, functions: [diarieforing]}\n  ends_on: 2027-01-31\n"
        "  options:\n    - {until: 2027-06-30}\n"
    )
    (text,) = told(changed(f"{NEEDS_FUNCTION}{CONTRACT}: {{ends_on: 2027-03-31}}\n{longer}"), "COO003")
    assert "“avtal-tva”, which covers it, ends on 2027-06-30" in text
    assert "avtal-tva.options.0.until: " in text


def test_an_option_may_carry_the_contract_on(changed: Changed) -> None:
    options = "ends_on: 2027-12-31, options: [{until: 2028-12-31}, {until: 2029-12-31}]"
    assert codes(changed(f"{NEEDS_FUNCTION}{CONTRACT}: {{{options}}}\n")) == []


@pytest.mark.parametrize(("by", "expected"), [("start", []), ("go_live", ["COO003"])])
def test_a_function_is_needed_when_it_is_said(by: str, expected: list[str], changed: Changed) -> None:
    need = f"{A}:\n  needs: {{functions: [{{system: sys-diarium, function: diarieforing, by: {by}}}]}}\n{ACKNOWLEDGED}"
    found = codes(changed(f"{need}{CONTRACT}: {{ends_on: 2027-06-30}}\n"))
    assert [code for code in found if code.startswith("COO")] == expected


def test_a_contract_that_ends_the_day_before_the_start_does_not_cover(changed: Changed) -> None:
    need = f"{A}:\n  needs: {{functions: [{{system: sys-diarium, function: diarieforing, by: start}}]}}\n"
    assert "COO003" in codes(changed(f"{need}{CONTRACT}: {{ends_on: 2026-12-31}}\n"))


def test_a_capability_counts_from_the_period_that_begins_after_it_is_there(changed: Changed) -> None:
    (text,) = told(changed(f"{NEEDS}  window: {{latest_end: 2027-Q2}}\n{since('2027-02-01')}"), "COO001")
    assert "“sys-diarium” provides it in 2027-Q2 at the earliest" in text


def test_a_capability_counts_from_the_period_it_begins_with(changed: Changed) -> None:
    assert codes(changed(f"{NEEDS}  window: {{latest_end: 2027-Q2}}\n{since('2027-01-01')}")) == []


@pytest.mark.parametrize("stage", ["in_operation", "benefits_realised", "closed"])
def test_an_initiative_gives_from_the_period_after_its_go_live(stage: str, changed: Changed) -> None:
    need = f"{A}:\n  needs: {{capabilities: [{{capability: formaga-saknas}}]}}\n  window: {{latest_end: 2027-Q2}}\n"
    gives = f"data/initiatives/init-b.yaml: {{provides: [formaga-saknas], stages: {{{stage}: 2027-02-01}}}}\n"
    (text,) = told(changed(need + gives), "COO001")
    assert "“init-b” provides it in 2027-Q2 at the earliest" in text


def test_a_system_that_was_retired_gives_nothing(changed: Changed) -> None:
    (text,) = told(changed(f"{NEEDS}{SYSTEM}: {{lifecycle: {{retires_on: 2026-12-31}}}}\n"), "COO001")
    assert "“sys-diarium”, which provides it, retires on 2026-12-31" in text
    assert "sys-diarium.lifecycle.retires_on: " in text


def test_a_delivery_that_was_retired_gives_nothing(changed: Changed) -> None:
    retired = "data/deliveries/leverans-a.yaml: {retires_on: 2028-06-30}\n"
    (text,) = told(changed(f"{NEEDS}{since('2020-01-01', 'leverans-a')}{retired}"), "COO001")
    assert "leverans-a.retires_on: " in text


def test_a_system_that_retires_after_the_need_gives_it(changed: Changed) -> None:
    assert codes(changed(f"{NEEDS}{SYSTEM}: {{lifecycle: {{retires_on: 2028-07-01}}}}\n")) == []


def test_a_provider_that_is_left_counts_when_another_retires(changed: Changed) -> None:
    both = "provided_by: [{by: sys-diarium, since: 2020-01-01}, {by: leverans-a, since: 2020-01-01}]"
    retired = f"{SYSTEM}: {{lifecycle: {{retires_on: 2026-12-31}}}}\n"
    assert codes(changed(f"{NEEDS}data/capabilities/formaga-finns.yaml: {{{both}}}\n{retired}")) == []


@given(day=st.dates(date(1990, 1, 1), date(2090, 12, 31)), per_year=st.sampled_from([4, 12]))
@settings(max_examples=200, deadline=None)
def test_rules_and_agenda_count_a_day_from_the_same_period(day: date, per_year: int) -> None:
    timeline = Timeline(Horizon(Period(2027, 1, per_year), 2 * per_year))
    assert timeline.period(timeline.from_day(day)) == first_period_from(day, per_year)


def idea(record: str = "init-b", more: str = "") -> str:
    """The capability is needed, and promised by an initiative that is an idea."""
    return (
        f"{A}:\n  needs: {{capabilities: [{{capability: formaga-saknas}}]}}\n"
        f"data/initiatives/{record}.yaml:\n  provides: [formaga-saknas]\n  stages: {{anchored: }}\n{more}"
    )


def test_an_idea_that_promises_the_capability_is_named_with_its_stage(changed: Changed) -> None:
    assert told(changed(idea()), "COO001") == [
        (
            "init-a.needs.capabilities.0.capability: “init-a” needs the capability “formaga-saknas” at its start, "
            "2028-Q3 at the latest, and only “init-b” is to provide it, which is at the stage idé (`idea`): "
            "too early to count on\n"
            "let “init-b” be anchored and planned before this one, or find something else that provides it\n"
            "formaga-saknas: this is the capability\n"
            "init-b.stages: its stages are here"
        )
    ]


def test_of_several_ideas_all_are_named(changed: Changed) -> None:
    other = (
        "data/capabilities/formaga-saknas.yaml: {provided_by: [{by: init-b}, {by: init-c}]}\n"
        "data/initiatives/init-c.yaml: |\n  id: init-c\n  name: Bygge\n  summary: Text\n  proposed_by: it\n"
        "  track: platform\n  stages: {idea: 2026-01-01}\n  phases: [{name: Bygge, periods: 1}]\n"
    )
    (text,) = told(changed(idea(more=other)), "COO001")
    assert "only “init-b”, “init-c” is to provide it" in text


def test_an_idea_is_not_told_where_nothing_is_to_provide_it(changed: Changed) -> None:
    (text,) = told(changed(f"{A}:\n  needs: {{capabilities: [{{capability: formaga-saknas}}]}}\n"), "COO001")
    assert "and nothing provides it" in text


def provider(more: str = "", periods: int = 1) -> str:
    """The capability is needed at a go-live in 2027-Q4 at the latest, and init-b, which can begin at once, gives it."""
    return (
        f"{A}:\n  needs: {{capabilities: [{{capability: formaga-saknas, by: go_live}}]}}\n"
        "  window: {latest_end: 2027-Q3}\n"
        f"data/initiatives/init-b.yaml:\n  provides: [formaga-saknas]\n{more}"
        "data/initiatives/init-c.yaml: |\n  id: init-c\n  name: Grunden\n  illustrative: true\n"
        "  summary: Det som de andra bygger på.\n  proposed_by: it\n  track: platform\n  goals: [mal-1]\n"
        "  stages: {idea: 2026-10-01}\n  window: {earliest_start: 2027-Q2}\n"
        f"  phases: [{{name: Bygge, periods: {periods}}}]\n"
    )


def test_a_provider_comes_no_sooner_than_what_it_waits_for(changed: Changed) -> None:
    (text,) = told(changed(provider("  needs: {initiatives: [{initiative: init-c}]}\n", periods=2)), "COO001")
    assert "“init-a” needs the capability “formaga-saknas” at its go-live, 2027-Q4 at the latest, " in text
    assert "but “init-b” provides it in 2028-Q1 at the earliest" in text
    assert text.endswith("init-b: this is the provider\ninit-c.phases: this can be finished in 2027-Q3 at the earliest")


def test_a_provider_that_waits_but_comes_in_time_will_do(changed: Changed) -> None:
    waits = "  needs: {initiatives: [{initiative: init-c}]}\n"
    assert told(changed(provider(waits, periods=1)), "COO001") == []


def test_a_provider_that_waits_for_who_needs_it_is_no_fault_of_time(changed: Changed) -> None:
    waits = "  needs: {initiatives: [{initiative: init-a}]}\n"
    assert told(changed(provider(waits)), "COO001") == []


IN_USE = f"{SYSTEM}: {{lifecycle: {{in_use_since: 2028-10-01}}}}\n"
STARTS = "data/deliveries/leverans-a.yaml: {starts_on: 2028-10-01}\n"
UNTIL = "  window: {latest_end: 2027-Q3}\n"


@pytest.mark.parametrize("provision", ["{by: sys-diarium}", "{by: sys-diarium, since: 2020-01-01}"])
def test_a_system_gives_nothing_before_it_is_in_use(provision: str, changed: Changed) -> None:
    gives = f"data/capabilities/formaga-finns.yaml: {{provided_by: [{provision}]}}\n"
    (text,) = told(changed(f"{NEEDS}{UNTIL}{gives}{IN_USE}"), "COO001")
    assert "but “sys-diarium” provides it in 2028-Q4 at the earliest" in text
    assert text.endswith("sys-diarium.lifecycle.in_use_since: this is the provider")


@pytest.mark.parametrize("provision", ["{by: leverans-a}", "{by: leverans-a, since: 2020-01-01}"])
def test_a_delivery_gives_nothing_before_it_starts(provision: str, changed: Changed) -> None:
    gives = f"data/capabilities/formaga-finns.yaml: {{provided_by: [{provision}]}}\n"
    (text,) = told(changed(f"{NEEDS}{UNTIL}{gives}{STARTS}"), "COO001")
    assert "but “leverans-a” provides it in 2028-Q4 at the earliest" in text
    assert text.endswith("leverans-a.starts_on: this is the provider")


def test_a_capability_may_come_later_than_the_system_that_gives_it(changed: Changed) -> None:
    early = f"{SYSTEM}: {{lifecycle: {{in_use_since: 2015-01-01}}}}\n"
    (text,) = told(changed(f"{NEEDS}{UNTIL}{since('2028-10-01')}{early}"), "COO001")
    assert "but “sys-diarium” provides it in 2028-Q4 at the earliest" in text
    assert text.endswith("sys-diarium: this is the provider")
