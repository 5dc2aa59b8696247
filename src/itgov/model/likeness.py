"""What an initiative's title and summary sound like, as a few keys that records which read alike share.

A sketch after MinHash with one permutation: every word stem is hashed once and falls in one of the
sketch's cells; the least hash of a cell stays. Of two texts, a cell holds the same in both as often as they
share stems, so that some band of cells is the same for texts that are alike, and seldom for others.
Broder 1997; Li, Owen and Zhang 2012 (one permutation). No chance is involved: the same text, the same keys.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

from itgov.model.initiative import Initiative

WORD = re.compile(r"\w{4,}")
STEM = 7
"""Letters of a word that count: endings differ where the meaning is the same."""
BANDS, ROWS = 12, 2
CELLS = BANDS * ROWS
_EMPTY = 1 << 32


def stems(initiative: Initiative) -> frozenset[str]:
    """The stems of the words of its name and summary that have at least four letters."""
    return _stems(initiative.name, initiative.summary)


@lru_cache(maxsize=8192)
def _stems(name: str, summary: str) -> frozenset[str]:
    return frozenset([word[:STEM] for word in WORD.findall(f"{name} {summary}".lower())])


def likeness(one: frozenset[str], other: frozenset[str]) -> int:
    """How much of two texts is the same, in per cent of all their stems, rounded down; 0 where both are empty."""
    common = len(one & other)
    return 100 * common // (len(one) + len(other) - common or 1)


def bands(initiative: Initiative) -> tuple[str, ...]:
    """The keys that it shares with initiatives that read alike, in order; none for a text without words."""
    return _bands(initiative.name, initiative.summary)


@lru_cache(maxsize=8192)
def _bands(name: str, summary: str) -> tuple[str, ...]:
    """Kept, since the index and the rule both ask: words are hashed once."""
    cells = [_EMPTY] * CELLS
    for stem in _stems(name, summary):
        cell, rest = crc32(stem.encode()) % CELLS, crc32(stem.encode(), 1)
        cells[cell] = min(cells[cell], rest)
    if min(cells) == _EMPTY:
        return ()
    _fill(cells)
    return tuple(f"alike:{band}:{cells[band * ROWS]:x}:{cells[band * ROWS + 1]:x}" for band in range(BANDS))


def _fill(cells: list[int]) -> None:
    """Gives every empty cell what the next filled one after it holds, turned by how far away that is.

    Shrivastava and Li 2014: short texts then agree as often as they share stems, too.
    """
    filled = tuple(cells)
    for cell, held in enumerate(filled):
        if held == _EMPTY:
            away = next(step for step in range(1, CELLS) if filled[(cell + step) % CELLS] != _EMPTY)
            cells[cell] = (filled[(cell + away) % CELLS] + away * 0x9E3779B1) & 0xFFFFFFFF
