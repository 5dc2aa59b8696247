"""A ledger's rows as outcome records: what each belongs to by a mapping, and the text of every record that changes.

Every row ends in one of three heaps: booked, left out for a reason, or unmapped; together they are the file's sum.
Nothing is written here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from itgov.edit.draft import in_quotes, plain_text
from itgov.edit.ledger_csv import LedgerTable, amount_of, month_of
from itgov.message import Message, Refusal, msg, quoted
from itgov.model.city import City
from itgov.model.kinds import KIND_BY_NAME
from itgov.model.money import LARGEST_ORE, format_amount
from itgov.model.outcome import Booked, Ledger, LedgerLeftOut, LedgerRow, Outcome
from itgov.store.reader import parse
from itgov.store.shape import shape
from itgov.store.spans import Span, spans

_BARE = re.compile(r"-?[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*", re.ASCII)
_KIND = KIND_BY_NAME["outcome"]


class CannotImport(Refusal):
    """The outcome of a source and year cannot be written; `message` says why, and `remedy` what to do."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One row of the file: its line, ledger string, year, month and öre; the cost part that the mapping names."""

    line: int
    string: str
    year: int
    month: int
    ore: int
    part: str | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A row that cannot be read, and why: it is in no sum."""

    line: int
    problem: Message


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """Every row of a file once, in its order; `booked` by the source it belongs to, `left_out` by reason."""

    booked: Mapping[str, tuple[LedgerLine, ...]]
    left_out: Mapping[str, tuple[LedgerLine, ...]]
    unmapped: tuple[LedgerLine, ...]
    bad: tuple[BadLine, ...]

    @property
    def ore(self) -> int:
        """The sum of all rows that could be read."""
        heaps = (*self.booked.values(), *self.left_out.values(), self.unmapped)
        return sum(row.ore for heap in heaps for row in heap)


@dataclass(frozen=True, slots=True)
class OutcomeFile:
    """A record as it would be written; `before` is what was booked on it in the months of the file."""

    id: str
    of: str
    year: int
    text: str
    months: Mapping[int, int]
    before: Mapping[int, int]
    is_new: bool


def read_ledger(table: LedgerTable, mapping: Ledger, years: Collection[int] = ()) -> LedgerReading:
    """Every row of the table in its heap; raises CannotReadLedger where a column of the mapping is not there.

    The longest beginning that fits a ledger string decides; of equal ones the first listed, those that name a source
    before those that are left out. A month outside `years`, where any are given, cannot be taken, nor an amount or a
    sum that is larger than a record takes.
    """
    strings = [table.column(name) for name in mapping.string_columns]
    amount, month = table.column(mapping.amount_column), table.column(mapping.month_column)
    booked: dict[str, list[LedgerLine]] = defaultdict(list)
    left_out: dict[str, list[LedgerLine]] = defaultdict(list)
    unmapped: list[LedgerLine] = []
    bad: list[BadLine] = []
    for line, cells in table.rows:
        row = _row(line, cells, strings, amount, month)
        if isinstance(row, LedgerLine) and years and row.year not in years:
            row = BadLine(line, _outside(row, years))
        if isinstance(row, BadLine):
            bad.append(row)
            continue
        heap = _heap(row.string, mapping)
        if heap is None:
            unmapped.append(row)
        elif isinstance(heap, LedgerRow):
            booked[heap.to].append(replace(row, part=heap.part))
        else:
            left_out[heap.reason].append(row)
    for of, rows in booked.items():
        passing = _passing(rows)
        bad += passing
        lines = {one.line for one in passing}
        booked[of] = [row for row in rows if row.line not in lines]
    return LedgerReading(
        {of: tuple(rows) for of, rows in sorted(booked.items()) if rows},
        {why: tuple(rows) for why, rows in sorted(left_out.items())},
        tuple(unmapped),
        tuple(sorted(bad, key=lambda one: one.line)),
    )


def outcome_files(
    city: City, reading: LedgerReading, mapping: Ledger, origin: str, text_of: Mapping[str, str]
) -> tuple[OutcomeFile, ...]:
    """A file for each source and year with booked rows, by source and year.

    The months that the file has for a source take the place of the same months of its record; others stay. `text_of`
    is the text of each outcome record there is, by id: all else in it stays as it is. A new record names `origin` as
    its source. Raises CannotImport where a source has several records of a year.
    """
    return tuple(
        _file(city, of, year, [row for row in rows if row.year == year], mapping, origin, text_of)
        for of, rows in reading.booked.items()
        for year in sorted({row.year for row in rows})
    )


def _row(line: int, cells: tuple[str, ...], strings: list[int], amount: int, month: int) -> LedgerLine | BadLine:
    texts = [cells[place].strip() if place < len(cells) else "" for place in (*strings, amount, month)]
    ore, when = amount_of(texts[-2]), month_of(texts[-1])
    if ore is None:
        return BadLine(line, msg("“{value}” is no amount such as 1 234,50 or -1 234,50", value=quoted(texts[-2])))
    if abs(ore) > LARGEST_ORE:
        return BadLine(line, msg("{amount} is too large: at most 10^15 öre is taken", amount=format_amount(ore)))
    if when is None:
        return BadLine(line, msg("“{value}” is no month such as 2027-03", value=quoted(texts[-1])))
    string = "-".join(text for text in texts[:-2] if text)
    if not string:
        return BadLine(line, msg("the ledger string is empty"))
    return LedgerLine(line, string, *when, ore)


def _passing(rows: list[LedgerLine]) -> list[BadLine]:
    """The rows of a source with which a booking is larger than a record takes, by its rows in their order.

    A booking that passes the largest amount and comes back is taken: only its whole sum is written.
    """
    whole: dict[tuple[object, ...], int] = defaultdict(int)
    for row in rows:
        whole[_booking_of(row)] += row.ore
    so_far: dict[tuple[object, ...], int] = defaultdict(int)
    found = []
    for row in rows:
        which = _booking_of(row)
        ore = so_far[which] + row.ore
        if abs(whole[which]) <= LARGEST_ORE or abs(ore) <= LARGEST_ORE:
            so_far[which] = ore
        else:
            found.append(BadLine(row.line, _too_large(row, ore)))
    return found


def _booking_of(row: LedgerLine) -> tuple[object, ...]:
    """What rows have in common that become one booking of a source."""
    return row.year, row.month, row.string, row.part


def _too_large(row: LedgerLine, ore: int) -> Message:
    return msg(
        "with this row, “{string}” sums to {amount} in {month}, which is too large: at most 10^15 öre is taken",
        string=quoted(row.string),
        amount=format_amount(ore),
        month=f"{row.year}-{row.month:02d}",
    )


def _outside(row: LedgerLine, years: Collection[int]) -> Message:
    return msg(
        "{month} is outside the years that the city plans and the year before them, {first}–{last}",
        month=f"{row.year}-{row.month:02d}",
        first=str(min(years)),
        last=str(max(years)),
    )


def _heap(string: str, mapping: Ledger) -> LedgerRow | LedgerLeftOut | None:
    """The row of the mapping that a ledger string belongs to; None where nothing fits."""
    rows: tuple[LedgerRow | LedgerLeftOut, ...] = (*mapping.rows, *mapping.left_out)
    fits = [row for row in rows if string.startswith(row.begins_with)]
    return max(fits, key=lambda row: len(row.begins_with), default=None)


def _file(
    city: City,
    of: str,
    year: int,
    rows: list[LedgerLine],
    mapping: Ledger,
    origin: str,
    text_of: Mapping[str, str],
) -> OutcomeFile:
    there = [record for _, record in sorted(city.outcomes.items()) if (record.of, record.year) == (of, year)]
    if len(there) > 1:
        raise CannotImport(
            msg(
                "“{of}” has {n} records of its outcome in {year}: {ids}",
                of=of,
                n=len(there),
                year=str(year),
                ids=", ".join(record.id for record in there),
            ),
            msg("make one record of them first, so that no month is booked twice"),
        )
    months: dict[int, int] = defaultdict(int)
    strings: dict[tuple[int, str, str | None], int] = defaultdict(int)
    for row in rows:
        months[row.month] += row.ore
        strings[row.month, row.string, row.part] += row.ore
    kept = [one for one in there[0].booked if one.month not in months] if there else []
    booked = [
        Booked(month=month, string=string, amount=ore, part=part) for (month, string, part), ore in strings.items()
    ]
    booked = sorted((*kept, *booked), key=lambda one: (one.month, one.string, one.part or ""))
    before: dict[int, int] = defaultdict(int)
    for one in there[0].booked if there else ():
        if one.month in months:
            before[one.month] += one.amount
    record_id = there[0].id if there else _new_id(city, of, year)
    text = (
        _replaced(text_of[record_id], there[0], booked)
        if there
        else plain_text(_KIND, _answers(city, record_id, of, year, f"{mapping.name}, {origin}")) + _block(booked)
    )
    _require(text, record_id, of, year, booked)
    return OutcomeFile(record_id, of, year, text, dict(months), dict(before), not there)


def _answers(city: City, record_id: str, of: str, year: int, source: str) -> dict[str, str]:
    """All of a new record but its bookings."""
    record = city.get(of)
    name = f"{record.name if record else of}: utfall {year}"
    return {"id": record_id, "name": name, "source": source, "of": of, "year": str(year)}


def _block(booked: Iterable[Booked]) -> str:
    """The bookings as records spell them, one a line; they come last in a record."""
    return "".join(("booked:\n", *(f"  - {{{_booking(one)}}}\n" for one in booked)))


def _booking(one: Booked) -> str:
    amount = _bare_or_quoted(format_amount(one.amount))
    part = "" if one.part is None else f", part: {_bare_or_quoted(one.part)}"
    return f"month: {one.month}, string: {_bare_or_quoted(one.string)}, amount: {amount}{part}"


def _bare_or_quoted(text: str) -> str:
    """Text inside braces: what only has letters, digits, spaces and hyphens inside needs no quotes."""
    return text if _BARE.fullmatch(text) else in_quotes(text)


def _replaced(text: str, record: Outcome, booked: Iterable[Booked]) -> str:
    """The record's text with other bookings; whatever else is in it stays."""
    top = spans(text)
    key, value = top.key("booked"), top.value("booked")
    if key is None or value is None:
        raise CannotImport(
            msg("“{id}” has no bookings that can be replaced", id=record.id), msg("look at the record's file")
        )
    block = _block(booked)
    if "\r\n" in text:
        block = block.replace("\n", "\r\n")
    # What is left of the last booking's line goes with it; a comment below it stays.
    feed = text.find("\n", _written_end(value))
    return text[: key.start] + block + ("" if feed < 0 else text[feed + 1 :])


def _written_end(value: Span) -> int:
    """Where the last thing that is written in a value ends: a block's own end may lie past comments below it."""
    while value.style == "block" and (value.items or value.entries):
        value = value.items[-1] if value.items else value.entries[-1][1]
    return value.end


def _new_id(city: City, of: str, year: int) -> str:
    """An id from the source's: its own, without what ids of its kind begin with."""
    short = of.split("-", 1)[1] if of.startswith(("leverans-", "sys-")) else of
    wanted = f"utfall-{short}-{year}"
    taken = {*city.kind_of, *city.retired}
    return next(one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if one not in taken)


def _require(text: str, record_id: str, of: str, year: int, booked: list[Booked]) -> None:
    """Raises CannotImport unless the text is read back as what it should hold: nothing is trusted to be written."""
    parsed = parse(text.encode(), f"data/outcomes/{record_id}.yaml")
    record = shape(Outcome, parsed.top, record_id).record if parsed.top is not None and not parsed.faults else None
    if record is None or (record.id, record.of, record.year, list(record.booked)) != (record_id, of, year, booked):
        raise CannotImport(
            msg("“{id}” would not be read back as it was meant", id=record_id),
            msg("lay its file out with `itgov fmt`, and try again"),
        )
