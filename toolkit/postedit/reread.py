"""Which lines a human should read again first, and why. A repaired term can hide an error.

"Officials have the authority to sell goods via livestream" reads well and is false. Nothing here judges
meaning; it lists what is known to go wrong together with garbled terms: fragments, impossible tenses,
clauses without a verb, lost numbers, places where the editor was not sure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from toolkit.model import Edit, Finding, LangPair, Outcome, Reread, Severity, primary_subtag, same_language
from toolkit.text.inflect.en import can_be, lemmas, only_verb
from toolkit.text.sentences import sentences

SURE = 0.75
"""Below this confidence an applied edit is worth a look."""
MANY = 4
"""So many changes in one sentence show that it was badly garbled."""
_TO_READ = frozenset("surface.han surface.run-on surface.doubled-word number.percent".split())
_WITHOUT_SUBJECT = frozenset("zh ja ko yue".split())
"""Source languages in which a sentence needs no subject."""
_INSTRUCTS = re.compile("[请請]|[务務]必|不要|切勿|ください|下さい|なさい|しましょう|こと。|ものとする|십시오|세요")
"""Then an English sentence that begins with a verb is an instruction, as its source is."""
_OTHERWISE = frozenset("term unit name".split())
"""Families of findings that are told in places of their own."""
_OF_TAGS = re.compile(r"\btags?\b")
_FUTURE = re.compile(r"\b(?:will|is going to|shall)\b(?:[^.;]|\.\d){0,300}?\bin ((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ODD = (
    (re.compile(r"\b(?:is|was|are|were) the (?:first|second|last) time to\b", re.I), "a person is not a 'time'"),
    (re.compile(r"\b(?:have|has|had) the authority to\b", re.I), "perhaps 'carry authority', not 'are allowed to'"),
    (re.compile(r"\bif\b[^,.;]{0,300}?\b(?:is|are) not \w+\.", re.I), "an if-clause without its main clause"),
    (re.compile(r"\b(?:the|a) (?:the|a|an)\b", re.I), "two articles"),
    (re.compile(r"\bto to\b|\bof of\b", re.I), "a doubled word"),
)
_FINITE = frozenset(
    "am is are was were has have had do does did will would can could shall should may might must".split()
)


def reread(
    segment_id: str,
    original: str,
    text: str,
    edits: Sequence[Edit],
    remaining: Sequence[Finding],
    pair: LangPair,
    document: Sequence[str],
    source: str | None = None,
) -> Reread | None:
    """The reasons for reading this segment again, or None. `source` is its own, where that is known."""
    reasons: list[str] = []
    waiting = sum(1 for e in edits if e.outcome is Outcome.REVIEW)
    if waiting:
        reasons.append(f"{waiting} change{'s' if waiting > 1 else ''} to decide")
    if any(e.outcome is Outcome.APPLIED and e.confidence < SURE and not e.rule.startswith("model.") for e in edits):
        reasons.append("a change rests on the rest of the text alone")
    if any(e.outcome is Outcome.APPLIED and e.rule == "agreement" and not e.before for e in edits):  # a possessive
        reasons.append("the sentence was rebuilt around a term")
    if any(e.outcome is Outcome.REFUSED and e.refusal and _OF_TAGS.search(e.refusal) for e in edits):
        reasons.append("a tag kept a change from being made")
    if any(e.outcome is Outcome.APPLIED and e.rule == "model.fluency" for e in edits):
        reasons.append("a model changed words that no term asks for")
    most = _most_in_a_sentence(original, edits, pair.target)
    if most >= MANY:
        reasons.append(f"{most} changes in one sentence")
    for finding in remaining:
        major = finding.severity is Severity.MAJOR and finding.rule.split(".")[0] not in _OTHERWISE
        if major or finding.rule in _TO_READ:
            reasons.append(finding.message)
    if same_language(pair.target, "en"):
        drops = primary_subtag(pair.source) in _WITHOUT_SUBJECT and not _INSTRUCTS.search(source or "")
        reasons += _odd_english(text, document, drops)
    return Reread(segment_id, tuple(dict.fromkeys(reasons))) if reasons else None


def _most_in_a_sentence(original: str, edits: Sequence[Edit], language: str) -> int:
    made = [
        e.span.start
        for e in edits
        if e.outcome is Outcome.APPLIED and e.group is None and not e.rule.startswith("surface")
    ]
    if len(made) < MANY:
        return 0
    ends = [s.end for s in sentences(original, language)]
    return max(Counter(bisect_right(ends, start) for start in made).values())


def _odd_english(text: str, document: Sequence[str], may_lack_subject: bool) -> list[str]:
    reasons = [reason for pattern, reason in _ODD if pattern.search(text)]
    future = _FUTURE.search(text)
    if future and _last_year(tuple(document)) > int(future.group(1)):
        reasons.append(f"'will' of the year {future.group(1)}, which is past for this text")
    for span in sentences(text, "en"):
        if _is_fragment(span.of(text), may_lack_subject):
            reasons.append("a fragment: the sentence has no subject")
    return reasons


@lru_cache(maxsize=4)
def _last_year(document: tuple[str, ...]) -> int:
    """The latest year that the document names; 0 without one."""
    return max((int(year) for line in document for year in _YEAR.findall(line)), default=0)


def _is_fragment(sentence: str, may_lack_subject: bool = True) -> bool:
    """Whether a sentence begins with an infinitive or a bare verb and has no finite verb of its own.

    A bare verb is one only where the source may leave its subject out; in a German manual it is an imperative.

    >>> _is_fragment("To promote the new retail consumption boom."), _is_fragment("Welcome to our farm.")
    (True, False)
    >>> [_is_fragment("Tighten the screw with a torque wrench.", lacks) for lacks in (True, False)]
    [True, False]
    """
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", sentence)
    if len(words) < 4 or not sentence.rstrip("\"'\N{RIGHT DOUBLE QUOTATION MARK})").endswith((".", ",")):
        return False
    first, second = words[0].lower(), words[1].lower()
    if sentence[:1] in "\"'\N{LEFT DOUBLE QUOTATION MARK}":
        return False
    if first == "to" and can_be(second, "VERB"):
        return "," not in sentence and not any(w.lower() in _FINITE for w in words)
    bare = only_verb(first) and lemmas(first).get("VERB") == (first,) and first not in ("welcome", "thank", "let")
    return may_lack_subject and bare and second in ("the", "a", "an", "and", "their", "its", "this", "these")
