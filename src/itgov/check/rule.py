"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from itgov.finding import Fault, Severity
from itgov.message import Message
from itgov.model.city import City

Find = Callable[[City], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that may be wrong, with a code that is for ever.

    `name` names the fault; `demand` is the D-number it serves; `why` says what goes wrong
    when nobody minds; `remedy` what to do. `find` is None for what the reader finds already.
    `bad` and `good` are changes to a small city, keyed by path: the first has the fault, the second has not.
    """

    code: str
    name: str
    severity: Severity
    demand: str
    why: Message
    remedy: Message
    bad: str
    good: str
    find: Find | None = None
