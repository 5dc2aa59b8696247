"""How a single value is written: amounts as records spell them, quotes only where something would bend without."""

from __future__ import annotations

import re

from itgov.edit.meant import Meant
from itgov.model.money import format_amount, parse_amount
from itgov.model.scalar import BadValue
from itgov.store.spans import Span

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_FLAGS = frozenset({"true", "false"})
_SIGNS = frozenset("?:#&*!|>'\"@`{}[]<=\\")
_OPENING = re.compile(r"[^\W_]|[(§–—…/+_.]|-(?=\d)")
_WORD = re.compile(r"~|null|y|n|yes|no|on|off|true|false|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_NUMBER = re.compile(
    r"[-+]?(?:0x[0-9a-fA-F_]+|0o?[0-7_]+|0b[01_]+|[\d_]+(?::[0-5]?\d)+(?:\.[\d_]*)?"
    r"|(?:\d[\d_]*)?\.?[\d_]+(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|\d[\d_]*\.)",
    re.ASCII,
)
_TIME = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt \t].*)?", re.ASCII)
_SAME_IN_ANY_READER = re.compile(r"0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9]|\d{4}-\d\d-\d\d", re.ASCII)
_SPACES = " \u00a0\u202f\u2009"


def spelled(span: Span, raw: str, meant: Meant, *, in_flow: bool) -> str:
    """A scalar as it is written; `raw` is how it stands now, and it stays so where nothing is known better.

    The text it stands for is the same, save that amounts may be spelt otherwise.
    """
    text = span.text
    if text is None or span.anchored or span.style in {"literal", "folded"} or "\n" in raw or "\\" in raw:
        return raw
    if span.style == "plain" and text in _EMPTY:
        return raw
    wanted = amount(text) if meant.is_amount else text
    if wanted == text and span.style == "plain":
        return f'"{text}"' if meant.is_text and bends(text) and '"' not in text else raw
    if may_be_bare(wanted, in_flow=in_flow) and (not _is_taken(wanted, meant) or (meant.is_flag and wanted in _FLAGS)):
        return wanted
    return f'"{wanted}"' if not {'"', "\\"} & set(wanted) and wanted.isprintable() else raw


def spelled_key(span: Span, raw: str, meant: Meant) -> str:
    """A key as it is written: bare where the model knows it, or where no reader could bend it."""
    text = span.text or ""
    if span.anchored or span.style == "plain" or "\\" in raw:
        return raw or '""'
    known = text in meant.keys or (meant.by_year and text.isdigit())
    if may_be_bare(text, in_flow=True) and (known or not _resolves(text)):
        return text
    return f'"{text}"' if '"' not in text and text.isprintable() else raw


def amount(text: str) -> str:
    """An amount with its thousands set apart, in the unit it is written in; anything else as it is.

    Kronor have two decimals or none; thousands and millions keep theirs, which tell how exact the figure is.
    """
    try:
        ore = parse_amount(text)
    except BadValue:
        return text
    unit = next((unit for unit in ("mnkr", "tkr") if text.rstrip(_SPACES).endswith(unit)), None)
    if unit is None:
        return format_amount(ore)
    whole, comma, part = re.sub(rf"[{_SPACES}a-z\u2212-]", "", text).partition(",")
    return f"{'-' if ore < 0 else ''}{int(whole):,}".replace(",", " ") + f"{comma}{part} {unit}"


def bends(text: str) -> bool:
    """Whether other YAML readers turn the bare text into something that is not written like it, as `no` or `012`."""
    return _resolves(text) and not _SAME_IN_ANY_READER.fullmatch(text)


def may_be_bare(text: str, *, in_flow: bool) -> bool:
    """Whether the text may stand without quotes and still be read as it is; says no where it is not sure."""
    if not text or text != text.strip() or not text.isprintable() or _SIGNS & set(text):
        return False
    return bool(_OPENING.match(text)) and not (in_flow and "," in text) and not text.startswith(("...", "---"))


def _is_taken(text: str, meant: Meant) -> bool:
    """Whether the bare text would be taken for something else than the field means, or looks as if.

    In a text, quotes around what begins like a number, such as "17 400", say that it is none: they stay.
    """
    if meant.is_text and text[:1].isdigit():
        return True
    return _resolves(text) if meant.annotation is None or meant.is_text else bends(text)


def _resolves(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in (_WORD, _NUMBER, _TIME))
