"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from itgov.finding import Fault, Severity
from itgov.message import Message
from itgov.model.city import City
from itgov.model.record import Part

Find = Callable[[City, Any], Iterable[Fault]]
"""The faults of one record (the second), seen in its city."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A whole number that a city may set for a rule; `default` holds where it does not."""

    code: str
    name: str
    default: int
    meaning: Message

    def of(self, city: City) -> int:
        """The city's number."""
        setting = city.settings.rules.get(self.code)
        return setting.parameters.get(self.name, self.default) if setting is not None else self.default


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One thing that may be wrong, with a code that is for ever; a rule is the same only as itself.

    `name` names the fault; `demand` is the D-number it serves; `why` says what goes wrong
    when nobody minds; `remedy` what to do. `find` looks at one record of the types in `over`, or at the
    city's settings; it is None for what the reader and the run itself find. It may look at any other record
    through the city, and must not look through all of a kind where `City.pointing` leads to the few.
    `after` names rules that must have found nothing on the record for this one to be asked: one fault, one finding.
    `misses` names the kinds of other records in which the rule finds something missing: it is not asked about a
    record that a broken file mentions, nor told where what is missing may stand in what cannot be read.
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
    over: tuple[type[Part], ...] = ()
    find: Find | None = None
    after: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
