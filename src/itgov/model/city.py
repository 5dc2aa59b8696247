"""A city: its settings and all its records, which nothing changes after they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar, overload

from itgov.model.administration import Administration
from itgov.model.adopted import AdoptedAgenda
from itgov.model.body import Body
from itgov.model.bridge import Bridge
from itgov.model.capability import Capability
from itgov.model.charge import Charge, Move
from itgov.model.competence import Competence
from itgov.model.contract import Contract
from itgov.model.decision import Decision
from itgov.model.delivery import Delivery
from itgov.model.funder import Funder
from itgov.model.goal import Goal
from itgov.model.index import Index, index_of, pointer, pointing_fields
from itgov.model.initiative import Initiative
from itgov.model.key import Key
from itgov.model.kinds import KIND_BY_TYPE
from itgov.model.outcome import Ledger, Outcome
from itgov.model.price_index import PriceIndex
from itgov.model.record import Record
from itgov.model.retired import Retired
from itgov.model.scenario import Scenario
from itgov.model.settings import Settings
from itgov.model.system import Function, System
from itgov.model.systemobject import SystemObject

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Found(Sequence[R]):
    """Records by their ids, each looked up when it is come to."""

    ids: tuple[str, ...]
    records: Mapping[str, R]

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Found[R]: ...
    def __getitem__(self, index: int | slice) -> R | Found[R]:
        if isinstance(index, slice):
            return Found(self.ids[index], self.records)
        return self.records[self.ids[index]]


@dataclass(frozen=True)
class City:
    """Settings, records by kind name and then by id (sorted), and the controlled list of functions.

    `as_of` is the day that it is seen from: what is due or past is so on that day; on the first of all days
    nothing is. `retired` holds the ids that are no longer used; `known_index` the index where it is at hand.
    """

    settings: Settings
    by_kind: Mapping[str, Mapping[str, Record]]
    functions: Mapping[str, Function] = field(default_factory=dict)
    as_of: date = date.min
    retired: Mapping[str, Retired] = field(default_factory=dict)
    known_index: Index | None = field(default=None, repr=False)

    def of(self, kind: type[R]) -> Mapping[str, R]:
        """All records of one type, by id, in the order of their ids."""
        return self.by_kind.get(KIND_BY_TYPE[kind].name, {})  # type: ignore[return-value]

    @property
    def administrations(self) -> Mapping[str, Administration]:
        """Administrations by id."""
        return self.of(Administration)

    @property
    def bodies(self) -> Mapping[str, Body]:
        """Bodies by id."""
        return self.of(Body)

    @property
    def goals(self) -> Mapping[str, Goal]:
        """Goals by id."""
        return self.of(Goal)

    @property
    def competences(self) -> Mapping[str, Competence]:
        """Competence pools by id."""
        return self.of(Competence)

    @property
    def capabilities(self) -> Mapping[str, Capability]:
        """Capabilities by id."""
        return self.of(Capability)

    @property
    def objects(self) -> Mapping[str, SystemObject]:
        """System-management objects by id."""
        return self.of(SystemObject)

    @property
    def systems(self) -> Mapping[str, System]:
        """Systems by id."""
        return self.of(System)

    @property
    def contracts(self) -> Mapping[str, Contract]:
        """Contracts by id."""
        return self.of(Contract)

    @property
    def deliveries(self) -> Mapping[str, Delivery]:
        """Base deliveries by id."""
        return self.of(Delivery)

    @property
    def keys(self) -> Mapping[str, Key]:
        """Allocation keys by id."""
        return self.of(Key)

    @property
    def price_indices(self) -> Mapping[str, PriceIndex]:
        """Index series by id."""
        return self.of(PriceIndex)

    @property
    def funders(self) -> Mapping[str, Funder]:
        """Funders by id."""
        return self.of(Funder)

    @property
    def initiatives(self) -> Mapping[str, Initiative]:
        """Initiatives by id."""
        return self.of(Initiative)

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """Decisions by id."""
        return self.of(Decision)

    @property
    def agendas(self) -> Mapping[str, AdoptedAgenda]:
        """Adopted agendas by id."""
        return self.of(AdoptedAgenda)

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """Scenarios by id."""
        return self.of(Scenario)

    @property
    def charges(self) -> Mapping[str, Charge]:
        """Today's ways of charging by id."""
        return self.of(Charge)

    @property
    def moves(self) -> Mapping[str, Move]:
        """Units that move by id."""
        return self.of(Move)

    @property
    def bridges(self) -> Mapping[str, Bridge]:
        """Bridges by id."""
        return self.of(Bridge)

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Outcomes by id."""
        return self.of(Outcome)

    @property
    def ledgers(self) -> Mapping[str, Ledger]:
        """Mappings of ledgers by id."""
        return self.of(Ledger)

    @cached_property
    def kind_of(self) -> Mapping[str, str]:
        """The kind name of every id; where an id is used twice, the first kind listed."""
        found: dict[str, str] = {}
        for name, records in self.by_kind.items():
            for record_id in records:
                found.setdefault(record_id, name)
        for function_id in self.functions:
            found.setdefault(function_id, "function")
        return found

    def get(self, record_id: str) -> Record | None:
        """The record with that id, of whatever kind; None where there is none."""
        kind = self.kind_of.get(record_id)
        return self.by_kind.get(kind, {}).get(record_id) if kind else None

    @cached_property
    def index(self) -> Index:
        """Which records are found under which keys."""
        return index_of(self.by_kind) if self.known_index is None else self.known_index

    def pointing(self, record_id: str, kind: type[R], field: str | None = None) -> Sequence[R]:
        """The records of one type that refer to a record, from one of their fields or from any, by id.

        Each is looked up when it is come to: who only asks whether there is one, reads none.
        """
        name = KIND_BY_TYPE[kind].name
        fields = pointing_fields(kind) if field is None else (field,)
        found = {one for where in fields for one in self.index.get(pointer(record_id, name, where), ())}
        return Found(tuple(sorted(found)), self.of(kind))

    def under(self, key: str, kind: type[R]) -> Sequence[R]:
        """The records of one type that are found under a key of the index, by id."""
        return Found(self.index.get(key, ()), self.of(kind))

    def records(self) -> Iterable[Record]:
        """Every record, kind by kind in their listed order, then by id."""
        for records in self.by_kind.values():
            yield from records.values()
