"""The frontier and marginal values: held against solving each changed city by itself, from nothing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.agenda import known, proposal
from itgov.agenda.build import Demand, build
from itgov.agenda.changes import Changes, MoreHours, MoreMoney, WrongChange, changed
from itgov.agenda.frontier import MILLION, Point, answer_for, bisecting, line_of, per_million
from itgov.agenda.known import Answer, Limits, answered, roomier, same_choices, tightened
from itgov.agenda.levels import Level, levels_by_share, levels_by_step, payer_of
from itgov.agenda.marginal import Gain, Tried, gains_of, givers_of, tried
from itgov.agenda.proposal import propose
from itgov.agenda.supply import hours_of
from itgov.agenda.timeline import Timeline
from itgov.model.city import City
from tests.agenda.towns import benefit, initiative, phase, town

EXACT = Limits(Fraction(0))
LOOSE = Limits(Fraction(1, 4))
HALF, MORE = Fraction(1, 2), Fraction(3, 2)
LAW = {"deadline": "2028-Q4", "legal_basis": {"law": "Lag", "in_force": "2029-01-01"}}


def platform(name: str, money: str, hours: str, worth: str, **fields: Any) -> dict[str, Any]:
    """Two quarters of shared hours and shared money, each of them `hours` and half of `money`."""
    work = (phase(2, ("ram", money), team=hours),)
    return initiative(name, track="platform", phases=work, benefits=(benefit(worth),), **fields)


def four() -> City:
    """Four platforms that two years of the frame do not hold together."""
    return town(
        platform("a", "6 mnkr", "800", "4 mnkr"),
        platform("b", "5 mnkr", "900", "3 mnkr"),
        platform("c", "7 mnkr", "700", "5 mnkr"),
        platform("d", "8 mnkr", "1000", "6 mnkr"),
    )


@st.composite
def platforms(draw: st.DrawFn) -> City:
    """A city of three to five platforms of random size, some of which need or exclude the one before."""
    made = []
    for at, name in enumerate("abcde"[: draw(st.integers(3, 5))]):
        fields: dict[str, Any] = {}
        tie = draw(st.sampled_from(("none", "needs", "excludes")))
        if at and tie == "needs":
            fields["needs"] = {"initiatives": ({"initiative": "abcde"[at - 1]},)}
        elif at and tie == "excludes":
            fields["excludes"] = ("abcde"[at - 1],)
        money, hours = draw(st.integers(2, 12)), draw(st.integers(3, 20)) * 100
        made.append(platform(name, f"{money} mnkr", str(hours), f"{draw(st.integers(1, 9))} mnkr", **fields))
    return town(*made)


def start(city: City, limits: Limits = EXACT) -> Answer:
    return answered(city, build(city), (), limits)


def line(city: City, levels: tuple[Level, ...], limits: Limits = EXACT) -> tuple[Point, ...]:
    base, answers = start(city, limits), dict[int, Answer]()
    for place in bisecting(len(levels)):
        level, so_far = levels[place], (base, *answers.values())
        answers[place] = base if level.present else answer_for(city, level.changes, so_far, limits)
    return line_of(levels, answers)


def best(city: City, changes: Changes) -> int | None:
    """What the changed city's best agenda is worth, by a solve that knows of no other."""
    return propose(changed(city, changes, None), gap=Fraction(0)).value


def gains(city: City, limits: Limits = EXACT) -> tuple[Gain, ...]:
    base, found = start(city, limits), list[Tried]()
    for giver in givers_of(base.preparation):
        found += tried(city, giver, base, (), limits)
    return gains_of(tightened(base, [one.answer for one in found]), found)


def added(gain: Gain) -> Changes:
    giver, extra = gain.extra.giver, gain.extra
    if giver.sort == "hours":
        return Changes(hours=(MoreHours(giver.of, extra.added, extra.year),))
    return Changes(money=(MoreMoney(giver.of, extra.added, giver.pot, extra.year),))


def test_levels_go_evenly_from_share_to_share_and_hold_the_present_one() -> None:
    city = four()
    levels = levels_by_share(city, payer_of(city, None), HALF, MORE, 4)
    assert [level.total for level in levels] == [10 * MILLION, 1_666_666_666, 20 * MILLION, 2_333_333_332, 30 * MILLION]
    assert [level.present for level in levels] == [False, False, True, False, False]
    assert [(amount.year, amount.ore) for amount in levels[0].money] == [(2027, 5 * MILLION), (2028, 5 * MILLION)]


def test_levels_by_step_are_whole_steps_from_the_present() -> None:
    city = four()
    levels = levels_by_step(city, payer_of(city, "ram:operating"), HALF, MORE, 3 * MILLION)
    assert [level.total // MILLION for level in levels] == [14, 20, 26]


def test_no_step_leaves_a_year_with_less_than_nothing() -> None:
    money = (("2027", "1 mnkr"), ("2028", "9 mnkr"))
    frames = tuple({"year": year, "operating": amount, "status": "frame"} for year, amount in money)
    city = town(initiative("a"), changes={"ram": {"frames": frames}})
    levels = levels_by_step(city, payer_of(city, None), Fraction(0), MORE, MILLION)
    assert [level.total // MILLION for level in levels] == [8, 10, 12, 14]


def test_a_year_that_the_agenda_holds_a_half_of_counts_half() -> None:
    city = town(initiative("a"), settings={"horizon": {"first": "2027-Q3", "years": "2"}})
    (present,) = (one for one in levels_by_share(city, payer_of(city, None), HALF, MORE, 2) if one.present)
    assert [(one.year, one.ore // MILLION) for one in present.money] == [(2027, 5), (2028, 10), (2029, 0)]


def test_amounts_that_round_to_the_same_are_one_level() -> None:
    frames = tuple({"year": year, "operating": "0,02 kr", "status": "frame"} for year in ("2027", "2028"))
    city = town(initiative("a"), changes={"ram": {"frames": frames}})
    levels = levels_by_share(city, payer_of(city, None), Fraction(0), Fraction(1), 9)
    assert [level.total for level in levels] == [0, 2, 4]


BOTH = {"ram": {"frames": ({"year": "2027", "operating": "1 mnkr", "investment": "1 mnkr", "status": "frame"},)}}


@pytest.mark.parametrize(
    ("asked", "changes", "told"),
    [
        ("ramm", {}, "“ramm” is neither a funder nor an administration"),
        ("ram:investment", {}, "“ram” has no such money in 2027–2028"),
        ("ram:cash", {}, "“ram” has no money called “cash”"),
        (None, {"ram": {"frames": ()}}, "“ram” has no such money in 2027–2028"),
        (None, {"ram": {"funder_kind": "grant"}}, "no funder is a solidarity frame"),
    ],
)
def test_a_payer_that_cannot_be_meant_is_named(asked: str | None, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(WrongChange) as error:
        payer_of(town(initiative("a"), changes=changes), asked)
    assert str(error.value.message).startswith(told)


def test_a_payer_that_is_nearly_right_is_proposed() -> None:
    with pytest.raises(WrongChange) as error:
        payer_of(town(), "ramm")
    assert str(error.value.remedy) == "did you mean “ram”?"


def test_of_two_solidarity_frames_one_must_be_named() -> None:
    twin = {"id": "ram2", "name": "Ram 2", "funder_kind": "solidarity", "frames": ()}
    with pytest.raises(WrongChange) as error:
        payer_of(town(more={"funder": [twin]}), None)
    assert str(error.value.message) == "there is more than one solidarity frame: ram, ram2"


@pytest.mark.parametrize(
    ("lowest", "highest", "points", "told"),
    [
        (Fraction(-1), MORE, 9, "the lowest share is below zero"),
        (MORE, MORE, 9, "the highest share is not above the lowest"),
        (HALF, MORE, 1, "1 point makes no frontier"),
        (HALF, MORE, 102, "102 points make no frontier"),
    ],
)
def test_shares_that_make_no_frontier_are_refused(lowest: Fraction, highest: Fraction, points: int, told: str) -> None:
    city = town()
    with pytest.raises(WrongChange) as error:
        levels_by_share(city, payer_of(city, None), lowest, highest, points)
    assert str(error.value.message).startswith(told)


@pytest.mark.parametrize(
    ("step", "changes", "told"),
    [
        (0, {}, "a step is an amount above zero"),
        (1, {}, "1000000001 points make no frontier"),
        (100 * MILLION, {}, "1 point makes no frontier"),
        (MILLION, BOTH, "“ram” has both operating and investment money"),
    ],
)
def test_a_step_that_makes_no_frontier_is_refused(step: int, changes: dict[str, Any], told: str) -> None:
    city = town(changes=changes)
    with pytest.raises(WrongChange) as error:
        levels_by_step(city, payer_of(city, None), HALF, MORE, step)
    assert str(error.value.message).startswith(told)


def test_both_ends_come_first_and_every_place_once() -> None:
    assert list(bisecting(9)) == [0, 8, 4, 2, 6, 1, 3, 5, 7]
    for count in range(40):
        assert sorted(bisecting(count)) == list(range(count))


def test_each_step_tells_what_it_buys_and_who_comes_and_goes() -> None:
    city = four()
    points = line(city, levels_by_share(city, payer_of(city, None), HALF, MORE, 3))
    assert [point.step is None for point in points] == [True, False, False]
    step = points[1].step
    assert step is not None
    assert step.money == 10 * MILLION
    assert step.least == step.most == (points[1].plan.value or 0) - (points[0].plan.value or 0) > 0
    held = [{one.id for one in point.plan.chosen} for point in points[:2]]
    assert set(step.entered) == held[1] - held[0]
    assert set(step.left) == held[0] - held[1]
    assert per_million(step.least, step.money) == round(Fraction(step.least, 10))


@given(platforms())
@settings(max_examples=25, deadline=None)
def test_every_level_is_worth_what_solving_it_alone_says(city: City) -> None:
    levels = levels_by_share(city, payer_of(city, None), HALF, MORE, 6)
    found = [point.plan.value for point in line(city, levels)]
    assert found == [best(city, level.changes) for level in levels]
    assert found == sorted(found, key=lambda value: value or 0)


@given(platforms())
@settings(max_examples=25, deadline=None)
def test_with_a_wide_gap_the_truth_lies_in_every_interval_and_more_money_never_gives_less(city: City) -> None:
    levels = levels_by_share(city, payer_of(city, None), HALF, MORE, 6)
    points = line(city, levels, LOOSE)
    truth = [best(city, level.changes) for level in levels]
    for point, exact in zip(points, truth, strict=True):
        assert exact is not None
        assert (point.plan.value or 0) <= exact <= (point.plan.bound or 0)
    for before, after, lower, upper in zip(points, points[1:], truth, truth[1:], strict=False):
        assert (before.plan.value or 0, before.plan.bound or 0) <= (after.plan.value or 0, after.plan.bound or 0)
        assert after.step is not None
        assert (after.step.least or 0) <= (upper or 0) - (lower or 0) <= (after.step.most or 0)


def test_with_too_little_money_for_the_law_there_is_no_plan_and_the_next_level_has_no_step() -> None:
    city = town(platform("a", "12 mnkr", "100", "1 mnkr", **LAW))
    points = line(city, levels_by_share(city, payer_of(city, None), HALF, MORE, 3))
    assert [point.plan.status for point in points] == ["infeasible", "optimal", "optimal"]
    assert points[0].plan.obstacles
    assert points[1].step is None
    assert points[2].step is not None


def test_what_no_money_can_meet_is_proven_once_for_all_levels_below(monkeypatch: pytest.MonkeyPatch) -> None:
    solved = counting(monkeypatch)
    city = town(platform("a", "12 mnkr", "100", "1 mnkr", **LAW))
    levels = levels_by_share(city, payer_of(city, None), Fraction(1, 10), HALF, 9)
    base = start(city)
    found = answer_for(city, levels[8].changes, (base,), EXACT)
    assert found.plan.status == "infeasible"
    assert answer_for(city, levels[3].changes, (base, found), EXACT).plan.status == "infeasible"
    assert len(solved) == 2


def counting(monkeypatch: pytest.MonkeyPatch) -> list[City]:
    """The cities that are really solved from now on."""
    solved: list[City] = []

    def propose_from(city: City, *rest: Any, **more: Any) -> Any:
        solved.append(city)
        return original(city, *rest, **more)

    original = proposal.propose_from
    monkeypatch.setattr(known, "propose_from", propose_from)
    return solved


def test_between_levels_that_agree_nothing_is_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    solved = counting(monkeypatch)
    city = town(platform("a", "1 mnkr", "100", "1 mnkr"))
    points = line(city, levels_by_share(city, payer_of(city, None), HALF, MORE, 9))
    assert [point.solved for point in points].count(False) == 7
    assert len(solved) == 2


def test_only_more_of_the_same_room_is_roomier() -> None:
    city = four()
    problem = build(city).problem
    more = build(changed(city, Changes(money=(MoreMoney("ram", 1),)), None)).problem
    other = build(changed(city, Changes(hours=(MoreHours("team", 400),), money=(MoreMoney("ram", -1),)), None)).problem
    assert roomier(problem, problem)
    assert roomier(more, problem)
    assert not roomier(problem, more)
    assert not roomier(other, problem)
    assert not roomier(build(town(platform("a", "6 mnkr", "800", "9 mnkr"))).problem, problem)


def test_a_bound_is_handed_down_to_less_money_and_never_up_to_more() -> None:
    city = four()
    base, vague = start(city), 10**12
    for ore, bound in ((-MILLION, base.plan.bound), (MILLION, vague)):
        one = answer_for(city, Changes(money=(MoreMoney("ram", ore),)), (), EXACT)
        one = replace(one, plan=replace(one.plan, bound=vague))
        assert tightened(one, (base,)).plan.bound == bound


def test_room_that_cannot_be_used_up_makes_no_other_choices() -> None:
    city = town(platform("a", "6 mnkr", "800", "4 mnkr"))
    more = changed(city, Changes(money=(MoreMoney("ram", MILLION),)), None)
    assert same_choices(build(city).problem, build(more).problem)
    less = changed(city, Changes(money=(MoreMoney("ram", -5 * MILLION),)), None)
    assert not same_choices(build(city).problem, build(less).problem)


@given(platforms())
@settings(max_examples=25, deadline=None)
def test_every_gain_is_the_difference_of_two_independent_solves(city: City) -> None:
    base = best(city, Changes())
    assert base is not None
    found = gains(city)
    assert len(found) == 4
    for gain in found:
        after = best(city, added(gain))
        assert after is not None
        assert gain.found == gain.least == gain.most == after - base


@given(platforms())
@settings(max_examples=25, deadline=None)
def test_a_gain_of_half_a_search_is_an_interval_that_holds_the_truth(city: City) -> None:
    base = best(city, Changes())
    assert base is not None
    for gain in gains(city, Limits(Fraction(1, 4), node_limit=1)):
        truth = (best(city, added(gain)) or 0) - base
        assert (gain.least or 0) <= truth
        assert gain.most is None or truth <= gain.most


def test_gains_are_told_with_who_comes_in_the_greatest_first() -> None:
    found = gains(four())
    assert [gain.found for gain in found] == sorted((gain.found for gain in found), reverse=True)
    assert found[0].extra.giver.of == "ram"
    assert found[0].entered == ("c",)
    assert found[0].left == ("b",)
    assert {gain.why for gain in found if gain.extra.giver.sort == "hours"} == {"never_short"}


@pytest.mark.parametrize(
    ("operation", "reserve", "shares"),
    [("0 %", "0 %", ()), ("35 %", "15 %", ()), ("1/3", "2/7", ("4/15", "4/15", "1/5", "4/15")), ("90 %", "50 %", ())],
)
def test_hours_are_the_fewest_on_the_record_that_make_100_more_for_change(
    operation: str, reserve: str, shares: tuple[str, ...]
) -> None:
    city = town(
        platform("a", "1 mnkr", "800", "4 mnkr"),
        settings={"reserve": {"hours": (reserve,), "money": ("0 %",)}, "hours_share": shares},
        changes={"team": {"operation_share": operation}},
    )
    for gain in gains(city):
        if gain.extra.giver.sort == "hours":
            assert gain.extra.there == usable(city, gain.extra.added, gain.extra.year) >= 100
            assert usable(city, gain.extra.added - 1, gain.extra.year) < 100


def test_hours_that_pre_studies_would_take_first_are_counted_in() -> None:
    # 4 000 hours, half of them for operation and 3 000 kept for pre-studies: the first 2 000 more leave nothing to use.
    city = town(
        platform("a", "1 mnkr", "200", "4 mnkr"),
        changes={"team": {"operation_share": "50 %", "prestudy_hours_per_year": "3 000"}},
    )
    found = [gain for gain in gains(city) if gain.extra.giver.sort == "hours"]
    assert found
    for gain in found:
        assert gain.extra.added > 2_000
        assert usable(city, gain.extra.added, gain.extra.year) >= 100
        assert usable(city, gain.extra.added - 1, gain.extra.year) < 100


def usable(city: City, hours: int, year: int) -> int:
    after = changed(city, Changes(hours=(MoreHours("team", hours, year),)), None)
    timeline = Timeline(city.settings.plan)
    return sum(hours_of(after.competences["team"], city, timeline)) - sum(
        hours_of(city.competences["team"], city, timeline)
    )


def test_a_pool_that_operation_takes_whole_gives_nothing() -> None:
    city = town(platform("a", "1 mnkr", "0", "4 mnkr"), changes={"team": {"operation_share": "100 %"}})
    assert {(gain.extra.added, gain.most) for gain in gains(city) if gain.extra.giver.sort == "hours"} <= {(0, 0)}


def test_a_grant_that_has_ended_gives_nothing_more() -> None:
    city = town(platform("a", "11 mnkr", "10", "9 mnkr"), changes={"ram": {"ends_after": "2027"}})
    found = {gain.extra.year: gain for gain in gains(city) if gain.extra.giver.sort == "money"}
    assert (found[2028].extra.there, found[2028].most, found[2028].why) == (0, 0, "never_short")
    assert found[2027].entered == ("a",)


def test_a_better_plan_found_on_the_way_is_the_agendas_own_where_it_fits() -> None:
    city = four()
    poor = propose(city, gap=Fraction(0), demand=Demand(drop=frozenset({"d"})))
    base = Answer(city, build(city), poor)
    assert (tightened(base, (start(city),)).plan.value or 0) > (poor.value or 0)


def test_the_order_of_records_changes_nothing() -> None:
    made = [platform(name, "6 mnkr", "900", f"{worth} mnkr") for worth, name in enumerate("abcd", start=2)]
    one, other = town(*made), town(*made, backwards=True)
    levels = levels_by_share(one, payer_of(one, None), HALF, MORE, 5)
    told = [[(point.plan.value, point.plan.bound, point.step) for point in line(city, levels)] for city in (one, other)]
    assert told[0] == told[1]
    assert gains(one) == gains(other)
