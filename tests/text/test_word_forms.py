"""German verbs are told in their regular forms, and nothing else passes for one."""

from __future__ import annotations

import pytest

from toolkit.text.word_forms import may_be_form


@pytest.mark.parametrize(
    ("listed", "found"),
    [("prüfen", "prüft"), ("prüfen", "prüftest"), ("prüfen", "geprüft"), ("arbeiten", "gearbeitet"), ("lösen", "löst"),
     ("wechseln", "wechselt"), ("messen", "gemessen"), ("laden", "geladen")],
)  # fmt: skip
def test_regular_forms_of_german_verbs(listed, found):
    assert may_be_form(found, listed, "de")


@pytest.mark.parametrize(
    ("listed", "found"), [("prüfen", "Prüfung"), ("lösen", "Lösung"), ("legen", "liegt"), ("Netz", "netzt")]
)
def test_other_words_are_no_forms_of_german_verbs(listed, found):
    assert not may_be_form(found, listed, "de")


@pytest.mark.parametrize(
    ("listed", "found"), [("hören", "gehört"), ("denken", "gedenkt"), ("brauchen", "gebraucht"), ("fallen", "gefällt")]
)
def test_verbs_that_begin_with_ge_are_no_participles_of_others(listed, found):
    assert not may_be_form(found, listed, "de")


@pytest.mark.parametrize(("listed", "found"), [("handeln", "handle"), ("wechseln", "wechselte")])
def test_stems_that_lose_their_vowel(listed, found):
    assert may_be_form(found, listed, "de")


@pytest.mark.parametrize(
    ("listed", "found", "language", "same"),
    [
        ("Benutzerkonto", "Benutzerkonten", "de", True),
        ("Zentrum", "Zentren", "de", True),
        ("Thema", "Themen", "de", True),
        ("Haus", "Hauung", "de", False),
        ("factura", "facturas", "es", True),
        ("factura", "facturación", "es", False),
        ("opción", "opciones", "es", True),
        ("actualizar", "actualización", "es", True),
    ],
)
def test_plurals_in_en_and_nouns_of_actions(listed, found, language, same):
    assert may_be_form(found, listed, language) is same
