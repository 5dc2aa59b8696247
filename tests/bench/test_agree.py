"""Small cities on which every part of the agenda must agree: that they do, and that it would show if they did not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bench.agree import look_at, main
from bench.features import FEATURES
from bench.little import little_city
from bench.trying import best_by_trying, combinations

from itgov.agenda.build import build
from itgov.agenda.digest import digest
from tests.agenda import problems

SEEDS = range(1, 26)
FEW = 1_000


def nothing(*_: object) -> Iterator[Any]:
    return iter(())


def first_that_disagrees() -> int | None:
    return next((seed for seed in SEEDS if (seen := look_at(seed)).disagreements or seen.refusals), None)


def test_all_agree_and_every_feature_is_somewhere() -> None:
    seen = [look_at(seed) for seed in SEEDS]
    assert [(one.seed, one.disagreements, one.refusals) for one in seen if one.disagreements or one.refusals] == []
    assert {one.status for one in seen} == {"optimal", "infeasible"}
    assert {feature.name for feature in FEATURES} - {name for one in seen for name in one.had} == set()
    assert any(one.bound for one in seen)


def test_trying_with_pruning_finds_what_trying_all_finds() -> None:
    small = [problem for seed in range(1, 80) if combinations(problem := build(little_city(seed)).problem) <= FEW]
    assert len(small) > 20
    for problem in small:
        assert best_by_trying(problem).value == problems.best_by_trying(problem)


@pytest.mark.parametrize(
    "family",
    ["formulation.capacity", "formulation.precedence", "build._precedences", "build._any_of"],
)
def test_a_family_that_is_missing_somewhere_is_caught(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"itgov.agenda.{family}", nothing)
    assert first_that_disagrees() is not None


def test_the_same_seed_gives_the_same_city_and_another_one_another() -> None:
    first, again, other = (digest(build(little_city(seed)).problem) for seed in (1, 1, 2))
    assert first == again != other


def test_a_seed_that_disagrees_is_named_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("itgov.agenda.build._precedences", nothing)
    first = first_that_disagrees()
    monkeypatch.setattr("sys.argv", ["bench.agree", "1", str(first)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert f"seed {first}: " in capsys.readouterr().out
