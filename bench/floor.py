"""The floor: a process that reads the files named by a folder and drains the C parser's events, and nothing more.

Run as `python bench/floor.py FOLDER`; no reader of these files in Python can be faster in one process.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
from ruamel.yaml.events import StreamEndEvent


def drain(folder: Path) -> int:
    """The number of events in all records, settings and lists of the repository under `folder`."""
    count = 0
    for path in (folder / "itgov.yaml", *sorted(folder.glob("data/**/*.yaml"))):
        take = CParser(path.read_bytes().decode()).get_event
        count += 1
        while type(take()) is not StreamEndEvent:
            count += 1
    return count


if __name__ == "__main__":
    drain(Path(sys.argv[1]))
