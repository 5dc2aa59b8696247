"""Money: whole öre, read from what a Swedish official types and written back the same way.

No float comes near an amount. All amounts are without VAT.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from pydantic import PlainValidator

from itgov.message import msg, quoted
from itgov.model.scalar import SPACES, BadValue, remembered

LARGEST_ORE = 10**15
KRONA = 100

_UNITS = {"kr": KRONA, "tkr": 1_000 * KRONA, "mnkr": 1_000_000 * KRONA}
AMOUNT_FORM = re.compile(
    rf"(?P<sign>[-\u2212]?)(?P<whole>[1-9]\d{{0,2}}(?:[{SPACES}]\d{{3}})+|0|[1-9]\d*)"
    rf"(?:,(?P<part>\d+))?[{SPACES}]*(?P<unit>kr|tkr|mnkr)",
    re.ASCII,
)
_LONGEST = 60
_OTHER_UNITS = {
    **dict.fromkeys(("kronor", "krona", "sek", ":-"), "kr"),
    **dict.fromkeys(("tusen", "tusen kr", "tusen kronor", "kkr", "tsek", "ksek"), "tkr"),
    **dict.fromkeys(("miljoner", "miljon", "miljoner kr", "miljoner kronor", "miljon kronor", "mkr", "msek"), "mnkr"),
}
_OTHER_UNIT = re.compile(
    # Three digits after a comma may be thousands: then nothing is proposed.
    rf"(?P<number>[-\u2212]?[0-9](?:[{SPACES}]?[0-9])*(?:,(?![0-9]{{3}}(?![0-9]))[0-9]+)?)[{SPACES}]*"
    rf"(?P<unit>{'|'.join(map(re.escape, _OTHER_UNITS))})",
    re.IGNORECASE,
)
_RIGHT = msg("write it as 1 250 000 kr, 90 000,50 kr, 1 250 tkr or 1,25 mnkr")


@dataclass(frozen=True, slots=True)
class Money:
    """Marks a field that holds an amount in öre."""


@remembered
def parse_amount(value: object) -> int:
    """Öre from "1 250 000 kr", "90 000,50 kr", "1 250 tkr" or "1,25 mnkr"; "-" before it makes a credit.

    No-break and thin spaces count as spaces. Raises BadValue for anything else, for
    parts of an öre, and beyond 10^15 öre either way.
    """
    if type(value) is int:
        return value
    if not isinstance(value, str):
        raise BadValue(msg("expected an amount, not a list or a block of keys: {right}", right=_RIGHT))
    text = value.strip(SPACES)
    found = AMOUNT_FORM.fullmatch(text)
    if found is None or len(text) > _LONGEST:
        meant = _meant(text)
        if meant is not None:
            raise BadValue(
                msg("“{value}” is no amount, but “{meant}” is: {right}", value=quoted(text), meant=meant, right=_RIGHT)
            )
        if len(text) <= _LONGEST and AMOUNT_FORM.fullmatch(f"{text} kr"):
            raise BadValue(
                msg("“{value}” has no unit: add what it is in, kr, tkr or mnkr, as in “{value} kr”", value=quoted(text))
            )
        raise BadValue(msg("“{value}” is no amount: {right}", value=quoted(text), right=_RIGHT))
    digits = re.sub(rf"[{SPACES}]", "", found["whole"])
    part = found["part"] or ""
    ore, finer = divmod(int(digits + part) * _UNITS[found["unit"]], int("1" + "0" * len(part)))
    if finer:
        raise BadValue(msg("“{value}” is finer than an öre: at most two decimals of a krona", value=quoted(text)))
    if ore > LARGEST_ORE:
        raise BadValue(msg("“{value}” is too large: at most 10^15 öre is taken", value=quoted(text)))
    return -ore if found["sign"] else ore


def _meant(text: str) -> str | None:
    """The amount that is meant where only its unit is spelled otherwise, as in "1,5 miljoner"; None for all else."""
    found = _OTHER_UNIT.fullmatch(text) if len(text) <= _LONGEST else None
    meant = f"{found['number']} {_OTHER_UNITS[found['unit'].casefold()]}" if found is not None else None
    return meant if meant is not None and AMOUNT_FORM.fullmatch(meant) else None


def format_amount(ore: int) -> str:
    """The amount as records spell it: "1 250 000 kr", with two decimals only where there are öre.

    Plain spaces, so that it can be typed; `parse_amount` gives `ore` back.
    """
    kronor, rest = divmod(abs(ore), KRONA)
    decimals = f",{rest:02d}" if rest else ""
    return f"{'-' if ore < 0 else ''}{kronor:,}".replace(",", " ") + f"{decimals} kr"


def round_half_up(value: Fraction) -> int:
    """The nearest whole number; halves go away from zero, so that credits mirror costs."""
    magnitude = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return magnitude if value >= 0 else -magnitude


@remembered
def parse_cost(value: object) -> int:
    """An amount as `parse_amount` reads it, which cannot be below zero: income is a benefit, not a negative cost."""
    ore = parse_amount(value)
    if ore < 0:
        raise BadValue(msg("{value} is below zero: a credit has no place here", value=format_amount(ore)))
    return ore


Cost = Annotated[int, PlainValidator(parse_cost), Money()]
"""An amount of 0 or more."""
Amount = Annotated[int, PlainValidator(parse_amount), Money()]
