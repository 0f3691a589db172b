"""The element names and data categories of TBX, and which have a place in our nouns. ISO 30042:2008 and :2019."""

from __future__ import annotations

import re
from functools import lru_cache

CONCEPTS = ("termEntry", "conceptEntry", "entry")
LANGUAGES = frozenset({"langSet", "langSec", "langGroup"})
TERMS = frozenset({"tig", "ntig", "termSec", "termGroup"})
"""The last of each: the first drafts of TBX-Min."""
GROUPS = frozenset(
    {"descripGrp", "adminGrp", "termGrp", "termNoteGrp", "noteGrp", "noteGroup", "ntig", "tig", "termGroup"}
)
TYPED = frozenset({"descrip", "descripNote", "termNote", "admin", "adminNote"})
"""Elements whose data category is their `type`."""
UNREAD = {
    **dict.fromkeys(("transacGrp", "transac", "transacNote", "date"), "transactions"),
    **dict.fromkeys(("ref", "xref"), "cross-references"),
}
"""Elements that are counted under one word, with all that they hold."""

STATUS = frozenset("administrativestatus normativeauthorization termstatus status usagestatus".split())
GENDER = frozenset("grammaticalgender gender".split())
FORBIDDEN = frozenset("forbidden isforbidden".split())
CASE = frozenset("casesensitive iscasesensitive".split())
"""Categories of translation systems: yes or no."""
NOTE = frozenset("note usagenote comment remark".split())
CLIENT = frozenset("customersubset customer".split())
PART = frozenset("partofspeech wordclass".split())
SUBJECT = frozenset("subjectfield domain".split())
DEFINITION = frozenset("definition conceptdefinition".split())
"""All of these as `bare` writes them."""
EXTRA = {"termType": "term_type", "context": "context", "geographicalUsage": "geographical_usage"}
"""Categories of TBX-Basic without a field of ours: kept as columns of their own and written back."""


@lru_cache(maxsize=1024)
def bare(category: str) -> str:
    """A data category as the sets above have it: tools write `Usage status`, `usageStatus` and `x-usage_status`.

    >>> bare("Usage status"), bare("x-isForbidden"), bare("partOfSpeech")
    ('usagestatus', 'isforbidden', 'partofspeech')
    """
    return re.sub(r"[\s_\-]+", "", category.casefold().removeprefix("x-"))
