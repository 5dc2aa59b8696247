"""What IT takes of a committee's grant, by what is counted: the shared part, as the split tells it, or all (D31)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.balance import Balance, FlowSort
from itgov.model.city import City


@dataclass(frozen=True, slots=True)
class GrantShare:
    """One administration's IT cost of a year beside its committee's grant, above 0; all in öre, no one-off money.

    `shared_ore` is what it pays of base deliveries and shared systems, `own_ore` its own systems, `added_ore` the
    operation that the agenda adds. Systems that several pay for without a key are in none of them.
    """

    administration_id: str
    year: int
    grant_ore: int
    shared_ore: int
    own_ore: int
    added_ore: int

    @property
    def ore(self) -> int:
        """All three."""
        return self.shared_ore + self.own_ore + self.added_ore

    def of(self, ore: int) -> Fraction:
        """An amount as a share of the grant."""
        return Fraction(ore, self.grant_ore)


def grant_shares(found: Balance, city: City) -> tuple[GrantShare, ...]:
    """Every administration and planned year with a committee grant, by id and year."""
    sums: dict[tuple[str, int, FlowSort], int] = defaultdict(int)
    for flow in found.flows:
        sums[flow.party, flow.year, flow.sort] -= flow.ore
    return tuple(
        GrantShare(
            one, year, grant, sums[one, year, "delivery"], sums[one, year, "own_system"], sums[one, year, "operating"]
        )
        for one, administration in sorted(city.administrations.items())
        for year in found.planned_years
        if (grant := administration.committee_grant.get(year))
    )
