"""Names of languages as they head the columns of real tables, in English and in the language itself, with codes."""

from __future__ import annotations

import re

_TABLE = """
    ar: arabic | العربية | 阿拉伯语
    bg: bulgarian | български
    ca: catalan | català
    cs: czech | čeština | česky
    da: danish | dansk
    de: german | deutsch | 德语 | 德文
    el: greek | ελληνικά
    en: english | 英文 | 英语 | 英語 | inglés | anglais | englisch
    en-GB: english (uk) | british english | english (united kingdom)
    en-US: english (us) | american english | english (united states)
    es: spanish | español | castellano | 西班牙语
    et: estonian | eesti
    fa: persian | farsi | فارسی
    fi: finnish | suomi
    fr: french | français | 法语 | 法文
    ga: irish | gaeilge
    he: hebrew | עברית
    hi: hindi | हिन्दी
    hr: croatian | hrvatski
    hu: hungarian | magyar
    id: indonesian | bahasa indonesia
    it: italian | italiano
    ja: japanese | 日本語 | 日语 | 日文
    ko: korean | 한국어 | 韩语 | 韓文
    lt: lithuanian | lietuvių
    lv: latvian | latviešu
    ms: malay | bahasa melayu
    mt: maltese | malti
    nb: norwegian bokmål | bokmål
    nl: dutch | nederlands
    no: norwegian | norsk
    pl: polish | polski
    pt: portuguese | português | 葡萄牙语
    pt-BR: brazilian portuguese | portuguese (brazil) | português (brasil)
    ro: romanian | română
    ru: russian | русский | 俄语 | 俄文
    sk: slovak | slovenčina
    sl: slovenian | slovene | slovenščina
    sr: serbian | српски | srpski
    sv: swedish | svenska
    th: thai | ไทย
    tr: turkish | türkçe
    uk: ukrainian | українська
    vi: vietnamese | tiếng việt
    zh: chinese | 中文 | 汉语 | 漢語 | chinois | chinesisch
    zh-Hans: simplified chinese | chinese (simplified) | 简体中文 | 簡體中文 | 简体
    zh-Hant: traditional chinese | chinese (traditional) | 繁体中文 | 繁體中文 | 繁體 | 繁体
"""
_CODES = {
    name.strip(): code.strip()
    for code, _, names in (line.partition(":") for line in _TABLE.strip().splitlines())
    for name in names.split("|")
}
_CHANGE = re.compile(r"(?<=[a-z)]) +(?=[^\x00-\u024f])|(?<=[^\x00-\u024f]) +(?=[a-z])| */ *")


_BRACKETED = re.compile(
    r"(?P<word>.+?)\s?[\[(\N{FULLWIDTH LEFT PARENTHESIS}](?P<tag>[a-z]{2}(?:[-_][a-z]{2,4})?)"
    r"[\])\N{FULLWIDTH RIGHT PARENTHESIS}]"
)
_OF_TERMS = frozenset(
    "term terms términos término terme termes termo termos termine termini begriff benennung source target quelle ziel "
    "术语 用語 용어 термин".split()
) | {"source term", "target term"}
_TAGS = frozenset(code.casefold() for code in _CODES.values())


def language_named(name: str) -> str | None:
    """The code of a language's name, or of its name in two languages; None: no such name is known.

    >>> language_named("English"), language_named("Simplified Chinese 简体中文"), language_named("Note 备注")
    ('en', 'zh-Hans', None)
    >>> language_named("Term (EN)"), language_named("Português (BR)"), language_named("Note (EN)")
    ('en', 'pt-BR', None)
    """
    name = " ".join(name.casefold().split())
    if name in _CODES:
        return _CODES[name]
    if bracketed := _BRACKETED.fullmatch(name):
        return _in_brackets(bracketed["word"], bracketed["tag"].replace("_", "-"))
    codes = {_CODES.get(part) for part in _CHANGE.split(name)}
    return codes.pop() if len(codes) == 1 else None


def _in_brackets(word: str, tag: str) -> str | None:
    """The language of a column of terms with its code, or of a language's name with its region."""
    language, _, region = tag.partition("-")
    if word in _OF_TERMS and language in _TAGS:
        return f"{language}-{region.upper() if len(region) == 2 else region.title()}" if region else language
    named = _CODES.get(word)
    return f"{named}-{tag.upper()}" if named and "-" not in named and len(tag) == 2 and tag != named else named
