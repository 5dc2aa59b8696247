"""What all reports are made from: the full city for figures, the seen one for names, the plan and the split."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from itgov.message import Message
from itgov.report.audience import may_see
from itgov.report.labels import NOT_PUBLIC
from itgov.report.page import Figure, Sheet

if TYPE_CHECKING:
    from itgov.agenda.plan import Plan
    from itgov.allocate import Allocation
    from itgov.model.city import City
    from itgov.model.explanations import ExplanationRecord
    from itgov.model.scalar import Visibility

Name = str | Message

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Material:
    """Everything a report may use. `city` is the whole city; `seen` is what the audience may see of it.

    Sums are taken from `plan` and `allocation`, which rest on the whole city; names and
    words are taken from `seen` alone. Without a plan there is no agenda to report. `explanations` are of that plan.
    """

    city: City
    seen: City
    plan: Plan | None
    allocation: Allocation
    audience: Visibility
    explanations: tuple[ExplanationRecord, ...] = ()

    def may_see(self, to: Visibility) -> bool:
        """Whether the readers may see what is open to `to`."""
        return may_see(self.audience, to)

    def shows(self, record_id: str) -> bool:
        """Whether the readers may know of the record; yes for an id that no record has."""
        return record_id not in self._hidden

    def name(self, record_id: str) -> Name:
        """The record's name; "not public" where the readers may not know it; the id where no record has it."""
        if not self.shows(record_id):
            return NOT_PUBLIC
        record = self.seen.get(record_id)
        return record.name if record is not None else record_id

    def short(self, record_id: str) -> Name:
        """An administration's short name; the name of any other record."""
        administration = self.seen.administrations.get(record_id)
        return administration.short_name if administration is not None else self.name(record_id)

    def names(self, record_ids: Iterable[str]) -> tuple[Name, ...]:
        """The names of those that the readers may know of, in the order given."""
        return tuple(self.name(record_id) for record_id in record_ids if self.shows(record_id))

    def shows_cost(self, source_id: str) -> bool:
        """Whether the readers may see what a delivery or a system costs: a system's cost can be hidden by itself."""
        if not self.shows(source_id):
            return False
        system = self.seen.systems.get(source_id)
        return system is None or system.yearly_cost == self.city.systems[source_id].yearly_cost

    def told(self, message: Message) -> Message:
        """The message with names for ids; "not public" for those that the readers may not know of.

        Values that are ids, or ids joined by commas, are looked up; a value that is a hidden
        name is not told. A message that holds a hidden id in any other way is not told at all.
        """
        told = replace(message, params=tuple((name, self._named(value)) for name, value in message.params))
        return told if self._hidden.isdisjoint(_ID.findall(str(told))) else NOT_PUBLIC

    def _named(self, value: str | int | Message) -> str | int | Message:
        if isinstance(value, Message):
            return self.told(value)
        if value in self._hidden_names:
            return NOT_PUBLIC
        if isinstance(value, int) or not (ids := value.split(", ")) or any(self.city.get(one) is None for one in ids):
            return value
        if len(ids) == 1:
            return self.name(value)
        return ", ".join(str(name) for name in self.names(ids)) or NOT_PUBLIC

    def sheet(
        self, path: str, template: str, view: object, records: Iterable[str], figures: tuple[Figure, ...] = ()
    ) -> Sheet:
        """A sheet that says how many of the records behind it, by id, have invented figures."""
        found = [record for record_id in sorted(set(records)) if (record := self.seen.get(record_id)) is not None]
        return Sheet(path, template, view, len(found), sum(record.illustrative for record in found), figures)

    @cached_property
    def _hidden_names(self) -> frozenset[str]:
        seen = {record.name for record in self.seen.records()}
        return frozenset(record.name for record in self.city.records() if record.id in self._hidden) - seen

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset(record.id for record in self.city.records()) - {record.id for record in self.seen.records()}
