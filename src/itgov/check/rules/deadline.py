"""Deadlines: what must be done by a day, and whether it can be, whatever else is put aside (D7).

Only necessary conditions, no solver: the longest chain of what must come first, and the hours of
everything with a deadline against what each pool has until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from itgov.agenda.supply import ceiling_of, hours_of
from itgov.agenda.timeline import Timeline
from itgov.check.chain import Link, longest_chain
from itgov.check.rule import Parameter, Rule
from itgov.check.rules.window import is_waiting
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg, msg_n
from itgov.model.city import City
from itgov.model.competence import Competence
from itgov.model.contracting import months_after
from itgov.model.describe import field
from itgov.model.index import MANDATORY
from itgov.model.initiative import Initiative, LegalBasis
from itgov.model.period import Period
from itgov.model.planning import is_alive, ways

AHEAD = Parameter("TIM010", "months", 3, msg("months that a deadline may lie before the day the law is in force"))


def _out_of_reach(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.deadline is None or not is_waiting(initiative):
        return
    chain = longest_chain(city, initiative)
    if len(chain) > 1 and chain[-1].ready > initiative.deadline.plus(1):
        yield Fault(
            At(initiative.id, ("deadline",)),
            msg(
                "“{id}” must be finished by {deadline}, but not before the end of {end} can it be, "
                "whatever is put aside; one waits for the other: {chain}",
                id=initiative.id,
                deadline=str(initiative.deadline),
                end=str(chain[-1].ready.plus(-1)),
                chain=_told(chain),
            ),
            msg(
                "shorten what stops it: “{first}” comes first; or let what is needed be done in part, "
                "or another way, by then",
                first=chain[0].id,
            ),
            tuple(Related(At(link.id, ("phases",), key=True), _until(link)) for link in chain[:-1]),
        )


def _told(chain: tuple[Link, ...]) -> str:
    return " → ".join(f"{link.id} ({link.ready.plus(-1)})" for link in chain)


def _until(link: Link) -> Message:
    return msg("this can be finished in {period} at the earliest", period=str(link.ready.plus(-1)))


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a mandatory initiative takes of a pool at the least: hours by its cheapest way, until its deadline."""

    initiative: Initiative
    deadline: Period
    hours: int


def _pool_too_small(city: City, pool: Competence) -> Iterator[Fault]:
    claims = sorted(_claims(city, pool.id), key=lambda claim: (claim.deadline, claim.initiative.id))
    if not claims:
        return
    timeline = Timeline(city.settings.plan)
    hours = hours_of(pool, city, timeline)
    for count in range(1, len(claims) + 1):
        due = claims[:count]
        end = timeline.end(due[-1].deadline)
        bought = sum(
            most
            for most, year in zip(ceiling_of(pool, timeline), timeline.years, strict=True)
            if year <= timeline.year(end - 1)
        )
        there = sum(hours[:end]) + bought
        if sum(claim.hours for claim in due) > there:
            # The first deadline that fails is the one to talk about; later ones fail for the same reason.
            yield _too_much(pool, due, there)
            return


def _claims(city: City, pool_id: str) -> Iterator[_Claim]:
    for one in city.index.get(MANDATORY, ()):
        initiative = city.initiatives[one]
        deadline = initiative.deadline
        if deadline is None or deadline.per_year != city.settings.plan.first.per_year:
            continue
        # An idea may still come to nothing, and what must be done after the horizon need not be done in it.
        if initiative.stages.current == "idea" or deadline > city.settings.plan.last or not is_waiting(initiative):
            continue
        hours = min(sum(phase.hours.get(pool_id, 0) for phase in phases) for _, phases in ways(initiative))
        if hours:
            yield _Claim(initiative, deadline, hours)


def _too_much(pool: Competence, due: list[_Claim], there: int) -> Fault:
    return Fault(
        At(pool.id, ("hours_per_year",), key=True),
        msg(
            "what must be finished by {deadline} needs {needed} hours of “{id}”, and the pool has {there} until then, "
            "operation, pre-studies and reserve taken off: {sums}",
            deadline=str(due[-1].deadline),
            needed=sum(claim.hours for claim in due),
            id=pool.id,
            there=there,
            sums=", ".join(f"{claim.initiative.id} {claim.hours}" for claim in due),
        ),
        msg("find more hours, agree on a later deadline with who set it, or add an alternative that takes fewer"),
        tuple(
            Related(
                At(claim.initiative.id, ("deadline",)),
                msg_n("this needs {n} hour", "this needs {n} hours", claim.hours),
            )
            for claim in due
        ),
    )


def _without_law(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.deadline is not None and initiative.legal_basis is None and is_alive(initiative):
        yield Fault(
            At(initiative.id, ("deadline",)),
            msg(
                "“{id}” must be finished by {deadline}, which puts it before all that is chosen, "
                "but no {legal_basis} says why",
                id=initiative.id,
                deadline=str(initiative.deadline),
                legal_basis=field(Initiative, "legal_basis"),
            ),
            msg(
                "write the law, ruling or contract's end behind it and its day; "
                "where it is a wish, use {window} with latest_end instead",
                window=field(Initiative, "window"),
            ),
        )


def _before_law(city: City, initiative: Initiative) -> Iterator[Fault]:
    deadline, basis = initiative.deadline, initiative.legal_basis
    if deadline is None or basis is None or not is_waiting(initiative):
        return
    if months_after(deadline.last_day, AHEAD.of(city)) < basis.in_force:
        yield Fault(
            At(initiative.id, ("deadline",)),
            msg(
                "“{id}” must be finished by {deadline}, but the law behind it is in force on {day}",
                id=initiative.id,
                deadline=str(deadline),
                day=basis.in_force.isoformat(),
            ),
            msg(
                "let {deadline} be the last period that the law allows, or mend {in_force}",
                deadline=field(Initiative, "deadline"),
                in_force=field(LegalBasis, "in_force"),
            ),
            (Related(At(initiative.id, ("legal_basis", "in_force")), msg("the law is in force from here")),),
        )


_LAW = "legal_basis: {law: 'Lag (2025:1)', in_force: 2027-07-01}"

OUT_OF_REACH = Rule(
    "TIM007",
    "deadline-out-of-reach",
    "error",
    "D7",
    msg("A law that cannot be kept is known now or when it is broken: what must come first takes too long."),
    msg("Shorten the chain, or find another way to what the law asks for."),
    bad=(
        f"data/initiatives/init-a.yaml:\n  deadline: 2027-Q3\n  {_LAW}\n"
        "  needs: {initiatives: [{initiative: init-b, lag_periods: 0}]}\n"
        "data/initiatives/init-b.yaml: {needs: {initiatives: [{initiative: init-c}]}}\n"
        "data/initiatives/init-c.yaml: |\n  id: init-c\n  name: Grunden\n  illustrative: true\n"
        "  summary: Det som de andra bygger på.\n  proposed_by: it\n  track: platform\n  goals: [mal-1]\n"
        "  stages: {idea: 2026-10-01}\n  phases: [{name: Bygge, periods: 1}]\n"
    ),
    good=(
        f"data/initiatives/init-a.yaml:\n  deadline: 2027-Q4\n  {_LAW}\n"
        "  needs: {initiatives: [{initiative: init-b, lag_periods: 0}]}\n"
        "data/initiatives/init-b.yaml: {needs: {initiatives: [{initiative: init-c}]}}\n"
        "data/initiatives/init-c.yaml: |\n  id: init-c\n  name: Grunden\n  illustrative: true\n"
        "  summary: Det som de andra bygger på.\n  proposed_by: it\n  track: platform\n  goals: [mal-1]\n"
        "  stages: {idea: 2026-10-01}\n  phases: [{name: Bygge, periods: 1}]\n"
    ),
    over=(Initiative,),
    find=_out_of_reach,
    after=("TIM001", "TIM004", "TIM006", "COO001", "REF003"),
)
POOL_TOO_SMALL = Rule(
    "TIM008",
    "deadlines-exceed-pool",
    "error",
    "D34",
    msg("When all that is mandatory needs more people than there are, no order of work keeps every law."),
    msg("Find more hours, or talk to who set the deadlines."),
    bad=(
        f"data/initiatives/init-a.yaml:\n  deadline: 2027-Q2\n  {_LAW}\n"
        "  phases:\n    - {name: Införande, periods: 2, hours: {pool-integration: 721}}\n"
    ),
    good=(
        f"data/initiatives/init-a.yaml:\n  deadline: 2027-Q2\n  {_LAW}\n"
        "  phases:\n    - {name: Införande, periods: 2, hours: {pool-integration: 720}}\n"
    ),
    over=(Competence,),
    find=_pool_too_small,
    after=("TIM001",),
)
WITHOUT_LAW = Rule(
    "TIM009",
    "deadline-without-legal-basis",
    "warning",
    "D7",
    msg("A deadline goes before every choice: what nobody outside asks for is chosen without being weighed."),
    msg("Name what sets the deadline, or make it a wish."),
    bad="data/initiatives/init-a.yaml: {deadline: 2028-Q2}\n",
    good=f"data/initiatives/init-a.yaml:\n  deadline: 2028-Q2\n  {_LAW}\n",
    over=(Initiative,),
    find=_without_law,
)
BEFORE_LAW = Rule(
    "TIM010",
    "deadline-before-law",
    "warning",
    "D7",
    msg("A deadline long before the law takes people from what is more useful until then."),
    msg("Let the deadline be the last period that the law allows."),
    bad=f"data/initiatives/init-a.yaml:\n  deadline: 2027-Q2\n  {_LAW.replace('2027-07-01', '2027-10-01')}\n",
    good=f"data/initiatives/init-a.yaml:\n  deadline: 2027-Q2\n  {_LAW.replace('2027-07-01', '2027-09-30')}\n",
    over=(Initiative,),
    find=_before_law,
    after=("TIM001", "TIM004"),
    parameters=(AHEAD,),
)

DEADLINE_RULES: tuple[Rule, ...] = (OUT_OF_REACH, POOL_TOO_SMALL, WITHOUT_LAW, BEFORE_LAW)
