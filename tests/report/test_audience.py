from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.model.city import City
from itgov.model.describe import part_in
from itgov.model.kinds import KINDS
from itgov.model.record import Part, Shown
from itgov.model.scalar import Visibility
from itgov.model.system import Lifecycle, SystemCost
from itgov.model.walk import marks_of, references
from itgov.report.audience import AUDIENCES, for_audience, may_see
from tests.report.planting import planted
from tests.report.small import changed, small

RICH = planted(small(), "Stadskanarie", "city", "public")[0]
IDS = sorted(record.id for record in small().records())


def blocks(part: type[Part], seen: set[type[Part]]) -> Iterator[type[Part]]:
    if part not in seen:
        seen.add(part)
        yield part
        for info in part.model_fields.values():
            inner = part_in(info.annotation)
            if inner is not None:
                yield from blocks(inner, seen)


def all_fields() -> list[tuple[type[Part], str]]:
    seen: set[type[Part]] = set()
    return [(part, name) for kind in KINDS for part in blocks(kind.type, seen) for name in part.model_fields]


def test_every_field_that_can_be_hidden_has_a_default() -> None:
    marked = [
        (part, name)
        for part, name in all_fields()
        if any(isinstance(mark, Shown) and mark.to != "public" for mark in marks_of(part, name))
    ]
    assert len(marked) > 5
    assert [(part.__name__, name) for part, name in marked if part.model_fields[name].is_required()] == []


def test_a_contract_is_not_public_by_default() -> None:
    assert not for_audience(small(), "public").contracts


def test_a_contract_is_for_the_city() -> None:
    assert set(for_audience(small(), "city").contracts) == {"avtal-diarium"}


def test_a_records_own_visibility_wins_over_its_kinds() -> None:
    city = changed(small(), "avtal-diarium", visibility="public")
    assert set(for_audience(city, "public").contracts) == {"avtal-diarium"}


def test_a_field_beyond_the_audience_is_at_its_default() -> None:
    city = changed(small(), "sys-diarium", yearly_cost=(SystemCost(category="staff", amount=100),))
    assert for_audience(city, "public").systems["sys-diarium"].yearly_cost == ()


def test_a_field_inside_a_block_is_hidden_too() -> None:
    life = Lifecycle(in_use_since=date(2011, 1, 1), end_of_support=date(2027, 1, 1))
    seen = for_audience(changed(small(), "sys-diarium", lifecycle=life), "public").systems["sys-diarium"]
    assert seen.lifecycle == Lifecycle(in_use_since=date(2011, 1, 1))


def test_a_security_gap_is_for_the_restricted_circle_alone() -> None:
    city = changed(small(), "init-a", security_gap="Brist")
    gaps = [for_audience(city, audience).initiatives["init-a"].security_gap for audience in AUDIENCES]
    assert gaps == [None, None, "Brist"]


def test_a_hidden_record_goes_from_lists() -> None:
    seen = for_audience(changed(small(), "mal-1", visibility="city"), "public")
    assert seen.initiatives["init-a"].goals == ()


def test_a_hidden_record_goes_from_mappings() -> None:
    seen = for_audience(changed(small(), "pool-integration", visibility="city"), "public")
    assert dict(seen.initiatives["init-a"].phases[0].hours) == {}


def test_an_optional_reference_to_a_hidden_record_is_none() -> None:
    seen = for_audience(changed(small(), "andringsmedel", visibility="city"), "public")
    assert seen.objects["objekt-dokument"].change_money is None


def test_a_block_that_cannot_do_without_a_hidden_record_goes() -> None:
    seen = for_audience(changed(small(), "ram", visibility="city"), "public")
    assert seen.initiatives["init-a"].phases[0].costs == ()


def test_a_record_that_cannot_do_without_a_hidden_record_goes() -> None:
    seen = for_audience(changed(small(), "objekt-dokument", visibility="city"), "public")
    assert not seen.systems


def test_what_hangs_on_a_record_that_went_goes_as_well() -> None:
    # The object hides the system, and the system leaves the capability without its provider.
    seen = for_audience(changed(small(), "objekt-dokument", visibility="city"), "public")
    assert seen.capabilities["formaga-finns"].provided_by == ()


def test_a_decision_on_hidden_records_alone_goes() -> None:
    seen = for_audience(changed(small(), "init-a", visibility="restricted"), "city")
    assert not seen.decisions


def test_the_restricted_circle_sees_the_city_as_it_is() -> None:
    seen = for_audience(RICH, "restricted")
    assert list(seen.records()) == list(RICH.records())


def test_the_city_itself_is_left_alone() -> None:
    before = list(RICH.records())
    for_audience(RICH, "public")
    assert list(RICH.records()) == before


hiding = st.dictionaries(st.sampled_from(IDS), st.sampled_from(AUDIENCES), max_size=6)


def hidden(levels: dict[str, Visibility]) -> City:
    city = RICH
    for record_id, level in levels.items():
        city = changed(city, record_id, visibility=level)
    return city


@settings(deadline=None, max_examples=50)
@given(hiding, st.sampled_from(AUDIENCES))
def test_no_reference_leads_to_what_is_gone(levels: dict[str, Visibility], audience: Visibility) -> None:
    city = hidden(levels)
    seen = for_audience(city, audience)
    left = {record.id for record in seen.records()}
    gone = {record.id for record in city.records()} - left
    assert not [target for record in seen.records() for _, target, _ in references(record) if target in gone]


@settings(deadline=None, max_examples=50)
@given(hiding, st.sampled_from(AUDIENCES))
def test_seeing_twice_is_seeing_once(levels: dict[str, Visibility], audience: Visibility) -> None:
    once = for_audience(hidden(levels), audience)
    assert list(for_audience(once, audience).records()) == list(once.records())


@settings(deadline=None, max_examples=50)
@given(hiding)
def test_a_narrower_circle_sees_all_that_a_wider_one_sees(levels: dict[str, Visibility]) -> None:
    city = hidden(levels)
    seen = [{record.id for record in for_audience(city, audience).records()} for audience in AUDIENCES]
    assert seen[0] <= seen[1] <= seen[2]


def test_the_city_may_see_what_is_public() -> None:
    assert may_see("city", "public")
    assert not may_see("public", "city")
