"""What `itgov validate` does once its options are read: look, tell, adopt, watch."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath

from itgov.check.rules import RULE_BY_CODE, RULES
from itgov.check.run import Report, run
from itgov.cli import screen
from itgov.cli.asked_rules import meant, near_rules
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import FindingForm, GroupBy
from itgov.cli.review import review
from itgov.cli.since import new_since
from itgov.finding import BASELINE, RETIRED, SETTINGS, WAIVERS, nearest
from itgov.message import DEFAULT_LANGUAGE, msg, msg_n
from itgov.model.baseline import KnownFinding
from itgov.store.repository import Repository, load
from itgov.store.root import DATA, check_root, find_root
from itgov.store.writer import to_yaml, write_text
from itgov.tell import summary, text
from itgov.tell.forms import FORMS
from itgov.tell.frame import Frame
from itgov.tell.telling import is_asked, narrowed, retold, telling
from itgov.tell.told import Telling

_POLL_SECONDS = 0.4
_MENDED = ("FRM", "REF")
"""Families in which some rules have safe mends."""
_MOST_TRIED = 50
_HEADER = msg("Findings that were here when they were adopted: counted, and not shown; new ones fail.")
_HOW = msg("Written by `itgov validate --write-baseline`; mend them, and write it again.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a validation; `language` is None where the city's first one is to be spoken."""

    root: Path | None
    language: str | None
    as_of: date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    changed_since: str | None = None
    stdin_filename: Path | None = None
    cache: bool = True
    baseline: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: the repository as it was read, what is told of it, and the language to tell it in."""

    repository: Repository
    telling: Telling
    language: str


def look(asked: Asked) -> Seen:
    """Reads and checks the city; raises Stop for a code that no rule has."""
    asked = replace(asked, select=meant(asked.select, RULES), ignore=meant(asked.ignore, RULES))
    _check_codes((*asked.select, *asked.ignore))
    folder = check_root(asked.root if asked.root is not None else find_root(Path.cwd()))
    started = time.monotonic()
    if asked.stdin_filename is not None:
        return _looked_through(asked, folder, asked.stdin_filename)
    with screen.progress("itgov") as update:
        repository, report = review(folder, asked.as_of, keep=asked.cache, progress=update)
    whole = telling(report, repository.spot, repository.sources)
    known = _known(repository, asked)
    if asked.changed_since is not None:
        whole = new_since(folder, asked.changed_since, whole, asked.as_of, keep=asked.cache)
    told = narrowed(whole, select=asked.select, ignore=asked.ignore, known=known)
    told = replace(told, fixable=_can_fix(repository, report, told))
    took = round((time.monotonic() - started) * 1000)
    return Seen(repository, replace(told, milliseconds=took), _language(repository, asked))


def _known(repository: Repository, asked: Asked) -> frozenset[str]:
    """The fingerprints of the baseline, where it counts."""
    return frozenset(one.fingerprint for one in repository.known) if asked.baseline else frozenset()


def _can_fix(repository: Repository, report: Report, told: Telling) -> bool:
    """Whether `itgov fix` can mend one of the findings told; of very many, the first are tried."""
    if not any(one.code.startswith(_MENDED) for one in told.found):
        return False
    from itgov.edit.fixes import FIXES
    from itgov.edit.mend import fixes

    shown = {(one.spot, one.code) for one in told.found if one.code in FIXES}
    wanted = (one for one in report.findings if one.code in FIXES)
    tried = islice((one for one in wanted if (repository.spot(one.fault.where), one.code) in shown), _MOST_TRIED)
    return any(fixes(repository, (one,)) for one in tried)


def tell(seen: Seen, form: FindingForm, group: GroupBy | None) -> None:
    """Prints what was seen; for GitHub, the whole of it goes to the step's summary as well."""
    frame = Frame(_version(), RULES, group.value if group is not None else None)
    repository = seen.repository
    if form is FindingForm.TEXT:
        screen.styled(text.lines(seen.telling, repository.line, seen.language, frame))
        return
    screen.write(FORMS[form.value](seen.telling, repository.line, seen.language, frame))
    step = os.environ.get("GITHUB_STEP_SUMMARY")
    if form is FindingForm.GITHUB and step:
        with Path(step).open("a", encoding="utf-8") as file:
            file.write(summary.summary(seen.telling, seen.language))


def adopt(asked: Asked) -> int:
    """Writes the baseline: every finding that is there now, also one that another tells the same as.

    Of rules that are not asked for, what the baseline holds stays in it.
    """
    _check_codes((*asked.select, *asked.ignore))
    folder = check_root(asked.root if asked.root is not None else find_root(Path.cwd()))
    (repository, report) = review(folder, asked.as_of, keep=asked.cache)
    whole = narrowed(telling(report, repository.spot, repository.sources), select=asked.select, ignore=asked.ignore)
    known = [
        {"rule": one.code, "place": one.record or one.spot.path, "fingerprint": one.fingerprint}
        for one in whole.everything
    ]
    known += [one.model_dump() for one in _left_alone(repository, asked, {one["fingerprint"] for one in known})]
    spoken = _language(repository, asked)
    header = f"{_HEADER.into(spoken)}\n{_HOW.into(spoken)}"
    write_text(
        folder / BASELINE, to_yaml({"known": known}, header) if known else f"# {_HEADER.into(spoken)}\nknown: []\n"
    )
    done = msg_n(
        "{n} finding adopted in {file}, errors among them: {errors}",
        "{n} findings adopted in {file}, errors among them: {errors}",
        n=len(whole.everything),
        file=BASELINE,
        errors=sum(one.severity == "error" for one in whole.everything),
    )
    screen.write(done.into(spoken))
    return Exit.OK


def _left_alone(repository: Repository, asked: Asked, written: Collection[str]) -> Iterator[KnownFinding]:
    """What the baseline holds of rules that are not asked for; raises Stop where that cannot be read."""
    if (asked.select or asked.ignore) and PurePosixPath(BASELINE).stem in repository.broken:
        raise Stop(
            Exit.USAGE,
            msg("{file} cannot be read: what it holds of other rules would be lost", file=BASELINE),
            msg("mend it, or write all of it anew, without --select and --ignore"),
        )
    for one in repository.known:
        if not is_asked(one.rule, asked.select, asked.ignore) and one.fingerprint not in written:
            yield one


def watching(asked: Asked, form: FindingForm, group: GroupBy | None) -> None:
    """Checks, and checks again whenever a file has changed, until interrupted."""
    folder = check_root(asked.root if asked.root is not None else find_root(Path.cwd()))
    before: object = None
    while True:
        now = _state(folder)
        if now != before:
            before = now
            seen = look(asked)
            if sys.stdout.isatty():
                screen.write("\x1b[2J\x1b[H")
            tell(seen, form, group)
            sys.stdout.flush()
        time.sleep(_POLL_SECONDS)


def _state(folder: Path) -> tuple[object, ...]:
    """What changes when a file under the city's folder is written, made or removed."""
    found = [entry for name in (SETTINGS, WAIVERS, RETIRED, BASELINE) for entry in _stat(folder / name)]
    for parent, _, names in os.walk(folder / DATA):
        for name in sorted(names):
            found += _stat(Path(parent) / name)
    return tuple(found)


def _stat(path: Path) -> list[tuple[str, int, int]]:
    try:
        state = path.stat()
    except OSError:
        return []
    return [(str(path), state.st_mtime_ns, state.st_size)]


def _check_codes(codes: tuple[str, ...]) -> None:
    for code in codes:
        if not any(known.startswith(code) for known in RULE_BY_CODE):
            families = sorted({known.rstrip("0123456789") for known in RULE_BY_CODE})
            close = near_rules(code, RULES) or tuple(filter(None, (nearest(code, families),)))
            remedy = (
                msg("did you mean {close}?", close=", ".join(close))
                if close
                else msg("the families are: {families}", families=", ".join(families))
            )
            raise Stop(Exit.USAGE, msg("no rule begins with “{code}”", code=code), remedy)


def _language(repository: Repository, asked: Asked) -> str:
    if asked.language is not None:
        return asked.language
    return repository.city.settings.languages[0] if repository.city is not None else DEFAULT_LANGUAGE


def _version() -> str:
    from importlib.metadata import version

    return version("itgov")


def _looked_through(asked: Asked, folder: Path, path: Path) -> Seen:
    """The findings in one file, whose text is read from standard input instead."""
    place = path if path.is_absolute() else Path.cwd() / path
    if not place.resolve().is_relative_to(folder.resolve()):
        raise Stop(
            Exit.USAGE,
            msg("{path} is not in the city's folder {folder}", path=str(path), folder=str(folder)),
            msg("name a file of this city, or the city with --root"),
        )
    inside = place.resolve().relative_to(folder.resolve())
    _check_no_folder(folder, inside)
    if inside.parts[:1] != (DATA,) and inside.as_posix() not in {SETTINGS, WAIVERS, RETIRED, BASELINE}:
        raise Stop(
            Exit.USAGE,
            msg("{path} is no place for a record: nothing there is checked", path=inside.as_posix()),
            msg("name a file under data/, as in data/initiatives/init-a.yaml"),
        )
    data = sys.stdin.buffer.read()
    with copied(folder) as copy:
        target = copy / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_bytes(data)
        repository = load(copy, as_of=asked.as_of)
        broken = repository.unread
        report = run(repository.city, repository.faults, broken, repository.waivers)
        whole = telling(report, repository.spot, 1)
        here = retold(whole, (one for one in whole.everything if one.spot.path == inside.as_posix()))
        known = _known(repository, asked)
        told = narrowed(here, select=asked.select, ignore=asked.ignore, known=known)
        for one in told.found:
            # Read while the copy is still there.
            repository.line(one.spot)
            for beside in one.beside:
                repository.line(beside.spot)
        told = replace(told, unseen=0, skipped=0, waived=0)
    return Seen(repository, told, _language(repository, asked))


def _check_no_folder(folder: Path, inside: PurePath) -> None:
    """Raises Stop where a path leads to a folder, or through a file as if that were one."""
    remedy = msg("name a file under data/, as in data/initiatives/init-a.yaml")
    if (folder / inside).is_dir():
        raise Stop(Exit.USAGE, msg("{path} is a folder", path=inside.as_posix()), remedy)
    for above in inside.parents:
        if (folder / above).is_file():
            raise Stop(Exit.USAGE, msg("{path} is a file, not a folder", path=above.as_posix()), remedy)


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy of the records, by hard links where the file system has them."""
    with tempfile.TemporaryDirectory(prefix="itgov-") as name:
        copy = Path(name)
        for one in (SETTINGS, WAIVERS, RETIRED, BASELINE):
            if (folder / one).is_file():
                shutil.copy2(folder / one, copy / one)
        shutil.copytree(folder / DATA, copy / DATA, symlinks=True, copy_function=_linked)
        yield copy


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
    return target
