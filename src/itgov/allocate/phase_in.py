"""A budget transfer year by year: at once, or in steps with caps; every year adds up to zero.

All transfers grow by the same share of the whole, so that whoever gives and whoever gets go at the same pace; where a
cap holds somebody back, it holds all back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.transfer import TKR, CannotTransfer, Transfer, by_grant, moved_ore, moves_between
from itgov.allocate.zero_sum import rounded_to_zero
from itgov.message import msg
from itgov.model.charge import Move
from itgov.model.city import City
from itgov.model.money import round_half_up
from itgov.model.settings import PhaseIn

LONGEST = 30
"""Years that a phase-in may take, caps and all."""


@dataclass(frozen=True, slots=True)
class Step:
    """What grants have changed by in a year, counted from before the model: by id, in öre and in tkr, sums zero.

    `share` is how much of the model's own transfer has been made; units that move take their money with them whole,
    in the year of the move by months.
    """

    year: int
    share: Fraction
    ore: Mapping[str, int]
    tkr: Mapping[str, int]


def steps(city: City, found: Transfer, setting: PhaseIn | None) -> tuple[Step, ...]:
    """The transfer from its year to the year when all of it is made, or the last planned year if that is later.

    Without a setting all of it is made in the first. Raises CannotTransfer where caps leave no step, or make the
    phase-in last longer than 30 years.
    """
    neutral = {one.administration_id: one.neutral_ore for one in found.taking_part}
    pace = Fraction(1) if setting is None else _pace(city, found, neutral, setting)
    last = max(found.year + _years(pace) - 1, city.settings.plan.years[-1])
    made = []
    for year in range(found.year, last + 1):
        share = min(Fraction(1), pace * (year - found.year + 1))
        ore = rounded_to_zero({one: share * amount for one, amount in neutral.items()})
        for one, moved in _moved(city, found, year).items():
            ore[one] += moved
        made.append(Step(year, share, ore, rounded_to_zero(ore, TKR)))
    return tuple(made)


def _pace(city: City, found: Transfer, neutral: Mapping[str, int], setting: PhaseIn) -> Fraction:
    """The share of the whole that is made each year: equal steps, or less where a cap is tighter."""
    pace = Fraction(1, setting.years)
    for one in sorted(neutral):
        cap = _cap(city, one, found.year, setting)
        if cap is not None and neutral[one]:
            pace = min(pace, cap / abs(neutral[one]))
    if not pace or _years(pace) > LONGEST:
        raise CannotTransfer(
            msg("with these caps the phase-in takes more than {years} years", years=LONGEST),
            msg("raise the cap of the phase-in (`allocation: phase_in`) in itgov.yaml, or take it away"),
        )
    return pace


def _cap(city: City, one: str, year: int, setting: PhaseIn) -> Fraction | None:
    caps = [] if setting.cap is None else [Fraction(setting.cap)]
    if setting.cap_share is not None:
        grant = city.administrations[one].committee_grant.get(year)
        if grant is None:
            raise CannotTransfer(
                msg("the cap is a share of the committee grant, and “{one}” has none for {year}", one=one, year=year),
                msg("write it under kommunbidrag (`committee_grant`) of the administration"),
            )
        caps.append(setting.cap_share * grant)
    return min(caps, default=None)


def _years(pace: Fraction) -> int:
    return -(-pace.denominator // pace.numerator)


def _moved(city: City, found: Transfer, year: int) -> dict[str, int]:
    by_transfer = {
        move.id: (move, _in_year(move, year)) for move in moves_between(city, found.today, year) if by_grant(city, move)
    }
    return moved_ore(by_transfer)


def _in_year(move: Move, year: int) -> int:
    """The year's whole amount; in the year of the move the months from it on, the month of the day included."""
    if year > move.on.year:
        return move.per_year
    return round_half_up(Fraction(move.per_year * (13 - move.on.month), 12))
