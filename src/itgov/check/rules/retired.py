"""Retired ids: never used again, and no renaming left half done (D41)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import FUNCTIONS, RETIRED, At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.describe import field_at
from itgov.model.halfway import half_renamed
from itgov.model.record import Record
from itgov.model.settings import Settings


def is_renaming(city: City, record_id: str) -> bool:
    """Whether an id that no record has is the old or the new one of a renaming that is not finished."""
    entry = city.retired.get(record_id)
    if entry is not None:
        return entry.renamed_to is not None
    return any(one.renamed_to == record_id and old in city.kind_of for old, one in city.retired.items())


def _reused(city: City, part: Record | Settings) -> Iterator[Fault]:
    if not city.retired:
        return
    if isinstance(part, Settings):
        for function in sorted(city.retired.keys() & city.functions.keys()):
            yield _taken_again(city, function, At(FUNCTIONS, ("functions", function), key=True))
    elif part.id in city.retired and not _half_moved(city, part.id):
        yield _taken_again(city, part.id, At(part.id, ("id",)))


def _taken_again(city: City, record_id: str, where: At) -> Fault:
    entry = city.retired[record_id]
    remedy: Message = msg("give it an id of its own: decisions, minutes and reports mean the old one by this")
    if entry.renamed_to is not None:
        remedy = msg(
            "give it an id of its own; if a renaming was cut off, finish it: itgov rename {old} {new}",
            old=record_id,
            new=entry.renamed_to,
        )
    return Fault(
        where,
        msg("the id “{id}” was retired on {on}, and is used again", id=record_id, on=entry.on.isoformat()),
        remedy,
        (_listed(city, record_id),),
    )


def _listed(city: City, record_id: str) -> Related:
    return Related(At(RETIRED, ("retired", list(city.retired).index(record_id), "id")), msg("it was retired here"))


def _half_moved(city: City, record_id: str) -> bool:
    """Whether a renaming was begun and the record has not got its new id yet."""
    entry = city.retired.get(record_id)
    return entry is not None and entry.renamed_to is not None and entry.renamed_to not in city.kind_of


def _half_renamed(city: City, settings: Settings) -> Iterator[Fault]:
    if not city.retired:
        return
    for half in half_renamed(city):
        if half.there:
            if _half_moved(city, half.old):
                yield _unfinished(city, half.old, At(half.old, ("id",)), msg("the record still has it"))
            continue
        for place in half.places:
            yield _unfinished(city, half.old, place, _still_named(city, place))


def _still_named(city: City, place: At) -> Message:
    holder = city.get(place.record) or city.settings
    return msg("{field} of “{id}” still names it", field=field_at(type(holder), place.route), id=place.record)


def _unfinished(city: City, old: str, where: At, how: Message) -> Fault:
    new = _called_now(city, old)
    return Fault(
        where,
        msg("“{old}” was renamed to “{new}” on {on}, but {how}", old=old, new=new, on=_day(city, old), how=how),
        msg("finish it: itgov rename {old} {new}", old=old, new=new),
        (_listed(city, old),),
    )


def _called_now(city: City, record_id: str) -> str:
    """The last id in the chain of renamings that begins with this one; in a ring, the last before it closes."""
    seen = {record_id}
    while (entry := city.retired.get(record_id)) is not None and entry.renamed_to not in {None, *seen}:
        record_id = str(entry.renamed_to)
        seen.add(record_id)
    return record_id


def _day(city: City, record_id: str) -> str:
    return city.retired[record_id].on.isoformat()


ID_REUSED = Rule(
    "FRM012",
    "id-reused",
    "error",
    "D41",
    msg("An id names one record for ever: a new record under an old id changes what old decisions seem to say."),
    msg("Give the record an id that was never used."),
    bad="retired.yaml: |\n  retired:\n    - id: init-a\n      on: 2025-01-31\n",
    good="retired.yaml: |\n  retired:\n    - id: init-gammal\n      on: 2025-01-31\n",
    over=(Record, Settings),
    find=_reused,
)
HALF_RENAMED = Rule(
    "REF005",
    "half-renamed",
    "error",
    "D41",
    msg("A renaming that was cut off, or that a merge undid in part, leaves records that point to nobody."),
    msg("Finish the renaming with `itgov rename`."),
    bad=(
        "retired.yaml: |\n  retired:\n    - id: mal-gammal\n      on: 2026-10-30\n      renamed_to: mal-1\n"
        "data/initiatives/init-a.yaml: {goals: [mal-gammal]}\n"
    ),
    good=(
        "retired.yaml: |\n  retired:\n    - id: mal-gammal\n      on: 2026-10-30\n      renamed_to: mal-1\n"
        "data/initiatives/init-a.yaml: {goals: [mal-1]}\n"
    ),
    over=(Settings,),
    find=_half_renamed,
)

RETIRED_RULES: tuple[Rule, ...] = (ID_REUSED, HALF_RENAMED)
