"""The ready files for CI and pre-commit: what they call is there, and nobody else's code runs in them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML
from typer.exceptions import TyperException

from itgov.cli.main import app
from tests.city import ROOT

GITHUB = ROOT / ".github" / "workflows" / "itgov.yml"
GITLAB = ROOT / ".gitlab-ci.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
CATALOGUE = "src/itgov/locale/sv/LC_MESSAGES/itgov.mo"
OURS = {"checkout", "setup-python", "configure-pages", "upload-pages-artifact", "deploy-pages"}


def read(path: Any) -> Any:
    return YAML(typ="safe").load(path)


def github_steps() -> list[dict[str, Any]]:
    return [step for job in read(GITHUB)["jobs"].values() for step in job["steps"]]


def scripts() -> Iterator[str]:
    yield from (step["run"] for step in github_steps() if "run" in step)
    yield from (line for job in read(GITLAB).values() if "script" in job for line in job["script"])
    yield from (hook["entry"] for hook in read(HOOKS))


def calls() -> list[list[str]]:
    """Every call of itgov in the files, as arguments; what goes to a file is taken away."""
    commands = (line.split(">")[0] for script in scripts() for line in script.splitlines())
    words = [shlex.split(command) for command in commands]
    return [line[1:] for line in words if line and line[0].endswith("itgov")]


def test_there_are_calls_to_look_at() -> None:
    assert len(calls()) >= 5


@pytest.mark.parametrize("arguments", calls(), ids=" ".join)
def test_the_command_line_takes_every_call(arguments: list[str]) -> None:
    group: Any = typer.main.get_command(app)
    name, *rest = arguments
    assert name in group.commands
    try:
        group.commands[name].make_context(name, rest)
    except TyperException as error:
        pytest.fail(f"itgov {' '.join(arguments)}: {error.format_message()}")


@pytest.mark.parametrize("script", [line for line in scripts() if line.startswith("make ")])
def test_what_make_is_asked_for_is_there(script: str) -> None:
    target = script.split()[1]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE) or target == CATALOGUE


def test_no_action_but_githubs_own_each_at_a_commit() -> None:
    used = re.findall(r"uses: (\S+)@(\S+) # v\d+\.\d+\.\d+$", GITHUB.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(used) == sum("uses" in step for step in github_steps()) >= 4
    assert {action for action, _ in used} <= {f"actions/{name}" for name in OURS}
    assert all(re.fullmatch(r"[0-9a-f]{40}", commit) for _, commit in used)


def test_only_publishing_may_do_more_than_read() -> None:
    workflow = read(GITHUB)
    assert workflow["permissions"] == {"contents": "read"}
    asking = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert asking == {"publish": {"pages": "write", "id-token": "write"}}


def test_no_value_from_outside_stands_in_a_script() -> None:
    assert not any("${{" in script for script in scripts())


def test_pull_requests_publish_nothing() -> None:
    jobs = read(GITHUB)["jobs"]
    assert jobs["validate"]["if"] == "github.event_name == 'pull_request'"
    assert jobs["reports"]["if"] == "github.event_name == 'push'"
    assert jobs["publish"]["needs"] == "reports"


def test_gitlab_keeps_its_reports_when_the_records_have_faults() -> None:
    job = read(GITLAB)["validate"]
    assert job["artifacts"]["when"] == "always"
    written = {line.split(">")[1].strip() for line in job["script"] if ">" in line}
    assert set(job["artifacts"]["reports"].values()) == written
