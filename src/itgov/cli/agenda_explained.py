"""One initiative explained, on the screen and as data: where it stands, why, at what price, and what would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from itgov.agenda.asking import additions
from itgov.agenda.changes import Changes
from itgov.agenda.entry import Entry
from itgov.agenda.explain_all import Explanation
from itgov.agenda.plan import Chosen, Plan
from itgov.agenda.what_if import Price
from itgov.cli import screen
from itgov.cli.agenda_answers import comparison_data, entry_data, lacking, show_lists
from itgov.cli.agenda_explain_all import change, explanation_data, price
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import format_amount


@dataclass(frozen=True, slots=True)
class Explained:
    """One initiative's answer.

    `settled` says why there is no price to it. `late` is there for one that the base plan holds later than it could.
    For one that is not in it, `entry` is the least that would let it in, or `no_entry` why nothing but room would not.
    """

    id: str
    base: Plan
    price: Price | None
    settled: Message | None = None
    late: Explanation | None = None
    entry: Entry | None = None
    no_entry: tuple[Message, ...] = ()

    @property
    def line(self) -> Chosen | None:
        """What the base plan holds of it, where it was chosen."""
        return next((line for line in self.base.chosen if line.id == self.id), None)

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Why it is not in the base plan, or why it stands where it stands."""
        left = next((left for left in self.base.not_chosen if left.id == self.id), None)
        if left is not None:
            return left.reasons
        return () if self.settled is None else (self.settled,)


def show_explained(city: City, answer: Explained, language: str) -> None:
    """Why, at what price, in whose place, and what would let it in; each list right below what announces it."""

    def write(lines: Iterator[Message]) -> None:
        for line in lines:
            screen.write(line.into(language))

    write(_standing(city, answer))
    if answer.late is not None:
        write(_late(city, answer.late))
    if answer.price is None:
        return
    screen.write(_price(answer.price, held=answer.line is not None).into(language))
    if answer.price.comparison is not None:
        show_lists(city, answer.price.comparison, language)
    write(_entry(city, answer))


def _standing(city: City, answer: Explained) -> Iterator[Message]:
    one, line = answer.id, answer.line
    name = f"{city.initiatives[one].name} ({one})"
    if line is not None:
        yield msg(
            "{name} is in the agenda, from {start} to {end}, with a net benefit of {value}",
            name=name,
            start=str(line.start),
            end=str(line.end),
            value=format_amount(line.value),
        )
        if answer.settled is not None:
            yield msg("It cannot be dropped: {reason}", reason=answer.settled)
        return
    beside = next((beside for beside in (*answer.base.under_way, *answer.base.own) if beside.id == one), None)
    if beside is not None and answer.settled is not None:
        start, end = str(beside.start or "–"), str(beside.end or "–")
        yield msg(
            "{name} is in the agenda, from {start} to {end}: {reason}",
            name=name,
            start=start,
            end=end,
            reason=answer.settled,
        )
        return
    if len(answer.reasons) == 1:
        yield msg("{name} is not in the agenda: {reason}", name=name, reason=answer.reasons[0])
        return
    yield msg("{name} is not in the agenda:", name=name)
    yield from _listed(answer.reasons)


def _late(city: City, late: Explanation) -> Iterator[Message]:
    wanted = str(late.wanted)
    yield msg("It starts later than it could, in {start} and not in {wanted}:", start=str(late.start), wanted=wanted)
    yield from _listed(late.reasons)
    if late.impossible or late.least is None:
        yield msg("No plan lets it start in {wanted}", wanted=wanted)
    else:
        yield msg(
            "Starting in {wanted} instead makes the best agenda worth less, by {span}", wanted=wanted, span=price(late)
        )
    for ids, told in (
        (late.left, msg("  what leaves then: {ids}", ids=", ".join(late.left))),
        (late.moved, msg("  what moves then: {ids}", ids=", ".join(late.moved))),
        (late.entered, msg("  what comes in then: {ids}", ids=", ".join(late.entered))),
    ):
        if ids:
            yield told
    if late.entry is not None and late.entry.lacks:
        yield msg("With all others where they are it would take {change}", change=change(city, late.entry))


def _price(found: Price, *, held: bool) -> Message:
    if found.comparison is None:
        reasons = msg("without it there is no plan at all") if held else msg("there is no plan that holds it")
        for obstacle in found.after.obstacles:
            reasons = msg("{before}\n  • {obstacle}", before=reasons, obstacle=obstacle.message)
        return reasons
    span = _span(found)
    if held:
        return msg("Without it the best agenda is worth less, by {span}; that agenda differs so:", span=span)
    return msg("Forcing it in makes the best agenda worth less, by {span}; that agenda differs so:", span=span)


def _span(found: Price) -> Message:
    if found.least is None or found.most is None:
        return msg("an amount that is not proven")
    if found.least == found.most:
        return msg("exactly {amount}", amount=format_amount(found.least))
    return msg("{least} to {most}", least=format_amount(found.least), most=format_amount(found.most))


def _entry(city: City, answer: Explained) -> Iterator[Message]:
    if answer.no_entry:
        yield msg("No room alone would let it in, with all others where they are:")
        yield from _listed(answer.no_entry)
    entry = answer.entry
    if entry is None:
        return
    if not entry.lacks:
        yield msg("There is room for it from {start}, beside all others", start=str(entry.start))
        return
    yield msg(
        "With all others where they are there would be room for it from {start}, and {value} gained, with:",
        start=str(entry.start),
        value=format_amount(entry.value),
    )
    for lack in entry.lacks:
        yield msg("  + {amount} in {slot}", amount=lacking(city, lack), slot=str(lack.slot))
    asked = additions(city, entry.lacks)
    if asked is not None:
        yield msg(
            "Asked for a year, before operation and the reserve take their part: {command}", command=_what_if(asked)
        )


def _what_if(changes: Changes) -> str:
    """The command that asks for it."""
    hours = (f"--add-hours {one.pool}@{one.year}={one.hours}" for one in changes.hours)
    money = (f'--add-money "{one.payer}:{one.pot}@{one.year}={format_amount(one.ore)}"' for one in changes.money)
    return " ".join(["itgov agenda what-if", *hours, *money])


def _listed(reasons: tuple[Message, ...]) -> Iterator[Message]:
    for reason in reasons:
        yield msg("  • {reason}", reason=reason)


def explained_data(answer: Explained, language: str) -> dict[str, Any]:
    """The answer as nested dicts and lists; amounts as records spell them."""
    found = answer.price
    comparison = None if found is None else found.comparison
    return {
        "format": "itgov.agenda-explanation",
        "version": 1,
        "id": answer.id,
        "in_agenda": answer.line is not None,
        "reasons": [reason.into(language) for reason in answer.reasons],
        "price": {
            "least": None if found is None else _spelled(found.least),
            "most": None if found is None else _spelled(found.most),
        },
        "obstacles": [] if found is None else [one.message.into(language) for one in found.after.obstacles],
        "change": None
        if found is None or comparison is None
        else comparison_data(answer.base, found.after, comparison),
        "entry": None if answer.entry is None else entry_data(answer.entry),
        "no_entry": [reason.into(language) for reason in answer.no_entry],
        "late": None if answer.late is None else explanation_data(answer.late, language),
    }


def _spelled(ore: int | None) -> str | None:
    return None if ore is None else format_amount(ore)
