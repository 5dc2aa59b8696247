"""What is not told because it rests on something that cannot be read or is not there: one fault, one finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from itgov.check.rule import Rule
from itgov.finding import FUNCTIONS, SETTINGS, At, Fault, Related, Spot
from itgov.message import msg, msg_n
from itgov.model.broken import Broken
from itgov.model.city import City
from itgov.model.kinds import KIND_BY_NAME, KINDS
from itgov.model.record import Part
from itgov.model.settings import Settings
from itgov.model.walk import kinds_at

Coded = tuple[str, Fault]
"""A fault with the code of the rule that found it."""
Numbered = tuple[int | None, Coded]
"""One with the number of the examination that found it, None where none did."""
FIRM = ("FRM", "REF")
"""Families without which the rest of the records means nothing: they are told whatever else is wrong."""
_UNKNOWN = "REF001"
_ABSENT = "FRM015"


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What is known of what is not known.

    `mentioned` are ids that broken files mention; `opaque` the kinds of which some record may have said anything;
    `lost` ids that are referred to and cannot be looked at; `dangling` the kinds of these by the record
    (or list) that refers to them; `by_code` the rules.
    """

    mentioned: frozenset[str]
    opaque: frozenset[str]
    lost: frozenset[str]
    dangling: Mapping[str, frozenset[str]]
    by_code: Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class Told:
    """The faults that are told, and how many were held back."""

    faults: Sequence[Numbered]
    held: int


def without_doubtful(city: City, found: Sequence[Numbered], broken: Broken, by_code: Mapping[str, Rule]) -> Told:
    """The faults of the rules, less those that rest on something that is itself a finding.

    Held back are references to a broken record; references to a kind of which there is no record at all, for
    which the folder is told once; what other rules say of a record that is broken or not there; and that
    something is missing, where it may stand in what cannot be read.
    """
    unknown = [(fault, name) for _, (code, fault) in found if code == _UNKNOWN for name in _names(fault, "unknown_id")]
    if not unknown and not broken.ids:
        return Told(found, 0)
    absent = _absent(city, broken)
    dangling: dict[str, frozenset[str]] = {}
    missed: dict[str, list[Fault]] = {}
    held: set[int] = set()
    for fault, name in unknown:
        assert isinstance(fault.where, At)
        kinds = kinds_at(_type_of(city, fault.where.record), fault.where.route)
        dangling[fault.where.record] = dangling.get(fault.where.record, frozenset()) | kinds
        without = [kind for kind in absent if kind in kinds]
        if name in broken.ids or without:
            held.add(id(fault))
        if name not in broken.ids and without:
            missed.setdefault(without[0], []).append(fault)
    doubt = _Doubt(
        broken.mentioned, broken.opaque.union(missed), broken.ids | {name for _, name in unknown}, dangling, by_code
    )
    told = [
        (number, (code, fault))
        for number, (code, fault) in found
        if not (id(fault) in held if code == _UNKNOWN else _is_doubtful(code, fault, doubt))
    ]
    absences: list[Numbered] = [
        (None, (_ABSENT, _nothing_there(kind, faults))) for kind, faults in missed.items() if kind not in broken.kinds
    ]
    return Told((*told, *absences), len(found) - len(told))


def _names(fault: Fault, param: str) -> Iterator[str]:
    return (str(value) for name, value in fault.message.params if name == param)


def _absent(city: City, broken: Broken) -> tuple[str, ...]:
    """The kinds of which there is not one record, whole or broken; and functions where none can be read."""
    kinds = [kind.name for kind in KINDS if not city.of(kind.type) and kind.name not in broken.kinds]
    return (*kinds, *(() if city.functions else ("function",)))


def _type_of(city: City, holder: str) -> type[Part]:
    return Settings if holder == SETTINGS else KIND_BY_NAME[city.kind_of[holder]].type


def _is_doubtful(code: str, fault: Fault, doubt: _Doubt) -> bool:
    named = {value for _, value in fault.message.params if isinstance(value, str)}
    if isinstance(fault.where, At):
        named.add(fault.where.record)
    if not code.startswith(FIRM) and not named.isdisjoint(doubt.lost):
        return True
    rule = doubt.by_code.get(code)
    if rule is None or not rule.misses:
        return False
    missed_in = frozenset(rule.misses)
    return (
        not named.isdisjoint(doubt.mentioned)
        or not missed_in.isdisjoint(doubt.opaque)
        or any(not missed_in.isdisjoint(doubt.dangling[one]) for one in named if one in doubt.dangling)
    )


def _order(where: At | Spot) -> tuple[str, tuple[str, ...]]:
    return (where.record, tuple(map(str, where.route))) if isinstance(where, At) else (where.path, ())


def _nothing_there(kind: str, faults: Iterable[Fault]) -> Fault:
    """That references lead to a kind of which there is nothing; the first of them, by record and keys, is shown."""
    places = sorted((fault.where for fault in faults), key=_order)
    place = f"data/{FUNCTIONS}" if kind == "function" else f"data/{KIND_BY_NAME[kind].folder}"
    return Fault(
        Spot(place),
        msg_n(
            "{place} is missing or empty, and {n} reference leads there",
            "{place} is missing or empty, and {n} references lead there",
            n=len(places),
            place=place,
        ),
        msg(
            "bring it back, as with `git restore {place}`; or write the records that are named, and then refer to them",
            place=place,
        ),
        (Related(places[0], msg("the first reference is here")),),
    )
