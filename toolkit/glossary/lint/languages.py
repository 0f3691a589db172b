"""Languages that a concept lacks, or that the heading does not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from toolkit.glossary.lint.rule import Row, Rule, Spot, Subject, at
from toolkit.model.terms import primary_subtag, same_language
from toolkit.text.languages import scripts_of
from toolkit.text.words import script_of

_FEW, _MOST = 3, 0.8
"""Names and codes stay in Latin letters in any language; a whole column does not, nor does Korean in hanja."""


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


def of_another_script(subject: Subject) -> Iterator[Spot]:
    """A language nearly all of whose terms are in another language's writing: two columns have changed places."""
    by_language: defaultdict[str, list[Row]] = defaultdict(list)
    for row in subject.right:
        by_language[primary_subtag(row.term.language)].append(row)
    swapped: dict[str, list[Row]] = {}
    for language, rows in by_language.items():
        own = scripts_of(language)
        strange = [row for row in rows if own and not _written_in(row.term.text, own)]
        if len(strange) >= max(_FEW, _MOST * len(rows)):
            swapped[language] = strange
    if len(swapped) > 1:  # names that no language writes otherwise are strange in one
        for language, strange in swapped.items():
            amount = f"{len(strange):,} of {len(by_language[language]):,} terms in '{language}'"
            yield at(strange[0], f"{amount} are not in its writing; are two columns swapped?", "language")


def _written_in(text: str, scripts: frozenset[str]) -> bool:
    """Whether a letter of the text is of these scripts, or it has none."""
    found = {script_of(char) for char in text} - {"common"}
    return not found or not found.isdisjoint(scripts)


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
        "language.script",
        "warning",
        "Nearly all terms of a language are in another writing: its column has changed places with another.",
        bad="concept,language,term\na,zh,host\na,en,主播\nb,zh,viewer\nb,en,观众\nc,zh,fan\nc,en,粉丝\n",
        good="concept,language,term\na,zh,主播\na,en,host\nb,zh,App\nb,en,app\nc,zh,粉丝\nc,en,fan\n",
        check=of_another_script,
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
