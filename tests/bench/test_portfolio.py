"""The city that the agenda is measured on: always the same, and a real choice."""

from __future__ import annotations

from bench.portfolio import ADMINISTRATIONS, POOLS, portfolio

from itgov.agenda.build import build
from itgov.agenda.digest import digest

COUNT = 60


def test_the_same_seed_gives_the_same_city_and_another_one_another() -> None:
    first, again, other = (digest(build(portfolio(COUNT, seed)).problem) for seed in (1, 1, 2))
    assert first == again != other


def test_every_initiative_competes_and_a_third_need_another_first() -> None:
    city = portfolio(COUNT, 1)
    preparation = build(city)
    assert len(preparation.standing.competing) == COUNT
    assert sum(bool(one.needs.initiatives) for one in city.initiatives.values()) == COUNT // 3
    assert sum(bool(one.alternatives) for one in city.initiatives.values()) == COUNT // 3
    assert preparation.problem.periods == 16
    assert (len(city.competences), len(city.administrations)) == (len(POOLS), len(ADMINISTRATIONS))


def test_wishes_come_to_more_than_there_is() -> None:
    problem = build(portfolio(COUNT, 1)).problem
    (scarce,) = (one for one in problem.resources if one.id == "hours:pool-integration")
    wanted = sum(sum(task.modes[0].use.get(scarce.id, ())) for task in problem.tasks if task.modes)
    assert wanted > sum(scarce.capacity)
