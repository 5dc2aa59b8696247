"""Every text for people is there in Swedish, none is left over, and no value got lost in translation."""

from __future__ import annotations

import re
import string

from tools.messages import extracted, missing, translated

from itgov.message import catalogue_for, msg, quoted, visible


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (str(value),)


def _fields(text: str) -> set[str]:
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None} if "%" not in text else set()
    return named | set(re.findall(r"%\((\w+)\)s", text))


def test_every_text_is_translated() -> None:
    assert missing(translated()) == []


def test_the_catalogue_holds_just_the_texts_that_are_used() -> None:
    used = {_texts(message.id) for message in extracted() if message.id}
    held = {_texts(message.id) for message in translated() if message.id}
    assert len(used) > 300
    assert held == used


def test_a_translation_keeps_every_value() -> None:
    for message in translated():
        if message.id:
            wanted = set().union(*(_fields(text) for text in _texts(message.id)))
            for text in _texts(message.string):
                assert _fields(text) <= wanted, text
                assert _fields(text) >= wanted - {"n", "num"}, text


def test_the_compiled_catalogue_is_in_place() -> None:
    assert catalogue_for("sv").gettext("error") != "error"


def test_a_message_is_told_in_the_language_asked_for() -> None:
    assert msg("error").into("en") == "error"


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert msg("“{value}” is no id", value="{x!r}").into("en") == "“{x!r}” is no id"


def test_what_acts_on_a_screen_is_written_out() -> None:
    assert visible("a\x1b[31m\u202eb\tc\nd\u00a0e") == "a\\x1b[31m\\u202eb\\x09c\\x0ad\u00a0e"


def test_a_long_value_is_clipped() -> None:
    assert len(quoted("x" * 1000)) == 80
