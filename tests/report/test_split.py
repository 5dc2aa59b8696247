from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.model.city import City
from itgov.model.scalar import Visibility
from itgov.model.system import System, SystemCost
from itgov.report.audience import AUDIENCES
from itgov.report.labels import NOT_PUBLIC
from itgov.report.split import split_view
from itgov.report.split_administration import administration_view
from tests.report.small import changed, material, small, with_records

KRONA = 100


def with_systems(city: City) -> City:
    """One system shared by a key, and one that an administration pays alone."""
    shared = changed(
        city, "sys-diarium", key="nyckel-a", yearly_cost=(SystemCost(category="staff", amount=400 * KRONA),)
    )
    own = System(
        id="sys-eget",
        name="Eget system",
        object="objekt-dokument",
        functions=("diarieforing",),
        used_by=("hvo",),
        yearly_cost=(SystemCost(category="licences", amount=70 * KRONA),),
    )
    return with_records(shared, own)


def test_administrations_come_by_id_with_their_amounts_by_year() -> None:
    rows = split_view(material()).rows
    assert [(row.link, row.ore[0]) for row in rows] == [("hvo", 75_000_000), ("it", 25_000_000)]


def test_the_rows_add_up_to_the_sums() -> None:
    view = split_view(material())
    assert tuple(sum(row.ore[at] for row in view.rows) for at in range(len(view.years))) == view.sums


def test_a_hidden_administration_is_part_of_one_line_last() -> None:
    view = split_view(material(changed(small(), "hvo", visibility="city")))
    assert [(row.name, row.link, row.ore[0]) for row in view.rows] == [
        ("Stadskontoret", "it", 25_000_000),
        (NOT_PUBLIC, None, 75_000_000),
    ]


def test_a_shared_system_is_not_named_to_those_who_may_not_see_its_cost() -> None:
    view = split_view(material(with_systems(small())))
    assert [(row.name, row.total_ore) for row in view.sources] == [("Arbetsplats", 10**8), (NOT_PUBLIC, 400 * KRONA)]


def test_a_shared_system_is_named_to_the_city() -> None:
    view = split_view(material(with_systems(small()), "city"))
    assert [row.name for row in view.sources] == ["Arbetsplats", "Diariet"]


def test_what_systems_of_one_administration_cost_is_not_public() -> None:
    assert split_view(material(with_systems(small()))).direct_ore is None


def test_what_systems_of_one_administration_cost_is_told_to_the_city() -> None:
    assert split_view(material(with_systems(small()), "city")).direct_ore == 70 * KRONA


def test_an_administration_pays_its_share_of_the_keys_values() -> None:
    row = administration_view(material(), "hvo").rows[0]
    assert (row.value, row.whole, row.share) == (300, 400, Fraction(3, 4))


def test_the_whole_of_a_key_does_not_depend_on_who_reads_it() -> None:
    view = administration_view(material(changed(small(), "hvo", visibility="city")), "it")
    assert view.rows[0].whole == 400


def test_a_hidden_key_takes_its_delivery_with_it() -> None:
    row = administration_view(material(changed(small(), "nyckel-a", visibility="city")), "hvo").rows[0]
    assert (row.source, row.key, row.value, row.ore[0]) == (NOT_PUBLIC, NOT_PUBLIC, None, 75_000_000)


def test_direct_costs_stand_beside_the_sum() -> None:
    view = administration_view(material(with_systems(small()), "city"), "hvo")
    assert view.direct is not None
    assert [(row.system, row.ore) for row in view.direct] == [("Eget system", 70 * KRONA)]
    assert view.sums[0] == sum(row.ore[0] for row in view.rows)


def test_the_change_from_the_year_before_is_shown_where_it_is_on_record() -> None:
    delivery = small().deliveries["leverans-a"]
    part = delivery.cost_parts[0].model_copy(update={"per_year": {2026: 80_000_000, 2027: 100_000_000}})
    key = small().keys["nyckel-a"].model_copy(update={"valid_for": (2026, 2027, 2028)})
    city = with_records(
        small(), delivery.model_copy(update={"cost_parts": (part,), "starts_on": date(2026, 1, 1)}), key
    )
    view = split_view(material(city))
    assert (view.change_share, view.changes[0].change_ore) == (Fraction(1, 4), 15_000_000)


def test_the_share_of_the_committees_grant_is_shown() -> None:
    view = administration_view(material(changed(small(), "hvo", committee_grant={2027: 7_500_000_000})), "hvo")
    assert view.grant_share == Fraction(1, 100)
    assert view.all_share is None


def test_the_share_with_the_administrations_own_systems_is_another_and_not_public() -> None:
    city = changed(with_systems(small()), "hvo", committee_grant={2027: 100 * 75_037_000})
    told = administration_view(material(city, "city"), "hvo")
    assert (told.grant_share, told.all_share) == (Fraction(75_030_000, 7_503_700_000), Fraction(1, 100))
    assert administration_view(material(city), "hvo").all_share is None


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.sampled_from(["hvo", "it", "leverans-a", "sys-diarium", "nyckel-a"]), st.sampled_from(AUDIENCES))
)
def test_the_sums_do_not_depend_on_what_is_hidden(levels: dict[str, Visibility]) -> None:
    city = with_systems(small())
    for record_id, level in levels.items():
        city = changed(city, record_id, visibility=level)
    view, whole = split_view(material(city)), split_view(material(city, "restricted"))
    assert view.sums == whole.sums
    assert view.total_ore == sum(row.total_ore for row in view.sources)
    assert tuple(sum(row.ore[at] for row in view.rows) for at in range(len(view.years))) == view.sums
