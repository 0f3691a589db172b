"""The wording that the glossary lists behind what stands in a text: "sold goods on livestreams" is "sell goods on
livestream". One pattern may list many wordings; consistency and usage tell them apart. Finds nothing by itself.
"""

from __future__ import annotations

from functools import lru_cache

from toolkit.model import Term
from toolkit.text.fold import fold
from toolkit.text.inflect import inflector
from toolkit.text.tokens import tokens
from toolkit.text.variants import GAP, expand

_MOST_TRIED = 256
"""Of a pattern with more wordings, irregular forms are not looked up."""


def listed(term: Term, written: str, gap: str | None) -> str:
    """The one of the term's wordings that `written` is a form of; a gap stays a gap.

    >>> produce = Term("(farm|agricultural) (product|produce)", "en")
    >>> listed(produce, "Farm Products", None)
    'farm product'
    >>> listed(Term("sell goods ... online", "en", part_of_speech="verb"), "sold goods only online", "only")
    'sell goods ... online'
    """
    wordings = expand(term.text)
    if len(wordings) == 1:
        return wordings[0]
    form = written if gap is None else written.replace(gap, "\N{HORIZONTAL ELLIPSIS}", 1)
    same = fold(form).text.strip()
    known = _by_folding(wordings).get(same) or _by_stems(wordings, term.language).get(_stems(form, term.language))
    return known or _by_forms(wordings, term).get(same) or written.casefold()


def is_listed(term: Term, written: str, gap: str | None) -> bool:
    """Whether `written` is a wording of the term just as listed, but for capitals, quotes and hyphens.

    >>> is_listed(Term("buddy", "en"), "Buddy", None), is_listed(Term("buddy", "en"), "buddies", None)
    (True, False)
    """
    return fold(written).text.strip() in _folded(expand(term.text), gap)


@lru_cache(maxsize=4096)
def _folded(wordings: tuple[str, ...], gap: str | None) -> frozenset[str]:
    return frozenset(fold(w if gap is None else w.replace(GAP, f" {gap} ")).text.strip() for w in wordings)


@lru_cache(maxsize=4096)
def _by_folding(wordings: tuple[str, ...]) -> dict[str, str]:
    return {fold(wording).text.strip(): wording for wording in wordings}


@lru_cache(maxsize=4096)
def _by_stems(wordings: tuple[str, ...], language: str) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for wording in wordings:
        found.setdefault(_stems(wording, language), wording)
    return found


@lru_cache(maxsize=1024)
def _by_forms(wordings: tuple[str, ...], term: Term) -> dict[str, str]:
    if len(wordings) > _MOST_TRIED:
        return {}
    words = inflector(term.language)
    main = tuple(term.main_word.split("|")) if term.main_word else ()
    found: dict[str, str] = {}
    for wording in wordings:
        head, gap, tail = wording.partition(GAP)
        rest = f" \N{HORIZONTAL ELLIPSIS} {tail}" if gap else ""
        for form in words.forms(head, main, term.part_of_speech):
            found.setdefault(fold(form.text + rest).text.strip(), wording)
    return found


def _stems(text: str, language: str) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens(text, language))
