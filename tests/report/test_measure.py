"""Pages state a key truthfully, whatever it rests on; and who stands outside, and what is passed on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from itgov.message import Message
from itgov.model.city import City
from itgov.model.delivery import Exclusion
from itgov.model.key import Bound, Key, MixPart
from itgov.model.serves import Serves
from itgov.report.catalogue import catalogue_view
from itgov.report.labels import NOT_PUBLIC
from itgov.report.measure import measure_view, outside_views
from itgov.report.split import split_view
from itgov.report.split_administration import administration_view
from tests.report.small import changed, material, small, with_records


def rests(**changes: Any) -> Key:
    """The key of the small city without its values, resting on something else."""
    return small().keys["nyckel-a"].model_copy(update={"values": {}, "total": None, **changes})


def shown(key: Key) -> str:
    """What kind of key a page says that it is."""
    kind = measure_view(material(with_records(small(), key)), key).kind
    return kind.into("en") if isinstance(kind, Message) else ""


def two_deliveries(**changes: Any) -> City:
    """The small city with one more delivery, half of which is for the first."""
    first = small().deliveries["leverans-a"]
    second = first.model_copy(
        update={"id": "leverans-b", "serves": (Serves(delivery="leverans-a", share=Fraction(1, 2)),), **changes}
    )
    return with_records(small(), second)


def test_plain_values_need_no_word() -> None:
    assert measure_view(material(), small().keys["nyckel-a"]).is_plain


def test_equal_shares_and_values_by_year_say_so() -> None:
    assert shown(rests(equal=True)).startswith("equal shares")
    assert shown(rests(per_year={2027: {"hvo": 1}})).startswith("values by year")


def test_a_mix_shows_its_parts_by_name() -> None:
    mix = rests(mix=(MixPart(key="nyckel-b", weight=Fraction(3, 5)), MixPart(key="nyckel-c", weight=Fraction(2, 5))))
    others = [small().keys["nyckel-a"].model_copy(update={"id": f"nyckel-{one}", "name": one}) for one in "bc"]
    view = measure_view(material(with_records(small(), mix, *others)), mix)
    assert view.mix == (("b", Fraction(3, 5)), ("c", Fraction(2, 5)))


def test_a_hidden_key_of_a_mix_is_not_named() -> None:
    mix = rests(mix=(MixPart(key="nyckel-b", weight=Fraction(1)),))
    other = small().keys["nyckel-a"].model_copy(update={"id": "nyckel-b", "name": "Hemlig", "visibility": "city"})
    assert measure_view(material(with_records(small(), mix, other)), mix).mix == ((NOT_PUBLIC, Fraction(1)),)


def test_fixed_shares_and_bounds_are_told_with_whom_they_are_for() -> None:
    key = rests(
        shares={"it": Fraction(1, 10)},
        equal=True,
        bounds=(Bound(administration="hvo", most=Fraction(1, 2), reason="Tak"),),
        unassigned=Fraction(1, 20),
    )
    view = measure_view(material(with_records(small(), key)), key)
    assert view.fixed == (("Stadskontoret", Fraction(1, 10)),)
    assert [(one.least, one.most, one.reason) for one in view.bounds] == [(None, Fraction(1, 2), "Tak")]
    assert view.unassigned == Fraction(1, 20)


def test_whoever_stands_outside_for_a_time_shares_the_other_months() -> None:
    city = changed(
        small(), "leverans-a", excluded=(Exclusion(administration="it", reason="Eget", until=date(2027, 3, 31)),)
    )
    (view,) = outside_views(material(city), city.deliveries["leverans-a"])
    assert (view.until, view.months) == (date(2027, 3, 31), (("2027", 9),))


def test_an_equal_share_has_no_value_and_the_share_that_is_paid() -> None:
    row = administration_view(material(with_records(small(), rests(equal=True))), "it").rows[0]
    assert (row.value, row.whole, row.share) == (None, None, Fraction(1, 2))


def test_the_values_beside_a_share_are_those_of_the_year() -> None:
    key = rests(per_year={2027: {"hvo": 1, "it": 3}, 2028: {"hvo": 3, "it": 1}})
    row = administration_view(material(with_records(small(), key)), "it").rows[0]
    assert (row.value, row.whole, row.share) == (3, 4, Fraction(3, 4))


def test_a_source_that_is_passed_on_is_named_where_its_share_is_not_that_of_the_values() -> None:
    assert administration_view(material(two_deliveries(name="Drift")), "it").passing == ("Drift",)


def test_what_goes_from_delivery_to_delivery_is_shown_with_its_sums() -> None:
    view = split_view(material(two_deliveries(name="Drift", volumes={2027: 1}, capacity={2027: 2})))
    first, second = view.passages
    assert (first.received_ore, first.paid_ore) == (25_000_000, 125_000_000)
    assert (second.passed_ore, second.unused_ore, second.paid_ore) == (25_000_000, 50_000_000, 25_000_000)
    assert [row.ore[0] for row in view.beside] == [50_000_000]


def test_what_a_hidden_delivery_passes_on_is_not_shown() -> None:
    assert split_view(material(two_deliveries(visibility="city"))).passages == ()


def test_the_catalogue_says_whom_a_delivery_serves_and_what_it_is_built_for() -> None:
    city = two_deliveries(capacity={2027: 500}, serves=(Serves(delivery="leverans-a", units={2027: 40}),))
    view = catalogue_view(material(city)).deliveries[1]
    assert [(one.name, one.share, one.units) for one in view.serves] == [("Arbetsplats", None, (("2027", 40),))]
    assert view.capacity == (500, None)
