"""IT cost as a share of the committee's grant as plain data and as tables, each named by what it counts."""

from __future__ import annotations

from itgov.allocate.balance import Balance
from itgov.allocate.grant_share import GrantShare, grant_shares
from itgov.allocate.names import short_name
from itgov.allocate.sheet import Percent, Sheet
from itgov.message import msg
from itgov.model.city import City

Data = dict[str, object]


def share_data(one: GrantShare) -> Data:
    """`amount_ore` and `share` are of all IT cost, `shared…` of base deliveries and shared systems alone."""
    return {
        "administration": one.administration_id,
        "year": one.year,
        "grant_ore": one.grant_ore,
        "shared_ore": one.shared_ore,
        "own_systems_ore": one.own_ore,
        "added_ore": one.added_ore,
        "amount_ore": one.ore,
        "shared_share": str(one.of(one.shared_ore)),
        "share": str(one.of(one.ore)),
    }


def parts_of_grant_sheet(found: Balance, city: City) -> Sheet:
    """The first planned year, by what is counted: why the share is another one than the split's."""
    year = found.planned_years[0]
    return Sheet(
        msg("IT cost {year} as a share of the committee's grant, by what is counted", year=str(year)),
        (
            "",
            msg("shared IT, as in the split"),
            msg("own systems"),
            msg("added operation"),
            msg("all IT cost"),
        ),
        tuple(
            (
                short_name(city, one.administration_id),
                *(Percent(one.of(ore)) for ore in (one.shared_ore, one.own_ore, one.added_ore, one.ore)),
            )
            for one in grant_shares(found, city)
            if one.year == year
        ),
    )


def grant_sheet(found: Balance, city: City) -> Sheet:
    """All that is counted, in every planned year."""
    shares = {(one.administration_id, one.year): one.of(one.ore) for one in grant_shares(found, city)}
    return Sheet(
        msg("All IT cost as a share of the committee's grant: shared, own systems and added operation"),
        ("", *map(str, found.planned_years)),
        tuple(
            (
                short_name(city, one),
                *(Percent(shares[one, year]) if (one, year) in shares else None for year in found.planned_years),
            )
            for one in sorted({one for one, _ in shares})
        ),
    )
