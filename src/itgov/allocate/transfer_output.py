"""A budget transfer as plain data and as tables. Nothing is written to files here."""

from __future__ import annotations

from collections.abc import Mapping

from itgov.allocate.labels import MODEL_LABELS
from itgov.allocate.names import full_name, short_name
from itgov.allocate.phase_in import Step
from itgov.allocate.sheet import Kronor, Percent, Sheet, SheetCell, Thousands
from itgov.allocate.transfer import Position, Transfer
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
            }
            for step in made
        ],
        "notes": [note.into(language) for note in found.notes],
    }


def sheets(found: Transfer, made: tuple[Step, ...], city: City) -> tuple[Sheet, ...]:
    """What is decided, who is met through the price, what is paid today, units that move, and the years."""
    return (
        decided_sheet(found, city),
        _price_sheet(found, city),
        _today_sheet(found, city),
        _moves_sheet(found, city),
        _steps_sheet(made, city),
    )


_AMOUNTS = (
    msg("pays today"),
    msg("by the model"),
    msg("neutral transfer"),
    msg("with units that move"),
    msg("transfer, kr"),
    msg("transfer, tkr"),
    msg("rounding, kr"),
    msg("changed cost, kr"),
)
"""The columns of one administration, on the screen and in a spreadsheet."""


def decided_sheet(found: Transfer, city: City) -> Sheet:
    """A row for each committee with a grant, and their sum: the table that is decided on."""
    decided = [(one, _decided(one)) for one in found.taking_part]
    rows = [(short_name(city, one.administration_id), *cells) for one, cells in decided]
    return Sheet(
        msg("Budget transfer into the model of {year}, lasting", year=str(found.year)),
        (
            "",
            *_AMOUNTS,
        ),
        (*rows, (msg("Sum"), *_summed([cells for _, cells in decided]))),
        foot=True,
    )


def flat_sheet(found: Transfer, city: City) -> Sheet:
    """A row for every administration, with id and financing: for a spreadsheet, without sums."""
    return Sheet(
        msg("Budget transfer into the model of {year}, lasting", year=str(found.year)),
        (
            msg("year"),
            msg("administration id"),
            msg("administration"),
            msg("financing"),
            *_AMOUNTS,
        ),
        tuple(
            (
                found.year,
                one.administration_id,
                full_name(city, one.administration_id),
                FINANCING_LABELS[one.financing],
                *_decided(one),
            )
            for one in found.positions
        ),
    )


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


def _decided(one: Position) -> tuple[Kronor | Thousands, ...]:
    return (
        Kronor(one.today_ore),
        Kronor(one.new_ore),
        Kronor(one.neutral_ore),
        Kronor(one.moved_ore),
        Kronor(one.transfer_ore),
        Thousands(one.transfer_tkr),
        Kronor(one.rounding_ore),
        Kronor(one.left_ore),
    )


def _summed(rows: list[tuple[Kronor | Thousands, ...]]) -> list[SheetCell]:
    """The sum of every column."""
    sums: list[SheetCell] = []
    for column in zip(*rows, strict=True):
        if isinstance(column[0], Thousands):
            sums.append(Thousands(sum(cell.tkr for cell in column if isinstance(cell, Thousands))))
        else:
            sums.append(Kronor(sum(cell.ore for cell in column if isinstance(cell, Kronor))))
    return sums


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


def _steps_sheet(made: tuple[Step, ...], city: City) -> Sheet:
    """Only where the years differ: a transfer that is made at once is in the first table."""
    if all(step.tkr == made[0].tkr for step in made):
        return Sheet(msg("Change of grants year by year, tkr"), (), ())
    rows: list[tuple[SheetCell, ...]] = [
        (short_name(city, one), *(Thousands(step.tkr[one]) for step in made)) for one in made[0].tkr
    ]
    rows.append((msg("Sum"), *(Thousands(sum(step.tkr.values())) for step in made)))
    rows.append((msg("of the neutral transfer"), *(Percent(step.share) for step in made)))
    return Sheet(
        msg("Change of grants year by year, tkr"),
        ("", *(str(step.year) for step in made)),
        tuple(rows),
    )
