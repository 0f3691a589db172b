"""Names of languages as they head the columns of real tables, in English and in the language itself, with codes."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.formats.term_rows import language_fault

_TABLE = """
    af: afrikaans
    am: amharic
    ar: arabic | العربية | 阿拉伯语 | arabisch | arabe | ara
    ar: 아랍어
    az: azerbaijani | azərbaycanca
    be: belarusian | беларуская
    bg: bulgarian | български
    bn: bengali | bangla | বাংলা
    bs: bosnian | bosanski
    ca: catalan | català
    cs: czech | čeština | česky | tschechisch | ces | cze
    cy: welsh | cymraeg
    da: danish | dansk | dänisch
    de: german | deutsch | 德语 | 德文 | allemand | alemán | tedesco | niemiecki | 独语 | ドイツ語 | deu | ger
    de: 독일어 | tiếng đức | الألمانية | немецкий
    el: greek | ελληνικά | griechisch | ell | gre
    en: english | 英文 | 英语 | 英語 | inglés | anglais | englisch | inglese | inglês | angielski | engels | eng
    en: 영어 | tiếng anh | الإنجليزية | английский
    en-GB: british english
    en-US: american english
    eo: esperanto
    es: spanish | español | castellano | 西班牙语 | spanisch | espagnol | spagnolo | espanhol | スペイン語 | spa
    es: 스페인어 | الإسبانية | испанский
    et: estonian | eesti
    eu: basque | euskara
    fa: persian | farsi | فارسی
    fi: finnish | suomi | finnisch | fin
    fil: filipino | tagalog
    fr: french | français | 法语 | 法文 | französisch | francés | francese | francês | フランス語 | fra | fre
    fr: 프랑스어 | tiếng pháp | الفرنسية | французский
    ga: irish | gaeilge
    gl: galician | galego
    gu: gujarati | ગુજરાતી
    he: hebrew | עברית | heb
    hi: hindi | हिन्दी
    hr: croatian | hrvatski
    hu: hungarian | magyar | ungarisch | hun
    hy: armenian | հայերեն
    id: indonesian | bahasa indonesia
    is: icelandic | íslenska
    it: italian | italiano | italienisch | italien | ita
    ja: japanese | 日本語 | 日语 | 日文 | japanisch | japonais | japonés | 日語 | jpn
    ja: jp | 일본어 | tiếng nhật | اليابانية
    ka: georgian | ქართული
    kk: kazakh | қазақ
    km: khmer | ខ្មែរ
    kn: kannada | ಕನ್ನಡ
    ko: korean | 한국어 | 韩语 | 韓文 | koreanisch | coréen | 韩文 | 韓国語 | kor
    ko: tiếng hàn
    ky: kyrgyz
    la: latin
    lb: luxembourgish
    lo: lao | ລາວ
    lt: lithuanian | lietuvių
    lv: latvian | latviešu
    mk: macedonian | македонски
    ml: malayalam | മലയാളം
    mn: mongolian | монгол
    mr: marathi | मराठी
    ms: malay | bahasa melayu
    mt: maltese | malti
    my: burmese | မြန်မာ
    nb: norwegian bokmål | bokmål
    ne: nepali | नेपाली
    nl: dutch | nederlands | niederländisch | néerlandais | nld | dut
    nn: norwegian nynorsk | nynorsk
    no: norwegian | norsk
    pa: punjabi | ਪੰਜਾਬੀ
    pl: polish | polski | polnisch | polonais | pol
    ps: pashto
    pt: portuguese | português | 葡萄牙语 | portugiesisch | portugais | portugués | por
    pt-BR: brazilian portuguese
    ro: romanian | română
    ru: russian | русский | 俄语 | 俄文 | russisch | russe | ruso | 俄語 | rus
    ru: 러시아어
    si: sinhala | සිංහල
    sk: slovak | slovenčina
    sl: slovenian | slovene | slovenščina
    so: somali
    sq: albanian | shqip
    sr: serbian | српски | srpski
    sv: swedish | svenska | schwedisch | swe
    sw: swahili | kiswahili
    ta: tamil | தமிழ்
    te: telugu | తెలుగు
    th: thai | ไทย | tha
    tr: turkish | türkçe | türkisch | turc | tur
    uk: ukrainian | українська | ukrainisch | ukr
    ur: urdu | اردو
    uz: uzbek
    vi: vietnamese | tiếng việt | vie
    yue: cantonese | 粤语 | 粵語
    zh: chinese | 中文 | 汉语 | 漢語 | chinois | chinesisch | chino | cinese | 中国語 | китайский | zho | chi
    zh: 중국어 | tiếng trung | الصينية
    zh-Hans: chs | simplified chinese | 简体中文 | 簡體中文 | 简体
    zh-Hant: cht | traditional chinese | 繁体中文 | 繁體中文 | 繁體 | 繁体
    zu: zulu
"""
_REGION_TABLE = """
    001: world | international | modern standard
    419: latin america | lateinamerika | latinoamérica | hispanoamérica | américa latina | latam | latin american
    AE: united arab emirates | uae
    AR: argentina
    AT: austria | österreich
    AU: australia
    BE: belgium | belgique | belgien
    BR: brazil | brasil | brazilian
    CA: canada | kanada | canadian
    CH: switzerland | schweiz | suisse | svizzera | swiss
    CL: chile
    CN: china | prc | people's republic of china | mainland china | 中国
    CO: colombia
    CZ: czech republic | czechia
    DE: germany | deutschland | allemagne
    DK: denmark
    EG: egypt
    ES: spain | españa | spanien | international sort | traditional sort | european spanish
    FI: finland
    FR: france | frankreich
    GB: united kingdom | uk | great britain | britain | british | großbritannien
    GR: greece
    HK: hong kong | hong kong sar | hong kong s.a.r.
    HU: hungary
    ID: indonesia
    IE: ireland
    IL: israel
    IN: india
    IR: iran
    IT: italy | italia | italien
    JP: japan
    KR: korea | south korea | republic of korea
    MA: morocco
    MO: macao | macau
    MX: mexico | méxico | mexican
    MY: malaysia
    NL: netherlands | the netherlands | niederlande
    NO: norway
    NZ: new zealand
    PE: peru
    PL: poland
    PT: portugal | european
    RO: romania
    RS: serbia
    RU: russia | russian federation
    SA: saudi arabia
    SE: sweden
    SG: singapore
    TH: thailand
    TR: turkey | türkiye
    TW: taiwan | 台灣 | 台湾
    UA: ukraine
    US: united states | us | usa | united states of america | american
    VN: vietnam | viet nam
    ZA: south africa
    Cyrl: cyrillic
    Hans: simplified | 简体
    Hant: traditional | 繁體
    Latn: latin | latin script
"""


def _read(table: str) -> dict[str, str]:
    return {
        name.strip(): code.strip()
        for code, _, names in (line.partition(":") for line in table.strip().splitlines())
        for name in names.split("|")
    }


_CODES = _read(_TABLE)
_REGIONS = _read(_REGION_TABLE)
_CHANGE = re.compile(r"(?<=[a-z)]) +(?=[^\x00-\u024f])|(?<=[^\x00-\u024f]) +(?=[a-z])| */ *")
_QUALIFIED = re.compile(r"([^()\[\],–-]+?)\s*(?:[(\[,]|\s[–-]\s?)\s*([^()\[\]]+?)\s*[)\]]?$")
_CODE_LIST = """
    af am ar as az be bg bn bo bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu ha he hi hr
    hu hy id ig is it ja jv ka kk km kn ko ky lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no or
    pa pl ps pt ro ru sd si sk sl so sq sr su sv sw ta te tg th tk tl tr tt ug uk ur uz vi wo xh yi
    yo yue zh cmn zu
"""
_SUBTAGS = frozenset(
    "arab armn beng cyrl deva geor grek gujr guru hang hans hant hebr jpan kore knda latn mlym mong orya sinh taml "
    "telu thai tibt cmn yue nan hak wuu valencia tarask ekavsk ijekavsk posix".split()
)
"""Scripts, languages within Chinese and variants, as far as they head columns."""
_WELL_KNOWN = frozenset(_CODE_LIST.split())
"""Two columns so named are a header. Only well-known codes: "cat,dog" is a row of terms."""


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
    >>> language_named("French (Canada)"), language_named("German - Austria"), language_named("Spanish (Latin America)")
    ('fr-CA', 'de-AT', 'es-419')
    >>> language_named("Term (EN)"), language_named("Português (BR)"), language_named("Note (EN)")
    ('en', 'pt-BR', None)
    """
    name = " ".join(name.casefold().split())
    if name in _CODES:
        return _CODES[name]
    if bracketed := _BRACKETED.fullmatch(name):
        return _in_brackets(bracketed["word"], bracketed["tag"].replace("_", "-"))
    codes = {_CODES.get(part) for part in _CHANGE.split(name)}
    if len(codes) == 1 and None not in codes:
        return codes.pop()
    if found := _QUALIFIED.fullmatch(name):
        return _with_qualifiers(language_named(found[1]), found[2])
    before, _, after = name.partition(" ")  # Brazilian Portuguese, English UK
    if after in _CODES and before in _REGIONS:
        return _with_qualifiers(_CODES[after], before)
    return _with_qualifiers(_CODES.get(before), after) if after else None


def _with_qualifiers(language: str | None, said: str) -> str | None:
    """The language with its script and region, as `simplified, china` says them; None where a word is not known."""
    if language is None or language.count("-") > 1:
        return None
    parts = [said] if said in _REGIONS else [part.strip() for part in said.split(",")]
    found = {_REGIONS.get(part) for part in parts}
    first, *known = language.split("-")
    if None in found or any(len(one) == len(code or "") for one in known for code in found):
        return None
    return "-".join(
        [first, *sorted((*known, *(code for code in found if code)), key=lambda code: (len(code) != 4, code))]
    )


@lru_cache(maxsize=4096)
def code_of(cell: str) -> str | None:
    """The language that a column's name says: a code as it is written, or the code of a name; None: it says none.

    >>> code_of("zh-cn"), code_of("pt_BR"), code_of("中文"), code_of("category")
    ('zh-cn', 'pt_BR', 'zh', None)
    """
    cell = cell.strip()
    named = language_named(cell)
    if named is not None:
        return named
    return _code(cell) or _named_twice(cell)


def _named_twice(cell: str) -> str | None:
    """The code that stands beside a name, or that a name and a region's code make.

    >>> _named_twice("English (en)"), _named_twice("es-ES - Spanish (Spain)"), _named_twice("French_CA")
    ('en', 'es-ES', 'fr-CA')
    """
    for gap in re.finditer(r" *[(\[] *| +[-–:] *|[_-]", cell):
        one, other = cell[: gap.start()], cell[gap.end() :].removesuffix(")" if "(" in gap.group() else "]")
        if gap.group() in "_-" and (name := language_named(one)) and re.fullmatch("[A-Z]{2}", other):
            return f"{name}-{other}" if "-" not in name else None
        for code, name in ((_code(one), language_named(other)), (_code(other), language_named(one))):
            if code and name and re.split("[-_]", code.casefold())[0] == name.split("-")[0]:
                return code
    return None


def _code(cell: str) -> str | None:
    first, *others = re.split("[-_]", cell.casefold())
    known = first in _WELL_KNOWN and not language_fault(cell) and all(map(_subtag, others[: _private(others)]))
    return cell if known else None


def _private(subtags: list[str]) -> int:
    """Where extensions begin, which may be anything."""
    return next((place for place, subtag in enumerate(subtags) if len(subtag) == 1), len(subtags))


def _subtag(subtag: str) -> bool:
    """Whether it is a script, a region or a variant: `en_note` is no language."""
    if len(subtag) == 2 or (len(subtag) == 3 and subtag.isdigit()) or subtag in _SUBTAGS:
        return True
    return len(subtag) >= 4 and not subtag.isalpha()


def _in_brackets(word: str, tag: str) -> str | None:
    """The language of a column of terms with its code, or of a language's name with its region."""
    language, _, region = tag.partition("-")
    if word in _OF_TERMS and language in _TAGS:
        return f"{language}-{region.upper() if len(region) == 2 else region.title()}" if region else language
    named = _CODES.get(word)
    return f"{named}-{tag.upper()}" if named and "-" not in named and len(tag) == 2 and tag != named else named
