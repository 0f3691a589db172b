"""Laws of diff and merge: what holds for any glossaries, not only for those that we thought of."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.glossary.changes.diff import diff, patch, said
from toolkit.glossary.changes.merge import merge
from toolkit.model.terms import Concept, Convention, Example, Glossary, Term

TEXTS = st.sampled_from(["老铁", "buddies", "Buddies", "pals", "old iron", "old irons", "views"])
STATUSES = st.sampled_from(["preferred", "admitted", "forbidden"])
TERMS = st.builds(
    Term,
    TEXTS,
    st.sampled_from(["zh", "en"]),
    STATUSES,
    st.sampled_from([None, "noun", "verb"]),
    only_if_near=st.sampled_from([(), ("dear",)]),
    unmistakable=st.booleans(),
    note=st.sampled_from([None, "a", "b"]),
    extra=st.sampled_from([(), (("x-team", "B"),), (("context", "so"), ("x-team", "A"))]),
)
IDS = ("tie", "views", "c3")
CONCEPTS = st.builds(
    Concept,
    st.sampled_from(IDS),
    st.lists(TERMS, max_size=4).map(tuple),
    note=st.sampled_from([None, "one", "two"]),
)
"""Few words and few ids, so that versions collide."""
RULES = st.builds(
    Convention, st.sampled_from(["ti", "end"]), st.just("en"), st.just("Title:"), st.sampled_from(["", "-"])
)
EXAMPLES = st.builds(Example, st.sampled_from(IDS), st.sampled_from(["old iron", "pals"]), st.sampled_from(["a", "b"]))
VERSIONS = st.builds(
    Glossary,
    st.just("g"),
    st.lists(CONCEPTS, max_size=3, unique_by=lambda c: c.id).map(tuple),
    version=st.sampled_from(["1", "2"]),
    languages=st.sampled_from([(), ("zh", "en"), ("zh", "en", "de")]),
    conventions=st.lists(RULES, max_size=2, unique_by=lambda c: c.id).map(tuple),
    examples=st.lists(EXAMPLES, max_size=2, unique_by=lambda e: (e.concept, e.before)).map(tuple),
    policy=st.sampled_from([(), (("units.jin", "keep"),), (("units.jin", "gloss"), ("units.mu", "keep"))]),
)
MANY = settings(max_examples=60, deadline=None)


@MANY
@given(old=VERSIONS, new=VERSIONS)
def test_a_diff_is_a_patch(old: Glossary, new: Glossary) -> None:
    assert said(patch(old, diff(old, new))) == said(new)


@MANY
@given(x=VERSIONS)
def test_nothing_differs_from_itself(x: Glossary) -> None:
    assert not diff(x, x)
    assert not diff(x, replace(x, concepts=x.concepts[::-1]))


@MANY
@given(old=VERSIONS, new=VERSIONS)
def test_what_differs_is_told(old: Glossary, new: Glossary) -> None:
    assert bool(diff(old, new)) == (said(old) != said(new))


@MANY
@given(b=VERSIONS, x=VERSIONS)
def test_one_side_alone_wins(b: Glossary, x: Glossary) -> None:
    for made in (merge(b, b, x), merge(b, x, b), merge(b, x, x)):
        assert (made.glossary, made.conflicts) == (x, ())


@MANY
@given(b=VERSIONS, x=VERSIONS, y=VERSIONS)
def test_sides_may_change_places(b: Glossary, x: Glossary, y: Glossary) -> None:
    one, two = merge(b, x, y), merge(b, y, x)
    assert bool(one.conflicts) == bool(two.conflicts)
    if not one.conflicts:
        assert said(one.glossary) == said(two.glossary)


@MANY
@given(b=VERSIONS, x=VERSIONS, y=VERSIONS)
def test_a_preferred_side_leaves_nothing_open(b: Glossary, x: Glossary, y: Glossary) -> None:
    for side in ("ours", "theirs"):
        assert not merge(b, x, y, prefer=side).open  # type: ignore[arg-type]
    each = merge(b, x, y)
    assert said(each.glossary) == said(merge(b, x, y, prefer="ours").glossary)
    assert said(merge(b, x, y, take={c.id: "ours" for c in each.conflicts}).glossary) == said(each.glossary)


def test_headings_rules_and_policy_are_merged_fact_by_fact() -> None:
    rule, case = Convention("ti", "en", "Title:", ""), Example("tie", "old iron", "buddies")
    base = Glossary("g", (), "3", ("zh", "en"), conventions=(rule,), examples=(case,), policy=(("units.jin", "gloss"),))
    ours = replace(base, version="4", conventions=(), languages=("zh", "en", "de"))
    theirs = replace(base, examples=(), policy=(("units.jin", "keep"), ("units.mu", "keep")), languages=("zh", "fr"))
    made = merge(base, ours, theirs)
    assert not made.conflicts
    assert made.glossary == replace(theirs, version="4", conventions=(), languages=("zh", "de", "fr"))


def test_two_successors_of_one_preferred_term_are_a_conflict() -> None:
    """However unlike their texts are; synonyms that both add beside it are none, nor is what only one side replaced."""

    def said(*terms: Term) -> Glossary:
        return Glossary("g", (Concept("app", (Term("app", "en"), *terms)),))

    old, one, other = Term("Anwendung", "de"), Term("Programm", "de"), Term("App", "de")
    found = merge(said(old), said(one), said(other))
    assert [(c.id, c.base, c.ours, c.theirs) for c in found.open] == [
        ("app/de/Anwendung:text", "Anwendung", "Programm", "App")
    ]
    taken = merge(said(old), said(one), said(other), prefer="theirs").glossary.concepts[0].terms
    assert [term.text for term in taken] == ["app", "App"]
    assert not merge(said(old), said(one), said(old)).conflicts
    synonyms = [replace(term, status="admitted") for term in (one, other)]
    merged = merge(said(old), said(old, synonyms[0]), said(old, synonyms[1]))
    assert not merged.conflicts
    assert len(merged.glossary.concepts[0].terms) == 4
