"""`itgov init`: what an editor needs to complete and explain records while they are typed."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from itgov.cli.exits import Exit, Stop
from itgov.cli.options import LanguageOption, Root
from itgov.cli.speech import language_in
from itgov.message import Message, msg, msg_n, quoted

VSCODE = ".vscode/settings.json"
_TIED = "yaml.schemas"


class Editor(StrEnum):
    """Which editor: VS Code, or any other that talks to the YAML language server."""

    VSCODE = "vscode"
    GENERIC = "generic"


class CannotMerge(ValueError):
    """Settings that cannot be kept whole when something is added to them; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


EditorOption = Annotated[
    Editor, typer.Option("--editor", help="VS Code, or any other that talks to the YAML language server.")
]


def init(editor: EditorOption, root: Root = None, language: LanguageOption = None) -> int:
    """Set up an editor for the records: completion, explanations and faults while typing.

    Writes the schemas to .itgov/schemas, and for VS Code ties them to the records' folders in .vscode/settings.json;
    what stands there already is kept. Run it again after itgov was updated. The schemas belong in git beside the
    records; .itgov/cache and .itgov/drafts do not.

    Examples:

      itgov init --editor vscode

      itgov init --editor generic
    """
    from itgov.cli import screen
    from itgov.cli.schema import EDITORS, schemas_in
    from itgov.model.schema import FOLDER, editor_settings
    from itgov.store.root import check_root, find_root
    from itgov.store.writer import write_text

    folder = check_root(root if root is not None else find_root(Path.cwd()))
    spoken = language.value if language else language_in(folder)
    texts = {f"{FOLDER}/{name}": text for name, text in schemas_in(Path(FOLDER)).items()}
    if editor is Editor.VSCODE:
        texts[VSCODE] = _merged_file(folder / VSCODE, editor_settings())
    for path, text in texts.items():
        write_text(folder / path, text)
    told = msg_n("{n} file written to {folder}", "{n} files written to {folder}", n=len(texts), folder=str(folder))
    screen.write(told.into(spoken))
    following = (
        msg("VS Code: install the extension redhat.vscode-yaml, then open the folder {folder}", folder=str(folder))
        if editor is Editor.VSCODE
        else msg("give {file} to the editor's YAML language server as its settings", file=f"{FOLDER}/{EDITORS}")
    )
    screen.write(following.into(spoken))
    keep = msg(
        "commit {schemas}: then everybody's editor has it, and the first line of new records leads there; "
        "keep .itgov/cache and .itgov/drafts out of git",
        schemas=FOLDER,
    )
    screen.write(keep.into(spoken))
    return Exit.OK


def _merged_file(path: Path, ours: dict[str, dict[str, str]]) -> str:
    """The text of an editor's settings with ours in it; raises Stop where that would lose something."""
    try:
        return merged(path.read_bytes().decode() if path.exists() else "{}\n", ours)
    except UnicodeDecodeError as error:
        raise _by_hand(path, msg("it is not UTF-8"), ours) from error
    except CannotMerge as error:
        raise _by_hand(path, error.message, ours) from error


def _by_hand(path: Path, problem: Message, ours: dict[str, dict[str, str]]) -> Stop:
    lines = "\n".join(json.dumps(ours, indent=2, ensure_ascii=False).splitlines()[1:-1])
    what = msg("{file} cannot be added to without losing something: {problem}", file=str(path), problem=problem)
    return Stop(Exit.USAGE, what, msg("add these lines by hand:\n{lines}", lines=lines))


def merged(text: str, ours: dict[str, dict[str, str]]) -> str:
    """An editor's settings (JSON text) with our schemas tied to their files; every other value and its order kept.

    A glob that is there already for one of our schemas stays beside ours. Indentation and line ends follow the text;
    settings that have it all come back as they are. Raises CannotMerge for comments, keys written twice and whatever
    else is not plain JSON.
    """
    try:
        settings = json.loads(text, object_pairs_hook=_each_once, parse_constant=_refuse, parse_float=_finite)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise CannotMerge(msg("line {line} is not plain JSON (a comment, or a comma too many?)", line=line)) from error
    tied = settings.get(_TIED, {}) if isinstance(settings, dict) else None
    if not isinstance(tied, dict):
        raise CannotMerge(msg("“{key}” is no block of keys", key=_TIED))
    wanted = {**tied, **{file: _both(tied.get(file), glob) for file, glob in ours[_TIED].items()}}
    if wanted == tied:
        return text
    written = json.dumps({**settings, _TIED: wanted}, indent=_indent(text), ensure_ascii=False)
    ending = "\r\n" if "\r\n" in text else "\n"
    return written.replace("\n", ending) + ending


def _both(there: Any, glob: str) -> Any:
    """The glob, with those that are there already kept before it."""
    if there is None or there == glob:
        return glob
    globs = there if isinstance(there, list) else [there]
    return globs if glob in globs else [*globs, glob]


def _indent(text: str) -> int | str:
    second = next((line for line in text.splitlines()[1:] if line.strip()), "")
    return second[: len(second) - len(second.lstrip())] or 2


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise CannotMerge(msg("the key “{key}” is written twice in the same block", key=quoted(key)))
        found[key] = value
    return found


def _refuse(constant: str) -> Any:
    raise _other_number(constant)


def _finite(number: str) -> float:
    value = float(number)
    if repr(value) != number:
        raise _other_number(number)
    return value


def _other_number(number: str) -> CannotMerge:
    return CannotMerge(msg("the number {number} would be written otherwise", number=quoted(number)))
