"""Mutates valid records and reads them: nothing in a file may make itgov fail, hang, or speak to the terminal.

`python -m bench.fuzz [COUNT] [FIRST]` reads that many mutated files (10,000 where left out), their seeds counted
from FIRST, and validates the whole small city with every `CITY_EVERY`th of them. Ends with 1 where one failed.
"""

from __future__ import annotations

import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import FrameType

from itgov.check.rules import RULES
from itgov.check.run import run
from itgov.model.kinds import KINDS
from itgov.store.fact import take
from itgov.store.quick import read_one, values_in
from itgov.store.reader import parse
from itgov.store.repository import load
from itgov.store.root import NoRoot
from itgov.store.tree import plain
from itgov.tell.forms import FORMS
from itgov.tell.frame import Frame
from itgov.tell.summary import summary
from itgov.tell.telling import telling

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "small_city"
COUNT = 10_000
CITY_EVERY = 50
DAY = date(2026, 11, 2)
LIMIT_SECONDS = 2
"""What one file may take to be read, and a city for each text that is told of it."""

TEXTS = 2 * (len(FORMS) + 1)
HANG_SECONDS = 60

_KIND = {kind.folder: kind for kind in KINDS}
_BIDI = ("\u202e", "\u2066", "\u200f", "\u2028", "\x85", "\ufeff", "\u200b")
_FOREIGN = (b"\xff", b"\xc3", b"\x80", b"\xe5", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\x00", b"\x1b[2J", b"\x07", b"\x7f")
_SURROGATES = (b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\xbd\xed\xb8\x80", rb'"\ud800"', rb'"\uDFFF\uD800"')
_VALUES = (
    *("", "~", "null", "no", "012", "1.10", "0x1F", "1e400", ".nan", "-0", "[]", "{}", "[[]]", "{a: }", "- x", "''"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "1 kr", "-1 kr", "0,5 %", "101 %", "1/0", "2026-Q9"),
    *("!!python/object:os.system x", "!x y", "? a", "|", ">-", "|9", "*x", "&x", "<<", "%TAG", "@x", "`", "'", '"'),
    *("::error::x", "##vso[task.x]y", r'"\e[31m"', r'"\x9b2J"', r'"\u202e"', r'"\0"', "[bold]x", "{n}", "{", "%s"),
)
_NUMBERS = ("9" * 400, "-" + "9" * 5000, "1" + "0" * 4400 + " kr", "1e999999999", "9" * 30 + "-01-01", "9" * 4301)


@dataclass(frozen=True, slots=True)
class Original:
    """A valid file: its path under the city's folder, and whether it is one of the small city's."""

    path: str
    data: bytes
    small: bool


@dataclass(frozen=True, slots=True)
class Mutation:
    """A file that is no longer what it was: where it lies, what it holds, and what was done to it."""

    seed: int
    path: str
    data: bytes
    done: tuple[str, ...]
    small: bool


@cache
def originals() -> tuple[Original, ...]:
    """Every file of the small city and of the city's own records, in the order of their paths."""
    return (*_files(SMALL, small=True), *_files(ROOT, small=False))


def _files(root: Path, *, small: bool) -> Iterator[Original]:
    for file in [root / "itgov.yaml", *sorted((root / "data").rglob("*.yaml"))]:
        yield Original(file.relative_to(root).as_posix(), file.read_bytes(), small)


def mutations(seed: int) -> Iterator[Mutation]:
    """Mutations without end, the same for the same seed; each has the seed that makes it come first."""
    while True:
        yield mutated(seed)
        seed += 1


def mutated(seed: int, *, small: bool = False) -> Mutation:
    """One to three changes to one file; with `small`, to a file of the small city."""
    chance = random.Random(seed)  # noqa: S311  no secret
    original = chance.choice([one for one in originals() if one.small] if small else originals())
    data, done = original.data, []
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice(list(CHANGES))
        data = CHANGES[name](chance, data)
        done.append(name)
    return Mutation(seed, original.path, data, tuple(done), original.small)


Change = Callable[[random.Random, bytes], bytes]


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True) or [b"\n"]


def _drop_line(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def _drop_block(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    start, end = _block(chance, lines)
    return b"".join([*lines[:start], *lines[end:]])


def _drop_value(chance: random.Random, data: bytes) -> bytes:
    return _with_value(chance, data, b"")


def _duplicate_line(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return b"".join(lines)


def _duplicate_block(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    start, end = _block(chance, lines)
    return b"".join([*lines[:end], *lines[start:]])


def _retype(chance: random.Random, data: bytes) -> bytes:
    return _with_value(chance, data, chance.choice(_VALUES).encode())


def _huge_number(chance: random.Random, data: bytes) -> bytes:
    return _with_value(chance, data, chance.choice(_NUMBERS).encode())


def _reorder(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _shuffle(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    chance.shuffle(lines)
    return b"".join(lines)


def _truncate(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _swap(chance: random.Random, data: bytes) -> bytes:
    """A value of another file in the place of one of this."""
    values = [value for line in _lines(chance.choice(originals()).data) if (value := line.partition(b": ")[2].strip())]
    return _with_value(chance, data, chance.choice(values or [b"x"]))


def _splice(chance: random.Random, data: bytes) -> bytes:
    """Lines of another file amid those of this."""
    lines, other = _lines(data), _lines(chance.choice(originals()).data)
    at, start = chance.randrange(len(lines) + 1), chance.randrange(len(other))
    return b"".join([*lines[:at], *other[start : start + chance.randrange(1, 9)], *lines[at:]])


def _nest(chance: random.Random, data: bytes) -> bytes:
    depth = chance.choice((5, 29, 30, 31, 32, 33, 200, 20_000))
    opening, closing = chance.choice(((b"[", b"]"), (b"{a: ", b"}"), (b"- ", b""), (b"? ", b"")))
    return _with_value(chance, data, opening * depth + b"x" + closing * chance.choice((depth, 0)))


def _alias(chance: random.Random, data: bytes) -> bytes:
    if chance.random() < 0.3:
        bomb = [b"b0: &b0 [x, x, x, x, x, x, x, x, x]"]
        bomb += [b"b%d: &b%d [%s]" % (n, n, b", ".join([b"*b%d" % (n - 1)] * 9)) for n in range(1, 10)]
        return b"\n".join(bomb) + b"\n" + data
    anchored = _with_value(chance, data, chance.choice((b"&a x", b"&a [x, y]", b"&a [*a]", b"&a {b: c}", b"&a")))
    return _with_value(chance, anchored, b"*a")


def _foreign(chance: random.Random, data: bytes) -> bytes:
    return _inserted(chance, data, chance.choice(_FOREIGN))


def _any_bytes(chance: random.Random, data: bytes) -> bytes:
    return _inserted(chance, data, chance.randbytes(chance.randrange(1, 9)))


def _flip(chance: random.Random, data: bytes) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _direction(chance: random.Random, data: bytes) -> bytes:
    return _inserted(chance, data, chance.choice(_BIDI).encode())


def _surrogate(chance: random.Random, data: bytes) -> bytes:
    how = chance.choice((_inserted, _with_value))
    return how(chance, data, chance.choice(_SURROGATES))


def _byte_order_mark(_: random.Random, data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + data


def _other_encoding(chance: random.Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-16-be", "latin-1", "utf-7")), "replace")


def _line_ends(chance: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", "\u2028".encode(), b"\n\r", b"\x85")))


def _indent(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b" ", b"  ", b"\t", b"- ", b"# ", b"? ", b"---\n", b"...\n", b"%YAML 9\n")) + lines[at]
    return b"".join(lines)


def _sign(chance: random.Random, data: bytes) -> bytes:
    return _inserted(chance, data, bytes([chance.choice(b":-[]{}&*!|>'\"%@`#,?\\\n\t ")]))


def _key(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    at = chance.randrange(len(lines))
    key, colon, value = lines[at].partition(b":")
    odd = chance.choice((b"<<", b"[a, b]", b"{}", b"~", b"''", b"!!str x", b"&k k", b"__class__", b"\xc3\xa5" * 300))
    lines[at] = key[: len(key) - len(key.lstrip())] + odd + colon + value
    return b"".join(lines)


def _long(chance: random.Random, data: bytes) -> bytes:
    return _with_value(chance, data, chance.choice((b"x" * 70_000, b"'a b'" * 999, b"[" + b"x, " * 9_000 + b"]")))


def _inserted(chance: random.Random, data: bytes, piece: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + piece + data[at:]


def _with_value(chance: random.Random, data: bytes, value: bytes) -> bytes:
    """The data with another value after one of its keys or dashes."""
    lines = _lines(data)
    places = [at for at, line in enumerate(lines) if b": " in line or line.lstrip().startswith(b"- ")]
    if not places:
        return data + value
    at = chance.choice(places)
    sign = b": " if b": " in lines[at] else b"- "
    lines[at] = lines[at].partition(sign)[0] + sign + value + b"\n"
    return b"".join(lines)


def _block(chance: random.Random, lines: Sequence[bytes]) -> tuple[int, int]:
    """The first line of a key with all that is set in below it, and the line after."""
    start = chance.randrange(len(lines))
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > indent:
        end += 1
    return start, end


CHANGES: dict[str, Change] = {
    change.__name__.strip("_"): change
    for change in (
        *(_drop_line, _drop_block, _drop_value, _duplicate_line, _duplicate_block, _retype, _huge_number, _reorder),
        *(_shuffle, _truncate, _swap, _splice, _nest, _alias, _foreign, _any_bytes, _flip, _direction, _surrogate),
        *(_byte_order_mark, _other_encoding, _line_ends, _indent, _sign, _key, _long),
    )
}
"""What can be done to a file, by its name."""


def read(root: Path, mutation: Mutation) -> bool:
    """Reads a mutated file under `root` as a record of its kind; whether it still is one.

    Raises AssertionError where the quick reader and the careful one disagree.
    """
    place = root / mutation.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(mutation.data)
    try:
        return _is_record(root, mutation)
    finally:
        place.unlink()


def _is_record(root: Path, mutation: Mutation) -> bool:
    assert_readers_agree(mutation.data)
    kind = _KIND.get(Path(mutation.path).parent.name)
    if kind is None:
        return False
    fact, record = take(root, kind, read_one(root, mutation.path))
    assert (record is None) == (fact.id is None)
    assert record is not None or fact.faults, "neither a record nor a fault"
    return record is not None


def assert_readers_agree(data: bytes) -> None:
    """Where the quick reader gives values, the careful one finds no fault and gives the same."""
    parsed = parse(data, "a.yaml")
    assert (parsed.top is None) <= bool(parsed.faults)
    if (values := values_in(data)) is not None:
        assert parsed.faults == ()
        assert parsed.top is not None
        assert plain(parsed.top) == values


def validate(root: Path, mutation: Mutation) -> int:
    """Validates the small city at `root` with one file mutated, and tells it in every form; how many findings."""
    place = root / mutation.path
    before = place.read_bytes()
    place.write_bytes(mutation.data)
    try:
        return _told(root)
    finally:
        place.write_bytes(before)


def _told(root: Path) -> int:
    try:
        repository = load(root, as_of=DAY)
    except NoRoot:
        return 0
    broken = repository.unread
    report = run(repository.city, repository.faults, broken, repository.waivers)
    whole = telling(report, repository.spot, repository.sources)
    for language in ("sv", "en"):
        texts = [form(whole, repository.line, language, Frame("1", RULES)) for form in FORMS.values()]
        for text in (*texts, summary(whole, language)):
            text.encode("utf-8")
            acting = {char for char in set(text) - {"\n"} if not char.isprintable() and not char.isspace()}
            assert acting == set(), f"a character that acts: {acting!r}"
    return len(whole.found)


@dataclass(slots=True)
class Tally:
    """What came of many mutations; `slowest` in seconds with its seed."""

    read: int = 0
    records: int = 0
    cities: int = 0
    findings: int = 0
    failed: int = 0
    slow: int = 0
    slowest: tuple[float, int, str] = (0.0, 0, "")
    slowest_city: tuple[float, int, str] = (0.0, 0, "")


def main() -> None:
    """Prints counts, the slowest, the most memory, and the traceback of each failure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    signal.signal(signal.SIGALRM, _hung)
    tally, done = Tally(), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        city = Path(folder) / "city"
        shutil.copytree(SMALL, city, ignore=shutil.ignore_patterns(".itgov"))
        for seed in range(first, first + count):
            _one(Path(folder) / "files", city, seed, tally, done)
    print(f"mutations {tally.read}, of which still a record {tally.records}; cities {tally.cities}", end=" ")
    print(f"with {tally.findings} findings, each in {len(FORMS) + 1} forms and 2 languages")
    print(f"failures {tally.failed}; slower than {LIMIT_SECONDS} s {tally.slow}")
    print("slowest file {:.3f} s (seed {}: {})".format(*tally.slowest))
    print("slowest city {:.3f} s (seed {}: {})".format(*tally.slowest_city))
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print("changes: " + ", ".join(f"{name} {number}" for name, number in sorted(done.items())))
    sys.exit(1 if tally.failed or tally.slow else 0)


def _one(files: Path, city: Path, seed: int, tally: Tally, done: Counter[str]) -> None:
    mutation = mutated(seed)
    done.update(mutation.done)
    tally.read += 1
    was, took = _guarded(lambda: read(files, mutation), mutation, tally)
    tally.records += was
    tally.slowest = max(tally.slowest, (took, seed, "+".join(mutation.done)))
    if seed % CITY_EVERY == 0:
        mutation = mutated(seed, small=True)
        tally.cities += 1
        found, took = _guarded(lambda: validate(city, mutation), mutation, tally, texts=TEXTS)
        tally.findings += found
        tally.slowest_city = max(tally.slowest_city, (took, seed, "+".join(mutation.done)))


def _guarded(work: Callable[[], int], mutation: Mutation, tally: Tally, *, texts: int = 1) -> tuple[int, float]:
    """What the work gives and the seconds of processor time it took; 0 with its traceback where it failed."""
    begun = time.process_time()
    signal.alarm(HANG_SECONDS)
    try:
        result = work()
    except Exception:  # noqa: BLE001  whatever it is, it is counted and the next one is tried
        tally.failed += 1
        result = 0
        print(f"seed {mutation.seed}, {mutation.path}, {'+'.join(mutation.done)}:\n{traceback.format_exc()}")
    finally:
        signal.alarm(0)
    took = time.process_time() - begun
    tally.slow += took > LIMIT_SECONDS * texts
    return result, took


def _hung(_: int, __: FrameType | None) -> None:
    raise TimeoutError(f"still at it after {HANG_SECONDS} s")


if __name__ == "__main__":
    main()
