"""Exit codes, the same for every command, and the one place that turns errors into them."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from enum import IntEnum

from itgov.message import Message, Refusal, msg

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})


class Exit(IntEnum):
    """What a command's exit code says."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    NO_ROOT = 3
    NO_PLAN = 4
    FAULT = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Stop(Refusal):
    """A command ends here: `message` and `remedy` are shown on stderr, `code` is returned."""

    def __init__(self, code: Exit, message: Message, remedy: Message | None = None) -> None:
        super().__init__(message, remedy)
        self.code = code


def guarded(command: Callable[[], int], language: Callable[[], str]) -> int:  # noqa: PLR0911  one way out each
    """The exit code of `command`; every way it can end other than by itself is told in one message.

    A fault in itgov shows its traceback only where ITGOV_DEBUG is set.
    """
    from itgov.store.root import NoRoot

    try:
        return command()
    except Stop as stop:
        return tell(stop.code, stop.message, stop.remedy, language())
    except NoRoot as error:
        return tell(Exit.NO_ROOT, error.message, error.remedy, language())
    except Refusal as error:
        return tell(Exit.USAGE, error.message, error.remedy, language())
    except KeyboardInterrupt:
        return tell(Exit.INTERRUPTED, msg("interrupted; nothing half-done is left"), None, language())
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.PIPE_CLOSED
    except OSError as error:
        if error.errno not in _FULL:
            return _fault(error, language())
        what = msg("the output cannot be written: {reason}", reason=str(error.strerror))
        return tell(Exit.USAGE, what, msg("make room, or write elsewhere"), language())
    except Exception as error:  # noqa: BLE001  the last net: whatever it is, it is told and has a code
        return _fault(error, language())


def _fault(error: Exception, language: str) -> int:
    if os.environ.get("ITGOV_DEBUG"):
        raise error
    what = msg("a fault in itgov: {error}", error=f"{type(error).__name__}: {error}")
    remedy = msg("nothing was changed; run again with ITGOV_DEBUG=1 and report what it prints")
    return tell(Exit.FAULT, what, remedy, language)


def tell(code: Exit, message: Message, remedy: Message | None, language: str) -> int:
    """Writes an error to stderr and returns its exit code."""
    from itgov.tell.harmless import harmless, harmless_line

    told = "\n".join(harmless_line(line) for line in message.into(language).split("\n"))
    print(f"itgov: {told}", file=sys.stderr)
    if remedy is not None:
        first, *more = (harmless(line) for line in remedy.into(language).split("\n"))
        print("\n    ".join([f"  → {first}", *more]), file=sys.stderr)
    return code
