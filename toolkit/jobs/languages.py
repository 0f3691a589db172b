"""The setting of a translation, which needs no glossary: any two languages will do. With one it is as everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.project import find_project
from toolkit.formats.term_rows import language_fault
from toolkit.glossary.index import build_index
from toolkit.jobs.setting import Setting, setting
from toolkit.model import Glossary, LangPair, same_language

BUNDLED = LangPair("zh", "en")
"""The languages of the bundled glossary, which speaks where no other is named."""


def setting_for_translation(
    glossaries: Sequence[str],
    *,
    near: str | Path,
    source_language: str | None,
    target_language: str | None,
    policy: Mapping[str, str] | None = None,
) -> Setting:
    """As `setting`; where no glossary is named and the bundled one is for other languages, one without terms.

    Raises InputError for what is no language code, too.

    >>> setting_for_translation((), near=".", source_language="de", target_language="fr").index.term_count()
    0
    """
    for option, tag in (("--from", source_language), ("--to", target_language)):
        if tag is not None and (fault := language_fault(tag)):
            raise InputError(f"{option}: {fault}.")
    project = find_project(near if Path(near).exists() else ".")
    known = project.pair if project else None
    source, target = source_language or (known and known.source), target_language or (known and known.target)
    named = bool(glossaries) or bool(project and project.glossaries)
    if not named and source and target:
        pair = LangPair(source, target)
        if not all(same_language(*both) for both in zip(pair, BUNDLED, strict=True)):
            empty = Glossary("none", (), languages=tuple(pair), policy=tuple(sorted((policy or {}).items())))
            return Setting(build_index(empty, pair), project, ())
    return setting(
        glossaries, near=near, source_language=source_language, target_language=target_language, policy=policy
    )
