"""`itgov allocate compare --agenda`: what each would pay with the operation that an agenda adds, or with another's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from itgov.cli.allocate_shown import ToldForm, show
from itgov.cli.asked_year import planned_year
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Language
from itgov.message import msg


def compare_agendas(
    root: Path | None,
    language: Language | None,
    asked: Sequence[int] | None,
    agendas: Sequence[str],
    form: ToldForm,
    output: Path | None,
) -> Exit:
    """The split as it is against one agenda, or one agenda against another, in all planned years or those asked for."""
    from itgov.allocate.added import added_lines
    from itgov.allocate.agendas import compared
    from itgov.allocate.agendas_told import data, told
    from itgov.allocate.shares import allocate
    from itgov.cli.opened import check_output, open_city, require_sound
    from itgov.cli.planned import planned_of

    if len(agendas) > 2:
        raise Stop(Exit.USAGE, msg("--agenda may be given twice: {n} agendas cannot be compared", n=len(agendas)))
    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    years = sorted({planned_year(city, year) for year in asked}) if asked else city.settings.plan.years
    lines = [added_lines(city, planned_of(city, one), years) for one in agendas]
    before, name = (lines[0], agendas[0]) if len(agendas) == 2 else ((), None)
    found = compared(allocate(city, years), (name, agendas[-1]), before, lines[-1])
    show(told(city, found, opened.language), data(found, opened.language), form, output, opened.language)
    return Exit.FINDINGS if found.whys else Exit.OK
