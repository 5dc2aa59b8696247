"""What every record has, and the marks that fields may carry.

Each field's docstring starts with its Swedish name and a colon; the words after
it say what the field means, and its unit. `describe` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict

from itgov.model.money import Amount
from itgov.model.scalar import Date, Flag, Frozen, Id, Share, Text, Visibility, Whole, Year


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a field that holds the id of a record of one of `kinds`."""

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)


@dataclass(frozen=True, slots=True)
class Shown:
    """Marks a field that only readers at `to` or a narrower circle may see (D47)."""

    to: Visibility


class Part(BaseModel):
    """A block of keys inside a record. Unknown keys are refused; nothing can be changed afterwards."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        validate_default=True,
        # Parts are built into the records that hold them: by themselves they are not, so that a start is quicker.
        defer_build=True,
    )


def slim(part: Part) -> None:
    """Lets go of what pydantic notes in every part about which of its fields were given: a quarter of all memory.

    Nothing here asks for it, and what is left out and what is given as its default are the same.
    """
    object.__setattr__(part, "__pydantic_fields_set__", _NOT_NOTED)
    for value in part.__dict__.values():
        kind: Any = type(value)
        if kind is tuple:
            for item in value:
                inner: Any = type(item)
                if _is_part(inner):
                    slim(item)
        elif _is_part(kind):
            slim(value)


_NOT_NOTED: set[str] = set()


@cache
def _is_part(kind: Any) -> bool:
    return issubclass(kind, Part)


class Record(Part):
    """One file under `data/`, named after its id."""

    id: Id
    """Id: the name other records refer to; the file is called the same. Never reused."""
    name: Text
    """Namn: what people call it, in Swedish."""
    visibility: Visibility | None = None
    """Synlighet: who may read the record: public, city or restricted. Left out, its kind's default holds."""
    illustrative: Flag = False
    """Påhittad: true where the record's figures are invented for illustration."""
    source: Text | None = None
    """Källa: the public source and year of the record's figures."""
    price_year: Year | None = None
    """Prisnivå: the year whose prices the record's amounts are in; the city's price year where left out."""
    note: Text | None = None
    """Anteckning: anything a reader should know; no names of people."""


class Agreement(Part):
    """That a body agreed to something."""

    body: Annotated[Id, RefTo("body")]
    """Organ: the body that agreed."""
    on: Date
    """Datum: the day it happened."""
    registry_number: Text | None = None
    """Diarienummer: where the minutes are registered."""


AdministrationRef = Annotated[Id, RefTo("administration")]
BodyRef = Annotated[Id, RefTo("body")]
CapabilityRef = Annotated[Id, RefTo("capability")]
CompetenceRef = Annotated[Id, RefTo("competence")]
ContractRef = Annotated[Id, RefTo("contract")]
DeliveryRef = Annotated[Id, RefTo("delivery")]
FunctionRef = Annotated[Id, RefTo("function")]
FunderRef = Annotated[Id, RefTo("funder")]
GoalRef = Annotated[Id, RefTo("goal")]
IndexRef = Annotated[Id, RefTo("index")]
InitiativeRef = Annotated[Id, RefTo("initiative")]
KeyRef = Annotated[Id, RefTo("key")]
ObjectRef = Annotated[Id, RefTo("object")]
SystemRef = Annotated[Id, RefTo("system")]
PayerRef = Annotated[Id, RefTo("funder", "administration")]

AmountByYear = Annotated[Mapping[Year, Amount], Frozen]
WholeByYear = Annotated[Mapping[Year, Whole], Frozen]
ShareByYear = Annotated[Mapping[Year, Share], Frozen]
