"""What of a city could not be read: enough to know what may stand there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Broken:
    """What could not be read: ids of broken records (by file name), and every id that their files mention.

    `kinds` are those with a broken file ("function" for the list of functions); `opaque` those with a file
    that does not even mention its own id, as an empty one: it may have said anything.
    """

    ids: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    opaque: frozenset[str] = frozenset()


NOTHING_BROKEN = Broken()
"""Every file could be read."""
