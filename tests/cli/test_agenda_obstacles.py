"""What stands in the way of any plan: each place once, and advice that fits it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.agenda.obstacle import Obstacle
from itgov.cli.agenda_obstacles import advice_on, lines_of
from itgov.cli.exits import Exit
from itgov.cli.main import main
from itgov.finding import At, Related
from itgov.message import msg
from tests.city import SMALL, checked

Capture = pytest.CaptureFixture[str]
LAW = "  deadline: 2028-Q4\n  legal_basis: {law: Ny lag, in_force: 2029-01-01}\n"
RIVALS = f"data/initiatives/init-a.yaml:\n  excludes: [init-b]\n{LAW}" + f"data/initiatives/init-b.yaml:\n{LAW}"
COSTLY = (
    f"data/initiatives/init-a.yaml:\n{LAW}"
    "  phases: [{name: Bygge, periods: 2, costs: [{what: Bygge, amount: 900 mnkr, funder: ram}]}]\n"
)


@pytest.mark.parametrize(
    ("change", "told", "untold"),
    [
        (RIVALS, "let those that exclude each other no longer do so", "give what is short"),
        (COSTLY, "give what is short", "exclude each other"),
    ],
)
def test_the_advice_fits_what_is_in_the_way(
    change: str, told: str, untold: str, changed: Callable[[str], Path], capsys: Capture
) -> None:
    assert main(["agenda", "build", "--root", str(changed(change)), "--language", "en"]) == Exit.NO_PLAN
    advice = capsys.readouterr().err.splitlines()[-1]
    assert "move a deadline" in advice
    assert told in advice
    assert untold not in advice


def test_a_place_with_two_demands_is_told_once() -> None:
    repository, _ = checked(SMALL)
    where = At("init-a", ("phases",))
    demands = (Related(where, msg("one")), Related(where, msg("other")), Related(where, msg("one")))
    found = [str(line).strip() for line in lines_of([Obstacle(msg("why"), "counted", demands)], repository)]
    assert len(found) == 2
    assert found[1].endswith(": one; other")


def test_without_a_known_place_the_advice_is_general() -> None:
    assert str(advice_on([Obstacle(msg("why"), "conflict")])) == "move a deadline, or give what is short"
