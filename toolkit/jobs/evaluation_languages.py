"""Which languages an evaluation is in, and whether its files are: by option, by project, by the texts themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.project import project_near
from toolkit.jobs.setting import is_in_language, share_of_han
from toolkit.model import LangPair, Report


def languages_of_estimate(near: str | Path, source: str | None, target: str | None) -> LangPair:
    """The languages of an estimate without a glossary: as said, or the project's. Raises InputError without either.

    >>> str(languages_of_estimate("mt.txt", "zh", "en"))
    'zh-en'
    """
    if source and target:
        return LangPair(source, target)
    project = project_near(near)
    if project is not None and project.pair is not None:
        return LangPair(source or project.pair.source, target or project.pair.target)
    raise InputError("--estimate needs the languages: say --from zh --to en, for example.")


def target_of(near: str | Path, said: str | None) -> str | None:
    """The target language without a glossary: as said, else the project's, else not known (None)."""
    if said is not None:
        return said
    project = project_near(near)
    return project.pair.target if project and project.pair else None


def require_languages(
    report: Report,
    pair: LangPair | None,
    systems: Mapping[str, str],
    references: Sequence[Path],
    source: Path | None,
    near: str | Path = ".",
    said_source: str | None = None,
    said_target: str | None = None,
) -> tuple[str, ...]:
    """What to tell of systems that are plainly in another language than the references: copies of the source, say.

    Raises InputError where a reference, the source or every system is. Without a glossary to tell the languages (`pair`
    is None) the options, the project or the references do, as far as they go: Chinese characters or not.
    """
    outputs = {path: [dict(view.outputs)[name] for view in report.segments] for name, path in systems.items()}
    good = {str(path): [view.references[n] for view in report.segments] for n, path in enumerate(references)}
    project = project_near(near) if pair is None else None
    known = pair or (project.pair if project else None)
    target = said_target or (known.target if known else _by_script(good))
    origin = said_source or (known.source if known and target != known.source else None)
    for path, texts in good.items():
        if target and not is_in_language(texts, target):
            raise InputError(_odd(path, target))
    foreign = [path for path, texts in outputs.items() if target and not is_in_language(texts, target)]
    if foreign and len(foreign) == len(outputs):
        raise InputError(_odd(foreign[0], target or ""))
    if source is not None and origin and not is_in_language([view.source or "" for view in report.segments], origin):
        raise InputError(_odd(str(source), origin))
    return tuple(f"{path}: this does not look like '{target}'. Is it a copy of the source?" for path in foreign)


def _by_script(texts: Mapping[str, Sequence[str]]) -> str | None:
    """A language of the script of these texts, where they have letters."""
    han = share_of_han([text for one in texts.values() for text in one])
    return None if han is None else "zh" if han > 0.5 else "en"


def _odd(path: str, language: str) -> str:
    return (
        f"{path}: this does not look like '{language}'. Have files changed places? Systems go to --system, their "
        "references to --reference, the source to --source; --from and --to name the languages."
    )
