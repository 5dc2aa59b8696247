"""Kills commands that change files at random moments, and counts files that are neither the old nor the new one.

`python -m bench.kill [ROUNDS]` does 200 rounds for each command.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 200
Texts = Mapping[str, bytes]


def disordered(lines: list[str]) -> None:
    """Puts the first two keys of a record in the wrong order."""
    at = next((place for place, line in enumerate(lines) if line.startswith("id: ")), None)
    if at is not None and lines[at + 1].startswith("name: "):
        lines[at], lines[at + 1] = lines[at + 1], lines[at]


def misspelt(lines: list[str]) -> None:
    """Misspells a key of a record."""
    at = next((place for place, line in enumerate(lines) if line.startswith("name: ")), None)
    if at is not None:
        lines[at] = f"nmae: {lines[at].removeprefix('name: ')}"


COMMANDS: dict[tuple[str, ...], Callable[[list[str]], None]] = {
    ("fmt",): disordered,
    ("fix", "--write"): misspelt,
}
"""What is killed: its arguments after `itgov`, and what it has to mend in the lines of every record."""


@dataclass(frozen=True, slots=True)
class Killed:
    """What many kills left: runs cut off with some files new and some old, files half written, parts left beside."""

    rounds: int
    ended: int
    cut_off: int
    half_written: int
    left_beside: int


def main() -> None:
    """Prints a row for each command; ends with 1 where a file was half written."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'':20}{'rounds':>8}{'ended':>8}{'cut off':>9}{'half written':>14}{'left beside':>13}")
        for arguments, spoil in COMMANDS.items():
            name = " ".join(("itgov", *arguments))
            city = Path(folder) / arguments[0]
            spoilt(city, spoil)
            killed = kill(city, Path(folder) / "copy", arguments, rounds, random.Random(7))  # noqa: S311  no secret
            broken += killed.half_written
            print(
                f"{name:20}{killed.rounds:8}{killed.ended:8}{killed.cut_off:9}"
                f"{killed.half_written:14}{killed.left_beside:13}"
            )
    sys.exit(1 if broken else 0)


def spoilt(folder: Path, spoil: Callable[[list[str]], None]) -> None:
    """A copy of the city with something to mend in every record that it can be put in."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "itgov.yaml", folder)
    shutil.copytree(ROOT / "data", folder / "data")
    for file in sorted((folder / "data").glob("*/*.yaml")):
        lines = file.read_text("utf-8").split("\n")
        spoil(lines)
        file.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def kill(city: Path, copy: Path, arguments: tuple[str, ...], rounds: int, chance: random.Random) -> Killed:
    """Runs `itgov` with `arguments` on fresh copies of `city` and kills it at random moments of a whole run's time."""
    old = texts(city)
    begun, new, seconds = _whole_run(city, copy, arguments)
    ended = cut_off = half_written = left_beside = 0
    for _ in range(rounds):
        _fresh(city, copy)
        process = subprocess.Popen(_command(arguments), cwd=copy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(begun, seconds))
        process.send_signal(signal.SIGKILL)
        ended += process.wait() != -signal.SIGKILL
        found = texts(copy)
        half_written += sum(
            path in old and data not in {old[path], new.get(path)} for path, data in found.items()
        ) + len((old.keys() & new.keys()) - found.keys())
        left_beside += len(found.keys() - old.keys() - new.keys())
        cut_off += any(found.get(path) != old[path] for path in old) and any(
            found.get(path) != new.get(path) for path in old
        )
    return Killed(rounds, ended, cut_off, half_written, left_beside)


def texts(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, hidden ones too."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def _whole_run(city: Path, copy: Path, arguments: tuple[str, ...]) -> tuple[float, Texts, float]:
    """The seconds until just before a file changed, what all files are in the end, and the seconds of a whole run."""
    _fresh(city, copy)
    watched = {file: file.stat().st_mtime_ns for file in copy.rglob("*.yaml")}
    start = time.perf_counter()
    process = subprocess.Popen(_command(arguments), cwd=copy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = None
    while process.poll() is None:
        if begun is None and any(file.stat().st_mtime_ns != seen for file, seen in watched.items() if file.exists()):
            begun = time.perf_counter() - start
        time.sleep(0.01)
    seconds = time.perf_counter() - start
    if begun is None:
        raise SystemExit(f"itgov {' '.join(arguments)} changed nothing: exit code {process.returncode}")
    return begun * 0.8, texts(copy), seconds


def _fresh(city: Path, copy: Path) -> None:
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(city, copy)


def _command(arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "itgov", *arguments]


if __name__ == "__main__":
    main()
