"""What would be best if something were otherwise, and what it costs to have one's way.

Everything here is found by solving the changed problem, never by guessing; where a solve leaves a gap, an answer
is the interval that the gaps of both plans leave open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from itgov.agenda.build import NOTHING_MORE, Demand, Preparation, build
from itgov.agenda.changes import Changes, WrongChange, changed
from itgov.agenda.compare import Comparison, compare
from itgov.agenda.plan import Plan
from itgov.agenda.proposal import choice_of, propose_from
from itgov.agenda.result import Progress
from itgov.agenda.standing import never_chosen
from itgov.message import Message, msg
from itgov.model.city import City

Tell = Callable[[Progress], None]


def what_if(
    city: City,
    changes: Changes,
    base: Plan,
    *,
    demand: Demand = NOTHING_MORE,
    gap: Fraction,
    node_limit: int | None = None,
    progress: Tell | None = None,
) -> tuple[City, Plan]:
    """The city as it would be, and its best plan, begun from `base` where that still holds.

    `city` and `demand` are what `base` was made for (of a scenario: `asked_city`). What is to be otherwise is said
    last, and wins over what was demanded before. Raises WrongChange for a change that cannot be made, such as
    dropping what the law demands.
    """
    altered = changed(city, changes, base)
    force, drop = demand.force - {*changes.drop}, demand.drop - {*changes.force}
    preparation = build(altered, Demand(force | {*changes.force}, drop | {*changes.drop}))
    for one in changes.force:
        _check_forced(preparation, one)
    for one in changes.drop:
        _check_dropped(build(altered, Demand(force, drop)), one)
    hint = choice_of(base)
    after = propose_from(altered, preparation, gap=gap, node_limit=node_limit, hint=hint, progress=progress)
    if after.interrupted:
        # Half a search would answer another question than the one that was asked.
        raise KeyboardInterrupt
    return altered, after


@dataclass(frozen=True, slots=True)
class Price:
    """What having or missing one initiative costs: from `least` to `most` öre of net benefit, equal where proven.

    `after` is the best plan found then, `comparison` what differs from the base plan. Where there is no such
    plan, `after` holds the obstacles, and the rest is None.
    """

    initiative: str
    after: Plan
    least: int | None = None
    most: int | None = None
    comparison: Comparison | None = None


def price_of(
    city: City,
    base: Plan,
    one: str,
    *,
    demand: Demand = NOTHING_MORE,
    gap: Fraction,
    node_limit: int | None = None,
    progress: Tell | None = None,
) -> Price:
    """The price of forcing in an initiative that `base` does not hold, or of dropping one that it does.

    Of two plans proven to lie in an interval each, the difference of the best lies between the two widest
    differences, and is never below 0 since the base problem allows all that the changed one does.
    `city` and `demand` are what `base` was made for. Raises WrongChange where it can be neither, or is demanded to be
    in or out: a plan without that demand is none of those that `base` is the best of.
    """
    if one in demand.force | demand.drop:
        raise WrongChange(
            msg("“{id}” has no price in this scenario, which itself says whether it is in", id=one),
            msg("ask about an agenda of the records as they are, or compare the two with `itgov agenda compare`"),
        )
    held = any(line.id == one for line in base.chosen)
    changes = Changes(drop=(one,)) if held else Changes(force=(one,))
    _, after = what_if(city, changes, base, demand=demand, gap=gap, node_limit=node_limit, progress=progress)
    if after.value is None or base.value is None:
        return Price(one, after)
    least = None if after.bound is None else max(0, base.value - after.bound)
    most = None if base.bound is None else max(0, base.bound - after.value)
    return Price(one, after, least, most, compare(base, after))


def settled(preparation: Preparation, one: str) -> Message | None:
    """Why an initiative has no price: it must be in every plan, or no plan may choose it; None for one that has."""
    allowed = preparation.permitted.get(one)
    if allowed is None:
        return not_up_for_choice(preparation, one)
    return None if allowed.mandatory is None else msg("it is mandatory ({mandatory})", mandatory=allowed.mandatory)


def _check_forced(preparation: Preparation, one: str) -> None:
    if one in preparation.permitted:
        return
    reason = not_up_for_choice(preparation, one)
    raise WrongChange(msg("“{id}” cannot be forced in: {reason}", id=one, reason=reason))


def _check_dropped(preparation: Preparation, one: str) -> None:
    allowed = preparation.permitted.get(one)
    if allowed is None:
        reason = not_up_for_choice(preparation, one)
        raise WrongChange(msg("“{id}” cannot be dropped: {reason}", id=one, reason=reason))
    if allowed.mandatory is not None:
        raise WrongChange(
            msg("“{id}” cannot be dropped: {reason}", id=one, reason=settled(preparation, one) or allowed.mandatory),
            msg("see what moving its deadline would do by changing its record"),
        )


def not_up_for_choice(preparation: Preparation, one: str) -> Message:
    """Why an initiative is none that a plan may choose."""
    left = next((left.reason for left in preparation.left_out if left.id == one), None)
    if left is not None:
        return left
    return never_chosen(preparation.standing, one) or msg("it does not compete")
