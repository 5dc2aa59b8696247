"""An outline as lines of text: keys in their order, everything indented by two, comments where they belong.

Values are taken from the text as it stood; how a single one is spelt is decided in `spelling`.
"""

from __future__ import annotations

from itgov.edit.meant import Meant
from itgov.edit.outline import Branch, Entry, Outline, flow_entries, without_leading_blanks
from itgov.edit.spelling import spelled, spelled_key
from itgov.edit.trivia import BLOCK_SCALARS, header_of, scalar_end
from itgov.store.spans import Span

WIDTH = 120


class Writer:
    """Writes an outline out; `ordered` is off where an alias would come before its anchor."""

    def __init__(self, text: str, *, ordered: bool) -> None:
        self.text = text
        self.ordered = ordered
        # Whether the last line written belongs to a text that would take in blank lines below it (“|+”).
        self.taking = False

    def file(self, written: Outline, meant: Meant) -> str:
        """The whole text."""
        lines = self.branch(written.top, meant, 0)
        head = [*written.head] if written.head else []
        return "".join(f"{line}\n" for line in [*head, *lines, *self.free(written.foot)])

    def branch(self, branch: Branch, meant: Meant, column: int) -> list[str]:
        """The lines of a block or list at `column`; it does not begin with a blank line."""
        lines: list[str] = []
        for index, entry in enumerate(self.sorted(branch, meant)):
            above = entry.above
            if index == 0:
                # Comments set off by a blank line at the very top would belong to the file.
                above = tuple(line for line in above if line) if column == 0 else without_leading_blanks(above)
            lines += [" " * column + line if line else "" for line in self.free(above)]
            self.taking = False
            lines += self.entry(entry, meant, column)
        return lines + [" " * column + line if line else "" for line in self.free(branch.foot)]

    def free(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        """The lines as they may be written here: without blank ones that the text above would take in."""
        if self.taking:
            lines = without_leading_blanks(lines)
            self.taking = not lines
        return lines

    def sorted(self, branch: Branch, meant: Meant) -> list[Entry]:
        """Keys in the model's order, then those it does not know as they are written; years from the first on."""
        entries = list(branch.entries)
        if not self.ordered or any(entry.key is None for entry in entries):
            return entries
        place = {key: index for index, key in enumerate(meant.keys)}
        names = [entry.key.text or "" for entry in entries if entry.key is not None]
        if meant.by_year and all(name.isdecimal() for name in names):
            place = {name: int(name) for name in names}
        return sorted(entries, key=lambda entry: place.get((entry.key and entry.key.text) or "", len(place)))

    def entry(self, entry: Entry, meant: Meant, column: int) -> list[str]:
        """A key with its value, or a list item; `meant` is the block or list it stands in."""
        if entry.kept is not None:
            return self.kept(entry, entry.kept, column)
        if self.is_broken_list(entry, column):
            start = entry.value if entry.key is None else entry.key
            lead = "- " if entry.key is None else ""
            return self.kept(entry, lead + self.text[start.start : entry.value.end], column)
        pad, beside = " " * column, f"  {entry.beside}" if entry.beside else ""
        if entry.key is None:
            return self.item(entry, meant.item(), column, beside)
        name = spelled_key(entry.key, self.raw(entry.key), meant) + ":"
        value = meant.entry(entry.key.text or "")
        inside = self.inside(entry, value, column + 2, column + len(name) + 1)
        if isinstance(inside, Branch):
            return [pad + name + self.anchor(entry.value) + beside, *self.branch(inside, value, column + 2)]
        first = f"{name} {inside[0]}" if inside[0] else name
        return (
            [pad + first + beside, *inside[1:]] if self.ends_first(entry) else self.ended(pad + first, inside, beside)
        )

    def item(self, entry: Entry, meant: Meant, column: int, beside: str) -> list[str]:
        """A list item; a block begins behind the dash, but below it where a comment stands between."""
        pad = " " * column
        inside = self.inside(entry, meant, column + 2, column + 2)
        if not isinstance(inside, Branch):
            first = f"{pad}- {inside[0]}" if inside[0] else f"{pad}-"
            return [first + beside, *inside[1:]] if self.ends_first(entry) else self.ended(first, inside, beside)
        lines = self.branch(inside, meant, column + 2)
        head = "-" + self.anchor(entry.value) + beside
        if head != "-" or lines[0].lstrip().startswith("#"):
            return [pad + head, *lines]
        return [f"{pad}- {lines[0][column + 2 :]}", *lines[1:]]

    def inside(self, entry: Entry, meant: Meant, indent: int, column: int) -> Branch | list[str]:
        """A value as a branch, or as the lines that begin at `column` and go on at `indent`."""
        if entry.branch is not None:
            return entry.branch
        span, raw = entry.value, self.raw(entry.value)
        if span.style == "flow":
            line = self.flow(span, meant)
            if "\n" not in raw or column + len(line) <= WIDTH or not (span.items or span.entries):
                return [line]
            return Branch(flow_entries(span))
        if span.style in BLOCK_SCALARS:
            return self.block_text(span, indent, indent - 2 - entry.column)
        lines = spelled(span, raw, meant, in_flow=False).split("\n")
        return [
            lines[0].rstrip(),
            *(" " * indent + line.strip(" \t") if line.strip(" \t") else "" for line in lines[1:]),
        ]

    def flow(self, span: Span, meant: Meant) -> str:
        """A block or list in flow style on one line."""
        anchor = self.anchor(span).strip()
        lead = f"{anchor} " if anchor else ""
        if span.is_list:
            return f"{lead}[{', '.join(self.flow(item, meant.item()) for item in span.items)}]"
        if not span.is_block:
            return spelled(span, self.raw(span), meant, in_flow=True)
        entries = self.sorted(Branch(flow_entries(span)), meant)
        pairs = (
            f"{spelled_key(entry.key, self.raw(entry.key), meant)}: "
            f"{self.flow(entry.value, meant.entry(entry.key.text or ''))}"
            for entry in entries
            if entry.key is not None
        )
        return f"{lead}{{{', '.join(pairs)}}}"

    def block_text(self, span: Span, indent: int, shift: int) -> list[str]:
        """A literal or folded text, its lines moved to `indent`, or by `shift` where it says its own indentation."""
        header, _ = header_of(self.text, span)
        lines = self.text[span.start : scalar_end(self.text, span)].split("\n")[1:]
        if lines and not lines[-1]:
            lines.pop()
        elif "-" not in header:
            # The text ends without a line end, and must not gain one.
            header = f"{header.replace('+', '')}-"
        if lines and lines[-1].strip(" "):
            # Nothing to keep: a blank line that comes to stand below must not become part of the text.
            header = header.replace("+", "")
        self.taking = "+" in header
        if any(char.isdigit() for char in header):
            return [header, *(_shifted(line, shift) for line in lines)]
        deep = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), 0)
        return [header, *(" " * indent + line[deep:] if line[deep:] else "" for line in lines)]

    def is_broken_list(self, entry: Entry, column: int) -> bool:
        """Whether the value is a list of words that somebody broke into lines, and that is too long for one."""
        span = entry.value
        if span.style != "flow" or not span.items or "\n" not in self.raw(span):
            return False
        before = len(entry.key.text or "") + 2 if entry.key is not None else 2
        words = all(item.text is not None for item in span.items)
        return words and column + before + len(self.flow(span, Meant())) > WIDTH

    def kept(self, entry: Entry, text: str, column: int) -> list[str]:
        """An entry's text as it is written, moved to `column` as a whole."""
        first, *more = text.split("\n")
        lines = [" " * column + first, *(_shifted(line, column - entry.column) for line in more)]
        lines = [line.rstrip(" \t") if not line.rstrip(" \t").endswith("\\") else line for line in lines]
        return [*lines[:-1], lines[-1] + (f"  {entry.beside}" if entry.beside else "")]

    @staticmethod
    def ends_first(entry: Entry) -> bool:
        """Whether the comment beside stands on the first line: behind the header of a block of text."""
        return entry.value.style in BLOCK_SCALARS

    @staticmethod
    def ended(first: str, inside: list[str], beside: str) -> list[str]:
        """A value of one line or several, with the comment beside its last one."""
        lines = [first, *inside[1:]]
        return [*lines[:-1], lines[-1] + beside]

    def anchor(self, span: Span) -> str:
        """The anchor of a block or list, with a space before it."""
        if not span.anchored:
            return ""
        return " " + self.text[span.start :].split(None, 1)[0].rstrip(",[]{}")

    def raw(self, span: Span) -> str:
        """A value or key as it is written."""
        return self.text[span.start : span.end]


def _shifted(line: str, by: int) -> str:
    if not line.strip(" \t") or by >= 0:
        return " " * by + line if line.strip(" \t") else line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]
