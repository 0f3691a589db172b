"""`tqt glossary show` and `tqt glossary search`: looking things up."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.cli.glossary import GlossaryOption, LanguagesOption, identity, read_named
from toolkit.cli.options import JsonOption, print_json, say
from toolkit.model.terms import Concept, Term


def show(
    concept: Annotated[str, typer.Argument(help="The concept's id, or one of its terms.")],
    glossaries: Annotated[
        list[str] | None,
        typer.Option(
            "--glossary",
            "-g",
            help="A glossary: folder, file or bundled name. Repeat it for layers; the last wins.",
        ),
    ] = None,
    client: Annotated[str | None, typer.Option("--client", help="With layers: also use this client's terms.")] = None,
    languages: LanguagesOption = None,
    every: Annotated[bool, typer.Option("--all", help="Show every garbled wording, and what is guessed.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show one concept: its terms by status; with several glossaries, which term is used and why."""
    from toolkit.glossary.search import find_concept
    from toolkit.report.concept_text import concept_lines

    if glossaries is not None and (len(glossaries) > 1 or client is not None):
        _show_layers(concept, glossaries, client, languages, as_json)
        return
    found = find_concept(read_named(glossaries[0] if glossaries else None, languages), concept)
    if as_json:
        print_json(_concept_data(found))
        return
    for line in concept_lines(found, every):
        typer.echo(line)


def search(
    text: Annotated[str, typer.Argument(help="A term, part of one, its pinyin, or something similar.")],
    glossary: GlossaryOption = None,
    languages: LanguagesOption = None,
    limit: Annotated[int, typer.Option(min=1, help="The most hits to show.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find terms: exact, by pinyin, containing the text, or similar to it."""
    from toolkit.glossary.search import search as find
    from toolkit.report.concept_text import hit_line

    source = read_named(glossary, languages)
    hits = find(source, text, limit)
    if as_json:
        print_json(
            [{"concept": h.concept.id, "how": h.how, "likeness": h.likeness, **_term_data(h.term)} for h in hits]
        )
        return
    for hit in hits:
        typer.echo(hit_line(hit.concept.id, hit.term, hit.how))
    if not hits:
        say(f"Nothing in {identity(source)} is like '{text}'.")


def _show_layers(concept: str, names: list[str], client: str | None, languages: str | None, as_json: bool) -> None:
    from toolkit.jobs.layers import read_layers

    found = read_layers([read_named(name, languages) for name in names], concept, client)
    if as_json:
        print_json(
            [
                {"layer": one.layer, **_term_data(one.term), "concept": name, "used": one.used, "why": one.reason}
                for name, terms in found
                for one in terms
            ]
        )
        return
    from toolkit.report.layer_text import layer_lines

    for number, (name, terms) in enumerate(found):
        for line in (*([""] if number else []), *layer_lines(name, terms)):
            typer.echo(line)


def _term_data(term: Term) -> dict[str, object]:
    from toolkit.formats.term_rows import cells_of

    cells: dict[str, object] = dict(cells_of("", term))
    return {**cells, "place": term.place}


def _concept_data(concept: Concept) -> dict[str, object]:
    from toolkit.report.concept_text import main_word_guess

    details = {
        "id": concept.id,
        "subject": concept.subject,
        "definition": concept.definition,
        "note": concept.note,
    }
    terms = [{**_term_data(term), "main_word_guess": main_word_guess(term)} for term in concept.terms]
    return {**details, "terms": terms}
