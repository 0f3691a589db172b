"""Opening a post-editor for a job: its options, how its engine is steered, and whether text may leave the computer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from toolkit.engines.port import Alternative, Engine, Request
from toolkit.errors import InputError
from toolkit.glossary.index import GlossaryIndex
from toolkit.jobs.setting import Setting
from toolkit.postedit.editor import open_editor
from toolkit.postedit.port import Editor, Places, Surroundings
from toolkit.translate.steer import Wrong, rewordings


@dataclass(frozen=True, slots=True)
class EditorChoice:
    """Which post-editor is wanted, and what it may do."""

    name: str = "rules"
    options: Mapping[str, str] = field(default_factory=dict)
    allow_network: bool = False
    """Whether text may be sent to another computer even where no project file allows it."""
    tell: Callable[[str], None] = lambda text: None
    """Hears what is sent and where, before it is."""


@contextmanager
def opened_editor(choice: EditorChoice, setting: Setting) -> Iterator[Editor]:
    """The editor, closed at the end. Raises InputError where text would leave the computer and nobody allows it."""
    editor = open_editor(choice.name, choice.options, Surroundings(setting.pair, choice.tell, reword))
    try:
        allowed = choice.allow_network or (setting.project is not None and setting.project.text_may_leave)
        if editor.network and not allowed:
            raise InputError(
                f"Editor '{choice.name}' would send text to another computer. To allow it once, say --allow-network; "
                "to allow it for a project, write text_may_leave = true under [privacy] in its tqt.toml."
            )
        yield editor
    finally:
        editor.close()


def reword(
    engine: Engine, index: GlossaryIndex, batch: Sequence[Request], texts: Sequence[str], places: Sequence[Places]
) -> list[tuple[Alternative, ...]]:
    """What an engine would rather say than these texts: the one way in which engines are steered (`steer`)."""
    known = [[Wrong(span, expected) for span, expected in of_one] for of_one in places]
    return rewordings(batch, texts, known, engine, index)
