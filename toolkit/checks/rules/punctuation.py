"""Marks: a question that is none any more, marks that stand twice, blanks before commas.

French sets blanks before its high marks, and tokenised corpora before every mark: neither is a mistake. What the
source does as well is excused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.checks.rules.line import Fault, Line
from toolkit.model import Span, primary_subtag

_MARK_AT_END = re.compile(r"[?？؟][\"'”’»)\]」』）]*\s*\Z")
_CLAUSES = re.compile(r"[^\W_]\s*[,，;；:：。.!！、؛،—](?!\d)\s*\S")
_JAPANESE_QUESTION = re.compile(r"[かのねな][。」』]?\s*\Z|でしょう|だろう")
_DOUBLED = re.compile(
    r"(?<![,.])(?:,\s?,|;;|,\.(?!\.|\d)|(?<=[^\W\d_])\.\.(?![./])|、、|。。|，，|，。|。，|؛؛|،،)(?![,.])"
    r"|(?<=[a-z]{4})\.,(?=\s|$)"
)
_ABBREVIATED = re.compile(
    r"\b(?:approx|assoc|dept|corp|hons|bros|univ|intl|natl|prof|resp|bspw|bzgl|Prof)\Z", re.IGNORECASE
)
_BLANK = re.compile(r"(?<=\w)[ \t]+(?=[,;.](?:\s|$))")
_BLANK_FRENCH = re.compile(r"(?<=\w)[ \t]+(?=,(?:\s|$)|\.(?:\s|$))")
_ATTACHED = re.compile(r"(?<=\w)[,.;](?=\s|$)")
_UNSPACED = frozenset({"zh", "ja", "th", "km", "lo", "my"})
_TOKENISED = 0.2


def check_question(line: Line) -> Iterator[Fault]:
    """The source is one question, of one clause, and the target holds no question mark."""
    if line.source is None or not line.target.has_words or not _MARK_AT_END.search(line.source.text):
        return
    if _CLAUSES.search(line.source.plain):  # "he asked me, are you well?" may become an indirect question
        return
    subtag = primary_subtag(line.target.language)
    text = line.target.text.rstrip()
    if re.search(r"[?？؟\N{GREEK QUESTION MARK}]", text) or (subtag == "ja" and _JAPANESE_QUESTION.search(text)):
        return
    if subtag == "el" and text.endswith(";"):
        return
    span = Span(len(text) - 1, len(text))
    yield Fault(
        "punctuation.question", "the source asks, and the text has no question mark", span, span.of(text), ("?",)
    )


def check_doubled(line: Line) -> Iterator[Fault]:
    """Two commas, two stops, a comma and a stop."""
    text = line.target.plain
    if line.source is not None and _DOUBLED.search(line.source.plain):
        return
    for match in _DOUBLED.finditer(text):
        if match.group() == ".," and _ABBREVIATED.search(text[: match.start()]):
            continue
        span = Span(*match.span())
        marks = match.group()
        yield Fault("punctuation.doubled", f"'{marks}' are two marks for one", span, marks, (marks[0],))


def check_blanks(lines: Sequence[Line]) -> Iterator[tuple[int, Fault]]:
    """Blanks before marks that the document otherwise attaches; English has `surface.blank-before-mark`."""
    found: list[tuple[int, Fault]] = []
    attached = 0
    for place, line in enumerate(lines):
        subtag = primary_subtag(line.target.language)
        if subtag in _UNSPACED or subtag == "en":
            continue
        pattern = _BLANK_FRENCH if subtag == "fr" else _BLANK
        text = line.target.plain
        attached += len(_ATTACHED.findall(text))
        if line.source is not None and _BLANK_FRENCH.search(line.source.plain):
            continue
        for match in pattern.finditer(text):
            span = Span(*match.span())
            mark = text[match.end()]
            found.append(
                (place, Fault("punctuation.blank", f"a blank before '{mark}'", span, f"{span.of(text)}{mark}", (mark,)))
            )
    if len(found) <= 1 or len(found) <= _TOKENISED * attached:
        yield from found
