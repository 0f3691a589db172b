"""The kinds of errors that can be marked: MQM's as WMT's raters use them, each in plain words.

After Freitag et al. (2021), "Experts, Errors, and Context", table 10; the names are those that score files know.
"""

from __future__ import annotations

CATEGORIES: dict[str, str] = {
    "Accuracy/Mistranslation": "says something else than the source",
    "Accuracy/Omission": "something of the source is missing",
    "Accuracy/Addition": "something that the source does not say",
    "Accuracy/Source language fragment": "left untranslated",
    "Terminology/Inappropriate for context": "a wrong or unusual term",
    "Terminology/Inconsistent": "the same thing under two names",
    "Fluency/Grammar": "grammar",
    "Fluency/Spelling": "spelling",
    "Fluency/Punctuation": "punctuation",
    "Fluency/Register": "too formal or too familiar",
    "Fluency/Inconsistency": "contradicts itself",
    "Style/Awkward": "awkward wording",
    "Locale convention/Number format": "number, date, currency or unit written wrongly",
    "Non-translation": "no translation of this at all",
    "Other": "something else",
}
"""Category, and what it means to a translator."""
