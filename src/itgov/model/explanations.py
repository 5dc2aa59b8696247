"""What `itgov agenda explain --all` wrote, as far as a report shows it: prices and smallest changes by initiative."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from itgov.model.money import Amount
from itgov.model.period import PeriodField
from itgov.model.record import InitiativeRef, Part
from itgov.model.scalar import Flag, Id, Text, Whole

_READ = ConfigDict(frozen=True, strict=True, extra="ignore")


class PriceRecord(Part):
    """What having its way costs in net benefit: between two amounts, or nothing that any plan allows."""

    model_config = _READ

    least: Amount | None = None
    """Minst: no plan with it costs less."""
    most: Amount | None = None
    """Högst: what the best plan found with it costs."""
    impossible: Flag
    """Omöjligt: no plan allows it."""


class LackRecord(Part):
    """What is missing of one shared thing."""

    model_config = _READ

    sort: Literal["hours", "money", "change", "system"]
    """Slag: hours, money, room for a large change, or a rebuild."""
    of: Id
    """Av: the pool, payer, administration or system."""
    slot: Text
    """När: a period, or a year for money."""
    amount: Text
    """Hur mycket: hours or kronor, as written."""


class EntryRecord(Part):
    """The smallest change that lets it in beside all others."""

    model_config = _READ

    start: PeriodField
    """Start: the first period of its work then."""
    lacks: tuple[LackRecord, ...] = ()
    """Fattas: what has to be there."""


class ExplanationRecord(Part):
    """One initiative that does not have what it wants."""

    model_config = _READ

    id: InitiativeRef
    """Id: the initiative."""
    kind: Literal["not_chosen", "moved"]
    """Slag: not in the agenda, or later than wanted."""
    wanted: PeriodField | None = None
    """Önskad start: where it is later."""
    price: PriceRecord
    """Pris: in net benefit."""
    left: tuple[InitiativeRef, ...] = ()
    """Lämnar: who is not in the best plan with it."""
    entry: EntryRecord | None = None
    """Minsta ändring: what would let it in."""


class Explanations(Part):
    """The explanations of one agenda; `digest` and `net_benefit` say of which."""

    model_config = _READ

    format: Literal["itgov.agenda-explanations"]
    """Format: the name of the form."""
    version: Whole
    """Version: of the form."""
    digest: Text
    """Fingeravtryck: of the values that the agenda rests on."""
    net_benefit: Amount
    """Nettonytta: of the agenda."""
    explanations: tuple[ExplanationRecord, ...] = ()
    """Förklaringar: by initiative."""
