"""Every rule that needs no glossary: name, severity, reason, and two examples that are its tests.

`default` is decided by measurement (`evals/checks.py`): on are the rules that are right in nine of ten findings.
"""

from __future__ import annotations

from typing import NamedTuple

from toolkit.model import LangPair, Severity


class Example(NamedTuple):
    """One segment, or more where a rule looks at several: (source, target) in the languages of `pair`."""

    pair: LangPair
    segments: tuple[tuple[str, str], ...]


class Rule(NamedTuple):
    """One rule as a user sees it."""

    id: str
    severity: Severity
    reason: str
    """What it finds, in one line."""
    default: bool
    """Whether it speaks without being asked (`--all`, `--select`)."""
    bad: Example
    good: Example
    """Looks like it and is right."""


_ZH, _DE, _FR, _EN_DE, _EN_FR = (LangPair(*p.split("-")) for p in ("zh-en", "de-en", "fr-en", "en-de", "en-fr"))
_RU, _EN_JA, _JA = (LangPair(*pair.split("-")) for pair in ("ru-en", "en-ja", "ja-en"))
_MAJOR, _MINOR, _NEUTRAL = Severity.MAJOR, Severity.MINOR, Severity.NEUTRAL


def _rule(
    name: str, severity: Severity, reason: str, pair: LangPair, bad: tuple[str, str], good: tuple[str, str],
    default: bool = True,
) -> Rule:  # fmt: skip
    return Rule(name, severity, reason, default, Example(pair, (bad,)), Example(pair, (good,)))


def _of_document(
    name: str, reason: str, pair: LangPair, bad: tuple[tuple[str, str], ...], good: tuple[tuple[str, str], ...],
    default: bool = True, severity: Severity = _MINOR,
) -> Rule:  # fmt: skip
    return Rule(name, severity, reason, default, Example(pair, bad), Example(pair, good))


RULES: tuple[Rule, ...] = (
    _rule(
        "number.missing", _MAJOR, "a number of the source is not in the text", _EN_DE,
        ("They planted 2,300 trees.", "Sie pflanzten 3.200 Bäume."),
        ("They planted 2,300 trees.", "Sie pflanzten 2300 Bäume."),
    ),
    _rule(
        "number.extra", _MAJOR, "a number of the text is not in the source", _DE,
        ("Das Dorf hat eine Mühle.", "The village has 14 mills."),
        ("Das Dorf hat vierzehn Mühlen.", "The village has 14 mills."),
        default=False,
    ),
    _rule(
        "number.percent", _MAJOR, "a percentage has lost its per-cent sign", _DE,
        ("Die Ernte fiel um 30 %.", "The harvest fell by 30."),
        ("Die Ernte fiel um 30 %.", "The harvest fell by 30 percent."),
    ),
    _rule(
        "number.separator", _MAJOR, "a number kept the other language's marks, and says something else", _DE,
        ("Länge: 1.500 mm", "Length: 1.500 mm"),
        ("Länge: 1.500 mm", "Length: 1,500 mm"),
    ),
    _rule(
        "code.missing", _MAJOR, "a code, a version or a dated norm is not as in the source", _DE,
        ("Pumpe AB-1200X einbauen.", "Install the pump AB-1200Y."),
        ("Pumpe AB-1200X einbauen.", "Install the AB 1200X pump."),
    ),
    _rule(
        "currency.changed", _MAJOR, "an amount is in another currency", _ZH,
        ("门票80元。", "Tickets cost 80 dollars."),
        ("门票80元。", "Tickets cost 80 yuan (about $11)."),
    ),
    _rule(
        "date.changed", _MAJOR, "a day of the year is not the source's", _ZH,
        ("展览5月1日开幕。", "The exhibition opens on June 1."),
        ("展览5月1日开幕。", "The exhibition opens on 1 May."),
    ),
    _rule(
        "date.order", _MINOR, "day and month stand the other way round", _RU,
        ("Выставка откроется 9 марта.", "The exhibition opens on September 3."),
        ("Выставка откроется 9 марта.", "The exhibition opens on 9/3/2021."),
    ),
    _rule(
        "time.changed", _MAJOR, "a time of day is not the source's", _DE,
        ("Beginn um 17:45 Uhr.", "It begins at 17:54."),
        ("Beginn um 17:45 Uhr.", "It begins at 5:45 p.m."),
    ),
    _rule(
        "language.left", _MAJOR, "words of the source's script were left", _RU,
        ("Мост закрыт на ремонт.", "The bridge is closed for ремонт."),
        ("Слово «ремонт» знают все.", "Everybody knows the word «ремонт»."),
    ),
    _rule(
        "language.wrong", _MAJOR, "the text is in another language", _EN_FR,
        ("The children play in the garden.", "Los niños juegan en el jardín con los perros."),
        ("The children play in the garden.", "Les enfants jouent dans le jardin."),
    ),
    _rule(
        "copy.source", _MAJOR, "the source was copied, not translated", _DE,
        ("Die Brücke ist seit gestern gesperrt.", "Die Brücke ist seit gestern gesperrt."),
        ("Anna Schmidt, Berlin", "Anna Schmidt, Berlin"),
    ),
    _rule(
        "copy.part", _MAJOR, "a stretch of the source was copied", _DE,
        ("Sie ist für den gesamten Verkehr gesperrt.", "It is für den gesamten Verkehr gesperrt."),
        ("Er las „Die Leiden des jungen Werther“.", "He read \"Die Leiden des jungen Werther\"."),
    ),
    _rule(
        "target.empty", _MAJOR, "there is no text", _ZH, ("孩子们在河边玩耍。", ""), ("——", "")
    ),
    _rule(
        "target.truncated", _MAJOR, "the text breaks off in mid-sentence", _DE,
        ("Wir gingen an den Strand.", "We went to the"),
        ("Das ist der Strand, an den wir gingen.", "This is the beach that we went to."),
    ),
    _rule(
        "length.ratio", _MAJOR, "the text is far too long or short for its source", _EN_DE,
        ("When the old farmer died, his three children could not agree on what to do with the land, and so the "
         "fields lay fallow for years.", "Er starb."),
        ("Yes.", "Ja, so ist es."),
    ),
    _rule(
        "repetition.word", _MINOR, "a word stands twice", _DE,
        ("Das Gesetz gilt.", "The law law applies."),
        ("Sie hatte genug gehabt.", "She had had enough."),
    ),
    _rule(
        "repetition.loop", _MAJOR, "the text says the same over and over", _EN_DE,
        ("The child slept in the car.", "Das Kind schlief in dem Auto in dem Auto in dem Auto."),
        ("Run, run, run!", "Lauf, lauf, lauf!"),
    ),
    _rule(
        "punctuation.final", _MINOR, "the mark at the end is missing", _DE,
        ("Der Weg ist frei.", "The road is open"),
        ("Der Weg ist frei", "The road is open"),
    ),
    _rule(
        "punctuation.question", _MINOR, "a question has no question mark", _FR,
        ("Où vas-tu ?", "You are going somewhere."),
        ("Il demande où tu vas.", "He asks where you are going."),
    ),
    _rule(
        "punctuation.doubled", _MINOR, "two marks stand for one", _DE,
        ("Äpfel, Birnen, Nüsse.", "Apples,, pears, nuts."),
        ("Äpfel, Birnen usw.", "Apples, pears, etc."),
    ),
    _rule(
        "punctuation.blank", _MINOR, "a blank stands before a mark", _EN_DE,
        ("Bread, butter and jam.", "Brot , Butter und Marmelade."),
        ("Bread , butter and jam .", "Brot , Butter und Marmelade ."),
    ),
    _rule(
        "bracket.unbalanced", _MINOR, "a bracket has no partner", _DE,
        ("Das Haus (von 1900) ist alt.", "The house (of 1900 is old."),
        ("a) Das Haus", "a) The house"),
    ),
    _rule(
        "quote.unbalanced", _MINOR, "a quotation mark has no partner", _DE,
        ("Er sagte: „Komm!“", "He said, “Come!"),
        ("Der Tisch ist 3 Zoll dick.", "The table is 3\" thick."),
    ),
    _rule(
        "bracket.lost", _NEUTRAL, "the brackets of the source have gone", _DE,
        ("Das Haus (von 1900) ist alt.", "The house is old."),
        ("Das Haus (von 1900) ist alt.", "The house, of 1900, is old."),
        default=False,
    ),
    _rule(
        "quote.lost", _NEUTRAL, "the quotation marks of the source have gone", _DE,
        ("Er ist ein „Held“.", "He is a hero."),
        ("Er ist ein „Held“.", "He is a 'hero'."),
        default=False,
    ),
    _rule(
        "markup.missing", _MAJOR, "a tag or placeholder of the source is missing", _DE,
        ("Hallo {name}!", "Hello name!"),
        ("Hallo {name}!", "Hello {name}!"),
    ),
    _rule(
        "markup.extra", _MAJOR, "a tag or placeholder is not in the source", _DE,
        ("Hallo!", "Hello <b>there</b>!"),
        ("Nur 20 % d.h. wenig", "Only 20% i.e. little"),
    ),
    _rule(
        "markup.order", _MAJOR, "tags do not nest, or unnumbered placeholders changed places", _EN_DE,
        ("%d files in %s", "In %s sind %d Dateien"),
        ("{0} files in {1}", "In {1} sind {0} Dateien"),
    ),
    _rule(
        "address.missing", _MAJOR, "an address of the source is missing", _DE,
        ("Siehe https://example.org/a.", "See our site."),
        ("Siehe https://example.org/a.", "See <https://example.org/a>."),
    ),
    _rule(
        "address.extra", _MAJOR, "an address is not in the source", _DE,
        ("Schreiben Sie uns.", "Write to info@example.org."),
        ("Schreiben Sie an info@example.org.", "Write to info@example.org."),
    ),
    _rule(
        "hashtag.missing", _MINOR, "a hashtag of the source is missing", _EN_FR,
        ("Great match! #WorldCup", "Quel match !"),
        ("Great match! #WorldCup", "Quel match ! #CoupeDuMonde"),
    ),
    _rule(
        "name.missing", _MAJOR, "a name in Latin letters has gone", _JA,
        ("この辞書はPythonで書かれている。", "This dictionary is written by hand."),
        ("WTOは1995年に設立された。", "The World Trade Organization was founded in 1995."),
    ),
    _of_document(
        "consistency.source", "the same source was translated otherwise before", _ZH,
        (("村委会今天开会。", "The village committee meets today."), ("村委会今天开会。", "The council sits today.")),
        (("好的。", "All right then."), ("好的。", "Yes, of course.")),
    ),
    _of_document(
        "consistency.target", "another source has the same translation", _EN_JA,
        (("All doors are shut.", "ドアは全部閉まっている。"), ("All windows are open.", "ドアは全部閉まっている。")),
        (("Yes.", "はい。"), ("Yes, sir.", "はい。")),
        default=False, severity=_NEUTRAL,
    ),
)  # fmt: skip

BY_ID = {rule.id: rule for rule in RULES}
ELSEWHERE = (
    "term.",
    "unit.",
    "convention.",
    "surface.",
    "number.magnitude",
    "name.near",
    "name.spelt",
    "name.wavers",
    "name.order",
)
"""Findings that `toolkit.checks.findings` makes with a glossary or for English; they can be selected by these names."""
