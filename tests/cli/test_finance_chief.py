"""A finance chief's questions on Malmö's records: each is answered by the command that the page for them names."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

import pytest

from itgov.cli import screen
from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT

Capture = pytest.CaptureFixture[str]
PAGE = ROOT / "docs/for-ekonomichefer.md"
COMMAND = re.compile(r"`itgov (allocate [^`]+)`")
AMOUNT = re.compile(r"\d{1,3}(?:\u00a0\d{3})*,\d{2}")


@dataclass(frozen=True)
class Question:
    """A row of the page's table."""

    asked: str
    arguments: tuple[str, ...]


def questions() -> list[Question]:
    """Those of the tables."""
    rows = [line.split("|") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    found = ((row[1].strip(), COMMAND.search(row[2])) for row in rows)
    return [Question(asked, tuple(shlex.split(command[1]))) for asked, command in found if command]


def further() -> list[tuple[str, ...]]:
    """The commands of the list below the table, but those that need the history of the records."""
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("- `itgov")]
    commands = (COMMAND.search(line) for line in lines)
    return [tuple(shlex.split(one[1])) for one in commands if one and "--commit" not in one[1]]


def answer(arguments: tuple[str, ...], width: int, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is printed in Swedish on a screen of that width."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(screen, "PLAIN_WIDTH", width)
    assert main([*arguments, "--language", "sv"]) == Exit.OK
    return capsys.readouterr().out


ANSWERS = {
    "Varför ökade vår andel?": [
        "+0,0518 procentenheter",
        "+0,0495 procentenheter av andelen: Mobil med hantering",
        "skillnad 0,00 kr",
    ],
    "Vad händer om HR fördelas efter antal anställda?": [
        "”leverans-hr-lon” fördelas redan med ”nyckel-arsanstallda”",
        "Ingenting ändras 2027",
    ],
    "Vad kostar den nya leveransen oss, och vem hjälper den?": [
        "Vad det kostar var och en 2028, och vem det hjälper",
        "+1 300 000,00",
        "6 700 000,00",
        "utan pris, för Stadskontoret",
        "skillnad 0,00 kr",
    ],
    "Vem betalar det här systemet?": ["i ”Ekonomi med EKOT”, med", "2 409 974,33", "skillnad 0,00 kr"],
    "Vad sparar vi på att lämna tillbaka 100 datorer?": [
        "av det sparar staden 146 666,67 kr",
        "98 787,88",
        "166 666,67",
        "lämnas ytterligare 7 900 enheter tillbaka",
        "skillnad 0,00 kr",
    ],
    "Går allt ihop?": ["ingående kostnad 436 168 333,34 kr = fördelat 435 546 142,38 kr", "skillnad 0,00 kr"],
    "Vart tog licensen vägen?": ["Kontorslicenser", "37 200 000,00", "7 229 922,99", "skillnad 0,00 kr"],
    "Hur växlar vi kommunbidrag så att starten blir neutral?": ["-177 149 548,93", "436 168 333,34", "18 506 827,26"],
    "Och om det ska ske stegvis?": ["kvar att bära", "varje kolumn avrundas för sig till tkr"],
    "Vem betalar och vem får nyttan?": ["i varje års kronor", "vänder", "96 930 000 kr"],
    "Hur ligger vi till mot budget?": ["till och med månad 4", "prognos", "2 380 000 kr"],
}


def test_the_page_asks_the_seven_questions_and_those_of_money() -> None:
    assert [one.asked for one in questions()] == list(ANSWERS)


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.asked)
def test_each_question_is_answered_by_its_command(
    question: Question, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = answer(question.arguments, 120, capsys, monkeypatch).replace("\u00a0", " ")
    assert [one for one in ANSWERS[question.asked] if one not in text] == []


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.asked)
def test_on_eighty_columns_no_table_is_wider_and_nothing_in_it_is_broken(
    question: Question, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = answer(question.arguments, 400, capsys, monkeypatch)
    narrow = answer(question.arguments, 80, capsys, monkeypatch)
    # Sentences are one line each where they are piped; a terminal breaks them between words.
    tables = [line for line in narrow.splitlines() if line.startswith(" ") and line.endswith(" ")]
    assert max(map(len, tables), default=0) <= 80
    assert set(AMOUNT.findall(wide)) == set(AMOUNT.findall(narrow))
    words = set(re.split(r"[\s\u00a0]+", narrow))
    assert {word for word in re.split(r"[\s\u00a0]+", wide) if "─" not in word} <= words


@pytest.mark.parametrize("arguments", further(), ids=" ".join)
def test_the_further_questions_have_their_answers_too(
    arguments: tuple[str, ...], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "skillnad 0,00 kr" in answer(arguments, 120, capsys, monkeypatch).replace("\u00a0", " ")
