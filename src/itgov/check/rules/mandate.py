"""Mandate: that whoever decided may settle the matter, in law and by what the city has agreed (D1)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.administration import Administration
from itgov.model.body import Body, Matter
from itgov.model.city import City
from itgov.model.decision import Decision, Ruling
from itgov.model.describe import field
from itgov.model.initiative import Effect, Initiative
from itgov.model.money import format_amount
from itgov.model.planning import cost_lines, object_of, uses_shared_hours
from itgov.model.record import Record

_MATTERS: dict[str, tuple[Matter, ...]] = {
    "initiative": ("initiative",),
    "delivery": ("delivery",),
    "key": ("key",),
    "funder": ("agenda",),
    "goal": ("agenda",),
    "object": ("system_change",),
    "system": ("system_change",),
    "contract": ("system_change", "delivery"),
}


def _may_not_settle(city: City, decision: Decision) -> Iterator[Fault]:
    for index, ruling in enumerate(decision.rulings):
        reason = _obstacle(city, decision, ruling)
        if reason is not None:
            yield Fault(
                At(decision.id, ("body",)),
                msg(
                    "“{body}” may not settle “{record}”: {reason}",
                    body=decision.body,
                    record=ruling.record,
                    reason=reason,
                ),
                _who_may(city, ruling),
                (
                    Related(At(decision.id, ("rulings", index, "record")), msg("this is what it decided on")),
                    *((Related(At(decision.body), msg("this is the body")),) if city.get(decision.body) else ()),
                ),
            )


def _obstacle(city: City, decision: Decision, ruling: Ruling) -> Message | None:
    decider = city.get(decision.body)
    record = city.get(ruling.record)
    if record is None:
        return None
    if isinstance(decider, Administration):
        return _beyond_own_house(city, decider, record)
    return _beyond_mandate(city, decider, record) if isinstance(decider, Body) else None


def _matters(city: City, record: Record) -> tuple[Matter, ...]:
    """The matters that cover a decision on the record, any of them; none where no body settles such records."""
    if isinstance(record, Initiative) and record.track == "system_change":
        return ("initiative", "system_change")
    return _MATTERS.get(city.kind_of[record.id], ())


def _beyond_mandate(city: City, body: Body, record: Record) -> Message | None:
    matters = _matters(city, record)
    if not matters:
        return msg("no body settles records of that kind")
    if not set(matters) & set(body.may_settle):
        return msg(
            "{may_settle} does not name {matter}", may_settle=field(Body, "may_settle"), matter=" / ".join(matters)
        )
    if isinstance(record, Initiative) and body.ceiling is not None:
        cost = sum(line.amount for route, line in cost_lines(record) if route[0] == "phases")
        if cost > body.ceiling:
            return msg(
                "it costs {cost}, and {ceiling} is {limit}",
                cost=format_amount(cost),
                ceiling=field(Body, "ceiling"),
                limit=format_amount(body.ceiling),
            )
    return None


def _beyond_own_house(city: City, administration: Administration, record: Record) -> Message | None:
    if not isinstance(record, Initiative):
        return msg("an administration decides only on initiatives of its own")
    if record.proposed_by != administration.id:
        return msg("another administration proposed it")
    if uses_shared_hours(record):
        return msg("it uses hours of shared pools, which the whole city competes for")
    return _paid_by_others(city, record) or _changes_others(city, record)


def _paid_by_others(city: City, record: Initiative) -> Message | None:
    payers = {line.funder for _, line in cost_lines(record)}
    if shared := sorted(payers & set(city.funders)):
        return msg("it is paid with shared money: {funders}", funders=", ".join(shared))
    if others := sorted(payers & set(city.administrations) - {record.proposed_by}):
        return msg("another administration pays for it: {payers}", payers=", ".join(others))
    return None


def _changes_others(city: City, record: Initiative) -> Message | None:
    changed = sorted(one.record for one in record.affects if one.changes and _is_anothers(city, one, record))
    return msg("it changes what it does not own: {records}", records=", ".join(changed)) if changed else None


def _is_anothers(city: City, effect: Effect, initiative: Initiative) -> bool:
    """Whether a system or object is another administration's; a base delivery is always everybody's."""
    target = object_of(city, effect.record)
    return effect.record in city.deliveries or (target is not None and target.administration != initiative.proposed_by)


def _who_may(city: City, ruling: Ruling) -> Message:
    record = city.get(ruling.record)
    able = [body.id for body in city.bodies.values() if record and _beyond_mandate(city, body, record) is None]
    if not able:
        return msg("give a body the mandate under {may_settle}", may_settle=field(Body, "may_settle"))
    return msg("it can be settled by: {bodies}", bodies=", ".join(able))


BODY_MAY_NOT_SETTLE = Rule(
    "GOV004",
    "body-may-not-settle",
    "error",
    "D1",
    msg("A decision by a body without the mandate does not hold, and the work that rests on it stops."),
    msg("Bring the matter to a body that may settle it."),
    bad="data/decisions/beslut-1.yaml: {body: ekonomichefsgrupp}\n",
    good="data/decisions/beslut-1.yaml: {body: beslutande-niva}\n",
    over=(Decision,),
    find=_may_not_settle,
)

MANDATE_RULES: tuple[Rule, ...] = (BODY_MAY_NOT_SETTLE,)
