"""What would have to be added to budgets and pools for a lack to be there, counted as records and what-ifs count.

A lack is what is missing in a slot when operation, pre-studies and the reserve have taken theirs, and a period its
part of the year. Whoever asks for more asks for a year's, before all of that.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil

from itgov.agenda.changes import Changes, MoreHours, MoreMoney, changed
from itgov.agenda.entry import Lack
from itgov.agenda.supply import Supply, share_for_change, share_of_period, supplies
from itgov.agenda.timeline import Timeline
from itgov.model.city import City
from itgov.model.initiative import Pot

_TRIES = 1_000
"""How many units may be added to the first guess, which rounding makes too small."""


def additions(city: City, lacks: Iterable[Lack]) -> Changes | None:
    """The least that gives all of `lacks` when added to their years; None where one is neither hours nor money.

    Hours are whole, money is whole öre. None too where a year's more does not reach the lack, as money of a funder
    that has ended.
    """
    timeline = Timeline(city.settings.plan)
    hours: dict[tuple[str, int], MoreHours] = {}
    money: dict[tuple[str, Pot | None, int], MoreMoney] = {}
    for lack in lacks:
        if lack.sort not in {"hours", "money"}:
            return None
        year = lack.slot if isinstance(lack.slot, int) else lack.slot.year
        least = _least(city, timeline, lack, year)
        if least is None:
            return None
        for one in least.hours:
            # Two quarters of one year are served by the larger of the two.
            before = hours.get((one.pool, year))
            hours[one.pool, year] = one if before is None or one.hours > before.hours else before
        money |= {(one.payer, one.pot, year): one for one in least.money}
    return Changes(
        money=tuple(money[key] for key in sorted(money, key=str)), hours=tuple(hours[key] for key in sorted(hours))
    )


def _asking(lack: Lack, year: int, more: int) -> Changes:
    if lack.sort == "hours":
        return Changes(hours=(MoreHours(lack.of, more, year),))
    return Changes(money=(MoreMoney(lack.of, more, lack.pot, year),))


def _least(city: City, timeline: Timeline, lack: Lack, year: int) -> Changes | None:
    """The least number of hours or öre a year that gives what the slot lacks."""
    place = timeline.years.index(lack.slot) if isinstance(lack.slot, int) else timeline.horizon.index(lack.slot)
    before = _supply(city, timeline, lack).capacity[place]
    share = _share(city, timeline, lack, place)
    if not share:
        return None
    # What rounding down left of the slot's own may be all but a unit of it.
    guess = max(1, ceil((lack.amount - 1) / share) - 2)
    for more in range(guess, guess + _TRIES):
        asked = _asking(lack, year, more)
        if _supply(changed(city, asked, None), timeline, lack).capacity[place] - before >= lack.amount:
            return asked
    return None


def _supply(city: City, timeline: Timeline, lack: Lack) -> Supply:
    pools = [lack.of] if lack.sort == "hours" else []
    purses = [(lack.of, lack.pot)] if lack.pot is not None else []
    found = supplies(city, timeline, purses, pools)
    return next(one for one in found.values() if (one.sort, one.of, one.pot) == (lack.sort, lack.of, lack.pot))


def _share(city: City, timeline: Timeline, lack: Lack, place: int) -> Fraction:
    """About how much of a year's more reaches the slot; rounding takes a unit more."""
    if lack.sort == "hours":
        pool = city.competences[lack.of]
        year = timeline.year(place)
        return share_for_change(pool, city, timeline, year) * share_of_period(city, timeline, place)
    more = 10**9
    after = changed(city, _asking(lack, timeline.years[place], more), None)
    gained = _supply(after, timeline, lack).capacity[place] - _supply(city, timeline, lack).capacity[place]
    return Fraction(gained, more)
