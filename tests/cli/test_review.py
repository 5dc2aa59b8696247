"""What is kept of a run changes nothing in the next one but its speed."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from itgov.check.run import Report, run
from itgov.cli import review as module
from itgov.cli.review import review
from itgov.store import cache
from itgov.store.repository import load
from tests.city import DAY, ROOT, SMALL, change

FAULTS = (
    "data/initiatives/init-a.yaml:\n  anchoring:\n  goals: [mal-9, mal-1]\n  executor: Berit Lundkvist\n"
    "data/systems/sys-diarium.yaml: {incident_leader: }\ndata/keys/nyckel-a.yaml: {total: 450}\n"
    "data/goals/mal-2.yaml: |\n  id: mal-2\n  nmae: x\n"
)
CACHE = Path(".itgov/cache/validate.json")


def findings(report: Report) -> list[str]:
    return sorted(map(repr, report.findings))


def cold(folder: Path, day: date = DAY) -> tuple[list[str], int, int, int]:
    repository = load(folder, as_of=day)
    broken = repository.unread
    report = run(repository.city, repository.faults, broken, repository.waivers)
    return findings(report), report.skipped, report.waived, report.unseen


def warm(folder: Path, day: date = DAY) -> tuple[list[str], int, int, int]:
    _, report = review(folder, day)
    return findings(report), report.skipped, report.waived, report.unseen


@pytest.fixture
def always_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run keeps what it found out, and trusts files as young as they are in a test."""
    monkeypatch.setattr(module, "_WORTH_KEEPING", -1)
    monkeypatch.setattr(cache, "_RACY_NS", -(10**12))


def edited(folder: Path, draw: random.Random) -> None:
    """One random edit of one random file, as a person or a merge could make it."""
    files = sorted((folder / "data").rglob("*.yaml"))
    file = draw.choice(files)
    text = file.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    match draw.randrange(8):
        case 0:
            file.unlink()
        case 1 if lines:
            lines.pop(draw.randrange(len(lines)))
            file.write_text("".join(lines), "utf-8")
        case 2:
            other = draw.choice(files)
            file.write_text(text.replace(file.stem, other.stem), "utf-8")
        case 3:
            file.write_text(text + "nyckel: [\n", "utf-8")
        case 4:
            shutil.copy(file, file.with_name(f"{file.stem}-kopia.yaml"))
        case 5 if lines:
            at = draw.randrange(len(lines))
            lines[at] = lines[at].replace("2026", "2029").replace("hvo", "it")
            file.write_text("".join(lines), "utf-8")
        case 6:
            file.write_bytes(b"")
        case _:
            file.rename(file.with_name(f"{file.stem}-ny.yaml"))


@pytest.mark.usefixtures("always_kept")
@given(seed=st.integers(0, 10**9))
@example(seed=138346)
@example(seed=5289)
@settings(max_examples=25, deadline=None)
def test_after_any_edits_a_warm_run_finds_what_a_cold_one_does(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("stad") / "stad"
    shutil.copytree(SMALL, folder, ignore=shutil.ignore_patterns(".itgov"))
    draw = random.Random(seed)
    assert warm(folder) == cold(folder)
    for _ in range(6):
        edited(folder, draw)
        assert warm(folder) == cold(folder)


@pytest.mark.usefixtures("always_kept")
def test_an_untouched_city_is_not_read_again(small_city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = warm(small_city)
    monkeypatch.setattr(module, "take", _must_not_happen)
    assert warm(small_city) == expected


def _must_not_happen(*_: object) -> None:
    raise AssertionError


@pytest.mark.usefixtures("always_kept")
def test_another_day_sees_other_things(changed: Callable[[str], Path]) -> None:
    folder = changed(
        "waivers.yaml: |\n  waivers:\n    - {rule: GOV001, record: init-a, reason: R, owner: O, until: 2027-01-31}\n"
        "data/initiatives/init-a.yaml: {anchoring: }\n"
    )
    for day in (DAY, date(2027, 1, 31), date(2027, 2, 1)):
        assert warm(folder, day) == cold(folder, day)


@pytest.mark.usefixtures("always_kept")
@pytest.mark.parametrize("spoil", ["", "x", "half", "checksum", "key", "[]", "null", "deep"])
def test_a_cache_that_is_not_right_is_as_good_as_none(small_city: Path, spoil: str) -> None:
    expected = warm(small_city)
    file = small_city / CACHE
    data = file.read_bytes()
    body = data.partition(b"\n")[2]
    wrong = {
        "": b"",
        "x": b"x",
        "half": data[: len(data) // 2],
        "checksum": b"0" * 32 + b"\n" + body,
        "key": body.replace(b'"key":"', b'"key":"0'),
        "[]": b"[]",
        "null": b"null",
        "deep": b"[" * 100_000,
    }[spoil]
    file.write_bytes(wrong if spoil in {"", "x", "half", "checksum"} else _signed(wrong))
    assert warm(small_city) == expected


def _signed(body: bytes) -> bytes:
    return f"{cache._checksum(body)}\n".encode() + body


@pytest.mark.usefixtures("always_kept")
@given(seed=st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_a_forged_cache_hides_nothing_that_is_looked_at(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("stad") / "stad"
    shutil.copytree(SMALL, folder, ignore=shutil.ignore_patterns(".itgov"))
    change(folder, FAULTS)
    expected = warm(folder)
    assert len(expected[0]) > 4
    file = folder / CACHE
    found = json.loads(file.read_bytes().partition(b"\n")[2])
    draw = random.Random(seed)
    entry = found["files"][draw.choice(sorted(found["files"]))]
    foreign: tuple[object, ...] = (None, 7, "x", [], [[]], {"a": 1}, [["GOV001", []]], [10**9])
    entry[draw.randrange(2, len(entry))] = draw.choice(foreign)
    if draw.random() < 0.5:
        shared = found["shared"]
        index = shared["index"]
        index[draw.choice(sorted(index))] = draw.choice((*foreign, "finns-inte", "init-a hvo"))
        shared[draw.choice(("texts", "index", "annat"))] = draw.choice((*foreign, shared["texts"], index))
    file.write_bytes(_signed(json.dumps(found).encode()))
    assert {*expected[0]} <= {*warm(folder)[0]}


def test_a_cache_is_not_written_through_a_link(small_city: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "annanstans"
    elsewhere.mkdir()
    (small_city / ".itgov").symlink_to(elsewhere)
    review(small_city, DAY)
    assert list(elsewhere.iterdir()) == []


def test_a_place_that_cannot_be_written_costs_only_speed(small_city: Path) -> None:
    (small_city / ".itgov").write_text("en fil", "utf-8")
    assert warm(small_city) == cold(small_city)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_two_processes_find_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "itgov.yaml", tmp_path)
    (tmp_path / "data/goals/trasigt.yaml").write_text("id: [\n", "utf-8")
    one = review(tmp_path, DAY, keep=False)[1]
    monkeypatch.setattr(module, "_MANY", 2)
    monkeypatch.setattr(module, "may_fork", lambda: True)
    two = review(tmp_path, DAY, keep=False)[1]
    assert findings(two) == findings(one)
    assert two.skipped == one.skipped
