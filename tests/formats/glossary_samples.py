"""Glossaries that the tests of the formats share: a small one with everything, and strategies for any."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import strategies as st

from toolkit.model.terms import Concept, Convention, Example, Glossary, Term

DATA = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[2] / "../shared/data")) / "glossary-samples"

SMALL = Glossary(
    "market day",
    (
        Concept(
            "zhibo-daihuo",
            (
                Term("直播带货", "zh"),
                Term("livestream selling", "en", part_of_speech="noun"),
                Term("sell goods via livestream", "en", "admitted", "verb", main_word="sell", forms=(("VBD", "sold"),)),
                Term("direct seeding with goods", "en", "forbidden", note="seen in catalogues"),
                Term("live [the] (goods|cargo)", "en", "garble", "verb", unmistakable=True, main_word="live"),
            ),
            subject="retail",
            definition="Selling goods to the viewers of a live video.",
        ),
        Concept(
            "lao tie",
            (
                Term("老铁", "zh", gender="masculine", origin="a host's speech", extra=(("context", "老铁们好"),)),
                Term("buddies", "en", client="Acme", case="exact", approval="approved"),
                Term("old iron", "en", "deprecated", only_if_near=("dear",), not_if_near=("scrap",), action="ask"),
            ),
            note="How hosts\naddress viewers.",
        ),
        Concept(
            "liuliang",
            (Term("流量", "zh"), Term('=1+1, "quoted" & <b>', "en", replace_with="views [of users]")),
        ),
    ),
    version="3",
    languages=("zh", "en"),
    licence="CC0",
    subject="commerce",
    conventions=(Convention("end", "en", r"\(Finish\)", "(End)", policy="with-source"),),
    examples=(Example("lao tie", "old iron", "buddies", source="老铁", note="plain"),),
    policy=(("units.jin", "convert"),),
)  # fmt: skip

LETTERS = "abÉß老铁-'&<>\"=+@,;"
WORD = st.text(LETTERS, min_size=1, max_size=6).filter(lambda w: not w.startswith("#"))
TEXT = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
SHORT = st.none() | TEXT


@st.composite
def terms(draw: st.DrawFn, language: str) -> Term:
    """A term with whatever a glossary may say of it."""
    return Term(
        draw(TEXT),
        language,
        draw(st.sampled_from(["preferred", "admitted", "deprecated", "forbidden", "garble"])),
        draw(st.none() | st.sampled_from(["noun", "count", "mod", "verb", "adjective", "adverb", "name", "phrase"])),
        replace_with=draw(SHORT),
        action=draw(st.sampled_from(["fix", "ask", "flag"])),
        only_if_near=draw(st.sampled_from([(), ("dear", "friends")])),
        unmistakable=draw(st.booleans()),
        forms=draw(st.sampled_from([(), (("VBD", "sold"),)])),
        case=draw(st.sampled_from([None, "exact"])),
        gender=draw(st.sampled_from([None, "feminine", "common"])),
        client=draw(SHORT),
        approval=draw(st.sampled_from([None, "proposed", "approved"])),
        note=draw(SHORT),
        origin=draw(SHORT),
        extra=draw(st.sampled_from([(), (("context", "a b"),), (("term_type", "acronym"),), (("x-team", "B"),)])),
    )


def distinct(found: list[Term]) -> tuple[Term, ...]:
    """Each term once, as a folder asks; also where formats know fewer statuses and parts of speech."""
    return tuple({(term.language, term.text): term for term in found}.values())


@st.composite
def glossaries(draw: st.DrawFn, languages: tuple[str, ...] = ("zh", "en")) -> Glossary:
    """A glossary of one to three concepts that all have a term in the first two languages."""
    ids = draw(st.lists(TEXT | st.from_regex(r"[a-z]{1,3}\d", fullmatch=True), min_size=1, max_size=3, unique=True))
    concepts = []
    for name in ids:
        found = [draw(terms(language)) for language in languages for _ in range(draw(st.integers(1, 2)))]
        concepts.append(Concept(name, distinct(found), draw(SHORT), draw(SHORT), draw(SHORT)))
    return Glossary("any", tuple(concepts), languages=languages)
