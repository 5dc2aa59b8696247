"""Safe mends: from what a person typed to what it must have meant, and none where that is not sure."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.check.rules import RULE_BY_CODE
from itgov.edit.fixes import FIXES
from itgov.edit.mend import Mended, fixes, mended
from itgov.edit.splice import CannotEdit, Change, Edit, Source, edited, spliced
from tests.city import SMALL, checked

INIT = "data/initiatives/init-a.yaml"


def mend(folder: Path) -> tuple[Mended, ...]:
    repository, report = checked(folder)
    return mended(repository, fixes(repository, report.findings))


def mended_text(folder: Path, old: str, new: str, path: str = INIT) -> str:
    """The record after mending, where `old` in it was written as `new`."""
    file = folder / path
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())
    found = mend(folder)
    return found[0].after.whole if found else file.read_bytes().decode()


def original(folder: Path, path: str = INIT) -> str:
    return (folder / path).read_bytes().decode()


@pytest.mark.parametrize(
    ("there", "written"),
    [
        ("init-etapp-1", "init-etapp-2"),
        ("init-etapp-1", "init-etapp-11"),
        ("init-etapp-1", "init-etapp"),
        ("init-budget-2027", "init-budget-2028"),
        ("init-integration-a", "init-integration-b"),
        ("init-integration-ii", "init-integration-iii"),
    ],
)
def test_the_next_of_several_is_not_taken_for_the_one_before(small_city: Path, there: str, written: str) -> None:
    first = (small_city / INIT).read_text("utf-8").replace("id: init-a", f"id: {there}")
    (small_city / f"data/initiatives/{there}.yaml").write_text(first, "utf-8")
    file = small_city / "data/initiatives/init-b.yaml"
    file.write_text(file.read_text("utf-8") + f"together_with: [{written}]\n", "utf-8")
    repository, report = checked(small_city)
    unknown = [one for one in report.findings if one.code in {"REF001", "REF005"}]
    assert len(unknown) == 1
    assert fixes(repository, unknown) == ()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("summary:", "summery:"),
        ("illustrative: true", "illustrative: ja"),
        ("idea: 2025-10-01", "idea: 2025/10/1"),
        ("amount: 900 000 kr", "amount: 900 000 SEK"),
        ("goals: [mal-1]\n", "goals: [mal-1]\ngoals: [mal-1]\n"),
        ("goals: [mal-1]\n", 'goals: [mal-1]\n"goals":\n  - mal-1\n'),
        ("    periods: 2\n", "    periods: 2\n    periods: 2\n"),
        ("low: 300 000 kr, ", "low: 300 000 kr, low: 300 000 kr, "),
        ("pool-integration: 300", "pool-intergration: 300"),
        ("borne_by: leverans-a", "borne_by: leveranss-a"),
        ("name: Kortare restid", "namn: Kortare restid"),
    ],
)
def test_it_is_mended_and_nothing_else_moves(small_city: Path, right: str, wrong: str) -> None:
    before = original(small_city)
    assert mended_text(small_city, right, wrong) == before


def test_an_amount_with_a_comma_is_put_in_quotes_between_brackets(small_city: Path) -> None:
    mended = mended_text(small_city, "amount: 900 000 kr", "amount: 900000.50 kr")
    assert '{what: Konsulter, amount: "900 000,50 kr", funder: ram}' in mended


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("goals: [mal-1]\n", "goals: [mal-1]\ngoals: [mal-2]\n"),
        ("goals: [mal-1]\n", "goals: [mal-1]\ngoals: [mal-1]  # därför\n"),
        ("goals: [mal-1]\n", "goals: &m [mal-1]\ngoals: *m\n"),
        ("note: x\n", "note: null\nnote: 'null'\n"),
        ("amount: 900 000 kr", "amount: 1.250 kr"),
        ("idea: 2025-10-01", "idea: 3.11.2025"),
        ("summary:", "summary: x\nsummery:"),
        ("summary:", "sammandrag_av_allt:"),
        ("goals: [mal-1]", "goals: [mal-2]"),
        ("proposed_by: hvo", "proposed_by: it-x"),
        ("illustrative: true", "illustrative: &x ja"),
    ],
)
def test_what_a_person_must_choose_is_left(small_city: Path, right: str, wrong: str) -> None:
    file = small_city / INIT
    file.write_text(original(small_city) + "note: x\n", encoding="utf-8")
    assert mended_text(small_city, right, wrong) == original(small_city)


def test_a_retired_id_becomes_the_one_it_was_renamed_to(small_city: Path) -> None:
    (small_city / "retired.yaml").write_text(
        "retired:\n  - {id: gammal-pool, on: 2026-01-01, renamed_to: pool-integration}\n", encoding="utf-8"
    )
    before = original(small_city)
    assert mended_text(small_city, "pool-integration: 300", "gammal-pool: 300") == before


def test_line_ends_and_the_byte_order_mark_stay(small_city: Path) -> None:
    text = "\ufeff" + original(small_city).replace("\n", "\r\n")
    (small_city / INIT).write_bytes(text.encode())
    assert mended_text(small_city, "goals: [mal-1]\r\n", "goals: [mal-1]\r\ngoals: [mal-1]\r\n") == text


MISTAKES: tuple[tuple[str, str], ...] = (
    ("summary:", "summery:"),
    ("illustrative: true", "illustrative: Ja"),
    ("goals: [mal-1]\n", "goals: [mal-1]\ngoals: [mal-1]\n"),
    ("idea: 2025-10-01", "idea: 20251001"),
    ("2026-05-02", "2026/05/02"),
    ("hours: {pool-integration: 300}", "hours: {pool-integration: 300, pool-integration: 300}"),
    ("low: 300 000 kr", "low: 300.000 kr"),
    ("likely: 600 000 kr", "likely: 600 000 SEK"),
    ("track: platform", "tracks: platform"),
)


@given(st.sets(st.sampled_from(MISTAKES), min_size=1), st.booleans())
@settings(deadline=None, max_examples=30)
def test_mending_many_at_once_leaves_nothing_for_a_second_time(mistakes: set[tuple[str, str]], windows: bool) -> None:  # noqa: FBT001
    with tempfile.TemporaryDirectory() as folder:
        city = Path(folder) / "stad"
        shutil.copytree(SMALL, city)
        text = right = original(city)
        for good, bad in mistakes:
            text = text.replace(good, bad, 1)
            if "300.000" in bad:
                right = right.replace(good, bad, 1)
        if windows:
            text, right = text.replace("\n", "\r\n"), right.replace("\n", "\r\n")
        (city / INIT).write_bytes(text.encode())
        for _ in range(2):
            for file in mend(city):
                (city / file.after.path).write_bytes(file.after.whole.encode())
        assert original(city) == right
        assert not mend(city)


def test_every_fix_is_of_a_rule_that_exists() -> None:
    assert FIXES
    assert set(FIXES) <= set(RULE_BY_CODE)


def test_two_edits_of_the_same_place_are_refused() -> None:
    with pytest.raises(CannotEdit, match="same place"):
        spliced("abc", [Edit("a", 0, 2, "x"), Edit("a", 1, 3, "y")])
    with pytest.raises(CannotEdit, match="same place"):
        spliced("abc", [Edit("a", 1, 1, "x"), Edit("a", 1, 1, "y")])


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a: &x 1\nb: *x\n", Edit("a", 6, 7, "2", Change(("a",), "2"))),
        ("a: 1\nb: 2\n", Edit("a", 3, 4, "1\nc: 3", Change(("a",), "1"))),
        ("a: 1\nb: 2\n", Edit("a", 0, 1, "b", Change(("a",), "b", key=True))),
        ("a: 1\n", Edit("a", 3, 4, "[")),
    ],
)
def test_a_change_that_reaches_further_than_it_says_is_refused(text: str, edit: Edit) -> None:
    with pytest.raises(CannotEdit):
        edited(Source("a", text), [edit])
