"""What post-editing cost: a machine translation against the text that the translator made of it.

HTER is TER against the post-edit itself (Snover et al., 2006), in sacrebleu's reading; the edits by kind come from the
word diff, so that their number is not TER's. Time is the user's own measurement. Quality is not judged: a segment left
untouched may be perfect or overlooked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from toolkit.errors import AlignmentError, InputError
from toolkit.evaluate.effort_edits import effort_edits, keystrokes
from toolkit.evaluate.effort_pace import Timed, pace, pauses
from toolkit.evaluate.effort_terms import TermSpans
from toolkit.evaluate.metrics.port import signed
from toolkit.evaluate.metrics.shifts import translation_edits
from toolkit.model.effort import Effort, EffortBand, EffortEdit, RepeatedEdit, SavingRow, SegmentEffort
from toolkit.model.terms import primary_subtag
from toolkit.text.words import is_spaced, words

_BANDS = ((0.0, "untouched"), (20.0, "light (HTER up to 20)"), (50.0, "medium (20 to 50)"))
_HEAVY = "heavy (above 50)"
_MOST_WORDS = 6
"""A longer stretch that comes back is a sentence, and a translation memory's business."""

LONGEST_WITH_SHIFTS = 150
"""In words. Longer segments are counted without shifts, whose search grows with the square of the length."""
_LONGEST = 10_000

FindTerms = Callable[[str, str, str | None], TermSpans]
"""From machine translation, final text and source to the terms on both sides."""


def effort(
    before: Sequence[str],
    after: Sequence[str],
    sources: Sequence[str] | None = None,
    *,
    ids: Sequence[str] | None = None,
    language: str | None = None,
    seconds: Sequence[float | None] | None = None,
    find_terms: FindTerms | None = None,
    rows: Sequence[SavingRow] = (),
) -> Effort:
    """The effort of making `after` of `before`, segment by segment; lines empty on both sides are left out.

    `language` is the target's; `seconds` the time of each segment; `rows` what a glossary would have saved. Raises
    AlignmentError where line counts differ, InputError where there is nothing to compare.

    >>> found = effort(["Old iron, come!", "Sold out."], ["Buddies, come!", "Sold out."])
    >>> found.untouched, round(found.hter, 1), [(e.before, e.after) for e in found.edits]
    (1, 50.0, [('Old iron', 'Buddies')])
    """
    _require(before, after, sources, seconds)
    names = ids or [str(n + 1) for n in range(len(before))]
    kept = [n for n in range(len(before)) if before[n].strip() or after[n].strip()]
    if not kept:
        raise InputError("There is nothing to compare: every line is empty.")
    ter = _ter(language, [text for text in after if text.strip()])
    sized = before if sources is None else sources
    timed = [Timed(names[n], len(words(sized[n])), seconds[n] if seconds else None) for n in kept]
    away = pauses(timed)
    segments = []
    for n, time in zip(kept, timed, strict=True):
        old, new = before[n], after[n]
        counted = ter.of(old, new)
        terms = (
            find_terms(old, new, sources[n] if sources else None) if find_terms and old != new else TermSpans((), ())
        )
        typed, deleted = keystrokes(old, new)
        segments.append(
            SegmentEffort(
                id=time.id,
                hter=100 * counted.edits / counted.words if counted.words else None,
                ter_edits=counted.edits,
                ter_words=counted.words,
                edits=effort_edits(old, new, language, terms.before, terms.after) if old != new else (),
                typed=typed,
                deleted=deleted,
                size=time.size,
                seconds=time.seconds,
                is_pause=time.id in away,
            )
        )
    from toolkit.evaluate.resampling import RESAMPLES, SEED  # here, for numpy takes its time to load

    value, low, high = _over_all(segments)
    what = "characters" if _by_character([sized[n] for n in kept]) else "words"
    return Effort(
        segments=tuple(segments),
        blank=len(before) - len(kept),
        untouched=sum(before[n] == after[n] for n in kept),
        hter=value,
        low=low,
        high=high,
        signature=f"{ter.signature}|bootstrap:{RESAMPLES}|seed:{SEED}",
        unit=f"source {what}" if sources is not None else what,
        bands=_bands(segments),
        pace=pace(timed) if any(time.seconds is not None for time in timed) else None,
        repeated=repeated_edits(segments),
        rows=tuple(rows),
    )


def repeated_edits(segments: Sequence[SegmentEffort]) -> tuple[RepeatedEdit, ...]:
    """The same wording replaced by the same other one in two segments or more, the most frequent first."""
    found: dict[tuple[str, str], list[tuple[str, EffortEdit]]] = {}
    for segment in segments:
        for edit in segment.edits:
            old, new = edit.before.strip(), edit.after.strip()
            short = all(1 <= len(words(text)) <= _MOST_WORDS for text in (old, new))
            if edit.op == "substitute" and edit.kind in ("wording", "term") and short:
                found.setdefault((old.casefold(), new.casefold()), []).append((segment.id, edit))
    rows = []
    for seen in found.values():
        places = tuple(dict.fromkeys(where for where, _ in seen))
        if len(places) > 1:
            # capitals aside, shown as in the middle of a sentence where it stands there
            old, new = max((edit.before.strip(), edit.after.strip()) for _, edit in seen)
            rows.append(RepeatedEdit(old, new, len(seen), places))
    return tuple(sorted(rows, key=lambda row: (-row.times, row.before, row.after)))


class _Counted(NamedTuple):
    edits: float
    words: float


class _Ter(NamedTuple):
    """TER with the settings that suit the script."""

    tokenized: Callable[[str], str]
    signature: str

    def of(self, before: str, after: str) -> _Counted:
        """Edits, and words of the final text."""
        old, new = (self.tokenized(text.rstrip()).split() for text in (before, after))
        if old == new:
            return _Counted(0.0, float(len(new)))
        if max(len(old), len(new)) > LONGEST_WITH_SHIFTS:
            from rapidfuzz.distance import Levenshtein

            return _Counted(float(Levenshtein.distance(old, new)), float(len(new)))
        return _Counted(float(translation_edits(old, new)), float(len(new)))


def _ter(language: str | None, texts: Sequence[str]) -> _Ter:
    from sacrebleu.tokenizers.tokenizer_ter import TercomTokenizer

    unspaced = primary_subtag(language) in ("zh", "ja", "th", "lo", "km", "my") if language else _by_character(texts)
    # without both a Chinese sentence is one word, and any change of it 100 %
    tokenizer: Callable[[str], str] = TercomTokenizer(normalized=unspaced, asian_support=unspaced)
    yes = "yes" if unspaced else "no"
    settings = ("case:lc", "tok:tercom", f"norm:{yes}", "punct:yes", f"asian:{yes}")
    return _Ter(tokenizer, f"{signed([['']], *settings)}|shifts:to-{LONGEST_WITH_SHIFTS}-words")


def _by_character(texts: Sequence[str]) -> bool:
    letters = [char for text in texts for char in text[:200] if char.isalpha()][:20_000]
    return sum(not is_spaced(char) for char in letters) * 2 > len(letters)


def _over_all(segments: Sequence[SegmentEffort]) -> tuple[float | None, float | None, float | None]:
    """HTER of the text and its 95 % interval."""
    import numpy as np

    from toolkit.evaluate.resampling import resampled_sums
    from toolkit.evaluate.significance import interval

    rows = np.array([(one.ter_edits, one.ter_words) for one in segments])
    edits, length = rows.sum(axis=0)
    if not length:
        return None, None, None
    value = float(100 * edits / length)
    if len(segments) < 2:
        return value, None, None
    (sums,) = resampled_sums([rows])
    sums = sums[sums[:, 1] > 0]
    band = interval(100 * sums[:, 0] / sums[:, 1], len(segments), least=0.0)
    return value, band.low, band.high


def _bands(segments: Sequence[SegmentEffort]) -> tuple[EffortBand, ...]:
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for one in segments:
        untouched = not one.edits and not one.typed and not one.deleted
        name = _BANDS[0][1] if untouched else _HEAVY
        if not untouched and one.hter is not None:
            name = next((label for limit, label in _BANDS[1:] if one.hter <= limit), _HEAVY)
        counts[name] += 1
        sizes[name] += one.size
    return tuple(EffortBand(name, counts[name], sizes[name]) for name in (*(label for _, label in _BANDS), _HEAVY))


def _require(
    before: Sequence[str], after: Sequence[str], sources: Sequence[str] | None, seconds: Sequence[float | None] | None
) -> None:
    others = {"the final text": after, "the source": sources, "the times": seconds}
    for name, lines in others.items():
        if lines is not None and len(lines) != len(before):
            raise AlignmentError(
                f"The texts are not aligned by line: the machine translation has {len(before)} lines, {name} "
                f"{len(lines)}. Line n of all must belong together; keep an empty line where something is missing."
            )
    for n, pair in enumerate(zip(before, after, strict=True), start=1):
        longest = max(len(words(text)) if len(text) > _LONGEST else 0 for text in pair)
        if longest > _LONGEST:
            raise InputError(
                f"Line {n} has {longest:,} words. Effort is measured segment by segment: give both texts sentence by "
                "sentence, or a paragraph a line."
            )
