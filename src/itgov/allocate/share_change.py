"""Why an administration's share of all that is split rose or fell: what each cause adds to it beyond its part.

With `A` what it pays, `T` what all pay together, and `Ā`, `T̄` and `s̄` the means of before and after,

    A/T after - A/T before = (ΔA - s̄ ΔT) / T̄,

exactly. So each cause moves the share by what it adds to the administration beyond its mean share of what it adds to
all; a cost that rises alike for all moves no share. The effects make the change, in fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.change import FACTORS, Factor, summed
from itgov.allocate.comparison import Compared


@dataclass(frozen=True, slots=True)
class ShareChange:
    """A share of all that is split, before and after, and what each cause and each delivery or system moves it by."""

    before: Fraction
    after: Fraction
    why: Mapping[Factor, Fraction]
    sources: Mapping[str, Fraction]

    @property
    def change(self) -> Fraction:
        """After less before."""
        return self.after - self.before

    @property
    def difference(self) -> Fraction:
        """What the causes leave unexplained: 0."""
        return self.change - sum(self.why.values(), Fraction(0))


def share_change(found: Compared, administration: str) -> ShareChange | None:
    """The administration's share on both sides, and why it moved; None where a side splits nothing, or less."""
    before, after = (
        sum(row.before_ore for row in found.administrations),
        sum(row.after_ore for row in found.administrations),
    )
    if before <= 0 or after <= 0:
        return None
    (own,) = (row for row in found.administrations if row.id == administration)
    shares = Fraction(own.before_ore, before), Fraction(own.after_ore, after)
    mean_share, mean_total = (shares[0] + shares[1]) / 2, Fraction(before + after, 2)

    def moved(own_ore: int, all_ore: int) -> Fraction:
        return (own_ore - mean_share * all_ore) / mean_total

    mine = summed((line for line in found.lines if line.administration_id == administration), lambda one: one.source_id)
    why = {
        factor: moved(own.why.get(factor, 0), sum(row.why.get(factor, 0) for row in found.administrations))
        for factor in FACTORS
    }
    sources = {}
    for row in found.sources:
        was, now, _ = mine.get(row.id, (0, 0, {}))
        sources[row.id] = moved(now - was, row.change_ore)
    return ShareChange(
        shares[0],
        shares[1],
        {factor: value for factor, value in why.items() if value},
        {name: value for name, value in sources.items() if value},
    )
