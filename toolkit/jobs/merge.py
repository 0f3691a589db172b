"""Merging glossaries that are kept in files: three versions into one, or another glossary into one's own.

Nothing is written where a conflict is open. A merge that would bring a contradiction (a wording that becomes right
and wrong at once) is reported with what the linter says of the result.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.files import decode, kind_of, make_folder, read_bytes, write_all, write_atomically
from toolkit.formats.glossaries import Languages, format_to_write, write_any
from toolkit.formats.rows import nearest
from toolkit.glossary.changes.diff import Diff, diff
from toolkit.glossary.changes.facts import heading
from toolkit.glossary.changes.git_markers import with_markers
from toolkit.glossary.changes.merge import Conflict, Side, merge
from toolkit.glossary.changes.reading import Version, read_version, require_same_languages, unread
from toolkit.glossary.changes.write_back import Files, written_back
from toolkit.glossary.lint import lint
from toolkit.model.terms import Glossary, primary_subtag

RANKS = ("house", "client", "job")
"""Who gives way to whom: what a job says of itself wins over its client's glossary, that over the house's."""
_WHOLE = frozenset({"folder", "jsonl"})


class Outcome(NamedTuple):
    """A merge that has been thought through and not written."""

    ours: Version
    glossary: Glossary
    told: Diff
    """From ours to the result."""
    conflicts: tuple[Conflict, ...]
    errors: tuple[str, ...]
    """What the linter calls an error in the result and in neither side."""
    notes: tuple[str, ...] = ()
    """What is not read, and so neither compared nor merged."""
    hidden: bool = False
    """Whether theirs differs from the base in more than what is read."""

    @property
    def open(self) -> tuple[Conflict, ...]:
        """The conflicts that nobody has decided."""
        return tuple(conflict for conflict in self.conflicts if conflict.taken is None)


def three_way(
    base: Path,
    ours: Path,
    theirs: Path,
    prefer: Side | None = None,
    take: Mapping[str, Side] | None = None,
    languages: Languages | None = None,
) -> Outcome:
    """Both sides' changes to the base. Raises InputError, also for a `take` that names no conflict."""
    versions = [read_version(base, languages, may_be_empty=True)]
    versions += [read_version(path, languages) for path in (ours, theirs)]
    require_same_languages(versions)
    kinds = {version.format for version in versions if version.report is not None}
    if len(kinds) > 1 and not kinds <= _WHOLE:
        raise InputError(
            f"The three versions are of different formats ({', '.join(sorted(kinds))}), so that what one cannot hold "
            "would look deleted. Convert them to one, or add one to the other with --into."
        )
    old, mine, other = (version.glossary for version in versions)
    if not all(version.headed for version in versions):
        old, other = (_headed_as(mine, glossary) for glossary in (old, other))
    made = outcome_of(old, versions[1], mine, other, prefer, take)
    return made._replace(notes=tuple(unread(versions)), hidden=_hides_more(versions[0], versions[2]))


def _hides_more(base: Version, theirs: Version) -> bool:
    """Whether theirs, a file of which parts are not read, is not the base with the changes that are.

    A file that was only laid out anew counts too: nothing tells the two apart.
    """
    if not unread([base, theirs]) or base.report is None:
        return False
    try:
        made = dict(written_back(base, theirs.glossary).files).get(base.path, read_bytes(base.path))
    except InputError:
        return True
    return made != read_bytes(theirs.path)


def into(
    mine: Path,
    other: Path,
    ranks: tuple[str, str] | None = None,
    take: Mapping[str, Side] | None = None,
    languages: Languages | None = None,
) -> Outcome:
    """Mine with what only the other says. Where they contradict each other, the higher of `ranks` wins, else mine."""
    versions = [read_version(path, languages) for path in (mine, other)]
    require_same_languages(versions)
    own = versions[0].glossary
    foreign = _headed_as(own, _tagged_as(own, versions[1].glossary))
    prefer: Side = "ours"
    if ranks is not None:
        for rank in ranks:
            if rank not in RANKS:
                raise InputError(f"'{rank}' is no layer{nearest(rank, RANKS)}")
        prefer = "theirs" if RANKS.index(ranks[1]) > RANKS.index(ranks[0]) else "ours"
    return outcome_of(None, versions[0], own, foreign, prefer, take)._replace(notes=tuple(unread(versions)))


def write(outcome: Outcome, out: Path | None = None) -> tuple[Path, ...]:
    """Put the result in the place of ours, or at `out`, where nothing may be yet; the paths that were written.

    Raises InputError, and writes nothing, where a conflict is open.
    """
    if outcome.open:
        raise InputError(f"{len(outcome.open)} conflicts are open; nothing is written.")
    if out is None:
        files: Files = written_back(outcome.ours, outcome.glossary).files if outcome.told else ()
        write_all(files)
        return tuple(path for path, _ in files)
    if kind_of(out):
        raise InputError(f"{out}: there is something here already; name another place.")
    source = outcome.ours.path
    if source.is_dir() and format_to_write(out).name == "folder":
        files = written_back(outcome.ours, outcome.glossary).files if outcome.told else ()
        made = dict(files)
        make_folder(out)
        for place in sorted(source.iterdir()):
            if place.is_file() and place not in made:
                shutil.copyfile(place, out / place.name)
        write_all((out / path.name, data) for path, data in files)
        return (out,)
    if source.suffix == out.suffix and outcome.ours.format in ("folder", "jsonl", "tbx", "tbx2"):
        made = dict(written_back(outcome.ours, outcome.glossary).files)
        write_atomically(out, made.get(source) or source.read_bytes())
        return (out,)
    write_any(outcome.glossary, out, format_to_write(out))
    return (out,)


def write_for_git(outcome: Outcome, theirs: Outcome) -> None:
    """Put the result over ours, conflicts between markers; `theirs` is the same merge with their side preferred."""
    path = outcome.ours.path
    texts = []
    for one in (outcome, theirs):
        files = dict(written_back(one.ours, one.glossary).files) if one.told else {}
        texts.append(decode(files.get(path) or path.read_bytes(), path))
    if not outcome.conflicts:
        write_atomically(path, texts[0].encode(texts[0].text))
        return
    write_atomically(path, texts[0].encode(with_markers(texts[0].text, texts[1].text, texts[0].newline)))


def outcome_of(
    base: Glossary | None,
    version: Version,
    ours: Glossary,
    theirs: Glossary,
    prefer: Side | None,
    take: Mapping[str, Side] | None,
) -> Outcome:
    """The merge of what has been read; `version` is where ours came from. Raises InputError as `three_way`."""
    made = merge(base, ours, theirs, prefer, take)
    known = [conflict.id for conflict in made.conflicts]
    for name in take or ():
        if name not in known:
            hint = nearest(name, known[:20]) if known else "; there is no conflict"
            raise InputError(f"--take {name}: no conflict has this id{hint}")
    told = diff(ours, made.glossary)
    return Outcome(
        version, made.glossary, told, made.conflicts, _new_errors(made.glossary, ours, theirs) if told else ()
    )


def _new_errors(made: Glossary, ours: Glossary, theirs: Glossary) -> tuple[str, ...]:
    """What the linter calls an error in the result and in neither side."""
    errors = dict.fromkeys(problem.message for problem in lint(made) if problem.severity == "error")
    if not errors:
        return ()
    before = {problem.message for glossary in (ours, theirs) for problem in lint(glossary)}
    return tuple(error for error in errors if error not in before)


def _tagged_as(ours: Glossary, other: Glossary) -> Glossary:
    """The other glossary with our language tags, where one side says "en" and the other "en-GB" for all it has.

    Else the same terms would stand there twice, and what one side says of them would be unknown to the other.
    """
    tags: list[dict[str, set[str]]] = []
    for glossary in (ours, other):
        tags.append({})
        for concept in glossary.concepts:
            for term in concept.terms:
                tags[-1].setdefault(primary_subtag(term.language), set()).add(term.language)
    said: dict[str, str] = {}
    for primary, own in tags[0].items():
        theirs = tags[1].get(primary, set())
        if len(own) == len(theirs) == 1 and own != theirs and primary in {tag.casefold() for tag in own | theirs}:
            said[theirs.pop()] = next(iter(own))
    if not said:
        return other
    concepts = (
        replace(c, terms=tuple(replace(t, language=said.get(t.language, t.language)) for t in c.terms))
        for c in other.concepts
    )
    return replace(other, concepts=tuple(concepts))


def _headed_as(ours: Glossary, other: Glossary) -> Glossary:
    return replace(heading(ours), concepts=other.concepts, conventions=other.conventions, examples=other.examples)
