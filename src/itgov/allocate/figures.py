"""Figures as people read them: kronor with their sign, exact quotas, per cent to four decimals. For tables only."""

from __future__ import annotations

from fractions import Fraction

from itgov.allocate.table import DIALECTS, kronor


def kr(ore: int, language: str) -> str:
    """Kronor with two decimals and thousands set apart."""
    return kronor(ore, language, grouped=True)


def change(ore: int, language: str) -> str:
    """As `kr`, with + before what is more."""
    return f"+{kr(ore, language)}" if ore > 0 else kr(ore, language)


def exact(ore: Fraction, language: str) -> str:
    """An exact amount in kronor: two decimals where it is whole öre, else four, "≈" before it where it goes on."""
    return _decimals(ore / 100, 2 if ore.denominator == 1 else 4, language)


def per_cent(share: Fraction, language: str) -> str:
    """A share in per cent to four decimals, "≈" before it where it goes on."""
    return f"{_decimals(share * 100, 4, language)}{DIALECTS[language].percent}"


def points(share: Fraction, language: str) -> str:
    """A change of a share in percentage points to four decimals, with + before what is more."""
    text = _decimals(abs(share) * 100, 4, language).removeprefix("≈ ")
    # What is nothing to four decimals has no sign.
    return text if not text.strip("0.,") else f"{'+' if share > 0 else '-'}{text}"


def number(value: Fraction, language: str) -> str:
    """A value of a key: whole, or to two decimals."""
    return _decimals(value, 2, language).removesuffix(f"{DIALECTS[language].decimal}00")


def _decimals(value: Fraction, places: int, language: str) -> str:
    dialect, unit = DIALECTS[language], 10**places
    scaled, rest = divmod(abs(value) * unit, 1)
    whole, part = divmod(int(scaled) + (rest * 2 >= 1), unit)
    sign = "-" if value < 0 else ""
    return (
        f"{'≈ ' if rest else ''}{sign}{whole:,}".replace(",", dialect.thousand) + f"{dialect.decimal}{part:0{places}}"
    )
