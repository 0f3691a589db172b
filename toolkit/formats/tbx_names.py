"""The element names and data categories of TBX, and which have a place in our nouns. ISO 30042:2008 and :2019."""

from __future__ import annotations

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

STATUS = frozenset({"administrativeStatus", "normativeAuthorization", "termStatus", "status", "Status", "usageStatus"})
GENDER = frozenset({"grammaticalGender", "gender"})
FORBIDDEN = frozenset({"forbidden", "isForbidden", "x-forbidden", "x-isForbidden", "x-Forbidden"})
CASE = frozenset({"caseSensitive", "isCaseSensitive", "x-caseSensitive", "x-isCaseSensitive"})
"""Categories of translation systems: yes or no."""
NOTE = frozenset({"note", "Usage note", "usageNote", "Comment", "comment", "remark"})
CLIENT = frozenset({"customerSubset", "customer"})
EXTRA = {"termType": "term_type", "context": "context", "geographicalUsage": "geographical_usage"}
"""Categories of TBX-Basic without a field of ours: kept as columns of their own and written back."""
