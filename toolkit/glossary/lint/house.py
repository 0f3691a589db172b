"""The heading, the conventions and the house policy: what belongs to no single term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.formats.rows import nearest
from toolkit.glossary.lint.rule import Row, Rule, Spot, Subject, at
from toolkit.model.terms import same_language
from toolkit.text.variants import expand

_POLICY_VALUES = {
    "profile": ("precise", "balanced", "maximal"),
    "scare_quotes": ("drop", "keep"),
    "units.jin": ("convert", "gloss", "keep"),
    "units.mu": ("convert", "gloss", "keep"),
}


def too_many_variants(subject: Subject) -> Iterator[Spot]:
    """A term whose brackets stand for too many wordings to be searched."""
    for concept, term in subject.rows:
        if "(" not in term.text and "[" not in term.text and "]" not in term.text and "..." not in term.text:
            continue
        try:
            expand(term.text)
        except ValueError as error:
            yield at(Row(concept, term), str(error))


def empty_languages(subject: Subject) -> Iterator[Spot]:
    """A language that the heading names and no term has."""
    glossary = subject.glossary
    used = {row.term.language for row in subject.rows}
    for language in glossary.languages:
        if not any(same_language(tag, language) for tag in used):
            message = f"the glossary '{glossary.name}' names the language '{language}', but has no term in it"
            yield Spot(message, None, column="languages")


def unknown_policy(subject: Subject) -> Iterator[Spot]:
    """A convention that writes a value of the house policy which the glossary does not set."""
    known = [name for name, _ in subject.glossary.policy]
    for convention in subject.glossary.conventions:
        for name in re.findall(r"\{([A-Za-z_][\w.-]*)\}", convention.right):
            if name not in (*known, "of"):
                hint = f'add {name} = "..." below [policy] in glossary.toml'
                message = f"'{{{name}}}' has no value{nearest(name, known) if known else ''}; {hint}"
                yield Spot(message, convention.place, convention.id, column="right")


def policy_values(subject: Subject) -> Iterator[Spot]:
    """A value of the house policy that nothing knows: it would be passed over in silence."""
    for name, value in subject.glossary.policy:
        allowed = _POLICY_VALUES.get(name)
        if allowed and value not in allowed:
            message = f"policy {name} = '{value}' is not known{nearest(value, allowed)}; known are {', '.join(allowed)}"
            yield Spot(message, None, column=None)


RULES = (
    Rule(
        "term.too-many-wordings",
        "error",
        "A term whose brackets stand for more than 1,024 wordings is a regular expression in disguise.",
        bad="concept,language,term\nx,en,(a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) goods\n",
        good="concept,language,term\nx,en,(live|living) [the] goods\n",
        check=too_many_variants,
    ),
    Rule(
        "language.without-terms",
        "warning",
        "The heading names a language that no right term has.",
        bad='concept,language,term\ntie,en,buddies\n--- glossary.toml\nlanguages = ["zh", "en"]\n',
        good='concept,language,term\ntie,zh,老铁\ntie,en,buddies\n--- glossary.toml\nlanguages = ["zh", "en"]\n',
        check=empty_languages,
    ),
    Rule(
        "policy.without-value",
        "error",
        "A convention writes a value that the house policy does not set.",
        bad="concept,language,term\ntie,en,pals\n--- conventions.csv\nid,language,wrong,right\nd,en,Title:,{dash}\n",
        good="""\
concept,language,term
tie,en,buddies
--- conventions.csv
id,language,wrong,right
d,en,Question:,{dash}
--- glossary.toml
[policy]
dash = " - "
""",
        check=unknown_policy,
    ),
    Rule(
        "policy.unknown-value",
        "error",
        "A value of the house policy that nothing knows would be passed over in silence.",
        bad='concept,language,term\ntie,en,buddies\n--- glossary.toml\n[policy]\nunits.jin = "metric"\n',
        good='concept,language,term\ntie,en,buddies\n--- glossary.toml\n[policy]\nunits.jin = "gloss"\n',
        check=policy_values,
    ),
)
