"""What follows a contract is begun in time; options, notice and ceiling are minded. The day is 2026-11-02."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.check.rules.term import _reached_on
from tests.check.rules.told import told

Changed = Callable[[str], Path]

SYSTEM = "data/systems/sys-diarium.yaml"


def contract(**keys: str) -> str:
    return "data/contracts/avtal-diarium.yaml:\n" + "".join(f"  {key}: {value}\n" for key, value in keys.items())


def test_an_option_that_extends_nothing_is_told_whole(changed: Changed) -> None:
    options = "[{until: 2030-12-31}, {until: 2030-12-31}]"
    assert told(changed(contract(options=options)), "CON001") == [
        (
            "avtal-diarium.options.1.until: option 2 of “avtal-diarium” runs until 2030-12-31, no longer than "
            "2030-12-31, "
            "the day that it would extend\n"
            "write the options in the order in which they extend the contract, with the days that it says\n"
            "avtal-diarium.options.0.until: the day it extends is here"
        )
    ]


@pytest.mark.parametrize(("call_by", "count"), [("2029-12-31", 0), ("2030-01-01", 1)])
def test_an_option_is_called_before_the_contract_ends(call_by: str, count: int, changed: Changed) -> None:
    assert len(told(changed(contract(options=f"[{{until: 2030-12-31, call_by: {call_by}}}]")), "CON001")) == count


def test_nothing_begun_is_told_whole(changed: Changed) -> None:
    planned = contract(ends_on="2028-05-02", procurement="{stage: planned}")
    assert told(changed(planned), "CON002") == [
        (
            "avtal-diarium.ends_on: “avtal-diarium” ends on 2028-05-02, options used, and nothing that follows it for "
            "“sys-diarium” is begun 18 months before\n"
            "a new contract takes 9 to 15 months, a call-off 2 to 4: begin, and put the day under pågående upphandling "
            "(`procurement`)\n"
            "avtal-diarium.procurement.stage: it is planned, and not begun"
        )
    ]


@pytest.mark.parametrize(
    "enough",
    [
        contract(ends_on="2028-05-03"),
        contract(ends_on="2028-05-02", options="[{until: 2029-05-02}]"),
        contract(ends_on="2028-05-02", procurement="{stage: advertised}"),
        contract(ends_on="2028-05-02") + f"{SYSTEM}: {{lifecycle: {{retires_on: 2028-05-02}}}}\n",
        contract(ends_on="2028-05-02") + f"{SYSTEM}: {{disposition: eliminate}}\n",
        contract(ends_on="2028-05-02")
        + "data/initiatives/init-b.yaml:\n  needs: {procurements: [{what: Diarium, months: 12, "
        "contract: avtal-diarium, begun_on: 2026-10-01}]}\n",
    ],
    ids=["a day more", "an option", "advertised", "retired by then", "to be eliminated", "an initiative buys"],
)
def test_there_is_time_or_somebody_minds(enough: str, changed: Changed) -> None:
    assert told(changed(enough), "CON002") == []


def test_an_initiative_that_was_withdrawn_buys_nothing(changed: Changed) -> None:
    withdrawn = (
        "data/initiatives/init-b.yaml:\n  stages: {withdrawn: 2026-10-10}\n  needs: {procurements: [{what: Diarium, "
        "months: 12, contract: avtal-diarium, begun_on: 2026-10-01}]}\n"
    )
    assert len(told(changed(contract(ends_on="2028-05-02") + withdrawn), "CON002")) == 1


def test_the_city_says_how_long_before(changed: Changed) -> None:
    setting = "itgov.yaml:\n  rules: {CON002: {parameters: {months: 12}, reason: Prövat}}\n"
    assert told(changed(contract(ends_on="2028-05-02") + setting), "CON002") == []


def test_a_contract_that_has_ended_is_told_whole(changed: Changed) -> None:
    assert told(changed(contract(ends_on="2026-11-01")), "CON003") == [
        (
            "avtal-diarium.ends_on: “avtal-diarium” ended on 2026-11-01, options used, and no other contract covers "
            "“sys-diarium”, in use today\n"
            "put the contract that follows on record, or the day on which the system was retired\n"
            "sys-diarium: this system is in use"
        )
    ]


def test_a_contract_lasts_through_its_last_day(changed: Changed) -> None:
    assert told(changed(contract(ends_on="2026-11-02")), "CON003") == []


def test_a_missed_option_is_told_whole(changed: Changed) -> None:
    assert told(changed(contract(options="[{until: 2031-12-31, call_by: 2026-11-01}]")), "CON004") == [
        (
            "avtal-diarium.options.0.call_by: option 1 of “avtal-diarium” had to be called by 2026-11-01, and no "
            "call is "
            "on record: the contract ends on 2029-12-31, and “sys-diarium” would be without one\n"
            "write the day it was called under avropad (`called_on`); if it was not, begin what follows the contract"
        )
    ]


@pytest.mark.parametrize(
    "kept",
    [
        contract(options="[{until: 2031-12-31, call_by: 2026-11-02}]"),
        contract(options="[{until: 2031-12-31}]"),
        contract(options="[{until: 2031-12-31, call_by: 2026-11-01}]", procurement="{stage: begun}"),
    ],
    ids=["the day itself", "no day to call by", "something else is bought"],
)
def test_an_option_is_not_missed(kept: str, changed: Changed) -> None:
    assert told(changed(kept), "CON004") == []


def test_the_second_option_is_minded_once_the_first_is_called(changed: Changed) -> None:
    options = "[{until: 2030-12-31, called_on: 2026-01-01}, {until: 2031-12-31, call_by: 2026-11-01}]"
    (text,) = told(changed(contract(options=options)), "CON004")
    assert "option 2 of “avtal-diarium”" in text
    assert "the contract ends on 2030-12-31" in text


def test_notice_that_has_passed_is_told_whole(changed: Changed) -> None:
    keys = contract(ends_on="2027-05-01", options="[{until: 2030-04-30}]")
    assert told(changed(keys), "CON005") == [
        (
            "avtal-diarium.notice_months: the notice of “avtal-diarium” had to be given by 2026-11-01, and neither an "
            "option called nor a procurement is on record for “sys-diarium”\n"
            "ask the supplier what holds after 2027-05-01; then write the option called, or the procurement begun\n"
            "avtal-diarium.ends_on: the notice is counted from this day"
        )
    ]


@pytest.mark.parametrize(
    "kept",
    [
        contract(ends_on="2027-05-02", options="[{until: 2030-04-30}]"),
        contract(ends_on="2027-05-01", options="[{until: 2030-04-30, called_on: 2026-10-01}]"),
        contract(ends_on="2027-05-01", options="[{until: 2030-04-30}]", notice_months=""),
    ],
    ids=["the day itself", "called", "no notice known"],
)
def test_notice_is_not_passed(kept: str, changed: Changed) -> None:
    assert told(changed(kept), "CON005") == []


def bought(amount: str, ceiling: str = "5 mnkr", cost: str = "1 mnkr") -> str:
    return contract(ceiling=ceiling, cost_per_year=cost, bought=f"{{amount: {amount}, up_to: 2026-12-31}}")


def test_a_ceiling_that_will_be_reached_is_told_whole(changed: Changed) -> None:
    assert told(changed(bought("4 mnkr")), "CON006") == [
        (
            "avtal-diarium.bought.amount: “avtal-diarium” has a ceiling of 5 000 000 kr, of which 4 000 000 kr "
            "was bought "
            "by 2026-12-31: with 1 000 000 kr a year it is reached on 2027-12-31, before the contract ends on "
            "2029-12-31\n"
            "buy less, or have the next contract in force by then: beyond the ceiling it is bought without one\n"
            "avtal-diarium.ceiling: the ceiling is here\n"
            "avtal-diarium.ends_on: the contract's last day, options used, is here"
        )
    ]


@pytest.mark.parametrize(("amount", "cost", "count"), [("5 mnkr", "0 kr", 1), ("4 mnkr", "0 kr", 0)])
def test_without_a_yearly_cost_only_what_is_used_up_counts(
    amount: str, cost: str, count: int, changed: Changed
) -> None:
    assert len(told(changed(bought(amount, cost=cost)), "CON006")) == count


def test_a_ceiling_that_lasts_to_the_last_day_is_enough(changed: Changed) -> None:
    # 2026-12-31 to 2029-12-31 is 1,096 days: 3 mnkr and a day's part more.
    assert len(told(changed(bought("2 mnkr")), "CON006")) == 1
    assert told(changed(bought("2 mnkr", "5 002 740 kr")), "CON006") == []


@given(left=st.integers(1, 10**12), cost=st.integers(1, 10**9))
@settings(max_examples=100, deadline=None)
def test_what_is_left_covers_the_days_told_and_no_day_more(left: int, cost: int) -> None:
    since = date(2026, 12, 31)
    reached = _reached_on(cost, left, since)
    if reached is not None:
        days = (reached - since).days
        assert days * cost <= left * 365 < (days + 1) * cost


def test_a_system_not_yet_in_use_is_not_missed_by_an_ended_contract(changed: Changed) -> None:
    system = f"{SYSTEM}: {{lifecycle: {{in_use_since: 2027-06-01}}}}\n"
    assert told(changed(contract(ends_on="2026-10-31") + system), "CON003") == []
    in_use = f"{SYSTEM}: {{lifecycle: {{in_use_since: 2026-11-02}}}}\n"
    assert len(told(changed(contract(ends_on="2026-10-31") + in_use), "CON003")) == 1


def test_a_ceiling_that_is_used_up_is_told_without_a_yearly_cost(changed: Changed) -> None:
    used = contract(ceiling="3 mnkr", cost_per_year="0 kr", bought="{amount: 3 mnkr, up_to: 2026-10-31}")
    [found] = told(changed(used), "CON006")
    assert "had its ceiling of 3 000 000 kr used up by 2026-10-31, and runs until 2029-12-31" in found


def test_the_ceiling_of_a_contract_that_has_ended_is_no_longer_minded(changed: Changed) -> None:
    keys = {"ceiling": "3 mnkr", "bought": "{amount: 3 mnkr, up_to: 2026-09-30}"}
    assert told(changed(contract(ends_on="2026-11-01", **keys)), "CON006") == []
    assert len(told(changed(contract(ends_on="2026-11-02", **keys)), "CON006")) == 1


def other(functions: str, ends_on: str = "2029-12-31") -> str:
    return (
        "data/contracts/avtal-tva.yaml: |\n  id: avtal-tva\n  name: Avtal två\n  supplier: Annan AB\n"
        f"  covers:\n    - {{system: sys-diarium, functions: [{functions}]}}\n  ends_on: {ends_on}\n"
        "  notice_months: 6\n  registry_number: STK-2024-8\n"
    )


def test_a_contract_for_another_function_does_not_carry_on(changed: Changed) -> None:
    (text,) = told(changed(contract(ends_on="2026-11-01") + other("identitet")), "CON003")
    assert "no other contract covers “sys-diarium” (diarieforing), in use today" in text


def test_nothing_begun_names_the_functions_that_another_contract_leaves(changed: Changed) -> None:
    (text,) = told(changed(contract(ends_on="2028-05-02") + other("identitet")), "CON002")
    assert "nothing that follows it for “sys-diarium” (diarieforing) is begun" in text


@pytest.mark.parametrize("functions", ["diarieforing", "identitet, diarieforing"])
def test_a_contract_for_the_same_function_carries_on(functions: str, changed: Changed) -> None:
    assert told(changed(contract(ends_on="2026-11-01") + other(functions)), "CON003") == []


def test_several_contracts_may_carry_on_together(changed: Changed) -> None:
    both = "[{system: sys-diarium, functions: [diarieforing, identitet]}]"
    ended = contract(covers=both, ends_on="2026-11-01") + other("identitet")
    (text,) = told(changed(ended), "CON003")
    assert "“sys-diarium” (diarieforing)" in text
    third = other("diarieforing").replace("avtal-tva", "avtal-tre")
    assert told(changed(ended + third), "CON003") == []


def test_a_contract_that_ends_as_soon_carries_nothing_on(changed: Changed) -> None:
    (text,) = told(changed(contract(ends_on="2026-10-31") + other("diarieforing", "2026-10-31")), "CON003")[:1]
    assert "no other contract covers “sys-diarium”, in use today" in text
