from __future__ import annotations

from itgov.message import msg
from itgov.model.system import SystemCost
from itgov.report.labels import NOT_PUBLIC
from tests.report.small import changed, material, small


def test_a_visible_record_has_its_name() -> None:
    assert material().name("hvo") == "Vård- och omsorgsförvaltningen"


def test_a_hidden_record_has_no_name() -> None:
    assert material().name("avtal-diarium") == NOT_PUBLIC


def test_an_id_of_no_record_stands_for_itself() -> None:
    assert material().name("nagot-annat") == "nagot-annat"


def test_hidden_records_are_passed_over_in_lists() -> None:
    assert material().names(["avtal-diarium", "it"]) == ("Stadskontoret",)


def test_ids_in_a_message_become_names() -> None:
    assert str(material().told(msg("it needs {initiative}", initiative="init-a"))) == "it needs Mobil dokumentation"


def test_ids_in_a_list_in_a_message_become_names() -> None:
    assert str(material().told(msg("{all}", all="init-a, init-b"))) == "Mobil dokumentation, Ny e-tjänst"


def test_a_hidden_id_in_a_message_is_not_told() -> None:
    assert str(material().told(msg("see {contract}", contract="avtal-diarium"))) == "see not public"


def test_a_hidden_name_in_a_message_is_not_told() -> None:
    assert str(material().told(msg("see {contract}", contract="Avtal om diariet"))) == "see not public"


def test_a_message_that_holds_a_hidden_id_is_not_told_at_all() -> None:
    assert material().told(msg("see {text}", text="(avtal-diarium)")) == NOT_PUBLIC


def test_a_message_inside_a_message_is_told_alike() -> None:
    inner = msg("hours of {name}", name="Avtal om diariet")
    assert str(material().told(msg("too few {what}", what=inner))) == "too few hours of not public"


def test_the_cost_of_a_system_can_be_hidden_by_itself() -> None:
    city = changed(small(), "sys-diarium", yearly_cost=(SystemCost(category="staff", amount=100),))
    assert [material(city, audience).shows_cost("sys-diarium") for audience in ("public", "city")] == [False, True]


def test_a_sheet_counts_the_invented_records_behind_it() -> None:
    sheet = material().sheet("x.md", "x", None, ["hvo", "hvo", "mal-1", "avtal-diarium"])
    assert (sheet.behind, sheet.invented) == (2, 1)
