"""Giving a record another id: in its file, in the file's name, and in every record that names it.

The files are written in an order that a kill cannot spoil. First the baseline knows its findings
by the new id; then `retired.yaml` says what the id becomes; then every reference; then the record
under its new name; last the old file goes. Whatever was done, the same command finds the rest and
does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from itgov.edit.naming import Naming, id_edit, namings
from itgov.edit.retired import current_id, with_retired
from itgov.edit.splice import CannotEdit, Source, edited, read_source, top_of
from itgov.finding import BASELINE, FUNCTIONS, RETIRED, WAIVERS, Spot, nearest
from itgov.message import msg, msg_n, quoted
from itgov.model.city import City
from itgov.model.neighbours import holders
from itgov.model.retired import Retired
from itgov.model.scalar import BadValue, near_id, parse_id
from itgov.store.repository import Repository
from itgov.store.writer import CannotWrite, write_text

_HARMLESS = frozenset({"FRM007", "FRM011"})
_BENT = re.compile(
    r"null|true|false|yes|no|on|off|y|n|[0-9]+|0[xob][0-9a-f]+|[0-9]+e[0-9]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
)


class Unreadable(CannotEdit):
    """Some files cannot be read, so that references in them would be missed."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One file before and after; `before` is None for a new one, and paths differ where it is moved."""

    before: Source | None
    after: Source
    places: int = 0


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is written for a new id, in this order: baseline, journal, the references by path, the record itself.

    A step that is done already is None, or not among the references. `mentions` are the places where the old id
    stands in free text or comments, which is never changed. `taken_back` is the entry of the list of retired ids that
    goes, where the new id is what the record was called before.
    """

    old: str
    new: str
    journal: Rewriting | None
    references: tuple[Rewriting, ...]
    record: Rewriting | None
    mentions: tuple[Spot, ...]
    baseline: Rewriting | None = None
    taken_back: Retired | None = None

    @property
    def steps(self) -> tuple[Rewriting, ...]:
        """Every file in the order that it is written."""
        ends = (self.baseline, self.journal), self.references, (self.record,)
        return tuple(step for part in ends for step in part if step is not None)


def plan_renaming(
    repository: Repository,
    old: str,
    new: str,
    on: date,
    reason: str | None = None,
    prints: Mapping[str, str] = MappingProxyType({}),
) -> Renaming:
    """Everything that giving the record `old` the id `new` changes; nothing is written.

    `prints` are the fingerprints that findings of the baseline have afterwards, by those they have now.

    Raises CannotEdit where an id will not do or a file cannot be changed, Unreadable where files are broken.
    """
    city = _sound(repository)
    check_new_id(new)
    going_on = _check_ids(city, old, new)
    taken_back = None if going_on else city.retired.get(new)
    journal = None if going_on else _journal(repository, _retired(old, new, on, reason, taken_back), taken_back)
    record = _record(repository, city, old, new)
    own = record.before.path if record is not None and record.before is not None else None
    references = tuple(_references(repository, city, old, new, own))
    baseline = _baseline(repository, old, new, prints)
    steps = (*references, *(step for step in (record, baseline) if step is not None))
    changed = {step.after.path: step.after for step in steps}
    mentions = tuple(_mentions(repository, old, changed, own))
    return Renaming(old, new, journal, references, record, mentions, baseline, taken_back)


def carry_out(root: Path, renaming: Renaming) -> None:
    """Writes the files below `root`, each whole or not at all, in the order of the steps; raises CannotWrite."""
    for step in renaming.steps:
        write_text(root / step.after.path, step.after.whole)
        if step.before is not None and step.before.path != step.after.path:
            _remove(root / step.before.path)


def check_new_id(new: str) -> None:
    """Raises CannotEdit where `new` is no id, or one that other YAML readers would not take for text."""
    try:
        parse_id(new)
    except BadValue as error:
        close = near_id(new)
        remedy = msg("did you mean “{close}”?", close=close) if close else None
        raise CannotEdit(error.message, remedy) from error
    if _BENT.fullmatch(new):
        raise CannotEdit(
            msg("“{id}” will not do as an id: YAML takes it for a number, a date, or true and false", id=new),
            msg("choose an id with a word in it, such as “{close}”", close=f"post-{new}"),
        )


def _sound(repository: Repository) -> City:
    broken = sum(code not in _HARMLESS for code, _ in repository.faults)
    if broken or repository.broken or repository.city is None:
        raise Unreadable(
            msg_n(
                "one fault in reading the records: references in a broken file would be missed",
                "{n} faults in reading the records: references in broken files would be missed",
                n=max(1, broken),
            ),
            msg("`itgov validate` shows them; mend them first"),
        )
    return repository.city


def _check_ids(city: City, old: str, new: str) -> bool:
    """Whether the renaming was begun before: `retired.yaml` holds it; raises CannotEdit where an id is wrong."""
    if old == new:
        raise CannotEdit(msg("the old and the new id are the same: “{id}”", id=old))
    entry = city.retired.get(old)
    # Of several renamings one after the other, all that is left to do is to go to the last.
    going_on = entry is not None and new in {entry.renamed_to, current_id(city.retired, old)}
    back = new in city.retired and current_id(city.retired, new) == old
    if old not in city.kind_of and not ((going_on or back) and new in city.kind_of):
        raise _unknown(city, old)
    if new in city.retired and not back:
        raise _gone(city, new)
    if entry is not None and not going_on:
        raise CannotEdit(
            msg("“{id}” is a retired id, yet a record has it", id=old),
            msg("finish the renaming that {file} tells of, or take the line out of it", file=RETIRED),
        )
    if new in city.kind_of and old in city.kind_of and not (going_on or back):
        raise CannotEdit(
            msg("the id “{id}” is already taken", id=new), msg("ids are unique over all kinds: choose another one")
        )
    return going_on


def _unknown(city: City, old: str) -> CannotEdit:
    now = current_id(city.retired, old)
    if now != old:
        remedy = msg("it was renamed: the record is called “{id}” now", id=now)
    else:
        close = nearest(old, city.kind_of)
        remedy = msg("did you mean “{close}”?", close=close) if close else msg("write the id of a record that exists")
    return CannotEdit(msg("there is no record “{id}”", id=quoted(old)), remedy)


def _gone(city: City, new: str) -> CannotEdit:
    on = city.retired[new].on.isoformat()
    return CannotEdit(
        msg("the id “{id}” was retired on {day}, and is never used again", id=new, day=on),
        msg("choose another one: old decisions and reports mean the old record"),
    )


def _retired(old: str, new: str, on: date, reason: str | None, taken_back: Retired | None) -> Retired:
    """The line for the old id; the reason of one that is taken back stays in the list, after the new reason."""
    reasons = (reason, taken_back.reason if taken_back is not None else None)
    return Retired(id=old, on=on, renamed_to=new, reason="; ".join(filter(None, reasons)) or None)


def _journal(repository: Repository, retired: Retired, taken_back: Retired | None) -> Rewriting:
    before = read_source(repository.root, RETIRED) if (repository.root / RETIRED).exists() else None
    instead = taken_back.id if taken_back is not None else None
    return Rewriting(before, with_retired(before, retired, instead), 1)


def _record(repository: Repository, city: City, old: str, new: str) -> Rewriting | None:
    """The record's own file; None where the old one is gone already."""
    if old not in city.kind_of:
        return None
    if old in city.functions:
        return _rewritten(repository, repository.paths[FUNCTIONS], [Naming(("functions", old), key=True)], old, new)
    record = city.get(old)
    assert record is not None
    path = PurePosixPath(repository.paths[old])
    own = [Naming(("id",), key=False), *namings(record, old)]
    here = _rewritten(repository, str(path), own, old, new)
    moved = replace(here, after=replace(here.after, path=str(path.with_name(f"{new}.yaml"))))
    there = repository.root / moved.after.path
    if (
        moved.after.path != str(path)
        and there.exists()
        and read_source(repository.root, moved.after.path).whole != moved.after.whole
    ):
        raise CannotEdit(
            msg("{path} is there already, and holds something else", path=moved.after.path),
            msg("compare it with {path}, keep one of them and delete the other", path=str(path)),
        )
    return moved


def _baseline(repository: Repository, old: str, new: str, prints: Mapping[str, str]) -> Rewriting | None:
    """The baseline that knows by the new id what it knew by the old one; None where nothing in it changes."""
    wanted = [
        (Naming(("known", index, name), key=False), value, becomes)
        for index, one in enumerate(repository.known)
        for name, value, becomes in (
            ("place", one.place, new if one.place == old else one.place),
            ("fingerprint", one.fingerprint, prints.get(one.fingerprint, one.fingerprint)),
        )
        if value != becomes
    ]
    if not wanted:
        return None
    source = read_source(repository.root, repository.paths[BASELINE])
    top = top_of(source)
    edits = [id_edit(source, top, naming, value, becomes) for naming, value, becomes in wanted]
    return Rewriting(source, edited(source, edits), len({naming.route[1] for naming, _, _ in wanted}))


def _references(repository: Repository, city: City, old: str, new: str, own: str | None) -> Iterator[Rewriting]:
    """Every other file that names the record, by path."""
    for path, found in sorted(_named(repository, city, old)):
        if path != own:
            yield _rewritten(repository, path, found, old, new)


def _named(repository: Repository, city: City, old: str) -> Iterator[tuple[str, list[Naming]]]:
    for name, part in holders(city, old):
        if found := namings(part, old):
            yield repository.paths[name], list(found)
    waived = [
        Naming(("waivers", index, "record"), key=False)
        for index, waiver in enumerate(repository.waivers)
        if waiver.record == old
    ]
    if waived:
        yield repository.paths[WAIVERS], waived


def _rewritten(repository: Repository, path: str, found: Iterable[Naming], old: str, new: str) -> Rewriting:
    source = read_source(repository.root, path)
    top = top_of(source)
    edits = [id_edit(source, top, naming, old, new) for naming in found]
    return Rewriting(source, edited(source, edits), len(edits))


def _mentions(repository: Repository, old: str, changed: dict[str, Source], own: str | None) -> Iterator[Spot]:
    word = re.compile(rf"(?<![A-Za-z0-9_-]){re.escape(old)}(?![A-Za-z0-9_-])")
    paths = set(repository.paths.values()) - {RETIRED, own}
    for path in sorted(paths | set(changed)):
        source = changed.get(path) or read_source(repository.root, path)
        for found in word.finditer(source.text) if old in source.text else ():
            yield replace(source.spot(found.start()), width=len(old))


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(
            msg("{path} cannot be removed: {reason}", path=str(path), reason=error.strerror or str(error)),
            msg("remove it by hand: the record is written under its new name"),
        ) from error
