"""Which language a command speaks where none was asked for: the city's first, also before its records are read."""

from __future__ import annotations

from pathlib import Path

from itgov.finding import SETTINGS
from itgov.message import DEFAULT_LANGUAGE, LANGUAGES


def language_in(folder: Path) -> str:
    """The first language of the city in a folder; the default one where its settings cannot be read."""
    from itgov.model.settings import Settings
    from itgov.store.single import Unusable, read_part

    try:
        return read_part(folder / SETTINGS, Settings).languages[0]
    except Unusable:
        return DEFAULT_LANGUAGE


def language_here(root: Path | None = None) -> str:
    """The first language of the city at `root`, or of the nearest above the working directory; else the default one."""
    from itgov.store.root import NoRoot, find_root

    try:
        return language_in(root if root is not None else find_root(Path.cwd()))
    except (NoRoot, OSError):
        return DEFAULT_LANGUAGE


def language_of(arguments: list[str]) -> str:
    """The language asked for on the command line, or the city's; for errors before a city is read."""
    asked = _value(arguments, "--language")
    if asked in LANGUAGES:
        return asked
    root = _value(arguments, "--root")
    return language_here(Path(root) if root else None)


def _value(arguments: list[str], option: str) -> str:
    """What stands after an option, or after the “=” behind it; empty where it is not there. The last one counts."""
    found = ""
    for index, argument in enumerate(arguments):
        if argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
        elif argument == option and index + 1 < len(arguments):
            found = arguments[index + 1]
    return found
