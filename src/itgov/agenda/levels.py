"""Levels of one payer's money: whose it is, what it has, and what it might have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from itgov.agenda.changes import Changes, MoreMoney, WrongChange
from itgov.agenda.supply import frame
from itgov.agenda.timeline import Timeline
from itgov.finding import nearest
from itgov.message import Message, msg, msg_n
from itgov.model.administration import DevelopmentBudget
from itgov.model.city import City
from itgov.model.initiative import Pot

MOST_POINTS = 101
_POTS: tuple[Pot, ...] = ("operating", "investment")


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose money is varied: a funder's or an administration's, from one pot or from both."""

    id: str
    pots: tuple[Pot, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """Öre of one pot for one year, before its reserve; of a year that the agenda holds a part of, that part."""

    year: int
    pot: Pot
    ore: int


@dataclass(frozen=True, slots=True)
class Level:
    """A payer's money as it might be: `changes` make it so, `present` is as the records have it."""

    money: tuple[Amount, ...]
    changes: Changes
    present: bool

    @property
    def total(self) -> int:
        """Öre in all the agenda's years."""
        return sum(amount.ore for amount in self.money)


def payer_of(city: City, asked: str | None) -> Payer:
    """The payer that is asked for as "id" or "id:pot"; the solidarity frame where nothing is.

    Raises WrongChange for one that no record knows, for one without money in the agenda's years, and where there is
    not just one solidarity frame to take.
    """
    if asked is None:
        return _with_pots(city, _solidarity(city), None)
    one, _, pot = asked.partition(":")
    if one not in _budgets(city):
        close = nearest(one, _budgets(city))
        raise WrongChange(
            msg("“{id}” is neither a funder nor an administration", id=one),
            msg("did you mean “{close}”?", close=close) if close else None,
        )
    if pot and pot not in _POTS:
        raise WrongChange(
            msg("“{id}” has no money called “{pot}”", id=one, pot=pot),
            msg("write it as {one} or {other}", one=f"{one}:operating", other=f"{one}:investment"),
        )
    return _with_pots(city, one, pot or None)


def levels_by_share(city: City, payer: Payer, lowest: Fraction, highest: Fraction, points: int) -> tuple[Level, ...]:
    """So many levels, evenly from one share of every year's money to another, and the present one; rising.

    Shares are of what the records have (1 is the present), each amount rounded down to whole öre. Levels that come
    to the same money are one. Raises WrongChange for shares and numbers that make no frontier.
    """
    _check_shares(lowest, highest)
    if not 2 <= points <= MOST_POINTS:
        raise WrongChange(
            _too_few_or_many(points),
            msg("ask for 2 to {most} of them", most=MOST_POINTS),
        )
    shares = [lowest + (highest - lowest) * at / (points - 1) for at in range(points)]
    frames = _frames(city, payer)
    return _levels(city, payer, [{spot: floor(ore * (share - 1)) for spot, ore in frames.items()} for share in shares])


def levels_by_step(city: City, payer: Payer, lowest: Fraction, highest: Fraction, step: int) -> tuple[Level, ...]:
    """The present level and those whole steps of `step` öre a year from it, between two shares of all its money.

    Steps that would leave a year with less than nothing are left out. Raises WrongChange where the payer has two
    pots, where the step is no more than 0, and where it makes fewer than two levels or more than can be solved.
    """
    _check_shares(lowest, highest)
    if len(payer.pots) != 1:
        raise WrongChange(
            msg("“{id}” has both operating and investment money: say which a step is of", id=payer.id),
            msg("write it as {one} or {other}", one=f"{payer.id}:operating", other=f"{payer.id}:investment"),
        )
    if step <= 0:
        raise WrongChange(msg("a step is an amount above zero"), msg("write it as {right}", right="--step '2 mnkr'"))
    frames = _frames(city, payer)
    whole, years = sum(frames.values()), len(frames)
    first = -min(floor(whole * (1 - lowest) / (step * years)), min(frames.values()) // step)
    last = floor(whole * (highest - 1) / (step * years))
    if not 2 <= last - first + 1 <= MOST_POINTS:
        raise WrongChange(
            _too_few_or_many(max(0, last - first + 1)),
            msg("choose another step, or other shares to go from and to: 2 to {most} points", most=MOST_POINTS),
        )
    return _levels(city, payer, [dict.fromkeys(frames, step * number) for number in range(first, last + 1)])


def _too_few_or_many(count: int) -> Message:
    return msg_n("{n} point makes no frontier", "{n} points make no frontier", n=count)


def _check_shares(lowest: Fraction, highest: Fraction) -> None:
    if lowest < 0:
        raise WrongChange(
            msg("the lowest share is below zero, and nobody has less than no money"), msg("begin at 0 % or more")
        )
    if highest <= lowest:
        raise WrongChange(
            msg("the highest share is not above the lowest"), msg("write it as {right}", right="--from 50% --to 150%")
        )


def _solidarity(city: City) -> str:
    found = sorted(one.id for one in city.funders.values() if one.funder_kind == "solidarity")
    if len(found) == 1:
        return found[0]
    remedy = msg("say whose money is meant with --payer, such as {payers}", payers=", ".join(sorted(_budgets(city))))
    if found:
        raise WrongChange(msg("there is more than one solidarity frame: {ids}", ids=", ".join(found)), remedy)
    raise WrongChange(msg("no funder is a solidarity frame"), remedy if _budgets(city) else None)


def _with_pots(city: City, one: str, pot: Pot | str | None) -> Payer:
    budget, years = _budgets(city)[one], city.settings.plan.years
    pots = tuple(p for p in _POTS if pot in {None, p} and any(frame(budget, p, year) for year in years))
    if not pots:
        raise WrongChange(
            msg("“{id}” has no such money in {first}–{last}", id=one, first=str(years[0]), last=str(years[-1])),
            msg("see what money would do where there is none with {example}", example="itgov agenda what-if"),
        )
    return Payer(one, pots)


def _budgets(city: City) -> dict[str, tuple[DevelopmentBudget, ...]]:
    budgets = {one.id: one.development_budget for one in city.administrations.values()}
    return budgets | {one.id: one.frames for one in city.funders.values()}


_Spot = tuple[int, Pot]


def _frames(city: City, payer: Payer) -> dict[_Spot, int]:
    budget = _budgets(city)[payer.id]
    return {(year, pot): frame(budget, pot, year) for pot in payer.pots for year in city.settings.plan.years}


def _levels(city: City, payer: Payer, more: Sequence[Mapping[_Spot, int]]) -> tuple[Level, ...]:
    timeline, frames = Timeline(city.settings.plan), _frames(city, payer)
    found: dict[tuple[int, ...], Level] = {}
    for extra in (dict.fromkeys(frames, 0), *more):
        money = tuple(
            Amount(year, pot, floor((ore + extra[year, pot]) * Fraction(timeline.covered(year), timeline.per_year)))
            for (year, pot), ore in frames.items()
        )
        asked = tuple(MoreMoney(payer.id, ore, pot, year) for (year, pot), ore in extra.items() if ore)
        level = Level(money, Changes(money=asked), present=not asked)
        found.setdefault(tuple(amount.ore for amount in money), level)
    return tuple(sorted(found.values(), key=lambda level: level.total))
