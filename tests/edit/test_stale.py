"""Half-written files of a killed run: the old ones go, and nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from itgov.edit.stale import OLD_SECONDS, remove_stale

NOW = 2_000_000_000.0
HALF = ".init-a.yaml.abc_12x9.part"


def put(folder: Path, name: str, age: float = OLD_SECONDS, now: float = NOW) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text("half", encoding="utf-8")
    os.utime(file, (now - age, now - age))
    return file


@pytest.mark.parametrize("place", [".", "data", "data/initiatives", ".itgov/cache", ".itgov/drafts", ".vscode"])
def test_what_a_killed_run_left_is_removed(place: str, small_city: Path) -> None:
    file = put(small_city / place, HALF)
    assert remove_stale(small_city, NOW) == 1
    assert not file.exists()


def test_what_another_run_may_still_be_writing_stays(small_city: Path) -> None:
    file = put(small_city / "data/initiatives", HALF, OLD_SECONDS - 1)
    assert remove_stale(small_city, NOW) == 0
    assert file.exists()


@pytest.mark.parametrize(
    "name", ["notes.part", ".part", ".init-a.yaml.part", ".init-a.yaml.ABC_12x9.part", "init-a.yaml"]
)
def test_what_is_called_otherwise_stays(name: str, small_city: Path) -> None:
    file = put(small_city / "data/goals", name)
    assert remove_stale(small_city, NOW) == 0
    assert file.exists()


def test_links_and_folders_stay(small_city: Path, tmp_path: Path) -> None:
    own = put(tmp_path / "own", HALF)
    (small_city / "data/goals" / HALF).symlink_to(own)
    (small_city / "data/keys" / HALF).mkdir()
    assert remove_stale(small_city, NOW) == 0
    assert own.exists()


@pytest.mark.parametrize("call", [["fmt"], ["fix", "--write"], ["rename", "mal-1", "mal-ett"]])
def test_a_command_that_writes_records_clears_up_first(call: list[str], small_city: Path) -> None:
    file = put(small_city / "data/goals", HALF, now=time.time())
    assert main([*call, "--root", str(small_city)]) == Exit.OK
    assert not file.exists()


def test_a_command_that_only_looks_removes_nothing(small_city: Path) -> None:
    file = put(small_city / "data/goals", HALF, now=time.time())
    main(["fmt", "--check", "--root", str(small_city)])
    main(["validate", "--root", str(small_city)])
    assert file.exists()
