"""What in a text is about a person: identity numbers, private addresses, telephones, names (D40).

Everything found is given back masked, never in full: findings end up in logs that many read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from itgov.check.first_names import FIRST_NAMES

_NUMBER = re.compile(
    r"(?<![\w+-])(?P<century>18|19|20)?(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d|[6-9]\d)"
    r"(?P<sign>[-+\u2013]| ?)(?P<last>\d{4})(?![\w-]|[ \u00a0]?(?:kr|tkr|mnkr)\b)",
    re.ASCII,
)
_ADDRESS = re.compile(r"(?<![\w.+-])(?P<local>\w[\w.+-]*)@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
_MOBILE = re.compile(
    r"(?<![\w+.-])(?:(?:\+|00)46[ \u00a0-]?(?:\(0\))?[ \u00a0-]?|\(?0)7[02369]\)?(?:[ \u00a0/-]{0,3}\d){7}(?![\w-])"
)
_NAME = re.compile(
    r"(?<![\w-])(?P<first>[^\W\d_]+)"
    r"(?=(?:[ -][^\W\d_]+)?(?: (?:von|af|de|la))? (?P<last>[^\W\d_][\w'’-]+)(?![\w-]))"
)

_COORDINATION = 60
"""What a coordination number adds to the day of birth."""
_PRIVATE_DOMAINS = """
gmail.com googlemail.com hotmail.com hotmail.se outlook.com outlook.se live.com live.se msn.com icloud.com
me.com mac.com yahoo.com yahoo.se telia.com comhem.se bredband.net bredband2.com spray.se tele2.se
glocalnet.net home.se swipnet.se passagen.se protonmail.com proton.me gmx.com aol.com
"""
_PRIVATE = frozenset(_PRIVATE_DOMAINS.split())
_PLAIN = str.maketrans("åäöé", "aaoe")
_FIRST_PLAIN = frozenset(name.casefold().translate(_PLAIN) for name in FIRST_NAMES)
_NO_SURNAME = re.compile(
    r".*(?:förvaltning|nämnd|chef|ledare|ansvarig|ägare|gatan|vägen|torget|skolan|gården|center|direktör|"
    r"grupp|råd|plats|hus|program|avdelning|enhet)(?:en|et|n|ens|s)?",
    re.IGNORECASE,
)


def identity_numbers(text: str, today: date = date.max) -> Iterator[str]:
    """Personal identity and coordination numbers, their last four digits masked.

    Ten or twelve digits, with "-", "+", a space or nothing before the last four: a day of the calendar (60 more
    for coordination numbers), not after `today` where the century is written, and a right check digit.
    """
    for found in _NUMBER.finditer(text):
        if _check_digit_holds(found["year"] + found["month"] + found["day"] + found["last"]) and _was_born(
            found, today
        ):
            born = "".join(found.group("year", "month", "day"))
            yield f"{found['century'] or ''}{born}{found['sign'].strip() or '-'}****"


def _check_digit_holds(ten: str) -> bool:
    """Luhn's sum over all ten digits, the first one doubled."""
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(ten))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _was_born(found: re.Match[str], today: date) -> bool:
    day = int(found["day"])
    month, day = int(found["month"]), day - _COORDINATION if day > _COORDINATION else day
    for century in [found["century"]] if found["century"] else ["20", "19", "18"]:
        try:
            born = date(int(century + found["year"]), month, day)
        except ValueError:
            continue
        if born <= today:
            return True
    return False


def private_addresses(text: str) -> Iterator[str]:
    """E-mail addresses at providers for private persons, all but their first letter and domain masked."""
    for found in _ADDRESS.finditer(text):
        if found["domain"].casefold() in _PRIVATE:
            yield f"{found['local'][0]}***@{found['domain']}"


def persons_addresses(text: str) -> Iterator[str]:
    """E-mail addresses elsewhere that are made of a person's name, masked likewise."""
    for found in _ADDRESS.finditer(text):
        if found["domain"].casefold() not in _PRIVATE and _is_name_like(found["local"]):
            yield f"{found['local'][0]}***@{found['domain']}"


def _is_name_like(local: str) -> bool:
    """Whether it is such as "anna.andersson" or "a.andersson"; "it.service" is none."""
    words = re.split(r"[._]", local.casefold().translate(_PLAIN))
    alphabetic = all(word.replace("-", "").isalpha() for word in words)
    return (
        len(words) > 1
        and alphabetic
        and (words[0].split("-")[0] in _FIRST_PLAIN or len(words[0]) == 1 < len(words[-1]) - 1)
    )


def mobile_numbers(text: str) -> Iterator[str]:
    """Swedish mobile numbers in their usual spellings, all but their first three digits masked."""
    for found in _MOBILE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        yield f"0{re.sub('^(?:0046|46|0)0?', '', digits)[:2]}-*** ** **"


def names(text: str) -> Iterator[str]:
    """A common Swedish first name with a capitalised word after it, as initials: "A. A.".

    Words that end as roles, organisations and places do are no surnames.
    """
    for found in _NAME.finditer(text):
        first, last = found["first"], found["last"]
        if first in FIRST_NAMES and last[0].isupper() and not _NO_SURNAME.fullmatch(last):
            yield f"{first[0]}. {last[0]}."
