"""How long the split takes and what it needs: made-up cities of three tiers with loops, and the city's own records.

`python -m bench.allocation` measures 100, 300 and 1,000 deliveries for 300 administrations and four years, each in a
fresh process: seconds of the computation alone (median, least, most of five), peak memory and cells; beside them, once
each, the seconds that two years of it take to compare, and that all senders take to be told (`passages`). Then the
city's own. It asserts nothing but that what goes in comes out.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from bench.portfolio import SETTINGS
from bench.words import chance
from itgov.allocate import allocate, reconcile
from itgov.allocate.between import Side
from itgov.allocate.comparison import compare
from itgov.allocate.tiers import passages
from itgov.model.city import City
from itgov.model.kinds import KINDS
from itgov.model.record import Record
from itgov.model.settings import Settings
from itgov.store.repository import load

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 2)
YEARS = (2027, 2028, 2029, 2030)
ADMINISTRATIONS = 300
KEYS = 20
LOOP = 30
"""Deliveries of the first tier that serve each other in a circle, all of them."""
TIERS = (0.2, 0.3, 0.5)
"""The part of the deliveries in each tier; the first two serve the next."""
RUNS = 5


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(prog="bench.allocation", description="Measures the split.")
    parser.add_argument("--one", type=int, metavar="DELIVERIES", help=argparse.SUPPRESS)
    parser.add_argument("--method", default="reciprocal", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one is not None:
        print(json.dumps(measured(asked.one, asked.method)))
        return
    print("| deliveries | cells | seconds, median (least, most) | peak MB | compare, s | passages, s |")
    print("|--:|--:|--:|--:|--:|--:|")
    for size, method in (
        *((size, "reciprocal") for size in (100, 300, 1_000, 0)),
        (1_000, "step_down"),
        (1_000, "direct"),
    ):
        command = [sys.executable, "-m", "bench.allocation", "--one", str(size), "--method", method]
        row = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        print(f"| {' | '.join(row)} |", flush=True)


def measured(size: int, method: str) -> tuple[str, ...]:
    """One row of the table; 0 deliveries are the city's own, by its own method."""
    city = network_of(size, 1, method) if size else _own()
    took = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        allocation = allocate(city, YEARS)
        took.append(time.perf_counter() - begun)
        if any(line.difference_ore for line in reconcile(allocation)) or allocation.unsplit:
            raise SystemExit("the split does not add up")
    # Before what is beside takes its own memory.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1_000_000
    return (
        f"{size:,}{'' if method == 'reciprocal' else f', {method}'}" if size else "own",
        f"{len(allocation.cells):,}",
        f"{statistics.median(took):.2f} ({min(took):.2f}, {max(took):.2f})",
        f"{peak:.0f}",
        f"{_seconds(lambda: compare(*(Side(city, allocation, year) for year in YEARS[:2]))):.2f}",
        f"{_seconds(lambda: passages(city, allocation)):.2f}",
    )


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def network_of(count: int, seed: int, method: str = "reciprocal") -> City:
    """A city with so many deliveries, of one cost part each, all of which cost something in every year."""
    random = chance(seed, f"allocation/{count}")
    units = [f"enhet-{number:03d}" for number in range(ADMINISTRATIONS)]
    first, second = int(count * TIERS[0]), int(count * (TIERS[0] + TIERS[1]))
    names = [f"leverans-{number:04d}" for number in range(count)]
    records: dict[str, list[dict[str, Any]]] = {
        "administration": [_administration(one) for one in units],
        "key": [_key(random, number, units) for number in range(KEYS)],
        "delivery": [
            _delivery(random, name, list(_served(random, place, names, first, second)))
            for place, name in enumerate(names)
        ],
    }
    by_kind: dict[str, dict[str, Record]] = {}
    for kind in KINDS:
        found = [kind.type.model_validate(one) for one in records.get(kind.name, [])]
        by_kind[kind.name] = {one.id: one for one in found}
    settings = SETTINGS | {"allocation": {"method": method, "order": tuple(names)}}
    return City(Settings.model_validate(settings), by_kind)


def _served(random: Random, place: int, names: list[str], first: int, second: int) -> Iterator[dict[str, Any]]:
    """Three of the next tier for each of the first two, and in the first all others of its loop, a little each."""
    if place < first:
        begin = place // LOOP * LOOP
        loop = [one for one in range(begin, min(begin + LOOP, first)) if one != place]
        yield from ({"delivery": names[one], "share": f"{random.randrange(1, 100)}/10000"} for one in loop)
        yield from _next(random, names, first, second)
    elif place < second:
        yield from _next(random, names, second, len(names))


def _next(random: Random, names: list[str], begin: int, end: int) -> Iterator[dict[str, Any]]:
    for one in random.sample(range(begin, end), min(3, end - begin)):
        yield {"delivery": names[one], "share": f"{random.randrange(1, 150)}/1000"}


def _delivery(random: Random, name: str, serves: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "content": "påhittat, för att mäta med",
        "provider": "IT",
        "unit": "styck",
        "cost_parts": (
            {
                "name": "allt",
                "category": "other",
                "behaviour": "fixed",
                "per_year": {str(year): f"{random.randrange(100, 90_000)} tkr" for year in YEARS},
            },
        ),
        "key": f"nyckel-{random.randrange(KEYS):02d}",
        "serves": tuple(serves),
    }


def _key(random: Random, number: int, units: list[str]) -> dict[str, Any]:
    return {
        "id": f"nyckel-{number:02d}",
        "name": f"Nyckel {number}",
        "definition": "påhittat, för att mäta med",
        "driver": "ingen",
        "wanted_direction": "neutral",
        "unit": "styck",
        "measured_on": "2026-08-31",
        "valid_for": tuple(str(year) for year in YEARS),
        "values": {one: str(random.randrange(0, 5_000)) for one in units},
    }


def _administration(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "short_name": name,
        "committee": "Nämnden",
        "management_group": "Ledningsgruppen",
        "finance_chief": "Ekonomichef",
    }


def _own() -> City:
    city = load(ROOT, as_of=DAY).city
    if city is None:
        raise SystemExit("the city's own records cannot be read")
    return city


if __name__ == "__main__":
    main()
