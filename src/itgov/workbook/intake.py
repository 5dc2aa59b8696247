"""What people changed in the input sheets of a workbook, as changes of records; and every cell that cannot be taken.

Only input cells are read. Each must stand where the workbook of these very records has it: same columns, same rows in
any order, every row once. What is wrong is told cell by cell, all of it, and then nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from itgov.finding import nearest
from itgov.message import LANGUAGES, Message, Refusal, msg, msg_n, quoted
from itgov.model.city import City
from itgov.model.money import KRONA, LARGEST_ORE, format_amount
from itgov.model.scalar import LARGEST_WHOLE, BadValue, parse_share
from itgov.workbook.grid import Found, Grid
from itgov.workbook.inputs import FORMAT, VERSION, Entry, InputSheet, Kind, Line, Shown, digest_of, input_sheets
from itgov.workbook.places import KEYS, META, TOP
from itgov.workbook.sheet import letters

_HEAD = TOP - 1
_LONGEST = 60
_MOST_NAMED = 3


class NotThisCity(Refusal):
    """The workbook is of another kind, another city or other records; nothing of it is read."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A cell that cannot be taken, or `count` of them that are told as one: where, what is wrong, what to do."""

    sheet: str
    place: str
    message: Message
    remedy: Message
    count: int = 1


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that differs from the records: `to` is in the unit of the entry, öre for amounts.

    `row` is what people call its row, with the year where it has one.
    """

    entry: Entry
    to: int | Fraction
    sheet: str
    place: str
    row: str = ""


def wanted_sheets(city: City) -> frozenset[str]:
    """The names of all sheets that may have to be read, in any language."""
    names = {sheet.name.into(language) for language in LANGUAGES for sheet in input_sheets(city, language)}
    return frozenset(names | {META} | {KEYS.into(language) for language in LANGUAGES})


def taken(city: City, found: Mapping[str, Grid]) -> tuple[tuple[Changed, ...], tuple[Misfit, ...]]:
    """All changes, in the order of the sheets, and all that cannot be taken; raises NotThisCity."""
    language = _check_meta(city, found.get(META))
    changes: list[Changed] = []
    misfits: list[Misfit] = []
    for sheet in input_sheets(city, language):
        name = sheet.name.into(language)
        misfits += _copies(name, found)
        if name not in found:
            remedy = msg("call it “{sheet}” again if it was renamed; else write the workbook anew", sheet=name)
            misfits.append(_misfit(name, 0, 0, msg("the sheet is not there"), remedy))
            continue
        for one in _of_sheet(sheet, found[name], name, language):
            (changes if isinstance(one, Changed) else misfits).append(one)  # type: ignore[arg-type]
    changes, wrong = _with_totals(city, changes)
    return tuple(changes), (*misfits, *wrong)


def _copies(name: str, found: Mapping[str, Grid]) -> Iterator[Misfit]:
    """Sheets that were copied from one that is read: what somebody changes there would be lost without a word."""
    for other in found:
        if other.startswith(name) and other != name:
            what = msg("this copy of “{sheet}” is not read", sheet=name)
            yield _misfit(other, 0, 0, what, msg("make the changes in “{sheet}”, and remove the copy", sheet=name))


def _check_meta(city: City, meta: Grid | None) -> str:
    """The language that the workbook is in."""
    said = {} if meta is None else {meta.at(row, 0).text: meta.at(row, 1).text for row in range(meta.rows)}
    if said.get("format") != FORMAT or said.get("language") not in LANGUAGES:
        raise NotThisCity(
            msg("this is no workbook of a split: its sheet “{sheet}” does not say so", sheet=META), _AGAIN
        )
    if said.get("version") != str(VERSION):
        version = quoted(said.get("version", ""))
        raise NotThisCity(msg("the workbook is of version {version}, which is not read", version=version), _AGAIN)
    if said.get("city") != city.settings.city:
        other = quoted(said.get("city", ""))
        raise NotThisCity(
            msg("the workbook is of the city “{other}”, and not of “{city}”", other=other, city=city.settings.city),
            msg("name the city's own folder with --root"),
        )
    language = said["language"]
    if said.get("digest") != digest_of(city, input_sheets(city, language)):
        raise NotThisCity(
            msg("the records have changed since the workbook was written: their values are other ones now"), _AGAIN
        )
    return language


def _of_sheet(sheet: InputSheet, grid: Grid, name: str, language: str) -> Iterator[Changed | Misfit]:
    if grid.hidden:
        yield _misfit(name, 0, 0, msg("the sheet is hidden"), msg("show it, and look at what it holds"))
        return
    moved = list(_moved(sheet, grid, name, language))
    yield from moved
    if moved:
        return
    by_identity = {line.identity: line for line in sheet.lines}
    seen: dict[tuple[str, ...], int] = {}
    for row in range(TOP, grid.rows):
        identity = identity_of(sheet, grid, row)
        if not any(identity) and not any(grid.at(row, column).kind != "empty" for column in range(len(sheet.columns))):
            continue
        line = by_identity.get(identity)
        if line is None:
            yield _unknown(identity, by_identity, name, row)
        elif identity in seen:
            twice = msg("the row of {row} is there twice, here and in row {other}", row=_said(identity),
                        other=str(seen[identity] + 1))  # fmt: skip
            yield _misfit(name, row, 0, twice, msg("remove one of them"))
        else:
            seen[identity] = row
            yield from _of_row(line, len(sheet.columns), grid, row, name)
    yield from _missing([identity for identity in by_identity if identity not in seen], name, grid.rows)


def _missing(rows: Sequence[tuple[str, ...]], name: str, end: int) -> Iterator[Misfit]:
    """All rows that are gone, as one: a block that was deleted has one cause, and one remedy."""
    if not rows:
        return
    said = "; ".join([*map(_said, rows[:_MOST_NAMED]), *["…"] * (len(rows) > _MOST_NAMED)])
    told = msg_n("the row of {rows} is not there", "{n} rows are not there: {rows}", n=len(rows), rows=said)
    yield Misfit(name, _place(end, 0), told, _AGAIN, len(rows))


def identity_of(sheet: InputSheet, grid: Grid, row: int) -> tuple[str, ...]:
    """The texts of a row that tell it from all others, as they stand; the sheet has rows."""
    return tuple(_text(grid.at(row, column)) for column in range(len(sheet.lines[0].identity)))


def _moved(sheet: InputSheet, grid: Grid, name: str, language: str) -> Iterator[Misfit]:
    """Columns that do not stand where the workbook has them."""
    if not sheet.lines:
        return
    last = max((column for row, column in grid.cells if row == _HEAD), default=0)
    for column in range(max(len(sheet.columns), last + 1)):
        right = sheet.columns[column].head.into(language) if column < len(sheet.columns) else ""
        here = grid.at(_HEAD, column).text
        if here and not right:
            what = msg("the column “{here}” is none of the workbook's", here=quoted(here))
            yield _misfit(name, _HEAD, column, what, msg("remove the column; what it says is not read"))
            return
        if here != right:
            what = msg("the column is called “{here}” and should be “{right}”", here=quoted(here), right=right)
            yield _misfit(name, _HEAD, column, what, msg("move the columns back to where they were"))
            return


def _of_row(line: Line, columns: int, grid: Grid, row: int, name: str) -> Iterator[Changed | Misfit]:
    for column in range(len(line.identity) + len(line.words), columns):
        found, entry = grid.at(row, column), line.entries.get(column)
        if column in line.shown:
            yield from _reckoned(line.shown[column], found, name, row, column)
            continue
        if entry is not None and entry.is_total:
            yield from _typed_total(entry, found, name, _place(row, column))
            continue
        if entry is None:
            if found.kind != "empty":
                what = msg("the records of {row} have no value here", row=_said(line.identity))
                yield _misfit(name, row, column, what, msg("empty the cell; a new value is begun in the record's file"))
            continue
        try:
            value = _READ[entry.kind](found)
        except BadValue as error:
            yield _misfit(name, row, column, error.message, _RIGHT[entry.kind])
            continue
        if value == entry.value:
            continue
        if row in grid.hidden_rows or column in grid.hidden_columns:
            what = msg("the value is changed, and hidden")
            yield _misfit(name, row, column, what, msg("show the row or column, and look at the value"))
        else:
            yield Changed(entry, value, name, _place(row, column), _called(line, entry))


def _called(line: Line, entry: Entry) -> str:
    """Names of what a value is of: a key and who, a delivery and its cost part or unit; and its year."""
    years = (part for part in entry.route if isinstance(part, str) and part.isdecimal())
    return ", ".join((*(word for word in line.words[:2] if word), *years))


def _reckoned(shown: Shown, found: Found, name: str, row: int, column: int) -> Iterator[Misfit]:
    """An amount that follows an index says what was reckoned, or is told."""
    if found.kind != "number" or found.percent or found.number * KRONA != shown.ore:
        what = msg(
            "the amount follows the index “{index}”, and is not read back: it should be {amount}",
            index=quoted(shown.index),
            amount=format_amount(shown.ore),
        )
        remedy = msg(
            "put it back; a year that is to have an amount of its own gets it in the record's file (`per_year`)"
        )
        yield _misfit(name, row, column, what, remedy)


def _typed_total(entry: Entry, found: Found, name: str, place: str) -> Iterator[Changed]:
    """A total that somebody typed over, to be told if it is another one than the rows make; all else is not read."""
    if found.kind == "number" and not found.percent and found.number != entry.value:
        yield Changed(entry, found.number, name, place)


def _with_totals(city: City, changes: list[Changed]) -> tuple[list[Changed], list[Misfit]]:
    """The changes with the totals that follow from them, and the typed totals that do not.

    A total is never taken from the workbook. Where it is what the key's values make, it follows when they change.
    """
    values = [one for one in changes if not one.entry.is_total]
    typed = {one.entry.record: one for one in changes if one.entry.is_total}
    made = {name: sum(key.values.values()) for name, key in city.keys.items()}
    for one in values:
        if one.entry.record in made and one.entry.route[0] == "values":
            made[one.entry.record] += int(one.to - one.entry.value)
    wrong = [
        Misfit(
            one.sheet,
            one.place,
            msg(
                "this is the total row of “{key}”, which is never read: its rows make {made}", key=name, made=made[name]
            ),
            msg("change the rows of the administrations; the total on record follows them"),
        )
        for name, one in typed.items()
        if one.to != made[name]
    ]
    return [*values, *_following(city, values, made)], wrong


def _following(city: City, values: list[Changed], made: Mapping[str, int]) -> Iterator[Changed]:
    """The totals of keys whose values changed, where they were what those made before."""
    touched = {one.entry.record: one for one in values if one.entry.route[0] == "values"}
    for name, one in touched.items():
        key = city.keys[name]
        if key.total == sum(key.values.values()) != made[name]:
            yield Changed(Entry(name, ("total",), "whole", key.total), made[name], one.sheet, one.place)


def _unknown(identity: tuple[str, ...], known: Mapping[tuple[str, ...], Line], name: str, row: int) -> Misfit:
    ids = {one[0] for one in known}
    column = 0 if identity[0] not in ids else 1
    if identity[column].casefold().rstrip(":") in _SUMS:
        what = msg("“{id}” is a total row, and totals are never read", id=quoted(identity[column][:_LONGEST]))
        return _misfit(name, row, column, what, msg("remove the row"))
    choices = ids if column == 0 else {one[1] for one in known if one[0] == identity[0]}
    close = nearest(identity[column], choices)
    remedy = msg("did you mean “{close}”?", close=close) if close else msg("remove the row, or put its ids back")
    return _misfit(name, row, column, msg("“{id}” is not known here", id=quoted(identity[column][:_LONGEST])), remedy)


def _text(found: Found) -> str:
    """An identity as text: a number of a part stands as a number where somebody typed it anew."""
    if found.kind == "number" and found.number.denominator == 1:
        return str(found.number)
    return found.text.strip()


def _number(found: Found) -> Fraction:
    """The number of a cell that is shown as one; raises BadValue for all else."""
    match found.kind:
        case "number" if not found.percent:
            return found.number
        case "number":
            raise BadValue(msg("the cell is shown as per cent, and should be a number"))
        case "empty":
            raise BadValue(msg("the cell is empty"))
        case "text":
            raise BadValue(msg("“{text}” is text, and no number", text=quoted(found.text[:_LONGEST])))
        case "formula":
            raise BadValue(msg("the cell holds a formula, and formulas are not read"))
        case "date":
            raise BadValue(msg("the cell holds a date ({date}), and should be a number", date=found.text))
        case _:
            raise BadValue(msg("the cell holds {text}, and should be a number", text=quoted(found.text)))


def _whole(found: Found) -> int:
    number = _number(found)
    if number.denominator != 1 or number < 0:
        raise BadValue(msg("{number} is no whole number of 0 or more", number=_decimal(number)))
    if number > LARGEST_WHOLE:
        raise BadValue(msg("{number} is too large: at most 10^15 is taken", number=_decimal(number)))
    return int(number)


def _amount(found: Found) -> int:
    ore = _number(found) * KRONA
    if ore.denominator != 1:
        raise BadValue(msg("{number} kr is finer than an öre", number=_decimal(ore / KRONA)))
    if abs(ore) > LARGEST_ORE:
        raise BadValue(msg("{number} kr is too large: at most 10^15 öre is taken", number=_decimal(ore / KRONA)))
    return int(ore)


def _share(found: Found) -> Fraction:
    if found.kind == "text":
        return parse_share(found.text)
    if found.kind == "number" and not found.percent:
        raise BadValue(msg("{number} is not shown as per cent", number=_decimal(found.number)))
    number = found.number if found.kind == "number" else _number(found)
    if not 0 <= number <= 1:
        raise BadValue(msg("the share is below 0 or above 100 %"))
    return number


_SUMS = frozenset({"summa", "totalt", "total", "totalsumma", "sum"})
"""What people call a row of sums that they add themselves."""
_MOST_SHOWN = 10**15


def _decimal(number: Fraction) -> str:
    if abs(number) >= _MOST_SHOWN:
        return f"{'-' if number < 0 else ''}10^15…"
    text = f"{float(number):.15g}"
    return text.replace(".", ",")


def _said(identity: tuple[str, ...]) -> str:
    return " / ".join(identity)


def _place(row: int, column: int) -> str:
    return f"{letters(column)}{row + 1}"


def _misfit(sheet: str, row: int, column: int, message: Message, remedy: Message) -> Misfit:
    return Misfit(sheet, _place(row, column), message, remedy)


_READ: Mapping[Kind, Callable[[Found], int | Fraction]] = {"whole": _whole, "amount": _amount, "share": _share}
_RIGHT: Mapping[Kind, Message] = {
    "whole": msg("write a whole number, such as 16500; 0 where it is none"),
    "amount": msg("write kronor with two decimals at most, such as 9800000 or 1020000,01; 0 where it is none"),
    "share": msg("write it as 12,5 % or 4/15; 0 % where it is none"),
}
_AGAIN = msg("write the workbook anew with `itgov allocate --xlsx`, and make the changes in that one")
