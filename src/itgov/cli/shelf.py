"""The records of one kind, each read when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from itgov.check.keep import Spoilt
from itgov.model.kinds import KIND_BY_NAME
from itgov.model.record import Record
from itgov.store.fact import take
from itgov.store.quick import Source, read_one
from itgov.store.second import opened


class Shelf(Mapping[str, Record]):
    """The records of one kind by id, whose files have `paths`.

    `read` holds those that are read already, by path, and grows; `packed` the values of files that another
    process has read, and shrinks.
    """

    def __init__(
        self, root: Path, kind: str, paths: Mapping[str, str], read: dict[str, Record], packed: dict[str, bytes]
    ) -> None:
        self._root = root
        self._kind = KIND_BY_NAME[kind]
        self._paths = paths
        self._read = read
        self._packed = packed

    def __getitem__(self, record_id: str) -> Record:
        path = self._paths[record_id]
        record = self._read.get(path)
        if record is None:
            packed = self._packed.pop(path, None)
            source = Source(path, opened(packed), None) if packed is not None else read_one(self._root, path)
            _, record = take(self._root, self._kind, source)
            if record is None:
                # It was whole when its fact was made: somebody is writing at this moment.
                raise Spoilt(path)
            self._read[path] = record
        return record

    def get(self, record_id: str, default: Any = None) -> Any:
        """The record, or the default where there is none."""
        return self[record_id] if record_id in self._paths else default

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
