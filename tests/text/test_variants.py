"""The pattern language of terms: brackets, alternatives, one gap."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.variants import MOST_VARIANTS, at_mention, expand

WORDS = st.text("abc直", min_size=1, max_size=3)
PIECES = st.one_of(
    WORDS.map(lambda w: (w, [w])),
    WORDS.map(lambda w: (f"[{w}]", [w, ""])),
    st.lists(WORDS, min_size=2, max_size=3, unique=True).map(lambda ws: (f"({'|'.join(ws)})", ws)),
)


@given(st.lists(PIECES, min_size=1, max_size=5), WORDS)
def test_expansion_is_the_product(pieces: list[tuple[str, list[str]]], last: str) -> None:
    """The naive twin: every choice of every piece, doubles left out, order kept."""
    pattern = " ".join([text for text, _ in pieces] + [last])
    choices = [options for _, options in pieces]
    naive = dict.fromkeys(" ".join(" ".join([*chosen, last]).split()) for chosen in product(*choices))
    assert expand(pattern) == tuple(naive)


@pytest.mark.parametrize(
    ("pattern", "wordings"),
    [
        ("live the goods", ("live the goods",)),
        ("live [the] goods", ("live the goods", "live goods")),
        ("net red[s]", ("net reds", "net red")),
        ("livestream[ed|ing] sale", ("livestreamed sale", "livestreaming sale", "livestream sale")),
        ("under with (RMB)", ("under with (RMB)",)),
        ("head of [the] ... County", ("head of the ... County", "head of ... County")),
        ("互联网+", ("互联网+",)),
    ],
)
def test_real_terms(pattern: str, wordings: tuple[str, ...]) -> None:
    assert expand(pattern) == wordings


@pytest.mark.parametrize(
    "pattern", ["live [the goods", "live the] goods", "[a [b]] c", "[all]", "", "  ", "a ... b ... c"]
)
def test_broken_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        expand(pattern)


def test_too_many_variants_are_refused_with_their_number() -> None:
    with pytest.raises(ValueError, match=r"4096 wordings; 1024 are the limit"):
        expand(" ".join(["(a|b|c|d)"] * 6))
    assert len(expand(" ".join(f"(a{n}|b{n})" for n in range(10)))) == MOST_VARIANTS


@pytest.mark.parametrize(
    ("replacement", "first", "later"),
    [
        ('"lao tie" [("old iron", or buddies)]', '"lao tie" ("old iron", or buddies)', '"lao tie"'),
        ("livestream seller", "livestream seller", "livestream seller"),
        ("head of ... County", "head of ... County", "head of ... County"),
    ],
)
def test_first_mention(replacement: str, first: str, later: str) -> None:
    assert (at_mention(replacement, True), at_mention(replacement, False)) == (first, later)
