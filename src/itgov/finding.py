"""Findings: what is wrong with a city's data, as values that are collected and never raised.

Whoever finds a fault names a record and a route of keys; line and column are
looked up later by the store, so that rules never see line numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from itgov.message import Message

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

SETTINGS = "itgov.yaml"
FUNCTIONS = "functions.yaml"
WAIVERS = "waivers.yaml"
RETIRED = "retired.yaml"
BASELINE = "baseline.yaml"


@dataclass(frozen=True, slots=True)
class At:
    """A place in a record: its id (or the name of one of the lists, such as SETTINGS), and the keys that lead there.

    With `key` the place is the last key itself, otherwise its value. An empty route is the record's first line.
    `spot` is where in the files that is, once it has been looked up.
    """

    record: str
    route: tuple[str | int, ...] = ()
    key: bool = False
    spot: Spot | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file: `path` relative to the root with "/", line and column from 1; `width` in characters."""

    path: str
    line: int = 1
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a fault, and what is there."""

    where: At | Spot
    message: Message


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found: where, what is there, what to do, and other places that matter.

    `masked` is set where the place itself must not be shown, since findings end up in logs that many read: its line
    is then shown by no other finding either. A param of its sentences whose name begins with "today" follows the day
    the city is seen from, and is no part of what tells one finding from another.
    """

    where: At | Spot
    message: Message
    remedy: Message | None = None
    related: tuple[Related, ...] = ()
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with the code of the rule that found it and the severity it has in this city.

    `examined` numbers the examination that found it, in one run; None where no rule but reading or the run did.
    """

    code: str
    severity: Severity
    fault: Fault
    examined: int | None = field(default=None, compare=False, repr=False)


_ALIKE = 0.6


def nearest(wanted: str, known: Iterable[str]) -> str | None:
    """The known word most like `wanted`, or None where none is close; ties go to the first by the alphabet.

    What words share before their first hyphen, as ids of one kind do, makes them no more alike.
    """
    found = get_close_matches(wanted, sorted(known), n=3, cutoff=_ALIKE)
    return next((word for word in found if _is_alike(wanted, word)), None)


_SHORT = 2
"""Letters after the hyphen that are too few to be told apart by."""


def _is_alike(wanted: str, word: str) -> bool:
    (kind, hyphen, own), (other_kind, _, other) = wanted.partition("-"), word.partition("-")
    if not hyphen or kind != other_kind or min(len(own), len(other)) <= _SHORT:
        return True
    return bool(get_close_matches(own, [other], cutoff=_ALIKE))
