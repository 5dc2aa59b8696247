"""The budget transfer: the lasting move of committee grants that makes a start in solidarity neutral (D26).

What the grant-financed committees pay together by today's ways is split anew, in the proportions that the new model
gives them; the difference to what each pays today is its transfer, and these add up to zero. What the new model costs
more or less than today is no part of it, and is shown beside. Whoever lives on internal price, fees or outside money
is met through the price. How a transfer is stretched over years is in `phase_in`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from itgov.allocate.labels import listed
from itgov.allocate.missing import told
from itgov.allocate.nobody import borne
from itgov.allocate.remainder import CannotSplit, split
from itgov.allocate.shares import Allocation, allocate
from itgov.allocate.zero_sum import rounded_to_zero
from itgov.message import Message, Refusal, msg, quoted
from itgov.model.administration import Financing
from itgov.model.charge import Charge, Move
from itgov.model.city import City
from itgov.model.money import KRONA, format_amount

TKR = 1_000 * KRONA
"""Öre in a thousand kronor, the unit in which grants are decided."""


class CannotTransfer(Refusal):
    """There is nothing to reckon a transfer from; `message` says what is missing, `remedy` what to do."""


@dataclass(frozen=True, slots=True)
class Position:
    """One administration before and after, in öre for a year.

    `neutral_ore` is the change of its grant that the new model asks for, `moved_ore` what units that move take with
    them; both are 0 where it has no committee grant. `transfer_tkr` is their sum in the thousands that are decided.
    """

    administration_id: str
    financing: Financing
    today_ore: int
    new_ore: int
    neutral_ore: int = 0
    moved_ore: int = 0
    transfer_tkr: int = 0

    @property
    def takes_part(self) -> bool:
        """Whether it can be reached by a transfer of grants."""
        return self.financing == "grant"

    @property
    def change_ore(self) -> int:
        """What it pays more by the new model than today; less where negative."""
        return self.new_ore - self.today_ore

    @property
    def transfer_ore(self) -> int:
        """The lasting change of its grant, exact."""
        return self.neutral_ore + self.moved_ore

    @property
    def rounding_ore(self) -> int:
        """What the decided thousands give beyond the exact transfer; less where negative, always below 1 tkr."""
        return self.transfer_tkr * TKR - self.transfer_ore

    @property
    def left_ore(self) -> int:
        """What it pays more than today and its grant does not follow: the whole city's change of cost, or its price."""
        return self.change_ore - self.neutral_ore


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that moves, and how its money follows: by transfer between two grants, or through the price."""

    move: Move
    way: Literal["transfer", "price"]


@dataclass(frozen=True, slots=True)
class Transfer:
    """The whole transfer into the model of `year`, from what was paid in `today`; positions by id, all in öre.

    `beside` is what of the year's cost no administration is charged, by UNUSED and UNASSIGNED.
    """

    year: int
    today: int
    positions: tuple[Position, ...]
    beside: Mapping[str, int]
    charges: tuple[Charge, ...]
    moves: tuple[Moved, ...]
    notes: tuple[Message, ...]

    def sum_of(self, positions: Iterable[Position], name: str) -> int:
        """One figure of several positions, added up."""
        return sum(getattr(position, name) for position in positions)

    @property
    def cost_ore(self) -> int:
        """What the year costs in all: what administrations pay by the split, and what is left to nobody."""
        return self.sum_of(self.positions, "new_ore") + sum(self.beside.values())

    @property
    def taking_part(self) -> tuple[Position, ...]:
        """Those with committee grants."""
        return tuple(position for position in self.positions if position.takes_part)

    @property
    def by_price(self) -> tuple[Position, ...]:
        """Those that are met through the price."""
        return tuple(position for position in self.positions if not position.takes_part)


def transfer(city: City, year: int, allocation: Allocation | None = None) -> Transfer:
    """The lasting transfer into the solidarity model as it is in `year`; `allocation` is that year's where at hand.

    Units that moved after the year of today's payments, and not after `year`, take their money with them. Raises
    CannotTransfer where no charges are on record, they are of several years, or the new cost is not split whole.
    """
    charges = tuple(city.charges[one] for one in sorted(city.charges))
    today = _year_of(charges)
    allocation = allocate(city, [year]) if allocation is None else allocation
    _require_whole(allocation, year)
    pays, owes = paid_today(charges), owed(allocation, year)
    everyone = sorted({*city.administrations, *pays, *owes})
    financing = {one: city.administrations[one].financing for one in everyone if one in city.administrations}
    granted = [one for one in everyone if financing.get(one) == "grant"]
    neutral = _neutral({one: pays.get(one, 0) for one in granted}, {one: owes.get(one, 0) for one in granted})
    moves = tuple(
        Moved(move, "transfer" if by_grant(city, move) else "price") for move in moves_between(city, today, year)
    )
    moved = moved_ore({one.move.id: (one.move, one.move.per_year) for one in moves if one.way == "transfer"})
    tkr = rounded_to_zero({one: neutral[one] + moved.get(one, 0) for one in granted}, TKR)
    positions = tuple(
        Position(
            administration_id=one,
            financing=financing.get(one, "external"),
            today_ore=pays.get(one, 0),
            new_ore=owes.get(one, 0),
            neutral_ore=neutral.get(one, 0),
            moved_ore=moved.get(one, 0),
            transfer_tkr=tkr.get(one, 0),
        )
        for one in everyone
    )
    notes = (*_notes(city, charges, moves), *borne(city, allocation, [year]), *told(allocation.missing, [year]))
    return Transfer(year, today, positions, left_to_nobody(allocation, year), charges, moves, notes)


def paid_today(charges: Iterable[Charge]) -> dict[str, int]:
    """What each administration pays by today's ways together, in öre by id."""
    pays: dict[str, int] = defaultdict(int)
    for charge in charges:
        for one, ore in charge.pays.items():
            pays[one] += ore
    return dict(pays)


def moves_between(city: City, today: int, year: int) -> tuple[Move, ...]:
    """The units that move after the year `today` and not after `year`, by id."""
    return tuple(move for _, move in sorted(city.moves.items()) if today < move.on.year <= year)


def moved_ore(moves: Mapping[str, tuple[Move, int]]) -> dict[str, int]:
    """What moves take from and give to each administration, given the amount of each: the sum is zero."""
    moved: dict[str, int] = defaultdict(int)
    for move, ore in moves.values():
        moved[move.from_administration] -= ore
        moved[move.to_administration] += ore
    return dict(moved)


def by_grant(city: City, move: Move) -> bool:
    """Whether both ends of a move have committee grants, so that its money can follow as a transfer."""
    ends = (city.administrations.get(move.from_administration), city.administrations.get(move.to_administration))
    return all(one is not None and one.financing == "grant" for one in ends)


def _neutral(pays: Mapping[str, int], owes: Mapping[str, int]) -> dict[str, int]:
    """What each one's grant must change by, of what all pay today, split as the new model splits."""
    together = sum(pays.values())
    try:
        wanted = split(together, owes)
    except CannotSplit as error:
        raise CannotTransfer(
            msg("the grant-financed committees' shares cannot be compared: {problem}", problem=error.message),
            msg("see what `itgov allocate` gives each of them in the year"),
        ) from error
    return {one: wanted[one] - pays[one] for one in pays}


def owed(allocation: Allocation, year: int) -> dict[str, int]:
    """What each administration pays by the split of a year, in öre by id."""
    owes: dict[str, int] = defaultdict(int)
    for cell in allocation.cells:
        if cell.year == year:
            owes[cell.administration_id] += cell.ore
    return dict(owes)


def left_to_nobody(allocation: Allocation, year: int) -> dict[str, int]:
    """What no administration is charged of a year's cost, by UNUSED and UNASSIGNED; those of 0 öre left out."""
    found: dict[str, int] = defaultdict(int)
    for one in allocation.beside:
        if one.line.year == year:
            found[one.kind] += one.ore
    return {kind: ore for kind, ore in sorted(found.items()) if ore}


def _year_of(charges: tuple[Charge, ...]) -> int:
    years = sorted({charge.year for charge in charges})
    if not years:
        raise CannotTransfer(
            msg("there is no record of how shared IT is paid for today"),
            msg("write under data/charges/ what each administration pays by each of today's ways in a year"),
        )
    if len(years) > 1:
        raise CannotTransfer(
            msg("today's ways of charging are of different years: {years}", years=listed(years)),
            msg("give the payments of one and the same year in all of data/charges/"),
        )
    return years[0]


def _require_whole(allocation: Allocation, year: int) -> None:
    unsplit = [one for one in allocation.unsplit if any(line.year == year for line in one.lines)]
    if unsplit:
        raise CannotTransfer(
            msg("the cost of {year} is not split whole: {problem}", year=str(year), problem=unsplit[0].message),
            msg("`itgov allocate` lists all that is not split, and why"),
        )


def _notes(city: City, charges: Iterable[Charge], moves: Iterable[Moved]) -> tuple[Message, ...]:
    """What is to be told beside the sums: payers that are no administration, and moves that the price meets."""
    notes = [
        msg("“{id}” pays by “{charge}”, and is no administration on record", id=quoted(one), charge=charge.id)
        for charge in charges
        for one in sorted(charge.pays)
        if one not in city.administrations
    ]
    notes += [
        msg(
            "“{move}” moves between {one} and {other}, who do not both have committee grants: "
            "its money follows through the price",
            move=one.move.name,
            one=one.move.from_administration,
            other=one.move.to_administration,
        )
        for one in moves
        if one.way == "price"
    ]
    return tuple(notes)


def difference(found: Transfer) -> Message:
    """What the year of the model costs more than today's ways, and whom that reaches how; no part of the transfer."""
    grants, price = found.sum_of(found.taking_part, "left_ore"), found.sum_of(found.by_price, "change_ore")
    return msg(
        "by the model {year} costs {total} beyond what was paid in {today}: {grants} for the committees with grants, "
        "{price} through the price; the transfer does not touch it",
        year=str(found.year),
        today=str(found.today),
        total=format_amount(grants + price),
        grants=format_amount(grants),
        price=format_amount(price),
    )
