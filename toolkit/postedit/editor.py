"""Post-editing of a document: rounds until nothing changes, then the account of every segment.

Editors stand behind one port, by name: `rules` needs no model and is the default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.checks.findings import find
from toolkit.checks.passages import passages, sources_by_segment
from toolkit.engines.options import check_options
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Edit, Finding, Outcome, Repair, Reread, Segment, apply_edits
from toolkit.postedit.port import Document, Editor, EditorKind, Surroundings, is_record
from toolkit.postedit.reread import reread
from toolkit.postedit.rewrite import compose
from toolkit.postedit.withheld import with_tags, withheld
from toolkit.registry import Registry
from toolkit.text.places import Disjoint
from toolkit.text.tagged import tags_of

MOST_ROUNDS = 6
"""A text that still changes after so many rounds keeps the last; the laws' tests have never needed four."""


EDITORS: Registry[EditorKind] = Registry(
    "editor",
    {
        "chat": "toolkit.postedit.chat:EDITOR",
        "rules": "toolkit.postedit.by_rules:EDITOR",
        "seq2seq": "toolkit.postedit.seq2seq:EDITOR",
    },
)


def open_editor(name: str, given: Mapping[str, str], around: Surroundings) -> Editor:
    """The editor of that name with its options checked.

    Raises RegistryError for an unknown name, InputError for options, EngineError where the editor cannot start.
    """
    kind = EDITORS.get(name)
    return kind.start(check_options(name, given, kind.options, "Editor"), around)


def postedit(
    segments: Sequence[Segment],
    index: GlossaryIndex,
    sources: Sequence[str] | None = None,
    editor: str | Editor = "rules",
) -> tuple[Repair, ...]:
    """The repair of every segment, in order.

    Sources come with the segments, or as `sources`: any number of lines, aligned by sentence. An editor that needs
    options is given opened (`open_editor`). Raises AlignmentError where the sources do not fit the segments.

    >>> from toolkit.glossary.index import build_index
    >>> from toolkit.model import Concept, Glossary, LangPair, Term
    >>> daihuo = Concept("zhibo-daihuo", (Term("直播带货", "zh"),
    ...     Term("sell goods via livestream", "en", part_of_speech="verb"),
    ...     Term("live [the] goods", "en", "garble", "verb", main_word="live", unmistakable=True)))
    >>> index = build_index(Glossary("tiny", (daihuo,)), LangPair("zh", "en"))
    >>> postedit([Segment("1", 'The mayors "lived the goods" in May.')], index)[0].text
    'The mayors sold goods via livestream in May.'
    """
    if isinstance(editor, str):
        editor = open_editor(editor, {}, Surroundings(index.pair))
    ids = [s.id for s in segments]
    originals = [s.plain for s in segments]
    tags = [tags_of(s) for s in segments]
    sources = _sources(segments, sources)
    texts = list(originals)
    applied: list[tuple[Edit, ...]] = [() for _ in segments]
    open_edits: list[tuple[Edit, ...]] = [() for _ in segments]
    document = Document(texts, ids, passages(texts, sources, index), index, [s.is_line for s in segments])
    for round_number in range(MOST_ROUNDS):
        changed = False
        for number, edits in enumerate(editor.edits(round_number, document)):
            edits = withheld(segments[number], tags[number], edits)
            made = [_of_round(round_number, e) for e in edits if e.outcome is Outcome.APPLIED]
            if round_number == 0:  # later rounds see a mended text, which hides that it was garbled
                open_edits[number] = tuple(e for e in edits if e.outcome is not Outcome.APPLIED)
            if made:
                changed = True
                applied[number] = compose(originals[number], applied[number], made)
                texts[number] = apply_edits(texts[number], made)
                tags[number] = tags[number].moved(made)
        if not changed:
            break
        document = replace(document, passages=passages(texts, sources, index))
    doubts = editor.finish(document)
    remaining: dict[str, list[Finding]] = {}
    for finding in find(texts, ids, document.passages, index):
        remaining.setdefault(finding.segment_id, []).append(finding)
    own = sources_by_segment(document.passages, len(segments))
    repairs: list[Repair] = []
    for number, segment in enumerate(segments):
        edits = _numbered(segment.id, applied[number], open_edits[number])
        left = tuple(remaining.get(segment.id, ()))
        again = reread(segment.id, originals[number], texts[number], edits, left, index.pair, texts, own[number])
        if doubt := doubts.get(segment.id):
            again = Reread(segment.id, (doubt, *(again.reasons if again else ())))
        text, edits = with_tags(segment, texts[number], tags[number], edits)
        left = tuple(replace(f, span=tags[number].place(f.span)) if f.span else f for f in left)
        repairs.append(Repair(segment.id, segment.target, text, edits, left, again))
    return tuple(repairs)


def as_given(segments: Sequence[Segment], index: GlossaryIndex, sources: Sequence[str] | None = None) -> Document:
    """The document as it is before the first round; sources as for `postedit`."""
    texts = [s.plain for s in segments]
    found = passages(texts, _sources(segments, sources), index)
    return Document(texts, [s.id for s in segments], found, index, [s.is_line for s in segments])


def _sources(segments: Sequence[Segment], sources: Sequence[str] | None) -> Sequence[str] | None:
    if sources is None and any(s.source is not None for s in segments):
        return [s.plain_source or "" for s in segments]
    return sources


def _of_round(number: int, edit: Edit) -> Edit:
    """Names of two rounds must not meet."""
    group = f"{number}/{edit.group}" if edit.group else None
    return replace(edit, id=f"{number}/{edit.id}", group=group)


def _numbered(segment_id: str, applied: Sequence[Edit], still_open: Sequence[Edit]) -> tuple[Edit, ...]:
    """Applied and open edits in one numbering; an open one that meets an applied one is settled by it.

    What a model was refused is told all the same.
    """
    made = Disjoint(e.span for e in applied)
    waiting = [replace(e, id=f"open/{e.id}") for e in still_open if is_record(e) or not made.meet(e.span)]
    mains = {e.id for e in (*applied, *waiting) if e.group is None}
    names: dict[str, str] = {}
    companions: dict[str, int] = {}
    numbered: list[Edit] = []
    ordered = sorted([*applied, *waiting], key=lambda e: (e.span, e.outcome))
    for edit in ordered:
        if edit.group not in mains:  # its own main edit, or one whose main edit was merged into it
            names[edit.id] = f"{segment_id}.{len(names) + 1}"
    for edit in ordered:
        if edit.id in names:
            numbered.append(replace(edit, id=names[edit.id], group=None))
            continue
        group = names[edit.group or ""]
        companions[group] = companions.get(group, 0) + 1
        numbered.append(replace(edit, id=f"{group}{chr(96 + companions[group])}", group=group))
    return tuple(numbered)
