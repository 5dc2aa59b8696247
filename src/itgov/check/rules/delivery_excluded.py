"""Administrations that stand outside a delivery for a time: days that agree, and somebody left to pay (D22)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.allocate.cost import in_force, presence_of, recipients_of
from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.delivery import Delivery, Exclusion
from itgov.model.describe import field


def _days(_city: City, delivery: Delivery) -> Iterator[Fault]:
    for index, one in enumerate(delivery.excluded):
        if one.since is not None and one.until is not None and one.since > one.until:
            yield Fault(
                At(delivery.id, ("excluded", index, "until")),
                msg(
                    "“{administration}” stands outside “{id}” until {until}, before it begins to on {since}",
                    administration=one.administration,
                    id=delivery.id,
                    until=one.until.isoformat(),
                    since=one.since.isoformat(),
                ),
                msg("turn the days round, or mend one of them"),
            )
            continue
        for earlier, other in enumerate(delivery.excluded[:index]):
            if other.administration == one.administration and _overlap(one, other):
                yield Fault(
                    At(delivery.id, ("excluded", index, "administration")),
                    msg(
                        "“{administration}” stands outside “{id}” twice at the same time",
                        administration=one.administration,
                        id=delivery.id,
                    ),
                    msg("make one of the two, or let the second begin on the day after the first ends"),
                    (Related(At(delivery.id, ("excluded", earlier, "administration")), msg("the other is here")),),
                )
                break


def _overlap(one: Exclusion, other: Exclusion) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)


def _year_without(city: City, delivery: Delivery) -> Iterator[Fault]:
    if not recipients_of(city, delivery):
        return
    empty = [
        year for year in city.settings.plan.years if in_force(delivery, year) and not presence_of(city, delivery, year)
    ]
    if empty:
        yield Fault(
            At(delivery.id, ("excluded",), key=True),
            msg(
                "nobody shares “{id}” in {years}: {excluded} leaves no one in any month",
                id=delivery.id,
                years=", ".join(map(str, empty)),
                excluded=field(Delivery, "excluded"),
            ),
            msg(
                "let those who use it share it, or let it be given only in the other years ({starts_on}, {retires_on})",
                starts_on=field(Delivery, "starts_on"),
                retires_on=field(Delivery, "retires_on"),
            ),
        )


_OUTSIDE = "data/deliveries/leverans-a.yaml:\n  excluded: [{{administration: it, reason: Eget, {}}}{}]\n"
_BOTH = ", {administration: hvo, reason: Eget, since: SINCE, until: 2027-12-31}"
EXCLUSION_DAYS_DISAGREE = Rule(
    "DEL016",
    "exclusion-days-disagree",
    "error",
    "D22",
    msg("Days that are turned round exclude nobody, and whoever is outside twice has two reasons for one month."),
    msg("Mend the days, so that each time outside stands once."),
    bad=_OUTSIDE.format("since: 2027-07-01, until: 2027-06-30", ""),
    good=_OUTSIDE.format("since: 2027-07-01, until: 2027-07-01", ""),
    over=(Delivery,),
    find=_days,
)
YEAR_WITHOUT_CONSUMER = Rule(
    "DEL017",
    "year-without-consumer",
    "error",
    "D22",
    msg("A year in which all stand outside has a cost that nobody is there to pay."),
    msg("Let somebody share it in each year that it is given."),
    bad=_OUTSIDE.format("until: 2027-12-31", _BOTH.replace("SINCE", "2027-01-01")),
    good=_OUTSIDE.format("until: 2027-12-31", _BOTH.replace("SINCE", "2027-02-01")),
    over=(Delivery,),
    find=_year_without,
    after=("DEL016",),
)

DELIVERY_EXCLUDED_RULES: tuple[Rule, ...] = (
    EXCLUSION_DAYS_DISAGREE,
    YEAR_WITHOUT_CONSUMER,
)
