"""What an edit must leave whole: addresses, mark-up, placeholders, code, numbers. It only finds them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from toolkit.model import Span

Kind = Literal["url", "email", "tag", "placeholder", "code", "number"]


class Protected(NamedTuple):
    """A piece of text that must survive as it is."""

    span: Span
    kind: Kind


_SUFFIXES = (
    "png|jpe?g|gif|svg|webp|ico|mp[34]|webm|html?|pdf|docx?|xlsx?|pptx?|csv|tsv|txt|md|json|ya?ml|xml|css|m?js|tsx?|zip"
)
# The order counts where two could start at the same place: code may hold anything, an XLIFF code is a
# placeholder before it is a tag, and a number is what nothing else has claimed.
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("code", r"``[^`\n]+``|`[^`\n]+`"),
    ("placeholder", r"</?(?:x|bx|ex|ph|it|bpt|ept|g|mrk|pc|sc|ec)(?:\s[^<>]{0,300})?/?>"),
    ("tag", r"<!--[^<>]{0,300}-->|</?[A-Za-z][\w:.-]{0,60}(?:\s[^<>]{0,500})?/?>"),
    ("tag", r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});"),
    ("email", r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"),
    ("url", r"(?:(?<![A-Za-z])(?:https?|ftp)://|(?<![A-Za-z0-9.])www\.)[!#-;=?-\[\]_a-z|~\u00c0-\u024f]+"),
    # a file's name, with the folders before it: images/load-exam.png
    ("url", rf"(?<![\w./-])(?:\.{{0,2}}/)?(?:[\w.-]{{1,60}}/){{0,12}}[\w-]{{1,80}}\.(?:{_SUFFIXES})(?![\w-])"),
    ("placeholder", r"\{\{[^{}\n]{1,80}\}\}|\$\{[^{}\n]{1,80}\}|\[\[[^\[\]\n]{1,80}\]\]"),
    ("placeholder", r"\{(?:[A-Za-z_][\w.\[\]]{0,60}|[0-9]{1,3})?(?:![rsa])?(?::[^{}\n]{0,30})?\}"),
    ("placeholder", r"%\([A-Za-z_]\w{0,60}\)[-+#0]*[0-9]*(?:\.[0-9]+)?[A-Za-z]"),
    (
        "placeholder",
        r"(?<![A-Za-z0-9_%])%(?:[0-9]{1,2}\$)?[-+#0]*[0-9]*(?:\.[0-9]+)?(?:ll|[lhz])?[sdiufgxXc@](?![A-Za-z])",
    ),
    ("placeholder", r"\$[A-Z_][A-Z0-9_]+\b"),
    ("number", r"(?:(?:US|HK|NT|[ACS])?[$€£¥₩₹]\s?)?\d+(?:[.,:]\d+)*(?:\s?[%‰])?"),
)
_ANY = re.compile("|".join(f"(?P<{kind}_{place}>{pattern})" for place, (kind, pattern) in enumerate(_PATTERNS)))
_TRAILING = re.compile(r"[.,;:!?'\"*_]+\Z")


@lru_cache(maxsize=128)  # every edit of a text asks for all of it
def protected(text: str) -> tuple[Protected, ...]:
    """Everything that must survive, from left to right, none overlapping another.

    >>> text = "Write {name} at a@b.cn, see https://example.com/a(b). <b>60,000</b> jin, 30 % off"
    >>> [(part.kind, part.span.of(text)) for part in protected(text)]  # doctest: +NORMALIZE_WHITESPACE
    [('placeholder', '{name}'), ('email', 'a@b.cn'), ('url', 'https://example.com/a(b)'), ('tag', '<b>'),
     ('number', '60,000'), ('tag', '</b>'), ('number', '30 %')]
    """
    found: list[Protected] = []
    for match in _ANY.finditer(text):
        kind = cast(Kind, str(match.lastgroup).split("_")[0])
        end = match.end()
        if kind == "url":
            end = match.start() + len(_without_sentence_marks(match.group()))
        found.append(Protected(Span(match.start(), end), kind))
    return tuple(found)


_MAY_HIDE = re.compile(r"[{%$<&@]|\[\[|://|www\.")
_HIDES = frozenset({"placeholder", "tag", "email"})


def hidden(text: str) -> tuple[Span, ...]:
    """Placeholders, mark-up and addresses: what stands in them is a name for a machine, and no word of the text.

    >>> text = "Life value: {hp}, <b>HP</b>"
    >>> [span.of(text) for span in hidden(text)]
    ['{hp}', '<b>', '</b>']
    """
    if not _MAY_HIDE.search(text):
        return ()
    found = protected(text)
    return tuple(p.span for p in found if p.kind in _HIDES or (p.kind == "url" and "/" in p.span.of(text)))


def _without_sentence_marks(address: str) -> str:
    """The address without the stop, quote or unpaired bracket of the sentence that it stands in."""
    while True:
        address = _TRAILING.sub("", address)
        for opening, closing in ("()", "[]"):
            if address.endswith(closing) and address.count(closing) > address.count(opening):
                address = address[:-1]
                break
        else:
            return address
