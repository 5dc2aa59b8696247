"""Waivers: what is accepted is accepted for a time, for a reason and by somebody. Found where they are applied."""

from __future__ import annotations

from itgov.check.rule import Rule
from itgov.message import msg

_DECIDED = (
    "data/initiatives/init-a.yaml: {anchoring: }\n"
    "waivers.yaml: |\n  waivers:\n    - rule: GOV001\n      record: init-a\n"
)

WAIVER_RULES: tuple[Rule, ...] = (
    Rule(
        "WAI001",
        "waiver-expired",
        "error",
        "D8",
        msg("A waiver that outlives its day is a fault that everyone has stopped seeing."),
        msg("Mend what it accepted, or agree on a new day."),
        bad="waivers.yaml: |\n  waivers:\n    - rule: GOV001\n      record: init-b\n      reason: Nämnden möts i juni\n"
        "      owner: IT-chefen\n      until: 2026-01-31\n",
        good=_DECIDED + "      reason: Ledningen möts i juni\n      owner: IT-chefen\n      until: 2030-06-30\n",
    ),
    Rule(
        "WAI002",
        "waiver-unused",
        "warning",
        "D8",
        msg("A waiver that covers nothing would silently cover the next fault of the same kind."),
        msg("Take it away, or mend its rule or record."),
        bad="waivers.yaml: |\n  waivers:\n    - rule: GOV001\n      record: init-b\n      reason: Nämnden möts i juni\n"
        "      owner: IT-chefen\n      until: 2030-06-30\n",
        good=_DECIDED + "      reason: Ledningen möts i juni\n      owner: IT-chefen\n      until: 2030-06-30\n",
    ),
    Rule(
        "WAI003",
        "waiver-without-reason-or-owner",
        "error",
        "D8",
        msg("What nobody has a reason for, and nobody answers for, is not accepted but forgotten."),
        msg("Write why it is accepted, and which role answers for mending it."),
        bad="waivers.yaml: |\n  waivers:\n    - rule: GOV001\n      record: init-b\n      until: 2030-06-30\n",
        good=_DECIDED + "      reason: Ledningen möts i juni\n      owner: IT-chefen\n      until: 2030-06-30\n",
    ),
)
