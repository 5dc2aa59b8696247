"""Every kind of key keeps the laws that it declares, the documents say the same, and what they say is broken breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any, get_args

import pytest

from itgov.allocate.laws import KEPT, KINDS, LAWS, Kind, Law, kinds_of, laws_of
from itgov.allocate.network import UNASSIGNED
from itgov.model.key import Basis, Key
from tests.city import ROOT
from tests.laws import Cases

from .keys import Keyed, keyed
from .small import key

MODEL = (ROOT / "docs/allocation-model.md").read_text("utf-8")
BOUNDS = ({"administration": "asf", "least": "5 %", "reason": "Avtalat"},)
DECLARED = [(kind, law) for kind in KINDS for law in LAWS if law in KEPT[kind]]
PLAIN = frozenset.union(*(frozenset(LAWS) - kept for kept in KEPT.values()))
"""Laws that some kind does not keep."""
NOT_KEPT = [(kind, law) for kind in KINDS for law in LAWS if law not in KEPT[kind]]


def adds_up(case: Keyed) -> None:
    assert sum(case.split().values()) == case.ore


def any_order(case: Keyed, chance: Random) -> None:
    assert list(case.mixed_up(chance).split().items()) == list(case.split().items())


def mirrors(case: Keyed) -> None:
    assert case.split(-case.ore) == {name: -ore for name, ore in case.split().items()}


def proportions(case: Keyed, chance: Random) -> None:
    assert case.times(chance.randint(2, 10**6)).split() == case.split()


def own_rise(case: Keyed, chance: Random) -> None:
    risen = case.risen(chance)
    if risen is not None:
        name, after = risen
        assert after.split(abs(case.ore))[name] >= case.split(abs(case.ore))[name]


def zero(case: Keyed) -> None:
    shares = case.split()
    assert all(shares[name] == 0 for name in case.presence if not case.weight(name))


def greater(case: Keyed) -> None:
    shares = case.split(abs(case.ore))
    for one in case.presence:
        for other in case.presence:
            if case.weight(one) > case.weight(other):
                assert shares[one] >= shares[other]


HOLDS: Mapping[Law, Callable[..., None]] = {
    "adds_up": adds_up, "any_order": any_order, "mirrors": mirrors, "proportions": proportions, "own_rise": own_rise,
    "zero": zero, "greater": greater,
}  # fmt: skip
"""How each law is held against a case."""


def cases(kind: Kind, law: Law) -> Cases:
    """Keys of a kind, and of others beside it as long as they keep the law."""
    return Cases(case=lambda chance: keyed(chance, kind, law))


DRAWN: dict[tuple[Kind, Law | None], Cases] = {}
"""The cases of each kind: one set for what every key keeps, and one for each law that some do not."""
TRIED = {
    (kind, law): DRAWN.setdefault((kind, law if law in PLAIN else None), cases(kind, law)).law(HOLDS[law])
    for kind, law in DECLARED
}


@pytest.mark.parametrize(("kind", "law"), DECLARED)
def test_law_a_key_keeps_what_its_kind_declares(kind: Kind, law: Law) -> None:
    TRIED[kind, law]()


def test_every_law_and_every_kind_is_declared_and_held() -> None:
    assert set(LAWS) == set(get_args(Law)) == set(HOLDS)
    assert set(KINDS) == set(get_args(Kind)) == set(KEPT)
    assert set(get_args(Basis)) < set(KINDS)


def test_a_key_keeps_what_all_its_kinds_do() -> None:
    plain = key("k", {"asf": "1"})
    assert kinds_of(plain) == {"values"}
    assert laws_of(plain, {}) == set(LAWS)
    more = key("k", {"asf": "1"}, shares={"hvo": "10 %"}, unassigned="10 %", bounds=BOUNDS)
    assert kinds_of(more) == {"values", "shares", "unassigned", "bounds"}
    assert laws_of(more, {}) == set(LAWS) - {"zero", "greater", "own_rise"}


def test_a_mix_keeps_no_more_than_what_it_mixes() -> None:
    bounded, plain = key("b", {"asf": "1"}, bounds=BOUNDS), key("p", {"asf": "1"})
    mix = key("m", {}, mix=({"key": "b", "weight": "50 %"}, {"key": "p", "weight": "50 %"}))
    assert laws_of(mix, {"b": bounded, "p": plain}) == set(LAWS) - {"zero", "greater", "own_rise"}
    assert laws_of(mix, {"b": plain, "p": plain}) == set(LAWS) - {"zero", "greater"}


def table(after: str) -> list[list[str]]:
    """The rows of the first table of the model after some words, head first, without the rule below it."""
    lines = MODEL[MODEL.index(after) :].splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return [rows[0], *rows[2:]]


def test_the_table_of_the_documents_is_what_is_declared() -> None:
    head, *rows = table("## The laws")
    assert head == ["law", *KINDS.values()]
    declared = [[LAWS[law], *("yes" if law in KEPT[kind] else "no" for kind in KINDS)] for law in LAWS]
    assert rows == declared


def counter_examples() -> list[tuple[Kind, Law, str, str]]:
    """Each row of the documents' counter-examples: kind, law, the key, and what comes of it."""
    kind_of = {words: kind for kind, words in KINDS.items()}
    law_of = {words: law for law, words in LAWS.items()}
    return [(kind_of[kind], law_of[law], told, found) for kind, law, told, found in table("**Counter-examples**")[1:]]


def test_every_law_that_a_kind_does_not_keep_has_its_counter_example() -> None:
    assert [(kind, law) for kind, law, _, _ in counter_examples()] == NOT_KEPT


@pytest.mark.parametrize("at", range(len(NOT_KEPT)))
def test_a_counter_example_of_the_documents_breaks_the_law_that_it_says(at: int) -> None:
    kind, law, told, found = counter_examples()[at]
    case = told_key(told)
    assert kind in kinds_of(case.key)
    if law == "own_rise":
        before, after = told_rise(case, found)
        assert after < before
        return
    assert ", ".join(f"{name} {share}" for name, share in sorted(case.shares.items()) if name != UNASSIGNED) == found
    with pytest.raises(AssertionError):
        HOLDS[law](case)


def told_rise(case: Keyed, found: str) -> tuple[int, int]:
    """What one pays before its value rises, and after, as the documents tell it and as it comes out."""
    told = re.fullmatch(r"of (\d+) öre (\w+) pays (\d+); with the value (\d+) it pays (\d+)", found)
    assert told is not None
    ore, name, value = int(told[1]), told[2], int(told[4])
    risen = replace(case, key=case.key.model_copy(update={"values": {**case.key.values, name: value}}))
    came_out = case.split(ore)[name], risen.split(ore)[name]
    assert came_out == (int(told[3]), int(told[5]))
    assert value > case.key.values[name]
    return came_out


def told_key(told: str) -> Keyed:
    """A key as the documents tell it: "values asf 1, hvo 0; fixed hvo 20 %"; or parts of a mix, joined by "+"."""
    parts = re.findall(r"(\d+ %) of \(([^)]*)\)", told)
    if not parts:
        made = _told("nyckel", told)
        return Keyed(1_000_000, made, {}, dict.fromkeys((*made.values, *made.shares), Fraction(1)))
    mixed = {f"del-{at}": _told(f"del-{at}", text) for at, (_, text) in enumerate(parts)}
    mix = tuple({"key": f"del-{at}", "weight": weight} for at, (weight, _) in enumerate(parts))
    names = next(one.values for one in mixed.values() if one.values)
    # A mix has no values of its own: those that it is judged by are its first key's.
    return ByTheFirst(1_000_000, key("nyckel", {}, mix=mix), mixed, dict.fromkeys(names, Fraction(1)))


class ByTheFirst(Keyed):
    """A mix, whose values are those of the first key in it."""

    def weight(self, name: str) -> Fraction:
        return Fraction(self.mixed["del-0"].values[name])


def _told(record_id: str, text: str) -> Key:
    values: dict[str, str] = {}
    fields: dict[str, Any] = {}
    for clause in text.split("; "):
        what, _, rest = clause.partition(" ")
        named = dict(one.split(" ", 1) for one in rest.split(", ")) if rest else {}
        match what:
            case "values":
                values = named
            case "fixed":
                fields["shares"] = named
            case "floor" | "cap":
                limit = "least" if what == "floor" else "most"
                fields["bounds"] = tuple(
                    {"administration": name, limit: share, "reason": "Avtalat"} for name, share in named.items()
                )
            case "equal":
                fields["equal"] = "true"
    return key(record_id, values, **fields)
