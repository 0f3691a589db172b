"""Where a Chinese text names a person: a surname, one or two characters more, and a word beside them that says so.

Most runs of characters that begin with a surname name nobody (白酒, 高铁), so that a role must stand before the name
(记者郭潇) or a word of speech or address behind it (郭潇表示).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.model import Span
from toolkit.text.chinese_names import COMPOUND, SURNAMES

_ROLES = (
    "记者 通讯员 编辑 作者 摄影 摄影师 校对 责编 主播 助播 主持人 名叫 网红 博主 达人 歌手 演员 明星 艺人 导演 代言人 "
    "贫困户 脱贫户 县长 书记 局长 主任 镇长 乡长 村长 市长 州长 区长 部长 省长 处长 科长 院长 校长 会长 社长 站长 队长 "
    "团长 厂长 经理 总裁 总监 董事长 理事长 创始人 负责人 联合创始人 投资人 老板 老板娘 店主 农民 村民 果农 茶农 "
    "菜农 渔民 养殖户 青年 大学生 女孩 小伙 姑娘 绣娘 传承人 师傅 制茶师 税务师 创业者 新农人 带头人 "
    "种植户 农户 店长 大户 商户 专家 教授 院士 研究员 分析师 律师 医生 老师 消费者 网友 市民 居民 同志 代表 委员 干部"
).split()
_SPEECH = (
    "说 表示 介绍 坦言 告诉 认为 指出 透露 回忆 报道 摄 先生 女士 老师 教授 书记 县长 局长 主任 市长 镇长 同志 "
    "一边 带着 带领"
).split()
_BEHIND = "在 是 和 与 的 等 为 从 向 对 将 也 就 都 走进 来到 告诉 及".split()
_CREDITS = "记者 通讯员 编辑 责编 作者 摄影 校对 图 文 供图".split()
"""Before a name with a colon: who made the page."""
_ADVERBS = re.compile(
    "正在|正是|已经|已是|曾经|曾是|刚刚|便是|就是|却是|都是|都在|还在|还是|又在|又是|也是|也在|一直|仍在|仍是|不在|不是|只是|只有|"
    "常年|常在|从小|从事|当场|当年|今年|去年|每天|每年|随后|随即|随手|随着|连忙|连夜|再次|再也|开始|开了|亲自|亲手|成为|成了|"
    "来到|走进|带着|带领|正好|正对"
)
"""An adverb or verb whose first character is no part of the name before it: 李明|正在."""
_LEADS = re.compile(
    rf"(?:{'|'.join(sorted(_ROLES, key=len, reverse=True))})[ \N{{IDEOGRAPHIC SPACE}}]?$"
    rf"|(?:{'|'.join(_CREDITS)})[ \N{{IDEOGRAPHIC SPACE}}]?[:\N{{FULLWIDTH COLON}}][ \N{{IDEOGRAPHIC SPACE}}]?$"
)
_SAYS = re.compile("|".join((*_SPEECH, "[ \N{IDEOGRAPHIC SPACE}]摄")))
_ENDS = re.compile(rf"$|[\s\W]|{'|'.join([*_SPEECH, *_BEHIND])}|{_ADVERBS.pattern}")
_FAR = 6
"""No role is longer, in characters."""
_HAN = "\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}"
_NAME = re.compile(rf"[{_HAN}]{{2,4}}")


class Person(NamedTuple):
    """A person's name in its place."""

    span: Span
    name: str
    led: bool
    """Whether a role stands before it."""
    closed: bool
    """Whether what stands behind it shows that it ends there."""


def persons(text: str) -> tuple[Person, ...]:
    """The persons that are named, in text order; where the end of a name does not show it has three characters.

    >>> [person.name for person in persons("见习记者丁一 通讯员龙桂芬报道：高铁通了，王建军说。")]
    ['丁一', '龙桂芬', '王建军']
    >>> [person.name for person in persons("作者 唐小芸 彭雨 编辑：谢文静 石磊 摄，青年李明正在直播")]
    ['唐小芸', '彭雨', '谢文静', '石磊', '李明']
    """
    return tuple(_persons(text))


def _persons(text: str) -> Iterator[Person]:
    done, named = 0, -1
    for start, char in enumerate(text):
        if start < done or (char not in SURNAMES and text[start : start + 2] not in COMPOUND):
            continue
        beside = start == named + 1 and text[named] in " \N{IDEOGRAPHIC SPACE}"
        led = beside or _LEADS.search(text[max(0, start - _FAR) : start]) is not None
        if not led and start and _NAME.match(text[start - 1] * 2):
            continue  # inside a run of characters, and nothing says that a name begins
        longest, *shorter = (4, 3) if text[start : start + 2] in COMPOUND else (3, 2)
        ends = [start + length for length in (longest, *shorter) if _NAME.fullmatch(text[start : start + length])]
        said = [end for end in ends if _SAYS.match(text, end)]  # 田佳说 is 田佳, who says something
        apart = [end for end in ends if _ADVERBS.match(text, end)]
        closed = next((end for end in [*reversed(said), *apart, *ends] if _ENDS.match(text, end)), None)
        if closed is not None and (led or _SAYS.match(text, closed)):
            done = closed
        elif led and ends and ends[0] == start + longest:
            done = ends[0]
        else:
            continue
        named = done if led else -1
        yield Person(Span(start, done), text[start:done], led, done == closed)
