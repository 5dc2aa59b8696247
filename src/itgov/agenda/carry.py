"""What one slot leaves unused and the next may use, where the city carries it over.

Forward only, and only from slots that say so (`Supply.carries`). A run is the slots between which everything
unused goes on; a supply that carries nothing has a run for each slot.
"""

from __future__ import annotations

from collections.abc import Sequence

from itgov.agenda.supply import Supply


def left_beside(supply: Supply, taken: Sequence[int]) -> tuple[int, ...]:
    """What fixed work, which draws `taken` by slot, leaves: up to and with each slot of its run; never below 0.

    What fixed work overdraws is somebody else's to cover, and is taken from no later slot; what it draws of money
    carried in, no earlier slot has left to give.
    """
    left: list[int] = []
    for slot, gross in enumerate(supply.capacity):
        before = left[-1] if slot and supply.goes_on(slot - 1) else 0
        left.append(max(0, before + gross - taken[slot]))
    return tuple(left)


def carried_in(supply: Supply, taken: Sequence[int], chosen: Sequence[int]) -> tuple[int, ...]:
    """What each slot has from the one before it, beside its own: what neither fixed nor chosen work used.

    Where `chosen` overdraws a slot, nothing is carried from it.
    """
    carried: list[int] = []
    left, rest = left_beside(supply, taken), 0
    for slot, drawn in enumerate(chosen):
        goes_on = slot > 0 and supply.goes_on(slot - 1)
        carried.append(rest if goes_on else 0)
        rest = max(0, carried[slot] + left[slot] - (left[slot - 1] if goes_on else 0) - drawn)
    return tuple(carried)
