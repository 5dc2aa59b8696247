"""A ledger's rows as records: every row in its heap once, and the text of a record changed in its bookings alone."""

from __future__ import annotations

from typing import Any

import pytest

from itgov.edit.ledger import CannotImport, LedgerReading, OutcomeFile, outcome_files, read_ledger
from itgov.edit.ledger_csv import CannotReadLedger, table_of
from itgov.model.city import City
from itgov.model.outcome import Ledger
from itgov.model.record import Record
from itgov.model.retired import Retired
from tests.allocate import money
from tests.allocate.small import AN_EQUAL_KEY, city, delivery, part, system

HEAD = "Ansvar;Konto;Period;Belopp\n"
ROWS = ({"begins_with": "70", "to": "leverans-a"}, {"begins_with": "701", "to": "leverans-b", "part": "Del: ett"})


def mapping(*rows: dict[str, str], **changes: Any) -> Ledger:
    """Two columns make the ledger string; 69 is left out."""
    return Ledger.model_validate(
        {
            "id": "huvudbok-a",
            "name": "Huvudboken",
            "string_columns": ("Ansvar", "Konto"),
            "amount_column": "Belopp",
            "month_column": "Period",
            "rows": rows or ROWS,
            "left_out": ({"begins_with": "69", "reason": "Egna system"},),
        }
        | changes
    )


def town(*more: Record) -> City:
    return city(AN_EQUAL_KEY, delivery("leverans-a", part()), delivery("leverans-b", part("Del: ett")), *more)


def reading(rows: str, of: Ledger | None = None, years: tuple[int, ...] = ()) -> LedgerReading:
    return read_ledger(table_of((HEAD + rows).encode()), of or mapping(), years)


def files(rows: str, of: City | None = None, **texts: str) -> tuple[OutcomeFile, ...]:
    named = {name.replace("_", "-"): text for name, text in texts.items()}
    return outcome_files(of or town(), reading(rows), mapping(), "huvudbok.csv", named)


def test_the_longest_beginning_decides_over_the_columns_together() -> None:
    found = reading("7010;1;202701;1\n70;1;202701;2\n7;01;202701;4\n")
    assert {of: [row.line for row in rows] for of, rows in found.booked.items()} == {
        "leverans-a": [3],
        "leverans-b": [2],
    }
    # The hyphen between columns is part of the string: "7-01" does not begin with "70".
    assert [row.string for row in found.unmapped] == ["7-01"]


def test_of_equally_long_ones_a_source_goes_before_what_is_left_out_and_the_first_listed_before_the_next() -> None:
    both = mapping(
        {"begins_with": "70", "to": "leverans-b"}, {"begins_with": "70", "to": "leverans-a"},
        left_out=({"begins_with": "70", "reason": "Nej"},),
    )  # fmt: skip
    found = reading("70;1;202701;1\n", both)
    assert (list(found.booked), dict(found.left_out)) == (["leverans-b"], {})


def test_an_empty_column_leaves_no_hyphen_behind() -> None:
    found = reading("7010;;202701;1\n;6910;202701;2\n")
    assert [row.string for row in found.booked["leverans-b"]] == ["7010"]
    assert [row.string for row in found.left_out["Egna system"]] == ["6910"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("7010;1;202701;", "“” is no amount"),
        ("7010;1;202713;1", "“202713” is no month"),
        ("7010;1;;1", "“” is no month"),
        (";;202701;1", "the ledger string is empty"),
        ("7010", "“” is no amount"),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_is_in_no_sum(row: str, why: str) -> None:
    found = reading(f"{row}\n7010;1;202701;5\n")
    assert [(bad.line, why in str(bad.problem)) for bad in found.bad] == [(2, True)]
    assert found.ore == 5_00


def test_a_month_outside_the_years_that_are_asked_for_is_no_booking() -> None:
    found = reading("7010;1;202612;1\n7010;1;202701;2\n", years=(2027, 2028))
    assert [str(bad.problem) for bad in found.bad] == [
        "2026-12 is outside the years that the city plans and the year before them, 2027–2028"
    ]
    assert found.ore == 2_00


def test_the_heaps_make_the_sum_of_all_rows() -> None:
    assert reading("7010;1;202701;1,50\n6999;1;202701;-3\n5;1;202701;10\n").ore == 8_50


def test_a_column_that_the_mapping_names_and_the_file_lacks_is_told() -> None:
    with pytest.raises(CannotReadLedger, match="no column “Kostnad”"):
        reading("", mapping(amount_column="Kostnad"))


def test_a_new_record_holds_each_string_of_each_month_once_in_order() -> None:
    (found,) = files("70;2;202702;1\n70;1;202702;2\n70;1;202701;4\n70;1;202702;-0,50\n")
    assert (found.id, found.is_new, found.months, found.before) == (
        "utfall-a-2027",
        True,
        {2: 2_50, 1: 4_00},
        {},
    )
    assert found.text == (
        "id: utfall-a-2027\n"
        'name: "Leveransen leverans-a: utfall 2027"\n'
        "source: Huvudboken, huvudbok.csv\n"
        "of: leverans-a\n"
        "year: 2027\n"
        "booked:\n"
        "  - {month: 1, string: 70-1, amount: 4 kr}\n"
        '  - {month: 2, string: 70-1, amount: "1,50 kr"}\n'
        "  - {month: 2, string: 70-2, amount: 1 kr}\n"
    )


def test_each_source_and_each_year_has_a_record_of_its_own() -> None:
    found = files("70;1;202801;1\n7010;1;202701;2\n70;1;202701;4\n")
    assert [(one.of, one.year, one.months) for one in found] == [
        ("leverans-a", 2027, {1: 4_00}),
        ("leverans-a", 2028, {1: 1_00}),
        ("leverans-b", 2027, {1: 2_00}),
    ]


def test_the_part_that_the_mapping_names_stands_with_the_booking_quoted_where_it_must_be() -> None:
    (found,) = files("7010;1;202701;2\n")
    assert "  - {month: 1, string: 7010-1, amount: 2 kr, part: 'Del: ett'}\n" in found.text.replace('"', "'")


@pytest.mark.parametrize(
    "string", ["70 # rest", "70: x", "70,1", "70}", "70'", '70"', "70-01-02", "70å", "70_1", "70 \\"]
)
def test_a_ledger_string_of_any_letters_is_read_back_as_it_was(string: str) -> None:
    table = table_of(f'Ansvar;Konto;Period;Belopp\n"{string.replace(chr(34), chr(34) * 2)}";;202701;1\n'.encode())
    (found,) = outcome_files(town(), read_ledger(table, mapping()), mapping(), "huvudbok.csv", {})
    assert found.months == {1: 1_00}


def test_an_id_that_is_taken_or_was_retired_is_not_used_again() -> None:
    of = town(money.outcome("utfall-a-2027", "leverans-b", (1, "1 kr")))
    retired = Retired.model_validate({"id": "utfall-a-2027-2", "on": "2026-01-01", "reason": "Fel år"})
    gone = City(of.settings, of.by_kind, retired={retired.id: retired})
    (found,) = files("70;1;202701;1\n", gone)
    assert found.id == "utfall-a-2027-3"


def test_a_system_s_record_is_called_by_what_the_system_is_called() -> None:
    of = town(system("sys-gis", ("staff", "1 kr")))
    (found,) = outcome_files(
        of, reading("70;1;202701;1\n", mapping({"begins_with": "70", "to": "sys-gis"})), mapping(), "a.csv", {}
    )
    assert found.id == "utfall-gis-2027"


RECORD = """\
# Behålls.
id: utfall-gammal
name: Utfall 2027
of: leverans-a
year: 2027
booked:
  # Januari är klar.
  - {month: 1, string: 70-9, amount: 10 kr}
  - month: 3
    string: 70-9
    amount: 30 kr # preliminärt
# Sist.
note: Bokslut i januari.
"""
OLD = money.outcome("utfall-gammal", "leverans-a", (1, "10 kr"), (3, "30 kr"))
OLD = OLD.model_copy(
    update={"booked": tuple(one.model_copy(update={"string": "70-9"}) for one in OLD.booked), "year": 2027}
)


IN_ONE_LINE = """\
booked: [{month: 1, string: 70-9, amount: 10 kr}, {month: 3, string: 70-9, amount: 30 kr}] # allt
id: utfall-gammal
name: Utfall 2027
of: leverans-a
year: 2027
"""


def test_months_of_the_file_take_the_place_of_the_same_months_and_others_stay() -> None:
    (found,) = files("70;1;202703;31\n70;1;202704;5\n", town(OLD), utfall_gammal=RECORD)
    assert (found.is_new, found.months, found.before) == (False, {3: 31_00, 4: 5_00}, {3: 30_00})
    before, _, rest = RECORD.partition("booked:\n")
    after = rest[rest.index("# Sist.") :]
    bookings = (
        "booked:\n"
        "  - {month: 1, string: 70-9, amount: 10 kr}\n"
        "  - {month: 3, string: 70-1, amount: 31 kr}\n"
        "  - {month: 4, string: 70-1, amount: 5 kr}\n"
    )
    assert found.text == before + bookings + after


@pytest.mark.parametrize(
    "record",
    [
        RECORD.rstrip("\n"),
        RECORD.replace("# Sist.\nnote: Bokslut i januari.\n", ""),
        RECORD.replace("# Sist.\nnote: Bokslut i januari.\n", "").rstrip("\n"),
        RECORD.replace("\n", "\r\n"),
        IN_ONE_LINE,
    ],
    ids=["no last line end", "bookings last", "bookings last without line end", "CRLF", "in one line, first"],
)
def test_however_a_record_is_laid_out_only_its_bookings_change(record: str) -> None:
    (found,) = files("70;1;202703;31\n", town(OLD), utfall_gammal=record)
    assert "  - {month: 3, string: 70-1, amount: 31 kr}" in found.text
    assert "30 kr" not in found.text
    assert (found.text.count("\r\n") == found.text.count("\n")) == ("\r\n" in record)
    kept = ("id: utfall-gammal", "name: Utfall 2027", "# Sist.", "note: Bokslut i januari.")
    assert all((line in found.text) == (line in record) for line in kept)


def test_a_source_with_two_records_of_a_year_is_refused() -> None:
    other = OLD.model_copy(update={"id": "utfall-annan"})
    with pytest.raises(CannotImport, match="has 2 records of its outcome in 2027: utfall-annan, utfall-gammal"):
        files("70;1;202701;1\n", town(OLD, other), utfall_gammal=RECORD, utfall_annan=RECORD)


@pytest.mark.parametrize("record", ["id: utfall-gammal\n", "{id: utfall-gammal, booked: [], note: x}\n"])
def test_a_text_that_would_not_be_read_back_as_it_was_meant_is_refused(record: str) -> None:
    with pytest.raises(CannotImport):
        files("70;1;202701;1\n", town(OLD), utfall_gammal=record)
