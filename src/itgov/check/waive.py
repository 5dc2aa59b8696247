"""Waivers applied: findings that the city accepts for now, and what is wrong with the waivers themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from itgov.finding import WAIVERS, At, Fault, Finding, Related, nearest
from itgov.message import Message, msg
from itgov.model.describe import field
from itgov.model.waiver import Waiver

UNWAIVABLE = ("FRM", "REF", "WAI")
"""Families that cannot be waived: records that cannot be read or followed, and waivers themselves."""


@dataclass(frozen=True, slots=True)
class Waived:
    """The findings that stand, how many were waived, and the faults of waivers with their rules' codes."""

    findings: tuple[Finding, ...]
    waived: int
    faults: tuple[tuple[str, Fault], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a waiver may name: the codes of rules, and the ids of records; None where that is not known."""

    rules: Collection[str] | None = None
    records: Collection[str] | None = None


def waive(
    findings: tuple[Finding, ...],
    waivers: tuple[Waiver, ...],
    as_of: date,
    broken: frozenset[str] = frozenset(),
    known: Known = Known(),
) -> Waived:
    """Findings less those that a waiver covers on the day `as_of`; its last day counts.

    A waiver without reason or owner waives nothing. One for a record that is itself broken is not called unused.
    """
    covered: dict[tuple[str, str], int] = {
        (waiver.rule, waiver.record): index
        for index, waiver in enumerate(waivers)
        if waiver.until >= as_of and waiver.reason and waiver.owner and not waiver.rule.startswith(UNWAIVABLE)
    }
    used: set[int] = set()
    standing = []
    for finding in findings:
        where = finding.fault.where
        index = covered.get((finding.code, where.record)) if isinstance(where, At) else None
        if index is None:
            standing.append(finding)
        else:
            used.add(index)
    still = {(one.code, one.fault.where.record): one for one in standing if isinstance(one.fault.where, At)}
    faults = tuple(
        fault
        for index, waiver in enumerate(waivers)
        if index not in used
        for fault in _faults(index, waiver, as_of, still.get((waiver.rule, waiver.record)), broken, known)
    )
    return Waived(tuple(standing), len(findings) - len(standing), faults)


def _faults(
    index: int, waiver: Waiver, as_of: date, finding: Finding | None, broken: frozenset[str], known: Known
) -> Iterator[tuple[str, Fault]]:
    at = At(WAIVERS, ("waivers", index))
    beside = (Related(finding.fault.where, msg("this is what it would accept")),) if finding is not None else ()
    if not (waiver.reason and waiver.owner):
        missing = field(Waiver, "owner") if waiver.reason else field(Waiver, "reason")
        what = msg(
            "the waiver of {rule} for “{record}” waives nothing: {missing} is missing",
            rule=waiver.rule,
            record=waiver.record,
            missing=missing,
        )
        yield "WAI003", Fault(at, what, msg("write why it is accepted, and which role answers for mending it"), beside)
    elif waiver.until < as_of:
        what = msg(
            "the waiver of {rule} for “{record}” ended on {until}",
            rule=waiver.rule,
            record=waiver.record,
            until=waiver.until.isoformat(),
        )
        where = At(WAIVERS, ("waivers", index, "until"))
        yield "WAI001", Fault(where, what, msg("mend what it accepted, or agree on a new day and write it"), beside)
    elif waiver.record not in broken or waiver.rule.startswith(UNWAIVABLE):
        yield "WAI002", _unused(index, waiver, known)


def _unused(index: int, waiver: Waiver, known: Known) -> Fault:
    """That a waiver covers nothing; where it names what is not there, that, with the nearest that is."""
    rule, record = waiver.rule, waiver.record
    if known.rules is not None and rule not in known.rules:
        what = msg("the waiver for “{record}” covers nothing: there is no rule {rule}", record=record, rule=rule)
        return _unknown(index, "rule", what, nearest(rule.upper(), known.rules))
    if rule.startswith(UNWAIVABLE):
        return Fault(At(WAIVERS, ("waivers", index, "rule")), *_never(rule, record))
    if known.records is not None and record not in known.records:
        what = msg("the waiver of {rule} covers nothing: there is no record “{record}”", record=record, rule=rule)
        return _unknown(index, "record", what, nearest(record, known.records))
    what = msg("the waiver of {rule} for “{record}” covers no finding", rule=rule, record=record)
    return Fault(At(WAIVERS, ("waivers", index, "rule")), what, msg("take it away; or mend its rule or record"))


def _never(rule: str, record: str) -> tuple[Message, Message]:
    """That findings of a rule cannot be waived, and why."""
    what = msg(
        "the waiver of {rule} for “{record}” covers nothing: findings of {family} cannot be waived",
        rule=rule,
        record=record,
        family=rule.rstrip("0123456789"),
    )
    if rule.startswith("WAI"):
        return what, msg("mend the waiver that is wrong, and take this one away")
    return what, msg(
        "whatever rests on a record that cannot be read or followed is wrong: mend it, and take the waiver away"
    )


def _unknown(index: int, field_name: str, what: Message, close: str | None) -> Fault:
    remedy = msg("did you mean {close}?", close=close) if close else msg("mend it, or take the waiver away")
    return Fault(At(WAIVERS, ("waivers", index, field_name)), what, remedy)
