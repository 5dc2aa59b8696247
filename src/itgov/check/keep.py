"""Examinations as plain data, for keeping and for handing between processes, and when a kept one still holds.

Nothing that is read back is trusted: what does not have the right form raises Spoilt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from itgov.check.doubt import Coded
from itgov.check.rules import RULE_BY_CODE
from itgov.check.run import Examined
from itgov.check.trail import IDS_PRINT, key_print, kind_print, record_print
from itgov.check.veil import veiled
from itgov.finding import At, Fault, Related, Spot
from itgov.message import Message

Plain = Any
"""Lists, texts, whole numbers and None: what JSON and marshal carry."""


class Spoilt(ValueError):
    """Kept data that does not have the form it was written in."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the footprints of one record's file are made of: its id (None where broken), kind, keys and content."""

    id: str | None
    kind: str
    keys: frozenset[str]
    digest: str
    mentioned: frozenset[str] = frozenset()


def changed_prints(before: Mapping[str, Known], now: Mapping[str, Known]) -> frozenset[str]:
    """The footprints that no longer lead to the same, between two states of the files, by path.

    Only files that differ need be given. An examination holds for as long as none of its own is among them.
    """
    prints: set[str] = set()
    for path in before.keys() | now.keys():
        old, new = before.get(path), now.get(path)
        if old is not None and new is not None and old.digest == new.digest:
            continue
        for one in (old, new):
            if one is not None:
                # What refers to a broken record is not told, which rests on the file's name.
                called = PurePosixPath(path).stem if one.id is None else one.id
                prints.update((record_print(called), kind_print(one.kind)))
        moved = (old.keys if old else frozenset()) ^ (new.keys if new else frozenset())
        if (old.id if old else None) != (new.id if new else None):
            prints.add(IDS_PRINT)
            # The same keys lead to another id now.
            moved |= (old.keys if old else frozenset()) | (new.keys if new else frozenset())
        prints.update(key_print(key) for key in moved)
    return frozenset(prints)


def newly_mentioned(before: Iterable[Known], now: Iterable[Known]) -> frozenset[str]:
    """The ids that broken files mention in one of the states alone: rules that miss something are asked anew there."""
    old = {word for one in before for word in one.mentioned}
    return frozenset(old ^ {word for one in now for word in one.mentioned})


NOTHING: Plain = [[], 0]
"""The examination of a record on which nothing was found, nor any rule skipped, as plain data."""
SpotOf = Callable[[At | Spot], Spot]


def packed(examined: Examined, spot_of: SpotOf) -> Plain:
    """An examination as plain data, with where in the files each of its places is."""
    if not examined.faults and not examined.skipped:
        return NOTHING
    return [[[code, _fault(fault, spot_of)] for code, fault in examined.faults], examined.skipped]


def places(examined: Examined) -> frozenset[str]:
    """The records that its findings point into: where these stand in their files is part of it."""
    pointed = [place for _, fault in examined.faults for place in (fault.where, *(one.where for one in fault.related))]
    return frozenset(place.record for place in pointed if isinstance(place, At))


def unpacked(data: Plain) -> Examined:
    """The examination; raises Spoilt."""
    try:
        faults, skipped = data
        if type(skipped) is not int:
            raise Spoilt(skipped)
        return Examined(unpacked_faults(faults), skipped)
    except (TypeError, ValueError, IndexError) as error:
        raise Spoilt(str(error)) from error


def packed_faults(faults: Iterable[Coded]) -> Plain:
    """Faults with their codes as plain data; nothing about people is kept."""
    return [[code, _fault(veiled(fault), _as_it_is)] for code, fault in faults]


def _as_it_is(where: At | Spot) -> Spot | None:
    return where.spot if isinstance(where, At) else where


def unpacked_faults(data: Plain) -> tuple[Coded, ...]:
    """Faults with their codes; raises Spoilt."""
    if type(data) is not list:
        raise Spoilt(str(data))
    return tuple((_code(code), _unfault(fault)) for code, fault in data)


def _code(data: Plain) -> str:
    if data not in RULE_BY_CODE:
        raise Spoilt(str(data))
    return str(data)


def _fault(fault: Fault, spot_of: Callable[[At | Spot], Spot | None]) -> Plain:
    return [
        _where(fault.where, spot_of),
        _message(fault.message),
        None if fault.remedy is None else _message(fault.remedy),
        [[_where(one.where, spot_of), _message(one.message)] for one in fault.related],
        fault.masked,
    ]


def _unfault(data: Plain) -> Fault:
    where, message, remedy, related, masked = data
    if type(masked) is not bool:
        raise Spoilt(str(masked))
    beside = tuple(Related(_unwhere(place), _unmessage(text)) for place, text in related)
    return Fault(_unwhere(where), _unmessage(message), None if remedy is None else _unmessage(remedy), beside, masked)


def _where(where: At | Spot, spot_of: Callable[[At | Spot], Spot | None]) -> Plain:
    spot = spot_of(where)
    stands = None if spot is None else [spot.path, spot.line, spot.column, spot.width]
    return [where.record, list(where.route), where.key, stands] if isinstance(where, At) else stands


def _unwhere(data: Plain) -> At | Spot:
    if len(data) == 4 and type(data[1]) is list:
        record, route, key, stands = data
        if type(record) is str and type(key) is bool and all(type(step) in {str, int} for step in route):
            return At(record, tuple(route), key, None if stands is None else _spot(stands))
        raise Spoilt(str(data))
    return _spot(data)


def _spot(data: Plain) -> Spot:
    path, *numbers = data
    if type(path) is not str or len(numbers) != 3 or not all(type(number) is int for number in numbers):
        raise Spoilt(str(data))
    return Spot(path, *numbers)


def _message(message: Message) -> Plain:
    params = {name: _message(value) if isinstance(value, Message) else value for name, value in message.params}
    return [message.text, params, message.plural]


def _unmessage(data: Plain) -> Message:
    text, params, plural = data
    if type(text) is not str or not (plural is None or type(plural) is str) or type(params) is not dict:
        raise Spoilt(str(data))
    return Message(text, tuple((name, _unvalue(value)) for name, value in params.items()), plural)


def _unvalue(data: Plain) -> str | int | Message:
    if type(data) in {str, int}:
        value: str | int = data
        return value
    return _unmessage(data)
