"""Which languages an evaluation is in, and whether its files are: by option, by project, by the texts themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.project import project_near
from toolkit.jobs.setting import require_language, share_of_han
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
) -> None:
    """Raises InputError where a system, a reference or the source is plainly in another language than it should be.

    Without a glossary to tell the language (`pair` is None), the references tell it: Chinese characters or not.
    """
    outputs = {path: [dict(view.outputs)[name] for view in report.segments] for name, path in systems.items()}
    good = {str(path): [view.references[n] for view in report.segments] for n, path in enumerate(references)}
    if pair is None:
        han = share_of_han([text for texts in good.values() for text in texts])
        if han is None:
            return
        pair = LangPair("en", "zh") if han > 0.5 else LangPair("zh", "en")
    for path, texts in {**outputs, **good}.items():
        require_language(texts, pair, path)
    if source is not None:
        origin = [view.source or "" for view in report.segments]
        require_language(origin, LangPair(pair.target, pair.source), str(source))
