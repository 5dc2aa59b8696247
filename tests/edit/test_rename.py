"""Renaming: the id, its file and every reference change; no other character in the city does."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.edit.naming import namings
from itgov.edit.rename import Renaming, Unreadable, carry_out, plan_renaming
from itgov.edit.splice import CannotEdit
from itgov.model.city import City
from itgov.model.halfway import half_renamed
from itgov.store.repository import load
from tests.city import SMALL

NEW = "zz-helt-ny"
DAY = date(2026, 11, 23)


def small() -> City:
    city = load(SMALL).city
    assert city is not None
    return city


IDS = sorted(small().kind_of)
Dress = Callable[[str, str], str]


def quoted_with(mark: str) -> Dress:
    """Puts the id in quotes wherever it stands alone as a value or key."""
    return lambda text, old: re.sub(
        rf"(?m)(?<=[:\-\[{{,] ){old}(?=[,\]}}\n:])|(?<=[{{\[]){old}(?=[,\]}}\n:])", f"{mark}{old}{mark}", text
    )


DRESSES: tuple[Dress, ...] = (
    lambda text, _: text,
    lambda text, _: text.replace("\n", "\r\n"),
    lambda text, _: f"\ufeff{text}",
    lambda text, _: text.replace("\n", "  # kommentar: å\n"),
    lambda text, _: f"# Överst\n\n{text}\n\n# sist",
    lambda text, _: text.rstrip("\n"),
    quoted_with("'"),
    quoted_with('"'),
)


@contextmanager
def dressed(old: str, dress: Dress) -> Iterator[Path]:
    """The small city in a folder of its own, every file written otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        city = Path(folder) / "stad"
        shutil.copytree(SMALL, city)
        for file in city.rglob("*.yaml"):
            file.write_bytes(dress(file.read_text("utf-8"), old).encode())
        yield city


def renamed(folder: Path, old: str, new: str) -> Renaming:
    renaming = plan_renaming(load(folder), old, new, DAY)
    carry_out(folder, renaming)
    return renaming


def texts(folder: Path) -> dict[str, bytes]:
    """Every file but the list of retired ids, by path."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "retired.yaml"
    }


def left(folder: Path, wanted: str) -> int:
    """How many references there are to an id."""
    city = load(folder).city
    assert city is not None
    return sum(len(namings(part, wanted)) for part in (*city.records(), city.settings))


@given(st.sampled_from(IDS), st.sampled_from(DRESSES))
@settings(deadline=None, max_examples=60)
def test_only_the_id_changes_and_no_reference_to_the_old_one_is_left(old: str, dress: Dress) -> None:
    with dressed(old, dress) as folder:
        before, named = texts(folder), left(folder, old)
        renamed(folder, old, NEW)
        assert left(folder, old) == 0
        assert left(folder, NEW) == named
        after = texts(folder)
        back = {path.replace(NEW, old): data.replace(NEW.encode(), old.encode()) for path, data in after.items()}
        assert back == before
        assert not load(folder).faults


@given(st.sampled_from(IDS), st.sampled_from(DRESSES))
@settings(deadline=None, max_examples=40)
def test_there_and_back_gives_the_same_bytes(old: str, dress: Dress) -> None:
    with dressed(old, dress) as folder:
        before = texts(folder)
        renamed(folder, old, NEW)
        renamed(folder, NEW, old)
        assert texts(folder) == before
        city = load(folder).city
        assert city is not None
        assert [(one.id, one.renamed_to) for one in city.retired.values()] == [(NEW, old)]
        assert not half_renamed(city)


@given(st.sampled_from(IDS), st.integers(0, 30))
@settings(deadline=None, max_examples=40)
def test_cut_off_after_any_step_the_same_command_finishes_it(old: str, done: int) -> None:
    with dressed(old, DRESSES[0]) as folder, dressed(old, DRESSES[0]) as whole:
        renamed(whole, old, NEW)
        renaming = plan_renaming(load(folder), old, NEW, DAY)
        steps = renaming.steps
        for step in steps[: min(done, len(steps))]:
            # The old file of the record goes last of all; here it is still there.
            (folder / step.after.path).write_bytes(step.after.whole.encode())
        city = load(folder).city
        assert city is not None
        assert bool(half_renamed(city)) == (done > 0 and texts(folder) != texts(whole))
        renamed(folder, old, NEW)
        assert texts(folder) == texts(whole)
        assert (folder / "retired.yaml").read_bytes() == (whole / "retired.yaml").read_bytes()
        assert not renamed(folder, old, NEW).steps


@given(st.sampled_from(IDS), st.integers(0, 30))
@settings(deadline=None, max_examples=30)
def test_cut_off_after_any_step_it_can_be_taken_back(old: str, done: int) -> None:
    with dressed(old, DRESSES[0]) as folder:
        before = texts(folder)
        for step in plan_renaming(load(folder), old, NEW, DAY).steps[: done + 1]:
            (folder / step.after.path).write_bytes(step.after.whole.encode())
        renamed(folder, NEW, old)
        assert texts(folder) == before


def test_the_retired_id_says_what_the_record_is_called_now(small_city: Path) -> None:
    renamed(small_city, "mal-1", "mal-ett")
    assert (
        (small_city / "retired.yaml")
        .read_text("utf-8")
        .endswith("retired:\n  - {id: mal-1, on: 2026-11-23, renamed_to: mal-ett}\n")
    )


def test_what_is_taken_back_is_told_and_its_reason_stays(small_city: Path) -> None:
    for old, new, reason in (("mal-1", "mal-ett", "Siffror läses fel"), ("mal-ett", "mal-1", "Besluten säger mal-1")):
        renaming = plan_renaming(load(small_city), old, new, DAY, reason)
        carry_out(small_city, renaming)
    assert renaming.taken_back is not None
    assert renaming.taken_back.id == "mal-1"
    assert (
        (small_city / "retired.yaml")
        .read_text("utf-8")
        .endswith(
            '  - {id: mal-ett, on: 2026-11-23, renamed_to: mal-1, reason: "Besluten säger mal-1; Siffror läses fel"}\n'
        )
    )


def test_a_waiver_follows_its_record(small_city: Path) -> None:
    waivers = "waivers:\n  - {rule: KEY002, record: nyckel-a, reason: R, owner: Ekonomichef, until: 2027-01-01}  # a\n"
    (small_city / "waivers.yaml").write_text(waivers, encoding="utf-8")
    renamed(small_city, "nyckel-a", NEW)
    assert (small_city / "waivers.yaml").read_text("utf-8") == waivers.replace("nyckel-a", NEW)


def test_free_text_is_told_and_not_changed(small_city: Path) -> None:
    file = small_city / "data/initiatives/init-b.yaml"
    file.write_text(file.read_text("utf-8") + "note: Se init-a, men inte init-ab.  # init-a\n", encoding="utf-8")
    renaming = renamed(small_city, "init-a", NEW)
    assert [(spot.path, spot.column) for spot in renaming.mentions] == [
        ("data/initiatives/init-b.yaml", 10),
        ("data/initiatives/init-b.yaml", 39),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("init-a", "init-b", "already taken"),
        ("init-a", "Åtgärd A", "is no id"),
        ("init-a", "null", "YAML takes it"),
        ("init-a", "2027-01-01", "YAML takes it"),
        ("init-a", "init-a", "the same"),
        ("init-x", "init-y", "there is no record"),
    ],
)
def test_an_id_that_will_not_do_is_refused(small_city: Path, old: str, new: str, told: str) -> None:
    before = texts(small_city)
    with pytest.raises(CannotEdit, match=told):
        renamed(small_city, old, new)
    assert texts(small_city) == before


def test_a_malformed_id_is_answered_with_one_near_it(small_city: Path) -> None:
    with pytest.raises(CannotEdit) as caught:
        renamed(small_city, "init-a", "Åtgärd A")
    assert str(caught.value.remedy) == "did you mean “atgard-a”?"


def test_a_retired_id_is_never_used_again(small_city: Path) -> None:
    renamed(small_city, "init-a", NEW)
    with pytest.raises(CannotEdit, match="never used again"):
        renamed(small_city, "init-b", "init-a")


def test_an_old_id_is_answered_with_the_new_one(small_city: Path) -> None:
    renamed(small_city, "init-a", NEW)
    renamed(small_city, NEW, "init-c")
    with pytest.raises(CannotEdit) as caught:
        renamed(small_city, "init-a", "init-d")
    assert str(caught.value.remedy) == "it was renamed: the record is called “init-c” now"


def test_a_new_file_with_something_else_in_it_is_kept(small_city: Path) -> None:
    for step in plan_renaming(load(small_city), "init-a", NEW, DAY).steps:
        (small_city / step.after.path).write_bytes(step.after.whole.encode())
    new = small_city / f"data/initiatives/{NEW}.yaml"
    new.write_text(new.read_text("utf-8") + "note: Ändrad.\n", encoding="utf-8")
    with pytest.raises(CannotEdit, match="holds something else"):
        renamed(small_city, "init-a", NEW)


def test_a_broken_file_elsewhere_is_a_reason_to_wait(small_city: Path) -> None:
    (small_city / "data/goals/mal-1.yaml").write_text("id: mal-1\nname: [\n", encoding="utf-8")
    with pytest.raises(Unreadable):
        renamed(small_city, "init-a", NEW)


def test_an_id_behind_an_alias_is_refused_with_its_place(small_city: Path) -> None:
    file = small_city / "data/initiatives/init-b.yaml"
    text = (
        file.read_text("utf-8")
        .replace("proposed_by: it", "proposed_by: &vem it")
        .replace("receiver: it", "receiver: *vem")
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CannotEdit, match=r"data/initiatives/init-b\.yaml:5:14"):
        renamed(small_city, "it", NEW)


def test_an_anchor_elsewhere_in_the_file_does_not_matter(small_city: Path) -> None:
    file = small_city / "data/initiatives/init-b.yaml"
    file.write_text(file.read_text("utf-8").replace("summary: A", "summary: &s A") + "note: *s\n", encoding="utf-8")
    renamed(small_city, "ram", NEW)
    assert left(small_city, "ram") == 0


def test_a_chain_of_renamings_is_finished_by_going_to_its_end(small_city: Path) -> None:
    (small_city / "retired.yaml").write_text(
        "retired:\n  - {id: mal-forst, on: 2026-01-31, renamed_to: mal-sedan}\n"
        "  - {id: mal-sedan, on: 2026-02-28, renamed_to: mal-1}\n",
        encoding="utf-8",
    )
    file = small_city / "data/initiatives/init-a.yaml"
    file.write_text(file.read_text("utf-8").replace("goals: [mal-1]", "goals: [mal-forst]"), encoding="utf-8")
    assert left(small_city, "mal-forst") == 1
    renaming = renamed(small_city, "mal-forst", "mal-1")
    assert renaming.journal is None
    assert left(small_city, "mal-forst") == 0
    assert "goals: [mal-1]" in file.read_text("utf-8")
