"""Writing: whole or not at all, and YAML that reads back as what was given."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.store.reader import parse
from itgov.store.tree import plain
from itgov.store.writer import CannotWrite, Data, to_yaml, write_all, write_pages, write_text

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029\ufeff\ufffe\uffff"), max_size=40
)
keys = st.text("abcdefghij-", min_size=1, max_size=8)
data = st.dictionaries(
    keys,
    st.recursive(
        texts,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(keys, inner, min_size=1, max_size=5),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


def as_read(value: Data) -> object:
    """What the reader gives for a value: tuples for lists."""
    if isinstance(value, dict):
        return {key: as_read(inner) for key, inner in value.items()}
    return tuple(as_read(item) for item in value) if isinstance(value, list) else value


@given(data)
@settings(deadline=None, max_examples=200)
def test_what_is_written_reads_back_the_same(given_data: dict[str, Data]) -> None:
    parsed = parse(to_yaml(given_data, "A header").encode(), "a.yaml")
    assert not parsed.faults
    assert parsed.top is not None
    assert plain(parsed.top) == as_read(given_data)


def test_small_blocks_stand_on_one_line() -> None:
    assert to_yaml({"slots": {"2027-Q1": {"used": 1, "capacity": 2}}}) == (
        "slots:\n  2027-Q1: {used: 1, capacity: 2}\n"
    )


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_text(tmp_path / "a/b.txt", "Åtgärd\n")
    assert (tmp_path / "a/b.txt").read_bytes() == "Åtgärd\n".encode()


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "1")
    write_text(tmp_path / "a.txt", "2")
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_text(tmp_path / "a.txt", "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write_text(tmp_path / "a.txt", "new")
    assert [(file.name, file.read_text("utf-8")) for file in tmp_path.iterdir()] == [("a.txt", "old")]


@pytest.mark.parametrize("place", ["folder", "file/below.txt"])
def test_a_place_that_cannot_be_written_is_told(place: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite):
        write_text(tmp_path / place, "x")


def texts_in(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): file.read_text("utf-8") for file in folder.rglob("*") if file.is_file()}


def test_several_files_are_written_together(tmp_path: Path) -> None:
    write_all({tmp_path / "a.txt": "1", tmp_path / "b/c.txt": "2"})
    assert texts_in(tmp_path) == {"a.txt": "1", "b/c.txt": "2"}


def test_where_one_of_several_cannot_be_written_none_is(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "old")
    (tmp_path / "c.txt").mkdir()
    with pytest.raises(CannotWrite, match=r"c\.txt"):
        write_all({tmp_path / "a.txt": "new", tmp_path / "b.txt": "new", tmp_path / "c.txt": "new"})
    assert texts_in(tmp_path) == {"a.txt": "old"}


def refuse_to_replace(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of that name takes another's place, as where a program holds it open."""
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target).name == name:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)


def test_where_the_last_of_several_is_refused_those_before_it_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_text(tmp_path / "a.txt", "old")
    refuse_to_replace("c.txt", monkeypatch)
    with pytest.raises(CannotWrite, match=r"c\.txt"):
        write_all({tmp_path / "a.txt": "new", tmp_path / "b.txt": "new", tmp_path / "c.txt": "new"})
    assert texts_in(tmp_path) == {"a.txt": "old"}


def test_what_cannot_be_put_back_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_text(tmp_path / "a.txt", "old")
    replace, calls = Path.replace, []

    def first_only(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 1:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", first_only)
    with pytest.raises(CannotWrite) as caught:
        write_all({tmp_path / "a.txt": "new", tmp_path / "b.txt": "new"})
    assert str(caught.value) == (
        f"{tmp_path / 'b.txt'} cannot be written: Permission denied; written before it, and not put back: "
        f"{tmp_path / 'a.txt'}"
    )
    assert texts_in(tmp_path) == {"a.txt": "new"}


def test_pages_that_are_no_longer_made_are_taken_away(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text("mine", encoding="utf-8")
    write_pages(tmp_path, {"sv/a.md": "1", "sv/b.md": "2"})
    write_pages(tmp_path, {"sv/a.md": "3"})
    assert {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.md")} == {"own.md", "sv/a.md"}


def test_a_list_that_points_out_of_the_folder_removes_nothing_there(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    write_pages(tmp_path / "pages", {"a.md": "1"})
    (tmp_path / "pages/.itgov-pages").write_text("a.md\n../outside.txt\n", encoding="utf-8")
    write_pages(tmp_path / "pages", {"a.md": "2"})
    assert outside.exists()


def test_a_device_or_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotWrite):
        write_text(tmp_path / "pipe", "x")
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_is_followed_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_text(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text("utf-8") == "x"


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o755, 0o444])
def test_a_file_keeps_its_permissions(mode: int, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old", encoding="utf-8")
    file.chmod(mode)
    write_text(file, "new")
    assert file.stat().st_mode & 0o7777 == mode
    assert file.read_text("utf-8") == "new"
