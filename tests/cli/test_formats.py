"""What docs/formats.md says of all commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

import typer.main

from itgov.cli.main import app
from tests.city import ROOT

EXCEPTIONS = re.compile(r"Every command takes `--format json`, except (?P<names>[^:]*):")


def commands(command: object, *above: str) -> Iterator[tuple[str, set[str]]]:
    """The names of all commands and their options, groups gone through."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield " ".join(above), {option for one in getattr(command, "params", ()) for option in one.opts}
        return
    for name, one in inner.items():
        yield from commands(one, *above, name)


def test_the_commands_without_json_are_those_that_the_page_excepts() -> None:
    found = EXCEPTIONS.search((ROOT / "docs/formats.md").read_text("utf-8"))
    assert found is not None
    excepted = set(re.findall(r"`([^`]+)`", found["names"]))
    assert excepted == {name for name, options in commands(typer.main.get_command(app)) if "--format" not in options}
