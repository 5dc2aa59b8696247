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
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from itgov.message import Refusal, msg

Data = str | int | bool | None | Mapping[str, "Data"] | Sequence["Data"]

_LIST = ".itgov-pages"
_ON_ONE_LINE = 3
_SIGNS = frozenset("?:#&*!|>'\"@`{}[]<=\\")


class CannotWrite(Refusal):
    """A file cannot be written; nothing was changed."""


def write_text(path: Path, text: str) -> None:
    """Writes `text` as UTF-8 with line feeds at line ends; makes the folders above; raises CannotWrite."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Writes `data`; makes the folders above; raises CannotWrite."""
    beside: str | None = None
    try:
        # Through links to the file itself; what is there and no regular file, such as a device, is never replaced.
        path = path.resolve()
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if path.exists() and not path.is_file():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(_mode(path))
        Path(beside).replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotWrite(
            msg("{path} cannot be written: {reason}", path=str(path), reason=reason),
            msg("choose another place, or close the program that holds the file"),
        ) from error
    finally:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)


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
