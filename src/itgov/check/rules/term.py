"""Terms of a contract: options called and notice given in time, the ceiling not reached before the end (D17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from itgov.check.rule import Rule
from itgov.check.rules.contract import names
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.contract import Contract, Option
from itgov.model.contracting import is_begun, last_day, left_without, months_after
from itgov.model.describe import field
from itgov.model.money import format_amount

DAYS = 365


def _option_missed(city: City, contract: Contract) -> Iterator[Fault]:
    found = _first_uncalled(contract)
    if found is None:
        return
    index, option = found
    if option.call_by is None or not option.call_by < city.as_of <= _runs_until(contract, index):
        return
    if is_begun(city, contract) or not (left := left_without(city, contract)):
        return
    yield Fault(
        At(contract.id, ("options", index, "call_by")),
        msg(
            "option {number} of “{id}” had to be called by {call_by}, and no call is on record: "
            "the contract ends on {end}, and {systems} would be without one",
            number=index + 1,
            id=contract.id,
            call_by=option.call_by.isoformat(),
            end=_runs_until(contract, index).isoformat(),
            systems=names(left),
        ),
        msg(
            "write the day it was called under {called_on}; if it was not, begin what follows the contract",
            called_on=field(Option, "called_on"),
        ),
    )


def _first_uncalled(contract: Contract) -> tuple[int, Option] | None:
    return next(((index, one) for index, one in enumerate(contract.options) if one.called_on is None), None)


def _runs_until(contract: Contract, index: int) -> date:
    """The last day with the options before that one used."""
    return contract.options[index - 1].until if index else contract.ends_on


def _notice_passed(city: City, contract: Contract) -> Iterator[Fault]:
    if contract.notice_months is None or city.as_of > contract.ends_on:
        return
    last = months_after(contract.ends_on, -contract.notice_months)
    if city.as_of <= last or any(option.called_on or option.call_by for option in contract.options):
        return
    if is_begun(city, contract) or not (left := left_without(city, contract)):
        return
    yield Fault(
        At(contract.id, ("notice_months",)),
        msg(
            "the notice of “{id}” had to be given by {last}, and neither an option called nor a procurement is on "
            "record for {systems}",
            id=contract.id,
            last=last.isoformat(),
            systems=names(left),
        ),
        msg(
            "ask the supplier what holds after {end}; then write the option called, or the procurement begun",
            end=contract.ends_on.isoformat(),
        ),
        (Related(At(contract.id, ("ends_on",)), msg("the notice is counted from this day")),),
    )


def _ceiling_reached(city: City, contract: Contract) -> Iterator[Fault]:
    bought, ceiling = contract.bought, contract.ceiling
    if bought is None or ceiling is None:
        return
    reached, (end, route) = (
        _reached_on(contract.cost_per_year or 0, ceiling - bought.amount, bought.up_to),
        last_day(contract),
    )
    if reached is None or reached >= end or end < city.as_of:
        return
    yield Fault(
        At(contract.id, ("bought", "amount")),
        msg(
            "“{id}” had its ceiling of {ceiling} used up by {up_to}, and runs until {end}",
            id=contract.id,
            ceiling=format_amount(ceiling),
            up_to=bought.up_to.isoformat(),
            end=end.isoformat(),
        )
        if bought.amount >= ceiling
        else msg(
            "“{id}” has a ceiling of {ceiling}, of which {amount} was bought by {up_to}: "
            "with {per_year} a year it is reached on {reached}, before the contract ends on {end}",
            id=contract.id,
            ceiling=format_amount(ceiling),
            amount=format_amount(bought.amount),
            up_to=bought.up_to.isoformat(),
            per_year=format_amount(contract.cost_per_year or 0),
            reached=reached.isoformat(),
            end=end.isoformat(),
        ),
        msg("buy less, or have the next contract in force by then: beyond the ceiling it is bought without one"),
        (
            Related(At(contract.id, ("ceiling",)), msg("the ceiling is here")),
            Related(At(contract.id, route), msg("the contract's last day, options used, is here")),
        ),
    )


def _reached_on(per_year: int, left: int, since: date) -> date | None:
    """The day when what is left of the ceiling is used at the yearly cost, spread evenly over 365 days; None if never.

    Rounded down: what is left lasts through that day and no whole day more.
    """
    if left <= 0:
        return since
    if not per_year:
        return None
    days = left * DAYS // per_year
    return since + timedelta(days=days) if days < (date.max - since).days else None


OPTION_MISSED = Rule(
    "CON004",
    "option-not-called",
    "warning",
    "D17",
    msg("An option that nobody called in time is gone, and years of agreed prices with it."),
    msg("Write the day it was called, or begin what follows the contract."),
    bad="data/contracts/avtal-diarium.yaml: {options: [{until: 2031-12-31, call_by: 2026-11-01}]}\n",
    good=(
        "data/contracts/avtal-diarium.yaml:\n"
        "  options: [{until: 2031-12-31, call_by: 2026-11-01, called_on: 2026-10-01}]\n"
    ),
    over=(Contract,),
    find=_option_missed,
    after=("CON001", "CON002"),
    misses=("contract", "initiative"),
)
NOTICE_PASSED = Rule(
    "CON005",
    "notice-passed",
    "warning",
    "D17",
    msg("After the last day of notice the contract runs on, or ends, as the supplier wishes."),
    msg("Write the option called or the procurement begun; put the last day of notice in the object's plan."),
    bad=(
        "data/contracts/avtal-diarium.yaml:\n"
        "  {ends_on: 2027-04-30, notice_months: 6, options: [{until: 2030-04-30}]}\n"
    ),
    good=(
        "data/contracts/avtal-diarium.yaml:\n"
        "  {ends_on: 2027-05-02, notice_months: 6, options: [{until: 2030-04-30}]}\n"
    ),
    over=(Contract,),
    find=_notice_passed,
    after=("CON001", "CON002", "CON004"),
    misses=("contract", "initiative"),
)
CEILING_REACHED = Rule(
    "CON006",
    "ceiling-reached",
    "warning",
    "D17",
    msg("What is bought beyond the ceiling is bought without a contract, however long that lasts."),
    msg("Buy less, or have the next contract in force before the ceiling is reached."),
    bad=(
        "data/contracts/avtal-diarium.yaml:\n"
        "  {illustrative: true, ceiling: 5 mnkr, cost_per_year: 1 mnkr, bought: {amount: 3 mnkr, up_to: 2026-10-31}}\n"
    ),
    good=(
        "data/contracts/avtal-diarium.yaml:\n"
        "  {illustrative: true, ceiling: 7 mnkr, cost_per_year: 1 mnkr, bought: {amount: 3 mnkr, up_to: 2026-10-31}}\n"
    ),
    over=(Contract,),
    find=_ceiling_reached,
    after=("CON001",),
)


TERM_RULES: tuple[Rule, ...] = (OPTION_MISSED, NOTICE_PASSED, CEILING_REACHED)
