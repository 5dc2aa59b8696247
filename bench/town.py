"""A made-up town for measurements: any number of records like a real city's, the same bytes for the same seed.

Everything in it is well prepared, so that what is measured is the reading and the
checking, and not the printing of findings. Every figure is invented and says so.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from bench.agendas import agendas
from bench.decisions import decisions
from bench.deliveries import deliveries
from bench.house import house
from bench.initiatives import initiatives
from bench.plan import plan_for
from bench.spelling import spell
from bench.systems import functions, systems

SETTINGS = """\
# Inställningar för en påhittad stad, som bara är till för att mäta hur snabbt itgov är.
city: provstad
name: Provstaden
languages: [sv, en]
price_year: 2026
horizon: {first: 2027-Q1, years: 4}
period_length: quarter
hours_share: [4/15, 4/15, 1/5, 4/15]
discount_rate: 3 %
internal_interest: 2,5 %
evaluation_years: 10
tracks:
  prototype: [pilots, grant]
  pilot: [pilots, grant]
  platform: [solidarity, grant]
  new_delivery: [solidarity, grant]
  system_change: [own, change_money, grant]
  business_development: [own, grant]
reserve:
  hours: [10 %, 15 %, 20 %, 25 %]
  money: [5 %, 10 %, 15 %, 20 %]
large_changes_at_once: 2
neutral_key: nyckel-00
"""
COMMENT = "Påhittad post, skriven av bench/town.py."
COMMENT_EVERY = 7


def write_town(folder: Path, records: int, seed: int = 0) -> None:
    """Writes `records` record files under `folder`/data, itgov.yaml and functions.yaml, over what is there.

    The same seed gives the same bytes. Raises ValueError for fewer records than a town can have (bench.plan.LEAST).
    """
    plan = plan_for(records, seed)
    _write(folder / "itgov.yaml", SETTINGS)
    _write(folder / "data" / "functions.yaml", spell(functions(plan), COMMENT))
    for number, (kind, record) in enumerate(
        chain(house(plan), deliveries(plan), systems(plan), initiatives(plan), decisions(plan), agendas(plan))
    ):
        comment = COMMENT if number % COMMENT_EVERY == 0 else None
        _write(folder / "data" / kind / f"{record['id']}.yaml", spell(record, comment))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
