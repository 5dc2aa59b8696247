"""The smallest values of a record, each read from the text that a person types.

The reader hands over text only, so YAML's own guesses (`no`, `012`, `1.10`,
bare dates) never happen: each type here says what it takes and shows the right
form where the text is something else. Values that already have the type pass
unchanged, so that code can build records too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, PlainValidator

from itgov.message import Message, msg, quoted

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

LARGEST_WHOLE = 10**15
LONGEST_TEXT = 20_000
LONGEST_ID = 64
FIRST_YEAR, LAST_YEAR = 1970, 2150
_REMEMBERED = 8192

SPACES = " \u00a0\u202f\u2009"
ID_FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WHOLE_FORM = re.compile(rf"[1-9]\d{{0,2}}(?:[{SPACES}]\d{{3}})+|0|[1-9]\d*", re.ASCII)
DIFFERENCE_FORM = re.compile(f"[-\u2212]?(?:{WHOLE_FORM.pattern})")
PERCENT_FORM = re.compile(rf"(\d+(?:,\d+)?)[{SPACES}]?%", re.ASCII)
FRACTION_FORM = re.compile(r"(\d{1,9})/([1-9]\d{0,8})", re.ASCII)
DATE_FORM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MONTH_DAY_FORM = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
YEAR_FORM = re.compile(r"\d{4}", re.ASCII)
INDEX_FORM = re.compile(r"(?:0|[1-9]\d{0,5})(?:,\d{1,6})?", re.ASCII)

_ID_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u"})

# Made once: a value that is right must not pay for the words of one that is wrong.
_A_TEXT = msg("text")
_AN_ID = msg("an id")
_A_WHOLE = msg("a whole number")
_A_FLAG = msg("true or false")
_A_SHARE = msg("a share")
_A_DATE = msg("a date")
_A_MONTH_DAY = msg("a day of the year")
_A_YEAR = msg("a year")
_AN_INDEX = msg("an index number")


class BadValue(ValueError):
    """A text that is no value of the type asked for; `message` says which forms are."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def remembered(read: Callable[[object], V]) -> Callable[[object], V]:
    """`read`, answered from memory where the same text comes again, as most ids, days and years of a city do.

    Only for what gives the same for the same text, and something that nothing changes; what raises is read anew.
    """
    known = lru_cache(maxsize=_REMEMBERED)(read)

    @wraps(read)
    def reading(value: object) -> V:
        # What is no text may not even be hashable.
        return known(value) if type(value) is str else read(value)

    return reading


def _text_of(value: object, expected: Message) -> str:
    if not isinstance(value, str):
        raise BadValue(msg("expected {expected}, not a list or a block of keys", expected=expected))
    return value.strip(SPACES)


def parse_text(value: object) -> str:
    """Text of 1 to 20,000 characters, outer white space removed."""
    text = value.strip() if isinstance(value, str) else _text_of(value, _A_TEXT)
    if not text:
        raise BadValue(msg("the text is empty: fill it in, or remove the key"))
    if len(text) > LONGEST_TEXT:
        raise BadValue(
            msg("the text has {length} characters; at most {most} are taken", length=len(text), most=LONGEST_TEXT)
        )
    return text


@remembered
def parse_id(value: object) -> str:
    """An id: ASCII lower-case letters and digits in words joined by "-", at most 64 characters."""
    text = _text_of(value, _AN_ID)
    if len(text) > LONGEST_ID or not ID_FORM.fullmatch(text):
        raise BadValue(
            msg(
                "“{value}” is no id: write small letters a–z and digits, words joined by “-”, "
                "at most {most} characters, as in “{example}”",
                value=quoted(text),
                most=LONGEST_ID,
                example=near_id(text) or "avtal-hr-2024",
            )
        )
    return text


def near_id(text: str) -> str:
    """The id that is most like a text, as “hvo” is to “HVO”; empty where the text has no letter or digit of ids."""
    words = re.findall(r"[a-z0-9]+", text.lower().translate(_ID_LETTERS))
    return "-".join(words)[:LONGEST_ID].strip("-")


@remembered
def parse_whole(value: object) -> int:
    """A whole number from 0 to 10^15; thousands may be set apart by spaces."""
    if type(value) is int:
        return value
    text = _text_of(value, _A_WHOLE)
    if not WHOLE_FORM.fullmatch(text):
        raise BadValue(msg("“{value}” is no whole number: write it as 16500 or 16 500", value=quoted(text)))
    number = int(re.sub(rf"[{SPACES}]", "", text)) if len(text) <= 30 else LARGEST_WHOLE + 1
    if number > LARGEST_WHOLE:
        raise BadValue(msg("“{value}” is too large: at most 10^15 is taken", value=quoted(text)))
    return number


@remembered
def parse_difference(value: object) -> int:
    """A whole number from -10^15 to 10^15, less than zero after a minus; thousands may be set apart by spaces."""
    if type(value) is int:
        return value
    text = _text_of(value, _A_WHOLE)
    if not DIFFERENCE_FORM.fullmatch(text):
        raise BadValue(msg("“{value}” is no difference: write it as 1 600 or -1 600", value=quoted(text)))
    size = parse_whole(text.lstrip("-\u2212"))
    return size if text[0].isdigit() else -size


@dataclass(frozen=True, slots=True)
class WholeBetween:
    """Reads a whole number from `least` to `most`, both taken."""

    least: int
    most: int

    def __call__(self, value: object) -> int:
        """The number; raises BadValue where the text is none, or beyond the bounds."""
        below = isinstance(value, str) and DIFFERENCE_FORM.fullmatch(value.strip()) is not None
        number = parse_difference(value) if below else parse_whole(value)
        if not self.least <= number <= self.most:
            raise BadValue(
                msg("{value} is out of bounds: from {least} to {most}", value=number, least=self.least, most=self.most)
            )
        return number


def parse_flag(value: object) -> bool:
    """`true` or `false`."""
    if isinstance(value, bool):
        return value
    text = _text_of(value, _A_FLAG)
    if text not in {"true", "false"}:
        raise BadValue(msg("“{value}” is neither true nor false: write true or false", value=quoted(text)))
    return text == "true"


@remembered
def parse_share(value: object) -> Fraction:
    """A share of a whole as an exact fraction, from "12,5 %" or "4/15"; from 0 to 100 %."""
    if isinstance(value, Fraction):
        return value
    text = _text_of(value, _A_SHARE)
    if percent := PERCENT_FORM.fullmatch(text):
        share = Fraction(percent[1].replace(",", ".")) / 100 if len(text) <= 30 else Fraction(2)
    elif fraction := FRACTION_FORM.fullmatch(text):
        share = Fraction(int(fraction[1]), int(fraction[2]))
    else:
        raise BadValue(msg("“{value}” is no share: write it as 12,5 % or 4/15", value=quoted(text)))
    if share > 1:
        raise BadValue(msg("“{value}” is more than the whole: at most 100 % is taken", value=quoted(text)))
    return share


@remembered
def parse_index(value: object) -> Fraction:
    """A number of an index series as an exact fraction, from "105,3"; below a million, with at most six decimals."""
    if isinstance(value, Fraction):
        return value
    text = _text_of(value, _AN_INDEX)
    if not INDEX_FORM.fullmatch(text):
        raise BadValue(
            msg(
                "“{value}” is no index number: write it as 105,3, in quotes inside {braces}",
                value=quoted(text),
                braces="{ }",
            )
        )
    return Fraction(text.replace(",", "."))


@remembered
def parse_date(value: object) -> date:
    """A day, written as 2027-03-31."""
    if isinstance(value, date):
        return value
    text = _text_of(value, _A_DATE)
    try:
        if DATE_FORM.fullmatch(text) and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            return date.fromisoformat(text)
    except ValueError as error:
        raise BadValue(msg("“{value}” is no day of the calendar", value=quoted(text))) from error
    raise BadValue(msg("“{value}” is no date: write year-month-day, as in 2027-03-31", value=quoted(text)))


def parse_month_day(value: object) -> str:
    """A day of every year, written as 03-31."""
    text = _text_of(value, _A_MONTH_DAY)
    if found := MONTH_DAY_FORM.fullmatch(text):
        try:
            date(2028, int(found[1]), int(found[2]))
        except ValueError as error:
            raise BadValue(msg("“{value}” is no day of the calendar", value=quoted(text))) from error
        return text
    raise BadValue(msg("“{value}” is no day of the year: write month-day, as in 03-31", value=quoted(text)))


@remembered
def parse_year(value: object) -> int:
    """A calendar year from 1970 to 2150."""
    if type(value) is int:
        return value
    text = _text_of(value, _A_YEAR)
    if not YEAR_FORM.fullmatch(text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise BadValue(msg("“{value}” is no year: write four digits, as in 2027", value=quoted(text)))
    return int(text)


def frozen(values: Mapping[K, V]) -> Mapping[K, V]:
    """The same mapping, which can no longer be changed."""
    return MappingProxyType(dict(values))


Text = Annotated[str, PlainValidator(parse_text)]
Id = Annotated[str, PlainValidator(parse_id)]
Whole = Annotated[int, PlainValidator(parse_whole)]
Difference = Annotated[int, PlainValidator(parse_difference)]
Flag = Annotated[bool, PlainValidator(parse_flag)]
Share = Annotated[Fraction, PlainValidator(parse_share)]
IndexNumber = Annotated[Fraction, PlainValidator(parse_index)]
Date = Annotated[date, PlainValidator(parse_date)]
MonthDay = Annotated[str, PlainValidator(parse_month_day)]
Year = Annotated[int, PlainValidator(parse_year)]

Visibility = Literal["public", "city", "restricted"]
Side = Literal["business", "system"]
Frozen = AfterValidator(frozen)
NotEmpty = Field(min_length=1)

Years = Annotated[int, PlainValidator(WholeBetween(1, 100))]
Months = Annotated[int, PlainValidator(WholeBetween(0, 120))]
Length = Annotated[int, PlainValidator(WholeBetween(1, 48))]
Lag = Annotated[int, PlainValidator(WholeBetween(0, 48))]
Number = Annotated[int, PlainValidator(WholeBetween(1, 48))]
Points = Annotated[int, PlainValidator(WholeBetween(1, 5))]
