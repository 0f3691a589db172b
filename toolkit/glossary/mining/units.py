"""A text as runs of units that a term may be made of: words in spaced scripts, words of a vocabulary in others.

A run ends at punctuation, numbers and function words; no term goes over such an end. What is a function word is told
by closed classes, which we have for English, Chinese and the languages of `function_words`; in others by how many
segments a short word is in. A preposition that links two nouns (`vase d'expansion`) ends no run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from toolkit.glossary.mining.function_words import FUNCTION_WORDS, LINKS
from toolkit.model import LangPair, Span, primary_subtag
from toolkit.text import closed_classes
from toolkit.text.inflect.en import lemmas
from toolkit.text.known import vocabulary
from toolkit.text.stems import stem
from toolkit.text.tokens import tokens
from toolkit.text.words import is_spaced

_ENGLISH_SMALL = (
    closed_classes.NEVER_HEADS
    | closed_classes.HAVE
    | frozenset(
        "there here what how me my your his him her hers its our ours their theirs them these those us yes up out off "
        "down only very much many more most less least own same such any each every else s t re ve ll d m than until "
        "till around along both either neither nor almost about well ago says say said told asked added according "
        "now today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march "
        "april june july august september october november december jan feb mar apr jun jul aug sept oct nov dec "
        "make makes made get gets got go goes went come came take took give gave let put see saw know knew want "
        "don doesn didn isn wasn aren weren haven hasn hadn couldn wouldn shouldn won ain mr mrs ms etc "
        "year years month months week weeks day days hour hours minute minutes second seconds time times morning "
        "evening night afternoon end part way ways thing things lot lots kind sort number people person place side "
        "anyone someone everyone something anything nothing everything themselves himself herself itself myself "
        "yuan dollar dollars meter meters kilometer kilometers kilogram kilograms gram grams back left right old "
        "double whole total half single few little long short high low "
        "hundred thousand million billion percent one two first second third last next new good big great".split()
    )
)
_CHINESE_SMALL = frozenset(
    "的 了 着 过 在 是 和 与 及 或 把 被 对 从 向 到 给 让 为 以 于 而 且 但 就 也 还 都 又 很 最 更 太 "
    "不 没 无 有 我 你 他 她 它 们 这 那 哪 其 此 每 各 某 个 些 之 所 者 吗 呢 吧 啊 呀 嘛 等 地 得 上 "
    "下 里 外 中 前 后 内 间 时 当 并 则 却 再 才 只 已 将 会 能 可 要 想 应 该 由 因 如 若 虽 然 连 说 "
    "称 道 看 做 去 来 用 使 跟 同 比 像 叫 本 何 多 少 几 全 公斤 公里 余 第 一 二 三 四 五 六 七 八 九 "
    "十 百 千 万 亿 两 零 半 一个 一些 我们 你们 他们 她们 它们 咱们 大家 自己 这个 那个 这些 那些 这样 "
    "那样 怎么 什么 因为 所以 但是 如果 虽然 而且 或者 以及 还是 就是 不是 没有 可以 可能 应该 需要 已经 "
    "正在 曾经 今年 去年 明年 今天 昨天 明天 现在 目前 日前 当时 后来 之后 之前 以来 以后 以前 其中 如今 "
    "同时 表示 认为 介绍 指出 告诉 透露 回忆 记者 通过 根据 按照 关于 对于 由于 为了 一边 一样 一起 一直 "
    "十分 非常 特别 更加 这里 那里 不能 不会 不要 不少 许多 很多 时候 一口气 只要 只有 只好 甚至 还有 "
    "也是 都是 即使 尽管 无论 不过 不仅 而是 来自 成为 进行 开始 起来 出来 下来 上去".split()
)
"""Function words, numerals, measures and verbs of saying: of general grammar."""
_MEASURES = frozenset("年月日号时分秒元块斤吨亩米家名位件只条张次种样场台箱瓶袋双群岁天个间座套项批届度份碗筐单")
"""Function words behind a numeral only: 九位, but 坑位费."""
_NUMBER = re.compile(r"[\d.,%]+|[\d一二三四五六七八九十百千万亿两零〇几余]+[多余]?")
_COUNTED = re.compile(
    "[一两几每这那多][个位家场座间只年夜口句条天下名次些种件双份批边头半人]|.*(?:里|亿元|万元|日电|电题)"
)
"""A numeral with its measure, and a place in something: 一场, 村里."""
_HIRAGANA = re.compile("[\u3041-\u309f]+")
_KANA = re.compile("[\u3041-\u309f]+|[^\u3041-\u309f]+")
SYLLABIC = frozenset({"th", "lo", "km", "my"})
"""Scripts without spaces in which a letter and its vowels and tones are one unit."""
_CLUSTER = re.compile(
    "[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*[\u0e30\u0e32\u0e33\u0e45]?"
    "|[\u0ec0-\u0ec4]?[\u0e81-\u0eae][\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]*[\u0eb0\u0eb2\u0eb3]?"
    "|[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17d3])*"
    "|[\u1000-\u102a](?:\u1039[\u1000-\u102a]|[\u102b-\u1038\u103a-\u103e])*|[^\\W\\d_]+|\\d[\\d.,]*"
)
_MOST_SHARE = 0.2
"""In a language without closed classes a word of at most four letters in so many segments is a function word."""


class Unit(NamedTuple):
    """One piece of a text."""

    text: str
    key: str
    """What its forms share."""
    span: Span


Run = tuple[Unit, ...]


def runs_of(texts: Sequence[str], language: str, pair: LangPair | None = None) -> list[list[Run]]:
    """For each text its runs, in order.

    >>> [[u.text for u in run] for run in runs_of(["He sold 3 cashmere coats, and the supply chain held."], "en")[0]]
    [['sold'], ['cashmere', 'coats'], ['supply', 'chain', 'held']]
    """
    words = vocabulary(*(pair or LangPair(language, "en")))
    cut = [_units(text, language, words) for text in texts]
    small = _small_of(language, cut)
    return [_runs(text, units, small) for text, units in zip(texts, cut, strict=True)]


def _units(text: str, language: str, words: Collection[str]) -> list[Unit]:
    if primary_subtag(language) in SYLLABIC:
        return [Unit(c.group(), c.group(), Span(c.start(), c.end())) for c in _CLUSTER.finditer(text)]
    spans = [token.span for token in tokens(text, language, words)]
    if primary_subtag(language) == "ja":
        spans = [part for span in spans for part in _parted(text, span)]
    return [Unit(span.of(text), key_of(span.of(text), language), span) for span in spans]


def _parted(text: str, span: Span) -> list[Span]:
    """A run of kana where it changes from one script to the other: シリンダーに is a word and a particle."""
    return [Span(span.start + found.start(), span.start + found.end()) for found in _KANA.finditer(span.of(text))]


@lru_cache(maxsize=100_000)
def key_of(word: str, language: str) -> str:
    """What the case and number of a word do not change.

    >>> key_of("Coats", "en"), key_of("supplies", "en"), key_of("直播", "zh")
    ('coat', 'supply', '直播')
    """
    lower = word.casefold()
    if primary_subtag(language) == "en":
        nouns = lemmas(lower).get("NOUN", ())
        return nouns[0] if nouns else lower
    return stem(lower, language)


def _small_of(language: str, texts: Iterable[Sequence[Unit]]) -> frozenset[str]:
    tag = primary_subtag(language)
    if tag in FUNCTION_WORDS:
        return FUNCTION_WORDS[tag] - LINKS.get(tag, frozenset())
    if tag == "en":
        return _ENGLISH_SMALL
    if tag == "zh":
        return _CHINESE_SMALL
    texts = list(texts)
    if tag == "ja":  # particles, endings and auxiliaries are written in hiragana, terms hardly ever
        return frozenset(unit.text for units in texts for unit in units if _HIRAGANA.fullmatch(unit.text))
    if tag in SYLLABIC:
        return frozenset()
    spread = Counter(word for units in texts for word in {unit.text.casefold() for unit in units})
    least = max(3.0, _MOST_SHARE * len(texts)) if len(texts) >= 20 else 3.0
    often = {word for word, n in spread.items() if len(word) <= 4 and n >= least}
    return frozenset(often | {word for word in spread if len(word) <= 2 and is_spaced(word[0])})


def _runs(text: str, units: Sequence[Unit], small: frozenset[str]) -> list[Run]:
    found: list[Run] = []
    current: list[Unit] = []
    before_is_number = False
    for unit in units:
        between = text[current[-1].span.end : unit.span.start] if current else ""
        broken = between not in ("", " ", "-", "\N{NO-BREAK SPACE}", "'", "\N{RIGHT SINGLE QUOTATION MARK}")
        counted = before_is_number and unit.text in _MEASURES
        ends = (
            counted
            or unit.text.casefold() in small
            or (_NUMBER.fullmatch(unit.text) is not None or _COUNTED.fullmatch(unit.text) is not None)
        )
        before_is_number = _NUMBER.fullmatch(unit.text) is not None
        if current and (broken or ends):
            found.append(tuple(current))
            current = []
        if not ends:
            current.append(unit)
    if current:
        found.append(tuple(current))
    return found
