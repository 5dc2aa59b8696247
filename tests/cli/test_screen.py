"""What is printed: ids that can be copied, and news of long work where nobody sees it move."""

from __future__ import annotations

import pytest

from itgov.cli import screen

Capture = pytest.CaptureFixture[str]
LONG = "init-grundskola-elevhalsa-journal"


def test_an_id_is_never_broken_however_narrow_the_screen(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(screen, "PLAIN_WIDTH", 40)
    screen.table("Vad", ["id", "initiativ", "skäl"], [[LONG, "Ett långt namn på något", "för att " * 20]])
    assert LONG in capsys.readouterr().out


def test_long_work_says_where_it_stands_also_where_nobody_sees_a_line_move(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    now = [0.0]
    monkeypatch.setattr("itgov.cli.screen.monotonic", lambda: now[0])
    with screen.progress("searching") as update:
        update("1/9")
        now[0] = 21.0
        update("2/9")
        now[0] = 22.0
        update("3/9")
        now[0] = 45.0
        update(4, 9)
    assert capsys.readouterr().err == "searching 2/9\nsearching 4/9\n"
