"""Proposed terms are used by nobody; layers tell the same as the job does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.glossary.approval import approve, request, without_proposed
from toolkit.jobs.layers import layers_of
from toolkit.jobs.setting import for_client, layered, setting
from toolkit.model.terms import Concept, Glossary, Term

TABLE = "concept,language,term,status,approval,origin\ntie,zh,老铁,,,\ntie,en,buddies,,,\ntie,en,old iron,garble,,\n"


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    (tmp_path / "terms.csv").write_text(TABLE, "utf-8")
    return tmp_path


def test_a_request_is_not_used_until_approved(glossary: Path) -> None:
    request(glossary, "pals", "en", None, "Ana", "2026-05-04", "tie").write()
    job = setting([str(glossary)])
    assert [t.text for t in job.index.preferred("tie")] == ["buddies"]
    assert not job.index.right("my pals")
    assert any("1 proposed term not used until approved" in note for note in job.notes)
    made = approve(glossary, "tie", "pals", None, "Li Wei", "2026-05-06")
    made.edited.write()
    assert [t.text for t in setting([str(glossary)]).index.preferred("tie")] == ["buddies", "pals"]
    row = 'tie,en,pals,,approved,"requested by Ana, 2026-05-04; approved by Li Wei, 2026-05-06"\n'
    assert (glossary / "terms.csv").read_text("utf-8") == TABLE + row


def test_a_wrong_wording_without_an_approved_answer_is_only_flagged() -> None:
    tie = Concept("tie", (Term("pals", "en", approval="proposed"), Term("old iron", "en", "garble")))
    kept, count = without_proposed(Glossary("g", (tie, Concept("x", (Term("y", "en", approval="proposed"),)))))
    assert count == 2
    assert [(t.text, t.action) for c in kept.concepts for t in c.terms] == [("old iron", "flag")]


def test_what_is_there_is_not_requested_again(glossary: Path) -> None:
    with pytest.raises(InputError, match="is there already: tie, preferred"):
        request(glossary, "Buddies", "en", None, None, "2026-05-04", None)
    with pytest.raises(InputError, match=r"no concept 'tied'\. Did you mean tie"):
        request(glossary, "pals", "en", None, None, "2026-05-04", "tied")
    with pytest.raises(InputError, match="language code"):
        request(glossary, "pals", "English", None, None, "2026-05-04", None)
    with pytest.raises(InputError, match="waits for approval"):
        approve(glossary, "tie", None, None, "Ana", "2026-05-04")
    with pytest.raises(InputError, match="--by: the name is empty"):
        approve(glossary, "tie", None, None, " ", "2026-05-04")


def test_nothing_but_proposals_is_told(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text(
        "concept,language,term,approval\ntie,zh,老铁,proposed\ntie,en,buddies,proposed\n", "utf-8"
    )
    with pytest.raises(InputError, match="All of its terms are proposed"):
        setting([str(tmp_path)])


TERMS = st.builds(
    Term,
    st.sampled_from(["老铁", "流量", "buddies", "flow"]),
    st.sampled_from(["zh", "en"]),
    st.sampled_from(["preferred", "garble"]),
    client=st.sampled_from([None, "Acme"]),
    approval=st.sampled_from([None, "proposed"]),
)
LAYER = st.lists(
    st.builds(Concept, st.sampled_from(["tie", "views"]), st.lists(TERMS, min_size=1, max_size=3).map(tuple)),
    max_size=2,
    unique_by=lambda c: c.id,
)


@settings(max_examples=100, deadline=None)
@given(contents=st.lists(LAYER, min_size=1, max_size=3), client=st.sampled_from([None, "Acme"]))
def test_layers_tell_what_the_job_does(contents: list[list[Concept]], client: str | None) -> None:
    layers = [Glossary(f"layer{n}", tuple(concepts)) for n, concepts in enumerate(contents)]
    ready = [for_client(without_proposed(layer)[0], client) for layer in layers]
    used = layered(ready, {}, "zh")
    for name in ("tie", "views"):
        told = [one.term for one in layers_of(layers, name, client, "zh") if one.used]
        concept = used.concept(name)
        assert [(t.text, t.status) for t in told] == [(t.text, t.status) for t in (concept.terms if concept else ())]
