"""Records made by walking the models, with a unique canary in every text: whatever a report shows, shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import PlainValidator

from itgov.model.city import City
from itgov.model.delivery import CostPart
from itgov.model.describe import part_in
from itgov.model.initiative import Stages
from itgov.model.kinds import KINDS, Kind
from itgov.model.money import Money
from itgov.model.period import Period
from itgov.model.record import Part, Record, RefTo, Shown
from itgov.model.scalar import Visibility, WholeBetween, parse_id
from itgov.model.serves import Serves
from itgov.model.walk import marks_of
from itgov.report.audience import may_see
from tests.report.small import with_records

HIDDEN_ORE = 777_777_700_000
"""The amount in every hidden field of a visible record: no sum that readers may see holds it."""
PLAIN: Mapping[type[Any], Any] = {
    int: 2027,
    bool: True,
    date: date(2149, 12, 31),
    Fraction: Fraction(1, 2),
    Period: Period(2027, 1),
}


@dataclass
class Planter:
    """Fills models with values; `planted` counts the canaries by kind of record."""

    city: City
    word: str
    planted: Counter[str] = field(default_factory=Counter)
    kind: str = ""
    amount: int | None = None

    def record(self, kind: Kind, visibility: Visibility) -> Record:
        """A record of a kind with every field filled, readable by `visibility` alone."""
        self.kind, self.amount = kind.name, None
        values = {name: self.field(kind.type, name) for name in kind.type.model_fields}
        values |= {"visibility": visibility, "illustrative": True}
        if kind.name == "initiative":
            # Alive and anchored, so that its money and hours are in the sums.
            values["stages"] = Stages(idea=date(2025, 1, 1), anchored=date(2025, 2, 1))
            values |= {"deadline": None, "window": kind.type.model_fields["window"].default, "started_in": None}
            values |= {"needs": kind.type.model_fields["needs"].default, "excludes": (), "together_with": ()}
        if kind.name == "delivery":
            values |= {"retires_on": None, "starts_on": None, "excluded": (), "level": None}
        if kind.name == "key":
            # A key rests on one thing.
            values |= {name: kind.type.model_fields[name].default for name in ("per_year", "equal", "shares", "mix")}
        return kind.type(**values)

    def hidden_fields(self, kind: Kind, record: Record, audience: Visibility) -> Record:
        """The record with every field that `audience` may not see filled, also in blocks it has not."""
        self.kind, self.amount = kind.name, HIDDEN_ORE
        return record.model_copy(update=self._hidden(kind.type, record, audience))

    def _hidden(self, part: type[Part], record: Part | None, audience: Visibility) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, info in part.model_fields.items():
            if any(isinstance(mark, Shown) and not may_see(audience, mark.to) for mark in marks_of(part, name)):
                found[name] = self.field(part, name)
            elif (block := part_in(info.annotation)) is not None and get_origin(info.annotation) is not tuple:
                inside = self._hidden(block, None, audience)
                whole = getattr(record, name, None) or self._least(block)
                if inside:
                    found[name] = whole.model_copy(update=inside)
        return found

    def _least(self, block: type[Part]) -> Part:
        """A block with what it must have and nothing else."""
        return block(
            **{name: self.field(block, name) for name, info in block.model_fields.items() if info.is_required()}
        )

    def field(self, part: type[Part], name: str) -> Any:
        """A value for one field of a block."""
        info = part.model_fields[name]
        return self.value(info.annotation, tuple(info.metadata))

    def value(self, annotation: Any, marks: tuple[Any, ...]) -> Any:
        """A value of a type, as its marks and validators ask."""
        if get_origin(annotation) is Annotated:
            inner, *more = get_args(annotation)
            return self.value(inner, (*marks, *more))
        if isinstance(annotation, type):
            return self.single(annotation, marks)
        return self.several(annotation, marks)

    def single(self, annotation: type[Any], marks: tuple[Any, ...]) -> Any:
        """A text, a block, or a plain value."""
        if annotation is str:
            return self.text(marks)
        if self.amount is not None and any(isinstance(mark, Money) for mark in marks):
            return self.amount
        for mark in marks:
            if isinstance(mark, PlainValidator) and isinstance(mark.func, WholeBetween):
                return mark.func.least
        if annotation is Serves:
            return Serves(delivery=self.field(Serves, "delivery"), share=PLAIN[Fraction])
        if issubclass(annotation, Part):
            # A cost part that is an asset follows no index.
            names = [name for name in annotation.model_fields if (annotation, name) != (CostPart, "index")]
            return annotation(**{name: self.field(annotation, name) for name in names})
        return PLAIN[annotation]

    def several(self, annotation: Any, marks: tuple[Any, ...]) -> Any:
        """A code, a list or mapping of one, or the first type of a union that is not None."""
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Literal:
            return arguments[0]
        if origin is tuple:
            return (self.value(arguments[0], marks),)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {self.value(arguments[0], marks): self.value(arguments[1], marks)}
        return self.value(next(one for one in arguments if one is not type(None)), marks)

    def text(self, marks: tuple[Any, ...]) -> str:
        """An id of the city where a reference is asked for, a new canary else."""
        for mark in marks:
            if isinstance(mark, RefTo):
                return self.reference(mark)
        self.planted[self.kind] += 1
        number = self.planted.total()
        is_id = any(isinstance(mark, PlainValidator) and mark.func is parse_id for mark in marks)
        return f"{self.word.lower()}-{number:04d}" if is_id else f"{self.word} {number:04d} sjunger"

    def reference(self, mark: RefTo) -> str:
        """The first record of the first kind that has any."""
        if "function" in mark.kinds:
            return next(iter(self.city.functions))
        return next(one for kind in mark.kinds for one in self.city.by_kind[kind])


def planted(city: City, word: str, visibility: Visibility, audience: Visibility) -> tuple[City, Counter[str]]:
    """The city with a hidden record of every kind, and every hidden field of the others filled; canaries by kind."""
    planter = Planter(city, word)
    filled = [
        planter.hidden_fields(kind, record, audience) for kind in KINDS for record in city.by_kind[kind.name].values()
    ]
    hidden = [planter.record(kind, visibility) for kind in KINDS]
    return with_records(city, *filled, *hidden), planter.planted
