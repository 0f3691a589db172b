"""Which script and, for Latin script, which language a text is in: by letters and by its commonest words.

Small tables of our own: forty-odd function words for each of fourteen languages. Made to tell a wrong language
from a right one, not to name any language of the world: short texts, and languages that are not here, give None.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from toolkit.model import primary_subtag
from toolkit.text.words import script_of

_SCRIPTS = {
    "zh": "han",
    "ja": "han kana",
    "ko": "hangul",
    "ar": "arabic",
    "fa": "arabic",
    "ur": "arabic",
    "he": "hebrew",
    "hi": "devanagari",
    "mr": "devanagari",
    "ne": "devanagari",
    "bn": "bengali",
    "ta": "tamil",
    "te": "telugu",
    "th": "thai",
    "lo": "lao",
    "km": "khmer",
    "my": "myanmar",
    "ka": "georgian",
    "hy": "armenian",
    "el": "greek",
    "am": "ethiopic",
    "ru": "cyrillic",
    "uk": "cyrillic",
    "bg": "cyrillic",
    "be": "cyrillic",
    "mk": "cyrillic",
    "kk": "cyrillic",
    "sr": "cyrillic latin",
}
_LATIN = frozenset(
    "en de fr es pt it nl sv da nb nn no fi et lv lt pl cs sk sl hr bs hu ro sq tr az id ms vi tl sw af ca "
    "gl eu is ga".split()
)
_WORDS = {
    "en": "the of and to in is was that for it with as on be at by this are from or an have not they were which "
    "has had "
    "their been will would you he she his her but we there what when who can all more its than into about out "
    "i my me do does did if so some after new need only him them us our your just also",
    "de": "der die und das ist nicht ein eine einen einem einer den dem des zu von mit für auf im sich auch es er "
    "sie wir ihr "
    "wurde werden wird hat haben war sind als an bei nach aus aber oder durch über noch wie zum zur dass seit nur vom",
    "fr": "le la les des du et est une un dans pour qui que par sur au aux avec ce cette ces il elle ils nous vous "
    "ne pas plus "
    "sont été était ont sa son ses leur leurs mais ou où comme en de se à très sans",
    "es": "el la los las de del y que en es un una por con para se su sus al lo como más pero fue ha han ser está "
    "son no este "
    "esta estos estas también muy ya cuando entre sobre hasta desde sin era había todo",
    "pt": "o a os as do da dos das e que em no na nos nas é um uma por com para se seu sua ao à pelo pela mais mas "
    "foi não são "
    "como também muito já quando entre sobre até desde sem era havia ele ela de ou isso este esta",
    "it": "il lo la i gli le di del della dei delle e che in è un una per con non si su al alla nel nella come più "
    "ma sono "
    "ha anche questo questa dal dalla era stato essere hanno degli sul sulla da suo sua",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om hij ze ook als maar bij door naar uit "
    "over dit die "
    "wordt worden werd heeft hebben was waren nog wel meer deze zich tot",
    "sv": "och att det som en på är av för med den till inte har de om ett han men var jag sig från vi så kan när "
    "hon efter "
    "också eller skulle hade under ska vid nu mot",
    "da": "og at det som en på er af for med den til ikke har de om et han men var jeg sig fra vi så kan når hun "
    "efter også "
    "eller skulle havde under skal ved nu mod blev",
    "pl": "i w na z do nie się jest że to o jak po co ale za od przez dla był była było są ten ta te oraz jego jej "
    "już tylko "
    "może przy być który która które",
    "cs": "a v na se je že s z do o i to jako za po pro ale by od byl byla bylo jsou který která které jeho její "
    "už jen "
    "může při být také ve jsem",
    "tr": "ve bir bu da de için ile olarak çok daha gibi kadar olan sonra ancak ne o var en her ama ki mi değil ya "
    "oldu "
    "olduğu tarafından",
    "id": "yang dan di ke dari untuk dengan pada ini itu adalah tidak dalam akan telah oleh juga sebagai atau "
    "karena mereka "
    "ada bisa saat lebih seorang bahwa tersebut para setelah kami dia kita sudah",
    "vi": "và của là có được cho không các một những trong với này đã để người khi từ về như ra tôi họ cũng đó tại "
    "vào sẽ "
    "nhưng đến bị năm trên rằng",
}
_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}])?")
_LEAST_WORDS = 6
_LEAST_HITS = 3
_DEVELOPED = 3
"""Another language must have so many times the function words of the expected one."""


@cache
def scripts_of(language: str) -> frozenset[str]:
    """The scripts that a language is written in; empty for one that the tables do not know.

    >>> sorted(scripts_of("ja")), sorted(scripts_of("de-AT")), sorted(scripts_of("x-none"))
    (['han', 'kana'], ['latin'], [])
    """
    subtag = primary_subtag(language)
    if subtag in _LATIN:
        return frozenset({"latin"})
    return frozenset(_SCRIPTS.get(subtag, "").split())


@cache
def yuan_may_be_dollar(language: str) -> bool:
    """Whether 元 may be the dollar of Taiwan, Hong Kong, Macau or Singapore, by the tag's script or region.

    >>> [yuan_may_be_dollar(tag) for tag in ("zh-Hant", "zh_TW", "zh-Hans", "zh")]
    [True, True, False, False]
    """
    parts = {part.casefold() for part in language.replace("_", "-").split("-")[1:]}
    return not parts.isdisjoint({"hant", "tw", "hk", "mo", "sg"}) and "cn" not in parts


@cache
def function_words(language: str) -> frozenset[str]:
    """The commonest function words of a language in lower case; empty where there is no table."""
    return frozenset(_WORDS.get(primary_subtag(language), "").split())


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """Function word -> the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for language in _WORDS:
        for word in function_words(language):
            found[word] = (*found.get(word, ()), language)
    return found


def script_shares(text: str) -> dict[str, float]:
    """The share of each script among the letters of a text; empty without letters.

    >>> script_shares("die Brücke 桥桥")
    {'latin': 0.8181818181818182, 'han': 0.18181818181818182}
    """
    counts = Counter(script for script in map(script_of, text) if script != "common")
    total = sum(counts.values())
    return {script: count / total for script, count in counts.items()}


def other_language(text: str, expected: str) -> str | None:
    """The language that a text in Latin script is in, where it is plainly not the expected one; else None.

    Plainly: at least three function words of the other language, three times as many as of the expected one, and
    a sixth of all words.

    >>> other_language("Los niños jugaban en el jardín con los perros", "fr")
    'es'
    >>> other_language("Les enfants jouaient dans le jardin avec des chiens", "fr"), other_language("Oui, oui", "fr")
    (None, None)
    """
    mine = function_words(expected)
    if not mine:
        return None
    found = [word.lower() for word in _WORD.findall(text)]
    if len(found) < _LEAST_WORDS:
        return None
    counts = Counter(word for word in found if len(word) > 1 or not word.isascii())
    ours = sum(count for word, count in counts.items() if word in mine)
    if ours * 4 > len(found):
        return None
    hits_of: Counter[str] = Counter()
    for word, count in counts.items():
        for language in _languages_of().get(word, ()):
            hits_of[language] += count
    best, hits = max(hits_of.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
    surely = hits >= _LEAST_HITS and hits >= _DEVELOPED * ours and hits * 6 >= len(found)
    return best if surely and best != primary_subtag(expected) else None
