"""From sheets to pages and their charts: the only use of Jinja2.

Nothing printed by a template acts as Markdown by accident: whatever is not marked as
`Safe` is escaped when it is printed, variables inside translated sentences too. A
missing name stops the build. Templates run in a sandbox that can change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, FileSystemLoader, StrictUndefined
from jinja2.ext import extract_from_ast
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from itgov.message import Message, catalogue_for, msg
from itgov.model.period import Period
from itgov.report import bars, labels, words
from itgov.report.markdown import Safe, aligned, for_mermaid, safe
from itgov.report.page import Figure, Foot, Page, Sheet

NOTHING = Safe("–")
"""What stands where a record says nothing."""
INVENTED = msg("Invented figures: nobody's budget.")

_HERE = Path(__file__).resolve()
_FOLDERS = (_HERE.parents[1] / "templates", _HERE.parents[3] / "templates")


def render(sheet: Sheet, language: str, foot: Foot, loader: BaseLoader | None = None) -> Page:
    """The sheet as a page in `language` ("sv" or "en"); the text ends with one newline.

    `loader` stands in for the templates on disk. Raises jinja2.TemplateError where a
    template asks for what the view does not have: a fault in the template.
    """
    environment = environment_for(language) if loader is None else _environment(language, loader)
    template = environment.get_template(sheet.template)
    text = template.render(view=sheet.view, sheet=sheet, foot=foot)
    return Page(f"{language}/{sheet.path}", aligned(text).strip("\n") + "\n")


def drawn(sheet: Sheet, language: str) -> tuple[Page, ...]:
    """The figures of a sheet, each as a page of SVG beside it."""
    folder = sheet.path.rpartition("/")[0]
    beside = f"{language}/{folder}/" if folder else f"{language}/"
    return tuple(Page(beside + figure.file, _drawn(figure, sheet, language)) for figure in sheet.figures)


def _drawn(figure: Figure, sheet: Sheet, language: str) -> str:
    title = msg("{title}, {unit}", title=figure.title, unit=words.unit("mnkr", language))
    shown = tuple(bars.Bar(_worded(one.name, language), one.ore, one.together) for one in figure.bars)
    notes = (INVENTED.into(language),) if sheet.invented else ()
    return bars.svg(bars.Bars(title.into(language), shown, notes, language))


def _worded(name: str | Message, language: str) -> str:
    text = name if isinstance(name, str) else name.into(language)
    return text if isinstance(name, str) else text[:1].upper() + text[1:]


@cache
def environment_for(language: str) -> ImmutableSandboxedEnvironment:
    """The environment that shows the templates of the package, or of the repository it runs from."""
    return _environment(language, FileSystemLoader(_FOLDERS))


@cache
def own_words(language: str) -> tuple[str, ...]:
    """Every text that the templates and labels say by themselves, sorted."""
    environment = environment_for(language)
    catalogue = catalogue_for(language)
    labelled = (message for mapping in (*labels.ALL, labels.KIND) for message in mapping.values())
    found = {message.into(language) for message in (*labelled, labels.NOT_PUBLIC)}
    for name in environment.list_templates():
        source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
        for _, _, texts in extract_from_ast(environment.parse(source)):
            found |= {catalogue.gettext(text) for text in _texts(texts)}
    return tuple(sorted(found))


def _texts(texts: str | tuple[str | None, ...] | None) -> Iterable[str]:
    return (texts,) if isinstance(texts, str) else (text for text in texts or () if text)


def _environment(language: str, loader: BaseLoader) -> ImmutableSandboxedEnvironment:
    shown = _shown_in(language)
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=False,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension adds it
    catalogue = catalogue_for(language)

    def gettext(text: str, /, **values: object) -> Safe:
        return Safe(catalogue.gettext(text) % {name: shown(value) for name, value in values.items()})

    def ngettext(singular: str, plural: str, num: int, /, **values: object) -> Safe:
        pattern = catalogue.ngettext(singular, plural, num)
        return Safe(pattern % {"num": num, **{name: shown(value) for name, value in values.items()}})

    environment.globals.update(_=gettext, gettext=gettext, ngettext=ngettext, language=Safe(language))
    environment.globals.update({f"unit_{name}": Safe(words.unit(name, language)) for name in ("kr", "tkr", "mnkr")})
    environment.filters.update(_filters(language, shown))
    return environment


def _shown_in(language: str) -> Callable[[Any], Safe]:
    """What prints a value: ours as it stands, everything else escaped."""

    def shown(value: Any) -> Safe:
        if isinstance(value, Safe):
            return value
        if value is None:
            return NOTHING
        if isinstance(value, Message):
            return safe(value.into(language))
        if isinstance(value, str):
            return safe(value)
        if isinstance(value, int | Period | date | Undefined):
            return Safe(str(value))
        raise TypeError(f"a template prints a {type(value).__name__}: give it a filter")

    return shown


def _filters(language: str, shown: Callable[[Any], Safe]) -> dict[str, Callable[..., Safe]]:
    """Filters for amounts in öre, counts, shares, days and lists; None gives a dash in all of them."""

    def number(formatted: Callable[[Any, str], str]) -> Callable[[Any], Safe]:
        return lambda value: NOTHING if value is None else Safe(formatted(value, language))

    def listed(values: Iterable[object]) -> Safe:
        items = [shown(value) for value in values]
        return Safe(words.listed(items, language)) if items else NOTHING

    def sentence(value: object) -> Safe:
        # Our own words begin with a capital; a record's are left as they were written.
        text = shown(value)
        return Safe(text[:1].upper() + text[1:]) if isinstance(value, Message) else text

    def percent(share: Fraction | None, decimals: int = 1) -> Safe:
        return NOTHING if share is None else Safe(words.percent(share, language, decimals))

    return {
        "kr": number(words.kronor),
        "exact": number(words.exact),
        "with_kr": number(words.with_kr),
        "tkr": number(words.thousands),
        "mnkr": number(words.millions),
        "with_mnkr": number(words.with_mnkr),
        "whole": number(words.whole),
        "whole_kr": number(words.whole_kronor),
        "day": number(words.day),
        "percent": percent,
        "listed": listed,
        "signed": lambda text: Safe(words.signed(str(text))),
        "mermaid": lambda value: for_mermaid(value.into(language) if isinstance(value, Message) else str(value)),
        "sentence": sentence,
    }
