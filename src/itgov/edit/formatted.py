"""One file of the city, as it is and as it should be written; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from itgov.edit.layout import CannotLayOut, layout
from itgov.finding import FUNCTIONS, RETIRED, SETTINGS, WAIVERS
from itgov.message import Message, msg
from itgov.model.kinds import Kind
from itgov.model.record import Part
from itgov.model.retired import RetiredList
from itgov.model.settings import Settings
from itgov.model.system import FunctionList
from itgov.model.waiver import WaiverList
from itgov.store.discover import Candidate
from itgov.store.reader import MAX_BYTES, Refused, decode
from itgov.store.root import DATA
from itgov.store.tree import Mark

_BOM = b"\xef\xbb\xbf"
_LISTS: dict[str, type[Part]] = {
    SETTINGS: Settings,
    WAIVERS: WaiverList,
    RETIRED: RetiredList,
    f"{DATA}/{FUNCTIONS}": FunctionList,
}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file's text as it is (`old`) and in canonical form (`new`); `notes` tell what a diff of the texts hides."""

    path: str
    old: str
    new: str
    notes: tuple[Message, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the file's bytes are other than the canonical ones."""
        return self.old != self.new or bool(self.notes)


@dataclass(frozen=True, slots=True)
class Unformatted:
    """A file that stays as it is, where in it (from 0) and why, and what to do about it."""

    path: str
    mark: Mark
    message: Message
    remedy: Message | None = None


def formatted(root: Path, candidate: Candidate) -> Formatted | Unformatted:
    """Reads one file below `root` and lays it out; what cannot be read or kept whole is told, never raised."""
    path = candidate.path
    try:
        with (root / path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        old = decode(data)
        return Formatted(path, old, layout(_meaning(candidate), old), tuple(_notes(data, old)))
    except (Refused, CannotLayOut) as refused:
        return Unformatted(path, refused.mark, refused.message, refused.remedy)
    except OSError as error:
        reason = error.strerror or str(error)
        return Unformatted(path, Mark(0, 0), msg("the file cannot be read: {reason}", reason=reason))


def _meaning(candidate: Candidate) -> Kind | type[Part] | None:
    return candidate.kind or _LISTS.get(candidate.path)


def _notes(data: bytes, text: str) -> list[Message]:
    found = []
    if data.startswith(_BOM):
        found.append(msg("the byte-order mark is taken away"))
    if "\r" in text:
        found.append(msg("line ends become line feeds"))
    return found
