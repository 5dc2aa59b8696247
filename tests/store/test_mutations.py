"""Valid records made wrong in every way we could think of: each is a record or a fault, and the readers agree."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

import pytest
from bench.fuzz import CHANGES, SMALL, assert_readers_agree, mutated, mutations, read, validate
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.store.quick import values_in
from itgov.store.reader import MAX_DEPTH

FILES = 300
CITIES = 12


def test_every_mutated_file_is_a_record_or_a_fault(tmp_path: Path) -> None:
    tried = list(islice(mutations(1), FILES))
    records = sum(read(tmp_path, mutation) for mutation in tried)
    assert 0 < records < FILES
    assert {name for mutation in tried for name in mutation.done} == set(CHANGES)


def test_a_city_with_a_mutated_file_is_told_in_every_form(tmp_path: Path) -> None:
    city = tmp_path / "city"
    shutil.copytree(SMALL, city, ignore=shutil.ignore_patterns(".itgov"))
    assert sum(validate(city, mutated(seed, small=True)) for seed in range(CITIES)) > 0


def test_the_same_seed_gives_the_same_mutation() -> None:
    assert mutated(7) == mutated(7) == next(mutations(7))


@given(st.text(alphabet="ab:-[]{}&*!|>'\"# \n,?<\ufeff\x85", max_size=120))
@settings(deadline=None, max_examples=100)
def test_the_quick_reader_gives_what_the_careful_one_gives(text: str) -> None:
    assert_readers_agree(text.encode())


@pytest.mark.parametrize("depth", range(MAX_DEPTH - 3, MAX_DEPTH + 3))
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_the_readers_agree_on_the_deepest_nesting(depth: int, opening: str, closing: str) -> None:
    for inner in ("", "x"):
        assert_readers_agree(f"a: {opening * depth}{inner}{closing * depth}\n".encode())


def test_the_deepest_nesting_that_is_taken_is_read_quickly() -> None:
    depth = MAX_DEPTH - 2
    assert values_in(f"a: {'[' * depth}x{']' * depth}\n".encode()) is not None


def test_the_readers_agree_on_the_yaml_suite_and_the_bombs(cases: Path) -> None:
    files = sorted((cases / "yaml").glob("*/*.yaml"))
    assert len(files) > 200
    for file in files:
        assert_readers_agree(file.read_bytes())
