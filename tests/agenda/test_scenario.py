"""Scenarios: the nearest word wins, and what is planned is what a city with those records would plan."""

from __future__ import annotations

from typing import Any

import pytest

from itgov.agenda.beside import beside
from itgov.agenda.changes import Changes, Delay, MoreHours, MoreMoney, WrongChange
from itgov.agenda.proposal import propose
from itgov.agenda.record import as_data
from itgov.agenda.restore import NotOfTheseRecords, restore
from itgov.agenda.scenario import Asked, asked_city, changes_of, in_scenario, lineage
from itgov.agenda.scenario_faults import wrong_in
from itgov.model.agenda import AgendaRecord
from itgov.model.city import City
from itgov.model.period import Horizon, Period
from itgov.model.scenario import Scenario
from tests.agenda.test_proposal import crowd
from tests.agenda.towns import initiative, phase, town


def scenario(name: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "description": "om det blir så", **fields}


def city_with(*scenarios: dict[str, Any], **fields: Any) -> City:
    return town(*crowd(), more={"scenario": list(scenarios)}, **fields)


def test_a_scenario_may_carry_money_over() -> None:
    city = city_with(scenario("spara", carry_over={"investment": "true"}))
    altered, _ = in_scenario(city, "spara")
    assert (city.settings.carry_over.pots, altered.settings.carry_over.pots) == ((), ("investment",))


def refusal(city: City, asked: Asked) -> str:
    with pytest.raises(WrongChange) as error:
        asked_city(city, asked)
    return str(error.value.message)


def chosen(city: City, one: str) -> list[str]:
    altered, demand = in_scenario(city, one)
    return [line.id for line in propose(altered, demand=demand).chosen]


MORE = scenario("mer", hours=({"pool": "team", "hours": "800"},))
NONE_OF_A = scenario("utan-a", parent="mer", drop=("a",))
FEWER = scenario("mindre", parent="utan-a", hours=({"pool": "team", "hours": "-4000"},))


def test_a_scenario_stands_on_its_parent_and_grandparent() -> None:
    city = city_with(MORE, NONE_OF_A, FEWER)
    assert [one.id for one in lineage(city, "mindre")] == ["mer", "utan-a", "mindre"]
    assert chosen(city, "mer") == ["a", "b"]
    assert chosen(city, "utan-a") == ["b"]
    # The hours of the grandchild take the place of the grandparent's: 4,000 a year less 4,000 is none.
    assert chosen(city, "mindre") == []


def test_the_nearest_word_wins() -> None:
    def made(**fields: Any) -> Scenario:
        return Scenario.model_validate(scenario("s", **fields))

    elder = made(
        force=("a",),
        drop=("b",),
        money=({"payer": "ram", "amount": "1 mnkr"}, {"payer": "ram", "year": "2027", "amount": "2 mnkr"}),
        hours=({"pool": "team", "hours": "100"},),
        delays=({"initiative": "a", "periods": "1"},),
    )
    younger = made(
        force=("b",),
        drop=("a",),
        money=({"payer": "ram", "amount": "-3 mnkr"},),
        hours=({"pool": "team", "hours": "-1 100"},),
        delays=({"initiative": "a", "periods": "2"},),
    )
    assert changes_of(city_with(), [elder, younger]) == Changes(
        force=("b",),
        drop=("a",),
        money=(
            MoreMoney("ram", -300_000_000, "operating"),
            MoreMoney("ram", 200_000_000, "operating", year=2027),
        ),
        hours=(MoreHours("team", -1100),),
        delay=(Delay("a", 2),),
    )


def test_a_pot_that_is_left_out_is_the_only_one_and_no_other_word() -> None:
    city = city_with(
        scenario("s", money=({"payer": "ram", "amount": "1 mnkr"},)),
        scenario("t", parent="s", money=({"payer": "ram", "pot": "operating", "amount": "2 mnkr"},)),
    )
    changes = changes_of(city, lineage(city, "t"))
    assert changes.money == (MoreMoney("ram", 200_000_000, "operating"),)


def test_settings_of_a_scenario_take_the_place_of_the_citys() -> None:
    city = city_with(
        scenario("s", discount_rate="10 %", evaluation_years="5"), scenario("t", parent="s", evaluation_years="6")
    )
    altered, _ = in_scenario(city, "t")
    assert (str(altered.settings.discount_rate), altered.settings.evaluation_years) == ("1/10", 6)
    assert altered.settings.large_changes_at_once == city.settings.large_changes_at_once


def test_an_unknown_scenario_and_a_circle_are_refused() -> None:
    city = city_with(MORE, scenario("ett", parent="tva"), scenario("tva", parent="ett"))
    assert refusal(city, Asked("mor")) == "there is no scenario “mor”"
    assert refusal(city, Asked("ett")) == "scenarios build on each other in a circle: ett → tva → ett"


def test_a_scenario_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="“team” is changed twice"):
        Scenario.model_validate(scenario("s", hours=({"pool": "team", "hours": "1"}, {"pool": "team", "hours": "2"})))
    both = city_with(scenario("s", force=("a",), drop=("a",)))
    assert refusal(both, Asked("s")) == "“a” cannot be both forced in and dropped"


IDEA = {"stages": {"idea": "2026-01-01"}}
RUNNING = {
    "stages": {"idea": "2026-01-15", "anchored": "2026-03-01", "under_way": "2026-10-01"},
    "started_in": "2026-Q4",
    "phases": (phase(3, team="10"),),
}


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"force": ("i",)}, "“i” cannot be forced in: it is not anchored"),
        ({"drop": ("r",)}, "“r” cannot be dropped: it is under way, and in every plan"),
    ],
)
def test_a_scenario_that_demands_what_no_plan_does_is_refused(wish: dict[str, Any], told: str) -> None:
    some = (initiative("a"), initiative("i", **IDEA), initiative("r", **RUNNING))
    city = town(*some, more={"scenario": [scenario("s", **wish)]})
    assert refusal(city, Asked("s")) == told


def test_what_is_forced_in_and_has_no_start_leaves_no_plan_and_is_named() -> None:
    late = initiative("b", window={"earliest_start": "2030-Q1"})
    altered, demand = in_scenario(town(initiative("a"), late, more={"scenario": [scenario("s", force=("b",))]}), "s")
    plan = propose(altered, demand=demand)
    assert plan.status == "infeasible"
    assert str(plan.obstacles[0].message).startswith("b is mandatory (forced in), but it can start in 2030-Q1")


def test_what_a_scenario_drops_is_said_to_be_dropped() -> None:
    altered, demand = in_scenario(city_with(MORE, NONE_OF_A), "utan-a")
    (left,) = propose(altered, demand=demand).not_chosen
    assert (left.id, [str(one) for one in left.reasons]) == ("a", ["it is left out because that was asked for"])


def test_other_years_are_planned_and_read_back() -> None:
    city = city_with(MORE)
    asked = Asked("mer", Horizon(Period(2027, 1, 4), 12))
    altered, demand = asked_city(city, asked)
    plan = propose(altered, demand=demand)
    assert [one.id for one in plan.chosen] == ["a", "b"]
    data = {**as_data(plan), "scenario": "mer"}
    record = AgendaRecord.model_validate(texts(data))
    again = restore(city, record)
    assert (again.scenario, again.value, again.horizon) == ("mer", plan.value, asked.horizon)
    with pytest.raises(NotOfTheseRecords, match="have changed"):
        restore(city, record.model_copy(update={"scenario": None}))


@pytest.mark.parametrize(
    ("horizon", "problem"),
    [
        (Horizon(Period(2027, 1, 12), 24), "2027-01 is no period of this city's agenda"),
        (Horizon(Period(2027, 1, 4), 7), "an agenda is for 2 to 4 whole years, not 7 quarters"),
        (Horizon(Period(2027, 1, 4), -6), "the agenda's horizon ends before it begins, in 2027-Q1"),
        (Horizon(Period(2027, 1, 4), 20), "an agenda is for 2 to 4 whole years, not 20 quarters"),
    ],
)
def test_years_that_cannot_be_planned_are_refused(horizon: Horizon, problem: str) -> None:
    assert refusal(city_with(), Asked(horizon=horizon)) == problem


def test_plans_beside_each_other_show_only_where_they_differ() -> None:
    city = city_with(MORE, NONE_OF_A)
    plans = [propose(city)]
    for one in ("mer", "utan-a"):
        altered, demand = in_scenario(city, one)
        plans.append(propose(altered, demand=demand))
    found = beside(plans)
    assert [(line.id, [place is not None for place in line.places]) for line in found.lines] == [
        ("a", [True, True, False]),
        ("b", [False, True, True]),
    ]
    assert found.alike == 0
    [team] = [one for one in found.shared if one.of == "team"]
    assert [there - team.there[0] for there in team.there] == [0, 1600, 1600]


def texts(data: Any) -> Any:
    """Plain data as it is read from a file: texts, tuples and mappings."""
    if isinstance(data, dict):
        return {key: texts(value) for key, value in data.items()}
    if isinstance(data, list):
        return tuple(texts(one) for one in data)
    return str(data)


def test_all_that_is_wrong_in_a_scenario_is_told_each_where_it_stands() -> None:
    city = city_with(
        scenario(
            "s",
            money=({"payer": "ram", "year": "2024", "amount": "1 mnkr"}, {"payer": "ram", "amount": "-99 mnkr"}),
            hours=({"pool": "team", "hours": "100"}, {"pool": "team", "year": "2027", "hours": "-9000"}),
            force=("a", "finns-inte"),
            drop=("a", "b"),
        )
    )
    found = wrong_in(city, "s")
    assert [one.route for one in found] == [("money", 0), ("money", 1), ("hours", 1), ("drop", 0)]
    assert str(found[-1].message) == "“a” cannot be both forced in and dropped"
    assert "leave it out of" in str(found[-1].remedy)


def test_where_the_budget_is_not_named_a_scenario_is_told_to_name_it() -> None:
    frames = ({"year": "2027", "operating": "1 mnkr", "investment": "1 mnkr", "status": "frame"},)
    city = city_with(scenario("s", money=({"payer": "ram", "amount": "1 mnkr"},)), changes={"ram": {"frames": frames}})
    (found,) = wrong_in(city, "s")
    assert "operating or investment" in str(found.remedy)


def test_what_is_wrong_in_a_parent_is_told_there_alone() -> None:
    bad = scenario("s", money=({"payer": "ram", "year": "2024", "amount": "1 mnkr"},))
    city = city_with(bad, scenario("t", parent="s"))
    assert (len(wrong_in(city, "s")), len(wrong_in(city, "t"))) == (1, 0)
