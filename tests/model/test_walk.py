"""The quick walks through a record find what the thorough one does."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from itgov.model.city import City
from itgov.model.initiative import Initiative
from itgov.model.walk import all_fit, references, referred, texts, words_of, words_under
from itgov.store.repository import load
from tests.city import ROOT


@pytest.fixture(scope="module")
def city() -> City:
    found = load(ROOT).city
    assert found is not None
    return found


def test_the_words_of_a_record_are_its_texts_in_order(city: City) -> None:
    for record in city.records():
        assert words_of(record) == [text for _, text in texts(record)]


def test_the_words_under_some_fields_are_the_texts_that_stand_there(city: City) -> None:
    names = frozenset({"owner", "role", "receiver"})
    found = 0
    for record in city.records():
        expected = [text for route, text in texts(record) if names.intersection(map(str, route))]
        assert words_under(record, names) == expected
        found += len(expected)
    assert found > 100


def thorough(record: object, kind_of: Mapping[str, str]) -> bool:
    return all(kind_of.get(value) in mark.kinds for _, value, mark in references(record))  # type: ignore[arg-type]


def test_all_references_fit_where_each_of_them_does(city: City) -> None:
    kinds = dict(city.kind_of)
    wrong = 0
    for record in city.records():
        assert all_fit(record, kinds) is thorough(record, kinds) is True
        for _, value, _ in references(record)[:3]:
            for bent in ({**kinds, value: "goal"}, {one: kind for one, kind in kinds.items() if one != value}):
                assert all_fit(record, bent) is thorough(record, bent)
                wrong += not all_fit(record, bent)
    assert wrong > 100


def test_what_a_field_refers_to_is_what_its_references_name(city: City) -> None:
    for record in city.of(Initiative).values():
        for field in ("needs", "affects", "benefits"):
            expected = {value for route, value, _ in references(record) if route[0] == field}
            assert referred(record, field) == expected
