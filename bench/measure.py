"""Seconds and memory of whole commands, each in fresh processes."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MAY_END_WITH = frozenset({0, 1})
"""A linter that has found something ends with 1; anything else is a command that does not work."""
SAMPLED_EVERY_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Contestant:
    """One or more commands, run one after the other and counted as one; `prepare` runs before, uncounted."""

    commands: tuple[tuple[str, ...], ...]
    folder: Path
    prepare: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of several runs, in the order they were made."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one, in seconds."""
        return statistics.median(self.runs)

    def less(self, seconds: float) -> Timing:
        """The same runs, each that much shorter; never below zero."""
        return Timing(tuple(max(0.0, one - seconds) for one in self.runs))

    def __str__(self) -> str:
        return f"{self.median:.2f} ({min(self.runs):.2f}, {max(self.runs):.2f})"


def take_turns(contestants: Mapping[str, Contestant], runs: int) -> dict[str, Timing]:
    """Seconds of every contestant; they alternate, so that a busy machine is unfair to none."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(runs):
        for name, contestant in contestants.items():
            contestant.prepare()
            taken[name].append(_seconds(contestant))
            print(f"  run {number + 1}: {name}: {taken[name][-1]:.2f} s", file=sys.stderr)
    return {name: Timing(tuple(seconds)) for name, seconds in taken.items()}


def _seconds(contestant: Contestant) -> float:
    begun = time.perf_counter()
    for command in contestant.commands:
        _ended_well(command, subprocess.run(command, cwd=contestant.folder, stdout=subprocess.DEVNULL, check=False))
    return time.perf_counter() - begun


def _ended_well(command: Sequence[str], ended: subprocess.CompletedProcess[bytes]) -> None:
    if ended.returncode not in MAY_END_WITH:
        raise SystemExit(f"{' '.join(command)[:300]} ended with {ended.returncode}")


def peak_megabytes(command: Sequence[str], folder: Path) -> float | None:
    """The most memory that a command and its children held together, in 10^6 bytes; None where /proc does not tell.

    The sum of each process's proportional set size (Pss in smaps_rollup: a page that n
    processes share counts as one n-th in each), sampled every 20 ms. The run is not timed.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    most = 0
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, sum(_pss_kilobytes(one) for one in _family(process.pid)))
        time.sleep(SAMPLED_EVERY_SECONDS)
    return most * 1024 / 1_000_000


def _family(pid: int) -> list[int]:
    family = [pid]
    for one in family:
        # A process may end while it is looked at: what is gone holds no memory.
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                family.extend(map(int, (task / "children").read_text().split()))
    return family


def _pss_kilobytes(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
