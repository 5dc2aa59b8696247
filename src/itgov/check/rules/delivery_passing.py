"""Costs that pass from delivery to delivery: that they end at somebody, by the city's method and its order (D22)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.check.rules.delivery_serving import (
    A_SERVES_B,
    B_ALONE,
    B_WITH,
    planned_years,
    share_served,
    whole_served,
)
from itgov.finding import SETTINGS, At, Fault
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field
from itgov.model.planning import Route
from itgov.model.settings import AllocationSetting, Settings


def _unused(delivery: Delivery, year: int) -> bool:
    return year in delivery.volumes and delivery.capacity.get(year, 0) > delivery.volumes[year]


def _ends_at_nobody(city: City, delivery: Delivery) -> Iterator[Fault]:
    for year in planned_years(city, delivery):
        problem = _closed(city, delivery, year) or _by_method(city, delivery, year)
        if problem is not None:
            yield Fault(
                At(delivery.id, ("serves",), key=True),
                problem,
                msg("let one of them have consumers too: serve others with less than all of it"),
            )
            return


def _wholly_served(city: City, delivery_id: str, year: int) -> Delivery | None:
    """The delivery, where others use all of it in the year."""
    found = city.deliveries.get(delivery_id)
    return found if found is not None and whole_served(found, year) == 1 and not _unused(found, year) else None


def _targets(delivery: Delivery, year: int) -> list[str]:
    return sorted({one.delivery for one in delivery.serves if share_served(delivery, one, year)})


def _reached(city: City, delivery: Delivery, year: int) -> set[str] | None:
    """All that its cost passes, where it never leaves deliveries that serve others only; None where it does."""
    seen: set[str] = set()
    waiting = [delivery.id]
    while waiting:
        found = _wholly_served(city, waiting.pop(), year)
        if found is None:
            return None
        more = [name for name in _targets(found, year) if name not in seen]
        seen.update(more)
        waiting += more
    return seen


def _closed(city: City, delivery: Delivery, year: int) -> Message | None:
    """Told once, at the smallest id of a circle; whoever only leads into it is told there."""
    reached = _reached(city, delivery, year)
    if reached is None or delivery.id not in reached:
        return None
    circle = [name for name in sorted(reached) if delivery.id in (_reached(city, city.deliveries[name], year) or ())]
    if delivery.id != circle[0]:
        return None
    return msg("in {year} these serve only each other, so that nobody pays: {ids}", year=year, ids=", ".join(circle))


def _by_method(city: City, delivery: Delivery, year: int) -> Message | None:
    """Where the city's method leaves out all that it does; a loop is told apart."""
    setting = city.settings.allocation
    if setting.method == "reciprocal" or _wholly_served(city, delivery.id, year) is None:
        return None
    after = setting.order[setting.order.index(delivery.id) + 1 :] if delivery.id in setting.order else ()
    counted = [
        name
        for name in _targets(delivery, year)
        if setting.method == "step_down"
        and name != delivery.id
        and (name in after or (delivery.id in setting.order and name not in setting.order))
    ]
    if counted:
        return None
    return msg(
        "in {year} “{id}” serves only deliveries that the method of the city ({method}) passes nothing on to",
        year=year,
        id=delivery.id,
        method=setting.method,
    )


def _steps(city: City, settings: Settings) -> Iterator[Fault]:
    order = settings.allocation.order
    serving = [one.id for one in city.deliveries.values() if one.serves]
    for index, name in enumerate(order):
        if name in order[:index]:
            yield _step(index, msg("“{id}” stands twice in the {order} of the steps", id=name, order=_ORDER))
        elif name in city.deliveries and name not in serving:
            yield _step(
                index, msg("“{id}” stands in the {order} of the steps, but serves nobody", id=name, order=_ORDER)
            )
    missing = sorted(set(serving) - set(order))
    if settings.allocation.method == "step_down" and missing:
        route: Route = ("allocation", "order") if order else ("allocation", "method")
        yield Fault(
            At(SETTINGS, route, key=bool(order)),
            msg(
                "the {order} of the steps does not say when {missing} are passed on, which serve others",
                order=_ORDER,
                missing=", ".join(missing),
            ),
            msg("name every delivery that serves others once, the first to pass its cost on first"),
        )


def _step(index: int, problem: Message) -> Fault:
    return Fault(
        At(SETTINGS, ("allocation", "order", index)),
        problem,
        msg("name every delivery that serves others once, the first to pass its cost on first"),
    )


_ORDER = field(AllocationSetting, "order")
COST_ENDS_AT_NOBODY = Rule(
    "DEL009",
    "cost-ends-at-nobody",
    "error",
    "D22",
    msg("Deliveries that serve only each other pass their cost round and round, and nobody is there to pay it."),
    msg("Let one of them have consumers too."),
    bad=A_SERVES_B.format("share: 100 %", "") + B_WITH.format("  serves: [{delivery: leverans-a, share: 100 %}]\n"),
    good=A_SERVES_B.format("share: 100 %", "") + B_WITH.format("  serves: [{delivery: leverans-a, share: 99 %}]\n"),
    over=(Delivery,),
    find=_ends_at_nobody,
)
STEPS_OUT_OF_ORDER = Rule(
    "DEL015",
    "steps-out-of-order",
    "error",
    "D22",
    msg("Step by step, the order settles who pays for whom: where it does not name all, once each, there is no split."),
    msg("Name every delivery that serves others once, in the order in which they pass their cost on."),
    bad=A_SERVES_B.format("share: 20 %", "") + B_ALONE + "itgov.yaml: {allocation: {method: step_down}}\n",
    good=A_SERVES_B.format("share: 20 %", "")
    + B_ALONE
    + "itgov.yaml: {allocation: {method: step_down, order: [leverans-a]}}\n",
    over=(Settings,),
    find=_steps,
)


DELIVERY_PASSING_RULES: tuple[Rule, ...] = (
    COST_ENDS_AT_NOBODY,
    STEPS_OUT_OF_ORDER,
)
