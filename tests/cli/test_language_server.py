"""The YAML language server with our settings, on real files: it completes, explains and finds faults."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from itgov.model.schema import modeline
from tests.city import ROOT
from tests.cli.language_server import Client, language_server, server_command

COMMAND = server_command()
pytestmark = pytest.mark.skipif(
    COMMAND is None, reason="node or the npm package yaml-language-server is not here; .ci/run installs the package"
)

RECORD = "data/initiatives/init-arende-konsolidering.yaml"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("malmo")
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "itgov.yaml", folder)
    assert main(["init", "--editor", "vscode", "--root", str(folder)]) == Exit.OK
    return folder


@pytest.fixture(scope="module")
def editor(city: Path) -> Iterator[Client]:
    assert COMMAND is not None
    settings = json.loads((city / ".vscode/settings.json").read_text(encoding="utf-8"))
    with language_server(COMMAND, city, settings) as client:
        yield client


@pytest.fixture(scope="module")
def record(city: Path, editor: Client) -> list[str]:
    """The lines of a real initiative, which is open and without a fault."""
    text = (city / RECORD).read_text(encoding="utf-8")
    assert editor.open(RECORD, text) == []
    return text.splitlines()


def words(item: dict[str, Any]) -> str:
    told = item.get("documentation", "")
    return str(told["value"]) if isinstance(told, dict) else str(told)


def test_pointing_at_a_key_tells_its_swedish_name_and_meaning(editor: Client, record: list[str]) -> None:
    line = next(number for number, text in enumerate(record) if text.startswith("anchoring:"))
    told = editor.at("hover", RECORD, line, 2)["contents"]["value"]
    assert told.startswith("#### Förankring")
    assert "**Förankring** (`anchoring`): in the management and with the finance chief." in told


def test_pointing_at_a_value_tells_what_the_choices_mean(editor: Client, record: list[str]) -> None:
    line = next(number for number, text in enumerate(record) if text.startswith("track:"))
    told = editor.at("hover", RECORD, line, len("track: "))["contents"]["value"]
    assert "`system_change`: systemförändring – system change" in told


def test_keys_are_offered_with_what_they_mean(editor: Client) -> None:
    path = "data/initiatives/init-ny.yaml"
    assert editor.open(path, "id: init-ny\nname: Ny\nanchoring:\n  \n")
    offered = {item["label"]: words(item) for item in editor.at("completion", path, 3, 2)["items"]}
    assert offered["management"] == "**Ledning** (`management`): when and where the management group backed it."
    assert offered["finance_chief"].startswith("**Ekonomichef**")


def test_values_are_offered_with_what_they_mean(editor: Client) -> None:
    path = "data/systems/sys-ny.yaml"
    assert editor.open(path, "id: sys-ny\ncriticality: \n")
    offered = {item["label"]: words(item) for item in editor.at("completion", path, 1, len("criticality: "))["items"]}
    assert offered["vital"] == "verksamhetskritisk – vital"


def test_no_value_is_made_up_for_a_key_that_is_picked(editor: Client) -> None:
    path = "data/initiatives/init-tom.yaml"
    assert editor.open(path, "id: init-tom\nstages:\n  \n")
    inserted = {item["label"]: item["insertText"] for item in editor.at("completion", path, 2, 2)["items"]}
    assert inserted["idea"].strip() == "idea:"


def test_a_text_is_not_offered_true_and_false(editor: Client) -> None:
    path = "data/goals/mal-ny.yaml"
    assert editor.open(path, "id: mal-ny\nname: \n")
    assert editor.at("completion", path, 1, len("name: "))["items"] == []


@pytest.mark.parametrize(
    ("path", "line", "told"),
    [
        ("data/contracts/avtal-x.yaml", "ends_on: 2027-02-30", "write a day of the calendar as 2027-03-31"),
        ("data/contracts/avtal-y.yaml", "ceiling: 5 kronor", "write an amount as 1 250 000 kr"),
        ("data/goals/mal-x.yaml", "summery: x", "Property summery is not allowed."),
        ("itgov.yaml", "discount_rate: 3.5", "write a share as 12,5 % or 4/15"),
    ],
)
def test_a_fault_says_what_to_write(editor: Client, path: str, line: str, told: str) -> None:
    assert any(told in fault["message"] for fault in editor.open(path, line + "\n"))


def test_the_line_in_a_new_file_does_without_settings(city: Path) -> None:
    assert COMMAND is not None
    path = "data/goals/mal-rad.yaml"
    with language_server(COMMAND, city, {}) as client:
        faults = client.open(path, f"{modeline('goal')}\nid: mal-rad\nsummery: x\n")
    assert any("Property summery is not allowed." in fault["message"] for fault in faults)
