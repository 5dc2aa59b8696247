"""Only what is new since a revision, and again at every change."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import change

Changed = Callable[[str], Path]
Capture = pytest.CaptureFixture[str]

OLD = "data/initiatives/init-a.yaml: {anchoring: }\n"
HOURS_FIRST = "data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-04-20}\n"


@pytest.fixture(autouse=True)
def _own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git as on a new machine: no settings of the user's, and no repository above."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "it")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "it@smastad.example")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)  # noqa: S607  git as the machine has it


def committed(folder: Path) -> Path:
    """The city in a repository of its own, all of it in one commit on the branch `main`."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Allt")
    return folder


def since(folder: Path, capsys: Capture, revision: str = "main", *options: str) -> list[str]:
    asked = ["--as-of", "2026-11-02", "--format", "json", "--changed-since", revision]
    main(["validate", "--root", str(folder), *asked, *options])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return [f"{one['path'].rpartition('/')[2]} {one['code']}" for one in found["findings"]]


def test_what_was_there_already_is_not_shown(changed: Changed, capsys: Capture) -> None:
    folder = committed(changed(OLD))
    assert since(folder, capsys) == []
    change(folder, "data/systems/sys-diarium.yaml: {incident_leader: }\n")
    assert since(folder, capsys) == ["sys-diarium.yaml SYS002"]


def test_of_a_file_that_was_touched_all_is_shown(changed: Changed, capsys: Capture) -> None:
    folder = committed(changed(OLD))
    file = folder / "data/initiatives/init-a.yaml"
    file.write_text(f"# Rättat\n{file.read_text('utf-8')}", "utf-8")
    assert since(folder, capsys) == ["init-a.yaml GOV001"]


def test_a_new_file_that_git_does_not_know_is_touched(changed: Changed, capsys: Capture) -> None:
    folder = committed(changed(OLD))
    (folder / "data/goals/mal-9.yaml").write_text("id: mal-9\n", "utf-8")
    assert {one.split()[0] for one in since(folder, capsys)} == {"mal-9.yaml"}


def test_what_another_file_makes_wrong_elsewhere_is_new(small_city: Path, capsys: Capture) -> None:
    folder = committed(small_city)
    (folder / "data/bodies/beredande-niva.yaml").unlink()
    assert any(one.endswith("REF001") for one in since(folder, capsys))


def test_nothing_is_new_beside_what_hides_it(changed: Changed, capsys: Capture) -> None:
    folder = committed(changed(HOURS_FIRST))
    change(folder, "itgov.yaml: {rules: {GOV005: {severity: 'off', reason: Prövas}}}\n")
    # GOV012 tells the same, and did so then.
    assert since(folder, capsys) == []


def test_a_revision_that_is_not_there_is_a_wrong_call(changed: Changed, capsys: Capture) -> None:
    folder = committed(changed(OLD))
    code = main(["validate", "--root", str(folder), "--language", "en", "--changed-since", "finns-inte"])
    assert code == Exit.NO_ROOT
    assert "git knows no such revision here" in capsys.readouterr().err


def test_a_city_that_was_not_there_then_is_all_new(changed: Changed, capsys: Capture) -> None:
    folder = changed(OLD)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Tomt")
    assert since(folder, capsys) == ["init-a.yaml GOV001"]


def test_a_city_in_a_folder_that_was_not_there_then_is_all_new(
    changed: Changed, tmp_path: Path, capsys: Capture
) -> None:
    folder = changed(OLD)
    (tmp_path / "las.md").write_text("Läs mig\n", "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "las.md")
    git(tmp_path, "commit", "-q", "-m", "Tom")
    assert since(folder, capsys) == ["init-a.yaml GOV001"]


def test_watching_checks_again_at_every_change_until_interrupted(
    small_city: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_city
    steps = iter(["", OLD, "", "baseline.yaml: |\n  known: []\n"])
    seen: list[str] = []

    def meanwhile(_: float) -> None:
        seen.append(capsys.readouterr().out)
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        if step:
            change(folder, step)

    monkeypatch.setattr("itgov.cli.validation.time.sleep", meanwhile)
    code = main(["validate", "--root", str(folder), "--as-of", "2026-11-02", "--format", "concise", "--watch"])
    assert code == Exit.INTERRUPTED
    assert ["GOV001" in one for one in seen] == [False, False, True, False, True]
    assert seen[1] == seen[3] == ""
