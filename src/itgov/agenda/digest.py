"""A fingerprint of a problem: the same for the same numbers, whatever files they came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from itgov.agenda.problem import Problem


def digest(problem: Problem) -> str:
    """SHA-256 (hex) over the problem's values as JSON: fields in their order, mappings sorted, fractions as "n/d".

    Labels are left out, since a changed name changes no plan.
    """
    text = json.dumps(_values(problem), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _values(value: Any) -> Any:
    if is_dataclass(value):
        return [[f.name, _values(getattr(value, f.name))] for f in fields(value) if f.name != "label"]
    if isinstance(value, Mapping):
        return [[key, _values(value[key])] for key in sorted(value)]
    if isinstance(value, tuple):
        return [_values(one) for one in value]
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else value
