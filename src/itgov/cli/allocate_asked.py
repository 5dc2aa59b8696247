"""The options of `itgov allocate compare`, read into changes and tried on a city, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from itgov.cli.exits import Exit, Stop
from itgov.message import Message, count_of, msg, quoted

if TYPE_CHECKING:
    from itgov.allocate.handed_back import PartSaving
    from itgov.allocate.suppose import CostChange
    from itgov.model.city import City
    from itgov.model.delivery import Delivery
    from itgov.model.initiative import Initiative
    from itgov.model.key import Key

_WHAT = r"(?P<id>[^:@=\s]+)(?::(?P<part>\d{1,3}))?"
_KEY = re.compile(rf"{_WHAT}=(?P<key>[^:@=\s]+)")
_COST = re.compile(rf"{_WHAT}=(?P<sign>[+\u2212-]?)(?P<change>[^+\u2212-].*)")
_PERCENT = re.compile(r"(?P<whole>\d{1,4})(?:,(?P<part>\d{1,4}))?\s*%")
_VOLUME = re.compile(r"(?P<id>[^:@=\s]+)@(?P<who>[^:@=\s]+)=(?P<sign>[+\u2212-])(?P<units>\d{1,9})")


class Method(StrEnum):
    """How cost passes through deliveries that serve others."""

    DIRECT = "direct"
    STEP_DOWN = "step_down"
    RECIPROCAL = "reciprocal"


@dataclass(frozen=True)
class Asked:
    """The options as they were given; they are tried in this order."""

    records: Sequence[Path] = ()
    retire: Sequence[str] = ()
    key: Sequence[str] = ()
    cost: Sequence[str] = ()
    volume: Sequence[str] = ()
    method: Method | None = None
    order: str | None = None

    @property
    def anything(self) -> bool:
        """Whether anything is to be otherwise."""
        return any((self.records, self.retire, self.key, self.cost, self.volume, self.method, self.order))


@dataclass
class Tried:
    """The city after all changes, and what is to be told of them; filled change by change."""

    city: City
    supposed: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    savings: list[PartSaving] = field(default_factory=list)


def tried(city: City, asked: Asked, years: Sequence[int]) -> Tried:
    """The city with all that is asked for otherwise in `years`; raises Stop and CannotSuppose."""
    from itgov.allocate.suppose import Supposed

    found = Tried(city)
    for step in (_records, _retired, _keys, _costs, _volumes, _methods):
        for what, change in step(found, asked, years):
            if isinstance(change, Supposed):
                found.city = change.city
                found.notes += change.notes
                # Another key, or other units, make no other delivery: no benefit stands against them.
                found.touched += change.touched if step in {_records, _retired, _costs} else ()
            found.supposed.append(what)
    return found


_Changes = Iterator[tuple[Message, object]]


def _records(found: Tried, asked: Asked, years: Sequence[int]) -> _Changes:
    from itgov.allocate.held import keys_of, not_held
    from itgov.allocate.suppose import with_record

    for file in asked.records:
        record = _read(file)
        what = msg("“{name}” as in {file}", name=record.id, file=str(file))
        change = with_record(found.city, record)
        notes = [note for key in keys_of(change.city, record) for note in not_held(change.city, key, years)]
        yield what, replace(change, notes=(*change.notes, *notes))


def first_costing_year(city: City, asked: Asked) -> int | None:
    """The first planned year in which a delivery of a file costs anything; None where there is no such file or year."""
    from itgov.allocate.cost import cost_lines
    from itgov.allocate.suppose import put

    for year in city.settings.plan.years:
        for record in map(_read, asked.records):
            if any(line.source_id == record.id for line in cost_lines(put(city, record), [year])):
                return year
    return None


def _read(file: Path) -> Delivery | Key | Initiative:
    """The delivery, key or initiative that a file holds, by what only one of them has."""
    from itgov.model.delivery import Delivery
    from itgov.model.initiative import Initiative
    from itgov.model.key import Key
    from itgov.store.single import Unusable, read_part

    try:
        text = file.read_bytes()
    except OSError as error:
        what = msg("{file} cannot be read: {reason}", file=str(file), reason=error.strerror or str(error))
        raise Stop(Exit.USAGE, what, msg("check that it is there and that you may read it")) from error
    try:
        if b"\ncost_parts:" in text:
            return read_part(file, Delivery)
        return read_part(file, Initiative) if b"\nstages:" in text else read_part(file, Key)
    except Unusable as error:
        remedy = msg("it must hold a whole base delivery, allocation key or initiative, as under data/")
        raise Stop(Exit.FINDINGS, error.message, remedy) from error


def _retired(found: Tried, asked: Asked, years: Sequence[int]) -> _Changes:
    from itgov.allocate.suppose import without

    del years
    for one in asked.retire:
        if list(asked.retire).count(one) > 1:
            raise Stop(Exit.USAGE, msg("--retire names “{name}” twice", name=one), msg("name it once"))
        yield msg("“{name}” is retired", name=one), without(found.city, one)


def _keys(found: Tried, asked: Asked, years: Sequence[int]) -> _Changes:
    """Keys for keys first, then for whole deliveries, then for single parts: the order of the options is no matter."""
    from itgov.allocate.held import held_already, not_held
    from itgov.allocate.suppose import with_key

    for what, part, key in sorted(_read_keys(asked.key), key=lambda one: (one[0] not in found.city.keys, one[1] or 0)):
        _check_there("--key", what, asked)
        same = held_already(found.city, what, part, key, years)
        change = with_key(found.city, what, part, key)
        notes = (same,) if same is not None else not_held(change.city, key, years)
        yield (
            msg("{what} is split by the key “{key}”", what=_named(what, part), key=key),
            replace(change, notes=(*change.notes, *notes)),
        )


def _read_keys(texts: Sequence[str]) -> list[tuple[str, int | None, str]]:
    """What is to be split by which key; raises Stop where one thing is given two."""
    asked: dict[tuple[str, int | None], str] = {}
    for text in texts:
        read = _KEY.fullmatch(text.strip())
        if read is None:
            _unread("--key", text, "leverans-ekonomi=nyckel-x, leverans-ekonomi:3=nyckel-x, nyckel-gammal=nyckel-x")
        what = (read["id"], int(read["part"]) if read["part"] else None)
        if what in asked:
            raise Stop(
                Exit.USAGE,
                msg(
                    "--key gives {what} two keys: {one} and {other}",
                    what=_named(*what),
                    one=asked[what],
                    other=read["key"],
                ),
                msg("give one of them; two runs compare both"),
            )
        asked[what] = read["key"]
    chained = sorted({key for key in asked.values() if (key, None) in asked})
    if chained:
        raise Stop(
            Exit.USAGE,
            msg("--key puts “{key}” in another's place, and another in its place", key=chained[0]),
            msg("name the deliveries instead, as in {example}", example="leverans-x=nyckel-y"),
        )
    return [(what, part, key) for (what, part), key in asked.items()]


def _costs(found: Tried, asked: Asked, years: Sequence[int]) -> _Changes:
    from itgov.allocate.suppose import with_cost

    for text in asked.cost:
        read = _COST.fullmatch(text.strip())
        if read is None:
            _unread("--cost", text, _COSTS)
        _check_there("--cost", read["id"], asked)
        part = int(read["part"]) if read["part"] else None
        change = _cost_change(text, read["sign"], read["change"].strip())
        what = msg(
            "{what} costs {change}", what=_named(read["id"], part), change=quoted(text.partition("=")[2].strip())
        )
        yield what, with_cost(found.city, read["id"], part, change, years)


_COSTS = "leverans-x=+10%, leverans-x=-500 tkr, leverans-x:2=30 mnkr"


def _cost_change(text: str, sign: str, change: str) -> CostChange:
    from itgov.allocate.suppose import CostChange
    from itgov.model.money import parse_amount
    from itgov.model.scalar import BadValue

    turn = -1 if sign in {"-", "\u2212"} else 1
    percent = _PERCENT.fullmatch(change)
    if percent is not None and sign:
        part = percent["part"] or ""
        times = 1 + turn * Fraction(int(percent["whole"] + part), 100 * 10 ** len(part))
        if times < 0:
            raise Stop(
                Exit.USAGE,
                msg("--cost: “{text}” takes away more than all of the cost", text=quoted(text)),
                msg("-100% is all of it; --retire takes the delivery away"),
            )
        return CostChange(times=times)
    if percent is not None:
        _unread("--cost", text, _COSTS)
    try:
        ore = parse_amount(change)
    except BadValue as error:
        raise Stop(Exit.USAGE, msg("{option}: {problem}", option="--cost", problem=error.message)) from error
    return CostChange(more_ore=turn * ore) if sign else CostChange(exactly_ore=ore)


def _volumes(found: Tried, asked: Asked, years: Sequence[int]) -> _Changes:
    from itgov.allocate.handed_back import with_units

    for text in asked.volume:
        read = _VOLUME.fullmatch(text.strip())
        if read is None:
            _check_units(text)
            _unread("--volume", text, "leverans-arbetsplats@asf=-100, leverans-arbetsplats@asf=+50")
        _check_there("--volume", read["id"], asked)
        units = int(read["units"]) * (1 if read["sign"] == "+" else -1)
        handed = with_units(found.city, read["id"], read["who"], units, years)
        found.savings += handed.savings
        texts = (
            msg("{who} hands back {units} units of “{what}”", who=read["who"], units=count_of(-units), what=read["id"])
            if units < 0
            else msg(
                "{who} takes {units} units more of “{what}”", who=read["who"], units=count_of(units), what=read["id"]
            )
        )
        yield texts, handed.supposed


def _check_there(option: str, what: str, asked: Asked) -> None:
    """Raises Stop where something is to be otherwise about what is retired."""
    if what in asked.retire:
        raise Stop(
            Exit.USAGE,
            msg("{option} names “{name}”, which is retired in the same command", option=option, name=what),
            msg("leave one of the two out, or run them one after the other"),
        )


_UNITS = re.compile(r"[^:@=\s]+@[^:@=\s]+=\s*(?P<sign>[+\u2212-]?)(?P<units>\d+)")
_MOST_DIGITS = 9


def _check_units(text: str) -> None:
    """Raises Stop where all that is wrong is the number of units: without a sign, or too large."""
    read = _UNITS.fullmatch(text.strip())
    if read is None:
        return
    if len(read["units"]) > _MOST_DIGITS:
        raise Stop(
            Exit.USAGE,
            msg("--volume: “{text}” is too large a number of units", text=quoted(text)),
            msg("name at most {digits} digits", digits=_MOST_DIGITS),
        )
    if not read["sign"]:
        raise Stop(
            Exit.USAGE,
            msg("--volume: “{text}” does not say whether units are handed back or taken", text=quoted(text)),
            msg("write + or − before the number: −100 hands back 100 units, +50 takes 50 more"),
        )


def _methods(found: Tried, asked: Asked, years: Sequence[int]) -> _Changes:
    from itgov.allocate.labels import METHOD_LABELS
    from itgov.allocate.suppose import with_method

    del years
    if asked.method is None and asked.order is None:
        return
    setting = found.city.settings.allocation
    order = (
        setting.order if asked.order is None else tuple(one.strip() for one in asked.order.split(",") if one.strip())
    )
    method = setting.method if asked.method is None else asked.method.value
    if asked.order is not None and method != "step_down":
        raise Stop(Exit.USAGE, msg("--order is for the method step_down"), msg("add --method step_down"))
    what = msg("the method is {method}", method=METHOD_LABELS[method])
    if method == "step_down":
        named = ", ".join(order) or "–"
        what = msg("the method is {method}, in the order {order}", method=METHOD_LABELS[method], order=named)
    change = with_method(found.city, method, order)
    if method == "step_down":
        _check_order(found.city, order)
    yield what, change


def _check_order(city: City, order: Sequence[str]) -> None:
    """Raises Stop where a delivery that serves others has no place in the order: what it costs would not be split."""
    without = [one.id for one in city.deliveries.values() if one.serves and one.id not in order]
    if without:
        raise Stop(
            Exit.USAGE,
            msg("step_down needs a place in the order for each that serves others: {names}", names=", ".join(without)),
            msg("name them in turn, as in --order {example}", example=",".join((*order, *without))),
        )


def _named(what: str, part: int | None) -> Message:
    return msg("“{name}”", name=what) if part is None else msg("part {part} of “{name}”", part=part, name=what)


def _unread(option: str, text: str, right: str) -> NoReturn:
    problem = msg("“{text}” cannot be read", text=quoted(text))
    raise Stop(
        Exit.USAGE,
        msg("{option}: {problem}", option=option, problem=problem),
        msg("write it as {right}", right=right),
    )
