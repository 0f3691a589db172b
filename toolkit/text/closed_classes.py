"""Closed classes of English, as word lists: what a place in a sentence can be told by without a parser."""

from __future__ import annotations

SINGULAR_DETERMINERS = frozenset("a an each every another one this that".split())
EVENT_DETERMINERS = frozenset("the his her its my your our".split())
"""Before an uncountable activity these make it an event: "the live broadcast" is one livestream."""
PLURAL_DETERMINERS = frozenset("these those many several few".split())
DETERMINERS = (
    SINGULAR_DETERMINERS
    | PLURAL_DETERMINERS
    | EVENT_DETERMINERS
    | frozenset("some any all both no their such more most".split())
)
MODALS = frozenset(
    "can could may might must shall should will would cannot can't won't couldn't wouldn't shouldn't do does did "
    "don't doesn't didn't".split()
)
DO = frozenset("do does did".split())
SENTENCE_ADVERBS = frozenset(
    "really actually mainly mostly only simply largely basically usually currently originally formerly possibly "
    "probably certainly clearly obviously essentially generally merely primarily typically undoubtedly supposedly "
    "effectively technically initially previously recently finally similarly".split()
)
"""Adverbs of a whole statement: "is mainly a market". After others a form of "be" wants an adjective or participle."""
BE = frozenset("am is are was were be been being isn't aren't wasn't weren't".split())
HAVE = frozenset("have has had having haven't hasn't hadn't".split())
FINITE = BE | MODALS | frozenset("have has had".split())
"""Words that show the clause to have its verb already."""
PREPOSITIONS = frozenset(
    "of in on at by with via through for from about into over under during after before without within between "
    "among against toward towards as like than despite beyond across behind beside besides amid upon per".split()
)
PRONOUNS = frozenset("i you he she it we they me him us them who someone everyone nobody".split())
PLURAL_SUBJECTS = frozenset("we they you these those who people many both all".split())
SINGULAR_SUBJECTS = frozenset("he she it this everyone everybody someone nobody".split())
ADVERBS = frozenset(
    "also then often always never ever now just still even already soon once again together too not recently "
    "actively personally successfully first usually sometimes frequently".split()
)
CLAUSE_STARTERS = frozenset(
    "if when while because although though since that which who where as and but or so whether".split()
)
NUMERALS = frozenset("two three four five six seven eight nine ten dozens hundreds thousands millions".split())
NEVER_HEADS = FINITE | PREPOSITIONS | CLAUSE_STARTERS | ADVERBS | NUMERALS | DETERMINERS | PRONOUNS | frozenset(["to"])
"""Words that no noun phrase has for its head."""

TO_IS_PREPOSITION = frozenset(
    "due according thanks owing addition relation regard respect compared attributed attention related "
    "contribution access approach response answer key subject close next prior similar equal devoted committed "
    "opposed accustomed dedicated leads lead led return returned turn turned turns relevant applied belong "
    "belongs contribute contributes contributed refer refers referred move moved switch switched shift shifted".split()
)
"""Words after which "to" governs a noun: "thanks to", "turn to"."""
INFINITIVE_VERBS = frozenset(
    "need want plan start begin try hope decide continue learn prepare like love intend expect agree choose attempt "
    "manage refuse promise aim seek strive use go wish dare tend happen help teach encourage allow ask invite urge "
    "lead persuade train guide".split()
)
"""Lemmas after which "to" governs a verb: "need to", "used to"."""
INFINITIVE_GOVERNORS = frozenset(
    "how way ability authority chance time right plan decision opportunity order able ready willing likely eager "
    "not going ought first power effort attempt permission duty where when what whether used".split()
)
