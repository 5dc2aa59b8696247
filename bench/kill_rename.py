"""Kills `itgov rename` at random moments: every file is the old or the new one, and the same command finishes it.

`python -m bench.kill_rename [ROUNDS]` does 200 rounds on the city's own records.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 200
IDS = ("sys-diarium", "sys-diariet")


@dataclass(frozen=True, slots=True)
class Killed:
    """What many kills left: runs that ended before, runs cut off between two files, files half written, runs unmended.

    `unfinished` counts runs after which the same command did not lead to what an undisturbed run leaves.
    """

    rounds: int
    ended: int
    cut_off: int
    half_written: int
    unfinished: int


def main() -> None:
    """Prints what was found; ends with 1 where a file was half written, or a renaming could not be finished."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        city = Path(folder) / "city"
        city.mkdir()
        shutil.copy(ROOT / "itgov.yaml", city)
        shutil.copytree(ROOT / "data", city / "data")
        killed = kill(city, Path(folder) / "copy", IDS, rounds, random.Random(7))  # noqa: S311  no secret
    print(killed)
    sys.exit(1 if killed.half_written or killed.unfinished else 0)


def kill(city: Path, copy: Path, ids: tuple[str, str], rounds: int, chance: random.Random) -> Killed:
    """Renames in fresh copies of `city` and kills each run at a random moment, mostly while files change."""
    old = texts(city)
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(city, copy)
    begun, seconds = _timed(copy, ids)
    new = texts(copy)
    ended = cut_off = half_written = unfinished = 0
    for number in range(rounds):
        _fresh(city, copy)
        process = subprocess.Popen(_command(copy, ids), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if number % 4:
            # Most of a run is reading: three in four are killed while files change.
            while process.poll() is None and not (copy / "retired.yaml").exists():
                time.sleep(0.001)
            time.sleep(chance.uniform(0, seconds - begun))
        else:
            time.sleep(chance.uniform(0, seconds))
        process.send_signal(signal.SIGKILL)
        ended += process.wait() != -signal.SIGKILL
        found = texts(copy)
        half_written += sum(data not in {old.get(path), new.get(path)} for path, data in found.items())
        half_written += len((old.keys() & new.keys()) - found.keys())
        cut_off += found not in (old, new)
        subprocess.run(_command(copy, ids), stdout=subprocess.DEVNULL, check=False)
        unfinished += texts(copy) != new
    return Killed(rounds, ended, cut_off, half_written, unfinished)


def texts(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder; what was being written beside a file when the kill came is left out."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".part" and ".itgov" not in file.parts
    }


def _timed(copy: Path, ids: tuple[str, str]) -> tuple[float, float]:
    """The seconds until the first file changes, and those of the whole run."""
    start = time.perf_counter()
    process = subprocess.Popen(_command(copy, ids), stdout=subprocess.DEVNULL)
    begun = None
    while process.poll() is None:
        if begun is None and (copy / "retired.yaml").exists():
            begun = time.perf_counter() - start
        time.sleep(0.001)
    if process.returncode != 0 or begun is None:
        raise SystemExit(f"the renaming itself failed: exit code {process.returncode}")
    return begun, time.perf_counter() - start


def _fresh(city: Path, copy: Path) -> None:
    shutil.rmtree(copy)
    shutil.copytree(city, copy)


def _command(copy: Path, ids: tuple[str, str]) -> list[str]:
    return [sys.executable, "-m", "itgov", "rename", *ids, "--root", str(copy), "--on", "2026-11-23"]


if __name__ == "__main__":
    main()
