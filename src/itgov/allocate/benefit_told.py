"""What a delivery costs each administration and whom it helps, beside each other (D25, D31)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
    both = _Columns(any(not one.at_stake for one in promised), any(one.at_stake for one in promised))
    rows: list[tuple[Words, ...]] = []
    for row in found.administrations:
        mine = [one for one in promised if one.benefit.receiver == row.id]
        if mine or row.change_ore:
            rows.append(both.row(full_name(city, row.id), row.change_ore, mine, language))
    others = [one for one in promised if one.benefit.receiver is None]
    if others:
        rows.append(both.row(msg("citizens"), 0, others, language))
    rows.append(both.row(msg("Sum"), found.change_ore, promised, language))
    year = str(found.year_after)
    title = (
        msg("What it costs each in {year}, and whom it helps", year=year)
        if both.brought
        else msg("What each saves in {year}, and what benefit is at stake", year=year)
    )
    return [
        texts(title, both.heads, tuple(rows), foot=True),
        Prose((*_named(promised), *(_unpriced(city, one) for one in promised if one.likely_ore is None))),
    ]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns there are: what is `brought` is weighed against the cost; what is at `stake` is in no sum."""

    brought: bool
    stake: bool

    @property
    def heads(self) -> tuple[Words, ...]:
        found: list[Words] = [msg("who"), msg("pays more, kr")]
        if self.brought:
            found += [msg("benefit a year, likely, kr"), msg("benefit less cost, kr")]
        if self.stake:
            found.append(msg("benefit at stake a year, likely, kr"))
        return tuple(found)

    def row(self, who: Words, pays_ore: int, promised: Iterable[Promised], language: str) -> tuple[Words, ...]:
        sums = {False: 0, True: 0}
        for one in promised:
            sums[one.at_stake] += one.likely_ore or 0
        found: list[Words] = [who, change(pays_ore, language)]
        if self.brought:
            found += [kr(sums[False], language), change(sums[False] - pays_ore, language)]
        if self.stake:
            found.append(kr(sums[True], language))
        return tuple(found)


def _named(promised: Iterable[Promised]) -> Iterator[Message]:
    names: dict[bool, set[str]] = {}
    for one in promised:
        names.setdefault(one.at_stake, set()).add(one.initiative_id)
    if False in names:
        yield msg(
            "The benefit is what these initiatives promise when all of it has come: {names}.",
            names=", ".join(sorted(names[False])),
        )
    if True in names:
        yield msg(
            "The benefit at stake is what these initiatives promise with the help of what is retired or cut: {names}. "
            "How much of it is lost the records do not say, so that it is not weighed against the cost.",
            names=", ".join(sorted(names[True])),
        )


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
