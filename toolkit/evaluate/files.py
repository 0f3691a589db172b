"""From files to a report of scores: reads lines that stand opposite one another, and calls `evaluate`.

A blank line of a plain text is a line here: an empty hypothesis must keep its place beside its reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, NamedTuple

from toolkit.errors import AlignmentError, InputError
from toolkit.evaluate.judged import Design
from toolkit.evaluate.metrics import DEFAULT_METRICS, METRICS
from toolkit.evaluate.oddities import oddities
from toolkit.evaluate.run import evaluate
from toolkit.evaluate.terms import CountTerms, with_wordings
from toolkit.formats.by_id import places_by_id
from toolkit.formats.collection import is_collection, open_collection
from toolkit.formats.documents import document_of, format_of
from toolkit.formats.files import decode, digest_bytes, guess_note, lines, read_bytes
from toolkit.model import GlossaryUse, InputFile, LangPair, Report, Score, Segment, SegmentView

if TYPE_CHECKING:
    from toolkit.evaluate.given import GivenScores
    from toolkit.evaluate.store import Store
    from toolkit.glossary.index import GlossaryIndex

Role = Literal["system", "reference", "source"]


class Lines(NamedTuple):
    """The lines of one file, and which file it was."""

    texts: tuple[str, ...]
    file: InputFile
    guessed_encoding: str | None = None
    parts: tuple[tuple[str, int], ...] = ()
    """Of a folder or ZIP file: its documents, without their suffixes, and how many lines each has."""
    ids: tuple[str, ...] = ()
    """The names of the texts, where a file gives them."""
    note: str | None = None
    """What a reader should know of how it was read."""
    sources: tuple[str, ...] | None = None
    """The source of every text, where the file holds both."""


class ScoresFile(NamedTuple):
    """Scores of segments that another program made."""

    metric: str
    path: str
    system: str | None = None
    """Whose they are, where the file does not say."""
    is_lower_better: bool = False
    """Said to be so; otherwise the file or the metric's name tells."""


class Evaluated(NamedTuple):
    """The report, and what to tell the reader beside it."""

    report: Report
    notes: tuple[str, ...]


def read_lines(path: str | Path, role: Role, name: str | None = None) -> Lines:
    """The texts of a file, one a line; of a table or JSON lines the column that the role asks for.

    Of a folder or ZIP file these are the texts of its documents, in order of their names.
    `name` is shown as the file's role in the report. Raises InputError or EncodingError.
    """
    shown = name or role
    if is_collection(path):
        return _of_collection(path, role, shown)
    return _of_bytes(read_bytes(path), path, role, shown)


def _of_bytes(data: bytes, path: str | Path, role: Role, shown: str) -> Lines:
    if format_of(path) == "text":
        file = decode(data, path)
        texts = tuple(line.text for line in lines(file.text))
        guess = file.encoding if file.guessed else None
        return Lines(texts, InputFile(shown, str(path), digest_bytes(data)), guess)
    document = document_of(data, path)
    texts = tuple(_column(segment, role) for segment in document.segments)
    ids = tuple(segment.id for segment in document.segments) if document.named else ()
    own = tuple(segment.plain_source or "" for segment in document.segments) if role == "system" else ()
    found = Lines(texts, InputFile(shown, str(path), document.digest), document.guessed_encoding, ids=ids)
    return found._replace(sources=own) if any(own) else found


def _of_collection(path: str | Path, role: Role, shown: str) -> Lines:
    found = open_collection(path)
    read = {name: _of_bytes(found.read(name), found.shown(name), role, shown) for name in found.documents}
    digests = "".join(f"{name} {one.file.digest}\n" for name, one in read.items())
    guessed = next((one.guessed_encoding for one in read.values() if one.guessed_encoding), None)
    parts = tuple((str(PurePosixPath(name).with_suffix("")), len(one.texts)) for name, one in read.items())
    texts = tuple(text for one in read.values() for text in one.texts)
    return Lines(texts, InputFile(shown, str(path), digest_bytes(digests.encode())), guessed, parts)


def require_same_documents(read: Sequence[Lines]) -> None:
    """Raises AlignmentError where folders or ZIP files do not hold the same documents with as many lines."""
    many = [one for one in read if one.parts]
    for other in many[1:]:
        first = many[0]
        if other.parts == first.parts:
            continue
        ours, theirs = dict(first.parts), dict(other.parts)
        if odd := sorted(ours.keys() ^ theirs.keys()):
            has, lacks = (first, other) if odd[0] in ours else (other, first)
            raise AlignmentError(
                f"{has.file.path} has a document {odd[0]}, and {lacks.file.path} has none of that name."
            )
        name = next((name for name in ours if ours[name] != theirs[name]), next(iter(ours)))
        raise AlignmentError(
            f"{name} has {ours[name]} lines in {first.file.path} and {theirs[name]} in {other.file.path}. "
            "Give both the same lines."
        )


def leading(*read: Lines | None) -> Lines | None:
    """The first file that names its segments: the others that do are put in its order."""
    return next((one for one in read if one is not None and one.ids), None)


def in_one_order(first: Lines | None, other: Lines) -> Lines:
    """The other's lines in the order of the first, where both name them by ids. Raises AlignmentError.

    >>> def named(*ids): return Lines(tuple(f"text {i}" for i in ids), InputFile("system", "a.jsonl", ""), ids=ids)
    >>> in_one_order(named("7", "8"), named("8", "7")).texts
    ('text 7', 'text 8')
    """
    if first is None or first.ids == other.ids or not (first.ids and other.ids):
        return other
    places, back = places_by_id(first.ids, other.ids), places_by_id(other.ids, first.ids)
    if places is None or back is None:
        note = f"{other.file.path}: its ids are not those of {first.file.path}; the texts were paired in their order."
        return other._replace(note=note)
    for found, has, lacks in ((places, first, other), (back, other, first)):
        if None in found:
            odd = has.ids[found.index(None)]
            raise AlignmentError(f"{has.file.path} has a segment '{odd}', and {lacks.file.path} has none of that id.")
    order = [place for place in places if place is not None]
    return other._replace(texts=tuple(other.texts[n] for n in order), ids=tuple(other.ids[n] for n in order))


def own_source(read: Iterable[Lines]) -> Lines | None:
    """The source that a bilingual file of a system brings along; of several files the first one's."""
    for one in read:
        if one.sources is not None:
            file = replace(one.file, role="source")
            return Lines(one.sources, file, ids=one.ids, note=f"The source is that of {one.file.path}.")
    return None


def names_of(lead: Lines | None, read: Lines) -> tuple[str, ...]:
    """What a report calls the segments of texts in one order: by the ids of the file that leads, else by number.

    Of a folder each number is that of the line in its document.

    >>> file = InputFile("system", "mt", "")
    >>> names_of(None, Lines(("a", "b", "c"), file, parts=(("one", 1), ("two", 2))))
    ('one:1', 'two:1', 'two:2')
    """
    if lead is not None and len(set(lead.ids)) == len(read.texts):
        return lead.ids
    if read.parts:
        return tuple(f"{name}:{number}" for name, count in read.parts for number in range(1, count + 1))
    return tuple(str(number) for number in range(1, len(read.texts) + 1))


def evaluate_files(
    systems: Mapping[str, str | Path],
    references: Sequence[str | Path],
    source: str | Path | None = None,
    *,
    index: GlossaryIndex | None = None,
    target_language: str | None = None,
    metrics: Sequence[str] = DEFAULT_METRICS,
    documents: str | Path | None = None,
    design: Design | None = None,
    store: Store | None = None,
    scores: Sequence[ScoresFile] = (),
    estimate: LangPair | None = None,
    title: str = "Evaluation",
    made: str,
    command: str,
    details: bool = False,
) -> Evaluated:
    """The scores of the systems' files as a report; with the index of a glossary, term by term too.

    `scores` are files with the scores of other programs; `estimate` asks for the estimate without a reference of
    texts in these languages, which needs the source.
    `details` adds what a page for reading shows beside scores: checks, places of terms, buckets and wins.

    Raises InputError where a file cannot be read, AlignmentError where the line counts differ.
    """
    outputs = {name: read_lines(path, "system", f"system {name}") for name, path in systems.items()}
    refs = [read_lines(path, "reference") for path in references]
    origin = read_lines(source, "source") if source is not None else own_source(outputs.values())
    belonging = read_lines(documents, "source", "documents") if documents is not None else None
    require_same_documents([*outputs.values(), *refs, *filter(None, (origin, belonging))])
    lead = leading(*outputs.values(), *refs, origin, belonging)
    outputs = {name: in_one_order(lead, one) for name, one in outputs.items()}
    refs = [in_one_order(lead, one) for one in refs]
    origin, belonging = (one and in_one_order(lead, one) for one in (origin, belonging))
    texts = {name: output.texts for name, output in outputs.items()}
    sources = origin.texts if origin else None
    count: CountTerms | None = None
    uses: tuple[GlossaryUse, ...] = ()
    if index is not None:
        count, use = _counter(index, texts, sources)
        uses = (use,)
    if refs and not any(line.strip() for reference in refs for line in reference.texts):
        raise InputError(f"{refs[0].file.path}: no line has a reference, so that there is nothing to score with.")
    given = _given(texts, sources, scores, estimate, count)
    result = evaluate(
        texts,
        [reference.texts for reference in refs],
        sources,
        metrics=metrics,
        target_language=target_language,
        count_terms=count,
        glossary=uses[0] if uses else None,
        design=(design or Design())._replace(documents=belonging.texts if belonging else None),
        store=store,
        given=given,
    )
    blind = sources is None and index is not None and not index.speaks_alone()
    told = tuple(_unknown(score) if blind and score.metric == "garble-left" else score for score in result.scores)
    odd = oddities(texts, [reference.texts for reference in refs], sources)
    notes = (*result.notes, *((_BLIND,) if blind else ()), *odd)
    terms = result.terms if index is None else with_wordings(result.terms, index.concepts, index.pair)
    inputs = [*outputs.values(), *refs, *filter(None, (origin, belonging))]
    report = Report(
        title=title,
        made=made,
        command=command,
        inputs=tuple(text.file for text in inputs),
        glossaries=uses,
        source_used=origin is not None,
        segments=_views(
            texts, [reference.texts for reference in refs], sources, names_of(lead, next(iter(outputs.values())))
        ),
        scores=told,
        comparisons=result.comparisons,
        rankings=result.rankings,
        notes=notes,
        terms=terms,
        segment_scores=result.segment_scores,
    )
    if details:
        from toolkit.evaluate.details import with_details

        report = with_details(report, index, target_language)
    guesses = (guess_note(text.file.path, text.guessed_encoding) for text in inputs)
    return Evaluated(report, (*filter(None, guesses), *(one.note for one in inputs if one.note), *notes))


_BLIND = "Without a source this glossary cannot tell wrong wordings from right ones: --source FILE makes them count."


def _unknown(score: Score) -> Score:
    return replace(score, value=None, low=None, high=None, segments=0, skipped=score.segments + score.skipped)


def _given(
    systems: Mapping[str, Sequence[str]],
    sources: Sequence[str] | None,
    files: Sequence[ScoresFile],
    pair: LangPair | None,
    count: CountTerms | None,
) -> list[GivenScores]:
    from toolkit.evaluate.given import GivenScores, given_scores
    from toolkit.formats.scores import read_scores

    segments = len(next(iter(systems.values()), ()))
    found: dict[str, GivenScores] = {}
    for file in files:
        if file.metric in METRICS.names():
            raise InputError(f"--scores {file.metric}: a metric of that name is counted here. Give the scores another.")
        one = given_scores(file.metric, read_scores(file.path), list(systems), segments, file.system)
        one = replace(one, higher_is_better=False) if file.is_lower_better else one
        before = found.get(file.metric)
        if before is not None:  # one file a system
            if twice := [name for name in one.by_system if name in before.by_system]:
                raise InputError(f"--scores {file.metric}: two files with scores of '{twice[0]}'.")
            notes = " ".join(filter(None, (before.note, one.note))) or None
            higher = before.higher_is_better and one.higher_is_better  # unless one says no
            own = {name: given.made_of(name) for given in (before, one) for name in given.by_system}
            one = replace(
                before,
                by_system={**before.by_system, **one.by_system},
                files=own,
                note=notes,
                higher_is_better=higher,
            )
        found[file.metric] = one
    if pair is not None:
        if sources is None:
            raise InputError("--estimate needs the source: add --source FILE.")
        from toolkit.evaluate.estimate import NOTE, SIGNATURE, estimate

        judged = {
            name: tuple(one.score for one in estimate(sources, text, pair, count)) for name, text in systems.items()
        }
        found["estimate"] = GivenScores("estimate", judged, SIGNATURE, note=NOTE)
    return list(found.values())


def _counter(
    index: GlossaryIndex, systems: Mapping[str, Sequence[str]], sources: Sequence[str] | None
) -> tuple[CountTerms, GlossaryUse]:
    from toolkit.checks.terms import count_terms
    from toolkit.glossary.occurring import concepts_in, use_of

    outputs = (line for text in systems.values() for line in text)
    use = use_of(index, len(concepts_in(index, sources, outputs)))
    return (lambda source, target: count_terms(source, target, index)), use


def _column(segment: Segment, role: Role) -> str:
    if role == "source" and segment.plain_source is not None:
        return segment.plain_source
    if role == "reference" and segment.references:
        return segment.references[0]
    return segment.plain


def _views(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    sources: Sequence[str] | None,
    names: Sequence[str],
) -> tuple[SegmentView, ...]:
    return tuple(
        SegmentView(
            name,
            sources[i] if sources is not None else None,
            tuple(reference[i] for reference in references),
            tuple((name, text[i]) for name, text in systems.items()),
        )
        for i, name in enumerate(names)
    )
