"""What a delivery or a system does for a base delivery, which passes its cost on."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from itgov.message import msg
from itgov.model.record import DeliveryRef, Part, WholeByYear
from itgov.model.scalar import BadValue, Share


class Serves(Part):
    """A delivery that is served: by a share of the cost, or by units of the volume."""

    delivery: DeliveryRef
    """Leverans: the delivery that it serves."""
    share: Share | None = None
    """Andel: of its cost."""
    units: WholeByYear = {}
    """Enheter: of its volume, per year."""

    @model_validator(mode="after")
    def _says_how_much_once(self) -> Self:
        if (self.share is None) == (not self.units):
            raise BadValue(msg("say how much goes to the delivery once: as andel (`share`) or as enheter (`units`)"))
        return self
