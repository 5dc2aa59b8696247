"""The small city with its split and its plan, read and solved once for all tests of the reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from itgov.agenda.plan import Plan
from itgov.agenda.proposal import propose
from itgov.allocate import allocate
from itgov.model.city import City
from itgov.model.kinds import KIND_BY_TYPE
from itgov.model.record import Record
from itgov.model.scalar import Visibility
from itgov.report.audience import for_audience
from itgov.report.material import Material
from itgov.report.page import Page
from itgov.report.reports import build
from itgov.store.repository import load
from tests.city import SMALL


@cache
def small() -> City:
    """The small city as it lies in the folder."""
    city = load(SMALL).city
    assert city is not None
    return city


def with_records(city: City, *records: Record) -> City:
    """The city with some records in the place of those with the same ids, or beside the others."""
    by_kind: dict[str, Mapping[str, Record]] = {kind: dict(found) for kind, found in city.by_kind.items()}
    for record in records:
        kind = KIND_BY_TYPE[type(record)].name
        by_kind[kind] = dict(sorted({**by_kind.get(kind, {}), record.id: record}.items()))
    return City(city.settings, by_kind, city.functions)


def changed(city: City, record_id: str, **changes: object) -> City:
    """The city with some fields of one record set to typed values."""
    record = city.get(record_id)
    assert record is not None
    return with_records(city, record.model_copy(update=changes))


def planned(city: City) -> Plan:
    """The city's plan, without what differs between versions of the solver."""
    return replace(propose(city), solver="HiGHS", nodes=0)


@cache
def small_plan() -> Plan:
    """The small city's plan."""
    return planned(small())


def material(city: City | None = None, audience: Visibility = "public", *, plan: Plan | None = None) -> Material:
    """What reports on the city are made from; the small city with its own plan where none is given."""
    shown = small() if city is None else city
    found = small_plan() if city is None else plan
    return Material(shown, for_audience(shown, audience), found, allocate(shown), audience)


def pages(
    city: City, audience: Visibility = "public", language: str = "en", plan: Plan | None = None
) -> dict[str, str]:
    """Every page's text by its path."""
    found: tuple[Page, ...] = build(city, plan, allocate(city), audience, language, "0123abc")
    return {page.path: page.text for page in found}
