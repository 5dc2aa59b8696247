"""`itgov agenda frontier` as a person runs it: what it shows and writes, how it is stopped, and how it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT, SMALL

Capture = pytest.CaptureFixture[str]
TIGHT = (
    "data/initiatives/init-b.yaml:\n"
    "  phases: [{name: Bygge, periods: 2, costs: [{what: Bygge, amount: 14 mnkr, funder: ram}]}]\n"
    "  benefits: [{name: Tid, category: citizen, valued: true, receiver: it, owner: Enhetschef,"
    " per_year: {low: 5 mnkr, likely: 6 mnkr, high: 7 mnkr}}]\n"
)


def asked(root: Path, *more: str) -> list[str]:
    return ["agenda", "frontier", "--root", str(root), "--language", "en", *more]


def told(capsys: Capture, root: Path, *more: str) -> dict[str, Any]:
    assert main(asked(root, "--format", "json", *more)) == Exit.OK
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-frontier-1.json").read_text("utf-8")))
    return data


def test_the_json_is_of_its_documented_shape(capsys: Capture) -> None:
    data = told(capsys, SMALL)
    assert (data["payer"], data["pots"]) == ("ram", ["operating"])
    assert len(data["levels"]) == 9
    assert [level["present"] for level in data["levels"]].count(True) == 1
    assert {gain["sort"] for gain in data["gains"]} == {"hours", "money"}


def test_the_text_marks_the_present_money_and_says_how_it_is_known(capsys: Capture) -> None:
    assert main(asked(SMALL)) == Exit.OK
    out = capsys.readouterr().out
    assert "► " in out
    assert "2 of 9 levels solved" in out
    assert "Proven to give nothing more: Integration 2027, 2028" in out


def test_what_comes_in_with_more_money_is_told_by_id(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed(TIGHT)
    data = told(capsys, folder, "--to", "200%", "--points", "4")
    worth = [level["net_benefit"] for level in data["levels"]]
    assert worth[0] != worth[-1]
    steps = [level["step"] for level in data["levels"] if level["step"] is not None]
    assert ["init-b"] in [step["entered"] for step in steps]
    assert main(asked(folder, "--to", "200%", "--points", "4")) == Exit.OK
    out = capsys.readouterr().out
    assert "What each step brings" in out
    assert "█" in out


def test_only_what_is_asked_for_is_looked_into(capsys: Capture) -> None:
    assert {gain["sort"] for gain in told(capsys, SMALL, "--no-payers")["gains"]} == {"hours"}
    assert {gain["sort"] for gain in told(capsys, SMALL, "--no-pools")["gains"]} == {"money"}


def test_the_drawing_has_title_numbers_and_swedish_signs(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "bild" / "ram.svg"
    assert main(["agenda", "frontier", "--root", str(SMALL), "--language", "sv", "--svg", str(file)]) == Exit.OK
    root = ET.parse(file).getroot()  # noqa: S314 - just written here
    described = next(one.text or "" for one in root if one.get("id") == "desc")
    assert "Med 10,00 mnkr, som i dag, är nettonyttan 1,71 mnkr." in described
    assert described.count("Med ") == 9
    assert "Nettonytta mot pengarna hos Solidarisk ram" in capsys.readouterr().out


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    told = [
        subprocess.run(
            [sys.executable, "-m", "itgov", *asked(SMALL, "--format", "json", "--svg", str(tmp_path / seed))],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for seed in ("0", "4711")
    ]
    assert told[0] == told[1] != b""
    assert (tmp_path / "0").read_bytes() == (tmp_path / "4711").read_bytes() != b""


def test_an_agenda_that_is_read_is_the_present_level(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    assert main(["agenda", "build", "--root", str(SMALL), "-o", str(file)]) == Exit.OK
    capsys.readouterr()
    anew = told(capsys, SMALL)
    assert told(capsys, SMALL, "--agenda", str(file)) == anew
    assert main(asked(SMALL, "--agenda", str(file))) == Exit.OK
    assert "they were not proven anew" in capsys.readouterr().out


def test_an_agenda_for_other_years_is_none_of_the_records_as_they_are(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    assert main(["agenda", "build", "--root", str(SMALL), "--from", "2027-Q2", "-o", str(file)]) == Exit.OK
    assert main(asked(SMALL, "--agenda", str(file))) == Exit.FINDINGS
    assert "is an agenda for a scenario" in capsys.readouterr().err


def test_ctrl_c_shows_what_was_found_and_draws_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    from itgov.agenda import frontier  # noqa: PLC0415 - what is stopped

    done: list[int] = []

    def stopped(*arguments: Any) -> Any:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(1)
        return original(*arguments)

    original = frontier.answer_for
    monkeypatch.setattr(frontier, "answer_for", stopped)
    file = tmp_path / "ram.svg"
    assert main(asked(SMALL, "--svg", str(file))) == Exit.INTERRUPTED
    assert "Stopped by Ctrl-C: 4 of 9 levels, 0 of 2 pools and payers" in capsys.readouterr().out
    assert not file.exists()


def test_without_initiatives_more_money_buys_nothing(small_city: Path, capsys: Capture) -> None:
    for file in [*(small_city / "data/initiatives").iterdir(), *(small_city / "data/decisions").iterdir()]:
        file.unlink()
    data = told(capsys, small_city, "--svg", str(small_city / "ram.svg"))
    assert {level["net_benefit"] for level in data["levels"]} == {"0 kr"}
    assert data["gains"] == []
    ET.parse(small_city / "ram.svg")  # noqa: S314 - just written here


def test_with_too_little_for_the_law_the_level_says_so(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed(
        "data/initiatives/init-a.yaml:\n  deadline: 2028-Q4\n"
        "  legal_basis: {law: Ny lag, in_force: 2029-01-01}\n"
        "  phases: [{name: Bygge, periods: 2, costs: [{what: Bygge, amount: 9 mnkr, funder: ram}]}]\n"
    )
    data = told(capsys, folder, "--points", "3")
    assert [level["status"] for level in data["levels"]] == ["infeasible", "optimal", "optimal"]
    assert data["levels"][0]["obstacles"]
    assert main(asked(folder, "--points", "3")) == Exit.OK
    assert "no plan" in capsys.readouterr().out


def test_where_no_level_has_a_plan_the_code_is_4(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed(
        "data/initiatives/init-a.yaml:\n  deadline: 2028-Q4\n"
        "  legal_basis: {law: Ny lag, in_force: 2029-01-01}\n"
        "  phases: [{name: Bygge, periods: 2, costs: [{what: Bygge, amount: 900 mnkr, funder: ram}]}]\n"
    )
    assert main(asked(folder)) == Exit.NO_PLAN
    assert "init-a" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--payer", "ramm"], "did you mean “ram”?"),
        (["--payer", "ram:investment"], "“ram” has no such money in 2027–2028"),
        (["--points", "1"], "1 point makes no frontier"),
        (["--from", "-10%"], "the lowest share is below zero"),
        (["--from", "half"], "--from: “half” cannot be read"),
        (["--to", "50%"], "the highest share is not above the lowest"),
        (["--step", "much"], "--step: “much” is no amount"),
        (["--step", "0 kr"], "a step is an amount above zero"),
        (["--svg", "{root}/data/ram.svg"], "is a place for the city's records"),
        (["--gap", "x"], "--gap: "),
    ],
)
def test_a_wrong_call_says_what_is_right(more: list[str], said: str, small_city: Path, capsys: Capture) -> None:
    assert main(asked(small_city, *(one.format(root=small_city) for one in more))) == Exit.USAGE
    assert said in capsys.readouterr().err


def test_without_frames_there_is_nothing_to_vary(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed("data/funders/ram.yaml: {frames: [{year: 2027, operating: 0 kr, status: council}]}\n")
    assert main(asked(folder)) == Exit.USAGE
    assert "“ram” has no such money" in capsys.readouterr().err
