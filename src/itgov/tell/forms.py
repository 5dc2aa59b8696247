"""Every form that findings are told in, by the name that `--format` takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from itgov.tell import concise, findings, github, gitlab, junit, sarif, text
from itgov.tell.frame import Frame
from itgov.tell.told import LineAt, Telling

Form = Callable[[Telling, LineAt, str, Frame], str]
"""Findings, the lines they are on, language ("sv" or "en") and frame, as one text that ends its last line."""

FORMS: Mapping[str, Form] = {
    "text": text.render,
    "concise": concise.render,
    "json": findings.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "sarif": sarif.render,
    "junit": junit.render,
}
