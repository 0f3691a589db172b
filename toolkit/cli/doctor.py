"""`tqt doctor` and `tqt plugins`: what is here and what is missing."""

from __future__ import annotations

import typer

from toolkit.cli.options import JsonOption, print_json


def doctor(as_json: JsonOption = False) -> None:
    """Say what is installed, what is missing and how to get it."""
    from toolkit.jobs.doctor import editors, examine, python_version

    parts = examine()
    if as_json:
        print_json([part._asdict() for part in parts])
        return
    typer.echo(python_version())
    for part in parts:
        state = part.version or f"missing   {part.install}"
        typer.echo(f"  {part.extra or 'core':8} {part.name:18} {state}")
    for editor in editors():
        lacks = f"missing   {editor.missing}   " if editor.missing else ""
        typer.echo(f"  {'editor':8} {editor.name:18} {lacks}{editor.what}")


def plugins(as_json: JsonOption = False) -> None:
    """List every plug-in by kind."""
    from toolkit.engines import ENGINES
    from toolkit.evaluate.metrics import METRICS
    from toolkit.formats.bundled import bundled_corpora, bundled_glossaries
    from toolkit.formats.documents import FORMATS
    from toolkit.jobs.doctor import state
    from toolkit.postedit.editor import EDITORS
    from toolkit.report import RENDERERS

    kinds = {
        "document formats": FORMATS.names(),
        "engines": ENGINES.names(),
        "data sets": (state("datasets", "mt"),),
        "workers": ("processes", state("ray", "ray")),
        "editors": EDITORS.names(),
        "metrics": METRICS.names(),
        "reports": RENDERERS.names(),
        "bundled glossaries": bundled_glossaries(),
        "bundled corpora": bundled_corpora(),
    }
    if as_json:
        print_json({kind: list(names) for kind, names in kinds.items()})
        return
    for kind, names in kinds.items():
        typer.echo(f"{kind:20} {', '.join(names)}")
