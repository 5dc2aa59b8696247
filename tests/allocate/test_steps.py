"""Step by step: whose cost is passed on when, also of parts with a key of their own and of systems that serve."""

from __future__ import annotations

from itgov.allocate.network import steps_of
from itgov.allocate.shares import allocate, reconcile
from itgov.allocate.tiers import passages

from .small import AN_EQUAL_KEY, city, delivery, key, part, system
from .small import settings as city_settings

ORDER = {"method": "step_down", "order": ("drift", "natverk")}
CITY = city(
    AN_EQUAL_KEY,
    key("delat", {"asf": "1", "hvo": "3", "miljo": "0"}),
    delivery(
        "drift", part(), part("Hyra", key="delat"), serves=({"delivery": "natverk", "share": "50 %"},), key="anstallda"
    ),
    delivery("natverk", part(), serves=({"delivery": "drift", "share": "20 %"},)),
    system("gis", ("staff", "9 kr"), key="anstallda", serves=({"delivery": "natverk", "share": "1/3"},)),
    city_settings=city_settings(allocation=ORDER),
)


def test_all_senders_of_a_delivery_stand_where_it_stands_and_systems_first() -> None:
    found = steps_of(CITY, ["drift", "drift/delat", "gis", "natverk"])
    assert found == ("gis", "drift", "drift/delat", "natverk")


def test_what_goes_back_in_the_order_is_left_out_and_all_is_split() -> None:
    split = allocate(CITY, (2027,))
    (sums,) = reconcile(split)
    assert (sums.in_ore, sums.split_ore, sums.not_split_ore) == (309_00, 309_00, 0)
    passed = {one.sender: one.passed for one in passages(CITY, split)}
    assert passed["natverk"] == ()
    assert [name for name, _ in passed["drift/delat"]] == ["natverk"]


def test_what_is_served_with_nothing_in_a_year_needs_not_be_given_then() -> None:
    served = delivery("ny", part(per_year={"2028": "10 kr"}), starts_on="2028-01-01")
    serving = delivery("drift", part(), volumes={"2027": "4"}, serves=({"delivery": "ny", "units": {"2028": "1"}},))
    assert allocate(city(AN_EQUAL_KEY, served, serving), (2027,)).unsplit == ()
