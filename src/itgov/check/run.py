"""Running the rules: the faults of reading and of every rule, with the severity each has in this city.

Each record is examined alone, and sees others only through the city: what it
looked at can be written down, and an examination be kept for as long as that stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from itgov.check.doubt import FIRM, Coded, Numbered, without_doubtful
from itgov.check.rule import Rule
from itgov.check.rules import RULES
from itgov.check.rules.privacy import PERSONS_NAME, about_people_in_lists
from itgov.check.silence import silenced
from itgov.check.veil import people_in, veiled
from itgov.check.waive import Known, Waived, waive
from itgov.finding import SETTINGS, SEVERITIES, At, Fault, Finding, Severity, Spot, nearest
from itgov.message import Message, msg
from itgov.model.broken import NOTHING_BROKEN, Broken
from itgov.model.city import City
from itgov.model.record import Part, Record
from itgov.model.settings import RuleSetting, Settings
from itgov.model.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Examined:
    """What the rules found on one record; `skipped` rules were not asked, as they rest on a broken record."""

    faults: tuple[Coded, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class Report:
    """All findings that count, unsorted, and how many others there were.

    `behind` are findings that tell the same as one of those (`check/silence.py`); `unseen` records are broken and
    were left out of the checks between records; `skipped` checks were not made for that reason; `waived` findings
    are accepted for now; `unchecked` where no rule could be asked, as there are no settings; `hidden` are places
    whose lines must not be shown.
    """

    findings: tuple[Finding, ...]
    unseen: int
    skipped: int = 0
    waived: int = 0
    unchecked: bool = False
    behind: tuple[Finding, ...] = ()
    hidden: tuple[At | Spot, ...] = ()

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

    One that misses something in other records is not asked about a record that a broken file mentions. What else
    rests on something that cannot be read is held back later, and what tells the same as another is still here:
    whether that other is told at all shows only then (`assemble`).
    """
    found: list[Coded] = []
    skipped = 0
    mentioned = isinstance(part, Record) and part.id in broken.mentioned
    for rule in _rules_over(type(part), rules):
        assert rule.find is not None
        if mentioned and rule.misses:
            skipped += 1
            continue
        found.extend((rule.code, fault) for fault in rule.find(city, part))
    return Examined(_veiled(city, part, found), skipped)


def _veiled(city: City, part: Record | Settings, found: Iterable[Coded]) -> tuple[Coded, ...]:
    """The faults as they may be kept and told: nothing about people in the records that they speak of."""
    told = []
    for code, fault in found:
        spoken_of = {place.record for place in _places(fault) if isinstance(place, At)}
        others = (other for one in sorted(spoken_of) if (other := _part(city, one)) is not None and other is not part)
        names = people_in(part).union(*map(people_in, others))
        told.append((code, veiled(fault, names)))
    return tuple(told)


def _places(fault: Fault) -> tuple[At | Spot, ...]:
    return fault.where, *(one.where for one in fault.related)


def _part(city: City, name: str) -> Record | Settings | None:
    """The record of that id, or the settings by their name."""
    return city.settings if name == SETTINGS else city.get(name)


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
    found: list[Numbered] = [(None, (code, veiled(fault))) for code, fault in read]
    skipped = 0
    by_rules: list[Numbered] = []
    for number, one in enumerate(examined):
        by_rules.extend((number, coded) for coded in one.faults)
        skipped += one.skipped
    beside = list(_wrong_settings(settings, by_code))
    if city is not None:
        told = without_doubtful(city, by_rules, broken, by_code)
        found.extend(told.faults)
        skipped += told.held
        beside += (one for one in about_people_in_lists(city, waivers) if one[0] in by_code)
    found.extend((None, (code, veiled(fault))) for code, fault in beside)
    names = _named(city, (fault for _, (code, fault) in found if code == PERSONS_NAME.code))
    findings = tuple(
        Finding(code, severity, veiled(fault, names) if names else fault, number)
        for number, (code, fault) in found
        if (severity := _severity(settings, by_code[code])) is not None
    )
    hidden = tuple(fault.where for _, (_, fault) in found if fault.masked)
    if city is None:
        return Report(findings, len(broken.ids), skipped, unchecked=True, hidden=hidden)
    result: Waived = waive(findings, waivers, city.as_of, broken.ids, Known(by_code, city.kind_of))
    faults = ((by_code[code], veiled(fault, names)) for code, fault in result.faults)
    about_waivers = tuple(
        Finding(rule.code, severity, fault) for rule, fault in faults if (severity := _severity(settings, rule))
    )
    first, behind = silenced(result.findings)
    return Report((*first, *about_waivers), len(broken.ids), skipped, result.waived, behind=behind, hidden=hidden)


def _named(city: City | None, found: Iterable[Fault]) -> frozenset[str]:
    """The people who are named where a role belongs, by the faults that say so."""
    if city is None:
        return frozenset()
    records = {fault.where.record for fault in found if isinstance(fault.where, At)}
    parts = (_part(city, one) for one in sorted(records))
    return frozenset(person for part in parts if part is not None for person in people_in(part))


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
