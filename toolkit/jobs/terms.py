"""From files to a judgement of terms: reads lines that stand opposite one another, and the glossary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.files import in_one_order, leading, names_of, own_source, read_lines
from toolkit.evaluate.terminology.judge import TermJudgement, judge_terms
from toolkit.formats.files import guess_note, require_inputs
from toolkit.jobs.notes import glossary_line
from toolkit.jobs.setting import occurring, require_language, setting
from toolkit.model import GlossaryUse


class TermsJob(NamedTuple):
    """What was found, by which glossary, and what a reader must know beside it."""

    judgement: TermJudgement
    glossary: GlossaryUse
    notes: tuple[str, ...]


def run(
    systems: Mapping[str, str | Path],
    source: str | Path | None,
    references: Sequence[str | Path] = (),
    *,
    glossaries: Sequence[str] = (),
    documents: str | Path | None = None,
    source_language: str | None = None,
    target_language: str | None = None,
) -> TermsJob:
    """The term measures of the systems' files. `documents` is a file with one name a line: the line's document.
    Without a source a system's own is taken, where its file holds both.

    Raises InputError where a file or a glossary cannot be used, AlignmentError where line counts differ.
    """
    require_inputs(*systems.values(), source, *references, documents)
    near = next(iter(systems.values()), source or ".")
    found = setting(glossaries, near=near, source_language=source_language, target_language=target_language)
    outputs = {name: read_lines(path, "system") for name, path in systems.items()}
    good = [read_lines(path, "reference") for path in references]
    origin = read_lines(source, "source") if source is not None else own_source(outputs.values())
    if origin is None:
        raise InputError("Terms are counted against a source: --source FILE names it. The systems' files hold none.")
    belonging = read_lines(documents, "system") if documents is not None else None
    lead = leading(*outputs.values(), *good, origin, belonging)
    outputs = {name: in_one_order(lead, text) for name, text in outputs.items()}
    good = [in_one_order(lead, text) for text in good]
    origin, belonging = in_one_order(lead, origin), belonging and in_one_order(lead, belonging)
    named = belonging.texts if belonging is not None else None
    if named is not None and not all(name.strip() for name in named):
        empty = next(number for number, name in enumerate(named, 1) if not name.strip())
        raise InputError(f"{documents}:{empty}: there is no name. Each line names the document of that line.")
    for name, path in systems.items():
        require_language(outputs[name].texts, found.pair, str(path))
    for text, path in zip(good, references, strict=True):
        require_language(text.texts, found.pair, str(path))
    use = found.use(occurring(found.index, origin.texts, ()))
    judgement = judge_terms(
        {name: text.texts for name, text in outputs.items()},
        origin.texts,
        found.index,
        [text.texts for text in good],
        documents=named,
        ids=names_of(lead, origin),
        glossary=use,
    )
    read = (*outputs.values(), *good, origin)
    guesses = (guess_note(text.file.path, text.guessed_encoding) for text in read)
    told = (text.note for text in read)
    return TermsJob(judgement, use, (*found.notes, glossary_line(use), *filter(None, guesses), *filter(None, told)))
