"""The work in an agenda, one piece for each initiative in it: chosen, under way, or an administration's own."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from itgov.agenda.work import Way, ways_of
from itgov.model.planning import pilot_phases
from itgov.report.labels import NOT_PUBLIC
from itgov.report.material import Material, Name

if TYPE_CHECKING:
    from itgov.agenda.plan import FixedIn, Plan
    from itgov.agenda.valuation import Parts
    from itgov.message import Message
    from itgov.model.initiative import Initiative
    from itgov.model.period import Period

Kind = Literal["chosen", "under_way", "own"]


@dataclass(frozen=True, slots=True)
class Activity:
    """An initiative in the agenda, with the way it is done.

    `full` is the whole record, for sums; `seen` what the readers may see of it, None
    where that is nothing. `way` is of the whole record. Periods are None for own work
    without a place in the horizon. `postponed_by` counts periods after the wanted start.
    """

    kind: Kind
    full: Initiative
    seen: Initiative | None
    way: Way
    start: Period | None
    end: Period | None
    go_live: Period | None
    parts: Parts
    mandatory: Message | None = None
    postponed_by: int = 0
    notes: tuple[Message, ...] = ()

    @property
    def id(self) -> str:
        """The initiative's id."""
        return self.full.id

    @property
    def name(self) -> Name:
        """Its name, for its readers."""
        return NOT_PUBLIC if self.seen is None else self.seen.name

    @property
    def seen_way(self) -> Way | None:
        """The way as the readers may see it; None where they may not see the initiative."""
        if self.seen is None:
            return None
        return next((way for way in ways_of(self.seen) if way.id == self.way.id), None)

    @property
    def way_name(self) -> str | None:
        """The name of the alternative or the pilot that is done; None for the record's own way."""
        if not self.way.delivers and self.seen is not None:
            return pilot_phases(self.seen)[-1].name
        alternatives = self.seen.alternatives if self.seen is not None else ()
        return next((one.name for one in alternatives if one.id == self.way.id), None)

    @property
    def one_off_ore(self) -> int:
        """Its one-off cost over the whole work, all payers together, in öre; not discounted."""
        return sum(sum(row) for row in self.way.money.values())

    @property
    def operating_ore(self) -> int:
        """What it costs a year after go-live, in öre."""
        return sum(cost.per_year for cost in self.way.operating_costs)

    @property
    def plus_minus(self) -> Fraction | None:
        """How much its one-off cost may differ, as a share; None where the record does not say."""
        return self.full.estimate.plus_minus if self.full.estimate is not None else None


def activities(material: Material, plan: Plan) -> tuple[Activity, ...]:
    """All work in the agenda by start (own work without a place last), then id."""
    found = [
        _activity(
            material,
            "chosen",
            one.id,
            one.way,
            (one.start, one.end, one.go_live),
            one.parts,
            one.mandatory,
            one.postponed_by,
        )
        for one in plan.chosen
    ]
    kinds: tuple[tuple[Kind, tuple[FixedIn, ...]], ...] = (("under_way", plan.under_way), ("own", plan.own))
    for kind, fixed in kinds:
        found += [
            _activity(material, kind, one.id, "base", (one.start, one.end, one.go_live), one.parts, notes=one.notes)
            for one in fixed
        ]
    return tuple(sorted(found, key=lambda one: (one.start is None, one.start.ordinal if one.start else 0, one.id)))


def _activity(
    material: Material,
    kind: Kind,
    initiative_id: str,
    way_id: str,
    periods: tuple[Period | None, Period | None, Period | None],
    parts: Parts,
    mandatory: Message | None = None,
    postponed_by: int = 0,
    notes: tuple[Message, ...] = (),
) -> Activity:
    full = material.city.initiatives[initiative_id]
    return Activity(
        kind=kind,
        full=full,
        seen=material.seen.initiatives.get(initiative_id),
        way=next(way for way in ways_of(full) if way.id == way_id),
        start=periods[0],
        end=periods[1],
        go_live=periods[2],
        parts=parts,
        mandatory=material.told(mandatory) if mandatory is not None else None,
        postponed_by=postponed_by,
        notes=tuple(material.told(note) for note in notes),
    )
