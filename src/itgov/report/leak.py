"""The last guard: a page that shows what its readers may not see is refused (D47).

`audience` should have taken it all away. This looks once more, at the finished text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from itgov.message import msg
from itgov.model.city import City
from itgov.model.kinds import KINDS
from itgov.model.record import Part, Record
from itgov.model.scalar import Visibility
from itgov.model.walk import leaves
from itgov.report.audience import for_audience

_SHORTEST = 6
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class HiddenWord:
    """A text that must not show: the record it is from, and its field."""

    text: str
    record_id: str
    field: str


class Leak(RuntimeError):
    """A page shows something its readers may not see; `message` names page, record and field, not the text."""

    def __init__(self, path: str, word: HiddenWord) -> None:
        self.message = msg(
            "the page {page} would show {field} of “{record}”, which its readers may not see: nothing is built; "
            "take the words out of the record that repeats them, or let more people see “{record}”",
            page=path,
            field=f"`{word.field}`",
            record=word.record_id,
        )
        super().__init__(str(self.message))


def hidden_words(city: City, audience: Visibility) -> tuple[HiddenWord, ...]:
    """Ids, names and texts of what `audience` may not see, of 6 characters or more and with a letter in them.

    Sorted by record, field and text. A text that equals one they may see is no secret,
    nor is a code such as "licences".
    """
    visible = frozenset(visible_texts(city, audience)) | _codes()
    found = {
        (record.id, field, text)
        for record in city.records()
        for field, text in _texts(record)
        if text not in visible and len(text) >= _SHORTEST and any(char.isalpha() for char in text)
    }
    return tuple(HiddenWord(text, record_id, field) for record_id, field, text in sorted(found))


def visible_texts(city: City, audience: Visibility) -> tuple[str, ...]:
    """Every text that `audience` may see, sorted."""
    seen = for_audience(city, audience)
    texts = {text for record in seen.records() for _, text in _texts(record)}
    texts |= {_plain(function.name) for function in seen.functions.values()} | set(seen.functions)
    return tuple(sorted(texts))


def leaks(text: str, words: Iterable[HiddenWord], allowed: Iterable[str] = ()) -> tuple[HiddenWord, ...]:
    """The words that a Markdown text shows, in the order given; its escapes and line breaks do not hide them.

    `allowed` are texts that may stand there: a word inside one of them, such as the name
    of a hidden contract in a visible description, does not count, unless it is an id.
    A word counts only where no letter, digit or hyphen joins it on either side.
    """
    shown = _plain(_ESCAPE.sub(r"\1", text))
    first = [word for word in words if word.text in shown and _stands_alone(word.text, shown)]
    return tuple(
        word for word in first if word.field == "id" or _stands_alone(word.text, _without(shown, word, allowed))
    )


def _without(shown: str, word: HiddenWord, allowed: Iterable[str]) -> str:
    """What is left of a text when those allowed texts that hold the word are taken out, the longest first."""
    for text in sorted((text for text in allowed if word.text in text), key=len, reverse=True):
        shown = shown.replace(text, "\0")
    return shown


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    """Every text of a record, with the route to its field; numbers of list items, and ids that are keys, left out."""
    for route, value, _ in leaves(record):
        if isinstance(value, str):
            yield ".".join(step for step in route if isinstance(step, str) and step != value), _plain(value)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _stands_alone(word: str, text: str) -> bool:
    """Whether the word occurs with no letter or digit on either side, so that "avtal-hr" is not in "avtal-hr-2"."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


@cache
def _codes() -> frozenset[str]:
    """Every code that some field of the model may hold."""
    return frozenset(code for kind in KINDS for code in _codes_in(kind.type, frozenset()))


def _codes_in(annotation: Any, above: frozenset[type[Part]]) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        if annotation not in above:
            for info in annotation.model_fields.values():
                yield from _codes_in(info.annotation, above | {annotation})
        return
    for argument in get_args(annotation):
        if isinstance(argument, str) and get_origin(annotation) is Literal:
            yield argument
        else:
            yield from _codes_in(argument, above)
