"""What deliveries are built for, beside what is used of it (D22)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.check.rules.delivery_serving import planned_years
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field


def _capacity_alone(city: City, delivery: Delivery) -> Iterator[Fault]:
    years = [
        year for year in planned_years(city, delivery) if year in delivery.capacity and year not in delivery.volumes
    ]
    if years:
        yield Fault(
            At(delivery.id, ("capacity", str(years[0])), key=True),
            msg(
                "“{id}” has a {capacity} for {years} and no {volumes}: what is unused of it cannot be told",
                id=delivery.id,
                capacity=field(Delivery, "capacity"),
                years=", ".join(map(str, years)),
                volumes=field(Delivery, "volumes"),
            ),
            msg("write the volume of the year, or take its capacity away"),
        )


def _too_small(city: City, delivery: Delivery) -> Iterator[Fault]:
    over = [
        year
        for year in planned_years(city, delivery)
        if year in delivery.capacity and delivery.volumes.get(year, 0) > delivery.capacity[year]
    ]
    if over:
        yield Fault(
            At(delivery.id, ("capacity", str(over[0]))),
            msg(
                "“{id}” is built for {capacity} in {year}, and its {volumes} is {volume}",
                id=delivery.id,
                capacity=delivery.capacity[over[0]],
                year=over[0],
                volumes=field(Delivery, "volumes"),
                volume=delivery.volumes[over[0]],
            ),
            msg("plan for more capacity and its cost, or mend the volume"),
            (Related(At(delivery.id, ("volumes", str(over[0]))), msg("the volume is here")),),
        )


CAPACITY_WITHOUT_VOLUME = Rule(
    "DEL013",
    "capacity-without-volume",
    "error",
    "D22",
    msg("Unused capacity is what the volume leaves of it: without a volume all of it, or none, may be unused."),
    msg("Write the volume of the year."),
    bad="data/deliveries/leverans-a.yaml: {capacity: {2027: 500, 2028: 500}, volumes: }\n",
    good="data/deliveries/leverans-a.yaml: {capacity: {2027: 500, 2028: 500}}\n",
    over=(Delivery,),
    find=_capacity_alone,
)
CAPACITY_BELOW_VOLUME = Rule(
    "DEL014",
    "capacity-below-volume",
    "warning",
    "D22",
    msg("A delivery that is planned for more than it is built for will cost more, or not be given to all."),
    msg("Plan for more capacity, or mend the volume."),
    bad="data/deliveries/leverans-a.yaml: {capacity: {2027: 399, 2028: 400}}\n",
    good="data/deliveries/leverans-a.yaml: {capacity: {2027: 400, 2028: 400}}\n",
    over=(Delivery,),
    find=_too_small,
)

DELIVERY_CAPACITY_RULES: tuple[Rule, ...] = (
    CAPACITY_WITHOUT_VOLUME,
    CAPACITY_BELOW_VOLUME,
)
