"""Extracts every text for people and merges it into the Swedish catalogue (`make messages`).

Texts are the literal first argument of `msg` (first two of `msg_n`) in the code,
what `_()` and `{% trans %}` hold in the templates, and the meanings
of fields in the models' docstrings. Translations that are no
longer used are dropped; new ones stand empty until somebody fills them in.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from itgov.model.describe import field_doc, part_in
from itgov.model.kinds import KINDS
from itgov.model.record import Part

ROOT = Path(__file__).parents[1]
PO = ROOT / "src/itgov/locale/sv/LC_MESSAGES/itgov.po"
SOURCES = (
    (ROOT / "src/itgov", [("**.py", "python")]),
    (ROOT / "templates", [("**.j2", "jinja2")]),
)
KEYWORDS = {"msg": None, "msg_n": (1, 2), "_": None, "ngettext": (1, 2)}
HEADER = "# Svenska texter för itgov. `make messages` tar in nya texter; översättningen skrivs här för hand.\n#"


def extracted() -> Catalog:
    """All texts, untranslated, each once, sorted."""
    catalog = Catalog(locale="sv")
    for folder, methods in SOURCES:
        options = {"**.j2": {"trimmed": "true", "silent": "false"}}
        for _, _, message, _, _ in extract_from_dir(folder, methods, options, KEYWORDS, strip_comment_tags=True):
            catalog.add(message)
    for meaning in meanings():
        catalog.add(meaning)
    return catalog


def meanings() -> list[str]:
    """What the fields of records mean, from the models' docstrings: `itgov new` asks with these words."""
    parts = {part for kind in KINDS for part in (kind.type, *parts_in(kind.type))}
    words = {field_doc(part, name).meaning for part in parts for name in part.model_fields}
    return sorted(word for word in words if word)


def parts_in(part: type[Part]) -> set[type[Part]]:
    """The blocks inside a record, at any depth."""
    inner = {found for info in part.model_fields.values() if (found := part_in(info.annotation)) is not None}
    return inner.union(*(parts_in(one) for one in inner))


def translated() -> Catalog:
    """The Swedish catalogue as it is."""
    if not PO.exists():
        return Catalog(locale="sv")
    with PO.open("rb") as file:
        return read_po(file, locale="sv")


def merged() -> Catalog:
    """The extracted texts with the translations there are."""
    old, new = translated(), Catalog(locale="sv", header_comment=HEADER, fuzzy=False)
    for message in sorted(extracted(), key=lambda message: str(message.id)):
        if message.id:
            known = old.get(message.id[0] if isinstance(message.id, tuple) else message.id)
            new.add(message.id, known.string if known is not None and known.id == message.id else None)
    return new


def missing(catalog: Catalog) -> list[str]:
    """The texts without a Swedish translation."""
    return [
        str(message.id)
        for message in catalog
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def write() -> None:
    """Writes the merged catalogue, and the compiled one beside it."""
    catalog = merged()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=120, omit_header=True)
    body = PO.read_text(encoding="utf-8")
    head = (
        f'{HEADER[:-2]}\nmsgid ""\nmsgstr ""\n"Language: sv\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    )
    PO.write_text(head + body, encoding="utf-8")
    compile_catalogue()


def compile_catalogue() -> None:
    """Writes the compiled catalogue beside its source, as the build does."""
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, translated())


if __name__ == "__main__":
    if "--compile" in sys.argv:
        compile_catalogue()
        sys.exit(0)
    write()
    left = missing(translated())
    print(f"{len(merged())} texts, {len(left)} without a Swedish translation")
    for text in left[:20]:
        print(f"  {text}")
    sys.exit(0)
