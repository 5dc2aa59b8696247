"""`itgov report`: the documents that the meetings read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.agenda_base import base_plan, restored_as_is
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, Language, LanguageOption, Root, Shape
from itgov.message import msg, msg_n

if TYPE_CHECKING:
    from itgov.agenda.plan import Plan
    from itgov.model.city import City
    from itgov.model.explanations import ExplanationRecord

app = typer.Typer(help="Build the reports.", no_args_is_help=True)


class Audience(StrEnum):
    """Who will read."""

    PUBLIC = "public"
    CITY = "city"
    RESTRICTED = "restricted"


AudienceOption = Annotated[
    Audience, typer.Option("--audience", help="Who will read: what they may not see is left out.")
]
Folder = Annotated[Path, typer.Option("--output", "-o", help="The folder to write into.")]
AgendaFile = Annotated[
    Path | None,
    typer.Option(
        "--agenda", help="A proposal that `itgov agenda build` wrote; proposed anew when left out.", show_default=False
    ),
]
ExplanationsFile = Annotated[
    Path | None,
    typer.Option(
        "--explanations",
        help="What `itgov agenda explain --all --output` wrote of the same agenda: its prices and smallest changes.",
        show_default=False,
    ),
]


@app.callback()
def group() -> None:
    """Build the reports."""


@app.command()
def build(
    root: Root = None,
    language: LanguageOption = None,
    audience: AudienceOption = Audience.PUBLIC,
    output: Folder = Path("build/reports"),
    agenda: AgendaFile = None,
    explanations: ExplanationsFile = None,
    format_: Format = Shape.TEXT,
) -> int:
    """Write the agenda, the service catalogue, the cost split and the objects as Markdown.

    In the city's languages, or one of them. A page that would show what its readers may not see is refused.

    Examples:

      itgov report build

      itgov report build --audience city --output build/reports-city

      itgov report build --agenda build/agenda.yaml --language sv

      itgov report build --agenda build/agenda.yaml --explanations build/explanations.json
    """
    from itgov.agenda.proposal import DEFAULT_GAP
    from itgov.allocate.shares import allocate
    from itgov.cli import screen
    from itgov.cli.opened import check_output, open_city, require_sound
    from itgov.report.leak import Leak
    from itgov.report.reports import build as pages_of
    from itgov.store.writer import write_pages

    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output, folder=True)
    # The pages name no scenario, and show records and costs as they are: a plan of another question has no place there.
    plan = base_plan(city, None, DEFAULT_GAP, None, opened) if agenda is None else restored_as_is(city, agenda)
    told = () if explanations is None else _explanations(explanations, plan)
    allocation = allocate(city)
    texts: dict[str, str] = {}
    for spoken in _languages(city, language):
        try:
            pages = pages_of(city, plan, allocation, audience.value, spoken, plan.digest[:12], explanations=told)
        except Leak as leak:
            raise Stop(Exit.FINDINGS, leak.message) from leak
        texts.update({page.path: page.text for page in pages})
    write_pages(output, texts)
    if format_ is Shape.JSON:
        screen.write_json(
            {
                "format": "itgov.reports",
                "version": 1,
                "audience": audience.value,
                "agenda_digest": plan.digest,
                "folder": str(output),
                "pages": sorted(texts),
            }
        )
    else:
        written = msg_n(
            "{n} page written to {folder}", "{n} pages written to {folder}", n=len(texts), folder=str(output)
        )
        screen.write(written.into(opened.language))
    return Exit.OK


def _explanations(file: Path, plan: Plan) -> tuple[ExplanationRecord, ...]:
    """The explanations in a file; raises Stop where they are none, or of another agenda."""
    from itgov.model.explanations import Explanations
    from itgov.model.money import format_amount
    from itgov.store.single import Unusable, read_part

    anew = msg("`itgov agenda explain --all --output …` writes it anew")
    try:
        found = read_part(file, Explanations)
    except Unusable as error:
        raise Stop(Exit.FINDINGS, error.message, anew) from error
    if found.digest != plan.digest:
        what = msg("{file} explains an agenda of other records: its prices do not hold for this one", file=str(file))
        raise Stop(Exit.FINDINGS, what, anew)
    if found.net_benefit != plan.value:
        what = msg(
            "{file} explains another plan for the same records, with a net benefit of {theirs}; this one has {ours}",
            file=str(file),
            theirs=format_amount(found.net_benefit),
            ours=format_amount(plan.value or 0),
        )
        raise Stop(Exit.FINDINGS, what, msg("give the agenda that was explained, with --agenda"))
    return found.explanations


def _languages(city: City, asked: Language | None) -> tuple[str, ...]:
    return (asked.value,) if asked is not None else city.settings.languages
