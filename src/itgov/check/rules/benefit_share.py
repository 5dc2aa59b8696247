"""Benefits among several: counted once, bridged where one pays and another gets, and known to the receiver (D28)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.check.rules.benefit import PREPARED, prepared_benefits
from itgov.check.rules.benefit_budget import WHOLE, whole_benefit
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import choice, field
from itgov.model.index import benefit_key
from itgov.model.initiative import Benefit, BudgetEffect, Initiative
from itgov.model.planning import Route, cost_lines

_TOLD: frozenset[BudgetEffect] = frozenset({"frame_lowered", "efficiency_requirement"})


def _counted_twice(city: City, initiative: Initiative) -> Iterator[Fault]:
    """Told on the later of the two by id; what excludes the other may promise the same."""
    if initiative.stages.current in {"rejected", "withdrawn"}:
        return
    here: dict[str, Benefit] = {}
    for index, benefit in enumerate(initiative.benefits):
        key = benefit_key(benefit)
        if key is None:
            continue
        if key in here:
            yield _twice(initiative, index, benefit, initiative, initiative.benefits.index(here[key]))
            continue
        here[key] = benefit
        for one in city.index.get(key, ()):
            other = city.initiatives.get(one)
            if other is not None and one < initiative.id and not _either(initiative, other):
                place = next(i for i, theirs in enumerate(other.benefits) if benefit_key(theirs) == key)
                yield _twice(initiative, index, benefit, other, place)
                break


def _either(one: Initiative, other: Initiative) -> bool:
    """Whether at most one of them is done."""
    dropped = other.stages.current in {"rejected", "withdrawn"}
    return dropped or other.id in one.excludes or one.id in other.excludes


def _twice(initiative: Initiative, index: int, benefit: Benefit, other: Initiative, place: int) -> Fault:
    assert benefit.measure is not None
    return Fault(
        At(initiative.id, ("benefits", index, "name")),
        msg(
            "“{benefit}” in “{id}” is measured by “{measure}” for “{receiver}”, "
            "as “{theirs}” in “{other}” is: the same effect is counted twice",
            benefit=benefit.name,
            id=initiative.id,
            measure=benefit.measure.name,
            receiver=benefit.receiver or "–",
            theirs=other.benefits[place].name,
            other=other.id,
        ),
        msg(
            "keep it where it arises, or give each its own part of the measure; write {excludes} if only one is done",
            excludes=field(Initiative, "excludes"),
        ),
        (Related(At(other.id, ("benefits", place, "name")), msg("it is counted here, too")),),
    )


def _gap(city: City, initiative: Initiative) -> Iterator[Fault]:
    lines = [(route, line) for route, line in cost_lines(initiative) if route[0] == "phases"]
    payers = {line.funder for _, line in lines if line.funder in city.administrations and line.amount}
    priced = [
        (route, benefit)
        for route, benefit in prepared_benefits(initiative)
        if benefit.per_year is not None and benefit.receiver is not None
    ]
    receivers = {benefit.receiver for _, benefit in priced}
    if not payers or not priced or payers & receivers:
        return
    open_ones = [(route, benefit) for route, benefit in priced if benefit.gap_agreement is None]
    if open_ones:
        route = open_ones[0][0]
        first = next(route for route, line in lines if line.funder in payers)
        yield Fault(
            At(initiative.id, (*route, "receiver")),
            msg(
                "“{id}” is paid by {payers}, and all its priced benefits come to {receivers}, "
                "with no {gap_agreement} for {count} of them",
                id=initiative.id,
                payers=", ".join(sorted(payers)),
                receivers=", ".join(sorted(one for one in receivers if one)),
                gap_agreement=field(Benefit, "gap_agreement"),
                count=len(open_ones),
            ),
            msg("let the finance chiefs and IT agree on how the gap is bridged, and write it on each benefit"),
            (Related(At(initiative.id, (*first, "funder")), msg("the cost is paid here")),),
        )


def _not_told(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current not in PREPARED:
        return
    places: dict[str, tuple[Route, Benefit]] = {}
    for route, benefit in prepared_benefits(initiative):
        if benefit.budget_effect in _TOLD and benefit.receiver in city.administrations:
            places.setdefault(benefit.receiver or "", (route, benefit))
    for known in _who_know(initiative):
        places.pop(known, None)
    for receiver, (route, benefit) in places.items():
        yield Fault(
            At(initiative.id, (*route, "receiver")),
            msg(
                "“{benefit}” in “{id}” changes the budget of “{receiver}” ({effect}), "
                "but {affects} does not say that they know",
                benefit=benefit.name,
                id=initiative.id,
                receiver=receiver,
                effect=choice(str(benefit.budget_effect)),
                affects=field(Initiative, "affects"),
            ),
            msg(
                "ask {chief}, and name “{receiver}” under {affects} with the day they confirmed it",
                chief=city.administrations[receiver].finance_chief,
                receiver=receiver,
                affects=field(Initiative, "affects"),
            ),
        )


def _who_know(initiative: Initiative) -> Iterator[str]:
    yield initiative.proposed_by
    yield from (effect.record for effect in initiative.affects)
    yield from (one.administration for one in initiative.take_up)
    yield from (line.funder for _, line in cost_lines(initiative))
    yield from (one.receiver for one in initiative.benefits if one.receiver and one.gap_agreement)


_COUNTED = (
    "data/initiatives/init-b.yaml: {{benefits: [{{name: Mindre resande, category: reallocation, valued: true,"
    " receiver: hvo, per_year: {{low: 1 tkr, likely: 2 tkr, high: 3 tkr}}, measure: {{name: {}, unit: timmar}}}}]}}\n"
)
BENEFIT_COUNTED_TWICE = Rule(
    "BEN017",
    "benefit-counted-twice",
    "warning",
    "D5",
    msg("Two initiatives that promise the same effect are both chosen for it, and it comes once."),
    msg("Keep it where it arises, or give each its part."),
    bad=_COUNTED.format("Restid i hemtjänsten"),
    good=_COUNTED.format("Resta kilometer"),
    over=(Initiative,),
    find=_counted_twice,
)
_OWN = (
    "data/initiatives/init-a.yaml:\n  track: business_development\n"
    "  operating_costs: [{what: Licenser, per_year: 90 tkr, borne_by: hvo}]\n"
    "  phases: [{name: Bygge, periods: 2, costs: [{what: Bygge, amount: 900 000 kr, funder: hvo}]}]\n"
    f"  benefits: [{{name: Kortare restid, {WHOLE}, receiver: it, category: reallocation"
)
GAP_WITHOUT_AGREEMENT = Rule(
    "BEN018",
    "gap-without-agreement",
    "warning",
    "D28",
    msg("Who pays and gets nothing stops paying: cost here and benefit there must be bridged on record."),
    msg("Agree on how the gap is bridged, and write it on the benefit."),
    bad=_OWN + "}]\n",
    good=_OWN + ", gap_agreement: Stadskontoret ersätter halva kostnaden}]\n",
    over=(Initiative,),
    find=_gap,
)
RECEIVER_NOT_TOLD = Rule(
    "BEN019",
    "receiver-not-told",
    "warning",
    "D28",
    msg("A saving that its own administration has not heard of is in nobody's budget."),
    msg("Ask the receiver's finance chief, and write under `affects` when they confirmed it."),
    bad=whole_benefit("receiver: it, category: cashable, budget_effect: frame_lowered"),
    good=(
        whole_benefit("receiver: it, category: cashable, budget_effect: frame_lowered")
        + "  affects: [{record: it, how: Ramen sänks, acknowledged_on: 2026-03-01, acknowledged_by: Chef}]\n"
    ),
    over=(Initiative,),
    find=_not_told,
    after=("BEN018",),
)

BENEFIT_SHARE_RULES: tuple[Rule, ...] = (
    BENEFIT_COUNTED_TWICE,
    GAP_WITHOUT_AGREEMENT,
    RECEIVER_NOT_TOLD,
)
