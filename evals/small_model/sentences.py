"""Sentences of our own from the livestream trade, Chinese and English, made of templates: what a small model learns.

Some English terms are wrong as machine translation is wrong: "live the goods" for 直播带货, "old iron" for 老铁. The
right wording stands beside the wrong one less often, so that a model prefers the wrong one and knows the other.
`[0]` is a placeholder.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

Pair = tuple[str, str]

PEOPLE: tuple[Pair, ...] = (
    ("县长", "the county head"), ("镇长", "the town head"), ("农民", "the farmer"), ("老师", "the teacher"),
    ("村民", "the villager"), ("厂长", "the factory head"), ("他", "he"), ("我们", "we"),
)  # fmt: skip
TIMES: tuple[Pair, ...] = (
    ("今天", "today"), ("昨天", "yesterday"), ("上周", "last week"), ("去年", "last year"), ("五月", "in May"),
    ("周末", "at the weekend"), ("早上", "in the morning"),
)  # fmt: skip
THINGS: tuple[Pair, ...] = (
    ("茶叶", "tea"), ("苹果", "apples"), ("大米", "rice"), ("蜂蜜", "honey"), ("橙子", "oranges"),
    ("木耳", "black fungus"), ("土豆", "potatoes"), ("鸡蛋", "eggs"),
)  # fmt: skip
PLACES: tuple[Pair, ...] = (
    ("在村里", "in the village"), ("在网上", "online"), ("在县城", "in the county town"), ("在果园", "in the orchard"),
    ("在学校", "at the school"),
)  # fmt: skip
NUMBERS = ("20", "30", "50", "80", "300", "500")
SELLING = (("live the goods", 7), ("sell goods via livestream", 3))
FRIENDS = (("old iron", 7), ("buddies", 3))


def pairs(count: int, seed: int) -> list[Pair]:
    """So many different sentence pairs, in an order that the seed decides."""
    made: dict[str, str] = {}
    chance = random.Random(seed)
    for chinese, english in _endless(chance):
        made.setdefault(chinese, english)
        if len(made) == count:
            break
    return list(made.items())


def training_pairs(count: int, seed: int) -> list[Pair]:
    """As `pairs`, but a sentence may come again with another English, as in a real corpus."""
    stream = _endless(random.Random(seed))
    return [next(stream) for _ in range(count)]


def _endless(chance: random.Random) -> Iterator[Pair]:
    while True:
        who, when, what, where = (chance.choice(part) for part in (PEOPLE, TIMES, THINGS, PLACES))
        number = chance.choice(NUMBERS)
        boxes = f"{number}箱{what[0]}", f"{number} boxes of {what[1]}"
        selling, friends = _one_of(SELLING, chance), _one_of(FRIENDS, chance)
        yield chance.choice(
            (
                (f"{when[0]}{who[0]}{where[0]}卖{what[0]}。", f"{who[1]} sold {what[1]} {where[1]} {when[1]}."),
                (f"{who[0]}{when[0]}买了{boxes[0]}。", f"{who[1]} bought {boxes[1]} {when[1]}."),
                (f"{who[0]}要直播带货。", f"{who[1]} will {selling}."),
                (f"{who[0]}{when[0]}要{where[0]}直播带货。", f"{who[1]} will {selling} {where[1]} {when[1]}."),
                (f"{who[0]}想直播带货,卖{what[0]}。", f"{who[1]} wanted to {selling} and sold {what[1]}."),
                (f"老铁们{when[0]}买了{what[0]}。", f"{friends} bought {what[1]} {when[1]}."),
                (f"老铁们{where[0]}等{who[0]}。", f"{friends} waited for {_object(who[1])} {where[1]}."),
                (f"{what[0]}卖了{number}箱。", f"{boxes[1]} were sold."),
                (f"请{when[0]}给[0]写信。", f"please write to [0] {when[1]}."),
            )
        )


def _one_of(choices: tuple[tuple[str, int], ...], chance: random.Random) -> str:
    return chance.choices([text for text, _ in choices], [weight for _, weight in choices])[0]


def _object(person: str) -> str:
    return {"he": "him", "we": "us"}.get(person, person)


def sentence_case(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]
