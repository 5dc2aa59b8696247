"""A proposal becomes the agenda: what the meeting changed, with its reasons, and what the promises rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from itgov.agenda.compare import compare
from itgov.agenda.plan import Plan
from itgov.agenda.record import Data
from itgov.model.basis import basis_of
from itgov.model.city import City
from itgov.model.money import format_amount
from itgov.model.record import Part


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the meeting said beside the plan: reasons and conditions by initiative, and one reason for all the rest."""

    reasons: Mapping[str, str]
    conditions: Mapping[str, str]
    general: str | None = None

    def reason(self, one: str) -> str | None:
        """Why the meeting left the proposal for one initiative; None where it does not say."""
        return self.reasons.get(one, self.general)


def departures(proposal: Plan, decided: Plan) -> tuple[str, ...]:
    """The initiatives that were put in, taken out, or moved by the meeting, sorted."""
    found = compare(proposal, decided)
    changed = (*found.entered, *found.left, *(one.after for one in found.moved))
    return tuple(sorted(one.id for one in changed))


def owed(proposal: Plan, decided: Plan, meeting: Meeting) -> tuple[str, ...]:
    """The initiatives for which the meeting left the proposal and no reason is given."""
    return tuple(one for one in departures(proposal, decided) if meeting.reason(one) is None)


def adopted_data(city: City, proposal: Plan, decided: Plan, meeting: Meeting, head: Mapping[str, str]) -> Data:
    """The adopted agenda as plain data, keys as its record has them; `head` has its id, name and decision.

    Whether what the meeting decided can be done is the caller's to have checked.
    """
    left = departures(proposal, decided)
    held = {one.id for one in decided.chosen}
    data: dict[str, Any] = {
        **head,
        "first": str(decided.horizon.first),
        "last": str(decided.horizon.last),
        "scenario": proposal.scenario,
        "net_benefit": format_amount(decided.parts.total),
        "digest": proposal.digest,
        "promised": [
            _filled(
                {
                    "initiative": one.id,
                    "way": one.way,
                    "start": str(one.start),
                    "end": str(one.end),
                    "condition": meeting.conditions.get(one.id),
                    "reason": meeting.reason(one.id) if one.id in left else None,
                    "basis": _texts(basis_of(city.initiatives[one.id])),
                }
            )
            for one in decided.chosen
        ],
        "taken_out": [{"initiative": one, "reason": meeting.reason(one)} for one in left if one not in held],
    }
    return _filled(data)


def _texts(part: Part) -> Data:
    return {name: getattr(part, name) for name in type(part).model_fields}


def _filled(data: dict[str, Any]) -> Data:
    return {key: value for key, value in data.items() if value is not None and value != []}
