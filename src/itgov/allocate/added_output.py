"""The operating costs that an agenda adds, as plain data and as tables: beside the split, in none of its sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from itgov.allocate.added import AddedLine, AddedWay, sum_by_administration
from itgov.allocate.names import full_name, short_name
from itgov.allocate.nobody import NOBODY
from itgov.allocate.nominal import nominal, told
from itgov.allocate.sheet import Kronor, Sheet, SheetCell
from itgov.allocate.table import guarded, kronor, yes_or_no
from itgov.message import Message, msg
from itgov.model.city import City

Data = dict[str, object]

WAY_LABELS: Mapping[AddedWay, Message] = {
    "alone": msg("by one alone"),
    "delivery": msg("as the delivery's own cost"),
    "take_up": msg("by expected take-up"),
}


def as_data(lines: Iterable[AddedLine], language: str = "en") -> list[Data]:
    """The lines as dicts, lists, text and whole numbers; amounts are öre, in fields ending in `_ore`."""
    return [
        {
            "initiative": line.initiative_id,
            "number": line.number,
            "what": line.what,
            "year": line.year,
            "amount_ore": line.ore,
            "borne_by": line.bearer_id,
            "way": line.way,
            "shares": [{"payer": one, "amount_ore": ore} for one, ore in line.shares.items()],
            "message": None if line.why is None else line.why.into(language),
        }
        for line in lines
    ]


def sheets(lines: tuple[AddedLine, ...], city: City, years: tuple[int, ...]) -> tuple[Sheet, ...]:
    """What the agenda adds for each who pays, and for each initiative; the sums of both are the same."""
    by_payer = sum_by_administration(lines)
    by_initiative: dict[tuple[str, int], int] = {}
    for line in lines:
        where = (line.initiative_id, line.year)
        by_initiative[where] = by_initiative.get(where, 0) + line.ore
        if line.why is not None:
            by_payer["", line.year] = by_payer.get(("", line.year), 0) + line.ore
    return (
        _sheet(msg("Operation that the agenda adds, beside the split, kronor"), by_payer, city, years),
        _sheet(msg("The same, initiative by initiative, kronor"), by_initiative, city, years),
    )


def notes(lines: tuple[AddedLine, ...], city: City) -> tuple[Message, ...]:
    """Whose kronor they are in; what is not split of them and why, each thing once."""
    why = (
        msg("“{what}” of “{id}” is not split: {why}", what=line.what, id=line.initiative_id, why=line.why)
        for line in lines
        if line.why is not None
    )
    prices = (told(nominal(city), (line.year for line in lines)),) if lines else ()
    return (*prices, *dict.fromkeys(why))


def csv_rows(lines: Iterable[AddedLine], city: City, language: str) -> list[tuple[str, ...]]:
    """Rows with the columns of `table.csv_rows`, of a kind of source of their own; what is not split has its reason."""
    return [
        (
            str(line.year),
            *_payer(one, city, language),
            guarded(line.initiative_id),
            guarded(full_name(city, line.initiative_id)),
            guarded(msg("operation that the agenda adds").into(language)),
            str(line.number),
            guarded(line.what),
            "",
            "",
            guarded(WAY_LABELS[line.way].into(language)),
            guarded(line.why.into(language)) if line.why is not None else "",
            yes_or_no(False, language),
            kronor(ore, language),
        )
        for line in lines
        for one, ore in (line.shares.items() if line.why is None else (("", line.ore),))
    ]


def _payer(one: str, city: City, language: str) -> tuple[str, str]:
    if one in NOBODY:
        return "", guarded(NOBODY[one].into(language))
    return guarded(one), guarded(full_name(city, one))


def _sheet(title: Message, sums: Mapping[tuple[str, int], int], city: City, years: tuple[int, ...]) -> Sheet:
    rows: list[tuple[SheetCell, ...]] = [
        (_label(one, city), *(Kronor(sums.get((one, year), 0)) for year in years))
        for one in sorted({one for one, _ in sums})
    ]
    total = [sum(ore for (_, at), ore in sums.items() if at == year) for year in years]
    rows.append((msg("Sum"), *map(Kronor, total)))
    return Sheet(title, ("", *map(str, years)), tuple(rows) if sums else (), foot=True)


def _label(one: str, city: City) -> str | Message:
    if not one:
        return msg("Not split")
    return NOBODY.get(one) or short_name(city, one)
