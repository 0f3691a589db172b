"""Words that no term begins or ends with: articles, prepositions, conjunctions, pronouns, auxiliaries, by language.

They tell where a noun phrase ends. For English see `toolkit.text.closed_classes`.
"""

from __future__ import annotations

from functools import cache

from toolkit.model import primary_subtag
from toolkit.text.languages import function_words

_WORDS = {
    "de": "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines dieser "
    "diese dieses diesen diesem jeder jede jedes jeden jedem alle allen aller alles beide beiden mein dein "
    "sein ihr unser euer meine deine seine ihre unsere meinen seinen ihren unseren meinem seinem ihrem unserem "
    "seiner ihrer unserer seines ihres unseres Ihr Ihre Ihren Ihrem Ihrer ich du er sie es wir man mich dich "
    "sich uns euch ihm ihn ihnen wer was welche welcher welches und oder aber sondern denn sowie bzw dass ob "
    "wenn weil falls bevor nachdem während sobald solange damit um ohne mit von vom zu zum zur an am auf aus "
    "bei beim bis durch für gegen hinter in im ins neben nach seit über unter vor zwischen wegen trotz gemäß "
    "je pro per als wie nicht nur auch noch schon sehr so ist sind war waren wird werden wurde wurden worden "
    "hat haben hatte kann können könnte darf dürfen muss müssen soll sollen will wollen bitte hier dort dann "
    "nun jetzt immer bereits",
    "fr": "le la les l un une des du de d au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre "
    "vos leur leurs quel quelle quels quelles chaque tout toute tous toutes aucun aucune plusieurs quelques je "
    "j tu il elle on nous vous ils elles me m te t se s lui y en qui que qu quoi dont où et ou mais donc car "
    "ni si comme quand lorsque à dans par pour sur sous avec sans entre vers chez contre depuis pendant avant "
    "après dès selon est sont était étaient été être a ont avait avoir sera seront doit doivent peut peuvent "
    "ne n pas plus très aussi déjà ici maintenant c",
    "es": "el la los las lo un una unos unas del de al a este esta estos estas ese esa esos esas aquel mi mis tu tus "
    "su sus nuestro nuestra nuestros nuestras cada todo toda todos todas ningún ninguna algún alguna varios "
    "varias otro otra otros otras yo tú él ella usted nosotros ellos ellas ustedes me te se le les nos que qué "
    "quien cual cuyo y e o u ni pero sino si como cuando donde porque en por para con sin sobre entre hasta "
    "desde hacia según contra durante tras ante bajo es son era eran fue fueron ser sido está están estar ha "
    "han había haber hay será serán debe deben puede pueden no más muy también ya aquí ahora",
    "pt": "o a os as um uma uns umas do da dos das no na nos nas ao à aos às pelo pela pelos pelas num numa de em "
    "por para com sem sob sobre entre até desde contra este esta estes estas esse essa esses essas aquele isso "
    "isto meu minha seu sua seus suas nosso nossa cada todo toda todos todas nenhum nenhuma algum alguma outro "
    "outra eu tu ele ela você nós eles elas vocês me te se lhe que quem qual cujo e ou mas nem se como quando "
    "onde porque é são era foi foram ser sido está estão tem têm há será deve devem pode podem não mais muito "
    "também já",
    "it": "il lo la i gli le l un uno una del dello della dei degli delle dell al allo alla ai agli alle all dal "
    "dallo dalla dai dalle dall nel nello nella nei negli nelle nell sul sullo sulla sui sulle sull col di a "
    "da in con su per tra fra questo questa questi queste quello quella quelli mio mia suo sua loro nostro "
    "ogni tutto tutti tutte nessun io tu lui lei noi voi essi mi ti si ci vi che chi cui e ed o ma né se come "
    "quando dove è sono era erano essere stato stata ha hanno aveva deve devono può possono non più molto "
    "anche già",
    "nl": "de het een van in op te aan met voor door bij naar uit over om tot tegen onder tussen zonder sinds dit "
    "dat deze die mijn uw zijn haar hun ons onze elk elke alle geen ik u hij zij ze wij we en of maar want dat "
    "als wanneer omdat is was waren wordt worden werd werden heeft hebben had kan kunnen moet moeten mag zal "
    "zullen niet ook nog al",
    "sv": "en ett den det de av i på till för med från om vid under mellan utan och eller men som att när är var "
    "blir har hade kan ska skall måste får inte också din ditt dina sin sitt sina",
    "da": "en et den det de af i på til for med fra om ved under mellem uden og eller men som at når er var bliver "
    "har kan skal må ikke også din dit dine sin sit sine",
    "ru": "и а но или что чтобы если когда как в во на по с со к ко у о об от до из за для при без под над между "
    "через после перед не ни же ли бы это этот эта эти этого этой этом тот та те его ее её их мы вы он она оно "
    "они я быть был была были было будет будут является являются",
    "pl": "i a ale lub albo oraz że żeby jeśli gdy jak w we na z ze do od po o przy za dla bez pod nad między przez "
    "nie jest są był była były być zostać to ten ta te tego tej tym",
}  # fmt: skip


@cache
def small_words(language: str) -> frozenset[str]:
    """The closed classes of a language in small letters; empty for one without a table.

    >>> "des" in small_words("fr-CA"), "tisch" in small_words("de"), small_words("xx")
    (True, False, frozenset())
    """
    listed = _WORDS.get(primary_subtag(language), "").casefold().split()
    others = function_words(language) if primary_subtag(language) != "en" else frozenset()
    return frozenset(listed) | others
