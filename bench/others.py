"""The two checkers that itgov is measured against, in an environment of their own, and the schemas for one of them."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

from bench.measure import Contestant
from itgov.model.kinds import KINDS, Kind

TOOLS = Path(__file__).parents[1] / "build" / "bench-tools"
PACKAGES = ("check-jsonschema", "yamllint")


def tool(name: str) -> str:
    """The path of one of PACKAGES; the first call fetches both from the package index."""
    if not (TOOLS / "bin" / name).exists():
        venv.create(TOOLS, with_pip=True, clear=True)
        subprocess.run([TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return str(TOOLS / "bin" / name)


def yamllint(town: Path) -> Contestant:
    """The linter of YAML over the whole folder with its default rules."""
    return Contestant(((tool("yamllint"), "."),), town)


def check_jsonschema(town: Path, schemas: Path) -> Contestant:
    """check-jsonschema once for each kind of record, over all files of the kind."""
    commands = [
        (tool("check-jsonschema"), "--schemafile", str(schemas / f"{kind.name}.json"), *files)
        for kind in KINDS
        if (files := [str(path.relative_to(town)) for path in sorted((town / "data" / kind.folder).glob("*.yaml"))])
    ]
    return Contestant(tuple(commands), town)


def check_jsonschema_start(town: Path, schemas: Path) -> Contestant:
    """check-jsonschema on one small file: its start-up, which a run per kind pays once too often for each kind."""
    smallest = min((town / "data" / "goals").glob("*.yaml"), key=lambda path: (path.stat().st_size, path.name))
    return Contestant(((tool("check-jsonschema"), "--schemafile", str(schemas / "goal.json"), str(smallest)),), town)


def write_schemas(folder: Path) -> str:
    """Writes a schema for every kind as <kind>.json, and says where they come from."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {kind.name: _published(kind) for kind in KINDS}
    whole = all(text is not None for text in texts.values())
    for kind in KINDS:
        (folder / f"{kind.name}.json").write_text((texts[kind.name] if whole else None) or _least(kind))
    return (
        "`itgov schema`" if whole else "the least that says anything: known keys, required keys (no `itgov schema` yet)"
    )


def _published(kind: Kind) -> str | None:
    command = [sys.executable, "-m", "itgov", "schema", kind.name]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.stdout if ended.returncode == 0 else None


def _least(kind: Kind) -> str:
    """Known keys and required keys of the top block; quicker to check than any real schema."""
    fields = kind.type.model_fields
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "additionalProperties": False,
        "required": sorted(name for name, field in fields.items() if field.is_required()),
        "properties": {name: {} for name in fields},
    }
    return json.dumps(schema, indent=1)
