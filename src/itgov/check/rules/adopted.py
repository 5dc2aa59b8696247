"""Adopted agendas: adopted by a body that may, and not changed underneath afterwards (D8, D14)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.adopted import AdoptedAgenda, Basis
from itgov.model.basis import basis_of
from itgov.model.city import City
from itgov.model.decision import Decision
from itgov.model.describe import field
from itgov.model.initiative import ENDED, Initiative
from itgov.model.planning import Route

_WHERE: dict[str, Route] = {"cost": ("phases",), "scope": (), "dates": ("phases",)}


def _changed_since(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current in ENDED:
        return
    agendas = city.pointing(initiative.id, AdoptedAgenda, "promised")
    holding = max(agendas, key=lambda one: (_day(city, one), one.id), default=None)
    if holding is None:
        return
    index, promise = next((index, one) for index, one in enumerate(holding.promised) if one.initiative == initiative.id)
    now = basis_of(initiative)
    changed = [name for name in Basis.model_fields if getattr(now, name) != getattr(promise.basis, name)]
    if changed:
        yield Fault(
            At(initiative.id, _WHERE[changed[0]]),
            msg(
                "“{id}” has changed since “{agenda}” was adopted, which promises it from {start}: {what}",
                id=initiative.id,
                agenda=holding.id,
                start=str(promise.start),
                what=_list(changed),
            ),
            msg("take the change to the body that adopted the agenda, and adopt it anew; or change it back"),
            (Related(At(holding.id, ("promised", index)), msg("the promise is here")),),
        )


def _list(changed: list[str]) -> Message:
    first = field(Basis, changed[0])
    if len(changed) == 1:
        return msg("{first}", first=first)
    return msg("{first}, {rest}", first=first, rest=_list(changed[1:]))


def _day(city: City, agenda: AdoptedAgenda) -> str:
    decision = city.decisions.get(agenda.decision)
    return "" if decision is None else decision.on.isoformat()


def _does_not_adopt(city: City, agenda: AdoptedAgenda) -> Iterator[Fault]:
    decision = city.decisions.get(agenda.decision)
    if decision is None or decision.adopts_agenda:
        return
    yield Fault(
        At(agenda.id, ("decision",)),
        msg(
            "“{id}” names “{decision}” as what adopted it, and that decision does not say that it adopts an agenda",
            id=agenda.id,
            decision=decision.id,
        ),
        msg(
            "name the decision that does, or write {field}: true in this one",
            field=field(Decision, "adopts_agenda"),
        ),
        (Related(At(decision.id, ("rulings",), key=True), msg("what it decides is here")),),
    )


def _may_not_adopt(city: City, agenda: AdoptedAgenda) -> Iterator[Fault]:
    decision = city.decisions.get(agenda.decision)
    body = None if decision is None else city.bodies.get(decision.body)
    if decision is None or (body is not None and "agenda" in body.may_settle):
        return
    allowed = sorted(one.id for one in city.bodies.values() if "agenda" in one.may_settle)
    yield Fault(
        At(agenda.id, ("decision",)),
        msg(
            "“{id}” was adopted by “{decision}” of “{body}”, which may not settle the agenda",
            id=agenda.id,
            decision=decision.id,
            body=decision.body,
        ),
        msg("name the decision of a body that may: {bodies}", bodies=", ".join(allowed))
        if allowed
        else msg("say on the deciding body's record that it may settle the agenda"),
        (Related(At(decision.id, ("body",)), msg("the decision is here")),),
    )


def _example(cost: str, decision: str = "beslut-1") -> str:
    basis = f"{{cost: {cost}, scope: c11bcd49a211, dates: fbfa9b59c63a}}"
    return (
        "data/agendas/agenda-2027.yaml: |\n"
        "  id: agenda-2027\n"
        "  name: Utvecklingsagenda\n"
        "  illustrative: true\n"
        f"  decision: {decision}\n"
        "  first: 2027-Q1\n"
        "  last: 2028-Q4\n"
        "  net_benefit: 1 mnkr\n"
        "  digest: abc\n"
        "  promised:\n"
        "    - initiative: init-a\n"
        "      way: base\n"
        "      start: 2027-Q1\n"
        "      end: 2027-Q2\n"
        f"      basis: {basis}\n"
    )


_RIGHT = "77f040f4a098"
CHANGED_SINCE = Rule(
    "AGD001",
    "changed-since-the-agenda-was-adopted",
    "warning",
    "D14",
    msg(
        "Others have planned by what was promised. An initiative that grows afterwards takes their hours and money "
        "without anybody having decided so."
    ),
    msg("Take the change to the body that adopted the agenda, or change it back."),
    bad=_example("a00000000000"),
    good=_example(_RIGHT),
    over=(Initiative,),
    find=_changed_since,
)
MAY_NOT_ADOPT = Rule(
    "AGD002",
    "agenda-adopted-by-a-body-that-may-not",
    "error",
    "D1",
    msg("An agenda that no body with the mandate has adopted binds nobody, and a later meeting can disown it."),
    msg("Name the decision of a body that may settle the agenda."),
    bad=f"{_example(_RIGHT)}data/bodies/beslutande-niva.yaml: {{may_settle: [initiative, delivery, key]}}\n",
    good=_example(_RIGHT),
    over=(AdoptedAgenda,),
    find=_may_not_adopt,
)
DOES_NOT_ADOPT = Rule(
    "AGD003",
    "agenda-adopted-by-a-decision-about-something-else",
    "error",
    "D8",
    msg(
        "Years later somebody asks what made it the agenda. A decision about a pilot does not say so, whatever the "
        "agenda's record says of it."
    ),
    msg("Name the decision that adopts the agenda, or say in it that it does."),
    bad=f"{_example(_RIGHT)}data/decisions/beslut-1.yaml: {{adopts_agenda: false}}\n",
    good=_example(_RIGHT),
    over=(AdoptedAgenda,),
    find=_does_not_adopt,
    after=("AGD002",),
)
ADOPTED_RULES: tuple[Rule, ...] = (CHANGED_SINCE, MAY_NOT_ADOPT, DOES_NOT_ADOPT)
