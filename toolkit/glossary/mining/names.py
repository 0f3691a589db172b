"""Whether a candidate is the name of a person or a place: for a list of names, seldom for a glossary.

Told by form alone: a Chinese surname before one or two characters that no known word covers, a place's generic word
at the end, English words that no lexicon knows and that always stand with a capital. A name may well be missed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from toolkit.model import primary_subtag
from toolkit.text.inflect.en import lemmas

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖"
    "范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤葛鲍俞岳齐岑"
)
_PLACES = frozenset("省市县区州乡镇村")
_GENERIC = frozenset("county town village township city province district river mountain mountains".split())


def is_name(units: Sequence[str], spellings: Iterable[str], language: str, known: Collection[str]) -> bool:
    """Whether these units, spelled so wherever they stand, look like a name.

    >>> is_name(["罗", "晓", "雁"], ["罗晓雁"], "zh", {"县长"}), is_name(["县长"], ["县长"], "zh", {"县长"})
    (True, False)
    >>> is_name(["duan", "hongzhi"], ["Duan Hongzhi"], "en", ())
    True
    """
    tag = primary_subtag(language)
    text = "".join(units)
    if tag == "zh":
        loose = [unit for unit in units if len(unit) == 1]
        if len(units) > 1 and text[0] in _SURNAMES and 2 <= len(text) <= 3 and text not in known:
            return len(loose) >= len(units) - 1
        return len(text) >= 3 and text[-1] in _PLACES and text not in known and len(loose) >= 2
    if tag == "en":
        words = [unit for unit in units if unit not in _GENERIC]
        capital = all(word[:1].isupper() and not word.isupper() for one in spellings for word in one.split())
        return capital and any(not lemmas(word) for word in words)
    return False
