"""Which one-byte encoding a short European text is in, told by the letters of its language; silent where unsure.

Statistics of bytes need a page of text; a resource file or a subtitle often has a dozen letters beyond ASCII. But a
wrong code page gives letters that no language has together, or capitals inside words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WESTERN = ("cp1252",)
_CENTRAL = ("cp1250", "iso8859-2")
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866")
_ALPHABETS = (
    ("àâæçéèêëîïôœùûüÿ", _WESTERN),  # French
    ("äöüß", _WESTERN),  # German
    ("áéíñóúüªº", _WESTERN),  # Spanish
    ("ãõáâàçéêíóôúªº", _WESTERN),  # Portuguese
    ("àèéìíòóùú", _WESTERN),  # Italian
    ("åäöæøéü", _WESTERN),  # Danish, Norwegian, Swedish
    ("áéíóúýþðæö", _WESTERN),  # Icelandic
    ("äëïöüéèóú", _WESTERN),  # Dutch
    ("ąćęłńóśźż", _CENTRAL),  # Polish
    ("áčďéěíňóřšťúůýž", _CENTRAL),  # Czech
    ("áäčďéíĺľňóôŕšťúýž", _CENTRAL),  # Slovak
    ("áéíóöőúüű", _CENTRAL),  # Hungarian
    ("čćđšž", _CENTRAL),  # Croatian, Slovene
    ("ăâîşţ", _CENTRAL),  # Romanian
    ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", _CYRILLIC),  # Russian, Bulgarian
    ("абвгдежзийклмнопрстуфхцчшщьюяґєії", _CYRILLIC),  # Ukrainian
    ("абвгдђежзијклљмнњопрстћуфхцчџш", ("cp1251", "iso8859-5")),  # Serbian
    ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", ("cp1253", "iso8859-7")),  # Greek
    ("çğıöşüâîû", ("cp1254",)),  # Turkish
)
_SIGNS = frozenset("\xa0¿¡«»„“”‘’‚–—…°§€№·™©®")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL_INSIDE = re.compile(r"[a-zß-öø-ÿ\u0430-\u045f\u03ac-\u03ce][A-ZÀ-ÖØ-Þ\u0400-\u042f\u0386-\u03ab]")
_BEHIND_WORDS = re.compile(r"[^\W\d_][¿¡]")
"""Spanish marks behind a letter: a letter of another code page."""
_LONGEST = 30
"""Letters of a word that no European text has; Chinese read as one has no blanks."""


def readings(data: bytes) -> dict[str, str]:
    """The readings that make words of one language: encoding to text, one encoding for each different text.

    >>> readings("Zażółć gęślą jaźń".encode("iso8859-2"))
    {'iso8859-2': 'Zażółć gęślą jaźń'}
    >>> readings("Привет".encode("koi8-r"))
    {'koi8-r': 'Привет'}
    """
    found: dict[str, str] = {}
    for encoding, text in _candidates(data):
        if text not in found.values():
            found[encoding] = text
    return found


def _candidates(data: bytes) -> Iterator[tuple[str, str]]:
    decoded: dict[str, str | None] = {}
    for letters, encodings in _ALPHABETS:
        for encoding in encodings:
            if encoding not in decoded:
                decoded[encoding] = _decoded(data, encoding)
            text = decoded[encoding]
            if text is not None and _is_written_in(text, letters, encoding in _CYRILLIC or "ω" in letters):
                yield encoding, text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if _CAPITAL_INSIDE.search(text) or _BEHIND_WORDS.search(text):
        return None
    return None if any(len(word) > _LONGEST for word in _WORD.findall(text)) else text


def _is_written_in(text: str, letters: str, own_script: bool) -> bool:
    beyond = [char for char in text if char > "\x7f"]
    own = [char for char in beyond if char.lower() in letters]
    if not own or any(char not in _SIGNS for char in beyond if char.lower() not in letters):
        return False
    if "ω" in letters and len(own) > 4 and not any(char in "άέήίόύώΐΰ" for char in text.lower()):
        return False  # Greek words bear an accent
    if own_script:  # no word of two scripts, and capitals are few
        mixed = any(word.isascii() is False and any(c < "\x80" for c in word) for word in _WORD.findall(text))
        return not mixed and (len(own) < 3 or sum(char.isupper() for char in own) * 2 <= len(own) or text.isupper())
    return True
