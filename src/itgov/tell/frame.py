"""What a form may say besides the findings, and how they are grouped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from itgov.check.rule import Rule

Grouping = Literal["record", "rule"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the findings: forms take from it what they can show.

    `version` is the tool's own; `rules` explain the codes, in the order they are listed; `group` puts findings
    under a heading per record or rule (None: by place alone); `address` is where the rules' pages are, each at
    `#code` in small letters, None where they are nowhere.
    """

    version: str = ""
    rules: tuple[Rule, ...] = ()
    group: Grouping | None = None
    address: str | None = None


BARE = Frame()
