"""How fast `itgov validate` is beside others' checkers and beside the floor, and how its cost grows.

Whole commands as fresh processes that take turns; each figure is "median (least, most)"
of several runs in seconds. It prints Markdown and asserts nothing: a slow machine is no fault.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.measure import Contestant, Timing, peak_megabytes, take_turns
from bench.others import check_jsonschema, check_jsonschema_start, write_schemas, yamllint
from bench.town import write_town
from itgov.model.kinds import KINDS

ROOT = Path(__file__).parents[1]
FLOOR = Path(__file__).with_name("floor.py")
ITGOV = str(Path(sys.executable).parent / "itgov")
COLD, WARM, FLOOR_NAME = "itgov validate, cold", "itgov validate, warm, one file changed", "floor: C events only"
SCHEMAS_NAME, START_NAME, LINT_NAME = "check-jsonschema", "check-jsonschema, start-up", "yamllint"
EMPTY_APP = """
import typer
app = typer.Typer()
def command() -> None: "Does nothing."
for number in range({count}):
    app.command(f"command-{{number}}")(command)
app()
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be measured: sizes in records, and runs of each command."""

    beside: tuple[int, ...] = (1_000, 10_000)
    growth: tuple[int, ...] = (1_000, 3_000, 10_000, 30_000)
    runs: int = 5


QUICK = Wish(beside=(1_000,), growth=(1_000,))


def measure(wish: Wish) -> None:
    """Prints all tables."""
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; median (least, most) of {wish.runs} runs")
    if not _takes_no_cache():
        print("`itgov validate` has no cache yet: warm is cold with one file changed")
    with tempfile.TemporaryDirectory() as folder:
        towns = {size: Path(folder) / str(size) for size in sorted({*wish.beside, *wish.growth})}
        for size, town in towns.items():
            write_town(town, size)
        origin = write_schemas(Path(folder) / "schemas")
        for size in wish.beside:
            print(f"\n## Beside others, {size:,} records\n\ncheck-jsonschema has {origin}.\n")
            beside(towns[size], Path(folder) / "schemas", wish.runs)
        print("\n## Growth\n")
        growth({size: towns[size] for size in wish.growth}, wish.runs)
    print("\n## Start-up, and Malmö's records\n")
    start_up(wish.runs)


def beside(town: Path, schemas: Path, runs: int) -> None:
    """Prints seconds, peak memory and ratios to the cold run of everyone who reads the same town."""
    contestants = {
        COLD: Contestant((_validate(cold=True),), town),
        WARM: Contestant((_validate(cold=False),), town, _one_changed(town)),
        FLOOR_NAME: Contestant((_floor(),), town),
        SCHEMAS_NAME: check_jsonschema(town, schemas),
        START_NAME: check_jsonschema_start(town, schemas),
        LINT_NAME: yamllint(town),
    }
    _run(_validate(cold=False), town)
    timed = take_turns(contestants, runs)
    timed[SCHEMAS_NAME] = timed[SCHEMAS_NAME].less((len(KINDS) - 1) * timed.pop(START_NAME).median)
    cold = timed[COLD].median
    rows = [
        (name, str(timing), _memory(contestants[name]), f"{timing.median / cold:.2f}×")
        for name, timing in timed.items()
    ]
    _table(("", "seconds", "peak MB (sum of Pss)", "of cold"), rows)
    print(f"\ncold is {cold / timed[FLOOR_NAME].median:.2f}× the floor")


def growth(towns: dict[int, Path], runs: int) -> None:
    """Prints cold seconds and memory by size, and milliseconds a record, beside the floor's."""
    timed: dict[int, tuple[Timing, Timing]] = {}
    for size, town in towns.items():
        pair = {COLD: Contestant((_validate(cold=True),), town), FLOOR_NAME: Contestant((_floor(),), town)}
        taken = take_turns(pair, runs)
        timed[size] = taken[COLD], taken[FLOOR_NAME]
    rows = [
        (
            f"{size:,}",
            str(cold),
            f"{1000 * cold.median / size:.2f}",
            _memory(Contestant((_validate(cold=True),), towns[size])),
            str(floor),
            f"{cold.median / floor.median:.2f}×",
        )
        for size, (cold, floor) in timed.items()
    ]
    _table(("records", "cold, seconds", "ms a record", "peak MB (sum of Pss)", "floor, seconds", "of floor"), rows)


def start_up(runs: int) -> None:
    """Prints start-up times beside the least that a Typer app can do, and the check of the city's own records."""
    python = sys.executable
    contestants = {
        "python -c pass": (python, "-c", "pass"),
        'python -c "import typer"': (python, "-c", "import typer"),
        "itgov --version": (ITGOV, "--version"),
        "empty Typer app --help": (python, "-c", EMPTY_APP.format(count=_commands()), "--help"),
        "itgov --help": (ITGOV, "--help"),
        "itgov validate (Malmö)": _validate(cold=True),
    }
    timed = take_turns({name: Contestant((command,), ROOT) for name, command in contestants.items()}, runs)
    beside_of = {"itgov --version": 'python -c "import typer"', "itgov --help": "empty Typer app --help"}
    rows = [
        (name, str(timing), f"{timing.median / timed[beside_of[name]].median:.2f}×" if name in beside_of else "")
        for name, timing in timed.items()
    ]
    _table(("", "seconds", "of the row above"), rows)


def _validate(*, cold: bool) -> tuple[str, ...]:
    return (ITGOV, "validate", "--fail-on", "never", *(["--no-cache"] if cold and _takes_no_cache() else []))


def _floor() -> tuple[str, ...]:
    return (sys.executable, str(FLOOR), ".")


@cache
def _takes_no_cache() -> bool:
    # Asked by using it: the help is drawn for people, and breaks lines where it likes.
    command = [ITGOV, "validate", "--no-cache", "--help"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _commands() -> int:
    """How many commands and groups `itgov --help` shows."""
    from itgov.cli.main import app  # noqa: PLC0415 - heavy, and only asked once

    return len(app.registered_commands) + len(app.registered_groups)


def _one_changed(town: Path) -> Callable[[], None]:
    """Changes one initiative's text each time it is called; sizes differ too, so that no clock is too coarse."""
    path = town / "data" / "initiatives" / "init-00003.yaml"

    def change() -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("# ändrad\n")

    return change


def _run(command: tuple[str, ...], folder: Path) -> None:
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)


def _memory(contestant: Contestant) -> str:
    """The peak of the hungriest of its commands."""
    contestant.prepare()
    peaks = [peak_megabytes(command, contestant.folder) for command in contestant.commands]
    known = [peak for peak in peaks if peak is not None]
    return f"{max(known):.0f}" if known else "–"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    print(f"| {' | '.join(head)} |")
    print("|:--|" + "--:|" * (len(head) - 1))
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)
