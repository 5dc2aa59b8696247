"""Relations that contradict each other, or are stated more than once (D4)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field, field_at
from itgov.model.initiative import ENDED, Initiative, Stages
from itgov.model.planning import Route, is_alive

_NOT_DONE = frozenset({"rejected", "withdrawn"})


def _exclusions(city: City, initiative: Initiative) -> dict[str, At]:
    """Whom it excludes or is excluded by, and where that is said: its own word first."""
    found = {other: At(initiative.id, ("excludes", index)) for index, other in enumerate(initiative.excludes)}
    for other in city.pointing(initiative.id, Initiative, "excludes"):
        found.setdefault(other.id, At(other.id, ("excludes", other.excludes.index(initiative.id))))
    return found


def _rests_on(initiative: Initiative) -> Iterator[tuple[str, Route]]:
    """The initiatives that must be done for this one to be done, with the route to each."""
    for index, need in enumerate(initiative.needs.initiatives):
        yield need.initiative, ("needs", "initiatives", index, "initiative")
    for index, other in enumerate(initiative.together_with):
        yield other, ("together_with", index)


def _excluded_and_needed(city: City, initiative: Initiative) -> Iterator[Fault]:
    rests_on = list(_rests_on(initiative))
    if not rests_on or initiative.stages.current in ENDED:
        return
    excluded = _exclusions(city, initiative)
    for other, route in rests_on:
        if other in excluded and not _told_there(city, initiative, other, route):
            yield Fault(
                At(initiative.id, route),
                msg(
                    "“{id}” can only be done with “{other}” ({relation}), and cannot be done with it ({excludes})",
                    id=initiative.id,
                    other=other,
                    relation=field_at(Initiative, route[:2] if route[0] == "needs" else route[:1]),
                    excludes=field(Initiative, "excludes"),
                ),
                msg("keep the one that is true: as it stands neither plan is possible"),
                (Related(excluded[other], msg("the exclusion is here")),),
            )


def _told_there(city: City, initiative: Initiative, other: str, route: Route) -> bool:
    """Whether the same contradiction is told at the other initiative, which says it too and has the smaller id."""
    partner = city.initiatives.get(other)
    both = route[0] == "together_with" and partner is not None and initiative.id in partner.together_with
    return both and other < initiative.id


def _will_not_be_done(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not is_alive(initiative):
        return
    for other, route in _rests_on(initiative):
        partner = city.initiatives.get(other)
        if partner is not None and partner.stages.current in _NOT_DONE:
            end = partner.stages.current
            yield Fault(
                At(initiative.id, route),
                msg(
                    "“{id}” waits for “{other}”, which will not be done: {stage} {day}",
                    id=initiative.id,
                    other=other,
                    stage=field(Stages, end),
                    day=str(partner.stages.reached(end)),
                ),
                msg("take the need away, or find what gives the same; else this cannot be done either"),
                (Related(At(other, ("stages", end)), msg("it was ended here")),),
            )


def _both_decided(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.decided is None or initiative.stages.current in ENDED:
        return
    for other, where in _exclusions(city, initiative).items():
        partner = city.initiatives.get(other)
        if partner is None or other < initiative.id:
            continue
        if partner.stages.decided is not None and partner.stages.current not in ENDED:
            yield Fault(
                where,
                msg(
                    "“{id}” and “{other}” exclude each other, and both are decided: {one} and {two}",
                    id=initiative.id,
                    other=other,
                    one=initiative.stages.decided.isoformat(),
                    two=partner.stages.decided.isoformat(),
                ),
                msg("bring them to the body that decided last: one of the two must be taken back"),
                (
                    Related(At(initiative.id, ("stages", "decided")), msg("“{id}” was decided here", id=initiative.id)),
                    Related(At(other, ("stages", "decided")), msg("“{id}” was decided here", id=other)),
                ),
            )


EXCLUDED_AND_NEEDED = Rule(
    "REF013",
    "excludes-what-it-rests-on",
    "error",
    "D4",
    msg("Two that must be done together and cannot be done together are never done, and no plan says why."),
    msg("Keep the relation that is true."),
    bad="data/initiatives/init-a.yaml: {together_with: [init-b]}\ndata/initiatives/init-b.yaml: {excludes: [init-a]}\n",
    good="data/initiatives/init-a.yaml: {excludes: [init-b]}\n",
    over=(Initiative,),
    find=_excluded_and_needed,
    after=("REF004",),
)


WILL_NOT_BE_DONE = Rule(
    "REF016",
    "waits-for-what-will-not-be-done",
    "error",
    "D4",
    msg("What waits for something that was rejected or withdrawn waits for ever."),
    msg("Take the need away, or find what gives the same."),
    bad=(
        "data/initiatives/init-b.yaml:\n  stages: {withdrawn: 2026-09-01}\n"
        "data/initiatives/init-a.yaml:\n  needs: {initiatives: [{initiative: init-b}]}\n"
    ),
    good="data/initiatives/init-a.yaml:\n  needs: {initiatives: [{initiative: init-b}]}\n",
    over=(Initiative,),
    find=_will_not_be_done,
)


BOTH_DECIDED = Rule(
    "REF017",
    "both-decided-though-excluding",
    "error",
    "D8",
    msg("Two decisions of which only one can be carried out are one decision that nobody has made."),
    msg("Take one of the two back."),
    bad=(
        "data/initiatives/init-a.yaml: {excludes: [init-b]}\n"
        "data/initiatives/init-b.yaml:\n  stages: {prepared: 2026-04-01, decided: 2026-05-02}\n"
        "  estimate: {maturity: rough, plus_minus: 30 %}\n"
        "data/decisions/beslut-1.yaml:\n"
        "  rulings: [{record: init-a, outcome: approved}, {record: init-b, outcome: approved}]\n"
    ),
    good=(
        "data/initiatives/init-b.yaml:\n  stages: {prepared: 2026-04-01, decided: 2026-05-02}\n"
        "  estimate: {maturity: rough, plus_minus: 30 %}\n"
        "data/decisions/beslut-1.yaml:\n"
        "  rulings: [{record: init-a, outcome: approved}, {record: init-b, outcome: approved}]\n"
    ),
    over=(Initiative,),
    find=_both_decided,
    after=("REF013",),
)


RELATION_RULES: tuple[Rule, ...] = (
    EXCLUDED_AND_NEEDED,
    WILL_NOT_BE_DONE,
    BOTH_DECIDED,
)
