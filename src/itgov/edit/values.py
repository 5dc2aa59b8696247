"""Single values of a record replaced in its file: numbers, amounts and shares, spelt as their neighbours are.

Everything else in the file stays as it is, comments and order with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from itgov.edit.draft import in_quotes
from itgov.edit.spelling import may_be_bare
from itgov.edit.splice import CannotEdit, Change, Edit, Route, Source, edited, top_of
from itgov.message import msg
from itgov.model.money import KRONA, format_amount
from itgov.model.scalar import SPACES
from itgov.store.spans import Span

Kind = Literal["whole", "amount", "share"]
_UNITS = {"mnkr": 1_000_000 * KRONA, "tkr": 1_000 * KRONA}
_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Replaced:
    """The value at `route` becomes `to`: a whole number, an amount in öre, or a share."""

    route: Route
    kind: Kind
    to: int | Fraction


def replaced(source: Source, values: Iterable[Replaced]) -> Source:
    """The file with all those values; raises CannotEdit where one is not there, or is written as an alias."""
    top = top_of(source)
    return edited(source, [_edit(source, top, one) for one in values])


def _edit(source: Source, top: Span, one: Replaced) -> Edit:
    span = top.at(one.route)
    if span is None or span.text is None or span.anchored or span.style in {"literal", "folded"}:
        route = ".".join(str(step) for step in one.route)
        raise CannotEdit(
            msg("{path}: {route} is not written as a value of its own", path=source.path, route=route),
            msg("make the change by hand; write out what anchors and aliases repeat"),
        )
    text = spelled_value(one, span.text)
    written = text if may_be_bare(text, in_flow=_in_flow(top, one.route)) else in_quotes(text)
    return Edit(source.path, span.start, span.end, written, Change(one.route, text))


def spelled_value(one: Replaced, old: str) -> str:
    """The value as a record has it, in the way that `old` is written: its unit, thousands set apart or not."""
    if one.kind == "share":
        return _share(Fraction(one.to), old)
    if one.kind == "amount":
        return _amount(int(one.to), old)
    plain = old.isdigit() and len(old) > 3
    return str(one.to) if plain else f"{one.to:,}".replace(",", " ")


def _amount(ore: int, old: str) -> str:
    """In thousands or millions where the old one was, and no more decimals are needed than it had."""
    for unit, size in _UNITS.items():
        if old.rstrip(SPACES).endswith(unit):
            decimals = len(re.sub(rf"[{SPACES}a-z]", "", old).partition(",")[2])
            scaled = abs(ore) * 10**decimals
            if scaled % size:
                break
            whole, part = divmod(scaled // size, 10**decimals)
            digits = f"{whole:,}".replace(",", " ") + (f",{part:0{decimals}d}" if decimals else "")
            return f"{'-' if ore < 0 else ''}{digits} {unit}"
    return format_amount(ore)


def _share(share: Fraction, old: str) -> str:
    """Per cent where that is all of it, unless it was a fraction that this can be, too."""
    percent = share * 100
    scaled = percent * 10**_MOST_DIGITS
    if scaled.denominator != 1 or ("/" in old and share.denominator < 10**3):
        return f"{share.numerator}/{share.denominator}"
    whole, part = divmod(int(scaled), 10**_MOST_DIGITS)
    decimals = f"{part:0{_MOST_DIGITS}d}".rstrip("0")
    return f"{whole},{decimals} %" if decimals else f"{whole} %"


def _in_flow(top: Span, route: Route) -> bool:
    return any((span := top.at(route[:depth])) is not None and span.style == "flow" for depth in range(len(route)))
