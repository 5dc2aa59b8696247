"""Reading one file outside the repository's records, such as a proposed agenda."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from itgov.finding import Fault, Spot
from itgov.message import Message, msg
from itgov.model.record import Part
from itgov.store.reader import MAX_BYTES, parse
from itgov.store.shape import shape

P = TypeVar("P", bound=Part)


class Unusable(ValueError):
    """The file cannot be read as what it should be; `message` names the place and the first fault."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def read_part(file: Path, part: type[P]) -> P:
    """The part that a file holds; raises Unusable with the first fault otherwise."""
    try:
        with file.open("rb") as stream:
            parsed = parse(stream.read(MAX_BYTES + 1), str(file))
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unusable(msg("{file} cannot be read: {reason}", file=str(file), reason=reason)) from error
    if parsed.faults or parsed.top is None:
        raise _unusable(parsed.faults[0][1])
    shaped = shape(part, parsed.top, str(file))
    if shaped.record is None or shaped.faults:
        raise _unusable(shaped.faults[0][1])
    return shaped.record


def _unusable(fault: Fault) -> Unusable:
    assert isinstance(fault.where, Spot)
    where = f"{fault.where.path}:{fault.where.line}:{fault.where.column}"
    return Unusable(msg("{where}: {problem}", where=where, problem=fault.message))
