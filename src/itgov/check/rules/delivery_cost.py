"""What base deliveries cost: for every year they are given, in no other, and shared by somebody (D22)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.allocate.cost import in_force, recipients_of
from itgov.allocate.indexed import follows
from itgov.check.rule import Rule
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.delivery import CostPart, Delivery
from itgov.model.describe import choice, field
from itgov.model.money import format_amount


def _hole(city: City, delivery: Delivery) -> Iterator[Fault]:
    planned = [year for year in city.settings.plan.years if in_force(delivery, year)]
    for index, part in enumerate(delivery.cost_parts):
        if part.asset is not None or not part.per_year:
            continue
        missing = [year for year in planned if year not in part.per_year and not follows(part, year)]
        if missing:
            yield Fault(
                At(delivery.id, ("cost_parts", index, "per_year"), key=True),
                msg(
                    "the cost part “{part}” of “{id}” has no amount for {years}, when the delivery is given",
                    part=part.name,
                    id=delivery.id,
                    years=", ".join(map(str, missing)),
                ),
                msg(
                    "write the amount for each planned year, 0 kr where the part costs nothing then; "
                    "or name the index that later years follow"
                ),
                (Related(At(SETTINGS, ("horizon",), key=True), msg("the planned years are set here")),),
            )


def _nobody_shares(city: City, delivery: Delivery) -> Iterator[Fault]:
    if not recipients_of(city, delivery):
        yield Fault(
            At(delivery.id, ("excluded",) if delivery.excluded else ("key",), key=True),
            msg(
                "nobody shares “{id}”: {excluded} names all who would",
                id=delivery.id,
                excluded=field(Delivery, "excluded"),
            ),
            msg(
                "let those who use it share it, or retire the delivery with {retires_on}",
                retires_on=field(Delivery, "retires_on"),
            ),
        )


def _outside(city: City, delivery: Delivery) -> Iterator[Fault]:
    """Told once, on the first part: what is wrong is as a rule the day, and all parts have it alike."""
    if delivery.starts_on is None and delivery.retires_on is None:
        return
    found = [
        (At(delivery.id, ("cost_parts", index, "per_year", str(years[0])), key=True), part, years)
        for index, part in enumerate(delivery.cost_parts)
        if (years := _years_outside(delivery, part))
    ]
    if not found:
        return
    where, part, years = found[0]
    early = delivery.starts_on is not None and years[0] < delivery.starts_on.year
    day = At(delivery.id, ("starts_on" if early else "retires_on",))
    yield Fault(
        where,
        msg(
            "the cost part “{part}” of “{id}” has amounts for {years}, when the delivery is not given: "
            "they are split on nobody",
            part=part.name,
            id=delivery.id,
            years=", ".join(map(str, years)),
        ),
        msg("take these amounts away, or mend the day"),
        (
            Related(day, msg("it starts here") if early else msg("it ends here")),
            *(Related(at, msg("“{part}” has such amounts, too", part=other.name)) for at, other, _ in found[1:]),
        ),
    )


def _years_outside(delivery: Delivery, part: CostPart) -> list[int]:
    return sorted(year for year, ore in part.per_year.items() if ore and not in_force(delivery, year))


def _worn_out(city: City, delivery: Delivery) -> Iterator[Fault]:
    first = city.settings.plan.first.first_day
    for index, part in enumerate(delivery.cost_parts):
        asset = part.asset
        if asset is None:
            continue
        end = asset.in_service.year + asset.life_years, asset.in_service.month, asset.in_service.day
        if end <= (first.year, first.month, first.day):
            yield Fault(
                At(delivery.id, ("cost_parts", index, "asset", "life_years")),
                msg(
                    "the asset “{part}” of “{id}” was written off in {year}, before the planned years",
                    part=part.name,
                    id=delivery.id,
                    year=end[0],
                ),
                msg("take the part away, or write what replaced it; if it still costs, mend life or day of service"),
            )


def _outlay_twice(city: City, delivery: Delivery) -> Iterator[Fault]:
    assets = [part for part in delivery.cost_parts if part.asset is not None]
    if not assets:
        return
    for index, part in enumerate(delivery.cost_parts):
        same = next((one for one in assets if _same_outlay(part, one)), None)
        if same is not None:
            assert same.asset is not None
            place = delivery.cost_parts.index(same)
            yield Fault(
                At(delivery.id, ("cost_parts", index, "name")),
                msg(
                    "“{id}” has “{part}” both as yearly money and as an asset of {outlay}: it is counted twice",
                    id=delivery.id,
                    part=part.name,
                    outlay=format_amount(same.asset.outlay),
                ),
                msg("keep the asset, whose capital cost is computed, and take the yearly amounts away"),
                (Related(At(delivery.id, ("cost_parts", place, "asset"), key=True), msg("the asset is here")),),
            )


def _same_outlay(part: CostPart, with_asset: CostPart) -> bool:
    """Whether yearly money has the asset's name, or is capital of exactly its outlay."""
    if part.asset is not None or not part.per_year or with_asset.asset is None:
        return False
    outlay = with_asset.asset.outlay
    return part.name.casefold() == with_asset.name.casefold() or (
        part.category == "capital" and outlay in part.per_year.values()
    )


def _steps_unknown(city: City, delivery: Delivery) -> Iterator[Fault]:
    for index, part in enumerate(delivery.cost_parts):
        if part.behaviour == "stepped" and not part.step_capacity:
            yield Fault(
                At(delivery.id, ("cost_parts", index, "behaviour")),
                msg(
                    "the cost part “{part}” of “{id}” is {stepped}, but {capacity} does not say what a step holds",
                    part=part.name,
                    id=delivery.id,
                    stepped=choice("stepped"),
                    capacity=field(CostPart, "step_capacity"),
                ),
                msg(
                    "write how many of its unit, {unit}, one step carries; where nothing comes in steps, write “fixed”",
                    unit=delivery.unit,
                ),
            )


_STAFF = "name: Personal, category: staff, behaviour: fixed"
_DELIVERY = "data/deliveries/leverans-a.yaml: {{cost_parts: [{}]}}\n"
_BOTH_YEARS = f"{{{_STAFF}, per_year: {{2027: 90 tkr, 2028: 90 tkr}}}}"
_SERVERS = "{name: Servrar, category: capital, behaviour: fixed, asset: {outlay: 900 tkr, in_service: 2022-01-01, "
COST_MISSING_FOR_YEAR = Rule(
    "DEL003",
    "cost-missing-for-year",
    "warning",
    "D22",
    msg("A year without an amount is split as if the part were free, and everyone's share falls on paper."),
    msg("Write an amount for each planned year in which the delivery is given."),
    bad=_DELIVERY.format(f"{{{_STAFF}, per_year: {{2027: 90 tkr}}}}"),
    good=_DELIVERY.format(f"{{{_STAFF}, per_year: {{2027: 90 tkr, 2028: 0 kr}}}}"),
    over=(Delivery,),
    find=_hole,
)
NOBODY_SHARES_DELIVERY = Rule(
    "DEL004",
    "nobody-shares-delivery",
    "error",
    "D22",
    msg("A delivery whose cost nobody shares is paid by whoever delivers it."),
    msg("Let those who use it share it, or retire it."),
    bad=(
        "data/deliveries/leverans-a.yaml:\n  excluded: [{administration: hvo, reason: Har eget},"
        " {administration: it, reason: Har eget}]\n"
    ),
    good="data/deliveries/leverans-a.yaml: {excluded: [{administration: it, reason: Har eget}]}\n",
    over=(Delivery,),
    find=_nobody_shares,
)
COST_OUTSIDE_DELIVERY = Rule(
    "DEL005",
    "cost-outside-delivery",
    "warning",
    "D22",
    msg("An amount for a year when the delivery is not given is split on nobody, and vanishes."),
    msg("Take the amount away, or mend the first or last day."),
    bad="data/deliveries/leverans-a.yaml: {retires_on: 2027-12-31}\n",
    good="data/deliveries/leverans-a.yaml: {retires_on: 2028-01-01}\n",
    over=(Delivery,),
    find=_outside,
)
CAPITAL_AFTER_LIFE = Rule(
    "DEL006",
    "capital-after-life",
    "warning",
    "D22",
    msg("An asset that is written off costs nothing more: what stands there is history, or its successor is missing."),
    msg("Take the part away, or write what replaced it."),
    bad=_DELIVERY.format(f"{_BOTH_YEARS}, {_SERVERS}life_years: 5}}}}"),
    good=_DELIVERY.format(f"{_BOTH_YEARS}, {_SERVERS}life_years: 6}}}}"),
    over=(Delivery,),
    find=_worn_out,
)
OUTLAY_COUNTED_TWICE = Rule(
    "DEL007",
    "outlay-counted-twice",
    "error",
    "D22",
    msg("The outlay or the capital cost is counted, never both."),
    msg("Keep the asset, and take the yearly amounts away."),
    bad=_DELIVERY.format(
        f"{{name: servrar, category: capital, behaviour: fixed, per_year: {{2027: 90 tkr, 2028: 90 tkr}}}},"
        f" {_SERVERS}life_years: 6}}}}"
    ),
    good=_DELIVERY.format(f"{_BOTH_YEARS}, {_SERVERS}life_years: 6}}}}"),
    over=(Delivery,),
    find=_outlay_twice,
)
STEPPED_WITHOUT_CAPACITY = Rule(
    "DEL008",
    "stepped-without-capacity",
    "warning",
    "D22",
    msg("A unit price over a cost that comes in steps promises a saving that nobody gets before a whole step is gone."),
    msg("Write how many units one step carries, or that the part is fixed."),
    bad=_DELIVERY.format("{name: Personal, category: staff, behaviour: stepped, per_year: {2027: 1 kr, 2028: 1 kr}}"),
    good=_DELIVERY.format(
        "{name: Personal, category: staff, behaviour: stepped, step_capacity: 500, per_year: {2027: 1 kr, 2028: 1 kr}}"
    ),
    over=(Delivery,),
    find=_steps_unknown,
)

DELIVERY_COST_RULES: tuple[Rule, ...] = (
    COST_MISSING_FOR_YEAR,
    NOBODY_SHARES_DELIVERY,
    COST_OUTSIDE_DELIVERY,
    CAPITAL_AFTER_LIFE,
    OUTLAY_COUNTED_TWICE,
    STEPPED_WITHOUT_CAPACITY,
)
