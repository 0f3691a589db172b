"""Spanish: el, la, un, una, del, al and the adjectives beside the noun (RAE, Nueva gramática, 13 and 14)."""

from __future__ import annotations

import re

from toolkit.text.agreement import Fitted, Noun, Place, romance
from toolkit.text.agreement.romance import Family, Romance, families

_BEFORE = families(
    "el la los las", "un una unos unas", "este esta estos estas", "ese esa esos esas",
    "aquel aquella aquellos aquellas", "algún alguna algunos algunas", "ningún ninguna ningunos ningunas",
    "otro otra otros otras", "mucho mucha muchos muchas", "poco poca pocos pocas", "todo toda todos todas",
    "nuestro nuestra nuestros nuestras", "vuestro vuestra vuestros vuestras", "mismo misma mismos mismas",
    "cuyo cuya cuyos cuyas", "tanto tanta tantos tantas", "cuánto cuánta cuántos cuántas",
    "primer primera primeros primeras", "segundo segunda segundos segundas", "tercer tercera terceros terceras",
    "último última últimos últimas", "próximo próxima próximos próximas", "nuevo nueva nuevos nuevas",
    "buen buena buenos buenas", "mal mala malos malas", "pequeño pequeña pequeños pequeñas",
    "antiguo antigua antiguos antiguas", "viejo vieja viejos viejas", "famoso famosa famosos famosas",
    "largo larga largos largas", "único única únicos únicas", "verdadero verdadera verdaderos verdaderas",
    "propio propia propios propias", "llamado llamada llamados llamadas", "numeroso numerosa numerosos numerosas",
    "diverso diversa diversos diversas", "exitoso exitosa exitosos exitosas", "supuesto supuesta supuestos supuestas",
    "varios varias varios varias", "medio media medios medias", "cierto cierta ciertos ciertas",
    "distinto distinta distintos distintas",
)  # fmt: skip
_SEVERAL = frozenset(
    "sus mis tus grandes dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien "
    "mil importantes recientes actuales simples populares mejores peores mayores menores diferentes".split()
)
_PASSED = _SEVERAL | frozenset(
    "su mi tu gran cada cualquier importante reciente actual simple popular mejor peor mayor menor enorme "
    "futuro más menos muy".split()
)
_STOPS = frozenset(
    "de del a al en por para con sin sobre entre hasta desde contra según durante mediante tras ante bajo y e o "
    "u ni que "
    "como cuando donde si pero sino aunque porque mientras se no ya también además aún solo sólo siempre nunca "
    "hoy ayer "
    "mañana aquí allí así luego después antes es era son eran fue fueron está están estaba estaban estuvo será "
    "serán sea "
    "ha han había habían hay hubo tiene tienen tenía tuvo puede pueden podía pudo debe deben debía va van iba "
    "llega llegó "
    "muestra ayuda empieza termina dura cuenta genera logra presenta ofrece atrae crece creció permite abre "
    "abrió comenzó "
    "cambia necesita gana ganó vende venden vendió hizo hace hacen dio dan da sigue suma supera superó llama "
    "quiere reúne "
    "promete trae usa compra paga habla gusta importa trabaja espera busca prepara anuncia destaca señala "
    "explica afirma "
    "considera cuesta forma enseña exige impulsa transforma aumenta baja sube cae funciona entra sale".split()
)
_STRESSED_A = re.compile(
    r"(?:h?á\w*|agua|águila|alma|área|aula|arma|hambre|hacha|habla|acta|ala|alba|ama|ancla|ansia|arca|asa|haba"
    r"|ave|hada)s?$",
    re.I,
)
_PARTICIPLE = re.compile(r"(\w{2,}(?:[aií]d|ut|ect|iert|uest|ech|rit))(?:[oa]s?)$")
_ADJECTIVE = re.compile(
    r"(\w+(?:iv|os|ic|[aoe]ri|ísim|ern|urn|utin|ertin)|nuev|roj|viv|buen|mal|larg|cort|rápid|lent|alt|baj"
    r"|primer|últim|públic"
    r"|privad|únic|mism|propi|complet|enter|gratuit|extranjer|chin|american|mexican|europe|modern|antigu|viej|fals"
    r"|verdader|ciert|segur|car|barat|clar|blanc|negr|bonit|urban|campesin|human|dign|buen|pequeñ|list|plen|vací)"
    r"(?:[oa]s?)$"
)
_AGENT = re.compile(r"(\w{2,}[dts]or)(?:a|es|as)?$")
_RIGID = re.compile(r"(?:e|es|al|ales|il|iles|bles?|antes?|entes?|ar|ares|istas?|iores?|verdes?|grandes?|online|web)$")
_COPULA = re.compile(
    r"\b(?P<verb>es|son|fue|fueron|era|eran|será|serán|sea|sean|ser|siendo|sido|está|están|estaba|estaban|estuvo|estuvieron"
    r"|estar|queda|quedó|quedaron|resulta|resultó|parece|parecía|sigue|siguió|permanece|vuelve|volvió)\s+"
    r"(?:(?:muy|más|menos|tan|ya|también|así|todavía|aún|casi|bien|mal|\w+mente"
    r"|considerad[oa]s?)\s+){0,2}(?P<word>[^\W\d_]+)",
    re.I,
)
_PARTICIPLE_ES = re.compile(r"(?:(?:ad|id|ct|ech|rit|iert|uest|vist|uelt)[oa]s?|os[oa]s?|iv[oa]s?|tod[oa]s?)$")
_AGREEING = re.compile(r"(?:[oa]s?|or|ora|ores|oras|és|esa|esas|eses)$")
_PRONOUNS = {
    "f": frozenset("ella ellas aquélla ésta esta aquellas la las cuya una".split()) - {"la", "las", "una", "esta"},
    "m": frozenset("él ellos éste aquél".split()),
}
_I = re.compile(r"h?i(?![aeoáéó])", re.I)
_O = re.compile(r"h?o", re.I)


def fit(place: Place, noun: Noun) -> Fitted:
    """The noun with its articles and adjectives.

    >>> from toolkit.model import Span
    >>> text = "Abrieron una nueva tienda roja del pueblo."
    >>> fitted = fit(Place(text, Span(19, 25), Span(0, len(text)), None, False), Noun("mercado", "m", "mercados"))
    >>> [(change.span.of(text), change.after) for change in fitted.beside]
    [('nueva', 'nuevo'), ('una', 'un'), ('roja', 'rojo')]
    """
    fitted = romance.fit(_TABLES, place, noun)
    if re.search(r"\blo\s+$", place.text[max(0, place.span.start - 6) : place.span.start], re.I):
        return fitted._replace(unsure="a noun does not stand after 'lo'")
    return fitted


def _behind(word: str) -> Family | None:
    found = _ADJECTIVE.fullmatch(word) or _PARTICIPLE.fullmatch(word)
    if found:
        stem = found.group(1)
        return f"{stem}o", f"{stem}a", f"{stem}os", f"{stem}as"
    agent = _AGENT.fullmatch(word)
    return (agent[1], f"{agent[1]}a", f"{agent[1]}es", f"{agent[1]}as") if agent else None


def _spell(family: Family, index: int, following: str) -> str:
    """`el` and `un` before a feminine noun that begins with a stressed a."""
    first = re.match(r"[^\W\d_]+", following)
    if index == 1 and family[0] in ("el", "un", "algún", "ningún") and first and _STRESSED_A.fullmatch(first.group()):
        return family[0]
    return family[index]


def _spell_small(word: str, following: str) -> str | None:
    """`y` is `e` before an i, `o` is `u` before an o."""
    if word in ("y", "e"):
        return "e" if _I.match(following) else "y"
    if word in ("o", "u"):
        return "u" if _O.match(following) else "o"
    return None


_TABLES = Romance(
    before=_BEFORE,
    contractions={"del": ("de", "el"), "al": ("a", "el")},
    elided={},
    passed=_PASSED,
    several=_SEVERAL,
    behind=_behind,
    bends=(re.compile(r"(?:[oaelrz]|és|[áóí]n|is|ú|í)$"), re.compile(r"s$")),
    rigid=_RIGID,
    stops=_STOPS,
    copula=_COPULA,
    agreeing=lambda _, word: _AGREEING.search(word) is not None,
    apposed=lambda word: _PARTICIPLE_ES.search(word) is not None,
    joins=frozenset("y e o u pero".split()),
    degrees=frozenset("muy más menos tan ya también así todavía aún casi bien mal poco".split()),
    pronouns=_PRONOUNS,
    spell=_spell,
    spell_small=_spell_small,
)
