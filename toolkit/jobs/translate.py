"""The translation job: read, translate through a journal, post-edit, account for it. It writes the journal only."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from toolkit.checks.findings import find
from toolkit.checks.passages import passages
from toolkit.engines import open_engine
from toolkit.engines.port import Engine
from toolkit.errors import InputError
from toolkit.formats.documents import Document, read_document, render
from toolkit.formats.files import require_targets
from toolkit.glossary.hints import hints_of
from toolkit.jobs import notes, postedit
from toolkit.jobs.setting import Setting, occurring
from toolkit.model import Finding, Repair, Report, Reread, Segment
from toolkit.model.segments import tag_trouble
from toolkit.postedit.editor import postedit as edit
from toolkit.report.words import counted
from toolkit.translate import steer
from toolkit.translate.batch import Crew, Item, Runner, Tally
from toolkit.translate.crew import Job, Processes
from toolkit.translate.journal import Journal, Record

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a translation, beside the text and the glossary."""

    engine: str
    options: Mapping[str, str]
    terms: str = "auto"
    postedit: bool = True
    checked: bool = True
    """Without post-editing: whether the checks look at the translation, as a report needs."""
    journal: Path | None = None
    """None: a passing one, gone when the job ends."""
    resume: bool = False
    limit: int | None = None
    """Only so many segments, from the beginning. None: all."""
    sample: int | None = None
    """Only so many segments, drawn by `seed`. None: all."""
    seed: int = 1
    overwrite: bool = False
    """Whether segments that have a translation beside their source are translated anew."""
    workers: str | None = None
    """A number of processes, or `ray...` (see `toolkit.translate.crew_ray`). None: this process alone."""


class Translation(NamedTuple):
    """A translated document and everything that explains it."""

    document: Document
    records: tuple[Record, ...]
    """One for each segment that was to be translated, in order."""
    chosen: tuple[int, ...]
    """Their places in the document."""
    job: postedit.Job
    """As after post-editing; without it, with no edits."""
    tally: Tally
    signature: str
    network: bool
    """Whether text left this computer."""
    notes: tuple[str, ...]

    @property
    def finished(self) -> bytes:
        """The document's file with the translations; of a trial on plain text only the lines that were chosen.

        What could not be translated stays as it was, and so does a segment whose tags the engine lost.
        """
        texts = {r.segment_id: r.text for r in self.job.repairs if r.text}
        for segment in self.document.segments:
            if segment.id in texts and _tags_lost(segment, texts[segment.id]):
                del texts[segment.id]
        if self.document.format == "text" and len(self.chosen) < len(self.document.segments):
            segments = [self.document.segments[place] for place in self.chosen]
            return "".join(f"{texts.get(s.id, s.target)}\n" for s in segments).encode("utf-8", "replace")
        return render(self.document, texts)

    def report(self, command: str) -> Report:
        """The report: terms before and after post-editing, changes, what to re-read."""
        made = postedit.report(self.job, command=command, title=f"Translation of {Path(self.document.path).name}")
        return replace(made, sent_anywhere=self.network)


class Estimate(NamedTuple):
    """What a job would be, without doing it."""

    segments: int
    different: int
    tokens: int
    """Source tokens of the different ones, as the engine counts them."""
    with_terms: int
    """How many of the different ones have terms of the glossary."""
    terms: int
    way: str
    signature: str
    input_tokens: int | None = None
    """With prompt and terms, for engines that are paid by the token."""
    output_tokens: int | None = None
    cost: float | None = None
    """In the currency of the prices given; None: no price was given."""


def run(
    path: str | Path,
    setting: Setting,
    wish: Wish,
    *,
    columns: Mapping[str, str] | None = None,
    told: Callable[[Tally, int], None] = lambda tally, segments: None,
) -> Translation:
    """Translate a file and post-edit the translation; `told` hears of the progress and of all there is to do.

    Raises InputError, EngineError; what was translated until then is in the journal.
    """
    document = read_document(path, columns=columns, languages=setting.pair)
    return of_documents([document], setting, wish, told)[0]


def of_documents(
    documents: Sequence[Document],
    setting: Setting,
    wish: Wish,
    told: Callable[[Tally, int], None] = lambda tally, segments: None,
) -> tuple[Translation, ...]:
    """Several documents with one engine and one journal; each is post-edited for itself. A limit holds for each."""
    chosen = [_chosen(document, wish) for document in documents]
    items = [_item(document.segments[n]) for document, found in zip(documents, chosen, strict=True) for n in found]
    with opened_engine(wish, setting) as engine:
        way = steer.resolve(wish.terms, engine.traits, bool(setting.index.glossary.concepts))
        with hired(wish, setting, way) as crew, _journal(wish, documents, engine) as journal:
            runner = Runner(
                engine,
                journal,
                setting.pair,
                setting.index if way != "none" else None,
                way,
                lambda tally: told(tally, len(items)),
                crew,
            )
            places, tally = runner.run(items)
            records = [journal.at(place) for place in places]
            damaged = journal.damaged
        signature, network = engine.signature(), engine.traits.network
    if not items and any(_kept(document, wish) for document in documents):
        raise InputError("Every segment has a translation. Say --overwrite to translate them anew.")
    if items and all(record.text is None for record in records):
        raise InputError(f"Nothing could be translated. The first reason: {records[0].error}.")
    made: list[Translation] = []
    for document, found in zip(documents, chosen, strict=True):
        own, records = tuple(records[: len(found)]), records[len(found) :]
        job = _postedited(document, found, own, setting, wish)
        told_notes = list(job.notes)
        if kept := _kept(document, wish):
            told_notes.append(kept_note(kept))
        if damaged and not made:
            told_notes.append(f"{damaged} damaged lines of the journal were passed over and translated anew.")
        made.append(Translation(document, own, found, job, tally, signature, network, tuple(told_notes)))
    return tuple(made)


def estimate(
    path: str | Path, setting: Setting, wish: Wish, *, columns: Mapping[str, str] | None = None
) -> tuple[Estimate, tuple[str, ...]]:
    """What `run` would have to do, and the notes on the file. Nothing is translated, nothing written."""
    document = read_document(path, columns=columns, languages=setting.pair)
    return estimate_of([document], setting, wish), _about(document)


def estimate_of(documents: Sequence[Document], setting: Setting, wish: Wish) -> Estimate:
    """The same of documents that were read."""
    sources = [_item(document.segments[n]).source for document in documents for n in _chosen(document, wish)]
    different = list(dict.fromkeys(sources))
    with opened_engine(wish, setting) as engine:
        way = steer.resolve(wish.terms, engine.traits, bool(setting.index.glossary.concepts))
        found = [hints_of(source, setting.index) for source in different]
        shown = found if way == "prompt" else [()] * len(different)
        made = Estimate(
            segments=len(sources),
            different=len(different),
            tokens=sum(map(engine.count, different)),
            with_terms=sum(map(bool, found)),
            terms=sum(map(len, found)),
            way=way,
            signature=engine.signature(),
        )
        priced = getattr(engine, "price", None)
        if priced is not None:
            given, written, cost = priced(different, shown)
            made = made._replace(input_tokens=given, output_tokens=written, cost=cost)
    return made


def journal_beside(out: Path) -> Path:
    """Where the journal of an output lies if nothing else is said.

    >>> journal_beside(Path("out.txt")).name
    'out.txt.journal.jsonl'
    """
    return out.with_name(f"{out.name}.journal.jsonl")


def _chosen(document: Document, wish: Wish) -> tuple[int, ...]:
    """The places of the segments to translate, in their order; locked ones and finished ones keep their text."""
    places = [
        n
        for n, s in enumerate(document.segments)
        if _item(s).source.strip() and not s.locked and (wish.overwrite or not is_done(s))
    ]
    if wish.sample is not None and wish.sample < len(places):
        places = sorted(random.Random(wish.seed).sample(places, wish.sample))
    return tuple(places[: wish.limit])


def _kept(document: Document, wish: Wish) -> int:
    """How many segments keep the translation that they have."""
    return 0 if wish.overwrite else sum(is_done(s) for s in document.segments if not s.locked)


def kept_note(kept: int) -> str:
    """What is told of segments that keep their translation."""
    have, them = ("has a translation and keeps it", "it") if kept == 1 else ("have a translation and keep it", "them")
    return f"{counted(kept, 'segment')} {have}; --overwrite translates {them} anew."


def is_done(segment: Segment) -> bool:
    """Whether the segment has a translation beside its source; a copy of the source is none.

    >>> [is_done(Segment("1", target, "你好")) for target in ("Hello", "", "你好")], is_done(Segment("1", "你好"))
    ([True, False, False], False)
    """
    return segment.source is not None and segment.target.strip() not in ("", segment.source.strip())


def _item(segment: Segment) -> Item:
    """A segment's source; of a file with one text for each segment, that text."""
    return Item(segment.id, segment.target if segment.source is None else segment.source)


@contextmanager
def opened_engine(wish: Wish, setting: Setting) -> Iterator[Engine]:
    """The engine, closed at the end. Raises InputError where the project does not let text leave the computer."""
    engine = open_engine(wish.engine, wish.options, setting.pair)
    try:
        if engine.traits.network and setting.project and not setting.project.text_may_leave:
            raise InputError(
                f"{setting.project.path}: this project does not let text leave the computer, and engine "
                f"'{wish.engine}' sends it to another. To allow it, write text_may_leave = true under [privacy]."
            )
        yield engine
    finally:
        engine.close()


@contextmanager
def hired(wish: Wish, setting: Setting, way: str) -> Iterator[Crew | None]:
    """Who helps with the work, sent home at the end. Raises InputError for what names nobody, EngineError."""
    if wish.workers is None:
        yield None
        return
    job = Job(wish.engine, dict(wish.options), setting.pair, setting.index.glossary if way != "none" else None, way)
    if not wish.workers.isdecimal() or not int(wish.workers):
        from toolkit.translate.crew_ray import Actors, cluster

        with Actors(job, cluster(wish.workers)) as actors:
            yield actors
    else:
        with Processes(job, int(wish.workers)) as processes:
            yield processes


@contextmanager
def _journal(wish: Wish, documents: Sequence[Document], engine: Engine) -> Iterator[Journal]:
    more = f" and {len(documents) - 1} more" if len(documents) > 1 else ""
    about = f"{Path(documents[0].path).name}{more} by {engine.signature()}"
    if wish.journal is not None:
        require_targets(wish.journal)
        with Journal(wish.journal, resume=wish.resume, about=about) as journal:
            yield journal
        return
    with TemporaryDirectory(prefix="tqt-") as folder, Journal(Path(folder) / "journal", resume=False, about=about) as j:
        yield j


def _postedited(
    document: Document, chosen: Sequence[int], records: Sequence[Record], setting: Setting, wish: Wish
) -> postedit.Job:
    """The translations after the post-editor, with the runner's own doubts among the reasons to re-read."""
    given = [document.segments[place] for place in chosen]
    done = [
        replace(segment, target=record.text, source=record.source)
        for segment, record in zip(given, records, strict=True)
        if record.text is not None
    ]
    made = edit(done, setting.index) if wish.postedit else _as_they_are(done, setting, wish.checked)
    repairs = {r.segment_id: r for r in made}
    told: list[Repair] = []
    for segment, record in zip(given, records, strict=True):
        if record.text is None:
            doubt = Reread(segment.id, (f"not translated: {record.error}",))
            told.append(Repair(segment.id, "", "", (), reread=doubt))
            continue
        repair = repairs[segment.id]
        lost = _tags_lost(segment, repair.text)
        if record.review or lost:
            said = tuple(filter(None, (record.review, lost)))
            reasons = repair.reread.reasons if repair.reread else ()
            repair = replace(repair, reread=Reread(segment.id, (*said, *reasons)))
        told.append(repair)
    sources = tuple(record.source for record in records)
    weight = occurring(setting.index, sources, [])
    beside = [*setting.notes, *_about(document)]
    if setting.index.glossary.concepts:
        beside.append(notes.glossary_line(setting.use(weight)))
    return postedit.Job(document, tuple(told), setting, sources, tuple(beside))


def _tags_lost(segment: Segment, text: str) -> str | None:
    """Why a translation cannot be written: its file's tags are not all in it; None where they are."""
    if segment.target.strip():
        trouble = tag_trouble([span.of(segment.target) for span in segment.tags], text)
    else:
        tags = [span.of(segment.source or "") for span in segment.source_tags]
        trouble = next((f"the tag {tag} stands {n} times" for tag in tags if (n := text.count(tag)) != 1), None)
    return None if trouble is None else f"not written, as {trouble} in it"


def _about(document: Document) -> tuple[str, ...]:
    """What is odd about the file, whose texts are its sources."""
    sources = tuple(replace(segment, target=_item(segment).source) for segment in document.segments)
    return tuple(notes.of_document(replace(document, segments=sources)))


def _as_they_are(segments: Sequence[Segment], setting: Setting, checked: bool) -> list[Repair]:
    """The translations unedited, with what the checks find in them if that is wanted."""
    if not checked:
        return [Repair(s.id, s.target, s.target, ()) for s in segments]
    texts, ids = [s.target for s in segments], [s.id for s in segments]
    sources = [s.source or "" for s in segments]
    found: dict[str, list[Finding]] = {}
    for finding in find(texts, ids, passages(texts, sources, setting.index), setting.index):
        found.setdefault(finding.segment_id, []).append(finding)
    return [Repair(s.id, s.target, s.target, (), tuple(found.get(s.id, ()))) for s in segments]
