"""Mending: the safe mends of many findings, put together file by file, and refused where they would do more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from itgov.edit.fixes import FIXES
from itgov.edit.splice import CannotEdit, Edit, Source, edited, read_source
from itgov.finding import Finding
from itgov.store.repository import Repository


@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that mend one finding; all are in one file."""

    finding: Finding
    edits: tuple[Edit, ...]

    @property
    def path(self) -> str:
        """The file that they change."""
        return self.edits[0].path


@dataclass(frozen=True, slots=True)
class Mended:
    """One file before and after, and the findings that are mended in it."""

    before: Source
    after: Source
    findings: tuple[Finding, ...]


def fixes(repository: Repository, findings: Iterable[Finding], codes: Collection[str] = ()) -> tuple[Fix, ...]:
    """The safe mend of each finding that has one, in the order given; `codes` are beginnings of codes, none for all."""
    found = []
    for finding in findings:
        fixer = FIXES.get(finding.code)
        if fixer is not None and (not codes or finding.code.startswith(tuple(codes))):
            edits = fixer(repository, finding)
            if edits:
                found.append(Fix(finding, edits))
    return tuple(found)


def mended(repository: Repository, found: Iterable[Fix]) -> tuple[Mended, ...]:
    """Every file that the mends change, by path, whole in itself; nothing is written.

    Of two mends that touch the same characters the first is made, and the other may be in a later
    round. A file whose values would differ in any way but the intended is left as it is.
    """
    by_path: dict[str, list[Fix]] = {}
    for fix in found:
        by_path.setdefault(fix.path, []).append(fix)
    files = (_file(repository, path, by_path[path]) for path in sorted(by_path))
    return tuple(file for file in files if file is not None)


def _file(repository: Repository, path: str, wanted: list[Fix]) -> Mended | None:
    try:
        before = read_source(repository.root, path)
    except CannotEdit:
        return None
    after, made = before, list[Fix]()
    for fix in wanted:
        try:
            after = edited(before, [edit for one in (*made, fix) for edit in one.edits])
        except CannotEdit:
            continue
        made.append(fix)
    return Mended(before, after, tuple(fix.finding for fix in made)) if made else None
