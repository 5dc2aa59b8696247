"""What there is to share in each period and year."""

from __future__ import annotations

from typing import Any

from itgov.agenda.supply import supplies
from itgov.agenda.timeline import Timeline
from itgov.model.city import City
from tests.agenda.towns import town


def capacity(city: City, resource: str) -> tuple[int, ...]:
    return supplies(city, Timeline(city.settings.plan), [], [])[resource].capacity


def pool(**fields: Any) -> City:
    return town(changes={"team": fields})


def test_a_years_hours_are_shared_equally_between_quarters() -> None:
    assert capacity(town(), "hours:team") == (1000,) * 8


def test_the_third_quarter_may_hold_less() -> None:
    shares = ("4/15", "4/15", "1/5", "4/15")
    assert capacity(town(settings={"hours_share": shares}), "hours:team")[:4] == (1066, 1066, 800, 1066)


def test_operation_comes_first() -> None:
    assert capacity(pool(operation_share="37,5 %"), "hours:team") == (625,) * 8


def test_what_is_kept_for_pre_studies_is_left_free_over_the_year() -> None:
    assert capacity(pool(prestudy_hours_per_year="400"), "hours:team") == (900,) * 8


def test_pre_studies_come_after_operation_and_before_the_reserve() -> None:
    city = town(
        changes={"team": {"operation_share": "50 %", "prestudy_hours_per_year": "400"}},
        settings={"reserve": {"hours": ("25 %",)}},
    )
    # (4 000 × ½ − 400) ÷ 4 × ¾
    assert capacity(city, "hours:team") == (300,) * 8


def test_more_for_pre_studies_than_there_is_leaves_nothing() -> None:
    assert capacity(pool(prestudy_hours_per_year="4 001"), "hours:team") == (0,) * 8


def test_pre_studies_follow_the_hours_through_the_year() -> None:
    city = town(
        changes={"team": {"prestudy_hours_per_year": "1 000"}},
        settings={"hours_share": ("4/15", "4/15", "1/5", "4/15")},
    )
    assert capacity(city, "hours:team")[:4] == (800, 800, 600, 800)


def test_a_missing_year_has_the_hours_of_the_nearest_earlier_one() -> None:
    assert capacity(pool(hours_per_year={"2025": "400"}), "hours:team") == (100,) * 8


def test_before_the_first_year_given_there_are_no_hours() -> None:
    assert capacity(pool(hours_per_year={"2028": "400"}), "hours:team") == (0,) * 4 + (100,) * 4


def test_the_reserve_is_kept_by_year_ahead_and_the_last_one_stays() -> None:
    settings = {"horizon": {"first": "2027-Q1", "years": "3"}, "reserve": {"hours": ("10 %", "20 %")}}
    assert capacity(town(settings=settings), "hours:team") == (900,) * 4 + (800,) * 8


def test_a_pools_own_reserve_for_a_year_wins() -> None:
    city = town(changes={"team": {"reserve_share": {"2028": "50 %"}}}, settings={"reserve": {"hours": ("10 %",)}})
    assert capacity(city, "hours:team") == (900,) * 4 + (500,) * 4


def test_money_is_kept_in_reserve_for_shared_frames_only() -> None:
    city = town(settings={"reserve": {"hours": ("0 %",), "money": ("5 %", "10 %")}})
    assert capacity(city, "money:ram:operating") == (950_000_000, 900_000_000)
    assert capacity(city, "money:vard:operating") == (400_000_000, 400_000_000)


def test_a_grant_gives_nothing_after_its_end() -> None:
    city = town(changes={"ram": {"funder_kind": "grant", "ends_after": "2027"}})
    assert capacity(city, "money:ram:operating") == (1_000_000_000, 0)


def test_a_year_held_in_part_gives_that_part_of_its_money() -> None:
    city = town(settings={"horizon": {"first": "2027-Q3", "years": "2"}})
    assert capacity(city, "money:ram:operating") == (500_000_000, 1_000_000_000, 0)


def test_a_year_without_a_frame_gives_nothing() -> None:
    city = town(changes={"ram": {"frames": ({"year": "2028", "operating": "1 kr", "status": "council"},)}})
    assert capacity(city, "money:ram:operating") == (0, 100)


def test_of_two_figures_for_a_year_the_firmer_holds() -> None:
    lines = tuple(
        {"year": "2027", "operating": amount, "status": status}
        for amount, status in (("9 kr", "requested"), ("7 kr", "council"))
    )
    assert capacity(town(changes={"ram": {"frames": lines}}), "money:ram:operating") == (700, 0)


def test_an_administration_absorbs_as_many_changes_as_its_record_says() -> None:
    city = town(changes={"vard": {"large_changes_at_once": "1"}})
    assert (capacity(city, "change:vard")[0], capacity(city, "change:skola")[0]) == (1, 2)


def test_a_payer_that_no_record_knows_has_nothing() -> None:
    city = town()
    found = supplies(city, Timeline(city.settings.plan), [("okand", "operating")], ["okanda"])
    assert (found["money:okand:operating"].capacity, found["hours:okanda"].capacity) == ((0, 0), (0,) * 8)
