"""The kinds of record: their folders, their types, and who may read them by default.

To add a kind, write its module, list it here, and give it records.
"""

from __future__ import annotations

from dataclasses import dataclass

from itgov.message import Message, msg
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
from itgov.model.initiative import Initiative
from itgov.model.key import Key
from itgov.model.outcome import Ledger, Outcome
from itgov.model.price_index import PriceIndex
from itgov.model.record import Record
from itgov.model.scalar import Visibility
from itgov.model.scenario import Scenario
from itgov.model.system import System
from itgov.model.systemobject import SystemObject


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record; `folder` lies under `data/`."""

    name: str
    folder: str
    type: type[Record]
    label: Message
    visibility: Visibility


KINDS: tuple[Kind, ...] = (
    Kind("administration", "administrations", Administration, msg("administration"), "public"),
    Kind("body", "bodies", Body, msg("body"), "public"),
    Kind("goal", "goals", Goal, msg("goal"), "public"),
    Kind("competence", "competences", Competence, msg("competence pool"), "public"),
    Kind("capability", "capabilities", Capability, msg("capability"), "public"),
    Kind("object", "objects", SystemObject, msg("system-management object"), "public"),
    Kind("system", "systems", System, msg("system"), "public"),
    Kind("contract", "contracts", Contract, msg("contract"), "city"),
    Kind("delivery", "deliveries", Delivery, msg("base delivery"), "public"),
    Kind("key", "keys", Key, msg("allocation key"), "public"),
    Kind("index", "indices", PriceIndex, msg("index series"), "public"),
    Kind("funder", "funders", Funder, msg("funder"), "public"),
    Kind("initiative", "initiatives", Initiative, msg("initiative"), "public"),
    Kind("decision", "decisions", Decision, msg("decision"), "public"),
    Kind("agenda", "agendas", AdoptedAgenda, msg("adopted agenda"), "public"),
    Kind("scenario", "scenarios", Scenario, msg("scenario"), "public"),
    Kind("charge", "charges", Charge, msg("way of charging"), "public"),
    Kind("move", "moves", Move, msg("unit that moves"), "public"),
    Kind("bridge", "bridges", Bridge, msg("bridge over a gap"), "public"),
    Kind("outcome", "outcomes", Outcome, msg("outcome"), "city"),
    Kind("ledger", "ledgers", Ledger, msg("mapping of a ledger"), "city"),
)
KIND_BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
KIND_BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS}
KIND_BY_TYPE: dict[type[Record], Kind] = {kind.type: kind for kind in KINDS}
