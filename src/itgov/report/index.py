"""The start page: what there is to read, for whom, on which settings, and how much of it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from itgov.message import Message
from itgov.model.kinds import KINDS
from itgov.report.labels import PERIOD_LENGTH, POT
from itgov.report.material import Material
from itgov.report.page import Sheet


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of a kind the readers see, and how many of them have invented figures."""

    label: Message
    count: int
    invented: int


@dataclass(frozen=True, slots=True)
class IndexView:
    """The start page. `hidden` counts records that these readers do not see."""

    city: str
    agenda: bool
    administrations: tuple[tuple[str, str], ...]
    kinds: tuple[KindCount, ...]
    hidden: int
    price_year: str
    first: str
    last: str
    period_length: Message
    discount_rate: Fraction
    internal_interest: Fraction
    evaluation_years: int
    reserve_hours: tuple[Fraction, ...]
    reserve_money: tuple[Fraction, ...]
    carry_over: tuple[Message, ...]
    large_changes: int
    unpriced_rate_ore: int | None
    calendar: tuple[tuple[str, str], ...]


def sheets(material: Material) -> tuple[Sheet, ...]:
    """One page, index.md."""
    behind = [record.id for record in material.seen.records()]
    return (material.sheet("index.md", "index.md.j2", index_view(material), behind),)


def index_view(material: Material) -> IndexView:
    """Kinds in their listed order, administrations by id, the calendar in the order of the year."""
    settings, seen = material.city.settings, material.seen
    return IndexView(
        city=settings.name,
        agenda=material.plan is not None,
        administrations=tuple((one.id, one.name) for one in seen.administrations.values()),
        kinds=tuple(_counts(material)),
        hidden=sum(1 for _ in material.city.records()) - sum(1 for _ in seen.records()),
        price_year=str(settings.price_year),
        first=str(settings.plan.first),
        last=str(settings.plan.last),
        period_length=PERIOD_LENGTH[settings.period_length],
        discount_rate=settings.discount_rate,
        internal_interest=settings.internal_interest,
        evaluation_years=settings.evaluation_years,
        reserve_hours=settings.reserve.hours,
        reserve_money=settings.reserve.money,
        carry_over=tuple(POT[pot] for pot in settings.carry_over.pots),
        large_changes=settings.large_changes_at_once,
        unpriced_rate_ore=settings.unpriced_rate,
        calendar=tuple(sorted((day.on, day.what) for day in settings.calendar)),
    )


def _counts(material: Material) -> list[KindCount]:
    found = []
    for kind in KINDS:
        records = material.seen.by_kind.get(kind.name, {}).values()
        if records:
            found.append(KindCount(kind.label, len(records), sum(record.illustrative for record in records)))
    return found
