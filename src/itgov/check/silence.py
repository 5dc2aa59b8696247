"""One fault, one finding: of several that tell the same of a record, only the first is told.

What is not told silences nothing: a rule that is off, waived, known from the baseline or not asked for
must never hide another, or the fault would be told nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from itgov.check.rule import Rule
from itgov.check.rules import RULE_BY_CODE
from itgov.finding import SEVERITIES, Severity

_PLACE = {code: number for number, code in enumerate(RULE_BY_CODE)}


class Silenceable(Protocol):
    """A finding, or one ready to be told."""

    @property
    def code(self) -> str:
        """The rule's code."""

    @property
    def severity(self) -> Severity:
        """How severe it is in this city."""

    @property
    def examined(self) -> int | None:
        """The examination that found it."""


F = TypeVar("F", bound=Silenceable)


def silenced(found: Iterable[F]) -> tuple[tuple[F, ...], tuple[F, ...]]:
    """Those that are told, and those that rest on one of them (`Rule.after`), each in the order given.

    Both are of one examination, and what is itself silenced silences nothing. Rules are asked in the order of
    their list. A rule that the city has made milder than it is silences only what is no more severe.
    """
    listed = list(found)
    told: dict[int | None, dict[str, Severity]] = {}
    behind: set[int] = set()
    order = sorted(range(len(listed)), key=lambda index: _PLACE.get(listed[index].code, -1))
    for index in order:
        one = listed[index]
        rule = RULE_BY_CODE.get(one.code)
        before = told.setdefault(one.examined, {}) if one.examined is not None else {}
        if rule is not None and any(
            _hides(RULE_BY_CODE[code], before[code], one) for code in rule.after if code in before
        ):
            behind.add(index)
        else:
            before[one.code] = one.severity
    return (
        tuple(one for index, one in enumerate(listed) if index not in behind),
        tuple(one for index, one in enumerate(listed) if index in behind),
    )


def _hides(first: Rule, severity: Severity, one: Silenceable) -> bool:
    milder = SEVERITIES.index(severity) > SEVERITIES.index(first.severity)
    return not milder or SEVERITIES.index(severity) <= SEVERITIES.index(one.severity)
