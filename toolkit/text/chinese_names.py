"""Chinese personal names in Latin letters: how pinyin writes them, and the ways in which engines write them wrongly.

The standard is GB/T 28039-2011: surname first, the syllables of the given name together, both with a capital.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from toolkit.text.words import script_of

COMPOUND = frozenset("欧阳 司马 诸葛 上官 夏侯 皇甫 尉迟 公孙 慕容 司徒 令狐 东方 宇文 长孙 南宫 端木 独孤".split())
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
    "伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋甘景薄单包柏宁柯"
    "阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫來來蔺迟奚闫佟佘晏蒙农闭蓝隆岑班粟符敖仲卞姬冀谌楚鄢揭茅蒲穆宗骆巫"
    "郎虞麦鹿裘储荆厉栾肖付寇桑苟冼邝麻湛宣昌幸衡郜鞠虎师罕木花刀云闻"
)
_AS_SURNAME = dict(
    zip("单解仇曾查区盖朴覃任华柏薄万", "shan xie qiu zeng zha ou ge piao qin ren hua bai bo wan".split(), strict=True)
)
"""Characters that sound otherwise as a surname than in most words."""
_MOST_READINGS = 4


@lru_cache(maxsize=65536)
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of a name in pinyin without tones, the likeliest reading first; empty for what is not Chinese.

    >>> readings("薇娅"), readings("Viya")
    ((('wei', 'ya'),), ())
    >>> readings("曾敏")[0]
    ('zeng', 'min')
    """
    if len(name) < 2 or any(script_of(char) != "han" for char in name):
        return ()
    from pypinyin import Style, pinyin  # some tenths of a second: only where a name is looked for

    found = [list(dict.fromkeys(one))[:2] for one in pinyin(name, style=Style.NORMAL, heteronym=True)]
    if name[0] in _AS_SURNAME:
        found[0] = list(dict.fromkeys([_AS_SURNAME[name[0]], *found[0]]))[:2]
    if any(not syllable.isascii() or not syllable.isalpha() for one in found for syllable in one):
        return ()
    return tuple(way for way, _ in zip(product(*found), range(_MOST_READINGS), strict=False))


def parts(name: str) -> int:
    """How many syllables the surname has.

    >>> parts("欧阳娜娜"), parts("李佳琦")
    (2, 1)
    """
    return 2 if name[:2] in COMPOUND and len(name) > 2 else 1


def standard(name: str, syllables: tuple[str, ...]) -> str:
    """The name as pinyin writes it.

    >>> standard("李佳琦", ("li", "jia", "qi")), standard("欧阳娜娜", ("ou", "yang", "na", "na"))
    ('Li Jiaqi', 'Ouyang Nana')
    """
    cut = parts(name)
    return f"{''.join(syllables[:cut]).capitalize()} {''.join(syllables[cut:]).capitalize()}"


def spellings(name: str, syllables: tuple[str, ...]) -> tuple[str, ...]:
    """The standard spelling first, then those of engines: split, joined, with a capital inside, the given name first.

    >>> spellings("李佳琦", ("li", "jia", "qi"))[:6]
    ('Li Jiaqi', 'Li Jia Qi', 'Li Jia qi', 'Lijiaqi', 'LiJiaqi', 'LiJiaQi')
    >>> spellings("薇娅", ("wei", "ya"))
    ('Wei Ya', 'Weiya', 'WeiYa', 'Ya Wei')
    """
    return tuple(dict.fromkeys(_spellings(name, syllables)))


def _spellings(name: str, syllables: tuple[str, ...]) -> Iterator[str]:
    cut = parts(name)
    surname = "".join(syllables[:cut]).capitalize()
    given = syllables[cut:]
    together, apart = "".join(given).capitalize(), [syllable.capitalize() for syllable in given]
    low = " ".join([apart[0], *given[1:]])
    yield f"{surname} {together}"
    yield f"{surname} {' '.join(apart)}"
    yield f"{surname} {low}"
    yield (surname + "".join(given)).capitalize()
    yield f"{surname}{together}"
    yield f"{surname}{''.join(apart)}"
    for front in (together, " ".join(apart), low):
        yield f"{front} {surname}"
