"""What is about a person is found in its usual spellings, never in what only looks alike, and never told in full."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.check.personal import identity_numbers, mobile_numbers, names, persons_addresses, private_addresses

DAYS = st.dates(date(1890, 1, 1), date(2026, 1, 1))


def with_check_digit(nine: str) -> str:
    """The ten digits, counted apart from the code under test."""
    total = 0
    for index, digit in enumerate(nine):
        doubled = int(digit) * (2 if index % 2 == 0 else 1)
        total += sum(map(int, str(doubled)))
    return nine + str(-total % 10)


def number(born: date, serial: int, *, coordination: bool = False) -> str:
    day = born.day + (60 if coordination else 0)
    return with_check_digit(f"{born:%y%m}{day:02d}{serial:03d}")


@given(
    born=DAYS,
    serial=st.integers(0, 999),
    sign=st.sampled_from(["-", "+", "", " "]),
    century=st.booleans(),
    coordination=st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_every_right_number_is_found_in_every_spelling(
    born: date, serial: int, sign: str, *, century: bool, coordination: bool
) -> None:
    ten = number(born, serial, coordination=coordination)
    written = f"{str(born.year)[:2] if century else ''}{ten[:6]}{sign}{ten[6:]}"
    (masked,) = identity_numbers(f"Se {written}.")
    assert masked == f"{written[: -4 - len(sign)]}{sign.strip() or '-'}****"


@given(DAYS, st.integers(0, 999), st.integers(1, 9))
@settings(max_examples=100, deadline=None)
def test_a_wrong_check_digit_is_no_number(born: date, serial: int, off: int) -> None:
    ten = number(born, serial)
    wrong = ten[:9] + str((int(ten[9]) + off) % 10)
    assert list(identity_numbers(f"{wrong[:6]}-{wrong[6:]}")) == []


@pytest.mark.parametrize(
    "text",
    [
        "STK-2026-1234",
        "556036-0793",
        "811332-9876",
        "810230-9874",
        "8 112 189 876 kr",
        "8112189876 kr",
        "20991231-0003",
        "AB-811218-9876",
        "811218-98765",
    ],
)
def test_what_only_looks_alike_is_let_be(text: str) -> None:
    assert list(identity_numbers(text, date(2026, 11, 2))) == []


@pytest.mark.parametrize("text", ["kalle@gmail.com", "Frågor: <kalle_77@Hotmail.se>", "k@icloud.com,"])
def test_private_addresses_are_found_and_masked(text: str) -> None:
    (masked,) = private_addresses(text)
    assert masked.startswith("k***@")


@pytest.mark.parametrize("text", ["it-service@stad.example", "kontakt.center@stad.example", "a@b"])
def test_functional_addresses_are_let_be(text: str) -> None:
    assert [*private_addresses(text), *persons_addresses(text)] == []


@pytest.mark.parametrize("local", ["anna.andersson", "A.Andersson", "asa.ohman", "anna_andersson", "karl-erik.berg"])
def test_addresses_made_of_names_are_found(local: str) -> None:
    assert list(persons_addresses(f"{local}@stad.example")) == [f"{local[0]}***@stad.example"]


@pytest.mark.parametrize(
    "text",
    ["070-174 06 05", "0701740605", "+46 70 174 06 05", "+46701740605", "0046 (0)70-174 06 05", "070 - 174 06 05"],
)
def test_mobile_numbers_are_found_in_their_spellings(text: str) -> None:
    assert list(mobile_numbers(f"Ring {text}.")) == ["070-*** ** **"]


@pytest.mark.parametrize("text", ["040-34 10 00", "STK-2070-1740605", "2070 174 06 05", "1 070 174 060 kr"])
def test_other_numbers_are_no_mobile_numbers(text: str) -> None:
    assert list(mobile_numbers(text)) == []


@pytest.mark.parametrize("text", ["Anna Andersson", "Chef Åsa von Berg", "Karl-Erik Nilsson, it-chef", "Lars O'Neill"])
def test_names_are_told_by_their_initials(text: str) -> None:
    (masked,) = names(text)
    assert len(masked) == len("A. B.")


@pytest.mark.parametrize(
    "text",
    [
        "Förvaltningsledare it",
        "Ekonomichef HVO",
        "Förvaltningsdirektör",
        "Maria skola",
        "Sten Sturegatan",
        "IT-chef Malmö",
    ],
)
def test_roles_and_places_are_no_names(text: str) -> None:
    assert list(names(text)) == []


def test_the_published_naughty_strings_hold_one_person_s_name(cases: Path) -> None:
    strings = json.loads((cases / "strings" / "blns.json").read_text("utf-8"))
    assert len(strings) > 400
    assert [one for text in strings for find in (identity_numbers, mobile_numbers) for one in find(text)] == []
    assert [text for text in strings if list(names(text))] == ["Linda Callahan"]
