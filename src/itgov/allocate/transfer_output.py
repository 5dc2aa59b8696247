"""A budget transfer as plain data and as tables. Nothing is written to files here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from itgov.allocate.labels import MODEL_LABELS
from itgov.allocate.names import full_name, short_name
from itgov.allocate.network import UNASSIGNED, UNUSED
from itgov.allocate.nobody import NOBODY
from itgov.allocate.phase_in import Step, phased, told_of
from itgov.allocate.phase_in_output import payer_data, phase_sheets
from itgov.allocate.sheet import Kronor, Percent, Rounded, Sheet, SheetCell, Thousands
from itgov.allocate.transfer import TKR, Position, Transfer, difference
from itgov.message import Message, msg
from itgov.model.administration import Financing
from itgov.model.city import City

FORMAT = "itgov.allocation-transfer"
VERSION = 1

Data = dict[str, object]

FINANCING_LABELS: Mapping[Financing, Message] = {
    "grant": msg("committee grant"),
    "internal_price": msg("internal price"),
    "fee": msg("fee"),
    "external": msg("external"),
}


def as_data(found: Transfer, made: tuple[Step, ...], language: str = "en") -> Data:
    """The whole transfer as dicts, lists, text and whole numbers; öre in `…_ore`, thousands of kronor in `…_tkr`."""
    granted = found.taking_part
    return {
        "format": FORMAT,
        "version": VERSION,
        "year": found.year,
        "today": found.today,
        "positions": [_position_data(one) for one in found.positions],
        "sums": {
            "today_ore": found.sum_of(found.positions, "today_ore"),
            "new_ore": found.sum_of(found.positions, "new_ore"),
            "unused_ore": found.beside.get(UNUSED, 0),
            "unassigned_ore": found.beside.get(UNASSIGNED, 0),
            "cost_ore": found.cost_ore,
            "transfer_ore": found.sum_of(granted, "transfer_ore"),
            "transfer_tkr": found.sum_of(granted, "transfer_tkr"),
            "left_ore": found.sum_of(granted, "left_ore"),
            "by_price_ore": found.sum_of(found.by_price, "change_ore"),
        },
        "charges": [
            {"id": one.id, "model": one.model, "paid_to": one.paid_to, "amount_ore": sum(one.pays.values())}
            for one in found.charges
        ],
        "moves": [
            {
                "id": one.move.id,
                "from": one.move.from_administration,
                "to": one.move.to_administration,
                "on": one.move.on.isoformat(),
                "per_year_ore": one.move.per_year,
                "way": one.way,
            }
            for one in found.moves
        ],
        "steps": [
            {
                "year": step.year,
                "share": str(step.share),
                "changes": [
                    {"administration": one, "amount_ore": step.ore[one], "amount_tkr": step.tkr[one]}
                    for one in step.ore
                ],
                "payers": [payer_data(step, one) for one in found.positions],
                "unused_ore": None if step.beside is None else step.beside.get(UNUSED, 0),
                "unassigned_ore": None if step.beside is None else step.beside.get(UNASSIGNED, 0),
            }
            for step in made
        ],
        "notes": [note.into(language) for note in notes_of(found, made)],
    }


def notes_of(found: Transfer, made: tuple[Step, ...]) -> tuple[Message, ...]:
    """All that is told beside the figures, whatever the form."""
    return (difference(found), *told_of(made), *found.notes)


def sheets(found: Transfer, made: tuple[Step, ...], city: City) -> tuple[Sheet, ...]:
    """What is decided, to the öre too, who is met through the price, what is paid today, units that move, the years."""
    return (
        decided_sheet(found, city),
        _exact_sheet(found, city),
        _price_sheet(found, city),
        _cost_sheet(found),
        _today_sheet(found, city),
        _moves_sheet(found, city),
        *phase_sheets(found, made, city),
    )


def decided_sheet(found: Transfer, city: City) -> Sheet:
    """A row for each committee with a grant, and their sum: the table that is decided on, in thousands of kronor."""
    granted = found.taking_part
    rows: list[tuple[SheetCell, ...]] = [(short_name(city, one.administration_id), *_decided([one])) for one in granted]
    return Sheet(
        msg("Budget transfer into the model of {year}, lasting, tkr", year=str(found.year)),
        (
            "",
            msg("pays today"),
            msg("neutral transfer"),
            msg("changed cost"),
            msg("by the model"),
            msg("with units that move"),
            msg("transfer"),
        ),
        (*rows, (msg("Sum"), *_decided(granted))),
        foot=True,
    )


def _decided(positions: Sequence[Position]) -> tuple[SheetCell, ...]:
    names = ("today_ore", "neutral_ore", "left_ore", "new_ore", "moved_ore")
    sums = (sum(getattr(one, name) for one in positions) for name in names)
    return (*map(Rounded, sums), Thousands(sum(one.transfer_tkr for one in positions)))


def _exact_sheet(found: Transfer, city: City) -> Sheet:
    """The same transfer to the öre, and what its rounding to thousands gives or takes."""
    granted = found.taking_part
    rows: list[tuple[SheetCell, ...]] = [(short_name(city, one.administration_id), *_exact([one])) for one in granted]
    return Sheet(
        msg("The transfer to the öre, kronor"),
        ("", *_EXACT.values()),
        (*rows, (msg("Sum"), *_exact(granted))),
        foot=True,
    )


def _exact(positions: Sequence[Position]) -> tuple[SheetCell, ...]:
    return tuple(Kronor(sum(getattr(one, name) for one in positions)) for name in _EXACT)


_EXACT: Mapping[str, Message] = {
    "neutral_ore": msg("neutral transfer"),
    "moved_ore": msg("with units that move"),
    "transfer_ore": msg("transfer, exact"),
    "rounding_ore": msg("rounding to tkr"),
    "left_ore": msg("changed cost"),
}


def flat_sheet(found: Transfer, made: tuple[Step, ...], city: City) -> Sheet:
    """A row for every administration and year of the phase-in, and for what is nobody's: for a spreadsheet, no sums.

    One year where all is made at once. Empty cells are of years that are not planned, or not split whole.
    """
    rows: list[tuple[SheetCell, ...]] = []
    for step in phased(made):
        rows += [_flat_row(step, one, city) for one in found.positions]
        rows += [
            (step.year, Percent(step.share), "", NOBODY[kind], "", *(Kronor(0),) * 6, Thousands(0), Kronor(0),
             Thousands(0), Kronor(ore), Kronor(ore))
            for kind, ore in (step.beside or {}).items()
        ]  # fmt: skip
    return Sheet(
        msg("Budget transfer into the model of {year}, lasting", year=str(found.year)),
        (
            msg("year"),
            msg("of the neutral transfer"),
            msg("administration id"),
            msg("administration"),
            msg("financing"),
            msg("pays today, kr"),
            msg("neutral transfer, kr"),
            msg("made of it, kr"),
            msg("units that move, kr"),
            msg("change of grant, kr"),
            msg("rounding, kr"),
            msg("change of grant, tkr"),
            msg("left to bear, kr"),
            msg("left to bear, tkr"),
            msg("changed cost, kr"),
            msg("pays by the split, kr"),
        ),
        tuple(rows),
    )


def _flat_row(step: Step, one: Position, city: City) -> tuple[SheetCell, ...]:
    name = one.administration_id
    ore, tkr = step.ore.get(name, 0), step.tkr.get(name, 0)
    return (
        step.year,
        Percent(step.share),
        name,
        full_name(city, name),
        FINANCING_LABELS[one.financing],
        Kronor(one.today_ore),
        Kronor(one.neutral_ore),
        Kronor(step.made.get(name, 0)),
        Kronor(step.moved.get(name, 0)),
        Kronor(ore),
        Kronor(tkr * TKR - ore),
        Thousands(tkr),
        Kronor(step.left.get(name, 0)),
        Thousands(step.left_tkr.get(name, 0)),
        _kronor(step.changed(one)),
        _kronor(None if step.pays is None else step.pays.get(name, 0)),
    )


def _kronor(ore: int | None) -> Kronor | None:
    return None if ore is None else Kronor(ore)


def _position_data(one: Position) -> Data:
    return {
        "administration": one.administration_id,
        "financing": one.financing,
        "takes_part": one.takes_part,
        "today_ore": one.today_ore,
        "new_ore": one.new_ore,
        "change_ore": one.change_ore,
        "neutral_ore": one.neutral_ore,
        "moved_ore": one.moved_ore,
        "transfer_ore": one.transfer_ore,
        "transfer_tkr": one.transfer_tkr,
        "rounding_ore": one.rounding_ore,
        "left_ore": one.left_ore,
    }


def _price_sheet(found: Transfer, city: City) -> Sheet:
    return Sheet(
        msg("Met through the price, no transfer, kronor"),
        ("", msg("financing"), msg("pays today"), msg("by the model"), msg("change of price")),
        tuple(
            (
                short_name(city, one.administration_id),
                FINANCING_LABELS[one.financing],
                Kronor(one.today_ore),
                Kronor(one.new_ore),
                Kronor(one.change_ore),
            )
            for one in found.by_price
        ),
    )


def _today_sheet(found: Transfer, city: City) -> Sheet:
    rows = [
        (one.name, MODEL_LABELS[one.model], short_name(city, one.paid_to), Kronor(sum(one.pays.values())))
        for one in found.charges
    ]
    total = Kronor(found.sum_of(found.positions, "today_ore"))
    return Sheet(
        msg("Today's ways of charging, {year}, kronor", year=str(found.today)),
        (msg("way of charging"), msg("model"), msg("paid to"), msg("amount, kr")),
        (*rows, (msg("Sum"), "", "", total)),
        foot=True,
    )


def _moves_sheet(found: Transfer, city: City) -> Sheet:
    ways = {"transfer": msg("budget transfer"), "price": msg("the price")}
    return Sheet(
        msg("Units that move, kronor a year"),
        (msg("unit"), msg("from"), msg("to"), msg("day"), msg("follows by"), msg("amount, kr")),
        tuple(
            (
                one.move.name,
                short_name(city, one.move.from_administration),
                short_name(city, one.move.to_administration),
                one.move.on.isoformat(),
                ways[one.way],
                Kronor(one.move.per_year),
            )
            for one in found.moves
        ),
    )


def _cost_sheet(found: Transfer) -> Sheet:
    """Where the cost of the model's year ends: in = out + unused + unassigned."""
    rows: list[tuple[SheetCell, ...]] = [
        (msg("committees with grants, by the split"), Kronor(found.sum_of(found.taking_part, "new_ore"))),
        (msg("through the price"), Kronor(found.sum_of(found.by_price, "new_ore"))),
    ]
    rows += [(NOBODY[kind], Kronor(ore)) for kind, ore in found.beside.items()]
    return Sheet(
        msg("What base deliveries and shared systems cost in {year}, and who bears it, kronor", year=str(found.year)),
        ("", msg("amount, kr")),
        (*rows, (msg("Sum"), Kronor(found.cost_ore))),
        foot=True,
    )
