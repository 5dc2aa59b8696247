"""What a key rests on, and how a delivery passes its cost on, as pages state it: truthfully, for each kind of key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from itgov.allocate.cost import in_force, presence_of
from itgov.message import Message, msg
from itgov.model.delivery import Delivery
from itgov.model.key import Basis, Key
from itgov.report.material import Material, Name

YEAR_MONTHS = 12
BASIS: dict[Basis, Message | None] = {
    "values": None,
    "per_year": msg("values by year: the take-up that is expected of each"),
    "equal": msg("equal shares: all who share it bear as much"),
    "shares": msg("fixed shares of the cost"),
    "mix": msg("a mix of other keys"),
}


@dataclass(frozen=True, slots=True)
class BoundView:
    """A floor and a cap; None where there is none."""

    name: Name
    least: Fraction | None
    most: Fraction | None
    reason: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """What a key rests on beside plain values; `kind` is None for those. All shares are of the cost."""

    name: Name
    kind: Message | None
    mix: tuple[tuple[Name, Fraction], ...]
    fixed: tuple[tuple[Name, Fraction], ...]
    bounds: tuple[BoundView, ...]
    unassigned: Fraction

    @property
    def is_plain(self) -> bool:
        """Whether it is in proportion to values, and nothing else."""
        return self.kind is None and not (self.fixed or self.bounds or self.unassigned)


def measure_view(material: Material, key: Key) -> MeasureView:
    """What a key rests on; what the readers may not know of is left out of its lists."""
    bounds = [one for one in key.bounds if material.shows(one.administration)]
    return MeasureView(
        name=material.name(key.id),
        kind=BASIS[key.basis],
        mix=tuple((material.name(part.key), part.weight) for part in key.mix),
        fixed=tuple((material.name(one), share) for one, share in key.shares.items() if material.shows(one)),
        bounds=tuple(
            BoundView(material.name(one.administration), one.least or None, _below_all(one.most), one.reason)
            for one in bounds
        ),
        unassigned=key.unassigned,
    )


def _below_all(share: Fraction) -> Fraction | None:
    return share if share < 1 else None


@dataclass(frozen=True, slots=True)
class OutsideView:
    """Who stands outside and why; `months` are those of planned years that it shares in part, by year, of twelve."""

    name: Name
    reason: str
    since: date | None
    until: date | None
    months: tuple[tuple[str, int], ...]


def outside_views(material: Material, one: Delivery) -> tuple[OutsideView, ...]:
    """The excluded in the order of the record."""
    return tuple(
        OutsideView(
            material.name(exclusion.administration),
            exclusion.reason,
            exclusion.since,
            exclusion.until,
            _months(material, one, exclusion.administration),
        )
        for exclusion in one.excluded
    )


def _months(material: Material, one: Delivery, administration: str) -> tuple[tuple[str, int], ...]:
    found = []
    for year in material.city.settings.plan.years:
        part = presence_of(material.city, one, year).get(administration, Fraction(0)) if in_force(one, year) else 0
        if 0 < part < 1:
            found.append((str(year), int(part * YEAR_MONTHS)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ServedView:
    """A delivery that is served: by a share of the cost, or by units of the volume per year."""

    name: Name
    share: Fraction | None
    units: tuple[tuple[str, int], ...]


def served_views(material: Material, one: Delivery) -> tuple[ServedView, ...]:
    """Whom the delivery serves, in the order of the record."""
    return tuple(
        ServedView(
            material.name(served.delivery),
            served.share,
            tuple((str(year), count) for year, count in sorted(served.units.items())),
        )
        for served in one.serves
    )
