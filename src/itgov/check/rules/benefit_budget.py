"""Benefits as budget: what is cashable has an effect on a frame, and meets a requirement once (D5, D28)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.check.rules.benefit import benefits
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.administration import Administration
from itgov.model.city import City
from itgov.model.describe import choice, field
from itgov.model.index import is_counted_against_requirement, requirement_key
from itgov.model.initiative import Benefit, Initiative, Stage
from itgov.model.money import format_amount, round_half_up

_EFFECTS = "frame_lowered, kept_in_own_frame, efficiency_requirement"

_SETTLED: frozenset[Stage] = frozenset({"decided", "under_way", "in_operation", "benefits_realised"})


def _no_budget_effect(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in benefits(initiative):
        if benefit.category == "cashable" and benefit.budget_effect is None:
            yield Fault(
                At(initiative.id, (*route, "category")),
                msg(
                    "“{benefit}” in “{id}” is cashable, but has no {budget_effect}",
                    benefit=benefit.name,
                    id=initiative.id,
                    budget_effect=field(Benefit, "budget_effect"),
                ),
                msg(
                    "agree with the receiver's finance chief on one of: {effects}; where none holds, "
                    "it is a “reallocation”",
                    effects=_EFFECTS,
                ),
            )


def _effect_of_what_is_no_cash(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in benefits(initiative):
        if benefit.category != "cashable" and benefit.budget_effect is not None:
            yield Fault(
                At(initiative.id, (*route, "budget_effect")),
                msg(
                    "“{benefit}” in “{id}” has the {budget_effect} {value}, but is of the category {category}: "
                    "only what is cashable changes a budget",
                    benefit=benefit.name,
                    id=initiative.id,
                    budget_effect=field(Benefit, "budget_effect"),
                    value=choice(benefit.budget_effect),
                    category=choice(benefit.category),
                ),
                msg("take the budget effect away, or write “category: cashable” if money is freed"),
            )


def _no_requirement(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in benefits(initiative):
        receiver = city.administrations.get(benefit.receiver or "")
        if benefit.budget_effect != "efficiency_requirement" or receiver is None:
            continue
        if not any(receiver.efficiency_requirement.values()):
            yield Fault(
                At(initiative.id, (*route, "budget_effect")),
                msg(
                    "“{benefit}” in “{id}” is counted against the efficiency requirement of “{receiver}”, "
                    "which has no {requirement}",
                    benefit=benefit.name,
                    id=initiative.id,
                    receiver=receiver.id,
                    requirement=field(Administration, "efficiency_requirement"),
                ),
                msg("write the requirement on the administration, or choose frame_lowered or kept_in_own_frame"),
                (Related(At(receiver.id), msg("the administration is here")),),
            )


def _beyond_requirement(city: City, administration: Administration) -> Iterator[Fault]:
    requirement = _required_ore(administration)
    if requirement is None:
        return
    counted: dict[str, int] = {}
    for initiative in city.under(requirement_key(administration.id), Initiative):
        if initiative.stages.current not in _SETTLED:
            continue
        for benefit in initiative.benefits:
            if benefit.receiver == administration.id and is_counted_against_requirement(benefit):
                counted[initiative.id] = counted.get(initiative.id, 0) + _likely(benefit)
    total = sum(counted.values())
    if total > requirement:
        yield Fault(
            At(administration.id, ("efficiency_requirement",), key=True),
            msg(
                "{total} a year is counted against {requirement} of “{id}”, which asks for {asked} in all: "
                "{over} would be counted twice",
                total=format_amount(total),
                requirement=field(Administration, "efficiency_requirement"),
                id=administration.id,
                asked=format_amount(requirement),
                over=format_amount(total - requirement),
            ),
            msg("let what is beyond the requirement lower the frame or stay in it; the initiatives are listed below"),
            tuple(
                Related(At(one, ("benefits",), key=True), msg("{amount} a year", amount=format_amount(ore)))
                for one, ore in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
            ),
        )


def _required_ore(administration: Administration) -> int | None:
    """What the council asks for in all its years, which last; None where a share or a grant is missing."""
    shares, grants = administration.efficiency_requirement, administration.committee_grant
    if not any(shares.values()) or any(year not in grants for year in shares):
        return None
    return sum(round_half_up(share * grants[year]) for year, share in shares.items())


def _likely(benefit: Benefit) -> int:
    return benefit.per_year.likely if benefit.per_year else 0


WHOLE = (
    "valued: true, owner: Områdeschef, per_year: {low: 1 tkr, likely: 2 tkr, high: 3 tkr},"
    " measure: {name: Restid, unit: kr, baseline: '9', baseline_on: 2026-01-31, target: '6', target_on: 2028-06-30}"
)


def whole_benefit(rest: str) -> str:
    """An example: the first initiative with one whole benefit, and the rest of it."""
    return f"data/initiatives/init-a.yaml:\n  benefits: [{{name: Kortare restid, {WHOLE}, {rest}}}]\n"


CASHABLE_WITHOUT_BUDGET_EFFECT = Rule(
    "BEN013",
    "cashable-without-budget-effect",
    "error",
    "D5",
    msg("Money that leaves no budget has not been freed; it is time or quality, and is counted as that."),
    msg("Say what happens to the frame, or call it a reallocation."),
    bad=whole_benefit("receiver: hvo, category: cashable"),
    good=whole_benefit("receiver: hvo, category: cashable, budget_effect: kept_in_own_frame"),
    over=(Initiative,),
    find=_no_budget_effect,
)
BUDGET_EFFECT_WITHOUT_CASH = Rule(
    "BEN014",
    "budget-effect-without-cash",
    "warning",
    "D5",
    msg("Freed time pays no invoice: a frame that is lowered for it takes money that is not there."),
    msg("Take the budget effect away, or call the benefit cashable if money is freed."),
    bad=whole_benefit("receiver: hvo, category: reallocation, budget_effect: kept_in_own_frame"),
    good=whole_benefit("receiver: hvo, category: reallocation"),
    over=(Initiative,),
    find=_effect_of_what_is_no_cash,
)
COUNTED_AGAINST_NO_REQUIREMENT = Rule(
    "BEN015",
    "counted-against-no-requirement",
    "error",
    "D28",
    msg("What is counted against a requirement that nobody has laid is counted against nothing."),
    msg("Write the requirement on the administration, or choose another budget effect."),
    bad=whole_benefit("receiver: hvo, category: cashable, budget_effect: efficiency_requirement"),
    good=(
        whole_benefit("receiver: hvo, category: cashable, budget_effect: efficiency_requirement")
        + "data/administrations/hvo.yaml: {efficiency_requirement: {2027: 1 %}, committee_grant: {2027: 9 mnkr}}\n"
    ),
    over=(Initiative,),
    find=_no_requirement,
)
COUNTED_BEYOND_REQUIREMENT = Rule(
    "BEN016",
    "counted-beyond-requirement",
    "warning",
    "D28",
    msg("A krona can meet the council's requirement once; what is counted beyond it has nothing left to meet."),
    msg("Let what is beyond the requirement lower the frame, or stay in it."),
    bad=(
        whole_benefit("receiver: hvo, category: cashable, budget_effect: efficiency_requirement")
        + "data/administrations/hvo.yaml: {efficiency_requirement: {2027: 1 %}, committee_grant: {2027: 199 tkr}}\n"
    ),
    good=(
        whole_benefit("receiver: hvo, category: cashable, budget_effect: efficiency_requirement")
        + "data/administrations/hvo.yaml: {efficiency_requirement: {2027: 1 %}, committee_grant: {2027: 200 tkr}}\n"
    ),
    over=(Administration,),
    find=_beyond_requirement,
)

BENEFIT_BUDGET_RULES: tuple[Rule, ...] = (
    CASHABLE_WITHOUT_BUDGET_EFFECT,
    BUDGET_EFFECT_WITHOUT_CASH,
    COUNTED_AGAINST_NO_REQUIREMENT,
    COUNTED_BEYOND_REQUIREMENT,
)
