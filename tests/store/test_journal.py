"""Long runs go on where they were: what was whole is read back, what was torn is dropped, what is foreign refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from itgov.store.journal import NotThisJournal, open_journal
from itgov.store.writer import CannotWrite

HEAD = {"format": "test", "version": 1, "seed": 1}


def filled(path: Path) -> bytes:
    journal = open_journal(path, HEAD)
    journal.add({"n": 1})
    journal.add({"n": 2, "word": "åäö"})
    return path.read_bytes()


def refusal(path: Path, head: dict[str, object] | None = None) -> str:
    with pytest.raises(NotThisJournal) as error:
        open_journal(path, head or HEAD)
    return str(error.value)


def test_what_is_added_is_read_back(tmp_path: Path) -> None:
    filled(tmp_path / "deep" / "j")
    assert open_journal(tmp_path / "deep" / "j", HEAD).lines == ({"n": 1}, {"n": 2, "word": "åäö"})


def test_wherever_it_is_torn_the_whole_lines_are_read_and_more_can_follow(tmp_path: Path) -> None:
    path = tmp_path / "j"
    whole = filled(path)
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        journal = open_journal(path, HEAD)
        kept = max(0, whole[:size].count(b"\n") - 1)
        assert [line["n"] for line in journal.lines] == [1, 2][:kept]
        journal.add({"n": 9})
        assert [line["n"] for line in open_journal(path, HEAD).lines] == [*[1, 2][:kept], 9]


def test_a_journal_of_another_run_is_refused_with_what_differs_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j"
    whole = filled(path)
    assert refusal(path, {**HEAD, "seed": 2}) == f"{path} holds results of another run: its “seed” differs"
    assert refusal(path, {**HEAD, "version": 2}) == f"{path} holds results of another run: its “version” differs"
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "text", ["hej\n", "hej", "{}\n", "[1]\n", '{"format": "other"}\n', "\n", "\x00\n", "[" * 10_000 + "\n"]
)
def test_a_file_of_another_kind_is_refused_and_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "j"
    path.write_text(text, encoding="utf-8")
    assert refusal(path) == f"{path} holds no results of this kind"
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("line", ["", "x", "[1]", '{"n":'])
def test_a_broken_line_before_the_last_is_named_by_its_number(line: str, tmp_path: Path) -> None:
    path = tmp_path / "j"
    filled(path)
    with path.open("a", encoding="utf-8") as file:
        file.write(f'{line}\n{{"n":3}}\n')
    assert refusal(path) == f"{path}:4: not a line of results"


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path, tmp_path / "file" / "j"):
        with pytest.raises(CannotWrite, match="cannot be written"):
            open_journal(place, HEAD)
