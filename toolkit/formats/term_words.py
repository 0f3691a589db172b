"""The words that other tools have for a term's status and part of speech, and what they mean here.

The picklists are those of TBX-Basic (ISO 30042), UTX, IATE, MultiTerm, MateCat, Phrase, Weblate and TermWeb as met
in real files. A word that is not listed is never guessed: it is counted.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, cast

from toolkit.formats.glossary_reports import Tally
from toolkit.model.terms import PartOfSpeech, Status

_STATUS = {
    "preferred": "preferred approved standard recommended preferredterm standardizedterm bevorzugt freigegeben "
    "vorzugsbenennung privilégié préféré recommandé approuvé preferido preferente aprobado preferito "
    "推荐 首选 推奨 承認",
    "admitted": "admitted admittedterm acceptable allowed alternative nonstandard legalterm regulatedterm zulässig "
    "zugelassen erlaubt admis toléré admitido ammesso 允许 可用 許容",
    "deprecated": "deprecated deprecatedterm superseded supersededterm notrecommended obsolete discouraged avoid "
    "inactive retired veraltet vermeiden déconseillé obsolète desaconsejado obsoleto sconsigliato "
    "不推荐 废弃 已废弃 弃用 已弃用 停用 非推奨",
    "forbidden": "forbidden prohibited rejected notallowed banned donotuse blacklisted dnu verboten unzulässig "
    "gesperrt nichtverwenden abgelehnt interdit proscrit prohibido vietato 禁用 禁止 使用禁止",
}
_STATUS_OF = {word: status for status, words in _STATUS.items() for word in words.split()}
_PROPOSED = frozenset(
    "provisional proposed proposedterm draft undetermined new pending unapproved notapproved candidate suggested "
    "inreview underreview tobeapproved".split()
)

_PART = {
    "noun": "noun n substantive nom nomen hauptwort substantif sustantivo substantiv nome 名词 名詞",
    "verb": "verb v verbe verbo zeitwort tätigkeitswort 动词 動詞",
    "adjective": "adjective adj a adjektiv eigenschaftswort adjectif adjetivo aggettivo 形容词 形容詞",
    "adverb": "adverb adv adverbe 副词 副詞",
    "name": "propernoun name pn proper",
    "phrase": "phrase sentence idiom expression phraseologicalunit",
}
_GENDER = {
    "masculine": "m masc masculine masculin maskulin maskulinum männlich der",
    "feminine": "f fem feminine féminin feminin femininum weiblich die",
    "neuter": "n neut neuter neutre neutrum sächlich das",
}
_GENDER_OF = {word: gender for gender, words in _GENDER.items() for word in words.split()}
_PART_OF = {word: part for part, words in _PART.items() for word in words.split()}

YES = frozenset({"yes", "y", "true", "1", "x", "wahr", "vrai", "verdadero", "vero", "是", "ja", "oui", "sí", "si"})
NO = frozenset({"no", "n", "false", "0", "falsch", "faux", "falso", "否", "nein", "non", ""})
"""Booleans as they stand in tables; spreadsheets write them in the language of the computer."""
NOTHING = frozenset(
    "none n/a n.a. na nil null tbd ok okay keine keiner keines kein entfällt k.a. aucun aucune néant ninguno ninguna "
    "nada nessuno nessuna geen нет 无 無 なし 없음".split()
)
"""What is written into a cell of words to say that there are none."""


@lru_cache(maxsize=4096)
def status_of(word: str) -> Status | None:
    """Our status; None for a word that is no status.

    >>> status_of("preferredTerm-admn-sts"), status_of("notRecommended"), status_of("Obsolete")
    ('preferred', 'deprecated', 'deprecated')
    >>> status_of("verified")
    """
    return cast("Status | None", _STATUS_OF.get(_bare(word)))


def proposed(word: str) -> bool:
    """Whether the word says that nobody has decided yet.

    >>> proposed("provisional")
    True
    """
    return _bare(word) in _PROPOSED


@lru_cache(maxsize=4096)
def part_of_speech_of(word: str) -> PartOfSpeech | None:
    """Our part of speech; None for what has no counterpart ("other").

    >>> part_of_speech_of("properNoun"), part_of_speech_of("Verb"), part_of_speech_of("other")
    ('name', 'verb', None)
    """
    return cast("PartOfSpeech | None", _PART_OF.get(_bare(word)))


def gender_of(word: str) -> str:
    """The word of the standard for a gender; one that is not known stays as it is.

    >>> gender_of("f."), gender_of("Neutrum"), gender_of("common")
    ('feminine', 'neuter', 'common')
    """
    return _GENDER_OF.get(_bare(word), word)


def take_status(word: str, details: dict[str, Any], tally: Tally) -> None:
    """Add what a status word says to a term's fields; count what it does not say plainly."""
    status = status_of(word)
    if status is not None:
        details["status"] = status
        if not word.casefold().startswith(status):
            tally.change(f"status '{word}'", f"read as {status}")
    elif proposed(word):
        details["approval"] = "proposed"
    else:
        tally.drop(f"status '{word}'", "no counterpart here; the term is read as preferred")


def take_part_of_speech(word: str, details: dict[str, Any], tally: Tally) -> None:
    """The same for a part of speech."""
    part = part_of_speech_of(word)
    if part is not None:
        details["part_of_speech"] = part
    else:
        tally.drop(f"part of speech '{word}'", "no counterpart here")


def _bare(word: str) -> str:
    word = word.strip().casefold().removesuffix("-admn-sts")
    return re.sub(r"[\s_.\-]+", "", word)
