"""All that a record says as one text, for rules that sift it before they look where something stands."""

from __future__ import annotations

import re
from functools import lru_cache

from itgov.model.record import Part
from itgov.model.walk import words_of

_LONG = re.compile(r"\d[\d +()/\u00a0\u2013-]{6,}\d", re.ASCII)

_BESIDE = 8
"""Characters beside a number that tell what it is: part of an id, an amount."""


class _Same:
    """A record or the settings, known again by being the very same."""

    __slots__ = ("part",)

    def __init__(self, part: Part) -> None:
        self.part = part

    def __hash__(self) -> int:
        return id(self.part)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.part is other.part


def wording(part: Part) -> str:
    """All texts of a record, ids among them, on lines of their own."""
    return _gathered(_Same(part))


@lru_cache(maxsize=1)
def _gathered(same: _Same) -> str:
    # Every rule is asked about one record before the next: the last one is enough.
    return "\n".join(words_of(same.part))


def long_numbers(part: Part) -> str:
    """What in its texts could hold a date, a telephone or an identity number, with a few characters on either side.

    One look for all who ask; they look closer at these pieces, each on a line, and then where they stand.
    """
    return _pieces(_Same(part))


@lru_cache(maxsize=1)
def _pieces(same: _Same) -> str:
    words = _gathered(same)
    found = [words[max(0, one.start() - _BESIDE) : one.end() + _BESIDE] for one in _LONG.finditer(words)]
    return "\n".join(found)
