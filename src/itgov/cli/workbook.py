"""Writing the workbook of a split where somebody may have the old one open, or wants to keep it."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from itgov.cli.exits import Exit, Stop
from itgov.message import msg

if TYPE_CHECKING:
    from itgov.allocate.shares import Allocation
    from itgov.model.city import City

_OPEN_ELSEWHERE = (".~lock.{}#", "~${}")
"""What LibreOffice and Excel lay beside a workbook while they have it open."""
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def write_workbook(city: City, allocation: Allocation, path: Path, language: str) -> None:
    """Writes the workbook and says so; raises Stop where the old one is open or read-only, and CannotWrite."""
    from itgov.cli import screen
    from itgov.store.writer import write_bytes
    from itgov.workbook.book import book_of
    from itgov.workbook.pen import written

    check_free(path)
    write_bytes(path, written(book_of(city, allocation, language)))
    told = msg("{path} written; `itgov import xlsx` takes in what is changed in it", path=str(path))
    screen.write(told.into(language))


def check_free(path: Path) -> None:
    """Raises Stop where no workbook can be written: another ending, a file that is open elsewhere or read-only."""
    if path.suffix.lower() != ".xlsx":
        raise Stop(
            Exit.USAGE,
            msg("{path} has not the ending .xlsx: office programs would not open the workbook", path=str(path)),
            msg("name it {name}; `--format csv --output FILE` writes a table", name=path.with_suffix(".xlsx").name),
        )
    remedy = msg("choose another place, or close the program that holds the file")
    if any(path.with_name(name.format(path.name)).exists() for name in _OPEN_ELSEWHERE):
        raise Stop(Exit.USAGE, msg("{path} is open in another program", path=str(path)), remedy)
    if path.is_file() and not path.stat().st_mode & _WRITABLE:
        raise Stop(
            Exit.USAGE,
            msg("{path} is read-only, and is left as it is", path=str(path)),
            msg("choose another place, or allow writing to the file"),
        )
