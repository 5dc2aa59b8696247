"""Index series for the tests, as a person would type them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from itgov.model.price_index import PriceIndex


def series(values: Mapping[str, str], record_id: str = "index-pkv", **changes: Any) -> PriceIndex:
    """An index series with those numbers by year."""
    return PriceIndex.model_validate(
        {
            "id": record_id,
            "name": "PKV",
            "publisher": "SKR",
            "published_on": "2026-08-20",
            "measures": "Löner och priser",
            "values": values,
        }
        | changes
    )
