"""Plain texts that other YAML tools would read as something else than text (a country `no`, a version 1.10).

This reader takes the text as it stands; spreadsheets, scripts and other tools that read the same file do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import get_args

from itgov.finding import At, Fault
from itgov.message import Message, msg
from itgov.model.describe import field_at
from itgov.model.kinds import KINDS
from itgov.model.record import Part, Record
from itgov.model.walk import texts
from itgov.store.document import Document
from itgov.store.reader import MAX_BYTES, Refused, decode
from itgov.store.spans import spans

_FLAG = "yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
_NUMBER = r"0[0-9_]+|0[xo][0-9a-fA-F]+|[0-9]+[eE][+-]?[0-9]+|[0-9]+\.[0-9]*0|[0-9]+\.[0-9]+[eE][+-]?[0-9]+"
_TIME = r"[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_BENT = re.compile(f"(?:{_FLAG}|{_NUMBER}|{_TIME})|({_DAY})")
MAY_BEGIN = frozenset("0123456789yYnNoO")
"""The characters that a text begins with which may be bent: what begins otherwise need not be looked at."""
_READ_AS = (
    (re.compile(_FLAG), msg("true or false")),
    (re.compile(_NUMBER), msg("a number")),
    (re.compile(_TIME), msg("a number of minutes or seconds")),
    (re.compile(_DAY), msg("a date")),
)


@lru_cache(maxsize=8192)
def may_bend(key: str | None, text: str) -> bool:
    """Whether a plain text is worth a closer look: no where there is nothing, and sometimes yes for nothing.

    `key` is what it stands under, None where it stands in a list.
    """
    found = _BENT.fullmatch(text)
    return found is not None and (found[1] is None or key not in _date_keys())


def bent(record: Record, document: Document) -> Iterator[Fault]:
    """A fault for every text of the record that is written plain and would be bent by others."""
    found = [(route, text, kind) for route, text in texts(record) if (kind := _read_as(text)) is not None]
    if not found:
        return
    try:
        with (document.root / document.path).open("rb") as file:
            top = spans(decode(file.read(MAX_BYTES + 1)))
    except (OSError, Refused):
        return
    for route, text, kind in found:
        span = top.at(route)
        # The text may also be that of a key, which stands at the route of its entry.
        if span is not None and span.style == "plain" and span.text == text:
            yield Fault(
                document.spot(At(record.id, route)),
                msg(
                    "{field} of “{id}” is the text {text}, which other YAML tools read as {kind}",
                    field=field_at(type(record), route),
                    id=record.id,
                    text=text,
                    kind=kind,
                ),
                msg('put it in quotes: "{text}"', text=text),
            )


def _read_as(text: str) -> Message | None:
    if len(text) > len("2026-11-02") + 10:
        return None
    return next((kind for form, kind in _READ_AS if form.fullmatch(text)), None)


@cache
def _date_keys() -> frozenset[str]:
    """The keys that hold dates in some kind of record."""
    return frozenset(name for kind in KINDS for name in _dates_in(kind.type, frozenset()))


def _dates_in(annotation: object, above: frozenset[object]) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        if annotation not in above:
            for name, info in annotation.model_fields.items():
                if _is_date(info.annotation):
                    yield name
                yield from _dates_in(info.annotation, above | {annotation})
        return
    for argument in get_args(annotation):
        yield from _dates_in(argument, above)


def _is_date(annotation: object) -> bool:
    return annotation is date or any(_is_date(argument) for argument in get_args(annotation))
