"""What all imports share: the changed files are checked in a copy of the city, and written all or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from itgov.cli.exits import Exit, Stop
from itgov.message import Message, msg, msg_n

if TYPE_CHECKING:
    from itgov.cli.opened import Opened
    from itgov.edit.splice import Source

Files = Mapping[str, "tuple[Source | None, Source]"]
"""Files by path, before and after; None before where there is no file yet."""
Error = tuple[Message, Message | None]
"""Where an error is and what it is; and what to do."""


def errors_in_a_copy(opened: Opened, files: Files) -> list[Error]:
    """What `itgov validate` would refuse in a copy of the city with the changed files."""
    from itgov.cli.opened import open_city
    from itgov.cli.validation import copied
    from itgov.store.writer import write_all

    city = opened.repository.city
    if city is None or not files:
        return []
    with copied(opened.repository.root) as copy:
        write_all({copy / path: after.whole for path, (_, after) in files.items()})
        looked = open_city(copy, None, city.as_of)
        found: list[Error] = []
        for one in looked.report.findings:
            if one.severity == "error":
                spot = looked.repository.spot(one.fault.where)
                where = f"{spot.path}:{spot.line}:{spot.column}"
                told = msg("{where}: {code}: {problem}", where=where, code=one.code, problem=one.fault.message)
                found.append((told, one.fault.remedy))
        return found


def refusal(errors: list[Error]) -> Message:
    """That nothing is written, since the changed records have errors."""
    return msg_n(
        "{n} error in the changed records: nothing is written",
        "{n} errors in the changed records: nothing is written",
        n=len(errors),
    )


def write_changed(opened: Opened, files: Files) -> None:
    """Writes the files, all or none; raises Stop where one is not as it was, and CannotWrite."""
    from itgov.cli.difference import refusing
    from itgov.edit.splice import read_source
    from itgov.store.writer import write_all

    root = opened.repository.root
    with refusing():
        for path, (before, _) in files.items():
            is_same = not (root / path).exists() if before is None else read_source(root, path) == before
            if not is_same:
                raise Stop(
                    Exit.USAGE,
                    msg("{path} was changed while it was imported: nothing is written", path=path),
                    msg("run the command again"),
                )
    write_all({root / path: after.whole for path, (_, after) in files.items()})
