"""What a budget transfer is reckoned from, and what bridges a gap: whole, of one year, and agreed (D20, D26, D28)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.bridge import Bridge
from itgov.model.charge import Charge, Move
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.money import format_amount


def _total(_: City, charge: Charge) -> Iterator[Fault]:
    made = sum(charge.pays.values())
    if charge.total is not None and charge.total != made:
        yield Fault(
            At(charge.id, ("total",)),
            msg(
                "the payments of “{id}” make {made}, and its {total} is {stated}",
                id=charge.id,
                made=format_amount(made),
                total=field(Charge, "total"),
                stated=format_amount(charge.total),
            ),
            msg("compare with the source, and mend the payment that is wrong, or the sum"),
            (Related(At(charge.id, ("pays",), key=True), msg("the payments are here")),),
        )


def _other_year(city: City, charge: Charge) -> Iterator[Fault]:
    latest = max(city.charges.values(), key=lambda one: (one.year, one.id))
    if charge.year != latest.year:
        yield Fault(
            At(charge.id, ("year",)),
            msg(
                "“{id}” is of {year}, and “{other}” of {latest}: together they are nobody's year",
                id=charge.id,
                year=str(charge.year),
                other=latest.id,
                latest=str(latest.year),
            ),
            msg("write what each administration paid in {year} by this way as well", year=str(latest.year)),
            (Related(At(latest.id, ("year",)), msg("the later year is here")),),
        )


def _nowhere(_: City, move: Move) -> Iterator[Fault]:
    if move.from_administration == move.to_administration:
        yield Fault(
            At(move.id, ("to_administration",)),
            msg("“{id}” moves from “{one}” to itself", id=move.id, one=move.to_administration),
            msg("name the administration that the unit comes to, or take the record away"),
        )


def _to_itself(_: City, bridge: Bridge) -> Iterator[Fault]:
    if bridge.paid_by == bridge.paid_to:
        yield Fault(
            At(bridge.id, ("paid_to",)),
            msg("“{id}” is paid by “{one}” to itself, and bridges nothing", id=bridge.id, one=bridge.paid_to),
            msg("name who bears the cost before the benefit comes, and who gives meanwhile"),
        )


def _not_proposed(city: City, bridge: Bridge) -> Iterator[Fault]:
    chiefs = sorted(body.id for body in city.bodies.values() if body.group == "finance_chiefs")
    proposed = {one.body for one in bridge.proposed}
    if chiefs and proposed.isdisjoint(chiefs):
        yield Fault(
            At(bridge.id, ("proposed",), key=True) if bridge.proposed else At(bridge.id),
            msg(
                "{field} of “{id}” does not name the finance chiefs' group",
                field=field(Bridge, "proposed"),
                id=bridge.id,
            ),
            msg("let {bodies} propose it together with IT, and write body and date", bodies=", ".join(chiefs)),
        )


_CHARGE = """
data/charges/ersattning-a.yaml: |
  id: ersattning-a
  name: Internpris
  illustrative: true
  model: unit_price
  paid_to: it
  year: 2026
  pays: {{hvo: 700 tkr, it: 200 tkr}}
  total: {total}
"""
_LATER = """
data/charges/ersattning-b.yaml: |
  id: ersattning-b
  name: Årsavgift
  illustrative: true
  model: yearly_key
  paid_to: it
  year: {year}
  pays: {{hvo: 50 tkr}}
"""
_MOVE = """
data/moves/flytt-a.yaml: |
  id: flytt-a
  name: En förvaltare
  illustrative: true
  unit: En tjänst
  from_administration: hvo
  to_administration: {to}
  on: 2027-01-01
  per_year: 800 tkr
"""
_BRIDGE = """
data/bridges/overbryggning-a.yaml: |
  id: overbryggning-a
  name: Förskott
  illustrative: true
  bridges: init-a
  way: advance
  paid_by: hvo
  paid_to: {to}
  per_year: {{2027: 100 tkr, 2028: -100 tkr}}
  proposed: [{{body: {body}, on: 2026-09-01}}]
"""
CHARGE_TOTAL_DIFFERS = Rule(
    "TRF001",
    "charge-total-differs",
    "error",
    "D26",
    msg("A transfer that is reckoned from a wrong payment is wrong for good."),
    msg("Let the payments add up to the sum of the source."),
    bad=_CHARGE.format(total="950 tkr"),
    good=_CHARGE.format(total="900 tkr"),
    over=(Charge,),
    find=_total,
)
CHARGES_OF_DIFFERENT_YEARS = Rule(
    "TRF002",
    "charges-of-different-years",
    "error",
    "D26",
    msg("What everybody pays today is one picture of one year: two years mixed are neither."),
    msg("Give all of today's ways of charging for the same year."),
    bad=_CHARGE.format(total="900 tkr") + _LATER.format(year=2027),
    good=_CHARGE.format(total="900 tkr") + _LATER.format(year=2026),
    over=(Charge,),
    find=_other_year,
)
MOVE_TO_ITSELF = Rule(
    "TRF003",
    "move-to-itself",
    "error",
    "D20",
    msg("Funding follows the assignment: it must be told where that goes."),
    msg("Name two different administrations."),
    bad=_MOVE.format(to="hvo"),
    good=_MOVE.format(to="it"),
    over=(Move,),
    find=_nowhere,
)
BRIDGE_TO_ITSELF = Rule(
    "TRF004",
    "bridge-to-itself",
    "error",
    "D28",
    msg("Cost and benefit that lie with the same administration need no bridge; a gap between two does."),
    msg("Name who gives, and who bears the cost meanwhile."),
    bad=_BRIDGE.format(to="hvo", body="ekonomichefsgrupp"),
    good=_BRIDGE.format(to="it", body="ekonomichefsgrupp"),
    over=(Bridge,),
    find=_to_itself,
)
BRIDGE_NOT_PROPOSED = Rule(
    "TRF005",
    "bridge-not-proposed",
    "warning",
    "D28",
    msg("How a gap is bridged is for the finance chiefs and IT to propose: their committees pay it."),
    msg("Let the finance chiefs' group propose the bridge, and write the day."),
    bad=_BRIDGE.format(to="it", body="beredande-niva"),
    good=_BRIDGE.format(to="it", body="ekonomichefsgrupp"),
    over=(Bridge,),
    find=_not_proposed,
)

TRANSFER_RULES: tuple[Rule, ...] = (
    CHARGE_TOTAL_DIFFERS,
    CHARGES_OF_DIFFERENT_YEARS,
    MOVE_TO_ITSELF,
    BRIDGE_TO_ITSELF,
    BRIDGE_NOT_PROPOSED,
)
