"""What in a text is about a person: identity numbers, private addresses, telephones, names (D40).

Everything found is given back masked, never in full: findings end up in logs that many read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

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

_DIGITS = re.compile(r"\d\d")
"""What every number of a person has, and most texts have not."""
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


Hit = tuple[int, int, str]
"""Where in a text something about a person begins and ends, and what may be shown of it."""
_CUT = re.compile(r"(?:(?<!\d)\d{6,}[-+ ]?\d{0,3}|[\w.+-]+@[\w.-]*|(?<!\d)07\d[\d -]{2,})(?=…$)")
"""What may be the beginning of a number or an address, before the end of a value that was clipped."""


def masked(text: str, people: Iterable[str] = ()) -> str:
    """The text with every number, address and telephone of a person masked, and the names of `people` as initials."""
    if "@" in text or _DIGITS.search(text):
        hits = chain(_identity_hits(text, date.max), _private_hits(text), _persons_hits(text), _mobile_hits(text))
        begun = len(text)
        for start, end, shown in sorted(hits, reverse=True):
            if end <= begun:
                text, begun = text[:start] + shown + text[end:], start
        text = _CUT.sub("***", text)
    for person in people:
        text = _without(text, person)
    return text


def _without(text: str, person: str) -> str:
    """The text with the name as initials; also where its end was clipped."""
    text = text.replace(person, _initials(person))
    if text.endswith("…"):
        most = next((n for n in range(len(person) - 1, 1, -1) if text.endswith(f"{person[:n]}…")), 0)
        if person[:most].strip().find(" ") > 0:
            text = f"{text[: -most - 1]}{_initials(person)}…"
    return text


def _initials(person: str) -> str:
    words = person.split()
    return f"{words[0][0]}. {words[-1][0]}."


def is_about_someone(text: str) -> bool:
    """Whether the text holds a number, an address or a telephone of a person."""
    return masked(text) != text


def identity_numbers(text: str, today: date = date.max) -> Iterator[str]:
    """Personal identity and coordination numbers, their last four digits masked.

    Ten or twelve digits, with "-", "+", a space or nothing before the last four: a day of the calendar (60 more
    for coordination numbers), not after `today` where the century is written, and a right check digit.
    """
    return (shown for _, _, shown in _identity_hits(text, today))


def _identity_hits(text: str, today: date) -> Iterator[Hit]:
    for found in _NUMBER.finditer(text):
        if _check_digit_holds(found["year"] + found["month"] + found["day"] + found["last"]) and _was_born(
            found, today
        ):
            born = "".join(found.group("year", "month", "day"))
            yield *found.span(), f"{found['century'] or ''}{born}{found['sign'].strip() or '-'}****"


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
    return (shown for _, _, shown in _private_hits(text))


def _private_hits(text: str) -> Iterator[Hit]:
    for found in _ADDRESS.finditer(text):
        if found["domain"].casefold() in _PRIVATE:
            yield *found.span(), f"{found['local'][0]}***@{found['domain']}"


def persons_addresses(text: str) -> Iterator[str]:
    """E-mail addresses elsewhere that are made of a person's name, masked likewise."""
    return (shown for _, _, shown in _persons_hits(text))


def _persons_hits(text: str) -> Iterator[Hit]:
    for found in _ADDRESS.finditer(text):
        if found["domain"].casefold() not in _PRIVATE and _is_name_like(found["local"]):
            yield *found.span(), f"{found['local'][0]}***@{found['domain']}"


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
    return (shown for _, _, shown in _mobile_hits(text))


def _mobile_hits(text: str) -> Iterator[Hit]:
    for found in _MOBILE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        yield *found.span(), f"0{re.sub('^(?:0046|46|0)0?', '', digits)[:2]}-*** ** **"


def names(text: str) -> Iterator[str]:
    """A common Swedish first name with a capitalised word after it, as initials: "A. A.".

    Words that end as roles, organisations and places do are no surnames.
    """
    return map(_initials, people(text))


def people(text: str) -> Iterator[str]:
    """The same names as they are written: for finding them elsewhere, and never to be shown."""
    for found in _NAME.finditer(text):
        first, last = found["first"], found["last"]
        if first in FIRST_NAMES and last[0].isupper() and not _NO_SURNAME.fullmatch(last):
            yield text[found.start() : found.end("last")]
