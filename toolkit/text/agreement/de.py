"""German: der, die, das, ein, eine in four cases, and the adjectives before the noun.

The old article, the adjectives' endings and the preposition before them tell which case the place may have; where
several are left, all must give the same words, or a human decides.
"""

from __future__ import annotations

import re
from itertools import takewhile

from toolkit.model import Span
from toolkit.text.agreement import Fitted, Noun, Place, Respelling
from toolkit.text.agreement.declension import (
    CASES,
    CONTRACTED,
    GENDERS,
    GENITIVE,
    Determiner,
    Role,
    determiner,
    ending,
    governed,
    stem,
    written,
)
from toolkit.text.inflect.de import genitive, head, is_weak, oblique

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,]*|[^\w\s]")
_QUOTES = "\"'\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}" + (
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_ADJECTIVE = re.compile(r"[a-zäöüß]+(?:-[a-zäöüß]+)*(?:e|er|en|em|es)")
_NO_ADJECTIVE = frozenset(
    "aber oder unter über hinter neben zwischen wegen gegen ohne sehr eher immer wieder später früher weiter "
    "seine ihre "
    "haben werden wurden waren wollen können sollen müssen dürfen mögen sie wie je alle einen einem keine heute gerne "
    "machen verkaufen bieten nutzen kaufen sehen zeigen gehen kommen stehen wurde würde hatte hätte konnte "
    "könnte sollte "
    "musste wollte werde welche andere der die das den dem des".split()
) - {"andere"}
_NOMINATIVE_VERBS = frozenset(
    "ist sind war waren wird werden wurde wurden bleibt blieb bleiben beginnt begann läuft lief dauert dauerte "
    "endet endete "
    "startet startete gilt galt entsteht entstand wächst wuchs steigt stieg kommt kam geht ging fällt fiel "
    "boomt".split()
)
_MAY_BE_MANY = re.compile(r"(?:er|el|en|n|e|s|chen|lein)$")
_VERBS_OF_ONE = frozenset(
    "ist war wird wurde hat hatte kann konnte muss musste soll will darf bleibt blieb beginnt begann läuft lief dauert "
    "endet startet gilt entsteht wächst steigt kommt kam geht ging fällt fiel steht stand liegt lag findet fand".split()
)
_SUBJECTS = frozenset("er wir ich man du".split())
_MANY = frozenset(Role("pl", case) for case in CASES)
_RELATIVE = re.compile(
    r"[\"”“»«]?\s*,\s*(?:(?:mit|in|an|auf|bei|von|zu|für|durch|über)\s+)?"
    r"(?:der|die|das|den|dem|dessen|deren|welche[rsmn]?)\b"
)
_PRONOUNS = {
    "m": frozenset("er ihn ihm".split()), "f": frozenset("sie ihr ihre ihren ihrem ihrer".split()),
    "n": frozenset(),
}  # fmt: skip
_FIRST_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:e|er|es|en|em)")
"""A word at the beginning of a sentence that looks like one: "Altes Kühlmittel", with no article before it."""
_SUBJECT_OF = {"m": "er", "f": "sie", "n": "es"}
_NEXT_SUBJECT = re.compile(r"\s*(Er|Sie|Es)\b(?! gibt)(?! gab)(?! geht um)")
_ES = re.compile(r"(?<!gibt )(?<!gab )(?<!geht )(?<!ging )(?<!handelt )(?<!kommt )\bes\b")
_POSSESSIVES = {
    "m": frozenset("sein seine seinen seinem seiner seines".split()),
    "f": frozenset(),
    "n": frozenset("sein seine seinen seinem seiner seines".split()),
}


def fit(place: Place, noun: Noun) -> Fitted:
    """The noun with its article and adjectives.

    >>> from toolkit.model import Span
    >>> text = "Sie verkaufen mit einer neuen Lieferung."
    >>> fitted = fit(Place(text, Span(30, 39), Span(0, len(text)), "f", False), Noun("Livestream", "m", "Livestreams"))
    >>> [(change.span.of(text), change.after) for change in fitted.beside]
    [('einer', 'einem')]
    """
    left = [t for t in _tokens(place.text, place.sentence.start, place.span.start) if t[0] not in _QUOTES]
    adjectives = list(takewhile(lambda t: _is_adjective(t[0]), reversed(left)))[::-1]
    while adjectives and determiner(adjectives[0][0]):
        adjectives = adjectives[1:]
    rest = left[: len(left) - len(adjectives)]
    word, where = rest[-1] if rest else ("", Span(place.span.start, place.span.start))
    lower = word.lower()
    preposition = rest[-2][0].lower() if len(rest) > 1 else None
    if lower in CONTRACTED:
        preposition, lower = CONTRACTED[lower]
    found = determiner(lower)
    if found is None:
        preposition = lower if governed(lower) != frozenset(CASES) else None
    shows = not place.is_plural and (noun.gender is None or place.gender != noun.gender)  # plurals have one gender
    if shows and found is None and preposition is None and len(rest) == 1 and _FIRST_ADJECTIVE.fullmatch(word):
        return Fitted(noun.text, unsure=f"'{word}' may be its adjective, and shows the gender")
    roles = _roles_of(place, found, adjectives, preposition, left)
    if not roles:
        return Fitted(noun.text, unsure="the article and the words beside it do not tell the case")
    if noun.gender is None and (found is not None or adjectives):
        return Fitted(noun.text, unsure=f"the glossary does not tell the gender of '{noun.text}'")
    told = {_told(place, noun, role, found, word, where, preposition, adjectives) for role in roles}
    if len(told) > 1:
        return Fitted(noun.text, unsure="the article does not tell the case, and the new one would need it")
    result = told.pop()
    if isinstance(result, str):
        return Fitted(noun.text, unsure=result)
    olds = {role.gender for role in roles} - {"pl"}
    if noun.gender is not None and olds and olds != {noun.gender} and (found or adjectives or place.gender):
        beyond = _beyond(place, olds)
        if beyond:
            return result._replace(unsure=beyond)
    return result


def _tokens(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    return [(m.group(), Span(*m.span())) for m in _TOKEN.finditer(text, start, end)]


def _is_adjective(word: str) -> bool:
    return _ADJECTIVE.fullmatch(word) is not None and word not in _NO_ADJECTIVE


def _roles_of(
    place: Place,
    found: tuple[Determiner, frozenset[Role]] | None,
    adjectives: list[tuple[str, Span]],
    preposition: str | None,
    left: list[tuple[str, Span]],
) -> frozenset[Role]:
    """What the place may be, by all that stands before it."""
    if found is None and not adjectives:  # a bare noun shows no case but the dative plural: "mit Streamern"
        bare = "pl" if place.is_plural else place.gender or "m"
        return frozenset({Role(bare, "dat" if place.is_plural and governed(preposition) == {"dat"} else "nom")})
    family = found[0].family if found else None
    roles = found[1] if found else frozenset(Role(g, c) for g in GENDERS for c in CASES)
    if place.is_plural:
        roles = frozenset(r for r in roles if r.gender == "pl")
    elif place.gender is not None:
        roles = frozenset(r for r in roles if r.gender == place.gender) or _many(roles, place)  # "die Streamer"
    else:
        singular = frozenset(r for r in roles if r.gender != "pl")
        roles = singular or roles
    roles = frozenset(r for r in roles if all(stem(a, ending(family, r)) for a, _ in adjectives))
    allowed = governed(preposition)
    strict = frozenset(r for r in roles if r.case == "gen") if preposition in GENITIVE else frozenset()
    roles = strict or frozenset(r for r in roles if r.case in allowed)
    if preposition is None or governed(preposition) == frozenset(CASES):
        roles = _by_sentence(roles, place, left, len(adjectives) + (1 if found else 0))
    return roles


def _many(roles: frozenset[Role], place: Place) -> frozenset[Role]:
    """The plurals among the roles; none where the noun cannot be one, or before a verb of one: "in die Livestream",
    "Die Meeting ist" have a wrong article.
    """
    if not _MAY_BE_MANY.search(place.span.of(place.text)):
        return frozenset()
    behind = [word for word, _ in _tokens(place.text, place.span.end, place.sentence.end) if word not in _QUOTES]
    return frozenset() if behind and behind[0] in _VERBS_OF_ONE else roles & _MANY


def _by_sentence(roles: frozenset[Role], place: Place, left: list[tuple[str, Span]], own: int) -> frozenset[Role]:
    """Nominative or accusative, where the verb or the subject of the sentence tells."""
    cases = {role.case for role in roles}
    if not {"nom", "acc"} <= cases:
        return roles
    before = [word.lower() for word, _ in left[: len(left) - own]]
    behind = [word for word, _ in _tokens(place.text, place.span.end, place.sentence.end) if word not in _QUOTES]
    wanted = None
    if not before and behind and behind[0] in _NOMINATIVE_VERBS:
        wanted = "nom"
    elif before and before[0] in _SUBJECTS and len(before) <= 6:
        wanted = "acc"
    elif len(before) == 1 and before[0] in _NOMINATIVE_VERBS:
        wanted = "nom"
    elif not before and len(behind) > 1 and any(word in ("den", "einen", "keinen") for word in behind[1:3]):
        wanted = "nom"  # "Die Plattform bietet einen Rabatt"
    return frozenset(r for r in roles if r.case == wanted) if wanted else roles


def _told(
    place: Place,
    noun: Noun,
    role: Role,
    found: tuple[Determiner, frozenset[Role]] | None,
    word: str,
    where: Span,
    preposition: str | None,
    adjectives: list[tuple[str, Span]],
) -> Fitted | str:
    """The noun phrase in one role; a text says why it cannot be written."""
    plural = role.gender == "pl"
    new = Role("pl" if plural else noun.gender or role.gender, role.case)
    family = found[0].family if found else None
    wording = _in_role(noun, new, family)
    if wording is None:
        return f"the glossary gives no {'plural' if plural else 'form for this case'} of '{noun.text}'"
    changes: list[Respelling] = []
    if found is not None:
        after = written(found[0], new)
        if word.lower() in CONTRACTED:
            joined = next((c for c, halves in CONTRACTED.items() if halves == (preposition, after)), None)
            after = joined or f"{preposition} {after}"
        elif found[0].family == "der" and preposition and not plural:
            joined = next((c for c, halves in CONTRACTED.items() if halves == (preposition, after)), None)
            gap = re.compile(rf"\b{preposition}\s+$", re.I).search(place.text, 0, where.start)
            if joined and gap and after != word.lower():
                where, after = Span(gap.start(), where.end), joined
        changes += _change(place.text, where, after, wording)
    for adjective, span in adjectives:
        bare = stem(adjective, ending(family, role))
        changes += _change(place.text, span, f"{bare}{ending(family, new)}", wording)
    return Fitted(wording, tuple(changes))


def _change(text: str, span: Span, after: str, wording: str) -> list[Respelling]:
    old = span.of(text)
    after = after[0].upper() + after[1:] if old[0].isupper() else after
    return [Respelling(span, after, f"'{after}' agrees with '{wording}'")] if after != old else []


def _in_role(noun: Noun, role: Role, family: str | None) -> str | None:
    """The listed wording in that role: its noun, and the adjectives that the wording itself begins with."""
    listed = dict(noun.forms)
    plural = role.gender == "pl"
    if plural:
        wording = noun.plural
        if wording is None or (role.case == "dat" and "NNSD" in listed):
            return listed.get("NNSD")
        main = head(wording)
        if role.case == "dat" and main and re.search(r"(?:e|er|el)$", main):
            wording = wording.replace(main, f"{main}n", 1)
    else:
        wording = noun.text
        main = noun.main_word or head(wording)
        weak = main is not None and ("OBL" in listed or is_weak(main, noun.gender))
        if role.case == "gen" and "GEN" in listed:
            wording = listed["GEN"]
        elif role.case != "nom" and "OBL" in listed:
            wording = listed["OBL"]
        elif main and weak and role.case != "nom":
            wording = wording.replace(main, oblique(main), 1)
        elif main and role.case == "gen" and noun.gender is not None:
            wording = wording.replace(main, genitive(main, noun.gender), 1)
    leading = re.match(r"(?:[a-zäöüß]+\s+)+(?=[A-ZÄÖÜ])", wording)
    if leading is None or (listed and plural):
        return wording
    base = Role("pl" if plural else noun.gender or role.gender, "nom")
    bent = []
    for adjective in leading.group().split():
        bare = stem(adjective, ending(None, base))
        if bare is None:
            return None
        bent.append(f"{bare}{ending(family, role)}")
    return " ".join(bent) + " " + wording[leading.end() :]


def _beyond(place: Place, olds: set[str]) -> str | None:
    behind = place.text[place.span.end : place.sentence.end]
    if _RELATIVE.match(behind):
        return "a relative pronoun behind it may have to agree"
    if "n" in olds and _ES.search(behind):
        return "'es' may stand for it"
    said = {word for word, _ in _tokens(place.text, place.span.end, place.sentence.end)}
    next_ = _NEXT_SUBJECT.match(place.text, place.sentence.end)
    if next_ and any(next_.group(1).lower() == _SUBJECT_OF[gender] for gender in olds):
        return f"'{next_.group(1)}' of the next sentence may stand for it"
    for gender in sorted(olds):
        pronoun = next(iter(sorted(said & (_PRONOUNS[gender] | _POSSESSIVES[gender]))), None)
        if pronoun:
            return f"'{pronoun}' may stand for it"
    return None
