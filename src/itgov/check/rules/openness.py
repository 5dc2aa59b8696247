"""Openness: what is for the city alone does not stand in what everyone may read, and cases are registered (D47)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from itgov.check.rule import Rule
from itgov.check.wording import long_numbers, wording
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.capability import Capability
from itgov.model.city import City
from itgov.model.contract import Contract
from itgov.model.decision import Decision
from itgov.model.delivery import Delivery
from itgov.model.describe import field, field_at
from itgov.model.initiative import Initiative, Stage, Stages
from itgov.model.kinds import KIND_BY_TYPE, KINDS
from itgov.model.money import AMOUNT_FORM, format_amount, parse_amount
from itgov.model.planning import Route
from itgov.model.record import Record, RefTo, Shown
from itgov.model.scalar import BadValue, Visibility
from itgov.model.system import System
from itgov.model.systemobject import SystemObject
from itgov.model.walk import leaves, marks_of, references, referred

_DATE = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_KRONOR = re.compile(
    r"kr\b(?:(?<=\d[ \u00a0\u202f\u2009]kr)|(?<=\d[ \u00a0\u202f\u2009]tkr)|(?<=\d[ \u00a0\u202f\u2009]mnkr)|(?<=\dkr))"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_TELLING = 30
"""Characters from which a sentence is no common phrase."""
_LONGEST = 30
"""Characters of an amount at the most."""
_ODD = 3
"""Digits before the zeros from which an amount is hardly the same by chance."""
_NAMING: dict[type[Record], tuple[str, ...]] = {
    Initiative: ("needs", "affects"),
    Decision: ("rulings",),
    Capability: ("provided_by",),
}
"""The fields by which a record is about systems and contracts."""
_HELD_BY: dict[type[Record], str] = {SystemObject: "object", Delivery: "in_delivery"}
"""The field by which a system says that a record is about it."""
_REGISTERED_FROM: tuple[Stage, ...] = ("prepared", "decided", "under_way", "in_operation")


def seen_by(record: Record) -> Visibility:
    """Who may read the record: what it says itself, or its kind's default."""
    return record.visibility or KIND_BY_TYPE[type(record)].visibility


def _open_texts(record: Record) -> Iterator[tuple[Route, str]]:
    """The texts of a record that everyone may read: ids, references and fields for a narrower circle left out."""
    for route, value, marks in leaves(record, sought=str):
        hidden = any(isinstance(mark, Shown) for mark in (*marks, *marks_of(type(record), str(route[0]))))
        if isinstance(value, str) and not hidden and not any(isinstance(mark, RefTo) for mark in marks):
            yield route, value


def _systems(city: City, record: Record) -> Iterator[System]:
    """The system itself, or those that the record is about, each once, by id."""
    if isinstance(record, System):
        yield record
    near = {one for one in _about(record) if one in city.systems}
    if isinstance(record, (SystemObject, Delivery)):
        near |= {system.id for system in city.pointing(record.id, System, _HELD_BY[type(record)])}
    for one in sorted(near):
        yield city.systems[one]


def _about(record: Record) -> set[str]:
    """Ids of systems and contracts, and of others, that a record needs, touches or decides about."""
    return {one for name in _NAMING.get(type(record), ()) for one in referred(record, name)}


def _shows_date(city: City, record: Record) -> Iterator[Fault]:
    if _DAY.search(long_numbers(record)) is None or seen_by(record) != "public":
        return
    hidden = {day.isoformat(): (system, name) for system in _systems(city, record) for name, day in _ends(system)}
    for route, text in _open_texts(record) if hidden else ():
        shown = next((day for day in _DATE.findall(text) if day in hidden), None)
        if shown is not None:
            system, name = hidden[shown]
            yield Fault(
                At(record.id, route),
                msg(
                    "{field} of “{id}” is public and shows {day}, which is {hidden} of “{system}”, for the city only",
                    field=field_at(type(record), route),
                    id=record.id,
                    day=shown,
                    hidden=field_at(System, ("lifecycle", name)),
                    system=system.id,
                ),
                msg("take the day out of the text, or set the record's visibility to city"),
                (Related(At(system.id, ("lifecycle", name)), msg("the hidden day is here")),),
            )


def _ends(system: System) -> Iterator[tuple[str, date]]:
    life = system.lifecycle
    if life is not None and life.end_of_support is not None:
        yield "end_of_support", life.end_of_support
    if life is not None and life.retires_on is not None:
        yield "retires_on", life.retires_on


def _shows_price(city: City, record: Record) -> Iterator[Fault]:
    if _KRONOR.search(wording(record)) is None or seen_by(record) != "public":
        return
    contracts = [one for one in _contracts(city, record) if _may_show(wording(record), one)]
    for route, text in _open_texts(record) if contracts else ():
        found = _price(text, contracts)
        if found is not None:
            contract, amount = found
            yield Fault(
                At(record.id, route),
                msg(
                    "{field} of “{id}” is public and shows {amount} as a price of {supplier}, for the city only",
                    field=field_at(type(record), route),
                    id=record.id,
                    amount=amount,
                    supplier=contract.supplier,
                ),
                msg("take the amount out of the text, or set the record's visibility to city"),
                (Related(At(contract.id, ("supplier",)), msg("the contract is here")),),
            )


def _may_show(words: str, contract: Contract) -> bool:
    """Whether it is worth looking where: the supplier is named, or an amount in the words is one of its prices."""
    if contract.supplier in words:
        return True
    prices = _prices(contract)
    near = (words[max(0, kronor.start() - _LONGEST) : kronor.end()] for kronor in _KRONOR.finditer(words))
    return bool(prices) and any(_ore(found[0]) in prices for one in near for found in AMOUNT_FORM.finditer(one))


def _contracts(city: City, record: Record) -> Iterator[Contract]:
    """Contracts that a record refers to, and those on the systems it is about."""
    if isinstance(record, Contract):
        yield record
        return
    near = {one for one in _about(record) if one in city.contracts}
    for system in _systems(city, record):
        near |= {contract.id for contract in city.pointing(system.id, Contract, "covers")}
    for one in sorted(near):
        yield city.contracts[one]


def _price(text: str, contracts: Iterable[Contract]) -> tuple[Contract, str] | None:
    """The first amount in a text that equals a hidden one and is no round sum, or that stands beside the supplier."""
    for sentence in _SENTENCE.split(text):
        for found in AMOUNT_FORM.finditer(sentence):
            for contract in contracts:
                if contract.supplier in sentence or _ore(found[0]) in _prices(contract):
                    return contract, format_amount(_ore(found[0]))
    return None


def _ore(amount: str) -> int:
    try:
        return parse_amount(amount)
    except BadValue:
        return 0


def _prices(contract: Contract) -> frozenset[int]:
    bought = contract.bought.amount if contract.bought is not None else None
    known = (contract.ceiling, contract.cost_per_year, bought)
    return frozenset(one for one in known if one and len(str(one).rstrip("0")) >= _ODD)


def _repeats_gap(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.security_gap is None:
        return
    sentences = [_plain(one) for one in _SENTENCE.split(initiative.security_gap)]
    telling = [one for one in sentences if len(one) >= _TELLING] or [_plain(initiative.security_gap)]
    for record in (initiative, *city.pointing(initiative.id, Decision, "rulings")):
        if seen_by(record) == "restricted":
            continue
        for route, text in _open_texts(record):
            if any(one in _plain(text) for one in telling):
                yield Fault(
                    At(record.id, route),
                    msg(
                        "{field} of “{id}” repeats {gap} of “{initiative}”, which only a restricted circle may read",
                        field=field_at(type(record), route),
                        id=record.id,
                        gap=field(Initiative, "security_gap"),
                        initiative=initiative.id,
                    ),
                    msg("say there what will be better, and leave the weakness to its own field"),
                    (Related(At(initiative.id, ("security_gap",), key=True), msg("the weakness is told here")),),
                    masked=True,
                )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".!")


def _restricted_named(city: City, record: Record) -> Iterator[Fault]:
    if record.visibility != "restricted":
        return
    for kind in KINDS:
        for other in city.pointing(record.id, kind.type):
            if seen_by(other) != "public":
                continue
            for route, target, _ in references(other):
                if target == record.id and not _is_hidden(other, route):
                    yield Fault(
                        At(other.id, route),
                        msg(
                            "“{id}” is public and names “{restricted}”, which only a restricted circle may read",
                            id=other.id,
                            restricted=record.id,
                        ),
                        msg(
                            "set the visibility of “{id}” to city or restricted, or refer to something open",
                            id=other.id,
                        ),
                        (Related(At(record.id, ("visibility",)), msg("it is restricted here")),),
                    )


def _is_hidden(record: Record, route: Route) -> bool:
    return any(isinstance(mark, Shown) for mark in marks_of(type(record), str(route[0])))


def _without_reason(city: City, record: Record) -> Iterator[Fault]:
    if record.visibility == "restricted" and record.note is None:
        yield Fault(
            At(record.id, ("visibility",)),
            msg("“{id}” is restricted, and no {note} says why", id=record.id, note=field(Record, "note")),
            msg("write the ground, as in “sekretess enligt OSL 18 kap. 8 §”, so that it can be tried when asked for"),
        )


def _not_registered(city: City, initiative: Initiative) -> Iterator[Fault]:
    stages = initiative.stages
    if initiative.registry_number is not None or stages.withdrawn is not None:
        return
    reached = next((stage for stage in reversed(_REGISTERED_FROM) if stages.reached(stage) is not None), None)
    if reached is not None:
        yield Fault(
            At(initiative.id, ("stages", reached)),
            msg(
                "“{id}” has reached the stage {stage}, but has no {number}",
                id=initiative.id,
                stage=field(Stages, reached),
                number=field(Initiative, "registry_number"),
            ),
            msg("register the case, and write its number here: whoever asks for the papers asks by it"),
        )


def _contract_opened(city: City, contract: Contract) -> Iterator[Fault]:
    if contract.visibility == "public":
        yield Fault(
            At(contract.id, ("visibility",)),
            msg(
                "“{id}” is made public: supplier, what is covered, options and days then stand on open pages",
                id=contract.id,
            ),
            msg(
                "leave out {visibility}: contracts are for the city, and given out when asked for",
                visibility=field(Record, "visibility"),
            ),
        )


_WHY_LEAK = msg("What a supplier, an attacker or a competitor should not know is known once it is on an open page.")
_SYSTEM = "data/systems/sys-diarium.yaml"

SHOWS_DATE = Rule(
    "OPE001",
    "public-text-shows-end",
    "warning",
    "D47",
    _WHY_LEAK,
    msg("Take the day out of what everyone may read."),
    bad=f"{_SYSTEM}: {{lifecycle: {{end_of_support: 2031-12-31}}, description: Stöds till 2031-12-31.}}\n",
    good=f"{_SYSTEM}: {{lifecycle: {{end_of_support: 2031-12-31}}, description: Stöds till vidare.}}\n",
    over=(Record,),
    find=_shows_date,
)
SHOWS_PRICE = Rule(
    "OPE002",
    "public-text-shows-price",
    "warning",
    "D47",
    _WHY_LEAK,
    msg("Take the amount out of what everyone may read."),
    bad=f"{_SYSTEM}: {{description: Nordisk Ärendehantering AB tar 90 000 kr om året.}}\n",
    good=f"{_SYSTEM}: {{description: Nordisk Ärendehantering AB svarar för driften.}}\n",
    over=(Record,),
    find=_shows_price,
)
REPEATS_GAP = Rule(
    "OPE003",
    "public-text-repeats-security-gap",
    "error",
    "D47",
    _WHY_LEAK,
    msg("Leave the weakness to its own field."),
    bad=(
        "data/initiatives/init-a.yaml:\n  security_gap: Uppgifter ligger okrypterade i telefonens minne.\n"
        "  note: Bakgrund. Uppgifter ligger okrypterade i telefonens minne.\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  security_gap: Uppgifter ligger okrypterade i telefonens minne.\n"
        "  note: Bakgrund. Uppgifter skyddas bättre.\n"
    ),
    over=(Initiative,),
    find=_repeats_gap,
)
RESTRICTED_NAMED = Rule(
    "OPE004",
    "restricted-named-in-public",
    "warning",
    "D47",
    msg("A name is often enough: that there is such a thing was what nobody should know."),
    msg("Narrow who may read the record that names it, or refer to something open."),
    bad=("data/goals/mal-1.yaml: {visibility: restricted, note: 'Sekretess enligt OSL 18 kap. 8 §'}\n"),
    good=(
        "data/goals/mal-1.yaml: {visibility: restricted, note: 'Sekretess enligt OSL 18 kap. 8 §'}\n"
        "data/initiatives/init-a.yaml: {visibility: city}\ndata/initiatives/init-b.yaml: {visibility: city}\n"
    ),
    over=(Record,),
    find=_restricted_named,
)
WITHOUT_REASON = Rule(
    "OPE005",
    "restricted-without-reason",
    "info",
    "D47",
    msg("Secrecy needs a ground in law, tried each time someone asks; nobody remembers it unless it is written."),
    msg("Write the ground in `note`."),
    bad="data/competences/pool-integration.yaml: {visibility: restricted}\n"
    "data/initiatives/init-a.yaml: {visibility: city}\ndata/initiatives/init-b.yaml: {visibility: city}\n",
    good="data/competences/pool-integration.yaml: {visibility: restricted, note: 'OSL 18 kap. 8 §'}\n"
    "data/initiatives/init-a.yaml: {visibility: city}\ndata/initiatives/init-b.yaml: {visibility: city}\n",
    over=(Record,),
    find=_without_reason,
)
NOT_REGISTERED = Rule(
    "OPE006",
    "initiative-not-registered",
    "warning",
    "D47",
    msg(
        "A matter that is prepared is a public case: what is not registered cannot be found, nor kept as the law asks."
    ),
    msg("Register the case and write its number."),
    bad="data/initiatives/init-a.yaml: {registry_number: }\n",
    good="data/initiatives/init-a.yaml: {registry_number: STK-2026-1}\n",
    over=(Initiative,),
    find=_not_registered,
)
CONTRACT_OPENED = Rule(
    "OPE007",
    "contract-made-public",
    "warning",
    "D47",
    _WHY_LEAK,
    msg("Leave the contract to the city."),
    bad="data/contracts/avtal-diarium.yaml: {visibility: public}\n",
    good="data/contracts/avtal-diarium.yaml: {visibility: city}\n",
    over=(Contract,),
    find=_contract_opened,
)

OPENNESS_RULES: tuple[Rule, ...] = (
    SHOWS_DATE,
    SHOWS_PRICE,
    REPEATS_GAP,
    RESTRICTED_NAMED,
    WITHOUT_REASON,
    NOT_REGISTERED,
    CONTRACT_OPENED,
)
