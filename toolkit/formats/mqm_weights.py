"""Weights of MQM errors from a TOML file. The default weights need no file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.errors import InputError, Problem
from toolkit.formats.toml_keys import line_of, read_toml, unknown_keys
from toolkit.model.judgements import MqmWeights, WeightRule

_KEYS = ("severities", "rules")
_RULE_KEYS = ("category", "severity", "weight")


def read_weights(path: str | Path) -> MqmWeights:
    """The weights of a file; the first rule that covers an error wins over its severity.

        [severities]
        major = 5
        minor = 1

        [[rules]]
        severity = "minor"
        category = "Fluency/Punctuation"
        weight = 0.1

    Raises InputError with every mistake.
    """
    path = Path(path)
    problems: list[Problem] = []
    text, table = read_toml(path, problems)
    problems += unknown_keys(path, text, table, _KEYS)
    severities = table.get("severities", {})
    weights: dict[str, float] = {}
    if isinstance(severities, Mapping):
        for name, value in severities.items():
            if _is_weight(value):
                weights[str(name).casefold()] = float(value)
            else:
                problems.append(Problem(str(path), line_of(text, name), f"'{name}' must be a number from 0"))
    else:
        problems.append(Problem(str(path), line_of(text, "severities"), "[severities] must be a table of weights"))
    rules = table.get("rules", [])
    found = []
    for rule in rules if isinstance(rules, list) else [rules]:
        found += _rule(rule, path, text, problems)
    if not problems and not weights and not found:
        problems.append(Problem(str(path), None, "no weights: write [severities] with a number for each severity"))
    if problems:
        raise InputError("The weights have mistakes:\n" + "\n".join(f"  {problem}" for problem in problems))
    return MqmWeights(weights, tuple(found), path.name)


def _rule(rule: object, path: Path, text: str, problems: list[Problem]) -> list[WeightRule]:
    if not isinstance(rule, Mapping):
        problems.append(Problem(str(path), line_of(text, "rules"), "a rule is a table: [[rules]]"))
        return []
    wrong = unknown_keys(path, text, rule, _RULE_KEYS)
    for key in ("category", "severity"):
        if not isinstance(rule.get(key, ""), str):
            wrong.append(Problem(str(path), line_of(text, key), f"'{key}' must be a text in quotation marks"))
    if not _is_weight(rule.get("weight")):
        wrong.append(Problem(str(path), line_of(text, "rules"), "a rule needs a weight: a number from 0"))
    if not rule.get("category") and not rule.get("severity"):
        wrong.append(Problem(str(path), line_of(text, "rules"), "a rule needs a category, a severity or both"))
    problems += wrong
    if wrong:
        return []
    severity = rule.get("severity")
    return [WeightRule(float(rule["weight"]), rule.get("category"), severity.casefold() if severity else None)]


def _is_weight(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < float("inf")
