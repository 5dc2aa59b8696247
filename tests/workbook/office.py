"""A spreadsheet program that calculates a workbook anew, whatever the file says that its formulas come to."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Collection
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from itgov.workbook.sheet import Book, Formula

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not here: .ci/run installs it")
_SETTING = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop></item>
</oor:items>
"""
_WRONG = 424242


def spoiled(workbook: bytes) -> bytes:
    """The workbook with every formula said to come to 424242, or to "wrong" where it is a text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for one in read.infolist():
            data = read.read(one)
            if one.filename.startswith("xl/worksheets/"):
                text = re.sub(r'(t="str"><f>[^<]*</f><v>)[^<]*', r"\1wrong", data.decode())
                data = re.sub(r"(</f><v>)(?!wrong)[^<]*", rf"\g<1>{_WRONG}", text).encode()
            write.writestr(one, data)
    return out.getvalue()


def saved_again(workbook: bytes, folder: Path, *, recalculate: bool) -> Path:
    """The workbook as LibreOffice writes it once it has opened it; with `recalculate` it trusts no value in it."""
    assert OFFICE is not None
    profile, given, out = folder / "profile", folder / "book.xlsx", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    setting = _SETTING.format(mode=0 if recalculate else 1)
    (profile / "user/registrymodifications.xcu").write_text(setting, encoding="utf-8")
    given.write_bytes(workbook)
    command = [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), str(given)], check=True, capture_output=True, timeout=300)
    return out / "book.xlsx"


def differences(book: Book, file: Path, only: Collection[str] = ()) -> tuple[int, list[str]]:
    """How many formulas were compared with what they should come to, and those that differ; `only` names sheets.

    Whole numbers and texts must be the same; kronor the same to the öre; shares to twelve digits.
    """
    read = openpyxl.load_workbook(file, data_only=True, read_only=True)
    compared, wrong = 0, []
    for sheet in book.sheets:
        if only and sheet.name not in only:
            continue
        found = list(read[sheet.name].iter_rows(values_only=True))
        for number, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if isinstance(cell.value, Formula):
                    compared += 1
                    if not _same(cell.value.value, found[number][column]):
                        wrong.append(f"{sheet.name} {number + 1}:{column + 1}: {cell.value} {found[number][column]!r}")
    return compared, wrong


def _same(right: int | Fraction | str, found: object) -> bool:
    if isinstance(right, str) or not isinstance(found, int | float):
        return right == found
    if isinstance(right, int):
        return found == right
    if (right * 100).denominator == 1:
        return round(found * 100) == right * 100
    return abs(Fraction(found) - right) <= abs(right) / 10**12
