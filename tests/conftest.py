"""What many tests share: the small city, and changing it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.city import CASES, SMALL, change
from tests.laws import LONG, TRIES

settings.register_profile("laws", deadline=None, max_examples=TRIES)
if LONG:
    settings.load_profile("laws")


@pytest.fixture
def small_city(tmp_path: Path) -> Path:
    """A copy of the small city that a test may change."""
    folder = tmp_path / "stad"
    shutil.copytree(SMALL, folder, ignore=shutil.ignore_patterns(".itgov"))
    return folder


@pytest.fixture
def changed(small_city: Path) -> Callable[[str], Path]:
    """The small city with some files changed, as the rules' examples write it."""

    def changing(fragment: str) -> Path:
        change(small_city, fragment)
        return small_city

    return changing


@pytest.fixture
def cases() -> Path:
    """The published cases, where they lie beside the project."""
    if not CASES.is_dir():
        pytest.skip("the published cases (../shared/cases) are not here")
    return CASES


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew; then review them as text"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with its golden file, or writes it with --update-golden."""
    update = request.config.getoption("--update-golden")

    def compare(file: Path, text: str) -> None:
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), f"{file.name} is not there: pytest --update-golden writes it"
        assert text == file.read_text(encoding="utf-8")

    return compare
