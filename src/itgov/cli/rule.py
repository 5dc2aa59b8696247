"""`itgov rule`: what a rule finds, why, and what to do."""

from __future__ import annotations

from typing import Annotated

import typer

from itgov.cli.exits import Exit, Stop
from itgov.cli.options import LanguageOption
from itgov.cli.speech import language_here
from itgov.message import msg


def rule(
    code: Annotated[
        str | None, typer.Argument(help="Its code or its name; all are listed where it is left out.")
    ] = None,
    language: LanguageOption = None,
) -> int:
    """Explain a rule: what it finds, why that matters, what to do, with an example of each.

    Examples:

      itgov rule

      itgov rule GOV003

      itgov rule decided-without-decision --language en
    """
    from itgov.check.rules import RULES
    from itgov.cli import screen
    from itgov.cli.asked_rules import near_rules
    from itgov.edit.fixes import FIXES
    from itgov.tell.ending import LABEL
    from itgov.tell.page import explained

    spoken = language.value if language else language_here()
    if code is None:
        for one in sorted(RULES, key=lambda rule: rule.code):
            screen.write(f"{one.code}  {LABEL[one.severity].into(spoken):<8} {one.demand:<4} {one.name}")
        return Exit.OK
    found = next((one for one in RULES if code.upper() == one.code or code.lower() == one.name), None)
    if found is None:
        close = near_rules(code, RULES)
        remedy = msg("did you mean {close}?", close=", ".join(close)) if close else msg("`itgov rule` lists them all")
        raise Stop(Exit.USAGE, msg("there is no rule {code}", code=code), remedy)
    screen.write(explained(found, spoken, FIXES))
    return Exit.OK
