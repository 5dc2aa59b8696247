"""The naughty strings that others collected, as everything a city may hold: none acts in any form or on the screen."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from itgov.check.rules import RULES
from itgov.cli.main import main
from itgov.message import LANGUAGES
from itgov.store.repository import Repository
from itgov.tell.forms import FORMS
from itgov.tell.frame import Frame
from itgov.tell.summary import summary
from itgov.tell.telling import telling
from itgov.tell.told import Telling
from tests.city import CASES, SMALL, checked
from tests.tell.tellings import HOSTILE

Capture = pytest.CaptureFixture[str]
BUILT = (
    *(text.replace("\ud800", "\ud7ff") for text in HOSTILE),
    *("x\n::error file=itgov.yaml::made up", "x ::warning::" + " ::stop-commands::y" * 20, "::add-mask::it"),
    *("\x9b2J", "\x7f\x80\x9d", "\u2066a\u2069\u200f\u061c", "a\u2028::error::b\u2029c\x85::error::d", "#" * 9 + "[x]"),
)
"""Beside the published ones: commands to build servers, C1 controls, directions. A file cannot hold half a pair."""
_COMMAND = re.compile(r"##\w*\[")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_LISTED: dict[str, Callable[[Any], list[object]]] = {
    "json": lambda data: data["findings"],
    "sarif": lambda data: data["runs"][0]["results"],
    "gitlab": list,
}
_GOAL = "document: d\ndescription: d\n"
_NO_COMMENT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_NO_NAME = re.compile(r"[/\0]")


def published() -> list[str]:
    """The strings, ours and those of the published list; ours alone where that is not here."""
    file = CASES / "strings" / "blns.json"
    listed = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return [*BUILT, *(text for text in listed if isinstance(text, str))]


def acting(text: str, *, commands: bool = False) -> list[str]:
    """What in a text would act: controls but line ends, directions, and lines that a build server obeys."""
    signs = {
        char for char in text if char != "\n" and not char.isprintable() and not (char.isspace() and char > "\x9f")
    }
    lines = [] if commands else [line for line in text.split("\n") if line.lstrip().startswith("::")]
    return [*map(repr, sorted(signs | (set(text) & {"\u2028", "\u2029"}))), *lines, *_COMMAND.findall(text)]


def assert_told_without_acting(whole: Telling, repository: Repository) -> int:
    """Every form in every language, and the summary; how many forms were told."""
    told = 0
    for language in LANGUAGES:
        for name, form in FORMS.items():
            text = form(whole, repository.line, language, Frame("1", RULES))
            assert acting(text, commands=name == "github") == [], name
            assert_reads_back(name, text, len(whole.found))
            told += 1
        told += 1
        assert acting(summary(whole, language)) == []
    grouped = FORMS["text"](whole, repository.line, "en", Frame("1", RULES, "rule"))
    assert acting(grouped) == []
    return told


def assert_reads_back(form: str, text: str, count: int) -> None:
    """JSON, XML and workflow commands hold just the findings there are."""
    if form in _LISTED:
        assert len(_LISTED[form](json.loads(text))) == count
    if form == "junit":
        assert len(ET.fromstring(text).findall("testcase")) == max(1, count)  # noqa: S314  made a line above
    if form == "github":
        assert sum(line.lstrip().startswith("::") for line in text.split("\n")) == count


def quoted(text: str) -> str:
    """The text as YAML spells it in double quotes, every letter beyond ASCII written out."""
    return '"' + "".join(char if char.isalnum() and char.isascii() else f"\\U{ord(char):08x}" for char in text) + '"'


Placing = Callable[[int, str], tuple[str, str]]
"""From a string and its number, the path and the text of a file that holds it."""


def _initiative(changes: dict[str, str]) -> Placing:
    lines = (SMALL / "data/initiatives/init-a.yaml").read_text("utf-8").splitlines()

    def placed(number: int, text: str) -> tuple[str, str]:
        own = {"id": f"h-{number}"} | {
            key.format(text=quoted(text)): value.format(text=quoted(text)) for key, value in changes.items()
        }
        kept = [line for line in lines if line.partition(":")[0] not in own]
        return f"data/initiatives/h-{number}.yaml", "\n".join([*(f"{k}: {v}" for k, v in own.items()), *kept]) + "\n"

    return placed


def _capability(number: int, text: str) -> tuple[str, str]:
    said = f"id: h-{number}\nname: {quoted(text)}\ndescription: {quoted(text)}\n"
    said += f"provided_by: [{{by: sys-diarium}}, {{by: finns-ej}}]  # {_NO_COMMENT.sub(' ', text)}\n"
    return f"data/capabilities/h-{number}.yaml", said


PLACES: dict[str, Placing] = {
    "title": _initiative({"name": "{text}", "summary": "{text}", "proposed_by": "finns-ej"}),
    "id": _initiative({"id": "{text}"}),
    "reference": _initiative({"goals": "[{text}]", "needs": "[{text}, {text}]"}),
    "values": _initiative(
        {
            "track": "{text}",
            "stages": "{{idea: {text}, decided: {text}}}",
            "operating_costs": "[{{what: {text}, per_year: {text}, borne_by: leverans-a}}]",
        }
    ),
    "key": _initiative({"{text}": "x"}),
    "content": lambda number, text: (f"data/goals/h-{number}.yaml", text),
    "value as it is": lambda number, text: (f"data/goals/h-{number}.yaml", f"id: h-{number}\nname: {text}\n{_GOAL}"),
    "comment": lambda number, text: (f"data/goals/h-{number}.yaml", f"id: {{}}  # {text}\nname: x\n{_GOAL}"),
    "file name": lambda _, text: (f"data/goals/{_NO_NAME.sub('', text)[:40]}.yaml", f"id: x\nname: x\n{_GOAL}"),
    "folder": lambda _, text: (f"data/{_NO_NAME.sub('', text)[:40]}/x.yaml", "id: x\n"),
}


def filled(folder: Path, place: Placing, strings: Sequence[str]) -> None:
    """Writes a file for each string into a city; those no file system takes are passed over."""
    for number, text in enumerate(strings):
        path, content = place(number, text)
        if Path(path).name in {"..yaml", "...yaml"} or ".." in Path(path).parts:
            continue
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("place", PLACES)
def test_no_string_acts_in_any_form(place: str, small_city: Path) -> None:
    strings = published()
    filled(small_city, PLACES[place], strings)
    repository, report = checked(small_city)
    whole = telling(report, repository.spot, repository.sources)
    assert len(whole.found) >= len(BUILT)
    assert assert_told_without_acting(whole, repository) >= 2 * len(FORMS)


def test_the_published_strings_are_among_them(cases: Path) -> None:
    assert (cases / "strings" / "blns.json").is_file()
    assert len(published()) > 500


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city with a capability for each string, which is its title; one system provides them all."""
    folder = tmp_path_factory.mktemp("city") / "stad"
    shutil.copytree(SMALL, folder, ignore=shutil.ignore_patterns(".itgov"))
    filled(folder, _capability, [text for text in published() if text.strip()])
    return folder


@pytest.mark.parametrize(("form", "language"), [("text", "sv"), ("github", "en"), ("json", "sv")])
def test_no_title_acts_in_what_validate_prints(form: str, language: str, titled: Path, capsys: Capture) -> None:
    main(["validate", "--root", str(titled), "--format", form, "--language", language])
    out, err = capsys.readouterr()
    assert len(out) > 1_000
    assert acting(out, commands=form == "github") == []
    assert acting(err) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("record", ["sys-diarium", "h-2", "h-14"])
def test_no_title_acts_in_what_show_prints(
    record: str, form: str, language: str, titled: Path, capsys: Capture
) -> None:
    main(["show", record, "--root", str(titled), "--format", form, "--language", language])
    out, err = capsys.readouterr()
    assert err == ""
    assert len(out) > 100
    assert acting(out) == []
    if form == "json":
        assert json.loads(out)["id"] == record


def test_show_gives_every_title_back_in_json(titled: Path, capsys: Capture) -> None:
    main(["show", "sys-diarium", "--root", str(titled), "--format", "json"])
    names = {one["name"] for one in json.loads(capsys.readouterr().out)["pointed_at_by"]}
    assert len(names) > len(BUILT)
    assert "\x9b2J" in names


def test_no_title_is_markup_on_a_terminal(titled: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked = ["show", "sys-diarium", "--root", str(titled), "--language", "en"]
    main(asked)
    piped = capsys.readouterr().out
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys, "stdout", Terminal())
    main(asked)
    assert isinstance(sys.stdout, Terminal)
    shown = _COLOUR.sub("", sys.stdout.getvalue())
    assert acting(shown, commands=True) in ([], _COMMAND.findall(shown))
    assert "[bold red]markup[/]" in shown
    assert [line.strip() for line in shown.split("\n") if "[" in line and "##" not in line] == [
        line.strip() for line in piped.split("\n") if "[" in line and "##" not in line
    ]


@pytest.mark.parametrize("text", BUILT)
def test_an_id_that_is_not_there_does_not_act_in_the_answer(text: str, capsys: Capture) -> None:
    main(["show", "--root", str(SMALL), "--", text])
    assert acting(capsys.readouterr().err) == []
