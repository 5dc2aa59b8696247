"""A record's file in its canonical form: keys in the model's order, amounts, quotes and indentation in one way.

What a file says is never changed: after the work the values are read again and the comments counted, and a file
that would not come through whole is refused. What has no one right form, such as block or flow style, is the
writer's.
"""

from __future__ import annotations

from itgov.edit.lines import Writer
from itgov.edit.meant import meant
from itgov.edit.outline import Branch, Outline, outline
from itgov.edit.spelling import amount
from itgov.finding import Spot
from itgov.message import Message, msg
from itgov.model.kinds import Kind
from itgov.model.record import Part
from itgov.store.reader import Refused, parse
from itgov.store.spans import Span
from itgov.store.tree import Mark, plain

_FOREIGN_BREAKS = "\x85\u2028\u2029"


class CannotLayOut(Exception):
    """The file cannot be kept whole, so it stays as it is; `mark` is the place, `remedy` what to do."""

    def __init__(self, message: Message, mark: Mark, remedy: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.mark = mark
        self.remedy = remedy


def layout(kind: Kind | type[Part] | None, text: str) -> str:
    """The file's text in canonical form, ending in one line feed; line ends become line feeds.

    `kind` says which keys there are; where it is None, keys keep their order and free texts their quotes.
    A text in canonical form comes back as it is. Raises CannotLayOut.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _check_breaks(text)
    before = _read(text)
    written = outline(text)
    part = kind.type if isinstance(kind, Kind) else kind
    laid_out = Writer(text, ordered="*" not in text or not _has_alias(written.top)).file(written, meant(part))
    _check_kept(before, written, laid_out)
    return laid_out


def _read(text: str) -> object:
    parsed = parse(text.encode(), "")
    if parsed.top is not None and not parsed.faults:
        return plain(parsed.top)
    fault = parsed.faults[0][1]
    place = fault.where
    assert isinstance(place, Spot)
    raise CannotLayOut(fault.message, Mark(place.line - 1, place.column - 1, place.width), fault.remedy)


def _check_breaks(text: str) -> None:
    place = next((index for index, char in enumerate(text) if char in _FOREIGN_BREAKS), None)
    if place is not None:
        raise CannotLayOut(
            msg("the character {char} breaks a line here for some readers only", char=f"U+{ord(text[place]):04X}"),
            _mark(text, place),
            msg("replace it by a space or a line end"),
        )
    if text.startswith("%") or "\n%" in text.partition("\n---")[0]:
        raise CannotLayOut(
            msg("a line that starts with “%” speaks to the YAML reader"),
            _mark(text, 0),
            msg("remove the line: records need none"),
        )


def _check_kept(before: object, written: Outline, laid_out: str) -> None:
    """The promise of this module, kept by reading what was made."""
    try:
        whole = _same(before, _read(laid_out)) and written.attached() == outline(laid_out).attached()
    except (CannotLayOut, Refused):
        whole = False
    if not whole:
        raise CannotLayOut(
            msg("not all values and comments of this file would come through whole"),
            Mark(0, 0),
            msg("move unusual comments to lines of their own above a key; write values that are hard to read plainly"),
        )


def _same(old: object, new: object) -> bool:
    """Whether two values are the same, amounts as öre; the order of keys does not matter."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_same(value, new[key]) for key, value in old.items())
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) == len(new) and all(map(_same, old, new))
    return old == new or (isinstance(old, str) and isinstance(new, str) and amount(old) == amount(new))


def _has_alias(branch: Branch) -> bool:
    return any(_repeats(entry.value) for entry in branch.entries)


def _repeats(span: Span) -> bool:
    return span.style == "alias" or any(_repeats(part) for part in (*span.items, *(value for _, value in span.entries)))


def _mark(text: str, place: int) -> Mark:
    return Mark(text.count("\n", 0, place), place - (text.rfind("\n", 0, place) + 1))
