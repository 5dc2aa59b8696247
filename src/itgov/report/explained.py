"""What each initiative that is not in the agenda, or later than wanted, would take: words for what was found before."""

from __future__ import annotations

from dataclasses import dataclass

from itgov.message import Message, msg
from itgov.model.explanations import EntryRecord, ExplanationRecord, LackRecord, PriceRecord
from itgov.model.money import format_amount
from itgov.report.material import Material, Name


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """One initiative: its price in net benefit, who leaves in its place, and the smallest change that lets it in."""

    name: Name
    wanted: str | None
    price: Message
    instead: tuple[Name, ...]
    change: tuple[Message, ...]


def explained(material: Material, kind: str) -> tuple[ExplainedRow, ...]:
    """The rows of one kind that the readers may know of, by id; none where nothing was explained."""
    return tuple(
        _row(material, one)
        for one in sorted(material.explanations, key=lambda one: one.id)
        if one.kind == kind and material.shows(one.id)
    )


def _row(material: Material, one: ExplanationRecord) -> ExplainedRow:
    return ExplainedRow(
        name=material.name(one.id),
        wanted=None if one.wanted is None else str(one.wanted),
        price=_price(one.price),
        instead=material.names(one.left),
        change=() if one.entry is None else _change(material, one.entry),
    )


def _price(price: PriceRecord) -> Message:
    if price.impossible or price.least is None:
        return msg("no plan allows it")
    if price.most is None:
        return msg("at least {least}; no plan with it was found", least=format_amount(price.least))
    if price.least == price.most:
        return msg("exactly {amount}", amount=format_amount(price.least))
    return msg("{least} to {most}", least=format_amount(price.least), most=format_amount(price.most))


def _change(material: Material, entry: EntryRecord) -> tuple[Message, ...]:
    if not entry.lacks:
        return (msg("none: there is room from {start}", start=str(entry.start)),)
    return tuple(material.told(_lack(lack)) for lack in entry.lacks)


def _lack(lack: LackRecord) -> Message:
    texts = {
        "hours": msg("{amount} hours of {name} in {slot}", amount=lack.amount, name=lack.of, slot=lack.slot),
        "money": msg("{amount} from {name} in {slot}", amount=lack.amount, name=lack.of, slot=lack.slot),
        "change": msg("room for a large change more at {name} in {slot}", name=lack.of, slot=lack.slot),
        "system": msg("a second rebuild at a time of {name} in {slot}", name=lack.of, slot=lack.slot),
    }
    return texts[lack.sort]
