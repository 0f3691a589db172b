"""What a user should know of the files that were read before trusting the result: one sentence each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit.formats.documents import Document
from toolkit.formats.files import control_characters, guess_note
from toolkit.jobs.setting import Setting
from toolkit.model import GlossaryUse
from toolkit.report.words import counted, line_name


def of_document(document: Document) -> Iterator[str]:
    """Guessed encodings, control characters, what is locked or left alone, and that there is no text at all."""
    for path, encoding in (
        (document.path, document.guessed_encoding),
        *([(document.source.path, document.source.guessed_encoding)] if document.source else []),
    ):
        if note := guess_note(path, encoding):
            yield note
    yield from document.notes
    if locked := Counter(segment.locked for segment in document.segments if segment.locked):
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(locked.items()))
        yield f"{document.path}: {counted(locked.total(), 'locked segment')} ({reasons}): read, never edited."
    if document.source and len(document.source.texts) != len(document.segments):
        yield (
            f"{document.source.path}: {counted(len(document.source.texts), 'line')} for "
            f"{counted(len(document.segments), 'segment')}: aligned by sentence. If that goes wrong, so does what is "
            "found; a source with as many lines is surer."
        )
    if not any(segment.target.strip() for segment in document.segments):
        yield f"{document.path}: there is no text in it."
    odd = [(segment.id, len(found)) for segment in document.segments if (found := control_characters(segment.target))]
    if odd:
        yield control_note(document.path, sum(count for _, count in odd), odd[0][0])


def control_note(path: str, count: int, first: str) -> str:
    """What to tell of control characters, the first of them in that segment."""
    return (
        f"{path}: {counted(count, 'control character')}, the first in {line_name(first)}. They are left as they are; "
        "the file may be damaged."
    )


def of_glossary(setting: Setting, occurring: int, document: Document) -> Iterator[str]:
    """Which glossary speaks, how much of it occurs, and what to try if nothing does."""
    use = setting.use(occurring)
    yield glossary_line(use)
    if not occurring and any(setting.index.wrong(segment.target) for segment in document.segments):
        yield (
            "Terms of the glossary occur in this text, and none in its source. The source may belong to another text."
        )
    elif not occurring and any(segment.target.strip() for segment in document.segments):
        yield nothing_occurs(setting)


def nothing_occurs(setting: Setting) -> str:
    """What to try where no term occurs."""
    return (
        f"No term of the glossary occurs in this text. Are the languages swapped? They are {setting.pair}; "
        "--from and --to change them, -g names another glossary."
    )


def glossary_line(use: GlossaryUse) -> str:
    """A glossary and its weight here, in one sentence.

    >>> glossary_line(GlossaryUse("market-day", "3", "23a661beec50", 12, 1))
    'Glossary market-day 3: 12 terms, 1 of its concepts occurs here.'
    """
    verb = "occurs" if use.occurring == 1 else "occur"
    name = use.name if use.version == "0" else f"{use.name} {use.version}"  # a plain table has no version
    return f"Glossary {name}: {counted(use.terms, 'term')}, {use.occurring} of its concepts {verb} here."
