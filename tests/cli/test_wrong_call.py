"""Command lines that cannot be understood: told in one message each, in the city's language, and with what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import SMALL

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def in_english(small_city: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A city that speaks English, with a folder below it as the working directory."""
    settings = small_city / "itgov.yaml"
    settings.write_text(settings.read_text("utf-8") + "languages: [en]\n", encoding="utf-8")
    monkeypatch.chdir(small_city / "data/goals")
    return small_city


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["fmt", "--nope"], "there is no option --nope\n  → `itgov fmt --help` shows how it is used\n"),
        (
            ["fmt", "--dif"],
            "there is no option --dif\n  → did you mean --diff? `itgov fmt --help` shows how it is used\n",
        ),
        (
            ["validat"],
            "there is no command “validat”\n  → did you mean validate? `itgov --help` shows how it is used\n",
        ),
        (["agenda", "bild"], "there is no command “bild”\n  → did you mean build? `itgov agenda --help` "),
        (["show"], "the argument ID is missing\n  → `itgov show --help` shows how it is used\n"),
        (["show", "a", "b"], "more is written than the command takes: b\n"),
        (["init"], "the option --editor is missing: one of vscode, generic\n"),
        (["init", "--editor", "emacs"], "--editor: “emacs” is not one of vscode, generic\n"),
        (["validate", "--format"], "the option --format needs a value after it\n"),
        (["agenda", "build", "--time-limit", "0.001"], "--time-limit is to be at least 0.1\n"),
        (["agenda", "build", "--time-limit", "x"], "--time-limit takes a number\n"),
        (["agenda", "build", "--years", "0"], "--years is to be at least 2\n"),
        (["agenda", "build", "--years", "9"], "--years is to be at most 4\n"),
        (["agenda", "build", "--years", "2.5"], "--years takes a whole number\n"),
        (["validate", "--watch=1"], "the option --watch takes no value\n"),
        (["validate", "--as-of", "i går"], "--as-of: “i går” is no date: write year-month-day, as in 2027-03-31\n"),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_where_help_is(
    call: list[str], told: str, in_english: Path, capsys: Capture
) -> None:
    assert in_english.is_dir()
    assert main(call) == Exit.USAGE
    assert capsys.readouterr().err.startswith(f"itgov: {told}")


@pytest.mark.parametrize("value", ["x\ty", "x\x1b[2Jy", "x\ny"])
def test_nothing_in_a_wrong_call_acts_on_the_screen(value: str, capsys: Capture) -> None:
    assert main(["validate", "--fail-on", value, "--language", "en"]) == Exit.USAGE
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert "\\x09" not in told
    assert told.count("\n") == 2


@pytest.mark.parametrize("option", [["--root", "{root}"], ["--root={root}"]])
def test_the_citys_own_language_is_spoken_before_it_is_read(
    option: list[str], in_english: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["fmt", "--nope", *(word.format(root=in_english) for word in option)]) == Exit.USAGE
    assert "there is no option --nope" in capsys.readouterr().err


def test_swedish_is_spoken_where_there_is_no_city(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--editor", "generic"]) == Exit.NO_ROOT
    assert "ingen" in capsys.readouterr().err


def test_the_language_asked_for_comes_before_the_citys(capsys: Capture) -> None:
    assert main(["show", "--root", str(SMALL), "--language=en"]) == Exit.USAGE
    assert "the argument ID is missing" in capsys.readouterr().err
