"""Each change of a workbook in words: from what to what, by how much, and whether one should look twice."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from itgov.allocate import figures
from itgov.allocate.table import percent
from itgov.message import Message, msg, msg_n
from itgov.workbook.inputs import Kind
from itgov.workbook.intake import Changed

_LARGE = Fraction(1, 2)
"""A change of more than this part of the value is told."""


def by_hand(changes: Iterable[Changed]) -> tuple[Changed, ...]:
    """What people changed: all but the totals, which follow."""
    return tuple(one for one in changes if not one.entry.is_total)


def lines(changes: Iterable[Changed], language: str) -> tuple[str, ...]:
    """A line for each change that people made, in order; a note at its end where one should look twice."""
    found = []
    for one in by_hand(changes):
        before, now, kind = one.entry.value, one.to, one.entry.kind
        note = _note(Fraction(before), Fraction(now))
        line = msg(
            "{sheet}!{cell}, {row}: {before} → {now} ({difference})",
            sheet=one.sheet,
            cell=one.place,
            row=one.row,
            before=_value(before, kind, language),
            now=_value(now, kind, language),
            difference=_difference(Fraction(before), Fraction(now), kind, language),
        ).into(language)
        found.append(line if note is None else f"{line} – {note.into(language)}")
    return tuple(found)


def large(changes: Iterable[Changed]) -> Message | None:
    """How many of the changes are so large that one looks twice; nothing where none is."""
    count = sum(_note(Fraction(one.entry.value), Fraction(one.to)) is not None for one in by_hand(changes))
    if not count:
        return None
    return msg_n(
        "{n} value changes by more than 50 % or changes sign: is it what was meant?",
        "{n} values change by more than 50 % or change sign: is it what was meant?",
        n=count,
    )


def _note(before: Fraction, now: Fraction) -> Message | None:
    if before * now < 0:
        return msg("CHECK: the sign changes")
    if not before:
        return msg("CHECK: it was 0")
    if abs(now - before) > _LARGE * abs(before):
        return msg("CHECK: more than 50 %")
    return None


def _value(value: int | Fraction, kind: Kind, language: str) -> str:
    match kind:
        case "amount":
            return f"{figures.kr(int(value), language)} kr"
        case "share":
            return figures.per_cent(Fraction(value), language)
        case _:
            return figures.number(Fraction(value), language)


def _difference(before: Fraction, now: Fraction, kind: Kind, language: str) -> str:
    """In the value's own unit, and in per cent of what it was, where it was something."""
    apart = now - before
    match kind:
        case "amount":
            said = f"{figures.change(int(apart), language)} kr"
        case "share":
            said = msg("{points} points", points=figures.points(apart, language)).into(language)
        case _:
            said = f"{'+' if apart > 0 else ''}{figures.number(apart, language)}"
    if not before:
        return said
    return f"{said}, {'+' if apart > 0 else ''}{percent(apart / abs(before), language)}"
