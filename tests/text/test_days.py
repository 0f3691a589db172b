"""Days of the year, times of day, number words and languages: what stands there, in many languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.text.days import find_clocks, find_days
from toolkit.text.languages import other_language, script_shares
from toolkit.text.number_words import worded_numbers


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("on May 1, 2020", "en", (5, 1)),
        ("the 4th of July", "en", (7, 4)),
        ("am 3. Oktober 1990", "de", (10, 3)),
        ("le 1er août", "fr", (8, 1)),
        ("el 5 de junio", "es", (6, 5)),
        ("12 мая 1961 года", "ru", (5, 12)),
        ("2020年5月1日", "zh", (5, 1)),
        ("4월 3일", "ko", (4, 3)),
        ("ngày 2 tháng 9", "vi", (9, 2)),
        ("17 Agustus 1945", "id", (8, 17)),
        ("2021-03-09", "en", (3, 9)),
        ("25/10/2022", "es", (10, 25)),
    ],
)
def test_days(text: str, language: str, day: tuple[int, int]) -> None:
    (found,) = find_days(text, language)
    assert found.readings[0] == day


@pytest.mark.parametrize("text", ["May 2020", "version 1.2.3", "32 May", "13/14/2020", "He may 1 day come", "1/2"])
def test_no_days(text: str) -> None:
    assert [day for day in find_days(text, "en") if day.span.of(text) != "may 1"] == []


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("at 9:05 and 21:05", [(9, 5), (9, 5)]),
        ("um 17.45 Uhr", [(5, 45)]),
        ("à 9h45", [(9, 45)]),
        ("下午3点20分", [(3, 20)]),
        ("pukul 08.30.", [(8, 30)]),
        ("1:09.02 slower, 4:41.30, 25:61, 3:4, 12:30:15", []),
    ],
)
def test_clocks(text: str, times: list[tuple[int, int]]) -> None:
    assert [(clock.hour, clock.minute) for clock in find_clocks(text)] == times


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("zwölf, dreihundertfünfundzwanzig", "de", {12, 325}),
        ("soixante et onze, quatre-vingts, deux cents", "fr", {71, 80, 200}),
        ("treinta y cinco; veinticinco; ciento tres", "es", {35, 25, 103}),
        ("vinte e um; cento e dez", "pt", {21, 110}),
        ("nichts", "de", set()),
    ],
)
def test_number_words(text: str, language: str, values: set[int]) -> None:
    assert worded_numbers(text, language) == values


@pytest.mark.parametrize(
    ("text", "expected", "other"),
    [
        ("Der Wald ist im Herbst am schönsten, wenn die Blätter fallen", "en", "de"),
        ("El proyecto fue aprobado por la mañana en la cámara", "pt", "es"),
        ("Do I need to re-place my order now?", "en", None),
        ("I believe that justice naturally inhabits a man's heart.", "en", None),
        ("Volkswagen AG Berliner Ring Wolfsburg Postfach Halle", "en", None),
    ],
)
def test_other_languages(text: str, expected: str, other: str | None) -> None:
    assert other_language(text, expected) == other


def test_shares_of_nothing() -> None:
    assert script_shares("123 !?") == {}


@settings(max_examples=60)
@given(st.text(max_size=60), st.sampled_from(["en", "de", "zh", "ja", "vi", "xx"]))
def test_any_text_is_survived(text: str, language: str) -> None:
    for day in find_days(text, language):
        assert day.span.of(text)
        assert all(1 <= month <= 12 and 1 <= number <= 31 for month, number in day.readings)
    for clock in find_clocks(text):
        assert 0 <= clock.hour < 12
    worded_numbers(text, language)
    other_language(text, language)
