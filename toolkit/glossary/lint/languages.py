"""Languages that a concept lacks, or that the heading does not know."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.glossary.lint.rule import Rule, Spot, Subject, at
from toolkit.model.terms import same_language


def missing(subject: Subject) -> Iterator[Spot]:
    """A concept without a right term in a language that the heading declares."""
    used = {row.term.language for row in subject.right}
    declared = [language for language in subject.glossary.languages if any(_fills(tag, language) for tag in used)]
    for concept in subject.glossary.concepts:
        if not concept.terms:
            continue
        tags = {term.language for term in concept.terms}  # of wrong ones alone, status.no-replacement tells
        absent = [one for one in declared if one not in tags and not any(_fills(tag, one) for tag in tags)]
        if absent:
            row = concept.terms[0]
            languages = ", ".join(f"'{language}'" for language in absent)
            yield Spot(f"'{concept.id}' has no term in {languages}", row.place, concept.id, row.text, "language")


def undeclared(subject: Subject) -> Iterator[Spot]:
    """A term in a language that the heading does not name."""
    declared = subject.glossary.languages
    if not declared:
        return
    strange = {tag for tag in subject.languages if not any(same_language(tag, language) for language in declared)}
    for row in subject.rows:
        if row.term.language in strange:
            strange.discard(row.term.language)
            message = f"'{row.term.language}' is not among the glossary's languages ({', '.join(declared)})"
            yield at(row, message, "language")


def without_terms(subject: Subject) -> Iterator[Spot]:
    """A concept of concepts.csv that has no term at all."""
    for concept in subject.glossary.concepts:
        if not concept.terms:
            yield Spot(f"the concept '{concept.id}' has no term", None, concept.id, column="id")


def _fills(tag: str, language: str) -> bool:
    """Whether a term so tagged is one of the declared language: zh-CN and zh are zh, zh-TW is not zh-CN."""
    one, other = (t.replace("_", "-").casefold() for t in (tag, language))
    return one == other or one.startswith(other + "-") or other.startswith(one + "-")


RULES = (
    Rule(
        "language.missing",
        "info",
        "A concept has no right term in a declared language; texts in it are neither checked nor mended for it.",
        bad="""\
concept,language,term
tie,zh,老铁
tie,en,buddies
fans,zh,粉丝
--- glossary.toml
languages = ["zh", "en"]
""",
        good="""\
concept,language,term
tie,zh-CN,老铁
tie,en-US,buddies
--- glossary.toml
languages = ["zh", "en"]
""",
        check=missing,
    ),
    Rule(
        "language.undeclared",
        "warning",
        "Terms in a language that the heading does not name: a slip in the tag, or in glossary.toml.",
        bad='concept,language,term\ntie,en,buddies\ntie,ne,साथी\n--- glossary.toml\nlanguages = ["en"]\n',
        good='concept,language,term\ntie,en,buddies\ntie,ne,साथी\n--- glossary.toml\nlanguages = ["en", "ne"]\n',
        check=undeclared,
    ),
    Rule(
        "concept.without-terms",
        "info",
        "A concept that is defined and never named.",
        bad="concept,language,term\ntie,en,buddies\n--- concepts.csv\nid,definition\ntie,a friend\nfans,followers\n",
        good="concept,language,term\ntie,en,buddies\n--- concepts.csv\nid,definition\ntie,a friend\n",
        check=without_terms,
    ),
)
