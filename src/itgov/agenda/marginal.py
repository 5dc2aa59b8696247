"""What a little more of one shared thing in one year would give: hours of a pool, or money of a payer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

from itgov.agenda.build import Preparation, build
from itgov.agenda.changes import Changes, MoreHours, MoreMoney, changed
from itgov.agenda.frontier import MILLION, gain_between, turnover
from itgov.agenda.known import Answer, Limits, answered, same_choices, tightened
from itgov.agenda.supply import hours_of, share_for_change, share_of_period
from itgov.agenda.timeline import Timeline
from itgov.model.city import City
from itgov.model.initiative import Pot

HOURS = 100
"""Hours more that are there for change in a year, after operation and the reserve have taken their part."""
Why = Literal["solved", "follows", "never_short"]


@dataclass(frozen=True, slots=True)
class Giver:
    """A pool of hours, or one pot of a payer's money, that something competes for."""

    sort: Literal["hours", "money"]
    of: str
    pot: Pot | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """A little more in one year: `added` on the record, hours or öre, of which `there` can be used in the agenda.

    Of money, a million kronor is added and the reserve keeps its part. Of hours, so many are added that at least 100
    in the whole year, by the periods' shares, can be used for change.
    """

    giver: Giver
    year: int
    added: int
    there: int


@dataclass(frozen=True, slots=True)
class Tried:
    """An extra and the best plan with it; `why` is how that is known."""

    extra: Extra
    answer: Answer
    why: Why


@dataclass(frozen=True, slots=True)
class Gain:
    """What an extra gives: net benefit grows by `least` to `most` öre, and by `found` in the plans that were found.

    `entered`, `left` and `moved` are initiatives by id. A limit is None where a bound is missing. never_short:
    what is there cannot be used up by all that competes together, or more of it cannot be used; it changes nothing.
    """

    extra: Extra
    found: int
    least: int | None
    most: int | None
    entered: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[str, ...]
    why: Why


def givers_of(preparation: Preparation) -> tuple[Giver, ...]:
    """All that competing initiatives draw on: pools first, then payers, each by id. More of others gives nothing."""
    wanted = [preparation.supplies[resource.id] for resource in preparation.problem.resources]
    pools = sorted({one.of for one in wanted if one.sort == "hours"})
    purses = sorted({(one.of, one.pot) for one in wanted if one.sort == "money" and one.pot is not None})
    return (*(Giver("hours", pool) for pool in pools), *(Giver("money", of, pot) for of, pot in purses))


def tried(city: City, giver: Giver, base: Answer, known: Sequence[Answer], limits: Limits) -> tuple[Tried, ...]:
    """The best plans with a little more of one thing, year by year.

    All years are given more at once first: what no plan can exceed then, it cannot with one of them, and the plan
    that is best then is best for one year where it needs no other. Mostly that leaves little to solve.
    """
    extras = _extras(city, giver, base.preparation)
    together = _prepared(city, extras)
    if same_choices(together[1].problem, base.problem):
        return tuple(Tried(extra, base, "never_short") for extra in extras)
    found: list[Tried] = []
    seen = [base, *known, answered(*together, (base, *known), limits)]
    for extra in extras:
        altered, preparation = _prepared(city, (extra,))
        if same_choices(preparation.problem, base.problem):
            found.append(Tried(extra, base, "never_short"))
            continue
        answer = answered(altered, preparation, seen, limits)
        found.append(Tried(extra, answer, "solved" if answer.solved else "follows"))
        seen.append(answer)
    return tuple(found)


def gains_of(base: Answer, found: Iterable[Tried]) -> tuple[Gain, ...]:
    """What each extra gives over the best plan without it; most first, then by sort, id, pot and year.

    `base` is to be as tight as all that was found makes it. Where nothing better was found, its plan stays.
    """
    return tuple(sorted((_gain(base, one) for one in found), key=_order))


def _gain(base: Answer, one: Tried) -> Gain:
    if one.why == "never_short":
        return Gain(one.extra, 0, 0, 0, (), (), (), one.why)
    before, after = base.plan, tightened(one.answer, (base,)).plan
    assert before.value is not None
    assert after.value is not None
    least, most = gain_between(before, after)
    return Gain(one.extra, after.value - before.value, least, most, *turnover(before, after), one.why)


def _order(gain: Gain) -> tuple[int, int, int, str, str, str, int]:
    giver = gain.extra.giver
    most = -1 if gain.most is None else -gain.most
    return -gain.found, -(gain.least or 0), most, giver.sort, giver.of, giver.pot or "", gain.extra.year


def _extras(city: City, giver: Giver, preparation: Preparation) -> tuple[Extra, ...]:
    timeline = preparation.timeline
    added = {year: _hours(city, timeline, giver.of, year) for year in timeline.years} if giver.sort == "hours" else {}
    found = []
    for year in timeline.years:
        extra = Extra(giver, year, added.get(year, MILLION), 0)
        found.append(Extra(giver, year, extra.added, _usable(city, extra, preparation)))
    return tuple(found)


def _usable(city: City, extra: Extra, preparation: Preparation) -> int:
    """Hours or öre that the agenda has more of with an extra, all periods together."""
    if not extra.added:
        return 0
    giver = extra.giver
    one = ":".join(part for part in (giver.sort, giver.of, giver.pot) if part)
    after = _prepared(city, (extra,))[1].supplies[one].capacity
    return sum(after) - sum(preparation.supplies[one].capacity)


def _hours(city: City, timeline: Timeline, pool: str, year: int) -> int:
    """The fewest whole hours on a pool's record that make 100 more usable in a year; 0 where no number would.

    Of a year that the agenda holds a part of, the part that its periods' shares make.
    """
    share = share_for_change(city.competences[pool], city, timeline, year)
    if not share:
        return 0
    periods = [place for place in range(timeline.count) if timeline.year(place) == year]
    part = sum((share_of_period(city, timeline, place) for place in periods), Fraction(0))

    def usable(hours: int) -> int:
        altered = changed(city, Changes(hours=(MoreHours(pool, hours, year),)), None)
        return sum(hours_of(altered.competences[pool], city, timeline))

    if not part:
        return 0
    wanted = usable(0) + ceil(HOURS * part)
    # Each period rounds down: with an hour more for each of them on top the number is enough, but for what pre-studies
    # still lack, which they take first.
    enough = ceil((HOURS + len(periods) / part) / share)
    while usable(enough) < wanted:
        enough *= 2
    return bisect_left(range(enough), wanted, key=usable)


def _prepared(city: City, extras: Iterable[Extra]) -> tuple[City, Preparation]:
    altered = changed(city, _changes(extras), None)
    return altered, build(altered)


def _changes(extras: Iterable[Extra]) -> Changes:
    given = [one for one in extras if one.added]
    return Changes(
        money=tuple(
            MoreMoney(one.giver.of, one.added, one.giver.pot, one.year) for one in given if one.giver.sort == "money"
        ),
        hours=tuple(MoreHours(one.giver.of, one.added, one.year) for one in given if one.giver.sort == "hours"),
    )
