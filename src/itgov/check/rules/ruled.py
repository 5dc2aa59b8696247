"""Rulings: one outcome for each record, with its reason, on what was there to decide on (D8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Rule
from itgov.check.rules.rulings import OUTCOMES
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.decision import Decision, Ruling
from itgov.model.describe import field
from itgov.model.initiative import Initiative
from itgov.model.key import Key
from itgov.model.planning import Route


def _without_reason(city: City, decision: Decision) -> Iterator[Fault]:
    if decision.deviation_reason is not None:
        return
    for index, ruling in enumerate(decision.rulings):
        if ruling.outcome != "approved" and ruling.content is None:
            yield Fault(
                At(decision.id, ("rulings", index, "outcome")),
                msg(
                    "“{id}” does not say why “{record}” was {outcome}",
                    id=decision.id,
                    record=ruling.record,
                    outcome=OUTCOMES[ruling.outcome],
                ),
                msg(
                    "write what the meeting asked for under {content}, or why it left the proposal under {reason}",
                    content=field(Ruling, "content"),
                    reason=field(Decision, "deviation_reason"),
                ),
            )


def _ruled_twice(city: City, decision: Decision) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for index, ruling in enumerate(decision.rulings):
        before = first.setdefault(ruling.record, index)
        earlier = decision.rulings[before]
        if earlier.outcome != ruling.outcome:
            yield Fault(
                At(decision.id, ("rulings", index, "outcome")),
                msg(
                    "“{id}” rules twice on “{record}”: first {one}, then {other}",
                    id=decision.id,
                    record=ruling.record,
                    one=OUTCOMES[earlier.outcome],
                    other=OUTCOMES[ruling.outcome],
                ),
                msg("keep the outcome that the minutes have; a later change of mind is a decision of its own"),
                (Related(At(decision.id, ("rulings", before, "outcome")), msg("the first ruling is here")),),
            )


def _before_it_was(city: City, decision: Decision) -> Iterator[Fault]:
    for index, ruling in enumerate(decision.rulings):
        born = _born(city, ruling)
        if born is not None and born[0] > decision.on:
            day, route = born
            yield Fault(
                At(decision.id, ("on",)),
                msg(
                    "“{id}” rules on “{record}” on {on}, but that was not there before {day}",
                    id=decision.id,
                    record=ruling.record,
                    on=decision.on.isoformat(),
                    day=day.isoformat(),
                ),
                msg("mend the date that is wrong, or the id: perhaps the decision is about another record"),
                (
                    Related(At(ruling.record, route), msg("its first day is here")),
                    Related(At(decision.id, ("rulings", index, "record")), msg("this is what it decided on")),
                ),
            )


def _born(city: City, ruling: Ruling) -> tuple[date, Route] | None:
    """The first day on which there was something to decide on: the idea was raised, the key's values were taken."""
    record = city.get(ruling.record)
    if isinstance(record, Initiative):
        return record.stages.idea, ("stages", "idea")
    if isinstance(record, Key) and ruling.outcome == "approved" and not _changed_since(record):
        return record.measured_on, ("measured_on",)
    return None


def _changed_since(key: Key) -> bool:
    """Whether the values are newer than the lock: others were decided on, and KEY007 tells of the change."""
    return key.locked_on is not None and key.measured_on > key.locked_on


DECIDED_BEFORE_IT_WAS = Rule(
    "GOV020",
    "decided-before-it-was-there",
    "error",
    "D8",
    msg("A decision on something that nobody had raised yet is dated wrong, or is about something else."),
    msg("Mend the date or the id."),
    bad="data/decisions/beslut-1.yaml: {on: 2025-09-30}\n",
    good="data/decisions/beslut-1.yaml: {on: 2026-05-01}\n",
    over=(Decision,),
    find=_before_it_was,
)


RULED_TWICE_DIFFERENTLY = Rule(
    "GOV021",
    "ruled-twice-differently",
    "error",
    "D8",
    msg("One decision with two outcomes lets everyone read the one they like."),
    msg("Keep the outcome that the minutes have."),
    bad=(
        "data/decisions/beslut-1.yaml:\n  rulings:\n    - {record: init-a, outcome: approved}\n"
        "    - {record: init-a, outcome: postponed, content: Tas upp igen i juni}\n"
    ),
    good=(
        "data/decisions/beslut-1.yaml:\n  rulings:\n    - {record: init-a, outcome: approved}\n"
        "    - {record: init-b, outcome: postponed, content: Tas upp igen i juni}\n"
    ),
    over=(Decision,),
    find=_ruled_twice,
)


TURNED_DOWN_WITHOUT_REASON = Rule(
    "GOV023",
    "turned-down-without-reason",
    "warning",
    "D8",
    msg("Who is sent back without a reason comes back with the same proposal."),
    msg("Write what the meeting asked for."),
    bad=(
        "data/decisions/beslut-1.yaml:\n  rulings:\n    - {record: init-a, outcome: approved}\n"
        "    - {record: init-b, outcome: returned}\n"
    ),
    good=(
        "data/decisions/beslut-1.yaml:\n  rulings:\n    - {record: init-a, outcome: approved}\n"
        "    - {record: init-b, outcome: returned, content: Kostnaden efter 2028 saknas}\n"
    ),
    over=(Decision,),
    find=_without_reason,
    after=("GOV021",),
)


RULED_RULES: tuple[Rule, ...] = (
    DECIDED_BEFORE_IT_WAS,
    RULED_TWICE_DIFFERENTLY,
    TURNED_DOWN_WITHOUT_REASON,
)
