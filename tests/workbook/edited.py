"""Workbooks written, edited as a person would, and read back."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from itgov.allocate import allocate
from itgov.model.city import City
from itgov.workbook.book import book_of
from itgov.workbook.grid import grids
from itgov.workbook.inputs import input_sheets
from itgov.workbook.intake import Changed, Misfit, taken, wanted_sheets
from itgov.workbook.pen import written
from tests.allocate.indices import series
from tests.allocate.small import asset_part, city, delivery, key, part, system
from tests.allocate.small import settings as city_settings

KEYS, COSTS, VOLUMES = "In keys", "In costs", "In volumes"
Edit = Callable[[Any], None]


def town(**changes: Any) -> City:
    """Three administrations, keys of every kind, a part, an asset and volumes, and a part that follows an index."""
    return city(
        key("anstallda", {"asf": "100", "hvo": "200", "miljo": "0"}, total="300"),
        key("utan-summa", {"asf": "100", "hvo": "200", "miljo": "0"}),
        key("delad", {}, shares={"asf": "12,5 %", "hvo": "2/3", "miljo": "5/24"}),
        key("upptag", {}, per_year={"2027": {"asf": "1", "hvo": "2", "miljo": "3"}}),
        key("blandad", {}, mix=({"key": "anstallda", "weight": "50 %"}, {"key": "delad", "weight": "50 %"})),
        delivery("dator", part(per_year={"2027": "1 020 000,01 kr"}), asset_part(), volumes={"2027": "400"}),
        delivery("telefon", part("Avtal", {"2027": "1 000 kr"}, index="index-pkv")),
        system("enkat", ("staff", "-500 kr"), key="delad", used_by=("asf", "hvo", "miljo")),
        series({"2027": "103,1", "2028": "105,3"}),
        city_settings=city_settings(**changes),
    )


def workbook(of: City, language: str = "en") -> bytes:
    """The file of a city's workbook, in English unless told otherwise: so no catalogue is needed to find its cells."""
    return written(book_of(of, allocate(of), language))


@cache
def town_book() -> bytes:
    """The town's workbook with no other sheets than those that are read, since opening all of them takes its time."""

    def bare(book: Any) -> None:
        for name in book.sheetnames:
            if name not in {KEYS, COSTS, VOLUMES, "itgov"}:
                del book[name]

    return edited(workbook(town()), bare)


def edited(data: bytes, *edits: Edit) -> bytes:
    """The workbook as a program saves it once somebody has edited it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for edit in edits:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def setting(sheet: str, place: str, value: object, form: str | None = None) -> Edit:
    """Types a value into a cell, and gives it a number format where one is named."""

    def edit(book: Any) -> None:
        book[sheet][place] = value
        if form is not None:
            book[sheet][place].number_format = form

    return edit


def read(of: City, data: bytes) -> tuple[tuple[Changed, ...], tuple[Misfit, ...]]:
    """What is taken from a file, and what cannot be."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        return taken(of, grids(Path(file.name), wanted_sheets(of)))


def read_town(*edits: Edit) -> tuple[tuple[Changed, ...], tuple[Misfit, ...]]:
    """What is taken from the town's workbook after the edits, and what cannot be."""
    return read(town(), edited(town_book(), *edits))


def row_of(sheet: str, *identity: str) -> int:
    """The number of a row as spreadsheets count them."""
    found = next(one for one in input_sheets(town(), "en") if str(one.name) == sheet)
    return 4 + [line.identity for line in found.lines].index(identity)
