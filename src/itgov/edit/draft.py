"""A new record's file from the answers that somebody gave: its id, its text with a comment above each field.

Answers are plain data as the reader hands it over: text, tuples and mappings. What is judged here is only whether
the text says what was answered; whether that is right, the model and the rules say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, get_args, get_origin

from itgov.edit.meant import Meant, meant
from itgov.edit.spelling import bends, may_be_bare
from itgov.message import Message, msg, quoted
from itgov.model.city import City
from itgov.model.describe import field_doc
from itgov.model.forms import form_of
from itgov.model.initiative import Initiative
from itgov.model.kinds import Kind
from itgov.model.planning import object_of
from itgov.model.record import RefTo
from itgov.model.scalar import LONGEST_ID, WholeBetween, parse_id
from itgov.model.schema import modeline
from itgov.store.reader import parse
from itgov.store.tree import plain

Answer = Any
"""Text, a tuple of answers, or a mapping from keys to answers."""
Answers = Mapping[str, Answer]
KnownId = Callable[[tuple[str, ...]], str]
"""An id of a record of one of some kinds, for examples."""

PREFIXES: Mapping[str, str] = {
    "goal": "mal",
    "competence": "pool",
    "capability": "formaga",
    "object": "objekt",
    "system": "sys",
    "contract": "avtal",
    "delivery": "leverans",
    "key": "nyckel",
    "index": "index",
    "initiative": "init",
    "decision": "beslut",
    "agenda": "agenda",
    "scenario": "scenario",
    "charge": "ersattning",
    "move": "flytt",
    "bridge": "overbryggning",
    "outcome": "utfall",
    "ledger": "huvudbok",
}
"""What ids of a kind begin with; kinds that are not here have ids without a beginning of their own."""
_WIDTH = 100
_LONGEST_SLUG = 48
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ł": "l"})


class CannotDraft(Exception):
    """An answer cannot be written into a file so that it is read back as it is."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def propose_id(kind: Kind, name: str, taken: Collection[str]) -> str:
    """An id for a record called `name` that is not among `taken`: "Säker post" → "init-saker-post".

    Letters lose their rings and dots; where the id is taken, a number from 2 up follows.
    """
    plain_letters = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    kept = "".join(char for char in plain_letters if not unicodedata.combining(char))
    words = re.findall(r"[a-z0-9]+", kept)
    prefix = PREFIXES.get(kind.name)
    if prefix is not None and words[:1] != [prefix]:
        words.insert(0, prefix)
    slug = _clipped(words) or kind.name
    return next(one for one in _numbered(slug) if one not in taken)


def draft_text(kind: Kind, answers: Answers, known_id: KnownId, language: str = "en") -> str:
    """The file of a new record: keys in the model's order, each below a comment: Swedish name, meaning in `language`.

    Optional fields without an answer stand as commented-out examples. Raises CannotDraft where the text would not be
    read back as the answers.
    """
    lines = [modeline(kind.name)]
    top = meant(kind.type)
    for name in top.keys:
        doc = field_doc(kind.type, name)
        lines.append(f"# {doc.swedish}: {Message(doc.meaning).into(language)}".rstrip())
        if name in answers:
            lines += _entry(name, answers[name], top, 0)
        else:
            example = _example(top.entry(name), known_id)
            lines += [f"# {line}" for line in _entry(name, example, top, 0)]
    text = "\n".join(lines) + "\n"
    _check_kept(text, answers)
    return text


def plain_text(kind: Kind, answers: Answers) -> str:
    """Answers as a file without comments and examples: a draft, or what is still to be judged."""
    top = meant(kind.type)
    return "".join(f"{line}\n" for name in top.keys if name in answers for line in _entry(name, answers[name], top, 0))


def form_hint(what: Meant) -> str:
    """How a single value is written, as in "2027-03-31"; empty where any text will do, or where there are choices."""
    return "" if kinds_of(what) or codes_of(what) or (what.is_text) else _simple_example(what, lambda _: "")


def whom_to_ask(city: City, initiative: Initiative) -> tuple[Message, ...]:
    """Whom to talk to first about a new initiative: its own house, then who answers for what it touches."""
    home = city.administrations.get(initiative.proposed_by)
    own = (
        (msg("anchor it first with {group} and {chief}", group=home.management_group, chief=home.finance_chief),)
        if home is not None
        else ()
    )
    touched = dict.fromkeys(effect.record for effect in initiative.affects)
    return (*own, *(line for one in touched if (line := _who_answers(city, one)) is not None))


def _who_answers(city: City, record_id: str) -> Message | None:
    if (found := object_of(city, record_id)) is not None:
        sides = (found.business_side, found.system_side)
        roles = [role for side in sides if (role := side.manager or side.owner) is not None]
        return msg("ask “{object}” about {id}: {roles}", object=found.id, id=record_id, roles=", ".join(roles) or "–")
    if (house := city.administrations.get(record_id)) is not None:
        return msg("ask {group} and {chief} about {id}", group=house.management_group, chief=house.finance_chief,
                   id=record_id)  # fmt: skip
    return None


def _clipped(words: list[str]) -> str:
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _LONGEST_SLUG:
            return slug or word[:_LONGEST_SLUG]
        slug = longer
    return slug


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug[: LONGEST_ID - 12]}-{number}"
        number += 1


def _check_kept(text: str, answers: Answers) -> None:
    """The promise of this module, kept by reading what was made."""
    try:
        parsed = parse(text.encode("utf-8"), "")
    except UnicodeEncodeError as error:
        problem = msg("a text holds half a character, which no file can hold: {text}", text=quoted(error.object[:40]))
        raise CannotDraft(problem) from error
    if parsed.faults or parsed.top is None:
        raise CannotDraft(parsed.faults[0][1].message)
    if plain(parsed.top) != answers:
        raise CannotDraft(msg("an answer holds characters that would not come through a file unchanged"))


def _entry(key: str, value: Answer, owner: Meant, column: int) -> list[str]:
    """A key with its value, from `column` on."""
    inside = owner.entry(key)
    head = f"{' ' * column}{_key(key, owner)}:"
    if isinstance(value, Mapping) and value:
        ordered = [one for one in inside.keys if one in value] or list(value)
        return [head, *(line for one in ordered for line in _entry(one, value[one], inside, column + 2))]
    if isinstance(value, tuple) and value:
        return _listed(head, value, inside.item(), column + 2)
    return [f"{head} {_scalar(value, inside)}"]


def _listed(head: str, items: tuple[Answer, ...], item: Meant, column: int) -> list[str]:
    if not any(isinstance(one, (Mapping, tuple)) for one in items):
        line = f"{head} [{', '.join(_scalar(one, item, in_flow=True) for one in items)}]"
        if len(line) <= _WIDTH:
            return [line]
        return [head, *(f"{' ' * column}- {_scalar(one, item)}" for one in items)]
    lines = [head]
    for one in items:
        keys = [key for key in item.keys if key in one]
        inside = [line for key in keys for line in _entry(key, one[key], item, column + 2)]
        first = inside[0].lstrip() if inside else "{}"
        lines += [f"{' ' * column}- {first}", *inside[1:]]
    return lines


def _key(key: str, owner: Meant) -> str:
    known = key in owner.keys or (owner.by_year and key.isdigit())
    return key if known or (may_be_bare(key, in_flow=True) and not bends(key)) else in_quotes(key)


def _scalar(value: Answer, what: Meant, *, in_flow: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, (Mapping, tuple)):
        return "{}" if isinstance(value, Mapping) else "[]"
    if what.is_flag and value in {"true", "false"}:
        return str(value)
    # Quotes tell other readers that what begins like a number is a text.
    number_like = what.is_text and value[:1].isdigit() and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", value)
    bare = may_be_bare(value, in_flow=in_flow) and not bends(value) and not number_like
    return str(value) if bare else in_quotes(value)


def in_quotes(text: str) -> str:
    """The text between double quotes as YAML reads it, everything that is no plain sign written out."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in {'"', "\\"}:
        return f"\\{char}"
    code = ord(char)
    if char.isprintable() or 0xD800 <= code <= 0xDFFF:
        return char
    return {10: "\\n", 9: "\\t"}.get(code) or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def _example(what: Meant, known_id: KnownId) -> Answer:
    """A value of the right form, to be replaced; a block has what it must have, or else all its simple fields."""
    if what.part is not None:
        fields = what.part.model_fields
        must = [name for name, info in fields.items() if info.is_required()] or list(fields)[:4]
        return {name: _example(what.entry(name), known_id) for name in must}
    if get_origin(what.annotation) is tuple:
        return (_example(what.item(), known_id),)
    arguments = get_args(what.annotation)
    if get_origin(what.annotation) is Mapping:
        return {str(_example(meant(arguments[0]), known_id)): _example(meant(arguments[1]), known_id)}
    return _simple_example(what, known_id)


def _simple_example(what: Meant, known_id: KnownId) -> str:
    if kinds := kinds_of(what):
        return known_id(kinds)
    if codes := codes_of(what):
        return codes[0]
    reader = reader_of(what)
    if isinstance(reader, WholeBetween):
        return str(reader.least)
    form = form_of(reader)
    if what.is_flag:
        return "true"
    if reader is parse_id:
        return "id"
    return form.examples[0] if form is not None and form.examples else "…"


def kinds_of(what: Meant) -> tuple[str, ...]:
    """The kinds of record that a value refers to; none where it is no reference."""
    return next((mark.kinds for mark in what.marks if isinstance(mark, RefTo)), ())


def codes_of(what: Meant) -> tuple[str, ...]:
    """The codes that a value is one of; none where it is free."""
    return tuple(str(one) for one in get_args(what.annotation)) if _is_choice(what) else ()


def reader_of(what: Meant) -> Any:
    """The function of the model that reads a single value; None where there is none."""
    return next((mark.func for mark in what.marks if hasattr(mark, "func") and not _is_after(mark)), None)


def _is_choice(what: Meant) -> bool:
    arguments = get_args(what.annotation)
    return bool(arguments) and all(isinstance(one, str) for one in arguments)


def _is_after(mark: Any) -> bool:
    return type(mark).__name__ == "AfterValidator"
