"""Who speaks for an administration: its own management and its own finance chief, and nobody else (D2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from itgov.check.rule import Rule
from itgov.check.rules.anchoring import anchor_remedy, legs
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.administration import Administration
from itgov.model.body import Body
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import Anchoring, Initiative, Leg


def _by_others(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.anchoring is None:
        return
    own = city.administrations.get(initiative.proposed_by)
    for name, leg in legs(initiative.anchoring):
        words = _stems(leg.where)
        if own is not None and any(_all_in(words, one) for one in (own.management_group, own.finance_chief)):
            # Whoever else was there as well.
            continue
        if (body := _forum(city, leg.where, words)) is not None:
            what = msg("“{body}” is a forum of the city", body=body.id)
            yield _cannot_speak(city, initiative, name, leg, what, Related(At(body.id), msg("this is the body")))
        elif own is not None and (speaking := _others(city, words, own)) is not None:
            other, role = speaking
            what = msg("that is {role} of “{other}”", role=field(Administration, role), other=other.id)
            yield _cannot_speak(
                city, initiative, name, leg, what, Related(At(other.id, (role,)), msg("it stands here"))
            )


def _cannot_speak(city: City, initiative: Initiative, name: str, leg: Leg, what: Message, related: Related) -> Fault:
    return Fault(
        At(initiative.id, ("anchoring", name, "where")),
        msg(
            "{leg} of “{id}” is “{where}”, but {what}: it cannot speak for {whom}",
            leg=field(Anchoring, name),
            id=initiative.id,
            where=leg.where,
            what=what,
            whom=initiative.proposed_by,
        ),
        anchor_remedy(city, initiative),
        (related,),
    )


def _forum(city: City, where: str, words: str) -> Body | None:
    """The city's body that a place names, in whatever form its words are bent.

    By its id, by its name, by what stands before the first colon in it, or by a compound such as “Ekonomichefsgruppen”
    before “för”.
    """
    ids = set(re.findall(r"[\w-]+", where.casefold()))
    for body in city.bodies.values():
        if (body.id in ids and _tells_which(body.id)) or any(name in words for name in _names(body.name)):
            return body
    return None


def _tells_which(body_id: str) -> bool:
    return "-" in body_id or _COMPOUND.fullmatch(_stems(body_id)) is not None


def _others(city: City, words: str, own: Administration) -> tuple[Administration, str] | None:
    """Another administration whose management group or finance chief a place names, and by which field.

    A role of one word, or one that says no more than the own administration's do, could be anybody's.
    """
    mine = _words(own.management_group) | _words(own.finance_chief)
    said = set(words.split())
    for other in city.administrations.values():
        for field_name, role in (("management_group", other.management_group), ("finance_chief", other.finance_chief)):
            theirs = _words(role)
            if len(theirs) > 1 and theirs <= said and not theirs <= mine and other.id != own.id:
                return other, field_name
    return None


def _all_in(words: str, role: str) -> bool:
    """Whether every word of a role is there, in any order: “stadskontorets ekonomichef”."""
    return _words(role) <= set(words.split())


@lru_cache(maxsize=256)
def _words(role: str) -> frozenset[str]:
    return frozenset(_stems(role).split())


@lru_cache(maxsize=256)
def _names(name: str) -> tuple[str, ...]:
    """The stems of each name that a body goes by."""
    short = name.partition(":")[0]
    compound = short.partition(" för ")[0]
    known = (name, short, *((compound,) if _COMPOUND.fullmatch(_stems(compound)) else ()))
    return tuple(_stems(one) for one in known)


def _stems(text: str) -> str:
    """The words without genitive and definite endings, a space round each: “gruppens” and “grupp” are the same."""
    words = re.findall(r"\w+", text.casefold())
    return " " + "".join(f"{_ENDING.sub('', word.removesuffix('s'))} " for word in words)


_ENDING = re.compile(r"(?<=\w{4})(?:en|et|n|e|a)$")
_COMPOUND = re.compile(r" \w+(?:grupp|nämnd|styrels|råd|forum) ")
"""One word for a forum that says which: “gruppen” alone could be any."""


ANCHORED_BY_CITY_FORUM = Rule(
    "GOV008",
    "anchored-by-city-forum",
    "error",
    "D2",
    msg("Only an administration's own management and its own finance chief can back a proposal in its name."),
    msg("Name the administration's own management group, or its own finance chief, and the day they were asked."),
    bad=(
        "data/initiatives/init-a.yaml:\n"
        "  anchoring: {finance_chief: {on: 2026-01-12, where: Ekonomichefsgruppen den 12 januari}}\n"
    ),
    good=("data/initiatives/init-a.yaml:\n  anchoring: {finance_chief: {on: 2026-01-12, where: Ekonomichef HVO}}\n"),
    over=(Initiative,),
    find=_by_others,
)

BACKING_RULES: tuple[Rule, ...] = (ANCHORED_BY_CITY_FORUM,)
