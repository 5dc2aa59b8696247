"""Seconds and memory of every command on the city's own records: minimum, median and maximum of several runs."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5


def measure() -> None:
    """Prints a row for each command; commands take turns, so that a busy machine is unfair to none."""
    with tempfile.TemporaryDirectory() as folder:
        agenda, reports = f"{folder}/agenda.yaml", f"{folder}/reports"
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "itgov --version": _itgov("--version"),
            "itgov validate": _itgov("validate"),
            "itgov allocate": _itgov("allocate"),
            "itgov agenda build": _itgov("agenda", "build", "--output", agenda),
            "itgov report build --agenda": _itgov("report", "build", "--agenda", agenda, "--output", reports),
        }
        measured: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                measured[name].append(_measure(command))
    print(f"{RUNS} runs each, on {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    print(f"{'':30}{'seconds: min':>14}{'median':>9}{'max':>9}{'MB, max':>10}")
    for name, runs in measured.items():
        seconds = [run[0] for run in runs]
        row = (min(seconds), statistics.median(seconds), max(seconds))
        print(f"{name:30}{row[0]:14.2f}{row[1]:9.2f}{row[2]:9.2f}{max(run[1] for run in runs):10.0f}")


def _itgov(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "itgov", *arguments]


def _measure(command: list[str]) -> tuple[float, float]:
    """Seconds on the clock and megabytes at most, of one whole process that must end well."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - begun, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
