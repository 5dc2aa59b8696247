"""How good the agenda's proof is in a given time, on generated cities and on the city's own records.

`python -m bench.agenda` measures one seed of each size, `--full` five up to 300 initiatives and one of 1,000. Each is a
fresh process: seconds, gap in per cent and peak memory. It asserts nothing: a slow machine is no fault.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

from bench.portfolio import portfolio
from itgov.agenda.plan import Plan
from itgov.agenda.proposal import DEFAULT_GAP, propose
from itgov.model.city import City
from itgov.store.repository import load

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 2)
ASKED = Fraction(1, 1_000)
SHORT, LONG = 60, 600
"""Seconds that a search may take: up to 300 initiatives, and above."""
Case = tuple[int, int]
"""Initiatives (0: the city's own records) and seed."""


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(prog="bench.agenda", description="Measures the agenda's proof.")
    parser.add_argument("--full", action="store_true", help="five seeds of each, and one of 1,000 initiatives")
    parser.add_argument("--one", nargs=2, type=int, metavar=("INITIATIVES", "SEED"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(_measured((asked.one[0], asked.one[1]))))
        return
    print("| initiatives | seed | status | net benefit, mnkr | gap, % | ranking, mnkr | seconds | peak MB |")
    print("|--:|--:|:--|--:|--:|--:|--:|--:|")
    for case in cases(full=asked.full):
        command = [sys.executable, "-m", "bench.agenda", "--one", *map(str, case)]
        row = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        print(f"| {' | '.join(row)} |", flush=True)


def cases(*, full: bool) -> Iterator[Case]:
    """What is measured, in order."""
    yield 0, 0
    for size in (130, 300):
        yield from ((size, seed) for seed in range(1, 6 if full else 2))
    if full:
        yield 1_000, 1


def _measured(case: Case) -> tuple[str, ...]:
    city = _city(case)
    begun = time.perf_counter()
    plan = _plan(case, city)
    took = time.perf_counter() - begun
    size, seed = case
    return (
        f"{size:,}" if size else "own",
        str(seed),
        plan.status,
        _millions(plan.value),
        "–" if plan.gap is None else f"{float(100 * plan.gap):.3f}",
        _millions(plan.ranking_with_needs),
        f"{took:.1f}",
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1_000_000:.0f}",
    )


def _plan(case: Case, city: City) -> Plan:
    if not case[0]:
        return propose(city, gap=DEFAULT_GAP)
    return propose(city, gap=ASKED, time_limit=LONG if case[0] > 300 else SHORT)


def _city(case: Case) -> City:
    size, seed = case
    if size:
        return portfolio(size, seed)
    city = load(ROOT, as_of=DAY).city
    if city is None:
        raise SystemExit("the city's own records cannot be read")
    return city


def _millions(ore: int | None) -> str:
    return "–" if ore is None else f"{ore / 100_000_000:.2f}"


if __name__ == "__main__":
    main()
