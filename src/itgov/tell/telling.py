"""From the findings of a run to what is told of it: places looked up, order settled, fingerprints given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from hashlib import sha256

from itgov.check.rules import RULE_BY_CODE
from itgov.check.run import Report
from itgov.finding import At, Finding, Spot
from itgov.tell.told import Beside, Telling, Told

SpotOf = Callable[[At | Spot], Spot]


def telling(report: Report, spot_of: SpotOf, files: int) -> Telling:
    """All findings of a report by path, line, column and code, with the run's counts."""
    found = sorted((_told(one, spot_of) for one in report.findings), key=lambda one: (one.spot, one.code))
    return Telling(
        tuple(_numbered(found)),
        files,
        report.unseen,
        report.waived,
        skipped=report.skipped,
        unchecked=report.unchecked,
    )


def narrowed(
    whole: Telling, *, select: Collection[str] = (), ignore: Collection[str] = (), known: Collection[str] = ()
) -> Telling:
    """The telling less what is not asked for: codes begin with one of `select` (all where empty), none of `ignore`.

    What could not be read is always told: whatever else is asked for was not looked at there. Findings whose
    fingerprint is in `known` are only counted.
    """
    asked = [
        one
        for one in whole.found
        if (one.severity == "error" and one.code.startswith("FRM"))
        or ((not select or one.code.startswith(tuple(select))) and not one.code.startswith(tuple(ignore)))
    ]
    new = tuple(one for one in asked if one.fingerprint not in known)
    return replace(whole, found=new, known=len(asked) - len(new))


def _told(finding: Finding, spot_of: SpotOf) -> Told:
    fault = finding.fault
    spot = spot_of(fault.where)
    record = fault.where.record if isinstance(fault.where, At) else None
    return Told(
        finding.code,
        RULE_BY_CODE[finding.code].name,
        finding.severity,
        spot,
        record,
        fault.message,
        fault.remedy,
        tuple(Beside(spot_of(one.where), one.message) for one in fault.related),
        _fingerprint(finding.code, record or spot.path, str(fault.message)),
        fault.masked,
    )


def _numbered(found: list[Told]) -> list[Told]:
    """The same with fingerprints that differ: of several alike, the second and later carry their number in them."""
    seen: Counter[str] = Counter()
    numbered = []
    for one in found:
        seen[one.fingerprint] += 1
        count = seen[one.fingerprint]
        numbered.append(one if count == 1 else replace(one, fingerprint=_fingerprint(one.fingerprint, str(count), "")))
    return numbered


def _fingerprint(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
