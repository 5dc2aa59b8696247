"""A budget transfer year by year: at once, or in steps with caps; every year adds up to zero.

All transfers grow by the same share of the whole, so that whoever gives and whoever gets go at the same pace; where a
cap holds somebody back, it holds all back. The split is paid in full from the first year: what of the transfer is not
made yet each committee bears, or is spared, itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.labels import listed
from itgov.allocate.shares import Allocation, allocate
from itgov.allocate.transfer import (
    TKR,
    CannotTransfer,
    Position,
    Transfer,
    by_grant,
    left_to_nobody,
    moved_ore,
    moves_between,
    owed,
)
from itgov.allocate.zero_sum import rounded_to_zero
from itgov.message import Message, msg
from itgov.model.charge import Move
from itgov.model.city import City
from itgov.model.money import round_half_up
from itgov.model.settings import PhaseIn

LONGEST = 30
"""Years that a phase-in may take, caps and all."""


@dataclass(frozen=True, slots=True)
class Step:
    """A year of the transfer, counted from before the model, by id: all but `pays` of those with grants, sums zero.

    `share` is how much of the model's own transfer has been made, `made` that in öre. Units that move take their money
    with them whole (`moved`), in the year of the move by months. `ore` is both together, and `tkr` what is decided of
    it. `left` and `left_tkr` are what is not made yet: above 0 a committee bears it itself.

    `pays` is what each pays by the year's own split, whoever it is, and `beside` what that leaves to nobody; None
    where the year is not planned, or its cost is not split whole.
    """

    year: int
    share: Fraction
    made: Mapping[str, int]
    moved: Mapping[str, int]
    tkr: Mapping[str, int]
    left: Mapping[str, int]
    left_tkr: Mapping[str, int]
    pays: Mapping[str, int] | None
    beside: Mapping[str, int] | None

    @property
    def ore(self) -> Mapping[str, int]:
        """The exact change of each grant."""
        return {one: made + self.moved.get(one, 0) for one, made in self.made.items()}

    def changed(self, position: Position) -> int | None:
        """What the year costs more than today beyond the whole transfer: its own change of cost, or of its price."""
        if self.pays is None:
            return None
        return self.pays.get(position.administration_id, 0) - position.today_ore - position.neutral_ore

    def net(self, position: Position) -> int | None:
        """What it pays beyond today's payment and the change of its grant: left to bear, and changed cost."""
        changed = self.changed(position)
        return None if changed is None else self.left.get(position.administration_id, 0) + changed


def steps(city: City, found: Transfer, setting: PhaseIn | None) -> tuple[Step, ...]:
    """The transfer from its year to the year when all of it is made, or the last planned year if that is later.

    Without a setting all of it is made in the first. Raises CannotTransfer where caps leave no step, or make the
    phase-in last longer than 30 years.
    """
    neutral = {one.administration_id: one.neutral_ore for one in found.taking_part}
    pace = Fraction(1) if setting is None else _pace(city, found, neutral, setting)
    planned = city.settings.plan.years
    years = range(found.year, max(found.year + _years(pace) - 1, planned[-1]) + 1)
    costs = allocate(city, [year for year in years if year in planned])
    return tuple(
        _step(city, found, neutral, year, min(Fraction(1), pace * (year - found.year + 1)), costs) for year in years
    )


def _step(
    city: City, found: Transfer, neutral: Mapping[str, int], year: int, share: Fraction, costs: Allocation
) -> Step:
    made = rounded_to_zero({one: share * amount for one, amount in neutral.items()})
    moved = _moved(city, found, year)
    whole = rounded_to_zero({one: amount + moved.get(one, 0) for one, amount in neutral.items()}, TKR)
    tkr = rounded_to_zero({one: amount + moved.get(one, 0) for one, amount in made.items()}, TKR)
    is_whole = year in costs.years and not any(line.year == year for line in costs.unsplit_lines)
    return Step(
        year=year,
        share=share,
        made=made,
        moved=moved,
        tkr=tkr,
        left={one: neutral[one] - made[one] for one in made},
        left_tkr={one: whole[one] - tkr[one] for one in tkr},
        pays=owed(costs, year) if is_whole else None,
        beside=left_to_nobody(costs, year) if is_whole else None,
    )


def is_at_once(made: tuple[Step, ...]) -> bool:
    """Whether grants change in the first year and never again."""
    return all(step.tkr == made[0].tkr for step in made)


def phased(made: tuple[Step, ...]) -> tuple[Step, ...]:
    """The years to be told one by one: to the first in which all is made, or further where grants change later still.

    The first alone where all is made at once.
    """
    last = max(at for at, step in enumerate(made) if at == 0 or step.tkr != made[at - 1].tkr)
    return made[: last + 1]


def told_of(made: tuple[Step, ...]) -> tuple[Message, ...]:
    """What the years of a phase-in mean, and which of them lack what is paid; nothing where all is made at once."""
    if is_at_once(made):
        return ()
    notes = [
        msg(
            "the split is paid in full from {year} on: pays today + transfer made + left to bear + changed cost = pays "
            "by the split; what is left to bear each committee finds itself, below 0 it is spared as much, and the sum "
            "is 0 every year",
            year=str(made[0].year),
        ),
        msg("each column is rounded to tkr by itself, so that a row may be 1 or 2 tkr from its sum"),
    ]
    unknown = [step.year for step in phased(made) if step.pays is None]
    if unknown:
        notes.append(
            msg(
                "what each pays by the split in {years} is not known: the year is not planned, or not split whole",
                years=listed(unknown),
            )
        )
    return tuple(notes)


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
