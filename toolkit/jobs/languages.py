"""The setting of work that needs no glossary: any two languages will do. With a glossary it is as everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.name_list import read_names
from toolkit.formats.project import project_near
from toolkit.formats.term_rows import language_fault
from toolkit.glossary.index import build_index
from toolkit.glossary.names import names_layer
from toolkit.jobs.setting import Setting, layered, setting
from toolkit.model import Glossary, LangPair, same_language

BUNDLED = LangPair("zh", "en")
"""The languages of the bundled glossary, which speaks where no other is named."""


def setting_for_any_languages(
    glossaries: Sequence[str] = (),
    *,
    near: str | Path = ".",
    source_language: str | None = None,
    target_language: str | None = None,
    policy: Mapping[str, str] | None = None,
    names: Sequence[str | Path] = (),
) -> Setting:
    """As `setting`; where no glossary is named and the bundled one is for other languages, one without terms.

    Also raises InputError for what is no language code.

    >>> setting_for_any_languages(source_language="de", target_language="fr").index.term_count()
    0
    """
    for option, tag in (("--from", source_language), ("--to", target_language)):
        if tag is not None and (fault := language_fault(tag)):
            raise InputError(f"{option}: {fault}.")
    project = project_near(near)
    known = project.pair if project else None
    source, target = source_language or (known and known.source), target_language or (known and known.target)
    named = bool(glossaries) or bool(project and project.glossaries)
    if not named and source and target:
        pair = LangPair(source, target)
        if not all(same_language(*both) for both in zip(pair, BUNDLED, strict=True)):
            house = (dict(project.policy) if project else {}) | dict(policy or {})
            lists = [*(project.names if project else ()), *names]
            layers = [Glossary("none", (), languages=tuple(pair)), *(names_layer(read_names(f), pair) for f in lists)]
            return Setting(build_index(layered(layers, house, pair.source), pair), project, ())
    return setting(
        glossaries,
        near=near,
        source_language=source_language,
        target_language=target_language,
        policy=policy,
        names=names,
    )
