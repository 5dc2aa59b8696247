"""What an initiative is worth, part by part, from each start."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.agenda.timeline import Timeline
from itgov.agenda.valuation import Parts, valuation_of
from itgov.agenda.work import ways_of
from itgov.model.initiative import Initiative
from tests.agenda.towns import benefit, initiative, phase, town

MNKR = 100_000_000


def parts(start: int = 0, city_settings: dict[str, Any] | None = None, **fields: Any) -> Parts:
    city = town(settings=city_settings)
    (way,) = ways_of(Initiative.model_validate(initiative("a", **fields)))
    return valuation_of(city, Timeline(city.settings.plan)).parts(way, start)


def test_a_benefit_counts_from_go_live_to_the_end_of_the_evaluation() -> None:
    # Four years are sixteen quarters; work in the first leaves fifteen.
    assert parts().benefit == 15 * MNKR // 4


def test_a_later_start_leaves_fewer_quarters() -> None:
    assert parts(7).benefit == 8 * MNKR // 4


def test_a_ramp_counts_years_since_go_live_and_its_last_step_stays() -> None:
    found = parts(benefits=(benefit("1 mnkr", ramp=("20 %", "50 %")),))
    assert found.benefit == (4 * 20 + 11 * 50) * MNKR // 400


def test_a_benefit_without_a_price_is_not_counted_unless_points_have_a_rate() -> None:
    unpriced = ({"name": "nöjdhet", "category": "citizen", "valued": "false", "points": "3"},)
    assert parts(benefits=unpriced).total == -100 * 10_000
    assert parts(0, {"unpriced_rate": "1 tkr"}, benefits=unpriced).unpriced == 3 * 15 * 100_000 // 4


def test_operation_costs_from_go_live() -> None:
    cost = ({"what": "drift", "per_year": "1 mnkr", "borne_by": "vard"},)
    assert parts(operating_costs=cost).operating_cost == -15 * MNKR // 4


def test_hours_cost_their_self_cost_apart_from_cash() -> None:
    found = parts(phases=(phase(1, ("ram", "5 kr"), team="100"),))
    assert (found.hours_cost, found.one_off_cost) == (-100 * 10_000, -500)


def test_everything_is_discounted_by_the_year_it_falls_in() -> None:
    rate = {"discount_rate": "100 %", "evaluation_years": "2"}
    found = parts(4, rate, phases=(phase(1, ("ram", "8 kr"), team="1"),), benefits=(benefit("4 kr"),))
    assert found == Parts(benefit=150, one_off_cost=-400, hours_cost=-5_000)


def test_a_horizon_that_begins_in_the_third_quarter_is_valued_to_the_end_of_a_calendar_year() -> None:
    found = parts(0, {"horizon": {"first": "2027-Q3", "years": "2"}, "evaluation_years": "1"})
    assert found.benefit == MNKR // 4


def test_what_was_spent_before_the_horizon_is_spent() -> None:
    assert parts(-1, phases=(phase(2, ("ram", "6 kr")),)).one_off_cost == -300


def test_nothing_is_gained_after_the_evaluation_has_ended() -> None:
    assert parts(4, {"evaluation_years": "1"}).benefit == 0


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 7), st.integers(0, 10**12), st.integers(0, 400))
def test_the_parts_add_up_to_the_total(start: int, ore: int, rate: int) -> None:
    found = parts(start, {"discount_rate": f"{rate}/997"}, benefits=(benefit(f"{ore} kr"),))
    assert found.total == found.benefit + found.operating_cost + found.one_off_cost + found.hours_cost + found.unpriced
