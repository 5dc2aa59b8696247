"""Ids that are no longer used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"

RETIRED = "retired.yaml: |\n  retired:\n    - id: {old}\n      on: 2026-10-30\n"


def test_an_id_that_was_retired_is_not_used_again(changed: Changed) -> None:
    (text,) = told(changed(RETIRED.format(old="init-b")), "FRM012")
    assert text == (
        "init-b.id: the id “init-b” was retired on 2026-10-30, and is used again\n"
        "give it an id of its own: decisions, minutes and reports mean the old one by this\n"
        "retired.yaml.retired.0.id: it was retired here"
    )


def test_a_function_is_not_used_again_either(changed: Changed) -> None:
    (text,) = told(changed(RETIRED.format(old="identitet")), "FRM012")
    assert text.startswith("functions.yaml.functions.identitet: ")


def test_a_reference_to_a_renamed_record_is_finished_by_renaming(changed: Changed) -> None:
    half = RETIRED.format(old="mal-gammal") + f"      renamed_to: mal-1\n{A}: {{goals: [mal-gammal]}}\n"
    (text,) = told(changed(half), "REF005")
    assert text == (
        "init-a.goals.0: “mal-gammal” was renamed to “mal-1” on 2026-10-30, but mål (`goals`) of “init-a” "
        "still names it\n"
        "finish it: itgov rename mal-gammal mal-1\n"
        "retired.yaml.retired.0.id: it was retired here"
    )


def test_a_record_that_has_not_moved_yet_is_half_renamed(changed: Changed) -> None:
    half = RETIRED.format(old="init-b") + "      renamed_to: init-ny\n"
    (text,) = told(changed(half), "REF005")
    assert "but the record still has it" in text
    assert codes(changed(half)) == ["REF005"]


def test_a_reference_to_what_is_gone_says_when_it_went(changed: Changed) -> None:
    gone = RETIRED.format(old="mal-gammal") + f"{A}: {{goals: [mal-1, mal-gammal]}}\n"
    (text,) = told(changed(gone), "REF001")
    assert "it was retired on 2026-10-30" in text


@pytest.mark.parametrize("renamed_to", ["mal-1", "mal-gammal-3"])
def test_an_old_id_that_nobody_uses_is_no_fault(renamed_to: str, changed: Changed) -> None:
    assert codes(changed(RETIRED.format(old="mal-gammal") + f"      renamed_to: {renamed_to}\n")) == []


def test_who_already_names_the_new_id_is_not_blamed(changed: Changed) -> None:
    half = RETIRED.format(old="mal-1") + f"      renamed_to: mal-ny\n{A}: {{goals: [mal-ny]}}\n"
    assert codes(changed(half)) == ["REF005"]


def test_a_chain_of_renamings_is_followed_to_its_end(changed: Changed) -> None:
    chain = (
        RETIRED.format(old="mal-gammal") + "      renamed_to: mal-mellan\n"
        "    - id: mal-mellan\n      on: 2026-10-31\n      renamed_to: mal-1\n"
    )
    (text,) = told(changed(f"{chain}{A}: {{goals: [mal-gammal]}}\n"), "REF005")
    assert "finish it: itgov rename mal-gammal mal-1" in text
