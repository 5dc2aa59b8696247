"""What work draws of each shared thing."""

from __future__ import annotations

from itgov.agenda.standing import changed_systems
from itgov.agenda.work import Way
from itgov.model.city import City
from itgov.model.initiative import Initiative


def uses(initiative: Initiative, way: Way, city: City) -> dict[str, tuple[int, ...]]:
    """Amounts for each period of the work, by resource id, sorted.

    Hours and öre as the way has them; one large change in each administration that must absorb it,
    and one rebuild of each system it changes, for as long as it runs.
    """
    drawn = {f"hours:{pool}": row for pool, row in way.hours.items()}
    drawn |= {f"money:{payer}:{pot}": row for (payer, pot), row in way.money.items()}
    once = (1,) * way.length
    drawn |= {f"change:{one}": once for one in set(initiative.large_change_for) if one in city.administrations}
    drawn |= {f"system:{one}": once for one in changed_systems(initiative, city)}
    return dict(sorted(drawn.items()))
