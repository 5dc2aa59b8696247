"""The forms of a record's texts as patterns that editors and other validators run.

Each is made from the expression that the model itself reads by, so that the two cannot part. What an expression
cannot say (bounds, days of the calendar) is put before it as a condition on the same text. The patterns keep to what
ECMA-262 (with and without its `u` flag) and Python's `re` both take and read alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from itgov.model.money import AMOUNT_FORM, parse_amount, parse_cost
from itgov.model.period import PERIOD_FORM, parse_period
from itgov.model.scalar import (
    DATE_FORM,
    FRACTION_FORM,
    ID_FORM,
    INDEX_FORM,
    LONGEST_ID,
    LONGEST_TEXT,
    MONTH_DAY_FORM,
    PERCENT_FORM,
    SPACES,
    WHOLE_FORM,
    YEAR_FORM,
    WholeBetween,
    parse_date,
    parse_difference,
    parse_flag,
    parse_id,
    parse_index,
    parse_month_day,
    parse_share,
    parse_text,
    parse_whole,
    parse_year,
)

FIRST_TO_LAST_YEAR = "(?:19[7-9][0-9]|20[0-9]{2}|21[0-4][0-9]|2150)"
_LEAP_YEAR = "(?:19(?:7[26]|8[048]|9[26])|20(?:[02468][048]|[13579][26])|21(?:0[48]|[24][048]|[13][26]))"
_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_SPACE = f"[{SPACES}]"
_WHITE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # what str.strip takes away
_END = r"$(?!\n)"  # Python's "$" also stands before a last line end
_LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True)
class Form:
    """What a text must be: its pattern, what to write instead, and how it looks.

    `types` are the JSON types in which YAML readers hand such a text over; `bounds` hold where that is a number.
    `examples` are for descriptions: as JSON Schema's keyword, editors would fill them in as if they were the value.
    """

    pattern: str
    hint: str
    examples: tuple[str, ...]
    types: tuple[str, ...] = ("string",)
    bounds: Mapping[str, int] | None = None

    def as_schema(self, *, nothing: bool = False) -> dict[str, Any]:
        """JSON Schema for the value, or for nothing as well; the error messages are what editors show."""
        types = [*self.types, *(["null"] if nothing else [])]
        return {
            "type": types if len(types) > 1 else types[0],
            **(self.bounds or {}),
            "pattern": self.pattern,
            "errorMessage": self.hint,
            "patternErrorMessage": self.hint,
        }


def portable(pattern: str) -> str:
    """A Python expression of ASCII matching as one that ECMA-262 reads alike: no named groups, no bare spaces."""
    plain = re.sub(r"\(\?P<\w+>", "(?:", pattern).replace(r"\d", "[0-9]")
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in plain)


def whole_text(form: str, *conditions: str, space: str = _SPACE) -> str:
    """A pattern for the whole of a text that meets the conditions too, with white space around it passed over."""
    return portable(f"^{space}*{''.join(conditions)}(?:{form}){space}*{_END}")


def _at_most_ten_to_the(power: int, after: str) -> str:
    """A condition: the number that follows is at most 10^power; `after` is what may stand behind exactly that."""
    zeros = f"{'1' + '0' * (power % 3)}(?:{_SPACE}000){{{power // 3}}}|10{{{power}}}"
    return f"(?:(?!(?:[0-9]{_SPACE}?){{{power + 1}}})|(?=(?:{zeros}){after}))"


def _amount(condition: str = "") -> str:
    """Amounts in whole öre up to 10^15 of them: at most two decimals of a krona that count."""
    sign = "[-\u2212]?"
    by_unit = (("kr", 13, 2), ("tkr", 10, 5), ("mnkr", 7, 8))
    bounds = "|".join(
        f"{sign}{_at_most_ten_to_the(power, f'(?:,0+)?{_SPACE}*{unit}{_SPACE}*{_END}')}"
        f"[0-9{SPACES}]+(?:,[0-9]{{1,{decimals}}}0*)?{_SPACE}*{unit}{_SPACE}*{_END}"
        for unit, power, decimals in by_unit
    )
    short = f"(?!.{{60,}}[^{SPACES}])"
    return whole_text(AMOUNT_FORM.pattern, short, condition, f"(?={bounds})")


def _between(least: int, most: int) -> Form:
    numbers = "|".join(str(number) for number in range(least, most + 1))
    hint = f"a whole number from {least} to {most}"
    return Form(whole_text(numbers), hint, (), ("integer", "string"), {"minimum": least, "maximum": most})


# A bare true or false is a text to the model as well. Here it is not: editors would offer the two for every text.
_ANY = ("string", "number")
_ID_LENGTH = f"(?=[a-z0-9-]{{1,{LONGEST_ID}}}{_SPACE}*{_END})"
_PERCENT_BOUND = f"(?!.{{30,}}[^{SPACES}])(?=0*(?:100(?:,0+)?|[0-9]{{1,2}}(?:,[0-9]+)?){_SPACE}?%)"
_AMOUNT_HINT = "write an amount as 1 250 000 kr, 90 000,50 kr, 1 250 tkr or 1,25 mnkr; in quotes inside { } and [ ]"
_AMOUNTS = ("1 250 000 kr", "90 000,50 kr", "1 250 tkr", "1,25 mnkr")

FORMS: Mapping[Any, Form] = {
    parse_text: Form(
        f"^[{_WHITE}]*[^{_WHITE}](?:[\\s\\S]{{0,{LONGEST_TEXT - 2}}}[^{_WHITE}])?[{_WHITE}]*$",
        f"write 1 to {LONGEST_TEXT} characters (true and false in quotes), or remove the key",
        (),
        _ANY,
    ),
    parse_id: Form(
        whole_text(ID_FORM.pattern, _ID_LENGTH),
        f"an id: small letters a–z and digits, words joined by “-”, at most {LONGEST_ID} characters",
        (),
        _ANY,
    ),
    parse_whole: Form(
        whole_text(WHOLE_FORM.pattern, _at_most_ten_to_the(_LONGEST_NUMBER, f"{_SPACE}*{_END}")),
        "write a whole number as 16500 or 16 500",
        ("16 500",),
        ("integer", "string"),
        {"minimum": 0, "maximum": 10**_LONGEST_NUMBER},
    ),
    parse_difference: Form(
        whole_text(f"[-\u2212]?(?:{WHOLE_FORM.pattern})", _at_most_ten_to_the(_LONGEST_NUMBER, f"{_SPACE}*{_END}")),
        "write a whole number, less than zero with a minus, as 1 600 or -1 600",
        ("1 600", "-1 600"),
        ("integer", "string"),
        {"minimum": -(10**_LONGEST_NUMBER), "maximum": 10**_LONGEST_NUMBER},
    ),
    parse_flag: Form(whole_text("true|false"), "write true or false", (), ("boolean", "string")),
    parse_share: Form(
        whole_text(f"{_PERCENT_BOUND}{PERCENT_FORM.pattern}|{FRACTION_FORM.pattern}"),
        "write a share as 12,5 % or 4/15; at most 100 %",
        ("12,5 %", "4/15"),
    ),
    parse_index: Form(
        whole_text(INDEX_FORM.pattern),
        "write an index number as 105,3; in quotes inside { } and [ ]",
        ("105,3",),
        ("integer", "string"),
    ),
    parse_date: Form(
        whole_text(DATE_FORM.pattern, f"(?={FIRST_TO_LAST_YEAR}-{_DAY}|{_LEAP_YEAR}-02-29)"),
        "write a day of the calendar as 2027-03-31",
        ("2027-03-31",),
    ),
    parse_month_day: Form(
        whole_text(MONTH_DAY_FORM.pattern, f"(?={_DAY}|02-29)"), "write a day of the year as 03-31", ("03-31",)
    ),
    parse_year: Form(
        whole_text(YEAR_FORM.pattern, f"(?={FIRST_TO_LAST_YEAR})"),
        "write a year with four digits, as in 2027",
        ("2027",),
        ("integer", "string"),
        {"minimum": 1970, "maximum": 2150},
    ),
    parse_period: Form(
        whole_text(PERIOD_FORM.pattern, f"(?={FIRST_TO_LAST_YEAR})", space=f"[{_WHITE}]"),
        "write a quarter as 2027-Q1, or a month as 2027-03",
        ("2027-Q1", "2027-03"),
    ),
    parse_amount: Form(_amount(), _AMOUNT_HINT, _AMOUNTS),
    parse_cost: Form(_amount("(?![-\u2212].*[1-9])"), f"{_AMOUNT_HINT}; not below zero", _AMOUNTS),
}
"""The form of every kind of value, by the function of the model that reads it."""


def form_of(parser: object) -> Form | None:
    """The form of what `parser` reads; None where it is no reader of a single value."""
    if isinstance(parser, WholeBetween):
        return _between(parser.least, parser.most)
    return FORMS.get(parser)
