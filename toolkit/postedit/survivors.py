"""What any change of words must leave: numbers, names, "not", mark-up, marks, script. A refusal is a sentence.

The change is made by a model, which knows no contract; nothing here trusts it. What a change may bring in beside is
what the approved wordings themselves hold ("COVID-19").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from toolkit.model import Span, primary_subtag
from toolkit.text import closed_classes
from toolkit.text.inflect.en import lemmas
from toolkit.text.numbers import find_numbers
from toolkit.text.protect import protected
from toolkit.text.stems import stem
from toolkit.text.words import script_of, words

Names = Literal["all", "unknown", "none"]
_NEGATIONS = frozenset("not no never none nobody nothing neither nor cannot without hardly".split())
_ENDS = re.compile(r"[.!?;:\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}]")
_PAIRED = (
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
)
_OWN_SCRIPTS = {"zh": ("han",), "ja": ("han", "kana"), "ko": ("hangul", "han")}
_FAR = ("han", "kana", "hangul")


def loss(
    text: str, span: Span, after: str, language: str, brought: Iterable[str] = (), names: Names = "all"
) -> str | None:
    """Why the words of the span must not become `after`; None: all that must survive does.

    `brought` are approved wordings that the change brings: what they hold may come in. `names` that must survive:
    `all` words with a capital; the `unknown`, which no dictionary has, where a term is put right; `none`, where the
    words are known to be a wrong rendering of that very term.

    >>> text = "Wang sold 300 boxes, not more."
    >>> loss(text, Span(10, 13), "500", "en"), loss(text, Span(0, 4), "Li", "en"), loss(text, Span(5, 9), "sells", "en")
    ('it would lose the number 300', "it would lose the name 'Wang'", None)
    """
    before = span.of(text)
    allowed = " ".join(brought)
    if bad := _strange(before, after, allowed, language):
        return bad
    if cut := _cut(text, span):
        return f"it would cut into {cut}"
    kept, now = _shielded(before), _shielded(after)
    if kept != now:
        return f"it would change '{next(iter((kept - now) or (now - kept)))}', which must stay"
    numbers, new_numbers = _numbers(before, language), _numbers(after, language)
    if lost := numbers - new_numbers:
        return f"it would lose the number {next(iter(lost))}"
    if come := new_numbers - numbers - _numbers(allowed, language):
        return f"it would bring in the number {next(iter(come))}"
    new = text[: span.start] + after + text[span.end :]
    held, come_in = _names(text, span, language), _names(new, Span(span.start, span.start + len(after)), language)
    must = {"all": held, "none": Counter[str](), "unknown": Counter({n: k for n, k in held.items() if not _known(n)})}
    if gone := must[names] - _all_words(after):
        return f"it would lose the name '{next(iter(gone))}'"
    brought_in = {word.casefold() for word in (*_all_words(before), *_all_words(allowed))}
    if strangers := [name for name in come_in if name.casefold() not in brought_in]:
        return f"it would bring in the name '{strangers[0]}'"
    if primary_subtag(language) == "en" and (_negations(before) != _negations(after)):
        return "it would say or unsay a 'not'"
    if _marks(before) != _marks(after):
        return "it would change the marks of the sentence"
    return None


def same_content(before: str, after: str, language: str) -> bool:
    """Whether only small words and endings differ: what the place of a new term may ask for beside it.

    >>> same_content("sold the goods", "selling of goods", "en"), same_content("sold honey", "sold tea", "en")
    (True, False)
    """
    old, new = _contents(before, language), _contents(after, language)
    for word in old:
        match = next((other for other in new if word & other), None)
        if match is None:
            return False
        new.remove(match)
    return not new


def _contents(text: str, language: str) -> list[frozenset[str]]:
    """The content words, each as all that may be its base form."""
    english = primary_subtag(language) == "en"
    found: list[frozenset[str]] = []
    for span in words(text):
        word = span.of(text).lower()
        if english and word in closed_classes.NEVER_HEADS:
            continue
        bases = {base for forms in lemmas(word).values() for base in forms} if english else set()
        found.append(frozenset({stem(word, language), *bases}))
    return found


def _strange(before: str, after: str, allowed: str, language: str) -> str | None:
    """Controls, line breaks, invisible signs and letters of another script than the language has."""
    known = set(before) | set(allowed)
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for c in set(after) - known):
        return "it would bring in an invisible sign or a line break"
    if "\n" in before or "\r" in before:
        return "it would run over a line break"
    own = _OWN_SCRIPTS.get(primary_subtag(language), ())
    foreign = [c for c in after if script_of(c) in _FAR and script_of(c) not in own and c not in known]
    return f"it would leave '{foreign[0]}' untranslated" if foreign else None


def _cut(text: str, span: Span) -> str | None:
    for held in protected(text):
        if held.span.overlaps(span) and not span.covers(held.span):
            return f"a {held.kind}: {held.span.of(text)}"
    return None


def _shielded(text: str) -> Counter[str]:
    return Counter(held.span.of(text) for held in protected(text) if held.kind != "number")


def _numbers(text: str, language: str) -> Counter[str]:
    found = Counter(f"{n.value.normalize():f}" for n in find_numbers(text, language))
    del found["1"]  # "one of them"
    return found


def _names(text: str, span: Span, language: str) -> Counter[str]:
    """Words with a capital, but for a known word at the beginning of a sentence; German nouns are none."""
    found: Counter[str] = Counter()
    for word in words(text):
        if not span.covers(word) or not text[word.start].isupper() or primary_subtag(language) == "de":
            continue
        name, before = _bare(word.of(text)), text[: word.start].rstrip(" \"'([\N{LEFT DOUBLE QUOTATION MARK}")
        starts = not before or before[-1] in ".!?:"
        if not starts or (primary_subtag(language) == "en" and not _known(name)):
            found[name] += 1
    return found


def _known(name: str) -> bool:
    """Whether it is an English word of the dictionary, or several that hyphens join."""
    return all(bool(lemmas(part)) or part.lower() in closed_classes.NEVER_HEADS for part in name.split("-"))


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("\N{RIGHT SINGLE QUOTATION MARK}s")


def _all_words(text: str) -> Counter[str]:
    return Counter(_bare(word.of(text)) for word in words(text))


def _negations(text: str) -> Counter[bool]:
    said = (word.of(text).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") for word in words(text))
    return Counter(True for word in said if word in _NEGATIONS or word.endswith("n't"))


def _marks(text: str) -> tuple[int, int, tuple[int, ...]]:
    """Ends of sentences and clauses, and what stays open of quotation marks and brackets."""
    bare = re.sub(r"(?<=\d)[.,:](?=\d)", "", text)
    return len(_ENDS.findall(bare)), text.count('"') % 2, tuple(text.count(a) - text.count(b) for a, b in _PAIRED)
