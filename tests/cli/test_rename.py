"""`itgov rename` as a person runs it, and as somebody kills it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bench.kill_rename import kill, texts

from itgov.cli.exits import Exit
from itgov.cli.main import main

Capture = pytest.CaptureFixture[str]


def run(folder: Path, *arguments: str) -> int:
    return main(["rename", *arguments, "--root", str(folder), "--language", "en", "--on", "2026-11-23"])


def test_it_tells_each_file_and_ends_with_0(small_city: Path, capsys: Capture) -> None:
    assert run(small_city, "mal-1", "mal-ett", "--reason", "Rättat: “ett”") == Exit.OK
    assert capsys.readouterr().out == (
        "retired.yaml: “mal-1” is retired\n"
        "data/initiatives/init-a.yaml: 1 reference\n"
        "data/initiatives/init-b.yaml: 1 reference\n"
        "data/goals/mal-1.yaml → data/goals/mal-ett.yaml\n"
        "“mal-1” is now “mal-ett”, with 2 references\n"
    )
    assert not (small_city / "data/goals/mal-1.yaml").exists()
    assert 'reason: "Rättat: “ett”"}' in (small_city / "retired.yaml").read_text("utf-8")


def test_a_dry_run_shows_a_diff_and_changes_nothing(small_city: Path, capsys: Capture) -> None:
    before = texts(small_city)
    assert run(small_city, "mal-1", "mal-ett", "--dry-run") == Exit.OK
    out = capsys.readouterr().out
    assert "--- a/data/goals/mal-1.yaml\n+++ b/data/goals/mal-ett.yaml\n" in out
    assert "--- /dev/null\n+++ b/retired.yaml\n" in out
    assert "-goals: [mal-1]\n+goals: [mal-ett]\n" in out
    assert "4 files would be written; nothing was" in out
    assert texts(small_city) == before


def test_a_second_time_nothing_is_left_to_do(small_city: Path, capsys: Capture) -> None:
    run(small_city, "mal-1", "mal-ett")
    capsys.readouterr()
    assert run(small_city, "mal-1", "mal-ett") == Exit.OK
    assert "nothing is left to do" in capsys.readouterr().out


def test_records_are_sound_after_it(small_city: Path) -> None:
    assert run(small_city, "mal-1", "mal-ett") == Exit.OK
    assert main(["validate", "--root", str(small_city)]) == Exit.OK


def test_an_unknown_id_ends_with_2_and_the_nearest(small_city: Path, capsys: Capture) -> None:
    assert run(small_city, "mal-11", "mal-2") == Exit.USAGE
    assert "did you mean “mal-1”?" in capsys.readouterr().err


def test_broken_records_end_with_1(small_city: Path, capsys: Capture) -> None:
    (small_city / "data/goals/mal-1.yaml").write_text("id: [\n", encoding="utf-8")
    assert run(small_city, "init-a", "init-c") == Exit.FINDINGS
    assert "mend them first" in capsys.readouterr().err


def test_text_in_a_record_cannot_act_on_the_screen(small_city: Path, capsys: Capture) -> None:
    file = small_city / "data/goals/mal-1.yaml"
    file.write_text(file.read_text("utf-8") + "note: a\u202eb\n", encoding="utf-8")
    assert run(small_city, "mal-1", "mal-ett", "--dry-run") == Exit.OK
    assert "\u202e" not in capsys.readouterr().out


def test_killed_at_any_moment_every_file_is_old_or_new_and_running_again_finishes_it(
    small_city: Path, tmp_path: Path
) -> None:
    killed = kill(small_city, tmp_path / "copy", ("init-a", "init-c"), 5, random.Random(7))
    assert killed.rounds == 5
    assert killed.half_written == killed.unfinished == 0
