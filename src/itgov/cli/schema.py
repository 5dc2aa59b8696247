"""`itgov schema`: JSON Schemas of the records, for editors and other validators."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from itgov.cli.exits import Exit, Stop
from itgov.cli.options import LanguageOption
from itgov.cli.speech import language_here
from itgov.finding import nearest
from itgov.message import msg, msg_n, quoted

EDITORS = "editors.json"
"""The language server's settings beside the schemas; the city's own settings have the schema settings.json."""

KindArgument = Annotated[
    str | None,
    typer.Argument(help="A kind of record, or settings, functions, waivers, retired.", show_default=False),
]
Folder = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write into this folder: all of them, or KIND alone.", show_default=False),
]


def schema(kind: KindArgument = None, output: Folder = None, language: LanguageOption = None) -> int:
    """Print the JSON Schema of one kind of record, or write all of them into a folder.

    Draft-07, with the fields' Swedish names and their meaning, for YAML extensions of editors and for validators.
    With all of them comes editors.json: the setting that ties each schema to its files.

    Examples:

      itgov schema initiative

      itgov schema --output .itgov/schemas
    """
    from itgov.cli import screen
    from itgov.model.schema import SOURCE_BY_NAME, schema_text
    from itgov.report.labels import ALL
    from itgov.store.writer import write_text

    if kind is not None and kind not in SOURCE_BY_NAME:
        raise _unknown(kind, tuple(SOURCE_BY_NAME))
    if output is None:
        if kind is None:
            raise Stop(
                Exit.USAGE,
                msg("name a kind to print, or a folder to write all schemas into"),
                msg("the kinds are: {kinds}; or `itgov schema --output FOLDER`", kinds=", ".join(SOURCE_BY_NAME)),
            )
        screen.write(schema_text(kind, ALL))
        return Exit.OK
    texts = schemas_in(output) if kind is None else {f"{kind}.json": schema_text(kind, ALL)}
    for path, text in texts.items():
        write_text(output / path, text)
    told = msg_n("{n} file written to {folder}", "{n} files written to {folder}", n=len(texts), folder=str(output))
    screen.write(told.into(language.value if language else language_here()))
    return Exit.OK


def schemas_in(folder: Path) -> Mapping[str, str]:
    """The text of every schema by file name, and the settings that name them as lying in `folder`."""
    import json

    from itgov.model.schema import SOURCES, editor_settings, schema_text
    from itgov.report.labels import ALL

    texts = {f"{source.name}.json": schema_text(source.name, ALL) for source in SOURCES}
    texts[EDITORS] = json.dumps(editor_settings(folder.as_posix()), indent=2) + "\n"
    return texts


def _unknown(kind: str, known: tuple[str, ...]) -> Stop:
    close = nearest(kind, known)
    what = msg("there is no kind “{kind}”", kind=quoted(kind))
    listed = msg("the kinds are: {kinds}", kinds=", ".join(known))
    return Stop(
        Exit.USAGE, what, msg("did you mean “{close}”? {choices}", close=close, choices=listed) if close else listed
    )
