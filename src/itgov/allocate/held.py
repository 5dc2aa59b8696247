"""Whether a key that is tried splits a cost already, and whether it is agreed for the years it is tried in."""

from __future__ import annotations

from collections.abc import Iterable

from itgov.allocate.cost import cost_lines
from itgov.allocate.labels import spanned
from itgov.allocate.measures import measures_of
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.initiative import Initiative
from itgov.model.key import Key


def held_already(city: City, what: str, part: int | None, key_id: str, years: Iterable[int]) -> Message | None:
    """That the key splits it in `years` already, so that nothing changes; None where something would."""
    if what == key_id:
        return msg("“{key}” is put in its own place", key=key_id)
    if what in city.keys:
        return None
    lines = [one for one in cost_lines(city, years) if one.source_id == what and part in {None, one.part_number}]
    if not lines or any(line.key_id != key_id for line in lines):
        return None
    if part is None:
        return msg("“{source}” is split by “{key}” already", source=what, key=key_id)
    return msg("part {part} of “{source}” is split by “{key}” already", part=part, source=what, key=key_id)


def not_held(city: City, key_id: str, years: Iterable[int]) -> tuple[Message, ...]:
    """That a key, or one of its mix, is not agreed for some of `years`: which it holds, what is assumed, what to do."""
    found: list[Message] = []
    key = city.keys[key_id]
    told: list[list[int]] = [[]]
    for one in (key, *(other for other in measures_of(city.keys, key) if other is not key)):
        outside = sorted(set(years) - set(one.valid_for))
        # A mix and its keys are agreed together: the same years are told once.
        if outside in told:
            continue
        told.append(outside)
        values = {"key": one.id, "valid": spanned(one.valid_for), "years": spanned(outside)}
        late = [year for year in outside if year > min(one.valid_for)]
        if late:
            found.append(
                msg(
                    "the key “{key}” is agreed for {valid}, and not for {years}: its values of {last} are used as if "
                    "they went on. Agree on it for the year, and add the year to gäller för (`valid_for`), or try "
                    "other values with --with FILE",
                    **values,
                    last=str(max(year for year in one.valid_for if year < max(late))),
                )
            )
        else:
            found.append(
                msg(
                    "the key “{key}” is agreed for {valid}, and not for {years}: nothing can be split by it then. "
                    "Choose a year that it holds with --year, or add the year to gäller för (`valid_for`) in a copy "
                    "and try that with --with FILE",
                    **values,
                )
            )
    return tuple(found)


def keys_of(city: City, record: Delivery | Key | Initiative) -> tuple[str, ...]:
    """The keys that a record brings: itself, or those that it is split by."""
    if isinstance(record, Key):
        return (record.id,)
    if isinstance(record, Initiative):
        return ()
    every = (record.key, *(part.key for part in record.cost_parts))
    return tuple(dict.fromkeys(one for one in every if one is not None and one in city.keys))
