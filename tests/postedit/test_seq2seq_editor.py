"""The editor `seq2seq`: what a translation model would rather say, held to the contract; with a scripted engine."""

from __future__ import annotations

import pytest
import rewording
from editor_servers import indexed
from postedit_cases import assert_lawful

from toolkit.errors import InputError
from toolkit.model import Outcome, Repair, Segment
from toolkit.postedit.editor import postedit
from toolkit.postedit.seq2seq import Seq2SeqEditor

SOURCE = "镇长要直播带货。"
TEXT = "The town head will flog it on air."  # nothing in it is listed: the rules find no place
RIGHT = "The town head will sell goods via livestream."


def run(editor: Seq2SeqEditor, text: str = TEXT, source: str = SOURCE, profile: str = "precise") -> Repair:
    [repair] = postedit([Segment("1", text, source)], indexed(profile), None, editor)
    assert_lawful(repair)
    return repair


def test_the_n_best_translation_with_the_term_is_taken() -> None:
    others = {SOURCE: [("The town head will go live.", -0.2), (RIGHT, -0.5)]}
    repair = run(rewording.editor({SOURCE: TEXT}, others))
    assert repair.text == RIGHT
    [made] = repair.applied
    assert (made.before, made.after, made.rule) == ("flog it on air", "sell goods via livestream", "model.term")
    assert made.reason == "the translation model says it so when it has to use the term, log-probability -0.50 a token"
    assert made.concept_id == "zhibo-daihuo"


def test_what_differs_elsewhere_is_not_taken() -> None:
    """It has the term, but another number, another town or another thing: the sentence stays, and the list says why."""
    for other, said in (
        ("The town head will sell goods via livestream in 2021.", "bring in the number 2021"),
        ("The village head will sell goods via livestream.", "this profile lets nothing else be changed"),
    ):
        repair = run(rewording.editor({SOURCE: TEXT}, {SOURCE: [(other, -0.3)]}))
        assert repair.text == TEXT
        refused = [e for e in repair.edits if e.outcome is Outcome.REFUSED]
        assert any(said in str(e.refusal) for e in refused), refused
        assert all(e.rule.startswith("model.") for e in refused)


def test_what_the_model_does_not_believe_is_not_taken() -> None:
    repair = run(rewording.editor({SOURCE: TEXT}, {SOURCE: [(RIGHT, -4.0)]}))
    assert repair.text == TEXT
    assert repair.applied == ()


def test_it_decodes_again_at_the_wrong_place() -> None:
    text, source = "Old iron sold tea, and the old iron left.", "老铁卖茶，老铁走了。"
    editor = rewording.editor({source: text})
    repair = run(editor, text, source)
    assert repair.text == "Buddies sold tea, and the buddies left."
    asked = [r.prefix for batch in editor._engine.batches for r in batch]  # type: ignore[attr-defined]
    assert "Buddies" in asked


def test_a_sentence_is_asked_about_once_and_only_with_open_terms() -> None:
    editor = rewording.editor({SOURCE: TEXT}, {SOURCE: [(RIGHT, -0.5)]})
    segments = [Segment("1", TEXT), Segment("2", "The road is repaired."), Segment("3", TEXT)]
    sources = [SOURCE, "路修好了。", SOURCE]
    repairs = postedit(segments, indexed(), sources, editor)
    assert [r.text for r in repairs] == [RIGHT, "The road is repaired.", RIGHT]
    engine = editor._engine
    assert set(engine.asked) == {SOURCE}  # type: ignore[attr-defined]
    before = len(engine.batches)  # type: ignore[attr-defined]
    assert postedit(segments, indexed(), sources, editor) == repairs
    assert len(engine.batches) == before  # type: ignore[attr-defined]


def test_two_sentences_of_a_segment_are_edited_in_their_places() -> None:
    one, other = "镇长要直播带货。", "老铁来了。"
    text = f"{TEXT} The fellows came."
    others = {one: [(RIGHT, -0.4)], other: [("The buddies came.", -0.4)]}
    editor = rewording.editor({one: TEXT, other: "The fellows came."}, others)
    repair = run(editor, text, one + other)
    assert repair.text == f"{RIGHT} The buddies came."


def test_without_a_source_it_is_silent() -> None:
    editor = rewording.editor({})
    [repair] = postedit([Segment("1", "They live the goods.")], indexed(), None, editor)
    assert repair.text == "They sell goods via livestream."
    assert [e.rule for e in repair.applied] == ["term.garble"]


def test_it_is_opened_by_a_job() -> None:
    with pytest.raises(InputError, match="Editor 'seq2seq' needs the option 'model'"):
        postedit([], indexed(), None, "seq2seq")
