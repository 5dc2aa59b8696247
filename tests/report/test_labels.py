from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from itgov.agenda.result import Status
from itgov.model.kinds import KINDS
from itgov.model.record import Part
from itgov.model.settings import Settings
from itgov.report import labels


def literals(annotation: Any, seen: set[type[Part]]) -> Iterator[frozenset[str]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        if annotation not in seen:
            seen.add(annotation)
            for info in annotation.model_fields.values():
                yield from literals(info.annotation, seen)
    elif get_origin(annotation) is Literal:
        yield frozenset(get_args(annotation))
    else:
        for argument in get_args(annotation):
            yield from literals(argument, seen)


def test_every_code_of_the_model_has_a_label() -> None:
    seen: set[type[Part]] = set()
    found = {codes for part in (*(kind.type for kind in KINDS), Settings) for codes in literals(part, seen)}
    assert len(found) > 20
    assert [sorted(codes) for codes in found if not any(codes <= set(mapping) for mapping in labels.ALL)] == []


def test_every_status_of_a_plan_has_a_label() -> None:
    statuses = {word for part in get_args(Status) for word in (get_args(part) or (part,))}
    assert set(labels.STATUS) == statuses


def test_labels_begin_with_a_small_letter_unless_they_are_names() -> None:
    texts = [str(label) for mapping in labels.ALL if mapping is not labels.LANGUAGE for label in mapping.values()]
    assert len(texts) > 80
    assert [text for text in texts if text[0] != text[0].lower()] == []
