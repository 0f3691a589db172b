"""Where the toolkit's own glossaries and corpora lie, in a checkout and in an installed wheel."""

from __future__ import annotations

import difflib
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.files import kind_of

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled_glossaries() -> tuple[str, ...]:
    """The names of the glossaries that come with the toolkit."""
    return tuple(sorted(path.parent.name for path in _folder("glossaries").glob("*/terms.csv")))


def bundled_corpora() -> tuple[str, ...]:
    """The names of the corpora that come with the toolkit."""
    return tuple(sorted(path.stem for path in _folder("corpus").glob("*.jsonl")))


def bundled_glossary(name: str) -> Path:
    """The folder of a bundled glossary. Raises InputError that lists the names."""
    return _folder("glossaries") / _known(name, bundled_glossaries(), "glossary")


def bundled_corpus(name: str) -> Path:
    """The JSON lines of a bundled corpus. Raises InputError that lists the names."""
    return _folder("corpus") / f"{_known(name, bundled_corpora(), 'corpus')}.jsonl"


def is_bundled(path: str | Path) -> bool:
    """Whether the path is that of a glossary that comes with the toolkit."""
    return _folder("glossaries").resolve() in Path(path).resolve().parents


def resolve_glossary(name: str | Path) -> Path:
    """The glossary that the user means: an existing path, or else a bundled name. Raises InputError.

    >>> resolve_glossary("livestream-comerce")
    Traceback (most recent call last):
        ...
    toolkit.errors.InputError: livestream-comerce: there is no such path, and no glossary of that name comes with the \
toolkit. Did you mean 'livestream-commerce'? Available: japanese-cooking, livestream-commerce.
    """
    path = Path(name)
    return path if kind_of(path) else bundled_glossary(str(name))


def _folder(kind: str) -> Path:
    installed = _PACKAGE / "_data" / kind
    return installed if installed.is_dir() else _PACKAGE.parent / kind


def _beside(path: Path) -> list[str]:
    """What stands where the path would: a slip of the pen is likelier than the wish for a bundled name."""
    try:
        return [str(place) for place in path.parent.iterdir()]
    except OSError:
        return []


def _known(name: str, names: tuple[str, ...], kind: str) -> str:
    if name in names:
        return name
    near = difflib.get_close_matches(name, [*_beside(Path(name)), *names], n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise InputError(
        f"{name}: there is no such path, and no {kind} of that name comes with the toolkit.{hint} "
        f"Available: {', '.join(names) or 'none'}."
    )
