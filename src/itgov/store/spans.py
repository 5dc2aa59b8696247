"""Where in a file's text every key and value stands, for changing one and leaving all the rest.

Positions count characters of the decoded text from 0; ends are open. What the
reader refuses (tags, merge keys, several documents) is refused here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from itgov.message import msg
from itgov.store.reader import MAX_DEPTH, Refused, events_of
from itgov.store.tree import Mark

Style = Literal["plain", "single", "double", "literal", "folded", "alias", "block", "flow"]
_STYLES: dict[str | None, Style] = {
    None: "plain",
    "": "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A value in the text: from `start` to before `end`, on line `line` (from 0) at column `column`.

    Scalars have `text` (the value); blocks have `entries` in written order, lists `items`. `style` tells how a
    scalar is quoted, and whether a block or list is in block or flow style; an alias has neither text nor parts.
    An anchored value starts at its anchor; the end of one in block style may lie past comments that follow it.
    """

    start: int
    end: int
    line: int
    column: int
    style: Style
    text: str | None = None
    entries: tuple[tuple[Span, Span], ...] = ()
    items: tuple[Span, ...] = ()
    is_block: bool = False
    is_list: bool = False
    anchored: bool = False

    def at(self, route: Sequence[str | int]) -> Span | None:
        """The value that a route of keys and places leads to; None where there is none."""
        found: Span | None = self
        for step in route:
            if found is None:
                return None
            found = found.value(step) if isinstance(step, str) else found.item(step)
        return found

    def value(self, key: str) -> Span | None:
        """The value of one key of a block."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Span | None:
        """Where one key of a block is written."""
        return next((name for name, _ in self.entries if name.text == key), None)

    def item(self, index: int) -> Span | None:
        """The value at one place of a list, counted from 0."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def scalars(self) -> Iterator[Span]:
        """Every scalar value in it, in the order they are written; keys are not among them."""
        if self.text is not None:
            yield self
        for _, value in self.entries:
            yield from value.scalars()
        for item in self.items:
            yield from item.scalars()


def spans(text: str) -> Span:
    """The top of one document; raises Refused where the text is not a single document of plain YAML data."""
    events = events_of(text)
    if isinstance(next(events), StreamEndEvent):
        raise Refused("FRM001", msg("the file is empty"), Mark(0, 0))
    top = _span(next(events), events, 1)
    next(events)
    if not isinstance(following := next(events), StreamEndEvent):
        raise Refused("FRM001", msg("a second document starts here"), Mark(following.start_mark.line, 0))
    return top


def _span(event: Any, events: Iterator[Any], depth: int) -> Span:
    start, line, column = event.start_mark.index, event.start_mark.line, event.start_mark.column
    if depth > MAX_DEPTH:
        raise Refused("FRM008", msg("the nesting is deeper than {most} levels", most=MAX_DEPTH), Mark(line, column))
    if isinstance(event, AliasEvent):
        return Span(start, event.end_mark.index, line, column, "alias")
    anchored = event.anchor is not None
    if event.tag is not None and event.tag != "!":
        raise Refused("FRM009", msg("tags are not taken: records are plain data"), Mark(line, column))
    if isinstance(event, ScalarEvent):
        style = _STYLES[event.style]
        return Span(start, event.end_mark.index, line, column, style, text=event.value, anchored=anchored)
    style = "flow" if event.flow_style else "block"
    if isinstance(event, SequenceStartEvent):
        items = []
        while not isinstance(following := next(events), SequenceEndEvent):
            items.append(_span(following, events, depth + 1))
        end = following.end_mark.index
        return Span(start, end, line, column, style, items=tuple(items), is_list=True, anchored=anchored)
    entries = []
    while not isinstance(following := next(events), MappingEndEvent):
        key = _key(following, events, depth)
        entries.append((key, _span(next(events), events, depth + 1)))
    end = following.end_mark.index
    return Span(start, end, line, column, style, entries=tuple(entries), is_block=True, anchored=anchored)


def _key(event: Any, events: Iterator[Any], depth: int) -> Span:
    mark = Mark(event.start_mark.line, event.start_mark.column)
    if not isinstance(event, ScalarEvent):
        raise Refused("FRM009", msg("a key must be plain text"), mark)
    if event.value == "<<" and event.implicit[0]:
        raise Refused("FRM009", msg("merge keys (“<<”) are not taken"), mark)
    return _span(event, events, depth + 1)
