"""Sentences for people, kept apart from the language they will be read in.

Code below `cli` never prints and never picks a language: it returns a `Message`,
whose text is English and whose translation is looked up when it is shown. The
call to `msg` is also what `make messages` extracts, so its first argument is
always a literal.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")
DEFAULT_LANGUAGE = "sv"

_LOCALE = Path(__file__).parent / "locale"
_LONGEST_VALUE = 80
_THOUSAND = 1_000
_ACTING = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its values: `text` in English, `params` sorted by name.

    `plural` is the text for other counts than one; the count is then the param `n`.
    """

    text: str
    params: tuple[tuple[str, str | int | Message], ...] = ()
    plural: str | None = None

    def __str__(self) -> str:
        return self.into("en")

    def into(self, language: str) -> str:
        """The sentence in `language` ("sv" or "en")."""
        catalogue = catalogue_for(language)
        values = {name: value.into(language) if isinstance(value, Message) else value for name, value in self.params}
        if self.plural is None:
            pattern = catalogue.gettext(self.text)
        else:
            pattern = catalogue.ngettext(self.text, self.plural, int(str(values["n"])))
        return pattern.format(**values) if values else pattern


class Refusal(Exception):
    """What was asked for cannot be done: `message` says why, `remedy` what to do, where there is something to do.

    The base of all that a wrong call ends with. What is wrong in the records is a finding, and is not raised.
    """

    def __init__(self, message: Message, remedy: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.remedy = remedy


def msg(text: str, /, **params: str | int | Message) -> Message:
    """A message from its English text; `{name}` in it stands for the param `name`."""
    return Message(text, tuple(sorted(params.items())))


def msg_n(singular: str, plural: str, /, n: int, **params: str | int | Message) -> Message:
    """A message whose words depend on the count `n`, which the texts may show as `{n}`."""
    return Message(singular, tuple(sorted({**params, "n": n}.items())), plural)


def count_of(number: int) -> int | Message:
    """A count for a sentence, with its thousands set apart as the language does: 0 or above, and no year."""
    if number < _THOUSAND:
        return number
    return msg("{thousands},{rest}", thousands=count_of(number // _THOUSAND), rest=f"{number % _THOUSAND:03}")


def measured(number: int, unit: str) -> Message:
    """So many of a unit, which records name in the singular: in brackets beside the count."""
    return msg("{number} ({unit})", number=count_of(number), unit=quoted(unit))


def visible(text: str) -> str:
    """The text with every control, direction and line character written out, so that none can act on a screen.

    Spaces of any width stay as they are.
    """
    return "".join(
        char if char.isprintable() or (char.isspace() and char not in _ACTING) else _named(char) for char in text
    )


def _named(char: str) -> str:
    return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}"


def quoted(value: object) -> str:
    """A value as messages show it: `visible`, on one line, clipped at 80 characters."""
    text = visible(str(value))
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


@cache
def catalogue_for(language: str) -> gettext.NullTranslations:
    """The catalogue of `language`; English is the source text and needs none.

    Where the Swedish one was never compiled, the English text is shown: a message in the
    wrong language beats none. A test keeps the compiled catalogue in place.
    """
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("itgov", _LOCALE, languages=[language], fallback=True)
