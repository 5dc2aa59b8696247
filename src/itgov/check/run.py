"""Running the rules: the faults of reading and of every rule, with the severity each has in this city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from itgov.check.rule import Rule
from itgov.check.rules import RULES
from itgov.finding import SETTINGS, SEVERITIES, At, Fault, Finding, Severity, nearest
from itgov.message import msg
from itgov.model.city import City

FIRM = ("FRM", "REF")
"""Families whose severity no city can change: without them the rest of the records means nothing."""


@dataclass(frozen=True)
class Report:
    """All findings, unsorted, and how many records the cross-file rules could not see because they are broken."""

    findings: tuple[Finding, ...]
    unseen: int

    def count(self, severity: Severity) -> int:
        """How many findings have that severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def fails(self, at: Severity = "error") -> bool:
        """Whether any finding is as severe as `at`, or more."""
        limit = SEVERITIES.index(at)
        return any(SEVERITIES.index(finding.severity) <= limit for finding in self.findings)


def run(
    city: City | None,
    read: Iterable[tuple[str, Fault]],
    broken: frozenset[str] = frozenset(),
    rules: tuple[Rule, ...] = RULES,
) -> Report:
    """Every finding: those of reading (`read`, by rule code) and those of the rules.

    A reference to a record that is itself `broken` is not reported again: one fault, one finding.
    """
    by_code = {rule.code: rule for rule in rules}
    found = [(by_code[code], fault) for code, fault in read]
    if city is not None:
        found.extend(_wrong_settings(city, by_code))
        found.extend((rule, fault) for rule in rules if rule.find is not None for fault in rule.find(city))
    findings = tuple(
        Finding(rule.code, severity, fault)
        for rule, fault in found
        if not _about_broken(fault, broken) and (severity := _severity(city, rule)) is not None
    )
    return Report(findings, len(broken))


def _severity(city: City | None, rule: Rule) -> Severity | None:
    setting = city.settings.rules.get(rule.code) if city is not None else None
    if setting is None:
        return rule.severity
    if rule.code.startswith(FIRM):
        return rule.severity
    return None if setting.severity == "off" else setting.severity


def _about_broken(fault: Fault, broken: frozenset[str]) -> bool:
    return any(value in broken for name, value in fault.message.params if name == "unknown_id")


def _wrong_settings(city: City, by_code: dict[str, Rule]) -> Iterator[tuple[Rule, Fault]]:
    for code in city.settings.rules:
        where = At(SETTINGS, ("rules", code), key=True)
        if code not in by_code:
            close = nearest(code, by_code)
            remedy = msg("did you mean {close}?", close=close) if close else None
            yield by_code["FRM006"], Fault(where, msg("there is no rule {code}", code=code), remedy)
        elif code.startswith(FIRM):
            problem = msg(
                "the severity of {code} cannot be set: whatever rests on a record that cannot be read is wrong",
                code=code,
            )
            yield by_code["FRM006"], Fault(where, problem, msg("mend the records it points to instead"))
