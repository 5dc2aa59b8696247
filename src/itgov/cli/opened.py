"""Opening a city for a command: reading, checking, and refusing to work on records with errors."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from itgov.check.run import Report, run
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Language
from itgov.cli.screen import progress
from itgov.finding import SETTINGS
from itgov.message import DEFAULT_LANGUAGE, Message, msg, msg_n
from itgov.model.city import City
from itgov.store.repository import Repository, load
from itgov.store.root import DATA, check_root, find_root

_ERRORS_NAMED = 3


@dataclass(frozen=True)
class Opened:
    """A repository with its findings, and the language to speak."""

    repository: Repository
    report: Report
    language: str


def open_city(root: Path | None, language: Language | None, as_of: date | None = None) -> Opened:
    """Reads and checks the city at `root`, or at the nearest root above the working directory.

    It is seen from the day `as_of`; from today where that is left out.
    """
    folder = check_root(root if root is not None else find_root(Path.cwd()))
    with progress("itgov") as update:
        repository = load(folder, update, as_of or date.today())  # noqa: DTZ011  a city's days are its own
    broken = repository.unread
    report = run(repository.city, repository.faults, broken, repository.waivers)
    return Opened(repository, report, _language(repository.city, language))


def require_sound(opened: Opened) -> City:
    """The city, where no record has an error; raises Stop otherwise, since what rests on a wrong record is wrong."""
    errors = opened.report.count("error")
    if errors or opened.report.unseen or opened.repository.city is None:
        told = msg_n(
            "one error in the records: nothing is computed on it",
            "{n} errors in the records: nothing is computed on them",
            n=errors,
        )
        for line in _first_errors(opened):
            told = msg("{before}\n{line}", before=told, line=line)
        raise Stop(
            Exit.FINDINGS,
            told,
            msg("`itgov validate --no-baseline` shows them all, those that baseline.yaml holds among them")
            if opened.repository.known
            else msg("`itgov validate` shows them all"),
        )
    return opened.repository.city


def _first_errors(opened: Opened) -> Iterator[Message]:
    """The errors that come first by file and line, a line each."""
    errors = [finding for finding in opened.report.findings if finding.severity == "error"]
    placed = [(opened.repository.spot(one.fault.where), one.code, one.fault.message) for one in errors]
    for spot, code, message in sorted(placed, key=lambda one: one[:2])[:_ERRORS_NAMED]:
        yield msg(
            "  • {path}:{line}: {code} {problem}", path=spot.path, line=str(spot.line), code=code, problem=message
        )
    if len(placed) > _ERRORS_NAMED:
        yield msg("  • …")


def check_output(opened: Opened, output: Path | None, *, folder: bool = False) -> None:
    """Raises Stop where an output would land among the city's records, or where nothing can be written.

    With `folder` it is a folder that files are written in.
    """
    root = opened.repository.root.resolve()
    if output is None:
        return
    place = output.resolve()
    if place in {root, root / SETTINGS} or place.is_relative_to(root / DATA):
        raise Stop(
            Exit.USAGE,
            msg("{path} is a place for the city's records, and is not written to", path=str(output)),
            msg("choose another place, such as build/"),
        )
    problem = _unwritable(place, folder=folder)
    if problem is not None:
        raise Stop(
            Exit.USAGE,
            msg("nothing can be written to {path}: {problem}", path=str(output), problem=problem),
            msg("choose another place, such as build/"),
        )


def _unwritable(place: Path, *, folder: bool) -> Message | None:
    """Why a file cannot be there, or files in a folder; None where nothing is known to be in the way."""
    if not folder and place.is_dir():
        return msg("it is a folder")
    if not folder and place.exists() and not place.is_file():
        return msg("it is no file")
    above = place if folder else place.parent
    while not above.exists():
        above = above.parent
    if not above.is_dir():
        return msg("{path} is no folder", path=str(above))
    # A file is written beside its place and renamed: the folder is what must let it.
    return None if os.access(above, os.W_OK | os.X_OK) else msg("{path} may not be written in", path=str(above))


def _language(city: City | None, asked: Language | None) -> str:
    if asked is not None:
        return asked.value
    return city.settings.languages[0] if city is not None and city.settings.languages else DEFAULT_LANGUAGE
