"""Writing files whole or not at all, and plain data as YAML.

A file is written beside its place and then renamed: who reads it, or pulls the
plug, sees the old one or the new one.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from itgov.message import Refusal, msg

Data = str | int | bool | None | Mapping[str, "Data"] | Sequence["Data"]

_LIST = ".itgov-pages"
_ON_ONE_LINE = 3
_SIGNS = frozenset("?:#&*!|>'\"@`{}[]<=\\")


class CannotWrite(Refusal):
    """A file cannot be written; nothing was changed, unless the message names what was."""


def write_text(path: Path, text: str) -> None:
    """Writes `text` as UTF-8 with line feeds at line ends; makes the folders above; raises CannotWrite."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Writes `data`; makes the folders above; raises CannotWrite."""
    _write({path: data})


def write_all(texts: Mapping[Path, str]) -> None:
    """Writes several texts by their paths, all or none, each as `write_text` does; raises CannotWrite.

    All stand ready beside their places before the first takes its own. Where a place is refused even then, those before
    it get back what they held; what cannot be put back is named.
    """
    _write({path: text.encode("utf-8") for path, text in texts.items()})


def _write(files: Mapping[Path, bytes]) -> None:
    ready: list[tuple[Path, Path]] = []
    held: dict[Path, bytes | None] = {}
    try:
        for path, data in files.items():
            with _telling(path):
                ready.append(_ready(path, data))
        for place, beside in ready:
            with _telling(place, held):
                # Of a single file nothing is ever put back: what it held need not be readable.
                before = place.read_bytes() if len(ready) > 1 and place.exists() else None
                beside.replace(place)
                held[place] = before
    finally:
        for _, beside in ready:
            beside.unlink(missing_ok=True)


def _ready(path: Path, data: bytes) -> tuple[Path, Path]:
    """The place of a file, and where its new text stands ready beside it."""
    # Through links to the file itself; what is there and no regular file, such as a device, is never replaced.
    place = path.resolve()
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if place.exists() and not place.is_file():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(place))
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return place, beside


@contextmanager
def _telling(path: Path, held: Mapping[Path, bytes | None] | None = None) -> Iterator[None]:
    """Raises CannotWrite for an error of the system, when what was `held` is put back where it stood."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        left = _put_back(held or {})
        if left:
            raise CannotWrite(
                msg(
                    "{path} cannot be written: {reason}; written before it, and not put back: {left}",
                    path=str(path),
                    reason=reason,
                    left=", ".join(map(str, left)),
                ),
                msg("look at them with `git diff`; `git restore` brings back what was committed"),
            ) from error
        raise CannotWrite(
            msg("{path} cannot be written: {reason}", path=str(path), reason=reason),
            msg("choose another place, or close the program that holds the file"),
        ) from error


def _put_back(held: Mapping[Path, bytes | None]) -> list[Path]:
    """Gives files what they held, None where there was no file; those to which it could not be given."""
    left = []
    for place, data in held.items():
        try:
            if data is None:
                place.unlink(missing_ok=True)
            else:
                write_bytes(place, data)
        except (OSError, CannotWrite):
            left.append(place)
    return left


def write_pages(folder: Path, pages: Mapping[str, str]) -> None:
    """Writes texts by their path below `folder`, and removes what an earlier call wrote there and this one does not.

    Every text is ready before the first is written. A file of somebody else's is never touched:
    what was written stands in the folder's list `.itgov-pages`. Raises CannotWrite.
    """
    listed = folder / _LIST
    before = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    write_text(listed, "".join(f"{path}\n" for path in sorted({*before, *pages})))
    for path in sorted(pages):
        write_text(folder / path, pages[path])
    for path in before:
        if path not in pages and (folder / path).resolve().is_relative_to(folder.resolve()):
            (folder / path).unlink(missing_ok=True)
    write_text(listed, "".join(f"{path}\n" for path in sorted(pages)))


def to_yaml(data: Mapping[str, Data], header: str = "") -> str:
    """Plain data as YAML, keys in the order given; `header` becomes comment lines on top.

    Block style, but a block of at most three plain values stands on one line, so that a diff stays readable.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415  loaded only when something is written

    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    stream.writelines(f"# {line}".rstrip() + "\n" for line in header.splitlines())
    yaml.dump(_laid_out(data), stream)
    return stream.getvalue()


def _laid_out(data: Data) -> Any:
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415

    if isinstance(data, Mapping):
        laid_out = CommentedMap({key: _laid_out(value) for key, value in data.items()})
        if 0 < len(data) <= _ON_ONE_LINE and all(
            not isinstance(value, (Mapping, list, tuple)) for value in data.values()
        ):
            laid_out.fa.set_flow_style()
        return laid_out
    if isinstance(data, str):
        # libyaml reads some bare texts, such as "0?", otherwise than the writer means them.
        return DoubleQuotedScalarString(data) if _SIGNS & set(data) else data
    return [_laid_out(item) for item in data] if isinstance(data, (list, tuple)) else data


def _mode(path: Path) -> int:
    """The permissions that the file has, or that a new one gets."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
