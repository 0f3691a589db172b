"""French: le, la, l', un, une, du, des, au, aux, ce, cet, d' and the adjectives beside the noun."""

from __future__ import annotations

import re

from toolkit.text.agreement import Fitted, Noun, Place, romance
from toolkit.text.agreement.romance import Family, Romance, families

_LE = "le la les les"
_BEFORE = families(
    _LE, "un une des des", "ce cette ces ces", "mon ma mes mes", "ton ta tes tes", "son sa ses ses",
    "quel quelle quels quelles", "tout toute tous toutes", "aucun aucune aucuns aucunes",
    "certain certaine certains certaines", "nouveau nouvelle nouveaux nouvelles", "beau belle beaux belles",
    "vieux vieille vieux vieilles", "grand grande grands grandes", "petit petite petits petites",
    "bon bonne bons bonnes", "mauvais mauvaise mauvais mauvaises", "premier première premiers premières",
    "dernier dernière derniers dernières", "second seconde seconds secondes", "seul seule seuls seules",
    "gros grosse gros grosses", "long longue longs longues", "prochain prochaine prochains prochaines",
    "ancien ancienne anciens anciennes", "faux fausse faux fausses", "vrai vraie vrais vraies",
    "meilleur meilleure meilleurs meilleures", "nombreux nombreuse nombreux nombreuses",
    "fameux fameuse fameux fameuses", "important importante importants importantes", "haut haute hauts hautes",
)  # fmt: skip
_LIAISON = {"nouvel": "nouveau", "bel": "beau", "vieil": "vieux", "cet": "ce"}
_SEVERAL = frozenset(
    "nos vos leurs plusieurs quelques deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent mille "
    "autres mêmes célèbres jeunes propres simples véritables".split()
)
_PASSED = _SEVERAL | frozenset(
    "notre votre leur chaque autre même célèbre jeune propre simple véritable énième".split()
)
_STOPS = frozenset(
    "de du des d à au aux en par pour avec sans sur sous dans entre chez contre vers depuis pendant selon dès jusque "
    "jusqu et ou ni que qu qui dont où comme quand si mais car donc lorsque puisque ne n pas plus se s y aussi encore "
    "toujours jamais déjà hier aujourd demain ici là ainsi alors puis est sont était étaient fut sera seront "
    "soit a ont "
    "avait avaient aura ait va vont peut peuvent pouvait doit doivent devait fait font faisait attire attirent montre "
    "aide commence commencent dure durent permet permettent offre offrent ouvre continue change progresse grandit vend "
    "vendent génère explose coûte rapporte remplace devient reste semble paraît connaît rassemble séduit compte marche "
    "fonctionne arrive finit démarre crée exige dépasse augmente baisse tombe transforme présente propose lance".split()
)
_VOWEL = re.compile(r"h?[aeiouyàâäéèêëîïôöûùœ]", re.I)
_ASPIRATED = re.compile(
    r"h(?:a(?:ch(?!i)|ie|ine|ll|lt(?!é|è)|mac|meau|nche|nd|ng|r(?!mon)|s(?:ard|h)|ut|uss|vre|ï)|é(?:ron|riss"
    r"|ros$)|êtr|ibou"
    r"|iérarch|i[tp]\b|ip-|obb|ockey|old|om(?:ard|e)|ont|ors|ot|ouss|u(?:b|ée|it|rl|tt)|ot)",
    re.I,
)
_CONSONANTAL = re.compile(r"(?:onz|oui|yaourt|yacht|yen|yuan|youtub|ou?ist|week|whisk|uhlan)", re.I)
_PARTICIPLE = re.compile(r"(\w{2,})é(?:e?s?)$")
_LISTED = families(
    "beau belle beaux belles", "vieux vieille vieux vieilles",
    "nouveau nouvelle nouveaux nouvelles", "public publique publics publiques", "long longue longs longues",
    "blanc blanche blancs blanches", "direct directe directs directes", "vivant vivante vivants vivantes",
    "gratuit gratuite gratuits gratuites", "chinois chinoise chinois chinoises", "vert verte verts vertes",
    "français française français françaises", "américain américaine américains américaines",
    "rural rurale ruraux rurales", "privé privée privés privées", "entier entière entiers entières",
    "régulier régulière réguliers régulières", "particulier particulière particuliers particulières",
    "vendu vendue vendus vendues", "connu connue connus connues", "prévu prévue prévus prévues",
    "ouvert ouverte ouverts ouvertes", "construit construite construits construites", "bleu bleue bleus bleues",
    "écrit écrite écrits écrites", "bon bonne bons bonnes", "court courte courts courtes", "fort forte forts fortes",
    "urbain urbaine urbains urbaines", "quotidien quotidienne quotidiens quotidiennes", "noir noire noirs noires",
    "important importante importants importantes", "suivant suivante suivants suivantes",
    "croissant croissante croissants croissantes", "présent présente présents présentes",
    "récent récente récents récentes", "fréquent fréquente fréquents fréquentes",
    "organisé organisée organisés organisées",
)  # fmt: skip
_BY_ENDING = (
    (re.compile(r"(\w+)el(?:le)?s?$"), ("el", "elle", "els", "elles")),
    (re.compile(r"(\w{2,}[ctds]i)(?:f|fs|ve|ves)$"), ("f", "ve", "fs", "ves")),
    (re.compile(r"(\w+eu)(?:x|se|ses)$"), ("x", "se", "x", "ses")),
    (re.compile(r"(\w+a)(?:l|le|ux|les)$"), ("l", "le", "ux", "les")),
    (re.compile(r"(\w+ien)(?:ne)?s?$"), ("", "ne", "s", "nes")),
    (re.compile(r"(\w+(?:ric|tri))(?:e?s?)$"), None),
)
_RIGID = re.compile(
    r"(?:iques?|ables?|ibles?|aires?|istes?|rouges?|jeunes?|rapides?|modernes?|mobiles?|web|live|clés?)$"
)
_IN_ENT = (
    "récent|fréquent|excellent|différent|présent|absent|permanent|évident|urgent|violent|patient|prudent|innocent"
    "|intelligent|compétent|content|ardent|apparent|transparent|équivalent|précédent|conséquent|pertinent|cohérent|lent"
)
"""Other words in -ent are verbs in the plural."""
_DEGREES = frozenset(
    "très plus moins si déjà aussi encore bien mal trop pas toujours été jamais presque assez souvent parfois peu tout "
    "désormais bientôt ensuite enfin aussitôt alors ainsi depuis maintenant aujourd'hui".split()
)
_COPULA = re.compile(
    r"\b(?P<verb>est|sont|était|étaient|fut|furent|sera|seront|serait|seraient|soit|soient|fût|être|étant|été|reste|restent"
    r"|restait|restera|devient|deviennent|devint|devenait|deviendra|devenir|devenu|semble|semblent|semblait|paraît"
    r"|paraissent|paraissait|apparaît|demeure|a|ont|avait|avaient)\s+"
    rf"(?:(?:{'|'.join(sorted(_DEGREES))}|\w+ment)\s+){{0,3}}(?P<word>[^\W\d_]+)",
    re.I,
)
_AGREEING = re.compile(
    r"(?:é|ée|és|ées|i|ie|u|ue|us|ues|ant|ante|if|ive|eux|euse|el|elle|al|ale|ois|ert|erte|ait|it|is|ain|aine"
    r"|eau|elle|on|onne|and|ande|eur|er|ère|tant|ent|ente|eau|ort|orte|ong|ongue)s?$"
)
_HAVING = frozenset("a ont avait avaient".split())
_EPICENE = re.compile(
    r"(?:(?<!publ)iques?|ables?|ibles?|(?<!cl)aires?|istes?|rouges?|jeunes?|jaunes?|roses?|orange|rapides?|modernes?|mobiles?|faciles?"
    r"|difficiles?|utiles?|fragiles?|fertiles?|hostiles?|stériles?|tranquilles?|simples?|doubles?|triples?|multiples?"
    r"|souples?|humbles?|nobles?|larges?|riches?|pauvres?|propres?|libres?|autres?|mêmes?|célèbres?|rares?|sincères?"
    r"|sévères?|précaires?|bizarres?|vastes?|tristes?|justes?|honnêtes?|modestes?|énormes?|immenses?|intenses?|denses?"
    r"|fidèles?|vides?|solides?|valides?|humides?|timides?|stupides?|rigides?|fluides?|liquides?|acides?|splendides?"
    r"|internes?|externes?|calmes?|fermes?|conformes?|uniformes?|sauvages?|sages?|étranges?|complexes?|fixes?|mixtes?"
    r"|moches?|proches?|efficaces?|féroces?|précoces?|propices?|(?<!\w)(?:web|live|clés?))$"
)
"""Adjectives that are the same for both genders."""
_NO_PREDICATE = frozenset(
    "le la les l un une des du de d au aux à en par pour avec sans sur sous dans entre chez contre vers depuis "
    "pendant selon dès que qu qui dont où comme quand si ce cet cette ces cela ça ceci mon ma mes ton ta tes son "
    "sa ses notre nos votre vos leur leurs il elle ils elles on nous vous je tu y ne n pas plus moins très trop "
    "peu beaucoup assez donc alors ainsi aussi encore toujours déjà hier demain ici là loin près parmi environ "
    "presque quelque quelques plusieurs chaque deux trois quatre cinq six sept huit dix cent mille et ou mais car "
    "ni lorsque puisque avant après devant derrière malgré outre hors via combien tel quel quelle deçà mieux pire "
    "debout".split()
)
_HAD_IT = re.compile(
    r"\bl['\N{RIGHT SINGLE QUOTATION MARK}](?:ai|as|a|avons|avez|ont|avais|avait|avions|aviez|avaient|aura|auront)\b",
    re.I,
)
_PRONOUNS = {
    "f": frozenset("elle elles celle celles laquelle lesquelles".split()),
    "m": frozenset("il ils celui ceux lequel lesquels auquel duquel".split()),
}


def fit(place: Place, noun: Noun) -> Fitted:
    """The noun with its articles and adjectives.

    >>> from toolkit.model import Span
    >>> text = "Elle parle du nouveau magasin."
    >>> fitted = fit(Place(text, Span(22, 29), Span(0, len(text)), "m", False), Noun("économie", "f", "économies"))
    >>> [(change.span.of(text), change.after) for change in fitted.beside]
    [('nouveau', 'nouvelle'), ('du', 'de la')]
    """
    fitted = romance.fit(_TABLES, place, noun)
    relative = re.compile(r"\s*,?\s*(?:que|qu['\N{RIGHT SINGLE QUOTATION MARK}])", re.I).match(
        place.text, place.span.end
    )
    if fitted.unsure is None and place.gender != noun.gender and _HAD_IT.search(place.text[place.span.end :]):
        return fitted._replace(unsure="a participle behind 'l'' may have to agree with it")
    if fitted.unsure is None and relative and place.gender != noun.gender:
        return fitted._replace(unsure="a participle behind 'que' may have to agree with it")
    return fitted


def is_vowel_sound(following: str) -> bool:
    """Whether words are elided before it.

    >>> [is_vowel_sound(word) for word in ("économie", "hôte", "héros", "héroïne", "onze", "yuan", "vente")]
    [True, True, False, True, False, False, False]
    """
    word = following.lstrip("\"'\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK} ")
    return bool(_VOWEL.match(word)) and not _ASPIRATED.match(word) and not _CONSONANTAL.match(word)


def _is_predicate(verb: str, word: str) -> bool:
    """Whether the word may show gender: behind `avoir` a participle, else all but what is known not to.

    >>> [_is_predicate("est", word) for word in ("blanc", "neuve", "rapide", "un", "dans")]
    [True, True, False, False, False]
    """
    if verb in _HAVING:
        return _AGREEING.search(word) is not None
    return word not in _NO_PREDICATE and _EPICENE.search(word) is None


def _is_apposed(word: str) -> bool:
    if word in ("tout", "toute", "tous", "toutes"):
        return True
    shows = word in _LISTED or (_AGREEING.search(word) is not None and not word.endswith("ment"))
    return shows and not any((_EPICENE.search(word), word in _NO_PREDICATE, word in _STOPS, word in _BEFORE))


def _behind(word: str) -> Family | None:
    if word in _LISTED:
        return _LISTED[word]
    participle = _PARTICIPLE.fullmatch(word)
    if participle:
        stem = participle.group(1)
        return f"{stem}é", f"{stem}ée", f"{stem}és", f"{stem}ées"
    for pattern, endings in _BY_ENDING:
        found = pattern.fullmatch(word)
        if found and endings:
            one, two, three, four = (f"{found.group(1)}{ending}" for ending in endings)
            return one, two, three, four
    return None


def _spell(family: Family, index: int, following: str) -> str:
    """l', cet, nouvel, mon before a vowel."""
    form = family[index]
    if index > 1 or not is_vowel_sound(following):
        return form
    if form in ("le", "la"):
        return "l'"
    if index == 1 and form in ("ma", "ta", "sa"):
        return family[0]
    full = {base: short for short, base in _LIAISON.items()}
    return full.get(form, form) if index == 0 else form


def _spell_small(word: str, following: str) -> str | None:
    """`de` and `que` lose their vowel before another."""
    bare = {"de": "de", "d'": "de", "que": "que", "qu'": "que", "jusque": "jusque", "jusqu'": "jusque"}.get(word)
    if bare is None:
        return None
    return f"{bare[:-1]}'" if is_vowel_sound(following) else bare


_TABLES = Romance(
    before=_BEFORE | {short: _BEFORE[base] for short, base in _LIAISON.items()},
    contractions={
        "du": ("de", "le"), "au": ("à", "le"),
        "aux": ("à", "les"),
    },
    elided={"l'": _BEFORE["le"]},
    passed=_PASSED,
    several=_SEVERAL,
    behind=_behind,
    bends=(re.compile(rf"(?<!ent)$|^(?:{_IN_ENT})$"), re.compile(r"[sx]$")),
    rigid=_RIGID,
    stops=_STOPS,
    copula=_COPULA,
    agreeing=_is_predicate,
    apposed=_is_apposed,
    joins=frozenset("et ou mais".split()),
    degrees=_DEGREES,
    pronouns=_PRONOUNS,
    spell=_spell,
    spell_small=_spell_small,
)  # fmt: skip
