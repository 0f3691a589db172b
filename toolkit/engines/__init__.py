"""The table of engines. A new engine is a module here and a line in the table; none is imported before use."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.engines.options import check_options
from toolkit.engines.port import Engine, EngineKind
from toolkit.model import LangPair
from toolkit.registry import Registry

ENGINES: Registry[EngineKind] = Registry(
    "engine",
    {
        "chat": "toolkit.engines.chat:ENGINE",
        "command": "toolkit.engines.command:ENGINE",
        "ctranslate2": "toolkit.engines.ctranslate2:ENGINE",
        "memory": "toolkit.engines.memory:ENGINE",
        "replay": "toolkit.engines.replay:ENGINE",
        "seq2seq": "toolkit.engines.seq2seq:ENGINE",
    },
)


def open_engine(name: str, given: Mapping[str, str], pair: LangPair) -> Engine:
    """The engine of that name for a language pair, with its options checked.

    Raises RegistryError for an unknown name, InputError for options, EngineError where the engine cannot start.
    """
    kind = ENGINES.get(name)
    return kind.start(check_options(name, given, kind.options), pair)
