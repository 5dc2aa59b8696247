"""Systems, and the controlled list of functions they offer (D15, D16, D46)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from itgov.model.money import Amount
from itgov.model.record import (
    AdministrationRef,
    DeliveryRef,
    FunctionRef,
    KeyRef,
    ObjectRef,
    Part,
    PayerRef,
    Record,
    Shown,
    SystemRef,
)
from itgov.model.scalar import Date, Flag, Frozen, Id, NotEmpty, Text, Whole
from itgov.model.serves import Serves

CostCategory = Literal[
    "facilities", "licences", "support_fees", "staff", "development_support", "capital", "consultants", "other"
]
Criticality = Literal["low", "medium", "high", "vital"]
Disposition = Literal["tolerate", "invest", "migrate", "eliminate"]
ClassLevel = Literal["0", "1", "2", "3"]


class Function(Part):
    """One function that systems offer and contracts cover."""

    name: Text
    """Namn: what the function is called, in Swedish."""
    description: Text | None = None
    """Beskrivning: what it does."""
    may_repeat: Flag = False
    """Får finnas flera gånger: true where several systems are meant to have it."""


class FunctionList(Part):
    """`data/functions.yaml`: the one list that all functions are picked from."""

    functions: Annotated[Mapping[Id, Function], Frozen]
    """Funktioner: id and name of each function."""


class Lifecycle(Part):
    """When a system came, and when its life ends."""

    in_use_since: Date | None = None
    """I bruk sedan: the first day of use."""
    end_of_support: Annotated[Date | None, Shown("city")] = None
    """Supporten upphör: the supplier's last day of support."""
    retires_on: Annotated[Date | None, Shown("city")] = None
    """Avvecklas: the day the city stops using it."""


class SystemCost(Part):
    """A part of what a system costs in a year."""

    category: CostCategory
    """Kostnadsslag: licences, staff, facilities and so on."""
    amount: Amount
    """Belopp: kronor a year."""


class InformationClass(Part):
    """How sensitive the information is, 0 (none) to 3 (serious)."""

    confidentiality: ClassLevel
    """Konfidentialitet: harm if it is read by others."""
    integrity: ClassLevel
    """Riktighet: harm if it is wrong."""
    availability: ClassLevel
    """Tillgänglighet: harm if it is missing."""


class System(Record):
    """An IT system in an object. Eight fields do for a small one."""

    object: ObjectRef
    """Objekt: the system-management object it belongs to."""
    functions: Annotated[tuple[FunctionRef, ...], NotEmpty]
    """Funktioner: what it does, from the controlled list."""
    used_by: Annotated[tuple[AdministrationRef, ...], NotEmpty]
    """Används av: the administrations that use it."""
    funded_by: tuple[PayerRef, ...] = ()
    """Finansieras av: administrations or funders that pay for it; the users where left out."""
    key: KeyRef | None = None
    """Fördelningsnyckel: set where the yearly cost is shared in solidarity (D23)."""
    serves: tuple[Serves, ...] = ()
    """Betjänar: base deliveries that it is a part of, where its cost is shared; the rest is split by its key."""
    in_delivery: DeliveryRef | None = None
    """Ingår i basleverans: the delivery whose cost parts carry its yearly cost; it is then charged there only."""
    criticality: Criticality | None = None
    """Kritikalitet: low, medium, high or vital."""
    incident_leader: Text | None = None
    """Incidentledare: the role that leads across units in a major incident (D46)."""
    supplier: Text | None = None
    """Leverantör: who supplies it where no contract of the city covers it; the unit, where it is built in-house."""
    users: Whole | None = None
    """Användare: how many people use it."""
    platform: Text | None = None
    """Plattform: where it runs."""
    lifecycle: Lifecycle | None = None
    """Livscykel: first use, end of support, retirement."""
    disposition: Annotated[Disposition | None, Shown("city")] = None
    """Inriktning: tolerate, invest, migrate or eliminate."""
    yearly_cost: Annotated[tuple[SystemCost, ...], Shown("city")] = ()
    """Årskostnad: kronor a year by part."""
    depends_on: Annotated[tuple[SystemRef, ...], Shown("city")] = ()
    """Beroende av: systems that must work for this one to work."""
    information_class: Annotated[InformationClass | None, Shown("city")] = None
    """Informationsklass: confidentiality, integrity and availability."""
    description: Text | None = None
    """Beskrivning: what people use it for."""
