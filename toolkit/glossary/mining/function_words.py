"""Function words of some languages, at which a run of candidate words ends, and those that link nouns into one term.

Of general grammar: articles, pronouns, prepositions, conjunctions, auxiliaries, adverbs of any text. In French,
Spanish, Italian and Portuguese a term is often two nouns with a preposition between them: `vase d'expansion`.
"""

from __future__ import annotations

_WORDS = {
    "de": "der die das den dem des ein eine einer eines einem einen kein keine keinen keiner und oder aber denn doch "
    "sondern sowie als wie wenn dass weil ob da während nachdem bevor damit obwohl ich du er sie es wir ihr "
    "ihnen ihm ihn mich dich sich uns euch mein dein sein seine seiner seinem seinen ihre ihrer ihrem ihren "
    "unser unsere dieser diese dieses diesem diesen jener jede jeder jedes jedem jeden alle allen aller alles "
    "man wer was welche welcher welches in im an am auf aus bei beim mit nach von vom vor zu zum zur für durch "
    "über unter um ohne gegen bis seit zwischen ab wegen trotz innerhalb ist sind war waren wird werden wurde "
    "wurden worden sei hat haben hatte hatten kann können könnte muss müssen darf dürfen soll sollen sollte "
    "will wollen mag bin bist nicht nur auch noch schon sehr so dann dort hier da nun immer wieder mehr etwa "
    "bereits jedoch dabei dazu daher bitte zwei drei vier fünf",
    "fr": "le la les l un une des de du d au aux à et ou où mais donc or ni car que qui quoi dont qu lequel laquelle "
    "je j tu il elle on nous vous ils elles me m te t se s lui leur leurs y en mon ma mes ton ta tes son sa "
    "ses notre nos votre vos ce cet cette ces c ça cela ceci tout toute tous toutes quel quelle quels quelles "
    "aucun aucune chaque plusieurs dans sur sous avec sans pour par vers chez entre depuis pendant avant après "
    "contre selon dès jusque est sont était étaient être été sera seront soit a ont avait avoir eu aura peut "
    "peuvent doit doivent fait faire faut ne n pas plus moins très aussi bien encore déjà toujours jamais si "
    "comme quand lorsque lors puis ainsi alors même ici là deux trois quatre cinq",
    "es": "el la los las lo un una unos unas de del al a y e o u pero sino que quien cual cuyo donde yo tú él ella "
    "ello nosotros vosotros ellos ellas usted ustedes me te se le les nos os mi mis tu tus su sus nuestro "
    "nuestra este esta estos estas ese esa esos esas eso esto aquel todo toda todos todas cada otro otra otros "
    "otras algún alguna ningún en con sin por para entre hacia hasta desde sobre bajo contra según durante "
    "ante tras es son era eran ser sido será está están estar fue fueron ha han había haber hay puede pueden "
    "debe deben hace hacer no sí más menos muy también ya aún siempre nunca si como cuando aunque porque así "
    "entonces aquí allí dos tres cuatro cinco",
    "it": "il lo la i gli le l un uno una di del dello della dei degli delle dell d a al allo alla ai agli alle all "
    "da dal dalla dai dalle dall in nel nello nella nei negli nelle nell su sul sulla sui sulle sull con per "
    "tra fra e ed o od ma che chi cui quale quali io tu egli lui lei noi voi loro mi ti si ci vi ne mio mia "
    "suo sua suoi sue nostro questo questa questi queste quello quella quelli quelle ogni tutto tutta tutti "
    "tutte è sono era erano essere stato sarà ha hanno aveva avere può possono deve devono fa fare non più "
    "meno molto anche già ancora sempre mai se come quando dopo prima senza così qui due tre quattro cinque",
    "pt": "o a os as um uma uns umas de do da dos das em no na nos nas num numa por pelo pela pelos pelas para com "
    "sem sob sobre entre até desde ao aos à às e ou mas que quem qual cujo onde eu tu ele ela nós vós eles "
    "elas você vocês me te se lhe lhes meu minha seu sua seus suas nosso nossa este esta estes estas esse essa "
    "isso isto aquele aquela todo toda todos todas cada outro outra é são era eram ser sido será está estão "
    "estar foi foram há tem têm tinha ter pode podem deve devem faz fazer não mais menos muito também já ainda "
    "sempre nunca se como quando porque assim aqui dois duas três quatro cinco",
    "nl": "de het een en of maar want dat die dit deze wie wat welke ik jij je u hij zij ze het wij we jullie hun "
    "hen hem haar mij me zich ons mijn jouw uw zijn onze in op aan uit bij met naar van voor tot te om door "
    "over onder tussen zonder tegen sinds tijdens na is was waren wordt worden werd werden geworden heeft "
    "hebben had hadden kan kunnen moet moeten mag mogen zal zullen zou wil willen ben bent niet geen ook nog "
    "al zeer zo dan daar hier er nu altijd weer meer als toen omdat hoewel alle elke ieder twee drie vier vijf",
}
_LINKS = {
    "fr": "de d du des à au en",
    "es": "de del",
    "it": "di d del dello della dell dei degli delle da a",
    "pt": "de do da dos das",
}
FUNCTION_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
LINKS = {language: frozenset(words.split()) for language, words in _LINKS.items()}
"""Of the function words those that may stand inside a term, never at its edges."""
ELIDED = frozenset({"d", "l", "dell", "all", "dall", "nell", "sull"})
"""What stands before an apostrophe."""
