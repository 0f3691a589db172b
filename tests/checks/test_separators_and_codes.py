"""Numbers that kept their marks, and codes: what is a fault, and what only looks like one."""

from __future__ import annotations

import time

import pytest

from toolkit.checks.rules.inspect import inspect
from toolkit.model import LangPair


def _found(pair: str, source: str, target: str) -> list[tuple[str, str | None]]:
    rules = ("number.separator", "code.missing")
    findings = inspect(["1"], [source], [target], LangPair(*pair.split(">")))
    return [(finding.rule, finding.found) for finding in findings if finding.rule in rules]


@pytest.mark.parametrize(
    ("pair", "source", "target", "found"),
    [
        ("de>en", "Länge: 1.500 mm", "Length: 1.500 mm", "1.500"),
        ("de>en", "Preis: 1.234,56 Euro", "Price: 1.234,56 euros", "1.234,56"),
        ("en>fr", "It costs 12,500 euros.", "Cela coûte 12,500 euros.", "12,500"),
    ],
)
def test_a_number_that_means_another_is_found(pair, source, target, found):
    assert _found(pair, source, target) == [("number.separator", found)]


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("de>en", "Länge: 1.500 mm", "Length: 1,500 mm"),
        ("de>en", "Server 192.168.100.200 neu starten.", "Restart server 192.168.100.200."),
        ("de>en", "Best.-Nr.: 123.456", "Order no.: 123.456"),
        ("de>en", "Version 2.100 ist da.", "Version 2.100 is here."),
        ("de>en", "Der Wert ist 0.500.", "The value is 0.500."),
        ("en>es-MX", "Length: 1,500 mm.", "Longitud: 1,500 mm."),
        ("de-CH>en", "Länge: 1.500 mm", "Length: 1.500 mm"),
        ("de>fr", "Länge: 1.500 mm", "Longueur: 1.500 mm"),
    ],
)
def test_what_reads_the_same_in_both_is_left_alone(pair, source, target):
    assert _found(pair, source, target) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Typ AB-1200X", "Type AB-1200Y"),
        ("Schraube M8x40", "Screw M8x4"),
        ("Version 10.4.2 ist da.", "Version 10.4.3 is here."),
        ("Geben Sie 192.168.0.1 ein.", "Enter 192.168.0.7."),
        ("Siehe Kapitel 3.2.1.", "See chapter 3.1.2."),
        ("Geprüft nach ISO 9001:2015.", "Tested to ISO 9001:2008."),
    ],
)
def test_a_changed_code_is_found(source, target):
    assert [rule for rule, _ in _found("de>en", source, target)] == ["code.missing"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Gekauft am 12.04.20.", "Bought on 12 April 2020."),
        ("Stand 24.3.5", "As of 5 March 2024"),
        ("Um 12.30.15 Uhr", "At 12:30:15"),
        ("Es kostet 1.500.000 Euro.", "It costs 1,500,000 euros."),
        ("Geprüft nach DIN EN ISO 9001:2015.", "Tested to ISO 9001:2015."),
        ("Typ AB-1200X", "The AB 1200X type"),
        ("Schraube M8x40", "Screw M8×40"),
        ("Die Top-10 der EU-27 in KW23", "The top ten of the 27 EU states in week 23"),
        ("Pre-1990 und Over-65", "Before 1990 and older than 65"),
        ("COVID-19 im Jahr 2020", "The coronavirus in 2020"),
    ],
)
def test_words_with_numbers_are_no_codes(source, target):
    assert _found("de>en", source, target) == []


def test_a_long_key_is_read_at_once():
    key = "AB" + "1" * 5000 + "abc"
    start = time.process_time()
    assert _found("de>en", f"Schlüssel {key} gilt.", f"Key {key} holds.") == []
    assert time.process_time() - start < 2
