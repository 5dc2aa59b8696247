"""What a value in a wrong form can only have meant: the right forms that a reader would write in its place.

A form is given only where no two readings are possible: "1.250 kr" may be a thousand or one krona, 3.11.2026 may
be November or March, and a number without a unit may be kronor or thousands. Those are left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MOST_DIGITS = 30
"""Of a whole number: more are no amount of anybody, and not worth their time."""
_SPACES = " \u00a0\u202f\u2009"
# A number begins with no needless nought, and where spaces set thousands apart, they do so everywhere.
_GROUPED = re.compile(rf"(?:[1-9][0-9]{{0,2}}(?:[{_SPACES}][0-9]{{3}})+|0|[1-9][0-9]*)(?=[.,]|$)")
_UNITS = {
    **dict.fromkeys(("kr", "kr.", "sek", "kronor", ":-"), "kr"),
    **dict.fromkeys(("tkr", "kkr", "tsek", "ksek", "tusen", "tusen kr", "tusen kronor"), "tkr"),
    **dict.fromkeys(
        ("mnkr", "mkr", "msek", "miljoner", "miljon", "miljoner kr", "miljoner kronor", "miljon kronor"), "mnkr"
    ),
}
_UNIT = "|".join(map(re.escape, _UNITS))
_AMOUNT = re.compile(rf"([-\u2212]?)([0-9][0-9.,{_SPACES}]*?)[{_SPACES}]*({_UNIT})", re.IGNORECASE)
_CURRENCY_FIRST = re.compile(rf"(SEK|MSEK|TSEK|KSEK)[{_SPACES}]*([-\u2212]?[0-9][0-9.,{_SPACES}]*)", re.IGNORECASE)
_QUARTER = re.compile(r"([0-9]{4})[ /.-]?[qk]([1-4])|[qk]([1-4])[ /.-]?([0-9]{4})|([0-9]{4}) ?-Q([1-4])", re.IGNORECASE)
_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})|([0-9]{1,2})[-/.]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ]?)([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})")
_PERCENT = re.compile(rf"([0-9]{{1,3}})\.([0-9]{{1,2}})[{_SPACES}]*%")
_FLAGS = {
    **dict.fromkeys(("ja", "yes", "true", "on", "sant"), "true"),
    **dict.fromkeys(("nej", "no", "false", "off", "falskt"), "false"),
}


def meant(text: str) -> tuple[str, ...]:
    """The right forms of a value, for whichever type its field has; none where it could mean two things."""
    value = text.strip()
    forms = (*_amounts(value), *_days(value), *_periods(value), *_shares(value))
    flag = _FLAGS.get(value.casefold())
    return tuple(dict.fromkeys((*forms, *((flag,) if flag else ()))))


def _amounts(value: str) -> Iterator[str]:
    if found := _CURRENCY_FIRST.fullmatch(value):
        value = f"{found[2]} {found[1]}"
    if found := _AMOUNT.fullmatch(value):
        number = _number(found[2].strip(_SPACES))
        if number is not None:
            yield f"{found[1]}{number} {_UNITS[found[3].casefold()]}"


def _number(text: str) -> str | None:
    """The number with spaces between thousands and a comma before decimals; None where it has two readings."""
    if not _GROUPED.match(text):
        return None
    plain = re.sub(rf"[{_SPACES}]", "", text)
    for thousands, decimal in ((".", ","), (",", ".")):
        whole, _, part = plain.partition(decimal)
        grouped = rf"[1-9][0-9]{{0,2}}(?:{re.escape(thousands)}[0-9]{{3}})+"
        if re.fullmatch(grouped, whole) and (part.isdigit() if decimal in plain else whole.count(thousands) > 1):
            return _spelled(whole.replace(thousands, ""), part)
    whole, point, part = plain.partition(".")
    if not point:
        whole, point, part = plain.partition(",")
    # Three digits after a single sign may be thousands.
    fits = part.isdigit() and len(part) != 3 if point else not part
    return _spelled(whole, part) if whole.isdigit() and fits else None


def _spelled(whole: str, part: str) -> str | None:
    if len(whole) > _MOST_DIGITS:
        return None
    grouped = f"{int(whole):,}".replace(",", " ")
    return f"{grouped},{part}" if part else grouped


def _days(value: str) -> Iterator[str]:
    if found := _YEAR_FIRST.fullmatch(value):
        # Without signs between, only eight digits tell month from day.
        if found[2] or len(value) == 8:
            yield from _day(found[1], found[3], found[4])
    elif found := _YEAR_LAST.fullmatch(value):
        days = {*_day(found[4], found[3], found[1]), *_day(found[4], found[1], found[3])}
        if len(days) == 1:
            yield from days


def _day(year: str, month: str, day: str) -> Iterator[str]:
    try:
        yield date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return


def _periods(value: str) -> Iterator[str]:
    if found := _QUARTER.fullmatch(value):
        year, quarter = found[1] or found[4] or found[5], found[2] or found[3] or found[6]
        yield f"{year}-Q{quarter}"
    if found := _MONTH.fullmatch(value):
        year, month = found[1] or found[4], int(found[2] or found[3])
        if 1 <= month <= 12:
            yield f"{year}-{month:02d}"


def _shares(value: str) -> Iterator[str]:
    if found := _PERCENT.fullmatch(value):
        yield f"{found[1]},{found[2]} %"
