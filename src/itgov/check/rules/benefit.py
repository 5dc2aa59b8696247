"""Benefits as they are described: priced or in words, by whom and how one will know (D5, D29).

What a description owes grows with the stage: an idea owes nothing, what is prepared owes all.
"""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import Benefit, Initiative, Stage, Stages
from itgov.model.money import format_amount
from itgov.model.planning import Route

PREPARED: frozenset[Stage] = frozenset({"prepared", "decided", "under_way", "in_operation", "benefits_realised"})
"""Stages at which a business case is whole: a body has prepared it, and nobody has ended it."""
DROPPED: frozenset[Stage] = frozenset({"rejected", "withdrawn"})


def benefits(initiative: Initiative) -> Iterator[tuple[Route, Benefit]]:
    """Every benefit, of the initiative itself and of its alternatives, with its route; none of what was dropped."""
    if initiative.stages.current in DROPPED:
        return
    for index, benefit in enumerate(initiative.benefits):
        yield ("benefits", index), benefit
    for number, phase in enumerate(initiative.phases):
        for index, benefit in enumerate(phase.may_stand_alone.benefits if phase.may_stand_alone else ()):
            yield ("phases", number, "may_stand_alone", "benefits", index), benefit
    for number, alternative in enumerate(initiative.alternatives):
        for index, benefit in enumerate(alternative.benefits):
            yield ("alternatives", number, "benefits", index), benefit


def prepared_benefits(initiative: Initiative) -> Iterator[tuple[Route, Benefit]]:
    """The initiative's own, once it is prepared; nothing before. Alternatives are told more briefly, and owe less."""
    if initiative.stages.current in PREPARED:
        yield from ((("benefits", index), benefit) for index, benefit in enumerate(initiative.benefits))


def _price_and_mark(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in benefits(initiative):
        if benefit.valued != (benefit.per_year is not None):
            yield _mark_differs(initiative, route, benefit)


def _mark_differs(initiative: Initiative, route: Route, benefit: Benefit) -> Fault:
    valued, per_year = field(Benefit, "valued"), field(Benefit, "per_year")
    if benefit.valued:
        return Fault(
            At(initiative.id, (*route, "valued")),
            msg(
                "“{benefit}” in “{id}” says true for {valued}, but has no {per_year}",
                benefit=benefit.name,
                id=initiative.id,
                valued=valued,
                per_year=per_year,
            ),
            msg("give low, likely and high in kronor a year, or write “valued: false” and say it in words"),
        )
    return Fault(
        At(initiative.id, (*route, "per_year"), key=True),
        msg(
            "“{benefit}” in “{id}” says false for {valued}, but has {per_year}, which then counts nowhere",
            benefit=benefit.name,
            id=initiative.id,
            valued=valued,
            per_year=per_year,
        ),
        msg("write “valued: true”, or take the amounts away and say it in words"),
        (Related(At(initiative.id, (*route, "valued")), msg("the mark is set here")),),
    )


def _range(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in benefits(initiative):
        amounts = benefit.per_year
        if amounts is not None and not amounts.low <= amounts.likely <= amounts.high:
            yield Fault(
                At(initiative.id, (*route, "per_year", "likely")),
                msg(
                    "“{benefit}” in “{id}” is worth {low} (low), {likely} (likely) and {high} (high) a year, "
                    "which do not rise",
                    benefit=benefit.name,
                    id=initiative.id,
                    low=format_amount(amounts.low),
                    likely=format_amount(amounts.likely),
                    high=format_amount(amounts.high),
                ),
                msg("write the smallest amount as low and the largest as high; equal ones are fine"),
            )


def _price_and_points(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in benefits(initiative):
        if benefit.valued and benefit.points is not None:
            yield Fault(
                At(initiative.id, (*route, "points")),
                msg(
                    "“{benefit}” in “{id}” has both a price and {points} {value}: points are for what has no price",
                    benefit=benefit.name,
                    id=initiative.id,
                    points=field(Benefit, "points"),
                    value=benefit.points,
                ),
                msg("take the points away, or show what the price does not hold as a benefit of its own"),
            )


def _without_words(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in prepared_benefits(initiative):
        if not benefit.valued and benefit.words is None:
            yield Fault(
                At(initiative.id, (*route, "name")),
                msg(
                    "“{benefit}” in “{id}” has no price, and no {words} that say what it is",
                    benefit=benefit.name,
                    id=initiative.id,
                    words=field(Benefit, "words"),
                ),
                msg("say in a sentence what gets better, and for whom: beside the amounts, the words are all there is"),
            )


def _is_owed(benefit: Benefit) -> bool:
    """Whether somebody's money or time is promised; the rest may be for all, and is said in words."""
    return benefit.valued or benefit.category in {"cashable", "reallocation"}


def _owes(benefit: Benefit, name: str) -> bool:
    return _is_owed(benefit) and getattr(benefit, name) is None


def _missing(initiative: Initiative, route: Route, benefit: Benefit, name: str, remedy: Message) -> Fault:
    return Fault(
        At(initiative.id, (*route, "name")),
        msg(
            "“{benefit}” in “{id}” has no {field}, and the initiative is at the stage {stage}",
            benefit=benefit.name,
            id=initiative.id,
            field=field(Benefit, name),
            stage=field(Stages, initiative.stages.current),
        ),
        remedy,
    )


def _without_receiver(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in prepared_benefits(initiative):
        if benefit.category != "citizen" and _owes(benefit, "receiver"):
            remedy = msg(
                "name the administration whose money or time it is, one benefit for each: {known}",
                known=", ".join(city.administrations),
            )
            yield _missing(initiative, route, benefit, "receiver", remedy)


def _without_owner(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in prepared_benefits(initiative):
        if _owes(benefit, "owner"):
            remedy = msg("name the role in the administration that answers for taking it home")
            yield _missing(initiative, route, benefit, "owner", remedy)


def _without_measure(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in prepared_benefits(initiative):
        if _owes(benefit, "measure"):
            remedy = msg("say what is measured, in which unit, from which value on which day, to which and when")
            yield _missing(initiative, route, benefit, "measure", remedy)


BENEFIT_MARK_DIFFERS = Rule(
    "BEN001",
    "benefit-mark-and-price-differ",
    "error",
    "D5",
    msg("What is marked as priced is summed, the rest shown beside: a wrong mark puts the benefit in neither."),
    msg("Let the mark say whether there are amounts."),
    bad="data/initiatives/init-b.yaml: {benefits: [{name: Färre samtal, category: citizen, valued: true}]}\n",
    good=(
        "data/initiatives/init-b.yaml: {benefits: [{name: Färre samtal, category: citizen, valued: true,"
        " per_year: {low: 1 tkr, likely: 2 tkr, high: 3 tkr}}]}\n"
    ),
    over=(Initiative,),
    find=_price_and_mark,
)
BENEFIT_RANGE_OUT_OF_ORDER = Rule(
    "BEN002",
    "benefit-range-out-of-order",
    "error",
    "D5",
    msg("A range whose low is above its high turns a cautious plan into a bold one."),
    msg("Write the three amounts so that they rise."),
    bad=(
        "data/initiatives/init-b.yaml: {benefits: [{name: Färre samtal, category: citizen, valued: true,"
        " per_year: {low: 3 tkr, likely: 2 tkr, high: 4 tkr}}]}\n"
    ),
    good=(
        "data/initiatives/init-b.yaml: {benefits: [{name: Färre samtal, category: citizen, valued: true,"
        " per_year: {low: 2 tkr, likely: 2 tkr, high: 4 tkr}}]}\n"
    ),
    over=(Initiative,),
    find=_range,
)
BENEFIT_WITH_PRICE_AND_POINTS = Rule(
    "BEN003",
    "benefit-with-price-and-points",
    "warning",
    "D5",
    msg("The same effect weighed in kronor and in points looks twice as good as it is."),
    msg("Keep the price, or the points."),
    bad=(
        "data/initiatives/init-b.yaml: {benefits: [{name: Färre samtal, category: citizen, valued: true,"
        " per_year: {low: 1 tkr, likely: 2 tkr, high: 3 tkr}, points: 3}]}\n"
    ),
    good=(
        "data/initiatives/init-b.yaml: {benefits: [{name: Färre samtal, category: citizen, valued: false,"
        " points: 3, words: Svar direkt på nätet.}]}\n"
    ),
    over=(Initiative,),
    find=_price_and_points,
    after=("BEN001",),
)
BENEFIT_WITHOUT_WORDS = Rule(
    "BEN004",
    "unpriced-benefit-without-words",
    "warning",
    "D5",
    msg("What carries no price is shown openly beside the amounts; with no words there is nothing to show."),
    msg("Say in a sentence what gets better, and for whom."),
    bad=("data/initiatives/init-a.yaml: {benefits: [{name: Trygghet, category: citizen, valued: false, points: 3}]}\n"),
    good=(
        "data/initiatives/init-a.yaml: {benefits: [{name: Trygghet, category: citizen, valued: false,"
        " points: 3, words: Personalen vet vad som hänt.}]}\n"
    ),
    over=(Initiative,),
    find=_without_words,
    after=("BEN001",),
)
_SAVED = "{name: Kortare restid, category: reallocation, valued: true"
_RANGE = "per_year: {low: 3 tkr, likely: 6 tkr, high: 8 tkr}"
_MEASURE = (
    "measure: {name: Restid, unit: timmar, baseline: '900', baseline_on: 2026-01-31, target: '600',"
    " target_on: 2028-06-30}"
)


def _example(rest: str) -> str:
    return f"data/initiatives/init-a.yaml:\n  benefits:\n    - {_SAVED}, {_RANGE}, {rest}}}\n"


BENEFIT_WITHOUT_RECEIVER = Rule(
    "BEN005",
    "benefit-without-receiver",
    "error",
    "D28",
    msg("Money or time that nobody receives is counted for the city, and found in no administration."),
    msg("Name the administration that gets it; one benefit for each."),
    bad=_example(f"owner: Områdeschef, {_MEASURE}"),
    good=_example(f"owner: Områdeschef, {_MEASURE}, receiver: hvo"),
    over=(Initiative,),
    find=_without_receiver,
)
BENEFIT_WITHOUT_OWNER = Rule(
    "BEN006",
    "benefit-without-owner",
    "warning",
    "D29",
    msg("A benefit that nobody answers for is not taken home."),
    msg("Name the role that answers for it."),
    bad=_example(f"receiver: hvo, {_MEASURE}"),
    good=_example(f"receiver: hvo, {_MEASURE}, owner: Områdeschef"),
    over=(Initiative,),
    find=_without_owner,
)
BENEFIT_WITHOUT_MEASURE = Rule(
    "BEN007",
    "benefit-without-measure",
    "warning",
    "D29",
    msg("An effect is verified before and after go-live; without a measure it can only be believed."),
    msg("Say what is measured, from which value to which, and when."),
    bad=_example("receiver: hvo, owner: Områdeschef"),
    good=_example(f"receiver: hvo, owner: Områdeschef, {_MEASURE}"),
    over=(Initiative,),
    find=_without_measure,
)

BENEFIT_RULES: tuple[Rule, ...] = (
    BENEFIT_MARK_DIFFERS,
    BENEFIT_RANGE_OUT_OF_ORDER,
    BENEFIT_WITH_PRICE_AND_POINTS,
    BENEFIT_WITHOUT_WORDS,
    BENEFIT_WITHOUT_RECEIVER,
    BENEFIT_WITHOUT_OWNER,
    BENEFIT_WITHOUT_MEASURE,
)
