"""What went wrong in the city must be refused: each case as it stood then, and what validation says of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.tell import text
from itgov.tell.frame import BARE
from itgov.tell.telling import telling
from tests.city import checked

STOOD = Path(__file__).parent / "as_they_stood"
GOLDEN = Path(__file__).parent / "messages"
CASES = {
    "mobilitet-i-hemtjansten": ["COO001", "COO001"],
    "diarieforing-av-skolval": ["COO002", "COO003"],
    "okant-for-ekonomichefen": ["GOV002"],
    "ekot-efter-transaktioner": ["KEY003"],
}


def test_every_case_that_lies_here_is_tested() -> None:
    assert {file.stem for file in STOOD.glob("*.yaml")} == set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_the_failure_is_refused_for_its_own_reason(case: str, changed: Callable[[str], Path]) -> None:
    _, report = checked(changed((STOOD / f"{case}.yaml").read_text("utf-8")))
    assert report.fails()
    assert sorted(finding.code for finding in report.findings if finding.severity == "error") == CASES[case]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("case", CASES)
def test_the_messages_read_as_reviewed(
    case: str, language: str, changed: Callable[[str], Path], golden: Callable[[Path, str], None]
) -> None:
    repository, report = checked(changed((STOOD / f"{case}.yaml").read_text("utf-8")))
    told = telling(report, repository.spot, repository.sources)
    shown = text.plain(list(text.lines(told, repository.line, language, BARE))[:-1])
    golden(GOLDEN / f"{case}.{language}.txt", shown)


def test_a_volume_key_on_telephony_punishes_nothing(changed: Callable[[str], Path]) -> None:
    fragment = (STOOD / "ekot-efter-transaktioner.yaml").read_text("utf-8")
    folder = changed(fragment.replace("wanted_direction: more", "wanted_direction: less"))
    assert checked(folder)[1].findings == ()
