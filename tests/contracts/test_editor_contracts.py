"""What every post-editor promises, tried over the table with scripted models: rest, undo, and no say for any order."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "postedit"))
import rewording
from editor_servers import CONCEPTS, PAIR, FaultServer, indexed, obedient, opened
from postedit_cases import assert_lawful

from toolkit.model import Segment, apply_edits
from toolkit.postedit.decided import apply_ledger, undo_ledger
from toolkit.postedit.editor import EDITORS, open_editor, postedit
from toolkit.postedit.ledger import read_ledger, write_ledger
from toolkit.postedit.port import Editor, Surroundings

SOURCES = ("镇长要直播带货。", "老铁走了，老铁来了。", "路修好了。", "流量很大，老铁。")
CARRIERS = ("The town head will {} in spring.", "We saw an {} and left.", "{}, said the {}.", "The {}'s {}; {}!")
PHRASES = (
    "live the goods", "lived the goods", '"old iron"', "old iron", "Old iron", "flow", "buddies", "livestream selling",
    "300 catties", "<b>old iron</b>", "https://example.org/live-goods", "road",
)  # fmt: skip


@contextmanager
def editor_named(name: str, document: Sequence[tuple[str, str]]) -> Iterator[Editor]:
    """The editor with a model that follows a script. One that is new in the table needs a way to be opened here."""
    if name == "chat":
        with FaultServer(*[obedient] * 200) as server:
            yield opened(server)
    elif name == "seq2seq":
        others = {
            source: [(text.replace("live the goods", "sell goods via livestream"), -0.4)] for source, text in document
        }
        yield rewording.editor(dict(document), others)
    else:
        yield open_editor(name, {}, Surroundings(PAIR))


@st.composite
def sentences(draw: st.DrawFn) -> str:
    carrier = draw(st.sampled_from(CARRIERS))
    return carrier.format(*(draw(st.sampled_from(PHRASES)) for _ in range(carrier.count("{}"))))


@pytest.mark.parametrize("name", EDITORS.names())
@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.tuples(st.sampled_from(SOURCES), sentences()), min_size=1, max_size=3),
    st.sampled_from(["precise", "balanced", "maximal"]),
    st.randoms(use_true_random=False),
)
def test_laws(name: str, document: list[tuple[str, str]], profile: str, chance: random.Random) -> None:
    index = indexed(profile)
    segments = [Segment(str(n), text) for n, (_, text) in enumerate(document, start=1)]
    sources = [source for source, _ in document]
    with editor_named(name, document) as editor:
        repairs = postedit(segments, index, sources, editor)
        for repair in repairs:
            assert_lawful(repair)  # undo among them
            shuffled = list(repair.applied)
            chance.shuffle(shuffled)
            assert apply_edits(repair.original, shuffled) == repair.text
        edited = [replace(s, target=r.text) for s, r in zip(segments, repairs, strict=True)]
        again = postedit(edited, index, sources, editor)
        assert [r.text for r in again] == [r.text for r in repairs]
        concepts = list(CONCEPTS)
        chance.shuffle(concepts)
        other = postedit(segments, indexed(profile, concepts), sources, editor)
        assert [r.text for r in other] == [r.text for r in repairs]
    lines = write_ledger({}, repairs).splitlines()
    edits = lines[1:]
    chance.shuffle(edits)
    ledger = read_ledger("\n".join([lines[0], *edits]), "ledger.jsonl")
    made = apply_ledger(segments, ledger)
    assert list(made.texts.values()) == [r.text for r in repairs]
    assert list(undo_ledger(edited, ledger).texts.values()) == [s.target for s in segments]


@pytest.mark.parametrize("name", EDITORS.names())
def test_innocent_text_stays(name: str) -> None:
    document = [("路修好了。", "The road is repaired."), ("老铁来了。", "The buddies came."), ("", "")]
    with editor_named(name, document) as editor:
        repairs = postedit([Segment(str(n), t) for n, (_, t) in enumerate(document)], indexed(), None, editor)
    assert [r.text for r in repairs] == [t for _, t in document]
    assert not any(r.applied for r in repairs)
