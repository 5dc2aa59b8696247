"""What it saves to hand units back, or costs to take more: at once, at the next whole step, and never, each apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from itgov.allocate.comparison import Compared
from itgov.allocate.figures import change, kr, number
from itgov.allocate.handed_back import Change, PartSaving
from itgov.allocate.labels import BEHAVIOUR_LABELS
from itgov.allocate.names import full_name
from itgov.allocate.output import Data
from itgov.allocate.sheet import Piece, Prose, Sheet, Words, texts
from itgov.message import Message, count_of, msg, quoted
from itgov.model.city import City
from itgov.model.delivery import Behaviour

_PARTS: Mapping[Behaviour, Message] = {
    "variable": msg("variable parts"),
    "stepped": msg("stepped parts"),
    "fixed": msg("fixed parts"),
}


def told(city: City, found: Compared, savings: Iterable[PartSaving], language: str) -> Iterator[Piece]:
    """Of each who hands units back or takes more: what the city saves when, who bears what, which steps are near."""
    for handed, parts in _by_change(savings, found.year_after).items():
        yield Prose(tuple(_answer(city, found, handed, parts, language)))
        yield _by_behaviour(handed, parts, found.year_after, language)
        yield Prose(tuple(_steps(parts, language)))


def parts_told(city: City, found: Compared, savings: Iterable[PartSaving], language: str) -> Iterator[Piece]:
    """Each part of the deliveries, before and after."""
    for handed, parts in _by_change(savings, found.year_after).items():
        yield _parts(city, handed, parts, language)


def data(savings: Iterable[PartSaving]) -> list[Data]:
    """The parts for JSON."""
    return [
        {
            "source": one.change.source_id,
            "administration": one.change.administration_id,
            "units": one.change.units,
            "part_number": one.part_number,
            "part": one.part,
            "year": one.year,
            "behaviour": one.behaviour,
            "counted_before": one.counted_before,
            "counted_after": one.counted_after,
            "before_ore": one.before_ore,
            "after_ore": one.after_ore,
            "saved_ore": one.saved_ore,
            "units_ore": one.units_ore,
            "later_ore": one.later_ore,
            "never_ore": one.never_ore,
            "next_units": one.next_units,
            "next_ore": one.next_ore,
        }
        for one in savings
    ]


def _by_change(savings: Iterable[PartSaving], year: int) -> dict[Change, list[PartSaving]]:
    found: dict[Change, list[PartSaving]] = {}
    for one in savings:
        if one.year == year:
            found.setdefault(one.change, []).append(one)
    return found


def _answer(
    city: City, found: Compared, handed: Change, parts: Sequence[PartSaving], language: str
) -> Iterator[Message]:
    saved = sum(one.saved_ore for one in parts)
    values: dict[str, str | int | Message] = {
        "who": full_name(city, handed.administration_id),
        "units": count_of(abs(handed.units)),
        "what": full_name(city, handed.source_id),
        "year": str(found.year_after),
        "price": kr(abs(sum(one.units_ore for one in parts)), language),
        "saved": kr(abs(saved), language),
    }
    if handed.units < 0:
        yield msg(
            "{units} units of “{what}” fewer for {who}: by price they make {price} kr in {year}, and the city saves "
            "{saved} kr of it.",
            **values,
        )
    else:
        yield msg(
            "{units} units of “{what}” more for {who}: by price they make {price} kr in {year}, and the city pays "
            "{saved} kr more.",
            **values,
        )
    own = sum(row.change_ore for row in found.administrations if row.id == handed.administration_id)
    yield msg(
        "What {who} pays changes by {own} kr, what all others pay by {others} kr: what is not saved is borne by all.",
        who=full_name(city, handed.administration_id),
        own=change(own, language),
        others=change(found.change_ore - own, language),
    )


def _by_behaviour(handed: Change, parts: Sequence[PartSaving], year: int, language: str) -> Sheet:
    """Fixed, stepped and variable parts apart: what the units make of them, and when that is saved, or costs more."""
    fewer = handed.units < 0
    sign = 1 if fewer else -1
    rows: list[tuple[Words, ...]] = []
    titles: list[tuple[Behaviour | None, Message]] = [*_PARTS.items(), (None, msg("Sum"))]
    for behaviour, title in titles:
        some = [one for one in parts if behaviour in {None, one.behaviour}]
        sums = (
            sum(one.units_ore for one in some),
            sum(one.saved_ore for one in some),
            sum(one.later_ore for one in some),
            sum(one.never_ore for one in some),
        )
        rows.append((title, *(kr(sign * ore, language) for ore in sums)))
    if fewer:
        head = msg("What the units save the city in {year}, kr", year=str(year))
        when = (msg("saved at once"), msg("saved when a whole step falls away"), msg("never saved"))
    else:
        head = msg("What the units cost the city in {year}, kr", year=str(year))
        when = (msg("costs at once"), msg("costs when a step is begun"), msg("never costs more"))
    return texts(head, (msg("parts"), msg("the units by price"), *when), tuple(rows), foot=True)


def _steps(parts: Iterable[PartSaving], language: str) -> Iterator[Message]:
    for one in parts:
        if one.next_units is None or one.step is None:
            continue
        values: dict[str, str] = {
            "part": quoted(one.part),
            "steps": number(Fraction(one.counted_after or 0), language),
            "size": number(Fraction(one.step), language),
            "units": number(Fraction(one.next_units), language),
            "ore": kr(abs(one.next_ore), language),
        }
        yield (
            msg("  • “{part}” has {steps} steps of {size}: {units} units more handed back save {ore} kr", **values)
            if one.change.units < 0
            else msg("  • “{part}” has {steps} steps of {size}: {units} units more cost {ore} kr", **values)
        )


def _parts(city: City, handed: Change, parts: Sequence[PartSaving], language: str) -> Sheet:
    rows: list[tuple[Words, ...]] = [
        (
            str(one.part_number),
            one.part,
            BEHAVIOUR_LABELS[one.behaviour],
            _counted(one, language),
            kr(one.before_ore, language),
            kr(one.after_ore, language),
            change(-one.saved_ore, language),
        )
        for one in parts
    ]
    before, after = sum(one.before_ore for one in parts), sum(one.after_ore for one in parts)
    rows.append((msg("Sum"), "", "", "", kr(before, language), kr(after, language), change(after - before, language)))
    heads = (
        msg("part"),
        msg("cost part"),
        msg("behaviour"),
        msg("units or steps"),
        msg("before"),
        msg("after"),
        msg("change"),
    )
    title = msg("What each part of “{source}” costs, kr", source=full_name(city, handed.source_id))
    return texts(title, heads, tuple(rows), left=3, foot=True)


def _counted(one: PartSaving, language: str) -> str:
    if one.counted_before is None or one.counted_after is None:
        return "–"
    return f"{number(Fraction(one.counted_before), language)} → {number(Fraction(one.counted_after), language)}"
