"""What a change does to the agenda: found by solving, and held against solving the changed records by themselves."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from itgov.agenda.build import Demand, build
from itgov.agenda.changes import Changes, Delay, MoreHours, MoreMoney, WrongChange
from itgov.agenda.compare import compare
from itgov.agenda.entry import smallest_entry
from itgov.agenda.plan import Plan
from itgov.agenda.proposal import choice_of, propose
from itgov.agenda.what_if import price_of, what_if
from itgov.model.city import City
from tests.agenda.test_audit import towns
from tests.agenda.test_proposal import crowd
from tests.agenda.towns import benefit, initiative, phase, town

EXACT = Fraction(0)


def asked(city: City, changes: Changes) -> Plan:
    return what_if(city, changes, propose(city, gap=EXACT), gap=EXACT)[1]


def chosen(plan: Plan) -> list[tuple[str, str]]:
    return [(one.id, str(one.start)) for one in plan.chosen]


def refusal(city: City, changes: Changes) -> str:
    with pytest.raises(WrongChange) as error:
        asked(city, changes)
    return str(error.value.message)


def test_more_hours_let_both_in() -> None:
    city = town(*crowd())
    assert chosen(asked(city, Changes())) == [("a", "2027-Q1")]
    # 1,000 hours a quarter: 200 more are 800 more a year.
    assert chosen(asked(city, Changes(hours=(MoreHours("team", 799, 2027),)))) == [("a", "2027-Q1")]
    assert chosen(asked(city, Changes(hours=(MoreHours("team", 800, 2027),)))) == [("a", "2027-Q1"), ("b", "2027-Q1")]


def test_more_hours_in_one_year_leave_the_others_as_they_were() -> None:
    after, plan = what_if(
        town(*crowd()), Changes(hours=(MoreHours("team", 800, 2027),)), propose(town(*crowd())), gap=EXACT
    )
    assert after.competences["team"].hours_per_year == {2027: 4800, 2028: 4000}
    assert {one.capacity for one in plan.load if one.sort == "hours" and str(one.slot).startswith("2028")} == {1000}


def test_more_money_goes_where_it_is_said_to() -> None:
    costly = initiative("a", phases=(phase(1, ("ram", "11 mnkr")),), benefits=(benefit("9 mnkr"),))
    city = town(costly)
    assert chosen(asked(city, Changes())) == []
    assert chosen(asked(city, Changes(money=(MoreMoney("ram", 100_000_000, year=2028),)))) == [("a", "2028-Q1")]
    assert chosen(asked(city, Changes(money=(MoreMoney("ram", 100_000_000),)))) == [("a", "2027-Q1")]
    assert chosen(asked(city, Changes(money=(MoreMoney("ram", 100_000_000, "investment"),)))) == []


def test_what_is_delayed_starts_so_much_later_than_it_would() -> None:
    city = town(initiative("a"), initiative("b"))
    assert chosen(asked(city, Changes(delay=(Delay("a", 3),)))) == [("a", "2027-Q4"), ("b", "2027-Q1")]


def test_what_is_forced_in_is_in_and_what_is_dropped_is_not() -> None:
    city = town(*crowd())
    assert chosen(asked(city, Changes(force=("b",)))) == [("b", "2027-Q1")]
    assert chosen(asked(city, Changes(drop=("a",)))) == [("b", "2027-Q1")]
    assert chosen(asked(city, Changes(drop=("a", "b")))) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (Changes(force=("x",)), "there is no initiative “x”"),
        (Changes(force=("a",), drop=("a",)), "“a” cannot be both forced in and dropped"),
        (Changes(force=("idea",)), "“idea” cannot be forced in: it is not anchored"),
        (Changes(drop=("law",)), "“law” cannot be dropped: it is mandatory"),
        (Changes(drop=("on",)), "“on” cannot be dropped: it is under way, and in every plan"),
        (Changes(delay=(Delay("on", 1),)), "“on” is in the agenda without being chosen"),
        (Changes(hours=(MoreHours("tea", 1),)), "there is no pool “tea”"),
        (Changes(hours=(MoreHours("team", -4001),)), "“team” has less than that to lose in 2027"),
        (Changes(hours=(MoreHours("team", 1, 2031),)), "2031 is outside the agenda, 2027–2028"),
        (Changes(money=(MoreMoney("ramm", 1),)), "“ramm” is neither a funder nor an administration"),
        (Changes(money=(MoreMoney("ram", -10_000_000_01),)), "“ram” has less than that to lose in 2027"),
    ],
)
def test_a_change_that_cannot_be_made_says_why(changes: Changes, told: str) -> None:
    law = {"deadline": "2028-Q4", "legal_basis": {"law": "Lag", "in_force": "2029-01-01"}}
    on = {
        "stages": {"idea": "2026-01-15", "anchored": "2026-03-01", "under_way": "2026-10-01"},
        "started_in": "2026-Q4",
    }
    city = town(
        initiative("a"),
        initiative("idea", stages={"idea": "2026-01-01"}),
        initiative("law", **law),
        initiative("on", phases=(phase(3, team="10"),), **on),
    )
    assert refusal(city, changes).startswith(told)


def test_a_payer_with_both_pots_must_have_one_named() -> None:
    both = {"ram": {"frames": ({"year": "2027", "operating": "1 mnkr", "investment": "1 mnkr", "status": "frame"},)}}
    city = town(initiative("a"), changes=both)
    assert "say which is meant" in refusal(city, Changes(money=(MoreMoney("ram", 1),)))


def test_a_delay_that_leaves_no_time_says_so_and_not_just_nothing() -> None:
    city = town(initiative("a", phases=(phase(2, team="100"),)))
    assert chosen(asked(city, Changes(delay=(Delay("a", 6),)))) == [("a", "2028-Q3")]
    assert refusal(city, Changes(delay=(Delay("a", 7),))) == (
        "“a” would start in 2028-Q4 at the earliest, and cannot be done within the agenda, which ends with 2028-Q4"
    )


def test_what_is_dropped_is_not_delayed() -> None:
    told = refusal(town(initiative("a")), Changes(drop=("a",), delay=(Delay("a", 1),)))
    assert told == "“a” cannot be both dropped and delayed"


def test_the_price_of_forcing_one_in_is_what_the_best_loses() -> None:
    city = town(*crowd())
    base = propose(city, gap=EXACT)
    price = price_of(city, base, "b", gap=EXACT)
    values = {one.id: one.value for one in (*base.chosen, *price.after.chosen)}
    assert price.least == price.most == values["a"] - values["b"] > 0
    assert price.comparison is not None
    assert [one.id for one in price.comparison.left] == ["a"]


@pytest.mark.parametrize("demand", [Demand(force=frozenset({"b"})), Demand(drop=frozenset({"b"}))])
def test_what_was_demanded_from_the_start_has_no_price(demand: Demand) -> None:
    city = town(*crowd())
    with pytest.raises(WrongChange, match="“b” has no price in this scenario"):
        price_of(city, propose(city, demand=demand, gap=EXACT), "b", demand=demand, gap=EXACT)


def test_what_is_to_be_otherwise_is_beside_what_was_demanded_and_wins_over_it() -> None:
    city, demand = town(*crowd(), initiative("c")), Demand(force=frozenset({"b"}))
    base = propose(city, demand=demand, gap=EXACT)
    _, still = what_if(city, Changes(drop=("c",)), base, demand=demand, gap=EXACT)
    assert [one.id for one in still.chosen] == ["b"]
    _, other = what_if(city, Changes(drop=("b",)), base, demand=demand, gap=EXACT)
    assert "b" not in [one.id for one in other.chosen]


def test_the_price_of_losing_one_is_told_the_same_way() -> None:
    city = town(initiative("a"), initiative("b", needs={"initiatives": ({"initiative": "a"},)}))
    base = propose(city, gap=EXACT)
    price = price_of(city, base, "a", gap=EXACT)
    assert price.least == price.most == base.value
    assert price.comparison is not None
    assert [one.id for one in price.comparison.left] == ["a", "b"]


def test_the_smallest_change_is_what_is_missing_beside_all_others() -> None:
    city = town(*crowd())
    entry = smallest_entry(build(city), choice_of(propose(city, gap=EXACT)), "b")
    assert entry is not None
    assert [(one.sort, one.of, str(one.slot), one.amount) for one in entry.lacks] == [("hours", "team", "2027-Q1", 200)]


def test_no_room_helps_one_whose_prerequisite_is_not_in() -> None:
    low = initiative("a", benefits=())
    city = town(low, initiative("b", needs={"initiatives": ({"initiative": "a"},)}, benefits=(benefit("1 tkr"),)))
    base = propose(city, gap=EXACT)
    assert chosen(base) == []
    assert smallest_entry(build(city), choice_of(base), "b") is None


@given(towns())
@settings(max_examples=60, deadline=None)
def test_what_the_smallest_change_adds_lets_it_in_without_loss(city: City) -> None:
    base = propose(city, gap=EXACT)
    if base.value is None:
        return
    preparation = build(city)
    for left in base.not_chosen:
        if left.id not in preparation.permitted:
            continue
        entry = smallest_entry(preparation, choice_of(base), left.id)
        if entry is None or any(lack.sort not in {"hours", "money"} for lack in entry.lacks):
            continue
        # Capacities have what the reserve and the shape of the year leave: given here with a wide margin, by year.
        changes = Changes(
            hours=tuple(
                MoreHours(one.of, 4 * one.amount, one.slot.year) for one in entry.lacks if not isinstance(one.slot, int)
            ),
            money=tuple(
                MoreMoney(one.of, one.amount, one.pot, one.slot) for one in entry.lacks if isinstance(one.slot, int)
            ),
        )
        _, after = what_if(city, changes, base, gap=EXACT)
        assert after.value is not None
        assert after.value >= base.value + entry.value


@given(towns())
@settings(max_examples=60, deadline=None)
def test_every_price_is_the_difference_of_two_best_plans_and_never_below_zero(city: City) -> None:
    base = propose(city, gap=EXACT)
    if base.value is None:
        return
    for one in [*(one.id for one in base.chosen), *(left.id for left in base.not_chosen if left.judged)]:
        try:
            price = price_of(city, base, one, gap=EXACT)
        except WrongChange:
            continue
        if price.after.value is not None:
            assert price.least == price.most == base.value - price.after.value >= 0


def test_a_comparison_told_backwards_is_its_mirror() -> None:
    first = propose(town(*crowd()), gap=EXACT)
    second = asked(town(*crowd()), Changes(hours=(MoreHours("team", 800),)))
    there, back = compare(first, second), compare(second, first)
    assert (there.gain, there.least, there.most) == (-back.gain, -(back.most or 0), -(back.least or 0))
    assert there.entered == back.left
    assert [(one.used_before, one.used_after) for one in there.shifts] == [
        (one.used_after, one.used_before) for one in back.shifts
    ]


def plan_values(plan: Plan) -> dict[str, Any]:
    return {one.id: one.value for one in plan.chosen}


def test_nothing_otherwise_is_the_same_plan() -> None:
    city = town(*crowd(), initiative("c"))
    assert plan_values(asked(city, Changes())) == plan_values(propose(city, gap=EXACT))
