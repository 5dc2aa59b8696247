"""Numbers, amounts, shares and days as people read them, in Swedish and English: the only use of Babel here.

Amounts come in öre and are rounded once, halves away from zero, on exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from itgov.model.money import KRONA, round_half_up

THOUSAND = 1_000 * KRONA
MILLION = 1_000_000 * KRONA

_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_TKR = {"sv": "tkr", "en": "kSEK"}
_MNKR = {"sv": "mnkr", "en": "MSEK"}
_KR = {"sv": "kr", "en": "SEK"}
_NBSP = "\u00a0"


def whole(number: int, language: str) -> str:
    """A whole number with its thousands set apart: "16 500", "16,500"."""
    return _formatted(number, "#,##0", language)


def kronor(ore: int, language: str) -> str:
    """An exact amount in kronor without its unit; two decimals only where there are öre: "1 020 000,01"."""
    pattern = "#,##0.00" if ore % KRONA else "#,##0"
    return _formatted(Decimal(ore) / KRONA, pattern, language)


def exact(ore: int, language: str) -> str:
    """An exact amount in kronor without its unit, always two decimals, for columns that must add up."""
    return _formatted(Decimal(ore) / KRONA, "#,##0.00", language)


def whole_kronor(ore: int, language: str) -> str:
    """An amount in whole kronor, without its unit."""
    return whole(round_half_up(Fraction(ore, KRONA)), language)


def with_kr(ore: int, language: str) -> str:
    """An exact amount with its unit: "56,25 kr", "56.25 SEK"."""
    return f"{kronor(ore, language)}{_NBSP}{_KR[language]}"


def thousands(ore: int, language: str) -> str:
    """An amount in whole thousands of kronor, without its unit."""
    return whole(round_half_up(Fraction(ore, THOUSAND)), language)


def millions(ore: int, language: str) -> str:
    """An amount in millions of kronor with one decimal, without its unit: "1,3"."""
    tenths = round_half_up(Fraction(ore * 10, MILLION))
    return _formatted(Decimal(tenths) / 10, "#,##0.0", language)


def with_mnkr(ore: int, language: str) -> str:
    """An amount in millions with its unit: "1,3 mnkr", "1.3 MSEK"."""
    return f"{millions(ore, language)}{_NBSP}{_MNKR[language]}"


def percent(share: Fraction, language: str, decimals: int = 1) -> str:
    """A share as per cent: "12,5 %" in Swedish, "12.5%" in English."""
    scaled = round_half_up(share * 100 * 10**decimals)
    pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    number = _formatted(Decimal(scaled).scaleb(-decimals), pattern, language)
    return f"{number}{_NBSP}%" if language == "sv" else f"{number}%"


def signed(text: str) -> str:
    """A formatted number with a plus before it where it is above zero."""
    return text if text.startswith(("-", "\u2212")) or not any(char in "123456789" for char in text) else f"+{text}"


def day(on: date, language: str) -> str:
    """A day in a sentence: "9 september 2026", "9 September 2026"."""
    return format_date(on, "d MMMM y", locale=_locale(language))


def listed(items: Iterable[str], language: str) -> str:
    """Words in a row with "och" or "and" before the last; empty for none."""
    return format_list(list(items), locale=_locale(language))


def unit(name: str, language: str) -> str:
    """What amounts are counted in: "kr", "tkr" or "mnkr", or what English readers call it."""
    return {"kr": _KR, "tkr": _TKR, "mnkr": _MNKR}[name][language]


def _formatted(number: int | Decimal, pattern: str, language: str) -> str:
    # A minus sign does not break from its number at the end of a line, a hyphen may.
    return format_decimal(number, format=pattern, locale=_locale(language)).replace("-", "\u2212")


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES[language])
