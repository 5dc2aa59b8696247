"""The small city that tests change, and how a fragment of YAML changes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from itgov.check.run import Report, run
from itgov.store.repository import Repository, load

ROOT = Path(__file__).parents[1]
SMALL = Path(__file__).parent / "small_city"
CASES = ROOT.parent / "shared" / "cases"
DAY = date(2026, 11, 2)
"""The day that the small city is seen from."""


def change(folder: Path, fragment: str) -> None:
    """Applies a fragment: file by path, either its whole text, or keys to set in it (an empty value takes one away)."""
    reader = YAML(typ="base")
    for path, wanted in reader.load(fragment).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(wanted, str):
            file.write_text(wanted, encoding="utf-8")
            continue
        merged = _merged(reader.load(file), wanted)
        with file.open("w", encoding="utf-8") as stream:
            YAML().dump(merged, stream)


def _merged(old: Any, new: Any) -> Any:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    merged = dict(old)
    for key, value in new.items():
        if value == "":
            merged.pop(key, None)
        else:
            merged[key] = _merged(old.get(key), value)
    return merged


def checked(folder: Path) -> tuple[Repository, Report]:
    """The repository in a folder, and all its findings."""
    repository = load(folder, as_of=DAY)
    broken = repository.unread
    return repository, run(repository.city, repository.faults, broken, repository.waivers)


def codes(folder: Path) -> list[str]:
    """The codes of all findings in a folder, sorted."""
    return sorted(finding.code for finding in checked(folder)[1].findings)
