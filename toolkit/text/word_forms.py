"""Whether two words may be forms of one word, for languages whose forms are not written out. For recognising only.

Each word has keys; two words that share one may be forms of each other. The keys are the word itself, its Snowball
stem, and what a handful of regular changes leave of it: the fleeting vowel of Slavic nouns, the hardened consonant of
Turkish ones, Portuguese -ão and -ões, Arabic and Hebrew particles written onto the word, Korean particles. No
dictionary: Arabic broken plurals and other irregular forms are not known. Nothing is ever written by these keys.
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.model import primary_subtag
from toolkit.text.stems import has_stems, stem

_UNSPACED = frozenset("zh ja th lo km my".split())
_OWN = frozenset({"en"})
"""English writes its forms out, irregular ones too (`toolkit.text.inflect.en`)."""
_SLAVIC = frozenset("ru uk be bg mk pl cs sk sl hr bs sr".split())
_FLEETING = re.compile(r"[eoеоёєі](?=[^aeiouyаеёиоуыэюяіїє]$)")
_LAST_VOWEL = re.compile(r"[aeiouyаеёиоуыэюяіїєьъй]+$")
_CYRILLIC_ENDINGS = re.compile(
    r"(?:ями|ами|ього|ому|ого|ими|ыми|іми|ією|ою|ею|ах|ях|ам|ям|ом|ем|ем|ов|ев|ів|їв|ей|ий|ій|ой|их|іх|им|ім"
    r"|ата|ята|ите|ът|ят|та|то|те|а|я|о|е|и|і|ї|у|ю|ы|ь|й)$"
)
_LATIN_ENDINGS = re.compile(
    r"(?:ovima|evima|ami|ama|ima|emi|och|ách|ích|ech|ých|ého|ému|ega|emu|oga|omu|ovi|ův|ov|om|em|ím|ým|ih|im|ou"
    r"|a|e|i|í|o|u|ů|y|ý|á|é)$"
)
_TURKISH_HARD = str.maketrans("bcdğg", "pçtkk")
_ITALIAN_PLURAL = re.compile(r"h?[aeio]$")
_PORTUGUESE_NASAL = re.compile(r"(?:ões|ães|ãos|ão)$")
_SEMITIC_BEFORE = {
    "ar": re.compile(r"^[وف]?(?:بال|كال|لل|ال|[بكل](?=...))?"),
    "fa": re.compile(r"^"),
    "he": re.compile(r"^ו?(?:[בכלמש]?ה?|[בכלמש])(?=...)"),
}
_ARABIC_AFTER = re.compile(r"(?:ات|ان|ون|ين|ية|ة|ه|ي)$")
_KOREAN_AFTER = re.compile(
    r"(?:들)?(?:에서는|에서도|에서의|에서만|으로는|으로써|으로서|에게서|에게는|까지는|부터는|이라는|이라고|입니다|이었다|이며"
    r"|이고|에서|에게|에는|에도|에만|으로|까지|부터|마다|처럼|보다|밖에|이나|이란|이라|라는|라고|로는|로서|로써|와의|과의|와는"
    r"|과는|께서|한테|은|는|이|가|을|를|의|에|로|와|과|도|만|나|란|들)$"
)
_ROMANCE = frozenset("es pt gl ca it".split())
_OTHER_NOUN = re.compile(r"(?:[aeiu]l|[aei]r|[dz])$")
"""Spanish and Portuguese words with such an end have no feminine in -a."""
_WITH_ACTIONS = frozenset("es pt gl ca it fr".split())
_ACTION = re.compile(r"(?:[cs]i[oó]n(?:es)?|ç(?:ão|ões)|[stz]ione|[stz]ioni|tions?|mientos?|ments?)$", re.I)
"""The noun of an action: another word than the noun that it was made of."""
_INFINITIVE = re.compile(r"(?:[aeiáéí]r(?:se|e)?|re)$", re.I)
_UMLAUTS = str.maketrans("äöü", "aou")
_PLURAL_IN_EN = re.compile(r"(.*?)(?:um|us|a|(?<=kont)o|(?<=risik)o|(?<=sald)o)")
_FEMININE = re.compile(r"(?:ung|eit|schaft|ion|tat|ik|ur|in)$")
_PLURAL_IN_ER = re.compile(
    r"(?:amt|bad|band|bild|blatt|brett|buch|dach|dorf|ei|fach|fass|feld|geist|gerust|glas|glied|grab|gras|gut|haupt|haus|holz"
    r"|huhn|kalb|kind|kleid|korn|kraut|lamm|land|licht|lied|loch|mann|nest|rad|rand|rind|schild|schloss|schwert|tal"
    r"|tuch|volk|wald|weib|wort|wurm)$"
)
_GERMAN_INFINITIVE = re.compile(r"([a-zäöüß]{3,}?)(?:en|(?<=[lr])n)")
_GERMAN_ENDINGS = tuple("e st t en et est te ten tet test ete eten etet etest".split())
"""The regular endings of present, past and participle; a strong verb's other vowels are not known."""
_PARTICIPLE_ENDINGS = ("t", "et", "en", "te", "ete", "ten", "eten")
_BEGINNING_WITH_GE = frozenset(
    "hör brauch fall scheh ling winn nieß stalt statt währ horch denk leit nüg trau biet fähr nehmig steh lob wöhn mahn"
    " länd wart reich walt bär trenn".split()
)
"""gehören, gebrauchen ...: verbs of their own, whose present looks like the participle of another."""
_SHORTEST_STEM = 3
_MOST_SHORTER = 2
"""A form is shorter than the listed word by so many letters at most: "orden" is no form of "ordenador"."""


def has_forms(language: str) -> bool:
    """Whether words of this language are looked for in other forms than the listed one by their keys.

    >>> has_forms("ru"), has_forms("de-AT"), has_forms("ko"), has_forms("en"), has_forms("zh"), has_forms("vi")
    (True, True, True, False, False, False)
    """
    subtag = primary_subtag(language)
    if subtag in _OWN or subtag in _UNSPACED:
        return False
    return has_stems(subtag) or subtag in _SLAVIC or subtag in _SEMITIC_BEFORE or subtag == "ko"


def may_be_form(found: str, listed: str, language: str) -> bool:
    """Whether a word of a text may be a form of a listed word.

    >>> may_be_form("клапанами", "клапан", "ru"), may_be_form("дней", "день", "ru"), may_be_form("домик", "дом", "ru")
    (True, True, False)
    >>> may_be_form("Laufräder", "Laufrad", "de"), may_be_form("계약서를", "계약서", "ko")
    (True, True)
    """
    if len(found) < len(listed) - _MOST_SHORTER:
        return False
    subtag = primary_subtag(language)
    if subtag == "de" and listed[:1].isupper() and not _is_german_noun_form(found, listed):
        return False
    if subtag == "de" and listed[:1].islower() and found[:1].islower():
        return not form_keys(found, language).isdisjoint(listed_keys(listed, language) | _verb_keys(listed))
    if subtag in _ROMANCE and _OTHER_NOUN.search(listed) and found[len(listed) :][:1] in ("a", "o"):
        return False  # panel, panela
    if subtag in _WITH_ACTIONS and _ACTION.search(found) and not (_ACTION.search(listed) or _INFINITIVE.search(listed)):
        return False  # facturación is no factura
    return not form_keys(found, language).isdisjoint(listed_keys(listed, language))


def _is_german_noun_form(found: str, listed: str) -> bool:
    """Whether nothing but an umlaut and an ending differs: Gesellschaften of Gesellschaft, but no Gesellschafter."""
    if found[:1].islower():
        return False  # a noun is no verb: der Betreiber, betreiben
    one, other = found.lower().translate(_UMLAUTS), listed.lower().translate(_UMLAUTS)
    if not one.startswith(other.removesuffix("e")):
        bare = _PLURAL_IN_EN.fullmatch(other)
        return bare is not None and one == f"{bare[1]}en"
    ending = one[len(other) :]
    if _FEMININE.search(other):
        return ending in ("", "en", "nen")
    return not ending.startswith("er") or _PLURAL_IN_ER.search(other) is not None


@lru_cache(maxsize=100_000)
def listed_keys(word: str, language: str) -> frozenset[str]:
    """The keys of a word as a glossary lists it; of an abbreviation or a code only itself."""
    lower = _plain(word)
    if len(word) < 2 or any(c.isdigit() for c in word) or (word.isupper() and word.upper() != word.lower()):
        return frozenset({lower})
    if primary_subtag(language) == "ko":
        return frozenset({lower})  # particles stand behind the word of the text only
    return _keys(lower, primary_subtag(language)) | (_verb_keys(word) if primary_subtag(language) == "de" else _NONE)


@lru_cache(maxsize=200_000)
def form_keys(word: str, language: str) -> frozenset[str]:
    """The keys of a word as it stands in a text."""
    keys = _keys(_plain(word), primary_subtag(language))
    if primary_subtag(language) != "de":
        return keys
    stems = [word.removesuffix(ending) for ending in _GERMAN_ENDINGS if word.endswith(ending)]
    participle = [word.removesuffix(ending) for ending in _PARTICIPLE_ENDINGS if word.endswith(ending)]
    begun = [one.removeprefix("ge") for one in participle if one.startswith("ge")]
    stems += [one for one in begun if one not in _BEGINNING_WITH_GE]  # "gelöst" of lösen; "gehört" of gehören too
    stems += [f"{word[:-2]}el"] if word.endswith("le") else []  # ich handle
    return keys | {f"~{one}" for one in stems if len(one) >= _SHORTEST_STEM}


def _verb_keys(word: str) -> frozenset[str]:
    """The key that all regular forms of a German infinitive share.

    >>> sorted(_verb_keys("prüfen")), sorted(_verb_keys("wechseln")), sorted(_verb_keys("Prüfung"))
    (['~prüf'], ['~wechsel'], [])
    """
    found = _GERMAN_INFINITIVE.fullmatch(word)
    return frozenset({f"~{found[1]}"}) if found else _NONE


_NONE: frozenset[str] = frozenset()


def _plain(word: str) -> str:
    return word.casefold().replace("ё", "е").replace("i\N{COMBINING DOT ABOVE}", "i")


def _keys(lower: str, subtag: str) -> frozenset[str]:
    if subtag == "ko":
        bare = _KOREAN_AFTER.sub("", lower)
        return frozenset({lower, bare} if len(bare) > 1 else {lower})
    found = {lower}
    before = _SEMITIC_BEFORE.get(subtag)
    if before is not None:
        bare = before.sub("", lower)
        found.add(bare if len(bare) > 1 else lower)
        if subtag == "ar":
            found |= {_ARABIC_AFTER.sub("", one) for one in tuple(found) if len(one) > 4}
    base = stem(lower, subtag)
    if not has_stems(subtag) and subtag in _SLAVIC:
        base = (_CYRILLIC_ENDINGS if lower > "\u0400" else _LATIN_ENDINGS).sub("", lower)
    if len(base) >= _SHORTEST_STEM or base == lower or (subtag in ("tr", "ar") and len(base) > 1):
        found.add(base)
    if subtag in _SLAVIC and len(base) > 1:
        bare = _LAST_VOWEL.sub("", base)
        found.add("~" + _FLEETING.sub("", bare)) if len(bare) > 1 else None
    elif subtag == "tr":
        found |= {one.translate(_TURKISH_HARD) if one[-1:] in "bcdğg" else one for one in (base, base[:-1])} - {""}
        found = {one for one in found if len(one) > 2 or one in (lower, base)}
    elif subtag == "it" and len(lower) > 4:
        found.add(_ITALIAN_PLURAL.sub("", lower))
    elif subtag == "de" and (ending := _PLURAL_IN_EN.fullmatch(lower)) and len(ending[1]) >= _SHORTEST_STEM:
        found.add(ending[1])
    elif subtag in ("pt", "gl"):
        found.add(_PORTUGUESE_NASAL.sub("ao", lower))
    return frozenset(found)
