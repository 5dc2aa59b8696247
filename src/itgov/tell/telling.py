"""From the findings of a run to what is told of it: places looked up, order settled, fingerprints given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from itgov.check.rules import RULE_BY_CODE
from itgov.check.run import Report
from itgov.check.silence import silenced
from itgov.finding import At, Finding, Spot
from itgov.message import Message
from itgov.tell.told import Beside, Telling, Told

_PASSING = "today"
"""How names of params begin whose values follow the day that the city is seen from."""
SpotOf = Callable[[At | Spot], Spot]


def telling(report: Report, spot_of: SpotOf, files: int) -> Telling:
    """All findings of a report by path, line, column and code, with the run's counts."""
    hidden = {(spot.path, spot.line) for spot in map(spot_of, report.hidden)}
    every = [_told(one, spot_of, hidden) for one in (*report.findings, *report.behind)]
    whole = Telling(
        (),
        files,
        report.unseen,
        report.waived,
        skipped=report.skipped,
        unchecked=report.unchecked,
    )
    return retold(whole, _numbered(sorted(every, key=lambda one: (one.spot, one.code))))


def retold(whole: Telling, every: Iterable[Told]) -> Telling:
    """The telling with these findings instead: those that tell the same as another one of them are behind it."""
    found, behind = silenced(every)
    skipped = whole.skipped - len(whole.behind) + len(behind)
    return replace(whole, found=found, behind=behind, skipped=skipped)


def narrowed(
    whole: Telling, *, select: Collection[str] = (), ignore: Collection[str] = (), known: Collection[str] = ()
) -> Telling:
    """The telling less what is not asked for: codes begin with one of `select` (all where empty), none of `ignore`.

    What could not be read is always told: whatever else is asked for was not looked at there. Findings whose
    fingerprint is in `known` are only counted. What was behind one of those left out comes to the front.
    """
    asked = [
        one
        for one in whole.everything
        if (one.severity == "error" and one.code.startswith("FRM")) or is_asked(one.code, select, ignore)
    ]
    new = [one for one in asked if one.fingerprint not in known]
    return replace(retold(whole, new), known=len(asked) - len(new))


def is_asked(code: str, select: Collection[str], ignore: Collection[str]) -> bool:
    """Whether a rule begins with one of `select`, all where empty, and with none of `ignore`."""
    return (not select or code.startswith(tuple(select))) and not code.startswith(tuple(ignore))


def after_renaming(report: Report, spot_of: SpotOf, old: str, new: str) -> dict[str, str]:
    """The fingerprints that findings will have once the record `old` is called `new`, by those they have now."""
    word = re.compile(rf"(?<![A-Za-z0-9_-]){re.escape(old)}(?![A-Za-z0-9_-])")
    found = (*report.findings, *report.behind)
    then = replace(report, findings=tuple(_renamed(one, spot_of, word, new) for one in found), behind=())
    now = telling(report, spot_of, 0).everything
    # The places are the same, and so is the order.
    pairs = zip(now, telling(then, spot_of, 0).everything, strict=True)
    return {one.fingerprint: other.fingerprint for one, other in pairs}


def _renamed(finding: Finding, spot_of: SpotOf, word: re.Pattern[str], new: str) -> Finding:
    fault = finding.fault
    where: At | Spot = spot_of(fault.where)
    if isinstance(fault.where, At) and isinstance(where, Spot):
        record, *route = (
            word.sub(new, step) if isinstance(step, str) else step for step in (fault.where.record, *fault.where.route)
        )
        where = replace(fault.where, record=str(record), route=tuple(route), spot=where)
    return replace(finding, fault=replace(fault, where=where, message=_with(fault.message, word, new), related=()))


def _with(message: Message, word: re.Pattern[str], new: str) -> Message:
    params = ((name, _value_with(value, word, new)) for name, value in message.params)
    return replace(message, params=tuple(params))


def _value_with(value: str | int | Message, word: re.Pattern[str], new: str) -> str | int | Message:
    if isinstance(value, Message):
        return _with(value, word, new)
    return word.sub(new, value) if isinstance(value, str) else value


def _told(finding: Finding, spot_of: SpotOf, hidden: Collection[tuple[str, int]]) -> Told:
    fault = finding.fault
    spot = spot_of(fault.where)
    record = fault.where.record if isinstance(fault.where, At) else None
    beside = ((spot_of(one.where), one.message) for one in fault.related)
    return Told(
        finding.code,
        RULE_BY_CODE[finding.code].name,
        finding.severity,
        spot,
        record,
        fault.message,
        fault.remedy,
        tuple(Beside(place, said, (place.path, place.line) in hidden) for place, said in beside),
        _fingerprint(finding.code, record or spot.path, *_field(fault.where), *_lasting(fault.message)),
        fault.masked or (spot.path, spot.line) in hidden,
        finding.examined,
    )


def _field(where: At | Spot) -> Iterator[str]:
    """The keys that lead to a place, without the numbers of list items, which move."""
    return (step for step in where.route if isinstance(step, str)) if isinstance(where, At) else iter(())


def _lasting(message: Message) -> Iterator[str]:
    """What of a sentence is the same tomorrow: its text and its values, but those that follow the day."""
    yield message.text
    for name, value in message.params:
        if not name.startswith(_PASSING):
            yield name
            yield from _lasting(value) if isinstance(value, Message) else (str(value),)


def _numbered(found: Iterable[Told]) -> Iterator[Told]:
    """The same with fingerprints that differ: of several alike, the second and later carry their number in them."""
    seen: Counter[str] = Counter()
    for one in found:
        seen[one.fingerprint] += 1
        count = seen[one.fingerprint]
        yield one if count == 1 else replace(one, fingerprint=_fingerprint(one.fingerprint, str(count), ""))


def _fingerprint(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
