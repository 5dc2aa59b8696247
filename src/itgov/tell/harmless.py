"""Values written so that nothing in them acts: on a screen, in a build log, in Markdown, or in JSON read as a log.

A build server reads each line a job prints. It obeys lines that begin with `::` (GitHub) and what follows
`##[` or `##word[` anywhere in a line (GitHub, Azure, TeamCity).
"""

from __future__ import annotations

import json
import re
from typing import Any

from itgov.message import visible

COMMAND = re.compile(r"##(?=\w*\[)")
"""Where a build server would begin to read a command in the middle of a line."""

_MARKDOWN_SIGNS = re.compile(r"[\\`*_{}\[\]()#+\-!|~:$=^]|(?<=\bwww)\.", re.IGNORECASE)
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def pieces(text: str) -> list[str]:
    """The text's characters, each as it may be shown; the bracket that would begin a command is written out."""
    shown = [char if char.isprintable() else visible(char) for char in text]
    for match in COMMAND.finditer(text):
        shown[text.index("[", match.end())] = "\\x5b"
    return shown


def harmless(text: str) -> str:
    """The text on one line: every control, direction and line character written out, no command to a build server.

    At the start of a line `harmless_start` is needed as well.
    """
    return text if text.isprintable() and not COMMAND.search(text) else "".join(pieces(text))


def harmless_start(line: str) -> str:
    """A path that begins a line: one that begins with a colon gets a `./` before it, which names the same file."""
    return f"./{line}" if line.lstrip().startswith(":") else line


def harmless_line(line: str) -> str:
    """A whole line that may begin with a value: as `harmless`, and a `::` at its start is written out."""
    shown = harmless(line)
    return shown.replace("::", "\\x3a:", 1) if shown.lstrip().startswith("::") else shown


def harmless_markdown(text: str) -> str:
    """The text as Markdown that shows just that text on one line: no tag, link, mention, code or cell in it acts.

    An empty comment after `@` parts what a mention or an e-mail address would be made of.
    Sources: CommonMark 0.31 (backslash escapes), GitHub Flavored Markdown 0.29 (tables, autolinks).
    """
    signs = _MARKDOWN_SIGNS.sub(r"\\\g<0>", harmless(text).translate(_ENTITIES))
    return signs.replace("@", "@<!-- -->").strip() or "–"


def as_json(data: Any) -> str:
    """JSON, indented by two, that gives back just the data and holds no raw control or direction character.

    Those, and what a build server would obey, are written as JSON's own escapes.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2)
    acting = {ord(char): json.dumps(char)[1:-1] for char in set(text) - {"\n"} if not char.isprintable()}
    return COMMAND.sub(r"#\\u0023", text.translate(acting) if acting else text) + "\n"
