"""How many records of each kind a town of a given size has, and how they are tied together.

Everything here follows from the numbers alone: who owns which object, which object has which
system, at which stage an initiative is. What grows without bound is tied to its neighbours,
so that the number of ties grows in proportion to the records.
"""

from __future__ import annotations

from dataclasses import dataclass

from bench.words import words_of

LEAST = 100
SCENARIOS = 1
AGENDAS = 1
MOST_FUNCTIONS = 12_000
BODIES = (
    "kommunfullmaktige",
    "kommunstyrelsen",
    "beslutande-niva",
    "beredande-niva",
    "ekonomichefsgrupp",
    "verksamhetsagare",
    "digitaliseringsansvariga",
    "arkitekturgrupp",
)
POOLS = (
    "pool-arkitekter",
    "pool-forandringsledare",
    "pool-identitet",
    "pool-informationssakerhet",
    "pool-integration",
    "pool-plattform-drift",
    "pool-projektledare",
    "pool-systemforvaltning",
    "pool-upphandling-avtal",
    "pool-utvecklare",
)
FUNDERS = ("ram-plattformar", "ram-piloter", "andringsmedel", "statsbidrag", "eu-medel")
GROWING = {"initiatives": 146, "decisions": 90, "contracts": 154, "objects": 29, "capabilities": 36, "systems": 409}
"""Of a thousand records; as in Malmö's, where what is left is administrations, bodies and the like."""
YEARS = ("2027", "2028", "2029", "2030")

# Fifty initiatives in a row have these stages, mixed; the shares are those of Malmö's records.
STAGES = words_of(
    "prepared decided anchored prepared under_way decided prepared anchored in_operation prepared "
    "decided anchored prepared idea decided prepared under_way anchored prepared decided "
    "closed prepared anchored under_way decided prepared withdrawn anchored prepared decided "
    "in_operation idea prepared under_way anchored decided prepared rejected prepared decided "
    "anchored prepared under_way prepared decided in_operation anchored prepared idea decided"
)
TRACKS = words_of(
    "business_development system_change platform business_development system_change pilot system_change "
    "business_development system_change new_delivery business_development prototype system_change platform "
    "business_development system_change pilot business_development system_change business_development system_change"
)
DECIDED = frozenset({"decided", "under_way", "in_operation", "closed"})


def _within(number: int, least: int, most: int) -> int:
    return max(least, min(number, most))


@dataclass(frozen=True, slots=True)
class Plan:
    """The number of records of each kind, and the ties between them; numbers count from 0."""

    seed: int
    administrations: int
    goals: int
    deliveries: int
    keys: int
    objects: int
    systems: int
    contracts: int
    capabilities: int
    initiatives: int
    decisions: int

    @property
    def functions(self) -> int:
        """Nearly as many as systems: one system in fifty does what another one does; at most what one file holds."""
        return min(self.systems - self.systems // 50, MOST_FUNCTIONS)

    def object_of(self, system: int) -> int:
        """The object that a system is in."""
        return system * self.objects // self.systems

    def administration_of(self, object_number: int) -> int:
        """The administration that an object's business side belongs to; the city office, 0, has one object more."""
        return 0 if object_number == 0 else (object_number - 1) % self.administrations

    def is_shared(self, object_number: int) -> bool:
        """Whether the object holds the platforms that all use."""
        return object_number == 0

    def has_change_money(self, object_number: int) -> bool:
        """Whether changes to the object's systems are paid by the city office's change money."""
        return object_number > 0 and self.administration_of(object_number) == 0

    def covered_by(self, contract: int) -> range:
        """The systems that a contract covers."""
        return range(contract * self.systems // self.contracts, (contract + 1) * self.systems // self.contracts)

    def contract_of(self, system: int) -> int:
        """The contract that covers a system."""
        return next(
            number
            for number in range(
                max(0, system * self.contracts // self.systems - 1),
                min(self.contracts, system * self.contracts // self.systems + 2),
            )
            if system in self.covered_by(number)
        )

    def function_of(self, system: int) -> int:
        """What a system does."""
        return system % self.functions

    def changed_by(self, initiative: int) -> int:
        """The system that an initiative is about; no other initiative is about the same."""
        return initiative * self.systems // self.initiatives

    def changes(self, system: int) -> bool:
        """Whether an initiative is about the system."""
        near = system * self.initiatives // self.systems
        return any(self.changed_by(one) == system for one in (near, near + 1) if one < self.initiatives)

    def track_of(self, initiative: int) -> str:
        """The initiative's track; where change money pays, it is a change to a system."""
        track = TRACKS[initiative % len(TRACKS)]
        paid_by_change_money = self.has_change_money(self.object_of(self.changed_by(initiative)))
        return "system_change" if paid_by_change_money and track == "business_development" else track

    def stage_of(self, initiative: int) -> str:
        """The furthest stage that the initiative has reached."""
        return STAGES[initiative % len(STAGES)]

    def proposer_of(self, initiative: int) -> int:
        """The administration that raises an initiative: the city office for what all share, else the system's own."""
        if self.track_of(initiative) in {"platform", "new_delivery"}:
            return 0
        return self.administration_of(self.object_of(self.changed_by(initiative)))

    def settles_itself(self, initiative: int) -> bool:
        """Whether the administration decides alone: its own money and people, and nobody else's systems."""
        return self.track_of(initiative) == "business_development" and initiative % 2 == 0


def plan_for(records: int, seed: int) -> Plan:
    """A plan of exactly that many records; raises ValueError below LEAST."""
    if records < LEAST:
        raise ValueError(f"a town has at least {LEAST} records, not {records}")
    settled = {
        "administrations": _within(records * 29 // 1000, 6, 60),
        "goals": _within(records * 19 // 1000, 3, 40),
        "deliveries": _within(records * 33 // 1000, 4, 60),
        "keys": _within(records * 12 // 1000, 3, 12),
    }
    left = records - sum(settled.values()) - len(BODIES) - len(POOLS) - len(FUNDERS) - SCENARIOS - AGENDAS
    growing = {name: left * share // sum(GROWING.values()) for name, share in GROWING.items()}
    growing["objects"] = max(growing["objects"], 2)
    growing["systems"] = left - sum(count for name, count in growing.items() if name != "systems")
    return Plan(seed=seed, **settled, **growing)


def administration_id(number: int) -> str:
    """The city office first, then the others."""
    return "stadskontoret" if number == 0 else f"forvaltning-{number:02d}"


def goal_id(number: int) -> str:
    """A goal's id."""
    return f"mal-{number:02d}"


def delivery_id(number: int) -> str:
    """A delivery's id."""
    return f"leverans-{number:02d}"


def key_id(number: int) -> str:
    """A key's id."""
    return f"nyckel-{number:02d}"


def object_id(number: int) -> str:
    """An object's id."""
    return f"objekt-{number:04d}"


def system_id(number: int) -> str:
    """A system's id."""
    return f"sys-{number:05d}"


def contract_id(number: int) -> str:
    """A contract's id."""
    return f"avtal-{number:05d}"


def capability_id(number: int) -> str:
    """A capability's id."""
    return f"formaga-{number:04d}"


def initiative_id(number: int) -> str:
    """An initiative's id."""
    return f"init-{number:05d}"


def function_id(number: int) -> str:
    """A function's id."""
    return f"funktion-{number:05d}"
