"""The words for the causes of a change (`change`), and what each means in plain ones, told under the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from itgov.allocate.change import FACTORS, Factor
from itgov.allocate.sheet import Piece, Prose, Sheet
from itgov.message import Message, msg

FACTOR_LABELS: Mapping[Factor, Message] = {
    "cost": msg("cost"),
    "volume": msg("volume"),
    "key": msg("key"),
    "recipients": msg("who shares"),
    "way": msg("way and method"),
    "new": msg("new"),
    "retired": msg("retired"),
    "not_split": msg("not split"),
    "rounding": msg("rounding"),
}
MEANINGS: Mapping[Factor, Message] = {
    "cost": msg("what is delivered costs more or less, the number of units apart"),
    "volume": msg("more or fewer units of variable parts, more or fewer steps of stepped ones"),
    "key": msg("another key, or other values in it"),
    "recipients": msg("somebody has come, left, or shares for a part of the year"),
    "way": msg("deliveries serve each other otherwise, have other unused capacity, or are split by another method"),
    "new": msg("the delivery or system was not there before"),
    "retired": msg("the delivery or system is there no more"),
    "not_split": msg("a cost could not be split, before or after"),
    "rounding": msg("öre, since each cost part is rounded to whole öre"),
}


class Legend:
    """Explains each cause once, under the first table that has it."""

    def __init__(self) -> None:
        self._told: set[Factor] = set()

    def under(self, grid: Sheet, causes: Iterable[Factor]) -> Iterator[Piece]:
        """The table, and below it what those of its causes mean that no table above has told."""
        yield grid
        fresh = [one for one in FACTORS if one in set(causes) - self._told]
        if fresh and grid.rows:
            self._told |= set(fresh)
            yield Prose(
                tuple(msg("  {cause}: {meaning}", cause=FACTOR_LABELS[one], meaning=MEANINGS[one]) for one in fresh)
            )
