"""How agenda commands end when something comes between: Ctrl-C, a limit, a place that cannot be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from itgov.agenda import highs
from itgov.cli.exits import Exit
from itgov.cli.main import main
from itgov.message import msg
from itgov.store.writer import CannotWrite
from tests.city import SMALL

Capture = pytest.CaptureFixture[str]
HERE = ["--root", str(SMALL), "--language", "en"]


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if Ctrl-C came when the best plan was found, but not yet known to be the best."""

    def interrupted(solver: Any) -> bool:
        solver.run()
        return True

    def unfinished(read: Callable[..., Any]) -> Callable[..., Any]:
        def told(*arguments: object) -> Any:
            answer = read(*arguments)
            return replace(answer, ending="limit", bound=2 * answer.bound)

        return told

    monkeypatch.setattr("itgov.agenda.highs._run_interruptibly", interrupted)
    monkeypatch.setattr("itgov.agenda.highs._read", unfinished(highs._read))


@pytest.mark.usefixtures("stopped")
def test_ctrl_c_keeps_the_best_plan_and_says_first_that_it_is_not_proven(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    assert main(["agenda", "build", "-o", str(file), *HERE]) == Exit.INTERRUPTED
    told = capsys.readouterr()
    assert told.out.startswith("Stopped before it was proven: the best possible may be up to 100")
    assert f"the best plan found until then is in {file}" in told.err
    assert "nothing half-done" not in told.err
    assert "status: feasible_stopped" in file.read_text("utf-8")


@pytest.mark.usefixtures("stopped")
def test_ctrl_c_without_a_file_says_that_the_plan_is_only_shown(capsys: Capture) -> None:
    assert main(["agenda", "build", *HERE]) == Exit.INTERRUPTED
    assert "is shown, and in no file" in capsys.readouterr().err


@pytest.mark.usefixtures("stopped")
def test_the_first_page_says_that_the_plan_is_not_proven(tmp_path: Path) -> None:
    file = tmp_path / "agenda.yaml"
    main(["agenda", "build", "-o", str(file), *HERE])
    assert main(["report", "build", "--agenda", str(file), "-o", str(tmp_path / "r"), *HERE]) == Exit.OK
    page = next((tmp_path / "r").rglob("agenda.md")).read_text("utf-8")
    lead = page.split("**What it gives:**")[0]
    assert "**Stopped before it was proven:** the best possible plan may be up to 100.0% better." in lead


def test_a_proven_plan_says_nothing_of_being_stopped(tmp_path: Path, capsys: Capture) -> None:
    assert main(["report", "build", "-o", str(tmp_path), *HERE]) == Exit.OK
    assert main(["agenda", "build", *HERE]) == Exit.OK
    page = next(tmp_path.rglob("agenda.md")).read_text("utf-8")
    assert "Stopped before" not in page + capsys.readouterr().out


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("file/x", "is no folder"),
        ("", "is a folder"),
        ("locked/x", "may not be written in"),
        ("/dev/null", "is no file"),
    ],
)
@pytest.mark.parametrize("command", [["build"], ["explain", "--all"]])
def test_a_place_that_cannot_be_written_is_told_before_anything_is_solved(
    command: list[str], place: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "locked").mkdir()
    monkeypatch.setattr("os.access", lambda path, _: "locked" not in str(path))
    monkeypatch.setattr("itgov.agenda.proposal.search", None)
    assert main(["agenda", *command, "-o", str(tmp_path / place), *HERE]) == Exit.USAGE
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("command", [["build"], ["explain", "--all"]])
def test_what_was_solved_is_shown_where_it_cannot_be_written(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def full(*_: object) -> None:
        raise CannotWrite(msg("the disk is full"), msg("make room, or write elsewhere"))

    monkeypatch.setattr("itgov.store.writer.write_text", full)
    assert main(["agenda", *command, "-o", str(tmp_path / "x"), *HERE]) == Exit.USAGE
    told = capsys.readouterr()
    assert told.out
    assert "the disk is full" in told.err


@pytest.mark.usefixtures("stopped")
def test_ctrl_c_before_the_first_level_says_that_none_is_known_and_what_to_do(capsys: Capture) -> None:
    assert main(["agenda", "frontier", *HERE]) == Exit.INTERRUPTED
    told = capsys.readouterr().err
    assert "no level is known yet" in told
    assert "--agenda" in told


def test_ctrl_c_after_some_levels_shows_them(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("itgov.agenda.frontier.answer_for", broken_off)
    assert main(["agenda", "frontier", *HERE]) == Exit.INTERRUPTED
    told = capsys.readouterr()
    assert "Net benefit against the money of" in told.out
    assert "what was found until then is shown" in told.err
