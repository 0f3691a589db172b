"""Names to plug-ins: one lazy table per kind, and entry points for third parties.

A table maps a name to `"module:ATTRIBUTE"`; nothing is imported before it is asked for. Third parties
add entries through the entry-point group `toolkit.<kind>` (blanks become underscores:
`toolkit.document_format`); a clash of names is an error, and a plug-in that does not load says its own name.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Generic, TypeVar, cast

from toolkit.errors import RegistryError

T = TypeVar("T")


class Registry(Generic[T]):
    """The plug-ins of one kind; `kind` is what a message calls one of them ("report format").

    >>> maths = Registry[object]("maths", {"root": "math:sqrt"})
    >>> maths.get("root")(81)
    9.0
    >>> maths.get("rot")
    Traceback (most recent call last):
        ...
    toolkit.errors.RegistryError: There is no maths called 'rot'; did you mean 'root'? Available: root.
    """

    def __init__(self, kind: str, table: Mapping[str, str]):
        self.kind = kind
        self._table = dict(table)
        self._with_entry_points = False

    def names(self) -> tuple[str, ...]:
        """Every name, sorted."""
        self._read_entry_points()
        return tuple(sorted(self._table))

    def get(self, name: str) -> T:
        """The plug-in of that name. Raises RegistryError where there is none or it does not load."""
        self._read_entry_points()
        if name not in self._table:
            near = difflib.get_close_matches(name, self._table, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else "."
            known = ", ".join(self.names()) or "none"
            raise RegistryError(f"There is no {self.kind} called '{name}'{hint} Available: {known}.")
        module, _, attribute = self._table[name].partition(":")
        try:
            return cast(T, getattr(import_module(module), attribute))
        except (ImportError, AttributeError) as error:
            raise RegistryError(
                f"The {self.kind} '{name}' ({self._table[name]}) does not load: {error}. "
                "`tqt doctor` says what is missing."
            ) from error

    def __iter__(self) -> Iterator[tuple[str, T]]:
        for name in self.names():
            yield name, self.get(name)

    def _read_entry_points(self) -> None:
        if self._with_entry_points:
            return
        found = dict(self._table)
        for point in entry_points(group=f"toolkit.{self.kind.replace(' ', '_')}"):
            if point.name in found:
                raise RegistryError(
                    f"Two plug-ins call themselves {self.kind} '{point.name}': {found[point.name]} "
                    f"and {point.value}. Uninstall or rename one of them."
                )
            found[point.name] = point.value
        self._table = found
        self._with_entry_points = True
