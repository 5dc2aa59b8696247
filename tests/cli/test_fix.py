"""`itgov fix` as a person runs it: a diff first, files only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.kill_rename import texts

from itgov.cli.exits import Exit
from itgov.cli.main import main

Capture = pytest.CaptureFixture[str]
INIT = "data/initiatives/init-a.yaml"


@pytest.fixture
def misspelt(small_city: Path) -> Path:
    """The small city with a misspelt key, and an id in the same record that only shows when the key is right."""
    file = small_city / INIT
    text = file.read_text("utf-8").replace("summary:", "summery:").replace("goals: [mal-1]", "goals: [mal-1]  # a")
    file.write_text(text.replace("pool-integration: 300", "pool-intergration: 300"), encoding="utf-8")
    return small_city


def run(folder: Path, *arguments: str) -> int:
    return main(["fix", *arguments, "--root", str(folder), "--language", "en"])


def test_without_write_a_diff_is_shown_and_nothing_is_written(misspelt: Path, capsys: Capture) -> None:
    before = texts(misspelt)
    assert run(misspelt) == Exit.FINDINGS
    out = capsys.readouterr().out
    assert "-summery: Personalen" in out
    assert "+summary: Personalen" in out
    assert "2 findings can be mended" in out
    assert texts(misspelt) == before


def test_write_mends_also_what_showed_only_afterwards(misspelt: Path, capsys: Capture) -> None:
    assert run(misspelt, "--write") == Exit.OK
    assert "2 findings mended" in capsys.readouterr().out
    text = (misspelt / INIT).read_text("utf-8")
    assert "summary:" in text
    assert "pool-integration: 300" in text
    assert "goals: [mal-1]  # a" in text
    assert main(["validate", "--root", str(misspelt)]) == Exit.OK


@pytest.mark.parametrize("codes", ["frm004", "FRM003,FRM004", " Frm004 ,", "FRM"])
def test_codes_are_chosen_as_for_validate(codes: str, misspelt: Path, capsys: Capture) -> None:
    assert run(misspelt, "--select", codes) == Exit.FINDINGS
    assert "1 finding can be mended" in capsys.readouterr().out


def test_a_second_time_there_is_nothing_to_mend(misspelt: Path, capsys: Capture) -> None:
    run(misspelt, "--write")
    capsys.readouterr()
    assert run(misspelt, "--write") == Exit.OK
    assert capsys.readouterr().out == "nothing can be mended safely\n"


def test_select_mends_only_those_rules(misspelt: Path) -> None:
    run(misspelt, "--select", "FRM", "--write")
    text = (misspelt / INIT).read_text("utf-8")
    assert "summary:" in text
    assert "pool-intergration" in text


def test_a_rule_without_a_safe_fix_is_told(misspelt: Path, capsys: Capture) -> None:
    assert run(misspelt, "--select", "FRM007") == Exit.USAGE
    assert "FRM003" in capsys.readouterr().err


def test_a_comment_that_keeps_a_second_key_is_named_as_the_reason(small_city: Path, capsys: Capture) -> None:
    file = small_city / "data/goals/mal-1.yaml"
    file.write_text(file.read_text("utf-8") + "document: Programmet  # antaget i maj\n", encoding="utf-8")
    assert run(small_city) == Exit.OK
    out = capsys.readouterr().out
    assert "data/goals/mal-1.yaml:5:1: not mended: the two say the same, but a comment on the second would be" in out
    assert out.endswith("nothing can be mended safely\n")
