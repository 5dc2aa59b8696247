"""The settings, and the lists that lie beside the records: functions, waivers, retired ids, the baseline."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from itgov.finding import BASELINE, FUNCTIONS, RETIRED, SETTINGS, WAIVERS
from itgov.model.baseline import Baseline, KnownFinding
from itgov.model.record import Part
from itgov.model.retired import Retired, RetiredList
from itgov.model.settings import Settings
from itgov.model.system import Function, FunctionList
from itgov.model.waiver import Waiver, WaiverList
from itgov.store.fact import Coded, part_of
from itgov.store.quick import Source

P = TypeVar("P", bound=Part)


@dataclass
class Lists:
    """What was read of them: `paths` by name of those that are there, `broken` those that are not whole."""

    root: Path
    settings: Settings | None = None
    functions: dict[str, Function] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    retired: dict[str, Retired] = field(default_factory=dict)
    known: tuple[KnownFinding, ...] = ()
    paths: dict[str, str] = field(default_factory=dict)
    faults: list[Coded] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def take(self, source: Source) -> None:
        """Reads one of them, by its file's name."""
        name = PurePosixPath(source.path).name
        if name == SETTINGS:
            self.settings = self._part(name, source, Settings)
        elif name == WAIVERS:
            waivers = self._part(name, source, WaiverList)
            self.waivers = waivers.waivers if waivers else ()
        elif name == BASELINE:
            baseline = self._part(name, source, Baseline)
            self.known = baseline.known if baseline else ()
        elif name == RETIRED:
            retired = self._part(name, source, RetiredList)
            self.retired = {one.id: one for one in retired.retired} if retired else {}
        elif name == FUNCTIONS:
            functions = self._part(name, source, FunctionList)
            self.functions = dict(sorted(functions.functions.items())) if functions else {}

    def _part(self, name: str, source: Source, part: type[P]) -> P | None:
        found, faults = part_of(self.root, source, part)
        self.faults.extend(faults)
        self.paths[name] = source.path
        if found is None:
            self.broken.add(PurePosixPath(source.path).stem)
        return found
