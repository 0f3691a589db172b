"""Small places whose name the text translates: "Half Slope Village" for 半坡村, which pinyin writes Banpo.

Names of places are written by their sound, with what they are translated (GB/T 16159-2012). Every character must be
answered by a capitalised word of its own right before "Village", "Town" or the like; a name that is a word itself
(示范村, a demonstration village) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.checks.hits import NameHit, PassageTerms
from toolkit.checks.passages import Passage
from toolkit.checks.spelt_names import AMBIGUOUS, Run, runs_of
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span, same_language
from toolkit.text.chinese_names import readings
from toolkit.text.glosses import glosses

_HAN = "\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}"
_KINDS = {"村": "Village", "寨": "Village", "镇": "Town(?:ship)?", "乡": "Township|Town", "街道": "Sub-?[Dd]istrict"}
_PLACE = re.compile(rf"(?P<name>[{_HAN}]{{2,3}})(?P<kind>{'|'.join(_KINDS)})(?![{_HAN}]?级|官|长|口|庄|委|姑|播)")
_LEADS = frozenset("省市县区州旗镇乡道在到从自由与和、的")
_VOWELS = "aoe"


def find_spelt_places(
    passage: Passage, terms: PassageTerms, targets: Sequence[str], index: GlossaryIndex
) -> Iterator[NameHit]:
    """The translated names of villages, towns and townships of a passage, with their spelling in pinyin."""
    source = passage.source or ""
    if not same_language(index.pair.target, "en") or not source:
        return
    listed = [o.span for o in index.in_source(source)]
    table = glosses(index.pair.source, index.pair.target)
    for span, name, kind in _places(source):
        if table is None or name in table.entries or any(span.overlaps(other) for other in listed):
            continue
        found = [
            (segment, run._replace(span=run.span.shift(sentence.start)))
            for segment, sentence in passage.pieces
            for run in runs_of(name, sentence.of(targets[segment]), index.pair)
            if _is_named(run, sentence.of(targets[segment]), kind)
        ]
        ways = readings(name)
        written = _joined(ways[0]) if ways else ""
        told = any(written.lower() in sentence.of(targets[segment]).lower() for segment, sentence in passage.pieces)
        if len(found) == 1 and ways and not told:
            segment, run = found[0]
            if any(held == segment and other.overlaps(run.span) for held, other in terms.held):
                continue
            reason = f"it translates the name of a place, {name}{kind}"
            yield NameHit(segment, run.span, written, "name.spelt", reason, name + kind, AMBIGUOUS.isdisjoint(name))


def _places(source: str) -> Iterator[tuple[Span, str, str]]:
    """Two or three characters before a kind of place, where something shows that the name begins there."""
    for start in range(len(source)):
        found = _PLACE.match(source, start)
        before = source[start - 1 : start]
        if found and (not re.match(f"[{_HAN}]", before) or before in _LEADS):
            yield Span(start, found.end("name")), found["name"], found["kind"]


def _is_named(run: Run, text: str, kind: str) -> bool:
    """Whether every word has its capital, none is pinyin, and the kind of place stands behind them."""
    behind = re.match(rf"\s+(?:{_KINDS[kind]})\b", text[run.span.end :])
    return behind is not None and all(word[:1].isupper() for word in run.words) and not run.sounds


def _joined(syllables: Sequence[str]) -> str:
    """The syllables as one word, apart by an apostrophe where one begins with a vowel.

    >>> _joined(("xi", "an")), _joined(("ban", "po"))
    ("Xi'an", 'Banpo')
    """
    first, *rest = syllables
    return first.capitalize() + "".join(f"'{one}" if one[0] in _VOWELS else one for one in rest)
