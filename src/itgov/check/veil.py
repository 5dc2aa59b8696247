"""No finding repeats what is about a person, whichever rule found it: findings end up in logs that many read (D40).

Numbers, addresses and telephones are known by their form, in whatever value they stand. A name is
known only where a role belongs: what stands there is masked wherever else it is told.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from itgov.check.first_names import FIRST_NAMES
from itgov.check.personal import masked, people
from itgov.finding import Fault, Related
from itgov.message import Message
from itgov.model.record import Part
from itgov.model.walk import words_under

ROLES = frozenset(
    {
        "owner",
        "manager",
        "specialist",
        "role",
        "acknowledged_by",
        "executor",
        "follow_up",
        "finance_chief",
        "incident_leader",
        "formal_decider",
        "where",
        "provider",
        "unit",
        "management_group",
    }
)
"""Fields that hold a role, a group or a unit."""


def people_in(part: Part) -> frozenset[str]:
    """The names of people that stand where roles belong."""
    words = words_under(part, ROLES)
    if FIRST_NAMES.isdisjoint(" ".join(words).replace("-", " ").split()):
        return frozenset()
    return frozenset(person for word in words for person in people(word))


def veiled(fault: Fault, names: Collection[str] = ()) -> Fault:
    """The fault with everything about a person masked in its sentences, and the `names` as initials."""
    return replace(
        fault,
        message=_veiled(fault.message, names),
        remedy=None if fault.remedy is None else _veiled(fault.remedy, names),
        related=tuple(Related(one.where, _veiled(one.message, names)) for one in fault.related),
    )


def _veiled(message: Message, names: Collection[str]) -> Message:
    params = tuple((name, _value(value, names)) for name, value in message.params)
    return message if params == message.params else replace(message, params=params)


def _value(value: str | int | Message, names: Collection[str]) -> str | int | Message:
    if isinstance(value, Message):
        return _veiled(value, names)
    # Longest first: one name may be the beginning of another.
    return masked(value, sorted(names, key=lambda name: (-len(name), name))) if isinstance(value, str) else value
