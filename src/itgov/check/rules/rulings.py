"""What decisions say about a record, as several rules ask for it. Holds no rules itself."""

from __future__ import annotations

from dataclasses import dataclass

from itgov.finding import At, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.decision import Decision, Outcome
from itgov.model.initiative import Initiative

OUTCOMES: dict[Outcome, Message] = {
    "approved": msg("approved"),
    "rejected": msg("rejected"),
    "postponed": msg("postponed"),
    "returned": msg("returned for more work"),
}


@dataclass(frozen=True, slots=True)
class Ruled:
    """One ruling about a record, with its decision and its place there."""

    decision: Decision
    index: int
    outcome: Outcome

    @property
    def shown(self) -> Related:
        """The ruling as a place beside a fault."""
        where = At(self.decision.id, ("rulings", self.index, "outcome"))
        return Related(
            where, msg("{outcome} here, {on}", outcome=OUTCOMES[self.outcome], on=self.decision.on.isoformat())
        )


def rulings_on(city: City, record_id: str) -> tuple[Ruled, ...]:
    """Every ruling about a record, by day, then by the decision's id and the place in it."""
    found = [
        Ruled(decision, index, ruling.outcome)
        for decision in city.pointing(record_id, Decision, "rulings")
        for index, ruling in enumerate(decision.rulings)
        if ruling.record == record_id
    ]
    return tuple(sorted(found, key=lambda one: (one.decision.on, one.decision.id, one.index)))


def forum_rulings(city: City, initiative: Initiative) -> tuple[Ruled, ...]:
    """The rulings on an initiative by the city's bodies, in the order of `rulings_on`.

    What an administration decides in its own house is not among them, nor what is dated before the idea was raised
    (that it is, is another fault).
    """
    return tuple(
        one
        for one in rulings_on(city, initiative.id)
        if one.decision.body in city.bodies and one.decision.on >= initiative.stages.idea
    )
