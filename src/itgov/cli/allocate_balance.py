"""`itgov allocate balance`: who pays and who benefits, and the gap between."""

from __future__ import annotations

from itgov.cli.allocate import AllocationFormat, FormatOption
from itgov.cli.exits import Exit
from itgov.cli.options import LanguageOption, Output, Root
from itgov.cli.planned import AgendaOption
from itgov.message import msg


def balance(
    root: Root = None,
    language: LanguageOption = None,
    agenda: AgendaOption = None,
    format_: FormatOption = AllocationFormat.TEXT,
    output: Output = None,
) -> int:
    """Show who pays and who benefits, over deliveries and an agenda's initiatives.

    With the gap between cost and effect over the evaluation years and the year it turns, for each administration and
    each initiative; which gaps are bridged; what cashable benefits do to the budget; IT cost as a share of the grant.
    The adopted agenda that holds is taken where none is named.

    Examples:

      itgov allocate balance

      itgov allocate balance --agenda build/agenda.yaml --format csv --output balans.csv
    """
    from itgov.allocate import balance_output
    from itgov.allocate.balance import balance as weigh
    from itgov.allocate.missing import missing_costs, told
    from itgov.cli.allocate_sheets import answer
    from itgov.cli.opened import check_output, open_city, require_sound
    from itgov.cli.planned import latest_adopted, planned_of

    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    asked = agenda or latest_adopted(city)
    found = weigh(city, planned_of(city, asked) if asked is not None else ())
    of = msg("of the agenda “{agenda}”", agenda=asked) if asked is not None else msg("without any agenda")
    answer(
        format_,
        output,
        opened.language,
        data=lambda: balance_output.as_data(found, city, opened.language) | {"agenda": asked},
        sheets=balance_output.sheets(found, city),
        flat=lambda: balance_output.flat_sheet(found, city),
        notes=(of, *found.notes),
        missing=told(missing_costs(city, city.settings.plan.years), city.settings.plan.years),
    )
    return Exit.OK
