"""Bodies and who sits in them: two levels, everyone represented, and law behind what is settled (D1)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import msg
from itgov.model.administration import Administration
from itgov.model.body import Body, Level, Matter
from itgov.model.city import City
from itgov.model.describe import choice, field, listed, named
from itgov.model.settings import Settings

_LEVELS: tuple[Level, ...] = ("deciding", "preparatory")


def _settled(body: Body) -> frozenset[Matter]:
    """The matters that the body decides; material it only looks through."""
    return frozenset(body.may_settle) - {"material"}


def _level_missing(city: City, settings: Settings) -> Iterator[Fault]:
    there = {body.level for body in city.bodies.values()}
    for level in _LEVELS:
        if level not in there:
            yield Fault(
                At(SETTINGS, ("city",)),
                msg(
                    "“{city}” has no body whose {level} is {wanted}",
                    city=settings.city,
                    level=field(Body, "level"),
                    wanted=choice(level),
                ),
                msg(
                    "add it under data/bodies/ with its seats; one body prepares what another decides, and both "
                    "represent the administrations"
                ),
            )


def _not_represented(city: City, administration: Administration) -> Iterator[Fault]:
    if administration.takes_part == "agreement":
        return
    seated = {body.id for body in city.pointing(administration.id, Body, "members")}
    by_level = [[body.id for body in city.bodies.values() if body.level == level] for level in _LEVELS]
    without = [one for bodies in by_level if seated.isdisjoint(bodies) for one in bodies]
    if without:
        yield Fault(
            At(administration.id),
            msg(
                "“{id}” has no seat in {bodies}, and {takes_part} does not say that it takes part by agreement",
                id=administration.id,
                bodies=named(without),
                takes_part=field(Administration, "takes_part"),
            ),
            msg(
                "give it a seat under {members}, by role; or write takes_part: agreement with registry number and day",
                members=field(Body, "members"),
            ),
            tuple(Related(At(body, ("members",), key=True), msg("the seats are here")) for body in without),
        )


def _agreement_missing(city: City, administration: Administration) -> Iterator[Fault]:
    if administration.takes_part == "agreement" and administration.agreement is None:
        yield Fault(
            At(administration.id, ("takes_part",)),
            msg(
                "“{id}” takes part by agreement, but {agreement} is missing",
                id=administration.id,
                agreement=field(Administration, "agreement"),
            ),
            msg("write registry number and day of the agreement, as in STK-2026-0212, 2026-02-24"),
        )


def _without_members(city: City, body: Body) -> Iterator[Fault]:
    if body.level != "formal" and not body.members:
        yield Fault(
            At(body.id, ("level",)),
            msg("“{id}” has no {members}: it speaks for nobody", id=body.id, members=field(Body, "members")),
            msg("list each seat with its administration and role; never people"),
        )


def _without_law(city: City, body: Body) -> Iterator[Fault]:
    if body.level == "formal" or not _settled(body):
        return
    missing = [name for name in ("formal_decider", "delegation") if getattr(body, name) is None]
    if missing:
        yield Fault(
            At(body.id, ("may_settle",)),
            msg(
                "“{id}” may settle {matters}, but a group of officials decides nothing in law, and it has no {missing}",
                id=body.id,
                matters=listed(choice(one) for one in body.may_settle if one != "material"),
                missing=", ".join(field(Body, name) for name in missing),
            ),
            msg("write who decides in law when the body has spoken, and the point of the delegation order behind it"),
        )


def _same_mandate(city: City, body: Body) -> Iterator[Fault]:
    mine = _settled(body)
    if not mine:
        return
    for other in city.bodies.values():
        shared = mine & _settled(other) if other.id < body.id and other.level == body.level else frozenset()
        # Different ceilings tell them apart: the one takes what is beyond the other.
        if shared and other.ceiling == body.ceiling:
            yield Fault(
                At(body.id, ("may_settle",)),
                msg(
                    "“{id}” and “{other}” are on the same level, {level}, and may both settle: {matters}",
                    id=body.id,
                    other=other.id,
                    level=choice(body.level),
                    matters=listed(choice(one) for one in body.may_settle if one in shared),
                ),
                msg(
                    "let one of them settle it, or tell them apart by {ceiling}",
                    ceiling=field(Body, "ceiling"),
                ),
                (Related(At(other.id, ("may_settle",)), msg("the other's mandate is here")),),
            )


SAME_MANDATE_TWICE = Rule(
    "GOV032",
    "same-mandate-twice",
    "warning",
    "D1",
    msg("Where two may settle the same, a proposal goes to the one that says yes, and nobody sees the whole."),
    msg("Give the matter to one of them, or tell them apart by amount."),
    bad=(
        "data/bodies/ledning-2.yaml: |\n  id: ledning-2\n  name: Andra ledningen\n  level: deciding\n"
        "  members: [{administration: hvo, role: Direktör}]\n  may_settle: [key]\n"
        "  formal_decider: Stadsdirektören\n  delegation: Delegationsordningen punkt 4.9\n"
    ),
    good=(
        "data/bodies/ledning-2.yaml: |\n  id: ledning-2\n  name: Andra ledningen\n  level: deciding\n"
        "  members: [{administration: hvo, role: Direktör}]\n  may_settle: [reserve]\n"
        "  formal_decider: Stadsdirektören\n  delegation: Delegationsordningen punkt 4.9\n"
    ),
    over=(Body,),
    find=_same_mandate,
)
ADMINISTRATION_NOT_REPRESENTED = Rule(
    "GOV033",
    "administration-not-represented",
    "error",
    "D1",
    msg("Who pays for what others decide, and neither sits with them nor has agreed to it, owes nothing."),
    msg("Give it a seat on both levels, deciding and preparatory, or an agreement."),
    bad=("data/bodies/beslutande-niva.yaml:\n  members: [{administration: it, role: Stadsdirektör}]\n"),
    good=(
        "data/bodies/beslutande-niva.yaml:\n  members: [{administration: it, role: Stadsdirektör}]\n"
        "data/administrations/hvo.yaml: {takes_part: agreement, agreement: 'STK-2026-9, 2026-01-15'}\n"
    ),
    over=(Administration,),
    find=_not_represented,
    misses=("body",),
)
AGREEMENT_NOT_ON_RECORD = Rule(
    "GOV034",
    "agreement-not-on-record",
    "error",
    "D1",
    msg("An authority that stands outside takes part by what is written, or not at all."),
    msg("Write the agreement's registry number and day."),
    bad="data/administrations/hvo.yaml: {takes_part: agreement}\n",
    good="data/administrations/hvo.yaml: {takes_part: agreement, agreement: 'STK-2026-9, 2026-01-15'}\n",
    over=(Administration,),
    find=_agreement_missing,
)
LEVEL_MISSING = Rule(
    "GOV035",
    "level-missing",
    "error",
    "D1",
    msg("The model stands on two levels: who prepares is not who decides, and the whole is seen at both."),
    msg("Add the body that is missing."),
    bad="data/bodies/beredande-niva.yaml: {level: supporting}\n",
    good="data/bodies/beredande-niva.yaml: {level: preparatory}\n",
    over=(Settings,),
    find=_level_missing,
    misses=("body",),
)
BODY_WITHOUT_MEMBERS = Rule(
    "GOV036",
    "body-without-members",
    "warning",
    "D1",
    msg("A body whose seats are not on record cannot show whom it represents."),
    msg("List the seats by administration and role."),
    bad="data/bodies/ekonomichefsgrupp.yaml: {members: []}\n",
    good="data/bodies/ekonomichefsgrupp.yaml: {members: [{administration: hvo, role: Ekonomichef}]}\n",
    over=(Body,),
    find=_without_members,
)
SETTLES_WITHOUT_LAW = Rule(
    "GOV037",
    "settles-without-law",
    "error",
    "D1",
    msg("Officials who meet cannot decide in law; one of them can, on delegation, and then it must say so."),
    msg("Write the formal decider and the delegation, or take the mandate away."),
    bad="data/bodies/beredande-niva.yaml: {delegation: }\n",
    good="data/bodies/beredande-niva.yaml: {delegation: Delegationsordningen punkt 4.7}\n",
    over=(Body,),
    find=_without_law,
)

BODY_RULES: tuple[Rule, ...] = (
    LEVEL_MISSING,
    BODY_WITHOUT_MEMBERS,
    SETTLES_WITHOUT_LAW,
    SAME_MANDATE_TWICE,
    ADMINISTRATION_NOT_REPRESENTED,
    AGREEMENT_NOT_ON_RECORD,
)
