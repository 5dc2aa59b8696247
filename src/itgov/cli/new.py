"""`itgov new`: a new record, by answering questions or from a file of answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itgov.cli.exits import Exit, Stop
from itgov.cli.interview import converse, taken_id, taken_ids
from itgov.cli.options import AsOf, LanguageOption, Root
from itgov.message import DEFAULT_LANGUAGE, Message, msg, msg_n, quoted

if TYPE_CHECKING:
    from itgov.edit.questions import State
    from itgov.finding import Fault
    from itgov.model.city import City
    from itgov.model.kinds import Kind
    from itgov.model.record import Record
    from itgov.store.repository import Repository
    from itgov.store.tree import Block
    from itgov.tell.told import Told

Answers = Mapping[str, Any]

DRAFTS = ".itgov/drafts"


def new(
    kind: Annotated[str, typer.Argument(help="A kind of record, such as initiative or system.", show_default=False)],
    answers: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="Answers as YAML or JSON; - is standard input.", show_default=False
        ),
    ] = None,
    continued: Annotated[
        Path | None,
        typer.Option("--continue", metavar="FILE", help="Ask only for what this draft lacks.", show_default=False),
    ] = None,
    root: Root = None,
    language: LanguageOption = None,
    as_of: AsOf = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the file, and write nothing.")] = False,
) -> int:
    """Write a new record: asked for field by field, or from a file of answers.

    The id is proposed from the name. The file has a comment above each field, and what may be filled in later as
    commented-out examples. It is then checked with the whole city, and what is still owed is listed.

    Examples:

      itgov new initiative

      itgov new system --from answers.yaml --dry-run
    """
    from itgov.cli import screen
    from itgov.edit.draft import CannotDraft, draft_text

    chosen = _kind(kind)
    day = as_of.date() if as_of is not None else date.today()  # noqa: DTZ011  a city's days are its own
    repository, city = _opened(root, day)
    speaks = language.value if language else next(iter(city.settings.languages), DEFAULT_LANGUAGE)
    if answers is not None:
        said = _from_file(answers, chosen, repository, speaks)
    elif sys.stdin.isatty():
        said = _from_person(chosen, repository, speaks, continued)
    else:
        raise Stop(
            Exit.USAGE,
            msg("questions are asked on a terminal only"),
            msg("give the answers as a file: `itgov new {kind} --from answers.yaml`", kind=chosen.name),
        )
    if said is None:
        return Exit.FINDINGS
    try:
        text = draft_text(chosen, said, _first_id(city), speaks)
    except CannotDraft as error:
        raise Stop(Exit.FINDINGS, error.message, msg("write the answer otherwise")) from error
    path = f"data/{chosen.folder}/{said['id']}.yaml"
    _check_free(repository, path, said["id"])
    if dry_run:
        screen.write(text)
        return Exit.OK
    return _written(repository, path, text, said["id"], speaks, day)


def _kind(name: str) -> Kind:
    from itgov.finding import nearest
    from itgov.model.kinds import KIND_BY_NAME

    if name in KIND_BY_NAME:
        return KIND_BY_NAME[name]
    close = nearest(name, KIND_BY_NAME)
    listed = msg("the kinds are: {kinds}", kinds=", ".join(KIND_BY_NAME))
    remedy = msg("did you mean “{close}”? {choices}", close=close, choices=listed) if close else listed
    raise Stop(Exit.USAGE, msg("there is no kind “{kind}”", kind=quoted(name)), remedy)


def _opened(root: Path | None, day: date) -> tuple[Repository, City]:
    from itgov.store.repository import load
    from itgov.store.root import check_root, find_root

    folder = check_root(root if root is not None else find_root(Path.cwd()))
    repository = load(folder, as_of=day)
    if repository.city is None:
        raise Stop(
            Exit.FINDINGS, msg("the city's settings cannot be read"), msg("`itgov validate` shows what is wrong")
        )
    return repository, repository.city


def _from_file(path: Path, kind: Kind, repository: Repository, language: str) -> Answers | None:
    """The answers that a file holds, with an id; None where they are no such record, which is then told whole."""
    from itgov.store.shape import shape
    from itgov.store.tree import plain

    name, top = _read(path)
    top = _with_id(top, kind, repository)
    faults = [fault for _, fault in shape(kind.type, top, name).faults]
    if faults:
        _tell_faults(faults, language)
        return None
    found = plain(top)
    assert isinstance(found, dict)
    return _freed(found)


def _read(path: Path) -> tuple[str, Block]:
    from itgov.finding import Spot
    from itgov.store.reader import MAX_BYTES, parse

    name = "-" if str(path) == "-" else str(path)
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else path.read_bytes()[: MAX_BYTES + 1]
    except OSError as error:
        reason = error.strerror or str(error)
        raise Stop(Exit.USAGE, msg("{path} cannot be read: {reason}", path=name, reason=reason)) from error
    parsed = parse(data, name)
    if parsed.top is not None and not parsed.faults:
        return name, parsed.top
    fault = parsed.faults[0][1]
    assert isinstance(fault.where, Spot)
    where = f"{name}:{fault.where.line}:{fault.where.column}"
    raise Stop(Exit.FINDINGS, msg("{where}: {problem}", where=where, problem=fault.message), fault.remedy)


def _with_id(top: Block, kind: Kind, repository: Repository) -> Block:
    from itgov.edit.draft import propose_id
    from itgov.store.tree import Block, Entry, Scalar

    name = top.entries.get("name")
    if "id" in top.entries or name is None or not isinstance(name.value, Scalar):
        return top
    _check_new_name(kind, name.value.text, repository)
    proposed = Scalar(name.key_mark, propose_id(kind, name.value.text, taken_ids(repository)))
    return Block(top.mark, {"id": Entry(name.key_mark, proposed), **top.entries})


def _check_new_name(kind: Kind, name: str, repository: Repository) -> None:
    """Raises Stop where a record of the kind is called that: the same answers are easily given twice."""
    records = repository.city.of(kind.type).values() if repository.city is not None else ()
    same = next((one for one in records if one.name.casefold() == name.strip().casefold()), None)
    if same is not None:
        raise Stop(
            Exit.FINDINGS,
            msg("there is a record with that name already: “{id}” ({name})", id=same.id, name=same.name),
            msg("if this is another one, write its own “id: …” among the answers"),
        )


def _freed(answers: dict[str, Any]) -> Answers:
    """The answers with the id as the model takes it, since it becomes the file's name."""
    from itgov.model.scalar import parse_id

    return {**answers, "id": parse_id(answers["id"])}


def _from_person(kind: Kind, repository: Repository, language: str, continued: Path | None) -> Answers | None:
    """The answers that somebody typed; None where they make no record, which is then told, and kept as a draft.

    Broken off, what was answered so far is kept as a draft, and Stop says where.
    """
    from itgov.edit.questions import answers_of
    from itgov.model.scalar import parse_id

    state = _continued(continued, kind, language)
    if state is None:
        return None
    if taken_id(repository, state.get(("id",), "")) is not None:
        # Somebody else took it since: then it is asked for again, not the rest thrown away.
        state = {route: text for route, text in state.items() if route != ("id",)}
    try:
        for one in converse(kind, repository, input, language, state):
            state = one
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        raise Stop(Exit.INTERRUPTED, *_kept(kind, repository, state)) from None
    answers = {**answers_of(kind, state), "id": parse_id(state[("id",)])}
    if _faults_of(kind, answers):
        _tell_faults(_faults_of(kind, answers), language)
        raise Stop(Exit.FINDINGS, *_kept(kind, repository, state))
    return answers


def _faults_of(kind: Kind, answers: Answers) -> list[Fault]:
    """What keeps answers, each of which will do alone, from being a record together."""
    from itgov.edit.draft import plain_text
    from itgov.store.reader import parse
    from itgov.store.shape import shape

    parsed = parse(plain_text(kind, answers).encode("utf-8", "surrogatepass"), kind.name)
    if parsed.top is None:
        return [fault for _, fault in parsed.faults]
    return [fault for _, fault in shape(kind.type, parsed.top, kind.name).faults]


def _continued(path: Path | None, kind: Kind, language: str) -> State | None:
    """The answers of a draft; None where some of them are wrong, which is then told."""
    from itgov.edit.questions import state_of
    from itgov.store.shape import shape
    from itgov.store.tree import plain

    if path is None:
        return {}
    name, top = _read(path)
    # A draft lacks some things: those are asked for.
    wrong = [fault for code, fault in shape(kind.type, top, name).faults if code != "FRM005"]
    if wrong:
        _tell_faults(wrong, language)
        return None
    found = plain(top)
    assert isinstance(found, dict)
    return state_of(found)


def _kept(kind: Kind, repository: Repository, state: State) -> tuple[Message, Message | None]:
    """Writes what was answered so far where it can be gone on with; that it was kept or there was nothing, and how."""
    from itgov.edit.draft import plain_text
    from itgov.edit.questions import answers_of
    from itgov.store.writer import write_text

    answers = answers_of(kind, state)
    if not any(state.values()):
        return msg("nothing was answered: no draft was written"), None
    folder = repository.root / DRAFTS
    names = (f"{kind.name}-{number}.yaml" for number in range(1, 10_000))
    path = next(folder / name for name in names if not (folder / name).exists())
    write_text(path, plain_text(kind, answers))
    return (
        msg("no record was written; the answers so far are kept in {path}", path=str(path)),
        msg("`itgov new {kind} --continue {path}` goes on with them", kind=kind.name, path=str(path)),
    )


def _check_free(repository: Repository, path: str, record_id: str) -> None:
    if (problem := taken_id(repository, record_id)) is not None:
        raise Stop(Exit.FINDINGS, problem, msg("ids are unique over all kinds: choose another one"))
    if (repository.root / path).exists():
        raise Stop(Exit.FINDINGS, msg("{path} is there already", path=path), msg("choose another id"))


def _first_id(city: City) -> Callable[[tuple[str, ...]], str]:
    from itgov.edit.questions import names_of

    return lambda kinds: next(iter(names_of(city, kinds)), "id")


def _written(repository: Repository, path: str, text: str, record_id: str, language: str, day: date) -> int:
    """Writes the file, reads it back with the whole city, and tells what is still owed."""
    from itgov.cli import screen
    from itgov.store.repository import load
    from itgov.store.writer import write_text
    from itgov.tell.concise import render
    from itgov.tell.frame import Frame
    from itgov.tell.told import Telling

    write_text(repository.root / path, text)
    after = load(repository.root, as_of=day)
    owed = _owed(after, path, record_id)
    if not owed:
        screen.write(msg("{path} is written, and validates", path=path).into(language))
    else:
        count = len(owed)
        told = msg_n(
            "{path} is written; {n} thing is still owed:", "{path} is written; {n} things are still owed:", count,
            path=path,
        )  # fmt: skip
        screen.write(told.into(language))
        sys.stdout.write(render(Telling(owed), after.line, language, Frame("", ())))
    record = after.city.get(record_id) if after.city is not None else None
    if record is not None and after.city is not None:
        screen.styled([[(line.into(language), "")] for line in _advice(after.city, record)])
    return Exit.FINDINGS if any(one.severity == "error" for one in owed) else Exit.OK


def _owed(repository: Repository, path: str, record_id: str) -> tuple[Told, ...]:
    """What the whole city's check finds in the file or about the record."""
    from itgov.check.run import run
    from itgov.tell.telling import telling

    broken = repository.unread
    report = run(repository.city, repository.faults, broken, repository.waivers)
    found = telling(report, repository.spot, repository.sources).found
    return tuple(one for one in found if one.record == record_id or one.spot.path == path)


def _advice(city: City, record: Record) -> tuple[Message, ...]:
    from itgov.edit.draft import whom_to_ask
    from itgov.model.initiative import Initiative

    return whom_to_ask(city, record) if isinstance(record, Initiative) else ()


def _tell_faults(faults: list[Fault], language: str) -> None:
    from itgov.finding import Spot
    from itgov.message import visible

    for fault in faults:
        spot = fault.where
        place = f"{spot.path}:{spot.line}:{spot.column}: " if isinstance(spot, Spot) else ""
        print(visible(place + fault.message.into(language)), file=sys.stderr)
        if fault.remedy is not None:
            print(visible(f"  → {fault.remedy.into(language)}"), file=sys.stderr)
