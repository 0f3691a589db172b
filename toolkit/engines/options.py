"""Options of engines, given as KEY=VALUE: each engine lists its own, and a wrong one is told with all that are known.

Only values are read here; whether a file exists is the engine's business.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from toolkit.errors import InputError


class Option(NamedTuple):
    """One option of an engine."""

    name: str
    help: str
    default: str | int | float | bool | None = None
    """None: nothing is assumed."""
    kind: type[str] | type[int] | type[float] | type[bool] = str
    required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None


class Options:
    """The values of an engine's options, checked."""

    def __init__(self, values: Mapping[str, str | int | float | bool | None]) -> None:
        self._values = dict(values)

    def text(self, name: str) -> str | None:
        """A text; None where nothing was said and nothing is assumed."""
        return cast("str | None", self._values[name])

    def required(self, name: str) -> str:
        """A text that must be there, as its option says."""
        return cast(str, self._values[name])

    def whole(self, name: str) -> int:
        """A whole number."""
        return cast(int, self._values[name])

    def number(self, name: str) -> float:
        """A number."""
        return float(cast(float, self._values[name]))

    def maybe(self, name: str) -> float | None:
        """A number, or None where nothing was said."""
        value = self._values[name]
        return None if value is None else float(cast(float, value))

    def given(self, name: str) -> str | None:
        """The value as it would be given; None where nothing was said and nothing is assumed."""
        value = self._values[name]
        if isinstance(value, bool):
            return "yes" if value else "no"
        return None if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Yes or no."""
        return cast(bool, self._values[name])


def check_options(engine: str, given: Mapping[str, str], known: Sequence[Option], what: str = "Engine") -> Options:
    """The values of all known options; `what` is how a message calls the plug-in. Raises InputError with every mistake.

    >>> beam = Option("beam", "how many hypotheses are kept", 4, int, least=1)
    >>> check_options("seq2seq", {"beam": "2"}, [beam]).whole("beam")
    2
    >>> check_options("seq2seq", {"baem": "2"}, [beam])
    Traceback (most recent call last):
        ...
    toolkit.errors.InputError: Engine 'seq2seq' has no option 'baem'; did you mean 'beam'? Its options:
      beam=4    how many hypotheses are kept
    """
    by_name = {option.name: option for option in known}
    problems: list[str] = []
    values: dict[str, str | int | float | bool | None] = {option.name: option.default for option in known}
    for name, text in given.items():
        if name not in by_name:
            near = difflib.get_close_matches(name, by_name, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else "."
            problems.append(f"{what} '{engine}' has no option '{name}'{hint}")
            continue
        try:
            values[name] = _read(by_name[name], text)
        except ValueError as error:
            problems.append(f"{what} '{engine}', option '{name}': {error}.")
    problems += [f"{what} '{engine}' needs the option '{o.name}'." for o in known if o.required and not values[o.name]]
    if problems:
        listed = [f"{' '.join(problems)} Its options:", *(f"  {_shown(o)}" for o in known)]
        raise InputError("\n".join(listed) if known else f"{' '.join(problems)} It has no options.")
    return Options(values)


_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def _read(option: Option, text: str) -> str | int | float | bool:
    if option.kind is bool:
        if text.casefold() not in (*_YES, *_NO):
            raise ValueError(f"'{text}' is neither yes nor no")
        return text.casefold() in _YES
    if option.choices and text not in option.choices:
        raise ValueError(f"'{text}' is none of {', '.join(option.choices)}")
    if option.kind is str:
        return text
    try:
        value = int(text) if option.kind is int else float(text)
    except ValueError:
        what = "a whole number" if option.kind is int else "a number"
        raise ValueError(f"'{text}' is not {what}") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"'{text}' is not a number")
    if option.least is not None and value < option.least:
        raise ValueError(f"{text} is less than {option.least:g}")
    return value


def _shown(option: Option) -> str:
    value: object = "..." if option.default is None else option.default
    if isinstance(option.default, bool):
        value = "yes" if option.default else "no"
    choices = f" ({', '.join(option.choices)})" if option.choices else ""
    return f"{option.name}={value}    {option.help}{choices}{'; required' if option.required else ''}"
