"""Trees of text spelt as YAML, in the way the city's own records are: blocks, short lists in a row, folded texts."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
"""Text, a list or a block; what is no text has been written out by whoever made it."""

WIDTH = 110
_NEEDS_QUOTES = re.compile(r": | #|:$|^[-?:,\[\]{}#&*!|>'\"%@`]")
_NOT_IN_A_ROW = re.compile(r"[,\[\]{}'\"]")


def spell(record: Mapping[str, Value], comment: str | None = None) -> str:
    """The text of a whole file, ending in a line break; `comment` stands first. No text may be empty."""
    head = [f"# {comment}"] if comment else []
    return "\n".join([*head, *_block(record, 0)]) + "\n"


def _block(block: Mapping[str, Value], indent: int) -> Iterator[str]:
    for key, value in block.items():
        yield from _entry(f"{' ' * indent}{key}:", value, indent)


def _entry(head: str, value: Value, indent: int) -> Iterator[str]:
    row = _in_a_row(value) if not isinstance(value, str) else _scalar(value)
    if row is not None and len(head) + len(row) < WIDTH:
        yield f"{head} {row}"
    elif isinstance(value, str):
        yield f"{head} >-"
        yield from _folded(value, indent + 2)
    else:
        yield head
        yield from _block(value, indent + 2) if isinstance(value, Mapping) else _items(value, indent + 2)


def _items(items: Sequence[Value], indent: int) -> Iterator[str]:
    dash = f"{' ' * indent}-"
    for item in items:
        row = _in_a_row(item) if not isinstance(item, str) else _scalar(item)
        if row is not None and len(dash) + len(row) < WIDTH:
            yield f"{dash} {row}"
        elif isinstance(item, str):
            yield f"{dash} >-"
            yield from _folded(item, indent + 2)
        else:
            first, *rest = _block(item, indent + 2) if isinstance(item, Mapping) else _items(item, indent + 2)
            yield f"{dash} {first.lstrip()}"
            yield from rest


def _folded(text: str, indent: int) -> Iterator[str]:
    for line in textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False):
        yield " " * indent + line


def _scalar(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if _NEEDS_QUOTES.search(text) else text


def _in_a_row(value: Value) -> str | None:
    """A list or block of plain scalars as one line; None where it has to be written out."""
    if isinstance(value, str):
        return None if _NOT_IN_A_ROW.search(value) or _NEEDS_QUOTES.search(value) else value
    parts = list(value.values() if isinstance(value, Mapping) else value)
    plain = [part for one in parts if isinstance(one, str) and (part := _in_a_row(one)) is not None]
    if len(plain) < len(parts):
        return None
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {part}" for key, part in zip(value, plain, strict=True)) + "}"
    return "[" + ", ".join(plain) + "]"
