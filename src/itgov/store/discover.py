"""Which files are records: regular files `data/<kind>/<id>.yaml`, and the two lists.

Links, pipes and devices are never opened: a record is a file in the repository.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from itgov.finding import BASELINE, FUNCTIONS, RETIRED, SETTINGS, WAIVERS, Fault, Spot, nearest
from itgov.message import Message, msg
from itgov.model.kinds import KIND_BY_FOLDER, KINDS, Kind
from itgov.store.root import DATA, NoRoot
from itgov.store.stamp import Stamp, stamp_of

_IGNORED = ("README", ".")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to read; `kind` is None for the settings and the lists beside the records.

    A record's `stamp` tells whether the file was touched.
    """

    path: str
    kind: Kind | None
    stamp: Stamp | None = None


@dataclass(frozen=True)
class Discovered:
    """All files to read, kind by kind and then by name, and what lies where nothing reads it."""

    candidates: tuple[Candidate, ...]
    faults: tuple[tuple[str, Fault], ...]


def discover(root: Path) -> Discovered:
    """Every record file under `root`; raises NoRoot where a folder cannot be listed."""
    found = [Candidate(SETTINGS, None)]
    found += [Candidate(name, None) for name in (BASELINE, RETIRED, WAIVERS) if _is_file(root / name)]
    faults: list[tuple[str, Fault]] = []
    folders: list[str] = []
    for entry in _listing(root / DATA):
        path = f"{DATA}/{entry.name}"
        if entry.name.startswith(_IGNORED):
            continue
        if entry.name == FUNCTIONS and entry.is_file(follow_symlinks=False):
            found.append(Candidate(path, None))
        elif entry.name in KIND_BY_FOLDER and entry.is_dir(follow_symlinks=False):
            folders.append(entry.name)
        else:
            faults.append(("FRM011", _stray(path, entry.name)))
    for kind in KINDS:
        if kind.folder in folders:
            _enter(root, kind, found, faults)
    return Discovered(tuple(found), tuple(faults))


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _enter(root: Path, kind: Kind, found: list[Candidate], faults: list[tuple[str, Fault]]) -> None:
    for entry in _listing(root / DATA / kind.folder):
        path = f"{DATA}/{kind.folder}/{entry.name}"
        if entry.name.startswith(_IGNORED):
            continue
        if entry.is_file(follow_symlinks=False) and entry.name.endswith(".yaml"):
            found.append(Candidate(path, kind, stamp_of(entry)))
        else:
            faults.append(("FRM011", Fault(Spot(path), *_not_a_record(entry))))


def _listing(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        yield from sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise NoRoot(
            msg(
                "the folder {folder} cannot be read: {reason}", folder=str(folder), reason=error.strerror or str(error)
            ),
            msg("check that it is there and that you may read it"),
        ) from error


def _stray(path: str, name: str) -> Fault:
    close = nearest(name, KIND_BY_FOLDER)
    folders = ", ".join(sorted(KIND_BY_FOLDER))
    remedy = (
        msg("did you mean the folder “{close}”?", close=close)
        if close
        else msg("the folders here are: {folders}", folders=folders)
    )
    return Fault(Spot(path), msg("“{name}” is no kind of record, so nothing in it is read", name=name), remedy)


def _not_a_record(entry: os.DirEntry[str]) -> tuple[Message, Message]:
    name = entry.name
    if entry.is_symlink():
        return msg("“{name}” is a link, and links are not read", name=name), msg("put the file itself here")
    if entry.is_dir(follow_symlinks=False):
        return (
            msg("“{name}” is a folder inside a kind's folder, and is not read", name=name),
            msg("move its files up one step"),
        )
    if not entry.is_file(follow_symlinks=False):
        return msg("“{name}” is no regular file, and is not read", name=name), msg("remove it")
    return msg("“{name}” is not read: a record's file ends in .yaml", name=name), msg("rename it, or move it elsewhere")
