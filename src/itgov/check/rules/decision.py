"""Decisions: whole, as the law and the archive ask (D1, D8)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.administration import Administration
from itgov.model.body import Body
from itgov.model.city import City
from itgov.model.decision import Decision
from itgov.model.describe import field

_BEFORE_DELEGATION = (",", " på ", " enligt ", " on ", " by ")


"""Where the office ends and the words about its delegation begin."""


def _office(decider: str) -> str:
    """The office alone: “Stadsdirektören, på delegation från …” is the same as “stadsdirektören”."""
    text = decider.casefold()
    return text[: min((at for cut in _BEFORE_DELEGATION if (at := text.find(cut)) > 0), default=len(text))].strip()


def _another_decider(city: City, decision: Decision) -> Iterator[Fault]:
    body = city.bodies.get(decision.body)
    if body is None or body.formal_decider is None:
        return
    if _office(body.formal_decider) != _office(decision.formal_decider):
        yield Fault(
            At(decision.id, ("formal_decider",)),
            msg(
                "{decider} of “{id}” is “{found}”, but for “{body}” it is “{wanted}”",
                decider=field(Decision, "formal_decider"),
                id=decision.id,
                found=decision.formal_decider,
                body=body.id,
                wanted=body.formal_decider,
            ),
            msg("write who decided in law, as the minutes have it; or mend the body's record if it has changed"),
            (Related(At(body.id, ("formal_decider",)), msg("the body's formal decider is here")),),
        )


def _without_delegation(city: City, decision: Decision) -> Iterator[Fault]:
    if decision.delegation is not None:
        return
    body = city.get(decision.body)
    suggested = body.delegation if isinstance(body, Body) else None
    if isinstance(body, Body) and (body.level == "formal" or suggested is None):
        return
    if isinstance(body, Administration) and _by_committee(body, decision):
        return
    if body is None:
        return
    yield Fault(
        At(decision.id, ("formal_decider",)),
        msg(
            "“{decider}” decides on delegation in “{id}”, but {delegation} is missing",
            decider=decision.formal_decider,
            id=decision.id,
            delegation=field(Decision, "delegation"),
        ),
        msg("write the point of the delegation order; for “{body}” it is: {point}", body=body.id, point=suggested)
        if suggested is not None
        else msg("write the point of the committee's delegation order, or let the committee decide"),
    )


def _by_committee(administration: Administration, decision: Decision) -> bool:
    return _office(decision.formal_decider) == administration.committee.casefold()


def _without_paragraph(city: City, decision: Decision) -> Iterator[Fault]:
    if decision.paragraph is not None:
        return
    house = city.administrations.get(decision.body)
    # An official who decides on delegation holds no meeting, and so has no minutes.
    if house is None or _by_committee(house, decision):
        yield Fault(
            At(decision.id, ("registry_number",), key=True),
            msg(
                "{paragraph} of “{id}” is missing: the minutes of “{body}” on {on} cannot be found by it",
                paragraph=field(Decision, "paragraph"),
                id=decision.id,
                body=decision.body,
                on=decision.on.isoformat(),
            ),
            msg("write the paragraph of the minutes, as in § 45"),
        )


def _without_material(city: City, decision: Decision) -> Iterator[Fault]:
    if not decision.material:
        yield Fault(
            At(decision.id, ("rulings",), key=True),
            msg(
                "“{id}” does not say on which documents it rests: {material} is missing",
                id=decision.id,
                material=field(Decision, "material"),
            ),
            msg("list the brief, the calculation and the statements that the meeting had before it, with their days"),
        )


def _nobody_carries_out(city: City, decision: Decision) -> Iterator[Fault]:
    if not any(ruling.outcome == "approved" for ruling in decision.rulings):
        return
    missing = [name for name in ("executor", "follow_up") if getattr(decision, name) is None]
    if missing:
        yield Fault(
            At(decision.id, ("rulings",), key=True),
            msg(
                "“{id}” approves, but nobody is named for: {missing}",
                id=decision.id,
                missing=", ".join(field(Decision, name) for name in missing),
            ),
            msg("write the role that carries it out and the role that follows it up; never people"),
        )


ANOTHER_FORMAL_DECIDER = Rule(
    "GOV016",
    "another-formal-decider",
    "warning",
    "D1",
    msg("A decision holds in law by who took it; a record that names another office cannot be trusted in an appeal."),
    msg("Write the office that the body's record names, or mend that."),
    bad="data/decisions/beslut-1.yaml: {formal_decider: Ekonomidirektören}\n",
    good="data/decisions/beslut-1.yaml: {formal_decider: 'stadsdirektören, på delegation från kommunstyrelsen'}\n",
    over=(Decision,),
    find=_another_decider,
    after=("GOV004",),
)


DECISION_WITHOUT_DELEGATION = Rule(
    "GOV017",
    "decision-without-delegation",
    "error",
    "D1",
    msg("A group of officials cannot decide in law: without delegation the decision is nobody's."),
    msg("Write the point of the delegation order, or let the committee decide."),
    bad="data/decisions/beslut-1.yaml: {delegation: }\n",
    good="data/decisions/beslut-1.yaml: {delegation: Delegationsordningen punkt 4.3}\n",
    over=(Decision,),
    find=_without_delegation,
    after=("GOV004",),
)


DECISION_WITHOUT_PARAGRAPH = Rule(
    "GOV018",
    "decision-without-paragraph",
    "warning",
    "D1",
    msg("Who asks for the minutes asks for a paragraph: without it a decision is hard to find and easy to doubt."),
    msg("Write the paragraph of the minutes."),
    bad="data/decisions/beslut-1.yaml: {paragraph: }\n",
    good="data/decisions/beslut-1.yaml: {paragraph: § 12}\n",
    over=(Decision,),
    find=_without_paragraph,
)


DECISION_WITHOUT_MATERIAL = Rule(
    "GOV019",
    "decision-without-material",
    "warning",
    "D8",
    msg("Years later the question is what the meeting knew; only the documents it had before it answer that."),
    msg("List the documents."),
    bad="data/decisions/beslut-1.yaml: {material: []}\n",
    good="data/decisions/beslut-1.yaml: {material: [Nyttokalkyl 2026-03-20]}\n",
    over=(Decision,),
    find=_without_material,
)


NOBODY_CARRIES_OUT = Rule(
    "GOV022",
    "decision-without-executor",
    "warning",
    "D8",
    msg("What nobody is to carry out is not carried out, and what nobody follows up has no effect anyone knows of."),
    msg("Name both roles."),
    bad="data/decisions/beslut-1.yaml: {follow_up: }\n",
    good="data/decisions/beslut-1.yaml: {follow_up: Uppföljningsenheten}\n",
    over=(Decision,),
    find=_nobody_carries_out,
)


DECISION_RULES: tuple[Rule, ...] = (
    ANOTHER_FORMAL_DECIDER,
    DECISION_WITHOUT_DELEGATION,
    DECISION_WITHOUT_PARAGRAPH,
    DECISION_WITHOUT_MATERIAL,
    NOBODY_CARRIES_OUT,
)
