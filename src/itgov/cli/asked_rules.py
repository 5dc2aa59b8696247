"""Rules as people ask for them: by code, by family, by name, and almost right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from itgov.check.rule import Rule

_MOST = 6
_CODE = re.compile(r"([A-Z]+)[ -]?([0-9]{1,3})")


def meant(asked: Iterable[str], rules: Sequence[Rule]) -> tuple[str, ...]:
    """Each as a code or the beginning of codes: a rule's name becomes its code, anything else stays, in capitals."""
    by_name = {rule.name: rule.code for rule in rules}
    return tuple(by_name.get(one.lower(), one.upper()) for one in asked)


def near_rules(asked: str, rules: Sequence[Rule]) -> tuple[str, ...]:
    """At most six codes or names like what was asked for, best first; none where nothing is like it.

    A code whose noughts are left out is the one meant; else come names with the words in them, then the nearest.
    """
    codes = sorted(rule.code for rule in rules)
    found = _CODE.fullmatch(asked.strip().upper())
    if found is not None and (whole := f"{found[1]}{int(found[2]):03d}") in codes:
        return (whole,)
    wanted = "-".join(asked.lower().split())
    names = sorted(rule.name for rule in rules)
    holding = [name for name in names if wanted and wanted in name]
    near = get_close_matches(wanted, names, _MOST) + get_close_matches(asked.upper(), codes, 1)
    return tuple(dict.fromkeys([*holding, *near]))[:_MOST]
