"""English nouns that have no plural, and those that have nothing else: closed lists of the commonest.

A glossary says more about its own terms (`forms`: NNS is the term itself).
"""

from __future__ import annotations

import re

from toolkit.text.inflect.en import main_words

_MASS = frozenset(
    "information equipment advice knowledge commerce software hardware furniture traffic research evidence news "
    "progress "
    "luggage baggage money cash machinery majeure insurance tourism agriculture electricity feedback homework "
    "music poetry "
    "rice pork beef poultry water housing transparency logistics economics politics electronics physics mathematics "
    "livestock wildlife infrastructure manpower merchandise produce seafood clothing jewelry jewellery publicity "
    "legislation accommodation employment unemployment leisure weather fun luck harm damage rebar gold silver "
    "steel pay remuneration expertise guidance assistance liquidity governance oversight banking lending financing "
    "funding collateral demurrage haulage drayage storage packaging warehousing stationery postage overtime attendance "
    "tardiness absenteeism childcare underwriting solvency".split()
)
_PLURAL_ONLY = frozenset(
    "damages proceeds earnings goods savings premises belongings riches remains arms clothes thanks outskirts "
    "surroundings valuables".split()
)

_ACTIVITIES = frozenset(
    "business development prevention protection promotion preservation supervision intermediation cooperation "
    "collaboration coordination participation inclusion management stability safety connectivity resilience compliance "
    "diversification".split()
)
_MASS_PHRASE = re.compile(
    r"\b(?:real estate"
    r"|(?:paid|unpaid|annual|sick|maternity|paternity|parental|childcare|care|compassionate|bereavement|medical) leave"
    r"|(?:electricity|energy|power|water|fuel|oil|gas|heat) (?:demand|consumption))$"
)
"""Wordings whose head has a plural elsewhere: estates, demands, leaves."""


def head(wording: str) -> str:
    """The noun that the number of a wording hangs on, in small letters; empty without words.

    >>> head("board of directors"), head("liquidated damages"), head("e-commerce")
    ('board', 'damages', 'commerce')
    """
    found = main_words(wording, "noun") or re.findall(r"[^\W_]+", wording)[-1:]
    return found[0].lower().split("-")[-1] if found else ""


def is_uncountable(wording: str) -> bool:
    """Whether its head has no plural.

    >>> is_uncountable("medical equipment"), is_uncountable("force majeure"), is_uncountable("device")
    (True, True, False)
    >>> is_uncountable("real estate"), is_uncountable("estate")
    (True, False)
    """
    return head(wording) in _MASS or _MASS_PHRASE.search(wording.lower()) is not None


def is_plural_only(wording: str) -> bool:
    """Whether its head stands in the plural alone.

    >>> is_plural_only("liquidated damages"), is_plural_only("damage")
    (True, False)
    """
    return head(wording) in _PLURAL_ONLY


def may_be_mass(wording: str) -> bool:
    """Whether its head stands for a whole activity as well as for one of its kind: no plural need be made of it.

    >>> may_be_mass("prevention of money laundering"), may_be_mass("market liberalisation"), may_be_mass("market")
    (True, True, False)
    """
    noun = head(wording)
    return noun in _ACTIVITIES or noun in _MASS or noun.endswith(("isation", "ization", "ness", "ship"))
