from __future__ import annotations

import pytest

from itgov.allocate import allocate
from itgov.report import reports
from itgov.report.leak import HiddenWord, Leak, hidden_words, leaks
from itgov.report.markdown import safe
from itgov.report.page import Page
from tests.report.small import changed, pages, small

NAME = HiddenWord("Avtal om diariet", "avtal-diarium", "name")
ID = HiddenWord("avtal-diarium", "avtal-diarium", "id")


def words(*changes: tuple[str, dict[str, object]]) -> set[str]:
    city = small()
    for record_id, fields in changes:
        city = changed(city, record_id, **fields)
    return {word.text for word in hidden_words(city, "public")}


def test_the_name_id_and_texts_of_a_hidden_record_are_hidden_words() -> None:
    assert {"avtal-diarium", "Avtal om diariet", "Nordisk Ärendehantering AB"} <= words()


def test_the_text_of_a_hidden_field_is_a_hidden_word() -> None:
    assert "En brist i skyddet" in words(("init-a", {"security_gap": "En brist i skyddet"}))


def test_a_text_that_also_stands_where_it_may_be_seen_is_no_secret() -> None:
    assert "Småstads bolag" not in words(
        ("avtal-diarium", {"supplier": "Småstads bolag"}), ("hvo", {"note": "Småstads bolag"})
    )


def test_short_texts_and_codes_are_no_hidden_words() -> None:
    assert not {"Bolag", "staff"} & words(("avtal-diarium", {"supplier": "Bolag"}))


def test_a_page_that_shows_a_hidden_word_leaks() -> None:
    assert leaks("# Avtal om diariet", [NAME]) == (NAME,)


def test_escapes_and_line_breaks_hide_nothing() -> None:
    word = HiddenWord("a_b [c] <d>", "x", "note")
    assert leaks(f"x {safe(word.text)}\ny".replace(" ", "\n"), [word]) == (word,)


def test_a_word_inside_another_is_not_that_word() -> None:
    assert leaks("avtal-diarium-2 och Avtal om diariets", [NAME, ID]) == ()


def test_a_name_inside_a_text_that_may_stand_there_is_no_leak() -> None:
    assert leaks("Se Avtal om diariet från 2020.", [NAME], ["Se Avtal om diariet från 2020."]) == ()


def test_a_name_beside_a_text_that_may_stand_there_is_a_leak() -> None:
    assert leaks("Se Avtal om diariet. Avtal om diariet", [NAME], ["Se Avtal om diariet."]) == (NAME,)


def test_an_id_is_a_leak_wherever_it_stands() -> None:
    assert leaks("se avtal-diarium här", [ID], ["se avtal-diarium här"]) == (ID,)


def test_a_build_that_would_show_a_hidden_id_is_refused() -> None:
    city = changed(small(), "leverans-a", content="Stöd enligt avtal-diarium.")
    with pytest.raises(Leak, match=r"en/catalogue\.md.*`id`.*avtal-diarium"):
        pages(city)


def test_the_refusal_does_not_repeat_the_secret() -> None:
    assert "Nordisk" not in str(Leak("en/x.md", HiddenWord("Nordisk Ärendehantering AB", "avtal-diarium", "supplier")))


def test_a_page_made_from_the_whole_city_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "for_audience", lambda city, _audience: city)
    with pytest.raises(Leak):
        reports.build(small(), None, allocate(small()), "public", "sv")


def test_a_chart_is_read_as_its_readers_see_it() -> None:
    hidden = HiddenWord("R&D-avtalet", "avtal-diarium", "name")
    with pytest.raises(Leak):
        reports._guard([Page("sv/split.svg", "<text>R&amp;D-avtalet</text>")], (hidden,), ())
