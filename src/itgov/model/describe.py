"""What the fields are called and mean, read from their docstrings when somebody asks.

The source is parsed on demand: a run without faults never pays for it.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any, get_args

from itgov.message import Message, msg
from itgov.model.record import Part

_WORDS = {
    "deciding": "deciding level",
    "preparatory": "preparatory level",
    "supporting": "supporting body",
    "formal": "formal decider",
    "agenda": "the agenda",
    "initiative": "initiatives",
    "reserve": "the reserve",
    "delivery": "base deliveries",
    "key": "allocation keys",
    "budget_transfer": "budget transfers",
    "new_delivery": "new base delivery",
    "citizen": "citizens",
    "frame_lowered": "the frame is lowered",
    "kept_in_own_frame": "kept in the own frame",
    "efficiency_requirement": "counted against the efficiency requirement",
}
"""The English words for codes that are not those words themselves; their translation is in the catalogue."""


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """A field's Swedish name and its meaning in English, from the docstring "Namn: meaning."."""

    name: str
    swedish: str
    meaning: str

    @property
    def both(self) -> str:
        """The name in both tongues, as messages show it: "förankring (`anchoring`)"."""
        return f"{self.swedish[:1].lower()}{self.swedish[1:]} (`{self.name}`)" if self.swedish else f"`{self.name}`"


def field(part: type[Part], name: str) -> str:
    """The field's name in both tongues."""
    return field_doc(part, name).both


def choice(code: str) -> Message:
    """A code of a field as messages show it: its word in the language, and the code too where English differs."""
    word = _WORDS.get(code, code.replace("_", " "))
    if word == code:
        return msg("“{word}”", word=Message(word))
    return msg("{word} (`{code}`)", word=Message(word), code=code)


def listed(parts: Iterable[Message]) -> Message:
    """Messages with commas between; a dash where there are none."""
    found = tuple(parts)
    return reduce(lambda before, one: msg("{before}, {one}", before=before, one=one), found) if found else msg("–")


def named(ids: Iterable[str]) -> Message:
    """Ids as messages show them, each between the quotes of the language, with commas between."""
    return listed(msg("“{id}”", id=one) for one in ids)


def field_doc(part: type[Part], name: str) -> FieldDoc:
    """The words about one field; looked up in the classes it inherits from, too."""
    for cls in part.__mro__:
        if (
            cls is not Part
            and issubclass(cls, Part)
            and name in (docs := _docs_of(cls.__module__).get(cls.__name__, {}))
        ):
            return docs[name]
    return FieldDoc(name, "", "")


def field_at(part: type[Part], route: Sequence[str | int]) -> str:
    """The name in both tongues of the innermost field that a route of keys leads to."""
    found = "`" + ".".join(str(step) for step in route) + "`"
    current: type[Part] | None = part
    for step in route:
        if current is not None and isinstance(step, str) and step in current.model_fields:
            found = field(current, step)
            current = part_in(current.model_fields[step].annotation)
    return found


def part_in(annotation: Any) -> type[Part] | None:
    """The first block type inside an annotation, such as Phase in `tuple[Phase, ...]`."""
    if inspect.isclass(annotation) and issubclass(annotation, Part):
        return annotation
    return next((part for argument in get_args(annotation) if (part := part_in(argument)) is not None), None)


@cache
def _docs_of(module: str) -> dict[str, dict[str, FieldDoc]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _fields_of(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _fields_of(node: ast.ClassDef) -> dict[str, FieldDoc]:
    found = {}
    for statement, following in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
        ):
            swedish, _, meaning = str(following.value.value).partition(": ")
            found[statement.target.id] = FieldDoc(statement.target.id, swedish, meaning)
    return found
