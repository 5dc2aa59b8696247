"""One mistake planted in Malmö's records is found by its own rule, and by no other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from itgov.check.rules import RULES
from itgov.cli.review import review
from tests.check.plants import a, b
from tests.city import ROOT, change

DAY = date(2026, 11, 23)
PLANTS = {**a.PLANTS, **b.PLANTS}
Findings = frozenset[tuple[str, str]]


def found(folder: Path) -> Findings:
    # What is kept of the first run makes each of the others fast; that it changes nothing has its own tests.
    report = review(folder, DAY)[1]
    return frozenset((one.code, f"{one.fault.where} {one.fault.message}") for one in report.findings)


@pytest.fixture(scope="module")
def malmo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Findings]:
    """A copy of Malmö's records, and what is found in it as it is."""
    folder = tmp_path_factory.mktemp("malmo")
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "itgov.yaml", folder)
    return folder, found(folder)


@pytest.fixture
def planted(malmo: tuple[Path, Findings], request: pytest.FixtureRequest) -> Iterator[Findings]:
    """What is found anew with the plant in place; it is taken away again afterwards."""
    folder, before = malmo
    fragment = PLANTS[request.param]
    paths = [folder / path for path in YAML(typ="base").load(fragment)]
    kept = {path: path.read_bytes() for path in paths if path.is_file()}
    try:
        change(folder, fragment)
        yield found(folder) - before
    finally:
        for path in paths:
            if path in kept:
                path.write_bytes(kept[path])
            else:
                path.unlink()
                if not any(path.parent.iterdir()):
                    path.parent.rmdir()


def test_there_is_a_plant_for_every_rule() -> None:
    assert len(PLANTS) > 150
    assert {rule.code for rule in RULES} == set(PLANTS)


@pytest.mark.parametrize(("code", "planted"), [(code, code) for code in sorted(PLANTS)], indirect=["planted"])
def test_a_planted_fault_is_found_by_its_rule_alone(code: str, planted: Findings) -> None:
    assert [one for one, _ in planted] == [code]
