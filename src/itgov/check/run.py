"""Running the rules: the faults of reading and of every rule, with the severity each has in this city.

Each record is examined alone, and sees others only through the city: what it
looked at can be written down, and an examination be kept for as long as that stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from itgov.check.doubt import FIRM, Coded, without_doubtful
from itgov.check.rule import Rule
from itgov.check.rules import RULES
from itgov.check.waive import Known, Waived, waive
from itgov.finding import SETTINGS, SEVERITIES, At, Fault, Finding, Severity, nearest
from itgov.message import Message, msg
from itgov.model.broken import NOTHING_BROKEN, Broken
from itgov.model.city import City
from itgov.model.record import Part, Record
from itgov.model.settings import RuleSetting, Settings
from itgov.model.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Examined:
    """What the rules found on one record; `skipped` rules rest on one that found something, or on a broken record."""

    faults: tuple[Coded, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class Report:
    """All findings that count, unsorted, and how many others there were.

    `unseen` records are broken and were left out of the checks between records; `skipped` checks were not made;
    `waived` findings are accepted for now; `unchecked` where no rule could be asked, as there are no settings.
    """

    findings: tuple[Finding, ...]
    unseen: int
    skipped: int = 0
    waived: int = 0
    unchecked: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings have that severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def fails(self, at: Severity = "error") -> bool:
        """Whether any finding is as severe as `at`, or more."""
        limit = SEVERITIES.index(at)
        return any(SEVERITIES.index(finding.severity) <= limit for finding in self.findings)


def run(
    city: City | None,
    read: Iterable[Coded],
    broken: Broken = NOTHING_BROKEN,
    waivers: tuple[Waiver, ...] = (),
    rules: tuple[Rule, ...] = RULES,
) -> Report:
    """Every finding: those of reading (`read`), those of the rules, less what is waived."""
    examined = examine_all(city, broken, rules) if city is not None else ()
    return assemble(city, read, examined, broken, waivers, rules)


def examine_all(city: City, broken: Broken = NOTHING_BROKEN, rules: tuple[Rule, ...] = RULES) -> Iterator[Examined]:
    """The settings' examination, then that of every record in the order of the city."""
    yield examine(city, city.settings, broken, rules)
    for record in city.records():
        yield examine(city, record, broken, rules)


def examine(
    city: City, part: Record | Settings, broken: Broken = NOTHING_BROKEN, rules: tuple[Rule, ...] = RULES
) -> Examined:
    """What the rules find on one record, or on the settings.

    A rule that rests on another is not asked where that found something; one that misses something in other
    records is not asked about a record that a broken file mentions. What else rests on something that cannot be
    read is told here and held back later (`assemble`).
    """
    found: list[Coded] = []
    codes: set[str] = set()
    skipped = 0
    mentioned = isinstance(part, Record) and part.id in broken.mentioned
    for rule in _rules_over(type(part), rules):
        assert rule.find is not None
        if (codes and not codes.isdisjoint(rule.after)) or (mentioned and rule.misses):
            skipped += 1
            continue
        for fault in rule.find(city, part):
            codes.add(rule.code)
            found.append((rule.code, fault))
    return Examined(tuple(found), skipped)


@cache
def _rules_over(part: type[Part], rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.find is not None and issubclass(part, rule.over))


def assemble(
    city: City | None,
    read: Iterable[Coded],
    examined: Iterable[Examined],
    broken: Broken = NOTHING_BROKEN,
    waivers: tuple[Waiver, ...] = (),
    rules: tuple[Rule, ...] = RULES,
) -> Report:
    """The report: severities as the city has set them, and less what it has waived."""
    by_code = {rule.code: rule for rule in rules}
    settings = city.settings.rules if city is not None else {}
    found = list(read)
    skipped = 0
    by_rules: list[Coded] = []
    for one in examined:
        by_rules.extend(one.faults)
        skipped += one.skipped
    if city is not None:
        told = without_doubtful(city, by_rules, broken, by_code)
        found.extend(told.faults)
        skipped += told.held
    found.extend(_wrong_settings(settings, by_code))
    findings = tuple(
        Finding(code, severity, fault)
        for code, fault in found
        if (severity := _severity(settings, by_code[code])) is not None
    )
    if city is None:
        return Report(findings, len(broken.ids), skipped, unchecked=True)
    result: Waived = waive(findings, waivers, city.as_of, broken.ids, Known(by_code, city.kind_of))
    faults = ((by_code[code], fault) for code, fault in result.faults)
    about_waivers = tuple(
        Finding(rule.code, severity, fault) for rule, fault in faults if (severity := _severity(settings, rule))
    )
    return Report((*result.findings, *about_waivers), len(broken.ids), skipped, result.waived)


def _severity(settings: Mapping[str, RuleSetting], rule: Rule) -> Severity | None:
    setting = settings.get(rule.code)
    if setting is None or setting.severity is None or rule.code.startswith(FIRM):
        return rule.severity
    return None if setting.severity == "off" else setting.severity


def _wrong_settings(settings: Mapping[str, RuleSetting], by_code: dict[str, Rule]) -> Iterator[Coded]:
    for code, setting in settings.items():
        where = At(SETTINGS, ("rules", code), key=True)
        if code not in by_code:
            yield "FRM006", Fault(where, *_no_rule(code, by_code))
        elif setting.severity is not None and code.startswith(FIRM):
            problem = msg(
                "the severity of {code} cannot be set: whatever rests on a record that cannot be read is wrong",
                code=code,
            )
            yield "FRM006", Fault(where, problem, msg("mend the records it points to instead"))
        else:
            yield from _wrong_parameters(code, setting, by_code[code])


def _no_rule(code: str, by_code: dict[str, Rule]) -> tuple[Message, Message | None]:
    """What is wrong with a code that no rule has, and what to write."""
    family = sorted(known for known in by_code if known.rstrip("0123456789") == code.upper())
    if family:
        return (
            msg("{code} is a whole family of rules: each is set on its own", code=code),
            msg(
                "write each rule that you mean with its own reason, from {first} to {last}; `itgov rule` lists them",
                first=family[0],
                last=family[-1],
            ),
        )
    if code.upper() in by_code:
        return (
            msg("there is no rule {code}: codes are written in capitals", code=code),
            msg("write {right}", right=code.upper()),
        )
    close = nearest(code.upper(), by_code)
    return msg("there is no rule {code}", code=code), msg("did you mean {close}?", close=close) if close else None


def _wrong_parameters(code: str, setting: RuleSetting, rule: Rule) -> Iterator[Coded]:
    known = [parameter.name for parameter in rule.parameters]
    for name in setting.parameters:
        if name not in known:
            yield (
                "FRM006",
                Fault(
                    At(SETTINGS, ("rules", code, "parameters", name), key=True),
                    msg("{code} has no parameter “{name}”", code=code, name=name),
                    msg("its parameters are: {known}", known=", ".join(known) or "–"),
                ),
            )
