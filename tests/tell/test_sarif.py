"""SARIF 2.1.0, against what its published schema asks of the objects that are written here.

The checks are written from Schemata/sarif-schema-2.1.0.json of oasis-tcs/sarif-spec (commit
0a8091f7d4057e57b6d8d9b56129e5f918747b34), whose licence does not say that it may be copied. They are stricter than
it: a key that is not written here is refused, also where the schema would take it.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given, settings

from itgov.check.rules import RULES
from itgov.tell.frame import BARE, Frame
from itgov.tell.sarif import FINGERPRINT, render
from itgov.tell.told import Telling
from tests.tell.tellings import FRAME, ONE, SIZES, SOME, line_at, tellings, told

_COUNT = {"type": "integer", "minimum": 1}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": {name.replace("_", "$"): kind for name, kind in properties.items()},
    }


_STRING = {"type": "string"}
_MESSAGE = _object(("text",), text=_STRING, markdown=_STRING)
_ARTIFACT = _object(uri={"type": "string", "format": "uri-reference"}, uriBaseId=_STRING, description=_MESSAGE)
_REGION = _object(("startLine",), startLine=_COUNT, startColumn=_COUNT, endLine=_COUNT, endColumn=_COUNT)
_PHYSICAL = _object(("artifactLocation",), artifactLocation=_ARTIFACT, region=_REGION)
_LOCATION = _object(id={"type": "integer", "minimum": -1}, physicalLocation=_PHYSICAL, message=_MESSAGE)
_RULE = _object(
    ("id",),
    id=_STRING,
    name=_STRING,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    helpUri={"type": "string", "pattern": "^https://"},
    defaultConfiguration=_object(level=_LEVEL),
)
_RESULT = _object(
    ("message",),
    ruleId=_STRING,
    ruleIndex={"type": "integer", "minimum": -1},
    level=_LEVEL,
    message=_MESSAGE,
    locations={"type": "array", "items": _LOCATION},
    relatedLocations={"type": "array", "uniqueItems": True, "items": _LOCATION},
    partialFingerprints={"type": "object", "additionalProperties": _STRING},
)
_DRIVER = _object(
    ("name",), name=_STRING, version=_STRING, rules={"type": "array", "uniqueItems": True, "items": _RULE}
)
_RUN = _object(
    ("tool", "results"),
    tool=_object(("driver",), driver=_DRIVER),
    language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": _ARTIFACT},
    results={"type": "array", "items": _RESULT},
)
_LOG = _object(("version", "runs"), _schema=_STRING, version={"enum": ["2.1.0"]}, runs={"type": "array", "items": _RUN})


def _run(telling: Telling, language: str = "en", frame: Frame = FRAME) -> dict[str, Any]:
    log = json.loads(render(telling, line_at, language, frame))
    jsonschema.validate(log, _LOG)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("telling", [*SIZES.values(), SOME])
@pytest.mark.parametrize("frame", [BARE, FRAME, Frame(version="1", rules=RULES, address="https://a.example/rules")])
def test_it_keeps_to_the_schema(telling: Telling, language: str, frame: Frame) -> None:
    run = _run(telling, language, frame)
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(telling.found)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_a_result_has_place_level_and_fingerprint() -> None:
    (result,) = _run(ONE)["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 9, "endLine": 1, "endColumn": 25}
    assert result["partialFingerprints"] == {FINGERPRINT: "0000000000000001"}
    assert result["level"] == "error"


def test_information_is_a_note() -> None:
    assert [result["level"] for result in _run(SOME)["results"]] == ["error", "warning", "note", "error"]


def test_a_rule_explains_itself_with_both_examples() -> None:
    help_ = _run(ONE)["tool"]["driver"]["rules"][0]["help"]
    for part in ("a name that leads nowhere", "write the id", "finns-ej", "e-arkiv"):
        assert part in help_["text"]
        assert part in help_["markdown"]
    assert help_["markdown"].count("````yaml\n") == 1


def test_a_rule_has_an_address_only_where_the_project_has() -> None:
    assert "helpUri" not in _run(ONE)["tool"]["driver"]["rules"][0]
    rules = _run(ONE, frame=replace(FRAME, address="https://a.example/r"))["tool"]["driver"]["rules"]
    assert rules[0]["helpUri"] == "https://a.example/r#ref001"


def test_two_related_places_that_are_alike_stay_apart() -> None:
    one = told()
    _run(Telling((replace(one, beside=one.beside * 2),)))


def test_a_value_is_no_link_and_no_placeholder() -> None:
    (result,) = _run(Telling((told(text="see [x](1) {0} {name}"),)))["results"]
    assert result["message"]["text"].split("\n")[0] == r"see \[x\](1) {{0}} {name}"


@given(telling=tellings())
@settings(max_examples=60, deadline=None)
def test_a_path_is_a_relative_address_that_gives_the_path_back(telling: Telling) -> None:
    for one, result in zip(telling.found, _run(telling)["results"], strict=True):
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(?:[A-Za-z0-9_.~/-]|%[0-9A-F]{2})*", uri)
        assert not urlsplit(uri).scheme
        assert unquote(uri, errors="surrogatepass") == one.spot.path
