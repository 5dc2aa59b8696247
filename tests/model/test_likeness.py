"""Texts that read alike share a key, others seldom; and nothing is left to chance."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.model.initiative import Initiative
from itgov.model.likeness import BANDS, bands, likeness, stems

WORDS = st.lists(st.text("abcdefghijklmnoåäö", min_size=4, max_size=10), min_size=1, max_size=60)


def written(name: str, summary: str) -> Initiative:
    return cast(Initiative, SimpleNamespace(name=name, summary=summary))


def random_words(random: Random, count: int) -> list[str]:
    return ["".join(random.choices("abdefgiklmnoprstuvåäö", k=8)) for _ in range(count)]


@given(words=WORDS, seed=st.integers(0, 99))
@settings(max_examples=100, deadline=None)
def test_order_case_and_repetition_do_not_matter(words: list[str], seed: int) -> None:
    mixed = [word.upper() for word in words + words[:1]]
    Random(seed).shuffle(mixed)
    assert bands(written("x", " ".join(words))) == bands(written("x", " ".join(mixed)))
    assert len(set(bands(written("x", " ".join(words))))) == BANDS


@given(one=WORDS, other=WORDS)
@settings(max_examples=100, deadline=None)
def test_likeness_is_mutual_and_whole_only_for_the_same(one: list[str], other: list[str]) -> None:
    mine, theirs = stems(written("x", " ".join(one))), stems(written("x", " ".join(other)))
    assert likeness(mine, theirs) == likeness(theirs, mine)
    assert (likeness(mine, theirs) == 100) == (mine == theirs)


def test_a_text_without_words_has_no_key() -> None:
    assert bands(written("IT", "en ny")) == ()


def test_half_of_the_words_in_common_nearly_always_share_a_key_and_strangers_seldom() -> None:
    random = Random(3)
    met = strangers = 0
    for _ in range(200):
        common, mine, theirs = (random_words(random, count) for count in (24, 12, 12))
        one = set(bands(written("x", " ".join(common + mine))))
        met += bool(one & set(bands(written("x", " ".join(common + theirs)))))
        strangers += bool(one & set(bands(written("x", " ".join(random_words(random, 36))))))
    assert met >= 190
    assert strangers <= 2


def test_keys_are_for_ever() -> None:
    """Caches hold them: whoever changes how they are made must change the caches' version."""
    assert bands(written("Mobil dokumentation", "Personalen dokumenterar där de är."))[0].startswith("alike:0:")
