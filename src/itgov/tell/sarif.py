"""Findings as SARIF 2.1.0, which code scanning and editors read.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0; its sections are named where they decide something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from itgov.check.rule import Rule
from itgov.finding import Severity, Spot
from itgov.message import msg, visible
from itgov.tell.ending import remedy
from itgov.tell.frame import Frame
from itgov.tell.harmless import as_json
from itgov.tell.told import LineAt, Telling, Told

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "itgovFingerprint/v1"

_LEVEL: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_ROOT = "%SRCROOT%"
_PLACEHOLDER = re.compile(r"\{(\d+)\}")
_BACKTICKS = re.compile(r"`+")


def render(telling: Telling, line_at: LineAt, language: str, frame: Frame) -> str:
    """One run: every rule of the frame with its help, and a result for each finding; valid with none too."""
    _ = line_at
    descriptors = _descriptors(telling.found, frame, language)
    index = {descriptor["id"]: at for at, descriptor in enumerate(descriptors)}
    driver: dict[str, Any] = {"name": "itgov"}
    if frame.version:
        driver["version"] = frame.version
    run = {
        "tool": {"driver": {**driver, "rules": descriptors}},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": msg("the folder that itgov.yaml is in").into(language)}}
        },
        "results": [_result(one, index[one.code], language) for one in telling.found],
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _descriptors(found: Iterable[Told], frame: Frame, language: str) -> list[dict[str, Any]]:
    """The rules in their order, then codes that were found and have no rule (by code)."""
    listed = {rule.code: _descriptor(rule, frame.address, language) for rule in frame.rules}
    others = {one.code: one.name for one in found if one.code not in listed}
    return [*listed.values(), *(_named(code, name) for code, name in sorted(others.items()))]


def _named(code: str, name: str) -> dict[str, Any]:
    return {"id": code, "name": name, "shortDescription": {"text": _text(name.replace("-", " ").capitalize())}}


def _descriptor(rule: Rule, address: str | None, language: str) -> dict[str, Any]:
    return {
        **_named(rule.code, rule.name),
        "fullDescription": {"text": _text(rule.why.into(language))},
        "help": _help(rule, language),
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        **({"helpUri": f"{address}#{rule.code.lower()}"} if address else {}),
    }


def _help(rule: Rule, language: str) -> dict[str, str]:
    """Why, what to do, and both examples; as text and as Markdown."""
    said = [(msg("why"), rule.why), (msg("what to do"), rule.remedy)]
    shown = [(msg("an example with the fault"), rule.bad), (msg("the same, put right"), rule.good)]
    plain = [f"{head.into(language)}: {text.into(language)}" for head, text in said]
    plain += [f"{head.into(language)}:\n\n{example.rstrip()}" for head, example in shown]
    marked = [f"**{head.into(language)}:** {text.into(language)}" for head, text in said]
    marked += [f"**{head.into(language)}:**\n\n{_fenced(example)}" for head, example in shown]
    return {"text": _text("\n\n".join(plain)), "markdown": "\n\n".join(marked)}


def _fenced(example: str) -> str:
    """YAML between fences longer than any run of backticks in it."""
    fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(example)), default=0))
    return f"{fence}yaml\n{example.strip(chr(10))}\n{fence}"


def _result(one: Told, rule_index: int, language: str) -> dict[str, Any]:
    said = "\n".join(visible(text) for text in (one.message.into(language), remedy(one, language)) if text)
    related = [
        {"id": number, **_location(beside.spot), "message": {"text": _text(visible(beside.message.into(language)))}}
        for number, beside in enumerate(one.beside, start=1)
    ]
    return {
        "ruleId": one.code,
        "ruleIndex": rule_index,
        "level": _LEVEL[one.severity],
        "message": {"text": _text(said)},
        "locations": [_location(one.spot)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {FINGERPRINT: one.fingerprint},
    }


def _location(spot: Spot) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(spot.path), "uriBaseId": _ROOT},
            "region": {
                "startLine": spot.line,
                "startColumn": spot.column,
                "endLine": spot.line,
                "endColumn": spot.column + spot.width,
            },
        }
    }


def _uri(path: str) -> str:
    """The path as a relative URI; bytes of a file name that are no UTF-8 are kept as they were read."""
    try:
        return quote(path, safe="/", errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(path, safe="/", errors="surrogatepass")


def _text(text: str) -> str:
    """A sentence in which nothing is a link (§3.11.6) or a placeholder (§3.11.5).

    §3.11.5 doubles every brace. Few readers undo that, so only what would be a placeholder is doubled.
    """
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return _PLACEHOLDER.sub(r"{{\1}}", text)
