"""What each administration pays of each cost line: kept as rows of whole öre, and made into cells when looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from itgov.allocate.cost import CostLine, SourceKind


@dataclass(frozen=True, slots=True)
class Cell:
    """What one administration pays of one cost line, in öre."""

    administration_id: str
    source_id: str
    kind: SourceKind
    part: str
    part_number: int
    year: int
    ore: int
    key_id: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line's split: öre by administration, ids in order."""

    line: CostLine
    ids: tuple[str, ...]
    ore: tuple[int, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """One for each administration, in order."""
        line = self.line
        for name, ore in zip(self.ids, self.ore, strict=True):
            yield Cell(
                administration_id=name,
                source_id=line.source_id,
                kind=line.kind,
                part=line.part,
                part_number=line.part_number,
                year=line.year,
                ore=ore,
                key_id=line.key_id,
            )


class Cells(Sequence[Cell]):
    """The cells of rows, in their order. A city of a thousand deliveries has more than a million of them.

    They are made when they are looked at, each time anew; sums are quicker over `rows`.
    """

    __slots__ = ("_count", "rows")

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        self._count = sum(len(row.ids) for row in self.rows)

    def __iter__(self) -> Iterator[Cell]:
        for row in self.rows:
            yield from row.cells

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Cell: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Cell, ...]: ...

    def __getitem__(self, at: int | slice) -> Cell | tuple[Cell, ...]:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Cells):
            return self.rows == other.rows
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.rows)

    def __repr__(self) -> str:
        return f"Cells({self.rows!r})"


def paid_of(cells: Cells) -> Iterator[tuple[tuple[str, str, int, int], int, int]]:
    """What is paid of each line, in its `order`, with its year."""
    for row in cells.rows:
        yield row.line.order, row.line.year, sum(row.ore)
