"""Those who bear what no administration is charged: their ids in flows and cells, and what people call them.

No id of a record is written in capitals, so that none of these can be one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from itgov.allocate.names import full_name
from itgov.allocate.network import UNASSIGNED, UNUSED
from itgov.allocate.remainder import split
from itgov.allocate.shares import Allocation
from itgov.allocate.tiers import passages
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import format_amount

EVERYBODY = "EVERYBODY"
"""Benefits without a receiver: citizens and others."""
NOT_SPLIT = "NOT_SPLIT"
"""Costs that the split could not split, as `allocate` tells."""
NO_KEY = "NO_KEY"
"""Costs of systems that several pay for, without a key on record that says how: never meant to be split."""

NOBODY: Mapping[str, Message] = {
    EVERYBODY: msg("citizens and others"),
    NOT_SPLIT: msg("not split"),
    NO_KEY: msg("several pay, no key on record"),
    UNUSED: msg("unused capacity (the provider's)"),
    UNASSIGNED: msg("unassigned (the provider's)"),
}


def borne(city: City, allocation: Allocation, years: Iterable[int]) -> tuple[Message, ...]:
    """Who bears what is unused or unassigned in those years: a sentence for each provider, by name.

    It is the provider of the delivery whose capacity is unused, or whose key leaves something to nobody, whichever
    delivery the cost came from; of a system, whoever has it.
    """
    asked = sorted(set(years))
    total = sum(one.ore for one in allocation.beside if one.line.year in asked)
    parts: dict[str, Fraction] = defaultdict(Fraction)
    sources: dict[str, set[str]] = defaultdict(set)
    for one in passages(city, allocation, asked):
        if one.unused or one.unassigned:
            bearer = _provider(city, one.source_id)
            parts[bearer] += one.unused + one.unassigned
            sources[bearer].add(full_name(city, one.source_id))
    if not total or not all(part > 0 for part in parts.values()):
        return ()
    return tuple(
        msg(
            "{amount} is unused capacity, or unassigned, of {sources}: no administration is charged for it, it stays "
            "in the budget of the provider, {provider}",
            amount=format_amount(ore),
            sources=", ".join(sorted(sources[bearer])),
            provider=bearer,
        )
        for bearer, ore in split(total, parts).items()
    )


def _provider(city: City, source_id: str) -> str:
    """Who has the cost of a delivery before it is charged to anybody; of a system, the system itself."""
    delivery = city.deliveries.get(source_id)
    return delivery.provider if delivery is not None else full_name(city, source_id)
