"""What a delivery costs each administration and whom it helps, beside each other (D25, D31)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from itgov.allocate.comparison import Compared, Promised
from itgov.allocate.figures import change, kr
from itgov.allocate.names import full_name
from itgov.allocate.sheet import Piece, Prose, Words, texts
from itgov.message import Message, msg, quoted
from itgov.model.city import City


def told(
    city: City, found: Compared, promised: Sequence[Promised], touched: Sequence[str], language: str
) -> list[Piece]:
    """The two beside each other, and the benefits that have no price by name; where none is on record, that alone.

    Nothing at all where no delivery or system was meant.
    """
    if not promised:
        return [Prose(tuple(_nobody(touched)))] if touched else []
    rows: list[tuple[Words, ...]] = []
    for row in found.administrations:
        mine = [one for one in promised if one.benefit.receiver == row.id]
        if mine or row.change_ore:
            rows.append(_row(full_name(city, row.id), row.change_ore, mine, language))
    others = [one for one in promised if one.benefit.receiver is None]
    if others:
        rows.append(_row(msg("citizens"), 0, others, language))
    rows.append(_row(msg("Sum"), found.change_ore, promised, language))
    heads: tuple[Words, ...] = (
        msg("who"),
        msg("pays more, kr"),
        msg("benefit a year, likely, kr"),
        msg("benefit less cost, kr"),
    )
    title = msg("What it costs each in {year}, and whom it helps", year=str(found.year_after))
    named = ", ".join(sorted({one.initiative_id for one in promised}))
    return [
        texts(title, heads, tuple(rows), foot=True),
        Prose(
            (
                msg("The benefit is what these initiatives promise when all of it has come: {names}.", names=named),
                *(_unpriced(city, one) for one in promised if one.likely_ore is None),
            )
        ),
    ]


def _row(who: Words, pays_ore: int, promised: Iterable[Promised], language: str) -> tuple[Words, ...]:
    priced = sum(one.likely_ore or 0 for one in promised)
    return who, change(pays_ore, language), kr(priced, language), change(priced - pays_ore, language)


def _unpriced(city: City, one: Promised) -> Message:
    return msg(
        "  • without a price, for {who}: {benefit}",
        who=msg("citizens") if one.benefit.receiver is None else full_name(city, one.benefit.receiver),
        benefit=quoted(one.benefit.name),
    )


def _nobody(touched: Sequence[str]) -> Iterable[Message]:
    yield msg(
        "Whom it helps is not on record: no initiative names {names}. Name one whose benefit it brings with --benefit.",
        names=", ".join(touched),
    )
