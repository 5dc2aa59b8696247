"""Rules as a city sets them, and what is not asked beside what cannot be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import SMALL, change, checked, codes

Changed = Callable[[str], Path]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("con002", "there is no rule con002: codes are written in capitals\nwrite CON002"),
        ("COO", ("COO is a whole family of rules: each is set on its own\nwrite each rule that you mean with its own "
                "reason, from COO001 to COO013; `itgov rule` lists them")),
        ("coo", "coo is a whole family of rules: each is set on its own\nwrite each rule"),
        ("KEY020", "there is no rule KEY020\ndid you mean KEY012?"),
        ("key020", "there is no rule key020\ndid you mean KEY012?"),
    ],
)  # fmt: skip
def test_a_code_that_no_rule_has_is_told_with_what_to_write(code: str, expected: str, changed: Changed) -> None:
    (text,) = told(changed(f"itgov.yaml: {{rules: {{{code}: {{severity: warning, reason: x}}}}}}\n"), "FRM006")
    assert text.startswith(f"itgov.yaml.rules.{code}: {expected}")


def test_what_a_broken_file_may_provide_is_not_missed_by_others(tmp_path: Path) -> None:
    folder = tmp_path / "stad"
    shutil.copytree(SMALL, folder)
    change(folder, "data/initiatives/init-a.yaml: {needs: {capabilities: [{capability: formaga-saknas}]}}\n")
    assert codes(folder) == ["COO001"]
    # The one that would give it cannot be read: whether it does is not known.
    change(folder, "data/initiatives/init-b.yaml: {provides: [formaga-saknas], summary: ''}\n")
    assert codes(folder) == ["FRM005"]


NEEDS = "data/initiatives/init-a.yaml: {needs: {capabilities: [{capability: formaga-saknas}]}}\n"
GIVEN = "data/capabilities/formaga-saknas.yaml: {provided_by: [{by: sys-diarium, since: 2025-01-01}]}\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# ska skrivas\n",
        b"\0",
        b"- sys\n",
        b"klart\n",
        b"!!set {a}\n",
        b"[" * 40 + b"]" * 40,
        b"a: 1\n---\nb: 2\n",
        b"a:\n\tb: 1\n",
    ],
)
def test_an_unusable_file_is_one_finding_whatever_makes_it_so(content: bytes, changed: Changed) -> None:
    folder = changed(NEEDS + GIVEN)
    assert codes(folder) == []
    (folder / "data/systems/sys-diarium.yaml").write_bytes(content)
    (code,) = codes(folder)
    assert code.startswith("FRM")


def test_a_file_in_utf_16_speaks_of_what_it_spoke_of_before(small_city: Path) -> None:
    file = small_city / "data/systems/sys-diarium.yaml"
    file.write_bytes(file.read_text("utf-8").encode("utf-16"))
    assert codes(small_city) == ["FRM002"]


def test_an_empty_decision_may_be_the_one_that_is_missed(small_city: Path) -> None:
    (small_city / "data/decisions/beslut-1.yaml").write_bytes(b"")
    assert codes(small_city) == ["FRM001"]


def test_an_empty_file_hides_nothing_that_it_cannot_hold(changed: Changed) -> None:
    folder = changed(NEEDS)
    (folder / "data/contracts/avtal-diarium.yaml").write_bytes(b"")
    assert codes(folder) == ["COO001", "FRM001"]


def test_a_deleted_record_is_told_where_it_is_named_and_nowhere_else(changed: Changed) -> None:
    other = SMALL / "data/systems/sys-diarium.yaml"
    folder = changed(NEEDS + GIVEN)
    another = other.read_text("utf-8").replace("sys-diarium", "sys-annat") + "supplier: Annat AB\n"
    (folder / "data/systems/sys-annat.yaml").write_text(another, encoding="utf-8")
    (folder / "data/systems/sys-diarium.yaml").unlink()
    assert set(codes(folder)) == {"REF001"}


def test_a_deleted_body_is_not_missed_in_each_agreement_again(small_city: Path) -> None:
    (small_city / "data/bodies/ekonomichefsgrupp.yaml").unlink()
    assert set(codes(small_city)) == {"REF001"}


def test_a_goal_that_is_not_there_hides_no_need_that_nobody_meets(changed: Changed) -> None:
    both = "data/initiatives/init-a.yaml: {goals: [mal-2], needs: {capabilities: [{capability: formaga-saknas}]}}\n"
    assert codes(changed(both)) == ["COO001", "REF001"]


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ("functions.yaml", "3 references lead"),
        ("goals", "2 references lead"),
        ("systems", "2 references lead"),
        ("keys", "1 reference leads"),
    ],
)
def test_a_folder_or_list_that_is_gone_is_told_once(gone: str, told: str, small_city: Path) -> None:
    place = small_city / "data" / gone
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()
    _, report = checked(small_city)
    (finding,) = report.findings
    assert finding.code == "FRM015"
    assert str(finding.fault.message).startswith(f"data/{gone} is missing or empty, and {told}")
    assert report.skipped > 0


def test_a_list_of_functions_that_is_broken_is_told_once(small_city: Path) -> None:
    (small_city / "data/functions.yaml").write_text("functions: [\n", encoding="utf-8")
    assert codes(small_city) == ["FRM001"]
