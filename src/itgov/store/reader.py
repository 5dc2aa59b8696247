"""YAML text to a tree with positions, made for input that nobody vouches for.

YAML is data here. What it takes: one document of UTF-8 whose top is a block of
keys; block and flow style; anchors and aliases within bounds. What it refuses:
tags, merge keys, keys that are not text, more than one document, nesting past
MAX_DEPTH and trees past MAX_NODES. Values stay text: their field says what they
mean. Events come from the C parser one by one, so that a hostile file is left
before the parser has read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from itgov.finding import Fault, Related, Spot
from itgov.message import Message, msg, quoted
from itgov.store.problem import in_words
from itgov.store.tree import Block, Entry, Items, Mark, Node, Scalar

MAX_BYTES = 1 << 20
MAX_DEPTH = 32
MAX_NODES = 50_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""What a file in UTF-16 begins with."""
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True)
class Parsed:
    """What came of one file: the top block where it could be read, and the faults by rule code."""

    top: Block | None
    faults: tuple[tuple[str, Fault], ...] = ()


class Refused(Exception):
    """The file cannot be read on; becomes a fault at `mark`."""

    def __init__(self, code: str, message: Message, mark: Mark, remedy: Message | None = None) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message
        self.mark = mark
        self.remedy = remedy


def decode(data: bytes) -> str:
    """The text of a file that must be UTF-8 (a byte-order mark is passed over); raises Refused otherwise."""
    if len(data) > MAX_BYTES:
        raise Refused(
            "FRM008",
            msg("the file is larger than {most} bytes, the most that is read", most=MAX_BYTES),
            Mark(0, 0),
            msg("split it: one record a file"),
        )
    if data.startswith(UTF_16):
        raise Refused("FRM002", msg("the file is UTF-16"), Mark(0, 0), _SAVE_AS_UTF8)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace"))
        raise Refused(
            "FRM002",
            msg("the byte 0x{byte} is not UTF-8", byte=f"{data[error.start]:02x}"),
            Mark(before.count(b"\n"), column),
            _SAVE_AS_UTF8,
        ) from error


def parse(data: bytes, path: str) -> Parsed:
    """The tree of one file. Faults point into `path`; nothing in `data` can make this raise or hang."""
    builder = _Builder(path)
    try:
        top = builder.document(decode(data))
    except Refused as refused:
        spot = Spot(path, refused.mark.line + 1, refused.mark.column + 1, refused.mark.width)
        return Parsed(None, (*builder.faults, (refused.code, Fault(spot, refused.message, refused.remedy))))
    return Parsed(top, tuple(builder.faults))


@dataclass
class _Anchored:
    node: Node | None
    size: int
    height: int


@dataclass
class _Builder:
    """Builds the tree from events; `size` counts nodes, each alias as all it stands for."""

    path: str
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    anchors: dict[str, _Anchored] = field(default_factory=dict)
    size: int = 0

    def document(self, text: str) -> Block:
        events = events_of(text)
        first = next(events)
        if isinstance(first, StreamEndEvent):
            raise Refused("FRM001", msg("the file is empty"), Mark(0, 0), msg("write the record, or delete the file"))
        top, _ = self.node(next(events), events, 1)
        next(events)
        following = next(events)
        if not isinstance(following, StreamEndEvent):
            raise Refused(
                "FRM001",
                msg("a second document starts here"),
                _mark(following),
                msg("keep one record a file: move what follows to a file of its own, or remove the line"),
            )
        if not isinstance(top, Block):
            raise Refused(
                "FRM001",
                msg("the file holds no block of keys"),
                top.mark,
                msg("write keys with values, starting with “id: …”"),
            )
        return top

    def node(self, event: Any, events: Iterator[Any], depth: int) -> tuple[Node, int]:
        """The node that starts with `event`, and its height: how many levels it holds."""
        mark = _mark(event)
        if depth > MAX_DEPTH:
            raise Refused("FRM008", msg("the nesting is deeper than {most} levels", most=MAX_DEPTH), mark)
        if isinstance(event, AliasEvent):
            return self.alias(event, mark, depth)
        self.grow(1, mark)
        if event.tag is not None and event.tag != "!":
            raise Refused(
                "FRM009",
                msg("the tag “{tag}” is not taken: records are plain data", tag=quoted(event.tag)),
                mark,
                msg("remove the tag; the field says what its value means"),
            )
        before = self.size
        anchored = _Anchored(None, 0, 0)
        if event.anchor is not None:
            self.anchors[event.anchor] = anchored
        node, height = self.content(event, events, mark, depth)
        anchored.node, anchored.size, anchored.height = node, self.size - before + 1, height
        return node, height

    def content(self, event: Any, events: Iterator[Any], mark: Mark, depth: int) -> tuple[Node, int]:
        if isinstance(event, ScalarEvent):
            return Scalar(mark, event.value, event.implicit[0] and event.value in EMPTY), 1
        height = 1
        if isinstance(event, SequenceStartEvent):
            items = Items(mark, [])
            while not isinstance(following := next(events), SequenceEndEvent):
                item, below = self.node(following, events, depth + 1)
                height = max(height, below + 1)
                items.items.append(item)
            return items, height
        block = Block(mark, {})
        while not isinstance(following := next(events), MappingEndEvent):
            key, key_mark = self.key(following)
            value, below = self.node(next(events), events, depth + 1)
            height = max(height, below + 1)
            self.enter(block, key, Entry(key_mark, value))
        return block, height

    def key(self, event: Any) -> tuple[str, Mark]:
        mark = _mark(event)
        if not isinstance(event, ScalarEvent) or event.tag not in {None, "!"}:
            raise Refused("FRM009", msg("a key must be plain text"), mark)
        if event.value == "<<" and event.implicit[0]:
            raise Refused(
                "FRM009",
                msg("merge keys (“<<”) are not taken"),
                mark,
                msg("write the keys out where they belong"),
            )
        self.grow(1, mark)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(Scalar(mark, event.value), 1, 1)
        return event.value, mark

    def enter(self, block: Block, key: str, entry: Entry) -> None:
        if (first := block.entries.get(key)) is None:
            block.entries[key] = entry
            return
        fault = Fault(
            _spot(self.path, entry.key_mark),
            msg("the key “{key}” is written twice in the same block", key=quoted(key)),
            msg("keep one of the two; nothing tells which one was meant"),
            (Related(_spot(self.path, first.key_mark), msg("it is written here first")),),
        )
        self.faults.append(("FRM003", fault))

    def alias(self, event: Any, mark: Mark, depth: int) -> tuple[Node, int]:
        anchored = self.anchors.get(event.anchor)
        if anchored is None or anchored.node is None:
            problem = (
                msg("the alias “*{name}” has no anchor before it", name=quoted(event.anchor))
                if anchored is None
                else msg("the alias “*{name}” stands inside what it repeats", name=quoted(event.anchor))
            )
            raise Refused("FRM008" if anchored else "FRM001", problem, mark)
        if depth + anchored.height > MAX_DEPTH:
            raise Refused("FRM008", msg("the nesting is deeper than {most} levels", most=MAX_DEPTH), mark)
        self.grow(anchored.size, mark)
        return anchored.node, anchored.height

    def grow(self, by: int, mark: Mark) -> None:
        self.size += by
        if self.size > MAX_NODES:
            raise Refused(
                "FRM008",
                msg("the file holds more than {most} values, aliases counted as what they repeat", most=MAX_NODES),
                mark,
            )


def events_of(text: str) -> Iterator[Any]:
    """The parser's events, from the stream's start to its end; raises Refused where the text is no YAML."""
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # noqa: PLC0415  loaded when a file is read, not at start-up

    try:
        parser = CParser(text)
        parser.get_event()
        while True:
            yield parser.get_event()
    except MarkedYAMLError as error:
        raise _broken(error, text) from error
    except YAMLError as error:
        raise _unreadable(error, text) from error


def _broken(error: MarkedYAMLError, text: str) -> Refused:
    if markers := conflict_markers(text):
        return unmerged(markers)
    mark = error.problem_mark or error.context_mark
    place = Mark(mark.line, mark.column) if mark is not None else Mark(0, 0)
    tab = _tab_at(text, place)
    if tab is not None:
        return Refused(
            "FRM014",
            msg("a tab stands where YAML takes spaces only"),
            tab,
            msg("put spaces in its place, two for each level; set your editor to indent with spaces"),
        )
    problem = in_words(str(error.problem or error.context or error))
    remedy = msg('look at the line and the one before it: indentation, a missing “:”, or a value that needs “"…"”')
    if error.problem == _SECOND_COLON:
        remedy = msg(
            "a text with “: ” in it needs quotes around it; a long one may stand below its key, set in by two spaces, "
            "after “>-”:\nsummary: >-\n  Ny tjänst: ansökan på nätet"
        )
    return Refused("FRM001", msg("this is not YAML: {problem}", problem=problem), place, remedy)


def conflict_markers(text: str) -> tuple[int, ...]:
    """The lines, from 0, where git marked what a merge could not settle; none where it is no such file."""
    found = [(index, line[:7]) for index, line in enumerate(text.splitlines()) if _CONFLICT.fullmatch(line) is not None]
    whole = {sign for _, sign in found} & {"<<<<<<<", ">>>>>>>"}
    return tuple(index for index, _ in found) if whole else ()


def unmerged(markers: tuple[int, ...]) -> Refused:
    """That a merge was left unfinished, with the lines that say so."""
    lines = ", ".join(str(index + 1) for index in markers[:_MARKERS_TOLD]) + (", …" if markers[_MARKERS_TOLD:] else "")
    return Refused(
        "FRM001",
        msg(
            "a merge was left unfinished: git's marks (<<<<<<<, =======, >>>>>>>) stand on the lines {lines}",
            lines=lines,
        ),
        Mark(markers[0], 0, 7),
        msg("keep what is right of both sides, take these lines away, and finish the merge with `git add`"),
    )


_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
_MARKERS_TOLD = 9
_SECOND_COLON = "mapping values are not allowed in this context"


def _tab_at(text: str, place: Mark) -> Mark | None:
    """The tab that the parser stopped at, or that the line is indented with; None where it was no tab."""
    lines = text.splitlines()
    line = lines[place.line] if place.line < len(lines) else ""
    if line[place.column : place.column + 1] == "\t":
        return place
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return Mark(place.line, indent.index("\t")) if "\t" in indent else None


def _unreadable(error: YAMLError, text: str) -> Refused:
    """Reader errors carry no mark: the place of the first character YAML forbids is counted here."""
    for index, char in enumerate(text):
        if not (
            char in "\t\n\r\x85"
            or " " <= char <= "~"
            or "\xa0" <= char <= "\ud7ff"
            or "\ue000" <= char <= "\ufffd"
            or char >= "\U00010000"
        ):
            line = text.count("\n", 0, index)
            return Refused(
                "FRM002",
                msg("the character {char} is not allowed in a text file", char=f"U+{ord(char):04X}"),
                Mark(line, index - (text.rfind("\n", 0, index) + 1)),
                msg("delete it and type the line anew"),
            )
    return Refused("FRM001", msg("this is not YAML: {problem}", problem=quoted(error)), Mark(0, 0))


def _mark(event: Any) -> Mark:
    start, end = event.start_mark, event.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return Mark(start.line, start.column, max(1, width))


def _spot(path: str, mark: Mark) -> Spot:
    return Spot(path, mark.line + 1, mark.column + 1, mark.width)


_SAVE_AS_UTF8 = msg("save the file as UTF-8 in your editor")
