"""The worked example of docs/allocation-model.md is what the code computes."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from itgov.allocate import allocate
from itgov.allocate.tiers import passages
from itgov.model.city import City
from tests.allocate.small import administration, city, delivery, key, part, settings
from tests.city import ROOT

ROW = re.compile(r"\| (reciprocal|step_down|direct) \| (drift|servicedesk) \| ([\d ]+,\d\d) \| ([\d ]+,\d\d) \|")
PRINTED = ROW.findall((ROOT / "docs/allocation-model.md").read_text("utf-8"))


def worked(method: str) -> City:
    drift = part(per_year={"2027": "1 000 kr"})
    desk = part(per_year={"2027": "500 kr"})
    return city(
        *(administration(name) for name in ("asf", "hvo")),
        key("anstallda", {"asf": "1", "hvo": "3"}),
        key("lika", {}, equal="true"),
        delivery("drift", drift, serves=({"delivery": "servicedesk", "share": "1/5"},)),
        delivery("servicedesk", desk, key="lika", serves=({"delivery": "drift", "share": "1/10"},)),
        city_settings=settings(allocation={"method": method, "order": ("drift", "servicedesk")}),
    )


def ore(kronor: str) -> int:
    return int(kronor.replace(" ", "").replace(",", ""))


def test_every_row_of_the_example_is_looked_at() -> None:
    assert len(PRINTED) == 6


@pytest.mark.parametrize(("method", "source", "asf", "hvo"), PRINTED)
def test_the_example_is_what_is_computed(method: str, source: str, asf: str, hvo: str) -> None:
    cells = {
        cell.administration_id: cell.ore for cell in allocate(worked(method), (2027,)).cells if cell.source_id == source
    }
    assert cells == {"asf": ore(asf), "hvo": ore(hvo)}


def test_what_each_passes_on_in_all_is_as_printed() -> None:
    small = worked("reciprocal")
    found = {one.sender: one.out / 100 for one in passages(small, allocate(small, (2027,)))}
    assert found == {"drift": Fraction(52_500, 49), "servicedesk": Fraction(35_000, 49)}
