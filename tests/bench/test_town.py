from pathlib import Path

import pytest
from bench.plan import LEAST, plan_for
from bench.town import write_town

from itgov.check.run import run
from itgov.model.kinds import KINDS
from itgov.store.repository import load


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.yaml")}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    write_town(tmp_path / "one", 150, seed=3)
    write_town(tmp_path / "other", 150, seed=3)
    assert _files(tmp_path / "one") == _files(tmp_path / "other")


def test_another_seed_gives_another_town(tmp_path: Path) -> None:
    write_town(tmp_path / "one", 150, seed=3)
    write_town(tmp_path / "other", 150, seed=4)
    assert _files(tmp_path / "one") != _files(tmp_path / "other")


@pytest.mark.parametrize("records", [LEAST, 101, 300, 1_234])
def test_a_town_has_exactly_as_many_records_as_asked_for(tmp_path: Path, records: int) -> None:
    write_town(tmp_path, records)
    assert len(list((tmp_path / "data").glob("*/*.yaml"))) == records


ON_DEMAND = {"bridges", "charges", "indices", "ledgers", "moves", "outcomes"}
"""What a city keeps for single questions about money: few records, which say little of how fast others are read."""


def test_every_kind_of_record_is_there(tmp_path: Path) -> None:
    write_town(tmp_path, LEAST)
    there = {path.name for path in (tmp_path / "data").iterdir() if any(path.glob("*.yaml"))}
    assert {kind.folder for kind in KINDS} - there == ON_DEMAND


@pytest.mark.parametrize("records", [LEAST, 300])
def test_a_town_has_no_errors(tmp_path: Path, records: int) -> None:
    write_town(tmp_path, records)
    repository = load(tmp_path)
    report = run(repository.city, repository.faults)
    errors = [finding for finding in report.findings if finding.severity == "error"]
    assert repository.city is not None
    assert [str(finding.fault.message) for finding in errors] == []


def test_a_town_that_is_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 100"):
        plan_for(LEAST - 1, seed=0)
