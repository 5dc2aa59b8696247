"""Two agendas as promises: what one holds of the other, what it breaks, and what that does to money and hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from itgov.agenda.plan import Plan
from itgov.agenda.standing import holding_agenda
from itgov.agenda.timeline import Timeline
from itgov.agenda.work import PILOT, ways_of
from itgov.model.adopted import AdoptedAgenda, Basis
from itgov.model.agenda import AgendaRecord
from itgov.model.basis import basis_of
from itgov.model.city import City
from itgov.model.period import Period

What = Literal["in", "out", "earlier", "later", "other_way"]


@dataclass(frozen=True, slots=True)
class Held:
    """One initiative in an agenda."""

    way: str
    start: Period


@dataclass(frozen=True, slots=True)
class Agenda:
    """What an agenda holds, by initiative; `reasons` for having left the one before, and `name` for people.

    `bases` are what its promises rest on, for those whose record keeps that.
    """

    name: str
    held: Mapping[str, Held]
    reasons: Mapping[str, str]
    bases: Mapping[str, Basis] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One initiative that two agendas do not hold alike.

    `broken` says that the first one's promise is not kept: out, later, or only its pilot done. `reason` is what the
    second one gives.
    """

    id: str
    what: What
    before: Held | None
    after: Held | None
    reason: str | None

    @property
    def broken(self) -> bool:
        """Whether the promise of the first agenda is broken: a pilot is not what was promised."""
        before, after = self.before, self.after
        only_pilot = before is not None and after is not None and after.way == PILOT != before.way
        return self.what in {"out", "later"} or only_pilot


@dataclass(frozen=True, slots=True)
class Changed:
    """One initiative whose record has changed since it was promised: in which fields of its basis.

    `cost` is its one-off cost now, in öre, in the way that was promised. What it was is not on record: an agenda
    keeps fingerprints.
    """

    id: str
    what: tuple[str, ...]
    cost: int


Drawn = Mapping[tuple[str, str, int], int]
"""Öre by payer, pot and calendar year."""


def of_record(name: str, record: AgendaRecord) -> Agenda:
    """A proposal's promises."""
    return Agenda(name, {one.id: Held(one.way, one.start) for one in record.chosen}, {})


def of_adopted(agenda: AdoptedAgenda) -> Agenda:
    """An adopted agenda's promises, and the reasons it gives."""
    reasons = {one.initiative: one.reason for one in agenda.promised if one.reason is not None}
    reasons |= {one.initiative: one.reason for one in agenda.taken_out}
    held = {one.initiative: Held(one.way, one.start) for one in agenda.promised}
    return Agenda(agenda.id, held, reasons, {one.initiative: one.basis for one in agenda.promised})


def differences(before: Agenda, after: Agenda) -> tuple[Difference, ...]:
    """What the second agenda does otherwise than the first, by id."""
    return tuple(_differences(before, after))


def broken_by(city: City, plan: Plan) -> tuple[Difference, ...]:
    """The promises of the agenda that holds which a plan does not keep, by id; of what it judged, and no other."""
    agenda = holding_agenda(city)
    if agenda is None:
        return ()
    judged = {*(one.id for one in plan.chosen), *(one.id for one in plan.not_chosen if one.judged)}
    after = Agenda("", {one.id: Held(one.way, one.start) for one in plan.chosen}, {})
    return tuple(one for one in differences(of_adopted(agenda), after) if one.broken and one.id in judged)


def _differences(before: Agenda, after: Agenda) -> Iterator[Difference]:
    for one in sorted({*before.held, *after.held}):
        old, new = before.held.get(one), after.held.get(one)
        if old != new:
            yield Difference(one, _what(old, new), old, new, after.reasons.get(one))


def _what(old: Held | None, new: Held | None) -> What:
    if old is None or new is None:
        return "in" if old is None else "out"
    if old.start != new.start:
        return "later" if old.start < new.start else "earlier"
    return "other_way"


def changed_since(city: City, agenda: Agenda) -> tuple[Changed, ...]:
    """The initiatives that the records now hold otherwise than when the agenda promised them, by id."""
    return tuple(_changed_since(city, agenda))


def _changed_since(city: City, agenda: Agenda) -> Iterator[Changed]:
    for one, basis in sorted(agenda.bases.items()):
        initiative = city.initiatives.get(one)
        if initiative is None:
            continue
        now = basis_of(initiative)
        what = tuple(name for name in Basis.model_fields if getattr(now, name) != getattr(basis, name))
        if what:
            ways = [way for way in ways_of(initiative) if way.id == agenda.held[one].way]
            yield Changed(one, what, sum(sum(row) for way in ways for row in way.money.values()))


def drawn(city: City, agenda: Agenda) -> Drawn:
    """What an agenda draws of money by the records as they are now; initiatives and ways that are gone draw nothing."""
    timeline = Timeline(city.settings.plan)
    found: dict[tuple[str, str, int], int] = {}
    for one, held in agenda.held.items():
        initiative = city.initiatives.get(one)
        way = next((way for way in ways_of(initiative) if way.id == held.way), None) if initiative else None
        if way is None or held.start.per_year != timeline.per_year:
            continue
        for (payer, pot), row in way.money.items():
            for offset, ore in enumerate(row):
                key = (payer, pot, held.start.plus(offset).year)
                found[key] = found.get(key, 0) + ore
    return found
