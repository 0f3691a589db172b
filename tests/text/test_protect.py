"""What must survive an edit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from growth import LINEAR, growth
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.protect import protected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.com/a?b=1&c=2#d.", [("url", "https://example.com/a?b=1&c=2#d")]),
        ("(see http://example.com/a_(b))", [("url", "http://example.com/a_(b)")]),
        ("“www.example.com”,", [("url", "www.example.com")]),
        ("网址https://example.com/路", [("url", "https://example.com/")]),
        ("邮箱a.b+c@x-y.com.cn。", [("email", "a.b+c@x-y.com.cn")]),
        ("mail a@b.cn.", [("email", "a@b.cn")]),
        ('<a href="x">b</a><br/>', [("tag", '<a href="x">'), ("tag", "</a>"), ("tag", "<br/>")]),
        ("<!-- note -->", [("tag", "<!-- note -->")]),
        ("a &amp; b &#39; &#x27;", [("tag", "&amp;"), ("tag", "&#39;"), ("tag", "&#x27;")]),
        ('<x id="1"/>', [("placeholder", '<x id="1"/>')]),
        ("{name} {} {0} {x.y!r:>5}", [("placeholder", p) for p in ("{name}", "{}", "{0}", "{x.y!r:>5}")]),
        ("{{x}} ${x} [[1]]", [("placeholder", p) for p in ("{{x}}", "${x}", "[[1]]")]),
        ("%s %(name)s %1$s %5.2f", [("placeholder", p) for p in ("%s", "%(name)s", "%1$s", "%5.2f")]),
        ("set $HOME now", [("placeholder", "$HOME")]),
        ("run `live {x}` now", [("code", "`live {x}`")]),
        ("$1.96 million, 30%, ¥60,000", [("number", "$1.96"), ("number", "30%"), ("number", "¥60,000")]),
        ("６万斤", [("number", "６")]),
    ],
)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(part.kind, part.span.of(text)) for part in protected(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d", "live & goods", "AT&T;", "{ the goods }", "a @ b", "live/goods",
        "``quoted'' words", "#hashtag", "He said: 'no'.", "e.g. this",
    ],
)  # fmt: skip
def test_plain_text_is_not_protected(text: str) -> None:
    assert protected(text) == ()


@pytest.mark.parametrize("text", ["5%discount", "100%sure", "50% discount"])
def test_a_per_cent_sign_is_no_placeholder(text: str) -> None:
    assert [part.kind for part in protected(text)] == ["number"]


@given(st.text(st.sampled_from("ab1 .@<>/&;{}%s$X_`[]()https://www,直-"), max_size=60))
def test_parts_are_ordered_and_do_not_overlap(text: str) -> None:
    parts = protected(text)
    assert all(part.span.start < part.span.end <= len(text) for part in parts)
    assert all(one.span.end <= other.span.start for one, other in pairwise(parts))


@pytest.mark.parametrize("piece", ["a", "a.", "<a ", "{", "[[", "`", "http://", "%(", "&a", "1.", "https://a)", "<!--"])
def test_time_is_linear(piece: str) -> None:
    assert growth(lambda length: protected(piece * (length // len(piece))), 6000) < LINEAR


def test_names_of_files_are_left_whole():
    text = "See assets/load-exam/load-exam.png, ./a/load exam.html and manual.pdf. And/or TCP/IP, km/h, live.md"
    assert [part.span.of(text) for part in protected(text)] == [
        "assets/load-exam/load-exam.png", "exam.html", "manual.pdf", "live.md",
    ]  # fmt: skip
