"""The options of `itgov agenda what-if`, read into changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from itgov.cli.exits import Exit, Stop
from itgov.message import Message, msg, quoted

if TYPE_CHECKING:
    from itgov.agenda.changes import Changes, Delay, MoreHours, MoreMoney
    from itgov.model.period import PeriodLength

_MONEY = re.compile(r"(?P<payer>[^:@=]+)(?::(?P<pot>operating|investment))?(?:@(?P<year>\d{4}))?=(?P<amount>.+)")
_HOURS = re.compile(r"(?P<pool>[^@=]+)(?:@(?P<year>\d{4}))?=(?P<hours>-?\d{1,9})")
_DELAY = re.compile(r"(?P<id>[^=]+)=(?P<number>\d{1,3})(?P<unit>[QqMmYy]?)")
_PARTS = {"Q": 4, "M": 12, "Y": 1}


def changes_of(
    length: PeriodLength,
    force: Iterable[str] | None,
    drop: Iterable[str] | None,
    money: Iterable[str] | None,
    hours: Iterable[str] | None,
    delay: Iterable[str] | None,
) -> Changes:
    """All that is to be otherwise; raises Stop where an option cannot be read, or none is given."""
    from itgov.agenda.changes import Changes

    changes = Changes(
        _ids(force),
        _ids(drop),
        tuple(_money(one) for one in money or ()),
        tuple(_hours(one) for one in hours or ()),
        tuple(_delay(one, length) for one in delay or ()),
    )
    if changes == Changes():
        raise Stop(
            Exit.USAGE,
            msg("nothing is to be otherwise"),
            msg("say what with {options}", options="--force, --drop, --add-money, --add-hours, --delay"),
        )
    return changes


def _ids(given: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(sorted({one.strip() for text in given or () for one in text.split(",") if one.strip()}))


def _money(text: str) -> MoreMoney:
    from itgov.agenda.changes import MoreMoney
    from itgov.model.money import parse_amount
    from itgov.model.scalar import BadValue

    found = _MONEY.fullmatch(text.strip())
    if found is None:
        _unread("--add-money", text, "ram-plattformar:operating=5 mnkr, hvo:investment@2028=-900 tkr")
    try:
        ore = parse_amount(found["amount"].strip())
    except BadValue as error:
        raise Stop(Exit.USAGE, _said("--add-money", error.message)) from error
    pot = found["pot"]
    return MoreMoney(
        found["payer"].strip(),
        ore,
        "operating" if pot == "operating" else "investment" if pot else None,
        int(found["year"]) if found["year"] else None,
    )


def _hours(text: str) -> MoreHours:
    from itgov.agenda.changes import MoreHours

    found = _HOURS.fullmatch(text.strip())
    if found is None:
        _unread("--add-hours", text, "pool-integration=1600, pool-integration@2028=-400")
    return MoreHours(found["pool"].strip(), int(found["hours"]), int(found["year"]) if found["year"] else None)


def _delay(text: str, length: PeriodLength) -> Delay:
    from itgov.agenda.changes import Delay
    from itgov.model.period import PER_YEAR

    found = _DELAY.fullmatch(text.strip())
    if found is None:
        _unread("--delay", text, "init-a=2Q, init-a=6M, init-a=1Y")
    per_year, number = PER_YEAR[length], int(found["number"])
    parts = _PARTS[found["unit"].upper()] if found["unit"] else per_year
    periods, rest = divmod(number * per_year, parts)
    if rest:
        raise Stop(
            Exit.USAGE,
            msg("--delay: {text} is no whole number of the agenda's periods", text=quoted(text)),
            msg("the agenda plans by {length}", length=msg("quarter") if length == "quarter" else msg("month")),
        )
    return Delay(found["id"].strip(), periods)


def _said(option: str, problem: Message) -> Message:
    return msg("{option}: {problem}", option=option, problem=problem)


def _unread(option: str, text: str, right: str) -> NoReturn:
    raise Stop(
        Exit.USAGE,
        _said(option, msg("“{text}” cannot be read", text=quoted(text))),
        msg("write it as {right}", right=right),
    )
