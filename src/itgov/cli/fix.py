"""`itgov fix`: what can be mended safely is shown as a diff, and written when asked to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.exits import Exit, Stop
from itgov.cli.options import AsOf, LanguageOption, Root, Select, codes_of
from itgov.message import Message, msg, msg_n

if TYPE_CHECKING:
    from itgov.cli.opened import Opened
    from itgov.edit.splice import Source
    from itgov.finding import Finding
    from itgov.store.repository import Repository

_ROUNDS = 10
_BESIDE_DATA = ("itgov.yaml", "retired.yaml", "waivers.yaml")


def fix(
    write: Annotated[bool, typer.Option("--write", help="Write the mended files; otherwise they are shown.")] = False,
    select: Select = None,
    root: Root = None,
    language: LanguageOption = None,
    as_of: AsOf = None,
) -> int:
    """Mend what has only one right form, and show it as a diff; --write writes it.

    A key written twice with the same value, a misspelt key, an amount, date or period in another form, an id that
    is one letter off. What a person must choose is left alone, and so is everything else in the files.
    The exit code is 1 where something could be mended and was not written.

    Examples:

      itgov fix

      itgov fix --select FRM006 --write
    """
    from itgov.check.rules import RULES
    from itgov.cli import screen
    from itgov.cli.asked_rules import meant
    from itgov.cli.opened import open_city
    from itgov.edit.stale import remove_stale
    from itgov.store.writer import write_all

    codes = meant(codes_of(select), RULES)
    _check_codes(codes)
    opened = open_city(root, language, as_of.date() if as_of is not None else None)
    work = _mended(opened, codes)
    for place, finding in work.made:
        told = msg("{where}: {code}: {problem}", where=place, code=finding.code, problem=finding.fault.message)
        screen.styled([[(told.into(opened.language), "")]])
    if write:
        _check_same(opened.repository.root, work)
        remove_stale(opened.repository.root, time())
        write_all({opened.repository.root / path: after.whole for path, (_, after) in sorted(work.files.items())})
    else:
        screen.styled(_diffs(work))
    for place, why in _left(opened, tuple(select or ())):
        screen.styled([[(msg("{where}: not mended: {why}", where=place, why=why).into(opened.language), "")]])
    screen.styled([[(_ending(work, write=write).into(opened.language), "bold")]])
    return Exit.FINDINGS if work.files and not write else Exit.OK


@dataclass
class _Work:
    """Files by path, before and after all rounds; what was mended, each with the place it had then."""

    files: dict[str, tuple[Source, Source]] = field(default_factory=dict)
    made: list[tuple[str, Finding]] = field(default_factory=list)


def _mended(opened: Opened, codes: Sequence[str]) -> _Work:
    """Everything that can be mended, found round by round in a copy: a mended file may show what was hidden before."""
    import shutil
    from tempfile import TemporaryDirectory

    from itgov.cli.opened import open_city
    from itgov.edit.mend import fixes

    work = _Work()
    if not fixes(opened.repository, opened.report.findings, codes):
        return work
    root = opened.repository.root
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "city"
        shutil.copytree(root / "data", copy / "data", symlinks=True, ignore=_no_regular_files)
        for name in _BESIDE_DATA:
            if (root / name).is_file():
                shutil.copyfile(root / name, copy / name)
        for _ in range(_ROUNDS):
            looked = open_city(copy, None, opened.repository.city.as_of if opened.repository.city else None)
            if not _round(looked.repository, looked.report.findings, codes, work):
                break
    return work


def _round(repository: Repository, findings: Sequence[Finding], codes: Sequence[str], work: _Work) -> bool:
    """Whether anything was mended in the copy this time."""
    from itgov.edit.mend import fixes, mended
    from itgov.store.writer import write_text

    ordered = sorted(findings, key=lambda finding: (repository.spot(finding.fault.where), finding.code))
    files = mended(repository, fixes(repository, ordered, codes))
    for file in files:
        path = file.before.path
        first = work.files[path][0] if path in work.files else file.before
        work.files[path] = (first, file.after)
        for finding in file.findings:
            spot = repository.spot(finding.fault.where)
            work.made.append((f"{path}:{spot.line}:{spot.column}", finding))
    for file in files:
        write_text(repository.root / file.after.path, file.after.whole)
    return bool(files)


def _left(opened: Opened, codes: Sequence[str]) -> Iterator[tuple[str, Message]]:
    """What looks as if it could be mended and was not, by place, with why."""
    from itgov.edit.fixes import why_left

    for finding in opened.report.findings:
        wanted = not codes or finding.code.startswith(tuple(codes))
        if wanted and (why := why_left(opened.repository, finding)) is not None:
            spot = opened.repository.spot(finding.fault.where)
            yield f"{spot.path}:{spot.line}:{spot.column}", why


def _no_regular_files(folder: str, names: list[str]) -> set[str]:
    """What is not copied: links, pipes and devices, which are never opened."""
    return {
        name for name in names if (place := Path(folder) / name).is_symlink() or not (place.is_file() or place.is_dir())
    }


def _check_same(root: Path, work: _Work) -> None:
    from itgov.cli.difference import refusing
    from itgov.edit.splice import read_source

    with refusing():
        for path, (before, _) in work.files.items():
            if read_source(root, path) != before:
                raise Stop(
                    Exit.USAGE,
                    msg("{path} was changed while it was mended: nothing is written", path=path),
                    msg("run the command again"),
                )


def _check_codes(codes: Sequence[str]) -> None:
    from itgov.edit.fixes import FIXES

    for code in codes:
        if not any(known.startswith(code) for known in FIXES):
            raise Stop(
                Exit.USAGE,
                msg("no rule that begins with “{code}” has a safe fix", code=code),
                msg("those that have one: {codes}", codes=", ".join(sorted(FIXES))),
            )


def _diffs(work: _Work) -> Iterator[list[tuple[str, str]]]:
    from itgov.cli.difference import diff_lines

    for path, (before, after) in sorted(work.files.items()):
        yield from diff_lines(path, before.text, path, after.text)


def _ending(work: _Work, *, write: bool) -> Message:
    count = len(work.made)
    if not work.files:
        return msg("nothing can be mended safely")
    if write:
        return msg_n("{n} finding mended", "{n} findings mended", n=count)
    return msg_n(
        "{n} finding can be mended: `itgov fix --write` writes it",
        "{n} findings can be mended: `itgov fix --write` writes them",
        n=count,
    )
