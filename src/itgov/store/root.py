"""Finding the city's folder, as git finds its repository."""

from __future__ import annotations

from pathlib import Path

from itgov.finding import SETTINGS
from itgov.message import Refusal, msg

DATA = "data"


class NoRoot(Refusal):
    """There is no city to read here; `message` says where was looked, `remedy` what to do."""


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds itgov.yaml; raises NoRoot where none does."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
        _check_settings(folder)
    raise NoRoot(
        msg("no “{file}” in {folder} or any folder above it", file=SETTINGS, folder=str(start)),
        msg("go to the city's folder, or name it with --root"),
    )


def check_root(folder: Path) -> Path:
    """The folder itself where it holds itgov.yaml and data/; raises NoRoot otherwise."""
    if not folder.is_dir():
        raise NoRoot(msg("{folder} is no folder", folder=str(folder)), msg("name the city's folder with --root"))
    _check_settings(folder)
    if not (folder / SETTINGS).is_file():
        raise NoRoot(
            msg("no “{file}” in {folder}", file=SETTINGS, folder=str(folder)), msg("name the city's folder with --root")
        )
    if not (folder / DATA).is_dir():
        raise NoRoot(
            msg("no folder “{data}” in {folder}", data=DATA, folder=str(folder)),
            msg("the records lie in {data}/, a folder for each kind", data=DATA),
        )
    return folder


def _check_settings(folder: Path) -> None:
    """Raises NoRoot where something is called as the settings are, and is no file."""
    settings = folder / SETTINGS
    if settings.is_dir():
        raise NoRoot(
            msg("“{file}” in {folder} is a folder", file=SETTINGS, folder=str(folder)),
            msg("the city's settings are a file of that name: move the folder away"),
        )
    if settings.is_symlink() and not settings.exists():
        raise NoRoot(
            msg("“{file}” in {folder} is a link that leads nowhere", file=SETTINGS, folder=str(folder)),
            msg("put the file itself there"),
        )
