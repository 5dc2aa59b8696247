"""The repository as it was at a revision in git, and what has been touched since."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from itgov.message import msg, quoted
from itgov.store.root import NoRoot


def commit_of(root: Path, revision: str) -> str:
    """The commit that a revision names, as 40 or more hexadecimal digits; raises NoRoot."""
    _check_repository(root)
    return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()


def at_revision(root: Path, revision: str, into: Path) -> None:
    """As `at_commit`, of what a branch, a tag or a commit's beginning names; raises NoRoot."""
    at_commit(root, commit_of(root, revision), into)


def at_commit(root: Path, commit: str, into: Path) -> None:
    """Writes the files under `root`, as they were at a commit, into an empty folder; raises NoRoot.

    Nothing is written where the folder was not there then.
    """
    if not _git(root, "ls-tree", "--name-only", "-z", commit):
        # The city was not there then: git would archive nothing, or refuse to.
        return
    data = _git(root, "archive", "--format=tar", commit)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(into, filter="data")


def touched_since(root: Path, revision: str) -> frozenset[str]:
    """Paths under `root` that differ from a revision, untracked ones among them; raises NoRoot."""
    differing = _git(root, "diff", "--name-only", "--relative", "-z", "--end-of-options", revision)
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path.decode("utf-8", "surrogateescape") for path in (differing + untracked).split(b"\0") if path)


def _check_repository(root: Path) -> None:
    if _run(root, "rev-parse", "--is-inside-work-tree").stdout.strip() != b"true":
        raise NoRoot(
            msg("{folder} is not in a git repository", folder=str(root)),
            msg("leave the option out, or give the command in a clone of the city's repository"),
        )


def _git(root: Path, *arguments: str) -> bytes:
    done = _run(root, *arguments)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoRoot(
            msg(
                "git knows no such revision here: {reason}",
                reason=quoted(reason[0] if reason else " ".join(arguments[-1:])),
            ),
            msg("name a branch, tag or commit; in CI, fetch it first (a shallow clone has only the newest)"),
        )
    return done.stdout


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)  # noqa: S603, S607  git as the user has it
    except OSError as error:
        raise NoRoot(
            msg("git cannot be run: {reason}", reason=str(error)), msg("install git, or leave the option out")
        ) from error
