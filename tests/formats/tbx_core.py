"""The core structure of TBX v3 and the rules of TBX-Basic, stated by ourselves after what is public of ISO 30042:2019.

`CORE` is a RELAX NG grammar of all that the core structure knows, whether we write it or not; `dialect_faults` are the
rules of the dialect that a grammar cannot say: which data category stands at which level, with which words. The
standard's own schemas carry no licence and are not copied here; they were read beside these.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_ID = '<optional><attribute name="id"><data type="ID"/></attribute></optional>'
_LANG = '<optional><attribute name="xml:lang"><data type="language"/></attribute></optional>'
_TARGET = '<optional><attribute name="target"><text/></attribute></optional>'
_TYPE = '<attribute name="type"><data type="string"><param name="minLength">1</param></data></attribute>'
_TYPED = (
    f'{_ID}{_LANG}{_TARGET}{_TYPE}<optional><attribute name="datatype"><text/></attribute></optional>'
    '<optional><attribute name="module"><text/></attribute></optional>'
)


def _any(*names: str) -> str:
    """Any number of these, in any order."""
    return f"<zeroOrMore><choice>{''.join(map(_one, names))}</choice></zeroOrMore>"


def _some(*names: str) -> str:
    return f"<oneOrMore><choice>{''.join(map(_one, names))}</choice></oneOrMore>"


def _one(name: str) -> str:
    return f'<ref name="{name}"/>'


def _maybe(name: str) -> str:
    return f"<optional>{_one(name)}</optional>"


_NOTE_TEXT = (
    "<zeroOrMore><choice><text/>" + "".join(map(_one, ("hi", "foreign", "sc", "ec", "ph"))) + "</choice></zeroOrMore>"
)
_HIGHLIGHTS = "".join(
    f"<value>{kind}</value>"
    for kind in ("entailedTerm", "hotkey", "italics", "bold", "superscript", "subscript", "math")
)
_SPANS = "".join(
    f'<optional><attribute name="{name}"><text/></attribute></optional>' for name in ("subType", "isolated")
)
_LINKS = ("admin", "adminGrp", "transacGrp", "note", "ref", "xref")
_AUX = _any("descrip", "descripGrp", *_LINKS)
_ELEMENTS = {
    "tbx": '<attribute name="style"><choice><value>dca</value><value>dct</value></choice></attribute>'
    '<attribute name="xml:lang"><data type="language"/></attribute><attribute name="type"><data type="string">'
    f'<param name="pattern">TBX-.+</param></data></attribute>{_one("tbxHeader")}{_one("text")}',
    "tbxHeader": _ID + _one("fileDesc") + _maybe("encodingDesc") + _maybe("revisionDesc"),
    "fileDesc": _ID + _maybe("titleStmt") + _maybe("publicationStmt") + _some("sourceDesc"),
    "titleStmt": _ID + _LANG + _one("title") + _any("note"),
    "title": f"{_ID}{_LANG}<text/>",
    "publicationStmt": _ID + _some("p"),
    "sourceDesc": _ID + _LANG + _some("p"),
    "encodingDesc": _ID + _some("p"),
    "revisionDesc": _ID + _LANG + _some("change"),
    "change": _ID + _LANG + _some("p"),
    "p": f'{_ID}{_LANG}<optional><attribute name="type"><text/></attribute></optional>{_NOTE_TEXT}',
    "text": _ID + _one("body") + _maybe("back"),
    "body": _ID + _some("conceptEntry"),
    "back": f"<zeroOrMore>{_one('refObjectSec')}</zeroOrMore>",
    "refObjectSec": f"{_ID}{_TYPE}" + _some("refObject"),
    "refObject": _ID + _some("itemSet", "itemGrp", "item"),
    "itemSet": f"{_ID}<optional>{_TYPE}</optional>" + _some("item", "itemGrp"),
    "itemGrp": _ID + _one("item") + _any(*_LINKS),
    "item": f"{_ID}<optional>{_TYPE}</optional>{_NOTE_TEXT}",
    "conceptEntry": _ID + _AUX + _some("langSec"),
    "langSec": f'<attribute name="xml:lang"><data type="language"/></attribute>{_AUX}' + _some("termSec"),
    "termSec": _ID + _one("term") + _any("termNote", "termNoteGrp") + _AUX,
    "term": f"{_ID}<zeroOrMore><choice><text/>{_one('hi')}</choice></zeroOrMore>",
    "termNote": _TYPED + _NOTE_TEXT,
    "termNoteGrp": _ID + _one("termNote") + _any(*_LINKS),
    "descrip": _TYPED + _NOTE_TEXT,
    "descripGrp": _ID + _one("descrip") + _any("descripNote", *_LINKS),
    "descripNote": f"{_TYPED}<text/>",
    "admin": _TYPED + _NOTE_TEXT,
    "adminGrp": _ID + _one("admin") + _any("adminNote", "note", "ref", "xref"),
    "adminNote": f"{_TYPED}<text/>",
    "transacGrp": _ID + _one("transac") + _any("transacNote", "date", "note", "ref", "xref"),
    "transac": f"{_TYPED}<text/>",
    "transacNote": f"{_TYPED}<text/>",
    "date": f'{_ID}<data type="date"/>',
    "note": _ID + _LANG + _NOTE_TEXT,
    "ref": f"{_TYPED}<text/>",
    "xref": f'{_ID}{_TYPE}<attribute name="target"><data type="anyURI"><param name="pattern">https?://.+</param></data>'
    '</attribute><optional><attribute name="module"><text/></attribute></optional><text/>',
    "hi": f'{_TARGET}{_LANG}<optional><attribute name="type"><choice>{_HIGHLIGHTS}</choice></attribute></optional>'
    "<text/>",
    "foreign": _ID + _LANG + _NOTE_TEXT,
    "sc": f"{_ID}<optional>{_TYPE}</optional>{_SPANS}{_TARGET}<text/>",
    "ec": f'{_ID}<optional>{_TYPE}</optional>{_SPANS}{_TARGET}<optional><attribute name="startRef"><text/></attribute>'
    "</optional><text/>",
    "ph": f"<optional>{_TYPE}</optional><text/>",
}
CORE = etree.RelaxNG(
    etree.fromstring(
        f'<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{NAMESPACE}" '
        'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start><ref name="tbx"/></start>'
        + "".join(
            f'<define name="{n}"><element name="{n}">{inside}</element></define>' for n, inside in _ELEMENTS.items()
        )
        + "</grammar>"
    )
)

_CONCEPT, _LANGUAGE, _TERM = "conceptEntry", "langSec", "termSec"
LEVELS = {
    ("termNote", "administrativeStatus"): {_TERM},
    ("termNote", "partOfSpeech"): {_TERM},
    ("termNote", "geographicalUsage"): {_TERM},
    ("termNote", "grammaticalGender"): {_TERM},
    ("termNote", "termLocation"): {_TERM},
    ("termNote", "termType"): {_TERM},
    ("descrip", "subjectField"): {_CONCEPT},
    ("descrip", "definition"): {_CONCEPT, _LANGUAGE},
    ("descrip", "context"): {_TERM},
    ("admin", "customerSubset"): {_CONCEPT, _TERM},
    ("admin", "projectSubset"): {_CONCEPT, _TERM},
    ("admin", "source"): {_CONCEPT, _LANGUAGE, _TERM},
    ("ref", "crossReference"): {_CONCEPT, _TERM},
    ("xref", "externalCrossReference"): {_CONCEPT, _TERM},
    ("xref", "xGraphic"): {_CONCEPT, _LANGUAGE},
    ("transac", "transactionType"): {_CONCEPT, _LANGUAGE, _TERM},
    ("transacNote", "responsibility"): {_CONCEPT, _LANGUAGE, _TERM},
}
"""The data categories of TBX-Basic and where each may stand."""
WORDS = {
    "administrativeStatus": {f"{word}Term-admn-sts" for word in ("preferred", "admitted", "deprecated", "superseded")},
    "partOfSpeech": {"noun", "verb", "adjective", "adverb", "other"},
    "grammaticalGender": {"masculine", "feminine", "neuter", "other"},
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
    "transactionType": {"origination", "modification"},
    "termLocation": set(
        "checkBox comboBox comboBoxElement dialogBox groupBox informativeMessage interactiveMessage menuItem "
        "progressBar pushButton radioButton slider spinBox tab tableText textBox toolTip user-definedType".split()
    ),
}
_ROOMS = ("conceptEntry", "langSec", "termSec")


def dialect_faults(root: Any) -> list[str]:
    """What the dialect TBX-Basic, style DCA, does not allow."""
    faults = [] if root.get("type") == "TBX-Basic" and root.get("style") == "dca" else ["not TBX-Basic, style DCA"]
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    for element in root.iter("{*}" + "*"):
        if not isinstance(element.tag, str) or element.get("type") is None:
            continue
        name, category = etree.QName(element).localname, element.get("type")
        if not any(name == known for known, _ in LEVELS):
            continue
        if name == "termNote" and etree.QName(element.getparent()).localname not in (_TERM, "termNoteGrp"):
            faults.append(f"termNote in a {etree.QName(element.getparent()).localname}")
        level = next(etree.QName(up).localname for up in element.iterancestors() if etree.QName(up).localname in _ROOMS)
        if level not in LEVELS.get((name, category), set()):
            faults.append(f"{name} of type {category} in a {level}")
        if category in WORDS and (element.text or "") not in WORDS[category]:
            faults.append(f"{category}: {element.text}")
        target = element.get("target")
        if target is not None and target not in ids and not target.startswith(("http://", "https://")):
            faults.append(f"target {target}")
    return faults
