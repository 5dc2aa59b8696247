"""`itgov fmt`: what it writes, what it only says, and what it leaves alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import typer
from bench.kill import kill
from typer.testing import CliRunner

from itgov.cli.exits import Exit, Stop
from itgov.cli.fmt import fmt

GOAL = "data/goals/mal-a.yaml"
MIXED = "name: Mål\n# why\nid: mal-a\n"
RIGHT = "# why\nid: mal-a\nname: Mål\n"


@pytest.fixture
def city(small_city: Path) -> Path:
    """The small city in canonical form, with one goal that is not."""
    fmt(root=small_city)
    put(small_city, GOAL, MIXED)
    return small_city


def put(city: Path, path: str, text: str) -> Path:
    file = city / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def test_a_file_is_written_anew_and_named(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fmt(root=city) == Exit.OK
    assert (city / GOAL).read_text("utf-8") == RIGHT
    assert GOAL in capsys.readouterr().out
    assert fmt(root=city, check=True) == Exit.OK


def test_check_writes_nothing_and_fails(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fmt(root=city, check=True) == Exit.FINDINGS
    assert (city / GOAL).read_text("utf-8") == MIXED
    assert GOAL in capsys.readouterr().out


def test_a_diff_is_shown_and_nothing_written(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fmt(root=city, diff=True) == Exit.FINDINGS
    assert (city / GOAL).read_text("utf-8") == MIXED
    shown = capsys.readouterr().out
    assert shown.startswith(f"--- a/{GOAL}\n+++ b/{GOAL}\n")
    assert "\n-name: Mål\n" in shown
    assert "\x1b" not in shown


def test_a_diff_of_nothing_succeeds(city: Path) -> None:
    fmt(root=city)
    assert fmt(root=city, diff=True) == Exit.OK


def test_what_a_value_holds_cannot_act_on_the_screen(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(city, GOAL, "name: a\u202eb\u200fc  # [red]x[/red]\nid: mal-a\n")
    fmt(root=city, diff=True)
    shown = capsys.readouterr().out
    assert "a\\u202eb\\u200fc" in shown
    assert "[red]x[/red]" in shown


def test_a_broken_file_is_told_and_the_others_are_formatted(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = put(city, "data/goals/mal-0.yaml", "id: mal-0\nname: [\n")
    assert fmt(root=city) == Exit.FINDINGS
    assert broken.read_text("utf-8") == "id: mal-0\nname: [\n"
    assert (city / GOAL).read_text("utf-8") == RIGHT
    assert "data/goals/mal-0.yaml:3:1: " in capsys.readouterr().err


def test_what_a_diff_hides_is_told(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(city, GOAL, "\ufeff" + RIGHT.replace("\n", "\r\n"))
    assert fmt(root=city, check=True, language=None) == Exit.FINDINGS
    assert fmt(root=city) == Exit.OK
    assert (city / GOAL).read_bytes() == RIGHT.encode()
    assert "(" in capsys.readouterr().out


def test_only_the_paths_named_are_formatted(city: Path) -> None:
    other = put(city, "data/goals/mal-b.yaml", "name: b\nid: mal-b\n")
    assert fmt([city / GOAL], root=city) == Exit.OK
    assert other.read_text("utf-8") == "name: b\nid: mal-b\n"
    assert fmt([city / "data" / "goals"], root=city) == Exit.OK
    assert other.read_text("utf-8") == "id: mal-b\nname: b\n"


def test_a_path_that_is_no_file_of_the_city_is_refused(city: Path, tmp_path: Path) -> None:
    with pytest.raises(Stop, match="no file of this city"):
        fmt([tmp_path / "elsewhere"], root=city)


def test_the_command_line_takes_what_the_help_shows(city: Path) -> None:
    app = typer.Typer()
    app.command()(fmt)
    result = CliRunner().invoke(app, ["--check", "--root", str(city), "--language", "en", str(city / GOAL)])
    assert f"would be formatted: {GOAL}" in result.output


@pytest.mark.slow
def test_a_kill_leaves_each_file_old_or_new(city: Path, tmp_path: Path) -> None:
    for index in range(60):
        put(city, f"data/goals/mal-x{index}.yaml", f"name: {'lång ' * 200}\nid: mal-x{index}\n")
    killed = kill(city, tmp_path / "copy", ("fmt",), 6, random.Random(1))
    assert killed.rounds == 6
    assert not killed.half_written
