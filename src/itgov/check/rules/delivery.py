"""Base deliveries: described, costed, and agreed by those who must (D22)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field


def _not_agreed(city: City, delivery: Delivery) -> Iterator[Fault]:
    preparatory = {body.id for body in city.bodies.values() if body.level == "preparatory"}
    finance = {body.id for body in city.bodies.values() if body.group == "finance_chiefs"}
    agreed = {agreement.body for agreement in delivery.agreed}
    missing: list[Message] = []
    # Where the city has no preparatory body at all, that is one fault of the city (GOV035), not one of each delivery.
    if preparatory and preparatory.isdisjoint(agreed):
        missing.append(msg("the preparatory body"))
    if finance.isdisjoint(agreed):
        missing.append(msg("the finance chiefs' group"))
    if missing:
        who: Message = missing[0] if len(missing) == 1 else msg("{one} and {other}", one=missing[0], other=missing[1])
        able = ", ".join(sorted((preparatory | finance) - agreed))
        yield Fault(
            At(delivery.id, ("agreed",), key=True) if delivery.agreed else At(delivery.id),
            msg(
                "{field} of “{id}” does not name {who}",
                field=field(Delivery, "agreed"),
                id=delivery.id,
                who=who,
            ),
            msg(
                "agree on content, level and cost with: {bodies}; then write body, date and registry number",
                bodies=able,
            )
            if able
            else msg("add these bodies under data/bodies/ first"),
        )


def _without_cost(city: City, delivery: Delivery) -> Iterator[Fault]:
    if not delivery.cost_parts:
        yield Fault(
            At(delivery.id, ("cost_parts",), key=True),
            msg("“{id}” has no cost parts, so there is nothing to split or to question", id=delivery.id),
            msg("describe what it costs, part by part and year by year, and how each part behaves"),
        )
    for index, part in enumerate(delivery.cost_parts):
        if bool(part.per_year) == (part.asset is not None):
            problem = (
                msg("both a cost per year and an asset: its outlay would be counted twice")
                if part.per_year
                else msg("neither a cost per year nor an asset")
            )
            yield Fault(
                At(delivery.id, ("cost_parts", index, "name")),
                msg(
                    "the cost part “{part}” of “{id}” has {problem}",
                    part=part.name,
                    id=delivery.id,
                    problem=problem,
                ),
                msg("give operating money per year, or the asset whose capital cost is computed"),
            )


DELIVERY_NOT_AGREED = Rule(
    "DEL001",
    "delivery-not-agreed",
    "error",
    "D22",
    msg("A base delivery is what all have agreed to pay for; without that it is only what IT wishes to deliver."),
    msg("Agree on it with the preparatory body and the finance chiefs, and put both on record under `agreed`."),
    bad="data/deliveries/leverans-a.yaml: {agreed: [{body: beredande-niva, on: 2026-09-01}]}\n",
    good=(
        "data/deliveries/leverans-a.yaml:\n"
        "  agreed: [{body: beredande-niva, on: 2026-09-01}, {body: ekonomichefsgrupp, on: 2026-09-08}]\n"
    ),
    over=(Delivery,),
    find=_not_agreed,
    misses=("body",),
)
DELIVERY_WITHOUT_COST = Rule(
    "DEL002",
    "delivery-without-cost",
    "error",
    "D22",
    msg("What has no cost parts cannot be split, followed up or made cheaper."),
    msg("Give each part operating money per year, or an asset."),
    bad="data/deliveries/leverans-a.yaml: {cost_parts: []}\n",
    good=(
        "data/deliveries/leverans-a.yaml:\n"
        "  cost_parts: [{name: Personal, category: staff, behaviour: fixed, per_year: {2027: 90 tkr, 2028: 90 tkr}}]\n"
    ),
    over=(Delivery,),
    find=_without_cost,
)

DELIVERY_RULES: tuple[Rule, ...] = (
    DELIVERY_NOT_AGREED,
    DELIVERY_WITHOUT_COST,
)
