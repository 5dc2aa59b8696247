"""Findings as a JUnit report, which most build servers show.

Source: the schema junit-10 of Jenkins' xunit plugin. XML 1.0 cannot hold most control characters, not even
escaped: they are written out.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from itgov.message import msg
from itgov.tell.ending import LABEL, last_line, remedy
from itgov.tell.frame import Frame
from itgov.tell.harmless import COMMAND, harmless
from itgov.tell.told import LineAt, Telling, Told

_LINE_START = re.compile(r"^(\s*)::", re.MULTILINE)


def render(telling: Telling, line_at: LineAt, language: str, frame: Frame) -> str:
    """One suite with a case for each finding: an error fails, warnings and notes pass and say so in their output.

    Where nothing was found there is one case that passes: a report without cases counts as broken.
    """
    _ = line_at, frame
    suite = Element("testsuite", _suite(telling))
    if not telling.found:
        name = msg("every record is as it should be").into(language)
        SubElement(suite, "testcase", {"name": name, "classname": "itgov.validate"})
    for one in telling.found:
        _case(suite, one, language)
    SubElement(suite, "system-out").text = harmless(last_line(telling, language))
    indent(suite)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_inert(tostring(suite, encoding="unicode"))}\n'


def _suite(telling: Telling) -> dict[str, str]:
    """The suite's attributes; `time` in seconds, where it is told."""
    counts = {
        "name": "itgov validate",
        "tests": str(max(1, len(telling.found))),
        "failures": str(telling.count("error")),
        "errors": "0",
    }
    if telling.milliseconds is not None:
        seconds, rest = divmod(telling.milliseconds, 1000)
        counts["time"] = f"{seconds}.{rest:03d}"
    return counts


def _case(suite: Element, one: Told, language: str) -> None:
    """A case whose name outlives line numbers, so that a server can follow it from run to run."""
    message = harmless(one.message.into(language))
    path = harmless(one.spot.path)
    name = f"{path}: {message} [{one.fingerprint}]"
    case = SubElement(suite, "testcase", {"name": name, "classname": f"itgov.{one.code} {one.name}"})
    place = f"{path}:{one.spot.line}:{one.spot.column}"
    said = "\n".join(
        text
        for text in (f"{place}: {LABEL[one.severity].into(language)}: {message}", harmless(remedy(one, language)))
        if text
    )
    if one.severity == "error":
        SubElement(case, "failure", {"type": one.code, "message": message}).text = said
    else:
        SubElement(case, "system-out").text = said


def _inert(xml: str) -> str:
    """The same XML without what a build server would obey in a log: those signs as character references."""
    return _LINE_START.sub(r"\1&#58;:", COMMAND.sub("#&#35;", xml))
