"""Contracts: their days follow each other, and what follows them is begun in time (D17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from itgov.check.rule import Parameter, Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.contract import Contract
from itgov.model.contracting import Left, is_begun, last_day, left_without, months_after
from itgov.model.describe import field, listed
from itgov.model.system import System

BEFORE = Parameter("CON002", "months", 18, msg("months before the last day when what follows must have begun"))


def _out_of_order(city: City, contract: Contract) -> Iterator[Fault]:
    ends = (contract.ends_on, *(option.until for option in contract.options))
    for index, (before, until) in enumerate(pairwise(ends)):
        option = contract.options[index]
        late = option.call_by is not None and option.call_by > before
        if until > before and not late:
            continue
        earlier = ("options", index - 1, "until") if index else ("ends_on",)
        if until <= before:
            problem = msg(
                "option {number} of “{id}” runs until {until}, no longer than {before}, the day that it would extend",
                number=index + 1,
                id=contract.id,
                until=until.isoformat(),
                before=before.isoformat(),
            )
        else:
            problem = msg(
                "option {number} of “{id}” is to be called by {call_by}, after {before}, when the contract has ended",
                number=index + 1,
                id=contract.id,
                call_by=str(option.call_by),
                before=before.isoformat(),
            )
        yield Fault(
            At(contract.id, ("options", index, "until" if until <= before else "call_by")),
            problem,
            msg("write the options in the order in which they extend the contract, with the days that it says"),
            (Related(At(contract.id, earlier), msg("the day it extends is here")),),
        )


def names(left: tuple[Left, ...]) -> Message:
    """The systems' ids, each in quotes, with the functions where the others are covered."""
    told = [
        msg("“{id}” ({functions})", id=one.system.id, functions=", ".join(one.functions))
        if one.functions
        else msg("“{id}”", id=one.system.id)
        for one in left
    ]
    return listed(told)


def _nothing_begun(city: City, contract: Contract) -> Iterator[Fault]:
    end, route = last_day(contract)
    if not end >= city.as_of >= months_after(end, -BEFORE.of(city)) or end > city.settings.plan.last.last_day:
        return
    if is_begun(city, contract) or not (left := left_without(city, contract)):
        return
    yield Fault(
        At(contract.id, route),
        msg(
            "“{id}” ends on {end}, options used, and nothing that follows it for {systems} is begun "
            "{months} months before",
            id=contract.id,
            end=end.isoformat(),
            systems=names(left),
            months=BEFORE.of(city),
        ),
        msg(
            "a new contract takes 9 to 15 months, a call-off 2 to 4: begin, and put the day under {procurement}",
            procurement=field(Contract, "procurement"),
        ),
        _planned(contract),
    )


def _planned(contract: Contract) -> tuple[Related, ...]:
    if contract.procurement is None:
        return ()
    return (Related(At(contract.id, ("procurement", "stage")), msg("it is planned, and not begun")),)


def _ended(city: City, contract: Contract) -> Iterator[Fault]:
    end, route = last_day(contract)
    if end >= city.as_of:
        return
    left = tuple(one for one in left_without(city, contract) if _in_use(one.system, city.as_of))
    if left:
        yield Fault(
            At(contract.id, route),
            msg(
                "“{id}” ended on {end}, options used, and no other contract covers {systems}, in use today",
                id=contract.id,
                end=end.isoformat(),
                systems=names(left),
            ),
            msg("put the contract that follows on record, or the day on which the system was retired"),
            tuple(Related(At(one.system.id), msg("this system is in use")) for one in left),
        )


def _in_use(system: System, day: date) -> bool:
    life = system.lifecycle
    if life is None:
        return True
    begun = life.in_use_since is None or life.in_use_since <= day
    return begun and (life.retires_on is None or life.retires_on >= day)


OPTIONS_OUT_OF_ORDER = Rule(
    "CON001",
    "options-out-of-order",
    "error",
    "D17",
    msg("Every date that is counted from a contract is wrong where its options do not follow each other."),
    msg("Write the options in order, each longer than the one before, and called before that one ends."),
    bad="data/contracts/avtal-diarium.yaml: {options: [{until: 2029-12-31}]}\n",
    good="data/contracts/avtal-diarium.yaml: {options: [{until: 2030-12-31, call_by: 2029-12-31}]}\n",
    over=(Contract,),
    find=_out_of_order,
)
NOTHING_BEGUN = Rule(
    "CON002",
    "contract-ends-nothing-begun",
    "warning",
    "D17",
    msg("A procurement takes a year. Begun too late, the city buys without a contract, or on the supplier's terms."),
    msg("Begin what follows, or write when the system is retired."),
    bad="data/contracts/avtal-diarium.yaml: {ends_on: 2028-05-02}\n",
    good=(
        "data/contracts/avtal-diarium.yaml: {ends_on: 2028-05-02, procurement: {stage: begun, registry_number: A-8}}\n"
    ),
    over=(Contract,),
    find=_nothing_begun,
    after=("CON001",),
    misses=("contract", "initiative"),
    parameters=(BEFORE,),
)
CONTRACT_ENDED = Rule(
    "CON003",
    "contract-ended-system-in-use",
    "warning",
    "D17",
    msg("What is bought after the last day is bought without a contract: unlawful, and at any price."),
    msg("Put the contract that follows on record, or the day on which the system was retired."),
    bad="data/contracts/avtal-diarium.yaml: {ends_on: 2026-11-01}\n",
    good=(
        "data/contracts/avtal-diarium.yaml: {ends_on: 2026-11-01}\n"
        "data/contracts/avtal-nytt.yaml: |\n  id: avtal-nytt\n  name: Nytt avtal\n  supplier: Annan AB\n"
        "  registry_number: STK-2026-9\n  notice_months: 6\n"
        "  covers: [{system: sys-diarium, functions: [diarieforing]}]\n  ends_on: 2031-12-31\n"
    ),
    over=(Contract,),
    find=_ended,
    after=("CON001",),
    misses=("contract",),
)
CONTRACT_RULES: tuple[Rule, ...] = (
    OPTIONS_OUT_OF_ORDER,
    NOTHING_BEGUN,
    CONTRACT_ENDED,
)
