"""Only what is new: the findings that were not there at a git revision, and all in files touched since."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path

from itgov.cli.review import review
from itgov.finding import SETTINGS
from itgov.store.cache import SINCE, Kept, code_key, read_cache, write_cache
from itgov.store.quick import digest_of
from itgov.store.revision import at_commit, commit_of, touched_since
from itgov.store.root import DATA
from itgov.tell.telling import retold, telling
from itgov.tell.told import Telling


def new_since(root: Path, revision: str, whole: Telling, as_of: date, *, keep: bool) -> Telling:
    """What is told less what was found at the revision, seen from the same day; raises NoRoot.

    With `keep` the revision's findings are kept for the next run: a commit never changes.
    """
    commit = commit_of(root, revision)
    touched = touched_since(root, commit)
    key = digest_of("\n".join((code_key(), commit, as_of.isoformat(), str(root.resolve()))).encode())
    old = _kept(root, key) if keep else None
    if old is None:
        old = _found_at(root, commit, as_of)
        if keep:
            write_cache(root, Kept(key, {}, {"fingerprints": sorted(old)}, time.time_ns()), SINCE)
    return retold(whole, (one for one in whole.everything if one.fingerprint not in old or one.spot.path in touched))


def _kept(root: Path, key: str) -> frozenset[str] | None:
    kept = read_cache(root, SINCE)
    found = kept.shared.get("fingerprints") if kept is not None and kept.key == key else None
    if type(found) is not list or not {*map(type, found)} <= {str}:
        return None
    return frozenset(found)


def _found_at(root: Path, commit: str, as_of: date) -> frozenset[str]:
    with tempfile.TemporaryDirectory(prefix="itgov-") as name:
        then = Path(name)
        at_commit(root, commit, then)
        if not ((then / SETTINGS).is_file() and (then / DATA).is_dir()):
            return frozenset()
        repository, report = review(then, as_of, keep=False)
        return frozenset(one.fingerprint for one in telling(report, repository.spot, repository.sources).everything)
