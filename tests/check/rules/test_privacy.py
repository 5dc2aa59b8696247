"""People's data is found in every text, and not repeated: not in the message, not in the excerpt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.tell.excerpt import excerpt
from itgov.tell.telling import telling
from tests.check.rules.told import told
from tests.city import checked, codes

Changed = Callable[[str], Path]
A = "data/initiatives/init-a.yaml"
NUMBER = "811218-9876"


@pytest.mark.parametrize(
    "fragment",
    [
        f"{A}: {{name: Provad {NUMBER}}}\n",
        f"{A}:\n  risks: [{{what: '{NUMBER} slutar', likelihood: low, consequence: low}}]\n",
        f"data/bodies/beredande-niva.yaml: {{mandate: Leds av {NUMBER}}}\n",
        f"itgov.yaml: {{name: Småstad {NUMBER}}}\n",
    ],
)
def test_a_number_is_found_in_every_text(fragment: str, changed: Changed) -> None:
    assert codes(changed(fragment)) == ["PRI001"]


def test_the_number_is_masked_wherever_it_is_told(changed: Changed) -> None:
    repository, report = checked(changed(f"{A}: {{note: Provad av {NUMBER}.}}\n"))
    (one,) = telling(report, repository.spot, 1).found
    assert one.masked
    shown = "".join(text for line in excerpt(one.spot, repository.line, "red", masked=one.masked) for text, _ in line)
    assert "init-a.yaml" in shown
    assert NUMBER[7:] not in f"{one.message} {one.remedy} {shown}"


def test_what_a_number_is_told_as(changed: Changed) -> None:
    (text,) = told(changed(f"{A}: {{note: Provad av {NUMBER}.}}\n"), "PRI001")
    assert text == (
        "init-a.note: anteckning (`note`) of “init-a” holds a personal identity number, 811218-****\n"
        "take it out now, and tell the data protection officer: it stays in the history of the repository "
        "until that is rewritten"
    )


def test_a_name_is_looked_for_where_a_role_belongs(changed: Changed) -> None:
    role = "acknowledged_on: 2026-03-01, acknowledged_by: Anna Andersson"
    folder = changed(f"{A}:\n  affects: [{{record: objekt-dokument, how: Nya ärenden, {role}}}]\n")
    (text,) = told(folder, "PRI005")
    assert text.startswith("init-a.affects.0.acknowledged_by: ")
    assert "(A. A.)" in text
    assert "Andersson" not in text


def test_a_name_in_a_description_is_let_be(changed: Changed) -> None:
    assert codes(changed(f"{A}: {{note: Efter en idé i Anna Lindhs anda.}}\n")) == []
