"""Two levels, everyone represented, and law behind what is settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]


OTHER = (
    "data/bodies/ledning-2.yaml: |\n  id: ledning-2\n  name: Andra ledningen\n  level: {level}\n"
    "  members: [{{administration: hvo, role: Direktör}}]\n  may_settle: [{matters}]\n  {more}\n"
    "  formal_decider: Stadsdirektören\n  delegation: Punkt 4.9\n"
)


def test_two_on_one_level_with_one_matter_are_told(changed: Changed) -> None:
    (text,) = told(changed(OTHER.format(level="deciding", matters="key, reserve", more="note: Ny")), "GOV032")
    assert text == (
        "ledning-2.may_settle: “ledning-2” and “beslutande-niva” are on the same level, "
        "deciding level (`deciding`), and may both settle: allocation keys (`key`)\n"
        "let one of them settle it, or tell them apart by beloppsgräns (`ceiling`)\n"
        "beslutande-niva.may_settle: the other's mandate is here"
    )


@pytest.mark.parametrize(
    ("level", "matters", "more"),
    [
        ("supporting", "key", "note: Annan nivå"),
        ("deciding", "material", "note: Bara underlag"),
        ("deciding", "key", "illustrative: true\n  ceiling: 1 mnkr"),
    ],
)
def test_level_matter_or_ceiling_tells_two_apart(level: str, matters: str, more: str, changed: Changed) -> None:
    assert codes(changed(OTHER.format(level=level, matters=matters, more=more))) == []


def test_a_seat_in_the_preparatory_body_alone_is_none(changed: Changed) -> None:
    (text,) = told(
        changed("data/bodies/beslutande-niva.yaml: {members: [{administration: it, role: Stadsdirektör}]}\n"), "GOV033"
    )
    assert text.startswith("hvo: “hvo” has no seat in “beslutande-niva”")


def test_without_a_deciding_body_nobody_is_blamed_for_having_no_seat(changed: Changed) -> None:
    folder = changed("data/bodies/beslutande-niva.yaml: {level: formal}\n")
    assert codes(folder) == ["GOV035"]


def test_a_formal_body_needs_neither_seats_nor_delegation(changed: Changed) -> None:
    formal = "data/bodies/fullmaktige.yaml: |\n  id: fullmaktige\n  name: KF\n  level: formal\n  may_settle: [agenda]\n"
    assert codes(changed(formal)) == []


@pytest.mark.parametrize("missing", ["formal_decider", "delegation"])
def test_who_settles_needs_both_decider_and_delegation(missing: str, changed: Changed) -> None:
    (text,) = told(changed(f"data/bodies/beredande-niva.yaml: {{{missing}: }}\n"), "GOV037")
    assert f"(`{missing}`)" in text


def test_who_only_looks_through_material_needs_no_law(changed: Changed) -> None:
    body = "data/bodies/beredande-niva.yaml: {may_settle: [material], formal_decider: , delegation: }\n"
    assert codes(changed(body)) == []


@pytest.mark.parametrize("body", ["beslutande-niva", "beredande-niva"])
def test_who_sits_on_one_level_only_is_not_represented_on_the_other(body: str, changed: Changed) -> None:
    unseated = f"data/bodies/{body}.yaml: {{members: [{{administration: it, role: Chef}}]}}\n"
    (text,) = told(changed(unseated), "GOV033")
    assert text.startswith(f"hvo: “hvo” has no seat in “{body}”, and deltar (`takes_part`) does not say")
    assert text.endswith(f"{body}.members: the seats are here")


def test_who_sits_on_no_level_is_told_once(changed: Changed) -> None:
    unseated = "".join(
        f"data/bodies/{body}.yaml: {{members: [{{administration: it, role: Chef}}]}}\n"
        for body in ("beslutande-niva", "beredande-niva")
    )
    (text,) = told(changed(unseated), "GOV033")
    assert "has no seat in “beslutande-niva”, “beredande-niva”, and" in text


def test_a_seat_in_one_body_of_a_level_is_enough(changed: Changed) -> None:
    second = (
        "data/bodies/beredande-niva.yaml: {members: [{administration: it, role: Chef}]}\n"
        "data/bodies/beredning-2.yaml: |\n  id: beredning-2\n  name: Vårdens beredning\n  level: preparatory\n"
        "  members: [{administration: hvo, role: Chef}]\n"
    )
    assert codes(changed(second)) == []
