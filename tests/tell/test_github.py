"""Workflow commands, read back by a reader written from the documented escapes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from itgov.tell.frame import BARE
from itgov.tell.github import render
from itgov.tell.harmless import harmless
from itgov.tell.told import Telling
from tests.tell.tellings import SIZES, SOME, line_at, tellings

_COMMAND = re.compile(r"::(?P<name>[a-z]+)(?: (?P<properties>.*?))?::(?P<data>.*)")
_IN_DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_IN_PROPERTY = {**_IN_DATA, "%3A": ":", "%2C": ","}


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    return re.sub("|".join(escapes), lambda match: escapes[match[0]], text)


def read(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Name, properties and data of every line that a runner would take for a command."""
    found = []
    for line in text.split("\n"):
        match = _COMMAND.fullmatch(line.strip())
        if match:
            pairs = (pair.split("=", 1) for pair in (match["properties"] or "").split(","))
            properties = {key: _unescaped(value, _IN_PROPERTY) for key, value in pairs}
            found.append((match["name"], properties, _unescaped(match["data"], _IN_DATA)))
    return found


@pytest.mark.parametrize("size", SIZES)
def test_every_finding_is_a_command_with_its_place(size: int) -> None:
    telling = SIZES[size]
    places = {
        (c["file"], c["line"], c["col"], c["endColumn"]) for _, c, _ in read(render(telling, line_at, "sv", BARE))
    }
    spots = [one.spot for one in telling.found]
    assert places == {(s.path, str(s.line), str(s.column), str(s.column + s.width)) for s in spots}


def test_errors_come_first() -> None:
    assert [name for name, _, _ in read(render(SOME, line_at, "en", BARE))] == ["error", "error", "warning", "notice"]


def test_a_command_names_the_rule_and_says_what_to_do() -> None:
    _, properties, data = read(render(SOME, line_at, "en", BARE))[0]
    assert properties["title"] == "REF001 unknown-reference"
    assert data == "“initiativ-001” names “mobil-inloggning”\ndo: did you mean “mobil-inlogg”?"


@given(telling=tellings())
@settings(max_examples=100, deadline=None)
def test_the_reader_gets_back_file_line_and_message(telling: Telling) -> None:
    commands = read(render(telling, line_at, "en", BARE))
    got = sorted((c["file"], c["line"], data) for _, c, data in commands)
    said = [(one.spot, harmless(one.message.into("en"))) for one in telling.found]
    remedies = [f"do: {text}" for _, text in said]
    wanted = [
        (harmless(spot.path), str(spot.line), "\n".join(part for part in (text, todo) if part).rstrip())
        for (spot, text), todo in zip(said, remedies, strict=True)
    ]
    assert [(file, line, data.rstrip()) for file, line, data in got] == sorted(wanted)
