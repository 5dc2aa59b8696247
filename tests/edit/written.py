"""Records as people might write them: any order, any style, comments that name what they belong to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_origin

from hypothesis import strategies as st

from itgov.edit.meant import Meant, meant
from itgov.model.kinds import KINDS, Kind

Draw = Callable[[st.SearchStrategy[Any]], Any]
Route = tuple[str | int, ...]

AMOUNTS = ("750 kr", "1250000 kr", "1 250 000 kr", "90 000,50 kr", "1250 tkr", "3,10 mnkr", "−5 kr", "mycket")
PLAIN = ("Ett stöd", "sys-a", "no", "012", "1.10", "2027-03-31", "17 400", "19", "true", "å, ä och ö", "~", "v2 a#b")
QUOTED = (*PLAIN, "vad: hur", "a # b", "- streck", " mellanrum ", "", "{klammer}", 'sa "ja"', "null", "12:30")


@dataclass
class Writer:
    """Draws one record's text; `comments` gathers each comment with the route it belongs to."""

    draw: Draw
    comments: dict[str, tuple[str, Route]]

    def chance(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == 1)

    def comment(self, how: str, route: Route) -> str:
        text = f"# {len(self.comments)} {how} {'.'.join(map(str, route))}"
        self.comments[text] = (how, route)
        return text

    def above(self, route: Route, column: int) -> list[str]:
        lines = [""] * self.draw(st.integers(0, 1)) if self.chance(3) else []
        if self.chance(4):
            lines.append(" " * column + self.comment("above", route))
        return lines

    def beside(self, route: Route) -> str:
        return (" " * self.draw(st.integers(1, 3))) + self.comment("beside", route) if self.chance(5) else ""

    def block(self, value: Meant, route: Route, column: int, depth: int) -> list[str]:
        """The lines of a block, its first one at `column` too."""
        lines: list[str] = []
        for key in self.keys(value):
            lines += self.above((*route, key), column)
            lines += self.entry(key, value.entry(key), (*route, key), column, depth)
        if route and self.chance(6):
            lines.append(" " * column + self.comment("foot", route))
        return lines

    def keys(self, value: Meant) -> list[str]:
        known = [*value.keys] or (["2028", "2027"] if value.by_year else ["pool-b", "pool-a"])
        size = min(len(known), 4)
        chosen: list[str] = self.draw(st.lists(st.sampled_from(known), min_size=1, max_size=size, unique=True))
        return [*chosen, "okand"] if self.chance(8) else chosen

    def entry(self, key: str, value: Meant, route: Route, column: int, depth: int) -> list[str]:
        pad, inner = " " * column, column + self.draw(st.integers(1, 4))
        is_list = get_origin(value.annotation) is tuple
        if depth > 0 and (value.keys or is_list or get_origin(value.annotation) is Mapping) and not self.chance(3):
            head = f"{pad}{key}:{self.beside(route)}"
            if is_list:
                return [head, *self.items(value.item(), route, self.draw(st.sampled_from([column, inner])), depth)]
            return [head, *self.block(value, route, inner, depth - 1)]
        if depth > 0 and is_list:
            return [f"{pad}{key}: {self.flow(value, depth)}{self.beside(route)}"]
        first, *more = self.scalar(value, inner, route)
        return [f"{pad}{key}: {first}".rstrip(), *more]

    def items(self, value: Meant, route: Route, column: int, depth: int) -> list[str]:
        lines: list[str] = []
        for index in range(self.draw(st.integers(1, 3))):
            own = (*route, index)
            lines += self.above(own, column)
            gap = self.draw(st.integers(1, 3))
            if value.keys and not self.chance(3):
                inside = self.block(value, own, column + 1 + gap, depth - 1)
                while not inside[0]:
                    inside.pop(0)
                if inside[0].lstrip().startswith("#"):
                    lines += [" " * column + "-" + self.beside(own), *inside]
                else:
                    lines += [" " * column + "-" + " " * gap + inside[0].lstrip(), *inside[1:]]
            elif value.keys:
                lines.append(f"{' ' * column}- {self.flow(value, depth)}{self.beside(own)}")
            else:
                first, *more = self.scalar(value, column + 2, own)
                lines += [f"{' ' * column}- {first}".rstrip(), *more]
        return lines

    def flow(self, value: Meant, depth: int) -> str:
        if get_origin(value.annotation) is tuple:
            inner = [self.flow(value.item(), depth - 1) for _ in range(self.draw(st.integers(0, 3)))]
            return f"[{', '.join(inner)}]" if self.chance(2) else f"[ {' ,'.join(inner)} ]"
        if value.keys and depth > 0:
            pairs = [f"{key}: {self.flow(value.entry(key), depth - 1)}" for key in self.keys(value)]
            return "{" + ", ".join(pairs) + "}"
        return self.quoted(self.draw(st.sampled_from(AMOUNTS if value.is_amount else QUOTED)))

    def quoted(self, text: str) -> str:
        double = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return "'" + text.replace("'", "''") + "'" if self.chance(2) else double

    def scalar(self, value: Meant, indent: int, route: Route) -> list[str]:
        """A value's lines; the first one stands behind its key."""
        if value.is_amount:
            text = self.draw(st.sampled_from(AMOUNTS))
            return [(text if self.chance(2) else self.quoted(text)) + self.beside(route)]
        how = self.draw(st.sampled_from(["plain", "quoted", "quoted", "block", "lines", "nothing"]))
        pad = " " * indent
        if how == "block":
            header = self.draw(st.sampled_from(["|", ">-", "|+", ">"]))
            return [header + self.beside(route), f"{pad}Först", f"{pad}  # ingen kommentar", f"{pad}sist"]
        if how == "lines":
            return ["Ett stöd som", f"{pad}går över rader" + self.beside(route)]
        if how == "nothing":
            return [self.beside(route)]
        text = self.draw(st.sampled_from(PLAIN if how == "plain" else QUOTED))
        return [(text if how == "plain" else self.quoted(text)) + self.beside(route)]


@st.composite
def records(draw: Draw) -> tuple[Kind, str, dict[str, tuple[str, Route]]]:
    """A kind, the text of a record of it, and its comments: how each stands to the route it belongs to."""
    kind = draw(st.sampled_from(KINDS))
    writer = Writer(draw, {})
    head = ["# huvud", ""] if writer.chance(3) else []
    lines = writer.block(meant(kind.type), (), 0, 3)
    foot = ["", "# fot"] if writer.chance(3) else []
    return kind, "\n".join([*head, *lines, *foot]) + draw(st.sampled_from(["", "\n", "\n\n"])), writer.comments
