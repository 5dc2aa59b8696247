"""A parsed YAML file: text, lists and blocks, each knowing where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file, counted from 0; `width` in characters on that line, at least 1."""

    line: int
    column: int
    width: int = 1


@dataclass(slots=True)
class Scalar:
    """A piece of text; `empty` where nothing, `~` or `null` was written without quotes."""

    mark: Mark
    text: str
    empty: bool = False


@dataclass(slots=True)
class Items:
    """A list."""

    mark: Mark
    items: list[Node]


@dataclass(slots=True)
class Block:
    """A block of keys, in the order they are written."""

    mark: Mark
    entries: dict[str, Entry]


@dataclass(slots=True)
class Entry:
    """A key and its value."""

    key_mark: Mark
    value: Node


Node = Scalar | Items | Block


def plain(node: Node) -> object:
    """The node as text, tuples and dicts, with None for what is empty: what the models read."""
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Items):
        return tuple(plain(item) for item in node.items)
    return {key: plain(entry.value) for key, entry in node.entries.items()}


def locate(node: Node, route: Sequence[str | int], *, key: bool = False) -> Mark:
    """Where `route` leads: the value's place, or its key's; the nearest ancestor's where the file goes less deep."""
    mark = node.mark
    for step in route:
        if isinstance(node, Block) and isinstance(step, str) and step in node.entries:
            entry = node.entries[step]
            mark = entry.key_mark if key or not isinstance(entry.value, Scalar) else entry.value.mark
            node = entry.value
        elif isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
            mark = node.mark
        else:
            break
    return mark
