"""What human raters said of translations: ratings with their error spans, and the weights that make MQM scores of them.

No reading of files and no statistics. The names are those of MQM (Multidimensional Quality Metrics; Lommel et al.,
2014), ESA (error span annotation; Kocmi et al., 2024) and the raters' campaigns of WMT.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.model.segments import LangPair, Span


@dataclass(frozen=True, slots=True)
class ErrorSpan:
    """One error that a rater marked."""

    severity: str
    """In lower case: `critical`, `major`, `minor`, `neutral`, or what else the campaign calls it."""
    category: str | None = None
    """As the file has it, from the general to the special: `Accuracy/Mistranslation`. None: not asked for (ESA)."""
    spans: tuple[Span, ...] = ()
    """Where in the translation; several where the error has parts. Empty: no place was marked there."""
    source_spans: tuple[Span, ...] = ()
    """Where in the source: of an omission, or of an error of the source itself."""
    score: float | None = None
    """What the file itself counts for this error. None: it is weighed by severity and category."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater said of one system's translation of one segment."""

    system: str
    segment_id: str
    """Unique within the file; a number counts segments from 1."""
    rater: str | None = None
    errors: tuple[ErrorSpan, ...] | None = None
    """Empty: the rater found none. None: errors were not asked for."""
    score: float | None = None
    """The rater's own verdict, 0 to 100, higher is better (ESA, direct assessment). None: not asked for."""
    document: str | None = None
    source: str | None = None
    target: str | None = None
    languages: LangPair | None = None
    place: str | None = field(default=None, compare=False)
    """`path:line` of its first row."""

    @property
    def item(self) -> tuple[str, str]:
        """System and segment: what two raters must share to be compared."""
        return self.system, self.segment_id


@dataclass(frozen=True, slots=True)
class WeightRule:
    """An exception to the weight of a severity."""

    weight: float
    category: str | None = None
    """Also its subcategories: `Fluency` takes in `Fluency/Punctuation`. None: any."""
    severity: str | None = None
    """None: any."""

    def covers(self, error: ErrorSpan) -> bool:
        """Whether the rule speaks of this error; capitals and a closing exclamation mark do not count.

        >>> WeightRule(25, "Non-translation").covers(ErrorSpan("major", "Non-translation!"))
        True
        >>> WeightRule(0.1, "Fluency/Punctuation", "minor").covers(ErrorSpan("major", "Fluency/Punctuation"))
        False
        """
        if self.severity is not None and self.severity != error.severity:
            return False
        if self.category is None:
            return True
        wanted, found = _plain(self.category), _plain(error.category or "")
        return found == wanted or found.startswith(f"{wanted}/")


@dataclass(frozen=True, slots=True)
class MqmWeights:
    """How much an error costs: the first rule that covers it, or else its severity."""

    severities: Mapping[str, float]
    rules: tuple[WeightRule, ...] = ()
    name: str = "own"

    def of(self, error: ErrorSpan) -> float | None:
        """The error's weight; None where nothing is said of its severity. A score of its own is not looked at.

        >>> DEFAULT_WEIGHTS.of(ErrorSpan("minor", "Fluency/Punctuation"))
        0.1
        >>> DEFAULT_WEIGHTS.of(ErrorSpan("undecided")) is None
        True
        """
        for rule in self.rules:
            if rule.covers(error):
                return rule.weight
        return self.severities.get(error.severity)

    def signature(self) -> str:
        """All of it in one short line.

        >>> DEFAULT_WEIGHTS.signature()
        'critical=25,major=5,minor=1,neutral=0,Non-translation=25,minor:Fluency/Punctuation=0.1'
        """
        plain = [f"{name}={weight:g}" for name, weight in sorted(self.severities.items())]
        rules = [f"{':'.join(filter(None, (r.severity, r.category))) or 'any'}={r.weight:g}" for r in self.rules]
        return ",".join([*plain, *rules])


DEFAULT_WEIGHTS = MqmWeights(
    {"critical": 25, "major": 5, "minor": 1, "neutral": 0},
    (WeightRule(25, "Non-translation"), WeightRule(0.1, "Fluency/Punctuation", "minor")),
    "default",
)
"""Freitag et al. (2021), table 3; `critical`, which they do not have, and `neutral` weigh what MQM Core gives them."""


def _plain(category: str) -> str:
    return category.strip().rstrip("!").casefold()
