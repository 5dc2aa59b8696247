"""A spreadsheet program that calculates a workbook anew, whatever the file says that its formulas come to."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from itgov.workbook.sheet import Book, Formula

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not here: .ci/run installs it")
Calculated = Mapping[str, list[list[str]]]
"""What every cell comes to, as text with all its digits, by sheet: rows and columns count from 0."""
_SETTING = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop></item>
</oor:items>
"""
_WRONG = 424242
_CELLS = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1033,false,false,false,false,false,-1"
"""Every sheet as text of its own: semicolons, UTF-8, numbers as they are and not as they are shown."""


def spoiled(workbook: bytes) -> bytes:
    """The workbook with every formula said to come to 424242, or to "wrong" where it is a text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as write:
        for one in read.infolist():
            data = read.read(one)
            if one.filename.startswith("xl/worksheets/"):
                text = re.sub(r'(t="str"><f>[^<]*</f><v>)[^<]*', r"\1wrong", data.decode())
                data = re.sub(r"(</f><v>)(?!wrong)[^<]*", rf"\g<1>{_WRONG}", text).encode()
            write.writestr(one.filename, data)
    return out.getvalue()


def saved_again(workbook: bytes, folder: Path) -> Path:
    """The workbook as LibreOffice writes it once it has opened and calculated it."""
    _converted({"book": workbook}, folder, "xlsx", recalculate=True)
    return folder / "out/book.xlsx"


def calculated(workbooks: Mapping[str, bytes], folder: Path, *, recalculate: bool = True) -> Mapping[str, Calculated]:
    """What the cells of each workbook come to; with `recalculate` no value in them is trusted.

    All of them in one call, and read as text: to begin, and to write a workbook, takes the program longer than to open
    a small one and calculate it.
    """
    _converted(workbooks, folder, _CELLS, recalculate=recalculate)
    found: dict[str, dict[str, list[list[str]]]] = {name: {} for name in workbooks}
    for file in sorted((folder / "out").glob("*.csv")):
        name = max((one for one in workbooks if file.name.startswith(f"{one}-")), key=len)
        with file.open(encoding="utf-8", newline="") as text:
            found[name][file.stem.removeprefix(f"{name}-")] = list(csv.reader(text, delimiter=";"))
    return found


def _converted(workbooks: Mapping[str, bytes], folder: Path, to: str, *, recalculate: bool) -> None:
    assert OFFICE is not None
    profile, given, out = folder / "profile", folder / "given", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    setting = _SETTING.format(mode=0 if recalculate else 1)
    (profile / "user/registrymodifications.xcu").write_text(setting, encoding="utf-8")
    given.mkdir()
    files = [given / f"{name}.xlsx" for name in workbooks]
    for file in files:
        file.write_bytes(workbooks[file.stem])
    command = [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", to]
    wanted = ["--outdir", str(out), *(str(file) for file in files)]
    subprocess.run([*command, *wanted], check=True, capture_output=True, timeout=300)


def differences(book: Book, found: Calculated) -> tuple[int, list[str]]:
    """How many formulas were compared with what they should come to, and those that differ.

    Whole numbers and texts must be the same; kronor the same to the öre; shares to twelve digits.
    """
    compared, wrong = 0, []
    for place, formula, now in formulas(book, found):
        compared += 1
        if not _same(formula.value, now):
            wrong.append(f"{place}: {formula} {now!r}")
    return compared, wrong


def formulas(book: Book, found: Calculated) -> Iterator[tuple[str, Formula, str]]:
    """Every formula of a book: its place ("Led!3:10", from 0), itself, and what it has been calculated as."""
    for sheet in book.sheets:
        rows = found[sheet.name]
        for number, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if isinstance(cell.value, Formula):
                    yield f"{sheet.name}!{number}:{column}", cell.value, rows[number][column]


def _number(text: str) -> Fraction | None:
    """The number of a cell, with a comma or a sign for per cent where its format has them; None of what is none."""
    plain = text.replace(",", ".")
    try:
        return Fraction(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError:
        return None


def _same(right: int | Fraction | str, found: str) -> bool:
    if isinstance(right, str):
        return right == found
    number = _number(found)
    if number is None:
        return False
    if isinstance(right, int):
        return number == right
    if (right * 100).denominator == 1:
        return round(number * 100) == right * 100
    return abs(number - right) <= abs(right) / 10**12
