"""Renamings that were begun and not finished: a kill in the middle leaves them, and so does a merge."""

from __future__ import annotations

from dataclasses import dataclass

from itgov.finding import At
from itgov.model.city import City
from itgov.model.neighbours import pointing_to


@dataclass(frozen=True, slots=True)
class HalfRenamed:
    """An id that `retired.yaml` says was renamed, and that is still used.

    `there` where a record, or a function, still has it; `places` are the references that still name it.
    """

    old: str
    new: str
    there: bool
    places: tuple[At, ...]


def half_renamed(city: City) -> tuple[HalfRenamed, ...]:
    """Every renaming that `itgov rename OLD NEW` would have to finish, by old id."""
    found = []
    for old, retired in sorted(city.retired.items()):
        if retired.renamed_to is not None:
            half = HalfRenamed(
                old,
                retired.renamed_to,
                old in city.kind_of,
                tuple(At(one.holder, one.route) for one in pointing_to(city, old)),
            )
            if half.there or half.places:
                found.append(half)
    return tuple(found)
