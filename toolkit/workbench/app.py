"""The workbench's pages and their data: every address, and what it answers. Who may ask is `security`'s business."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from toolkit.errors import InputError, ToolkitError
from toolkit.report.html.render import visible
from toolkit.workbench import concepts, impact, listing, pending, scores, view
from toolkit.workbench.bench import Bench
from toolkit.workbench.categories import CATEGORIES
from toolkit.workbench.export import KINDS, export
from toolkit.workbench.linted import Linted
from toolkit.workbench.state import SEVERITIES
from toolkit.workbench.store import LAYER, ConflictError

T = TypeVar("T")
R = TypeVar("R")
STATIC = {
    "workbench.css": "text/css",
    "icon.svg": "image/svg+xml",
    "page.js": "text/javascript",
    "segments.js": "text/javascript",
    "card.js": "text/javascript",
    "marking.js": "text/javascript",
    "selection.js": "text/javascript",
    "terms.js": "text/javascript",
    "pending.js": "text/javascript",
    "shown.js": "text/javascript",
    "scores.js": "text/javascript",
    "glossary.js": "text/javascript",
}
"""Every file that is served; no other can be asked for."""
CONFLICT = "This was changed in another window in the meantime. You now see how it stands; decide again."
BY_HAND = "The list of proposals was changed by hand since. It stays as it is; everything else was taken back."
JOB_CONFLICT = "Something was changed in another window in the meantime. Look at it, and try again."


def application(bench: Bench) -> Starlette:
    """The application over an open job, still without its wall."""
    pages = Pages(bench)

    def page(path: str, work: Callable[[Request], Response]) -> Route:
        return Route(path, _one_at_a_time(bench, work))

    return Starlette(
        routes=[
            page("/", pages.segments),
            page("/glossary", pages.glossary),
            page("/static/{name}", pages.static),
            page("/api/segments", pages.api_segments),
            page("/api/news", pages.api_news),
            page("/api/history", pages.api_history),
            Route("/api/scores", pages.api_scores),  # takes the lock segment by segment
            page("/api/concepts", pages.api_concepts),
            page("/api/concept", pages.api_concept),
            page("/export/{kind}", pages.export),
            *(Route(f"/api/{name}", answer(bench, work), methods=["POST"]) for name, work in pages.posts().items()),
        ],
        exception_handlers={ToolkitError: _fault},
    )


def answer(bench: Bench, work: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Request], Any]:
    """An address that takes JSON and gives JSON; a user's mistake is 400, with a message."""

    async def endpoint(request: Request) -> Response:
        try:
            given = json.loads(await request.body())
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            return _json({"message": "This is no JSON object."}, 400)
        return _json(await run_in_threadpool(_one_at_a_time(bench, work), given))

    return endpoint


def _one_at_a_time(bench: Bench, work: Callable[[T], R]) -> Callable[[T], R]:
    def locked(given: T) -> R:
        with bench.lock:
            return work(given)

    return locked


class Pages:
    """The answers, each of them small: the work is done by the other modules of the room."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._linted = Linted(bench)
        self._templates = Environment(
            loader=PackageLoader("toolkit.workbench", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=visible,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def posts(self) -> dict[str, Callable[[dict[str, Any]], dict[str, Any]]]:
        """Everything that changes something, or costs much."""
        return {
            "act": self._act,
            "undo": lambda given: self._turn("undo", given),
            "redo": lambda given: self._turn("redo", given),
            "propose": self._propose,
            "preview": lambda given: pending.looked_at(self._bench, given),
            "withdraw": self._withdraw,
            "impact": lambda given: impact.impact(self._bench),
            "rerun": self._rerun,
            "try": lambda given: concepts.tried(
                self._bench.with_proposals(), _text(given, "source"), _text(given, "mt")
            ),
        }

    def segments(self, request: Request) -> Response:
        """The page of segments."""
        bench = self._bench
        pair = bench.base.pair
        return self._page(
            "segments.html.j2",
            filters=listing.FILTERS,
            categories=CATEGORIES,
            severities=SEVERITIES,
            kinds=tuple(KINDS),
            pair=pair,
            scores_at_once=len(bench.rows) <= scores.AT_ONCE,
            with_source=any(row.source is not None for row in bench.rows),
        )

    def glossary(self, request: Request) -> Response:
        """The page of the glossary."""
        return self._page("glossary.html.j2", pair=self._bench.base.pair, scores_at_once=False)

    def static(self, request: Request) -> Response:
        """A style or a script, by name."""
        name = request.path_params["name"]
        if name not in STATIC:
            return Response("There is no such file.", 404)
        data = (files("toolkit.workbench") / "static" / name).read_bytes()
        return Response(data, media_type=STATIC[name])

    def api_segments(self, request: Request) -> Response:
        """The segments of a filter and a search."""
        query = request.query_params
        start, count = _number(query.get("start", "0")), _number(query.get("count", str(listing.PAGE)))
        found = listing.listed(self._bench, query.get("filter", "all"), query.get("q", ""), start, min(count, 400))
        return _json(found)

    def api_news(self, request: Request) -> Response:
        """What was changed since a step, here or in another window."""
        return _json(listing.news(self._bench, _number(request.query_params.get("since", "0"))))

    def api_history(self, request: Request) -> Response:
        """The last entries of the history, the newest first."""
        entries = self._bench.store.history()[-50:]
        return _json({"history": [entry._asdict() for entry in reversed(entries)]})

    def api_scores(self, request: Request) -> Response:
        """How the text scores as decided so far."""
        return _json(scores.scores(self._bench))

    def api_concepts(self, request: Request) -> Response:
        """The concepts that answer a search."""
        query = request.query_params
        return _json(concepts.browse(self._bench, query.get("q", ""), _number(query.get("start", "0"))))

    def api_concept(self, request: Request) -> Response:
        """One concept."""
        return _json(concepts.concept(self._bench, self._linted, request.query_params.get("id", "")))

    def export(self, request: Request) -> Response:
        """The review as a file to be saved."""
        made = export(self._bench.store, request.path_params["kind"])
        name = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in made.name)
        heading = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(made.data, media_type="application/octet-stream", headers=heading)

    def _act(self, given: dict[str, Any]) -> dict[str, Any]:
        segment, version, action = given.get("segment"), given.get("version"), given.get("action")
        if not isinstance(segment, str) or type(version) is not int or not isinstance(action, dict):
            raise InputError("The page sent something that cannot be understood. Load it again.")
        number = self._bench.number(segment)
        try:
            step = self._bench.act(segment, version, action)
        except ConflictError:
            return {"conflict": CONFLICT, "step": self._bench.store.last_step(), **self._of([number])}
        return {"step": step, **self._of([number])}

    def _turn(self, kind: str, given: dict[str, Any]) -> dict[str, Any]:
        store = self._bench.store
        last = _step(given)
        try:
            turned = store.undo(last) if kind == "undo" else store.redo(last)
        except ConflictError:
            return {"conflict": JOB_CONFLICT, "step": store.last_step(), **self._of(store.changed_since(last))}
        if turned is None:
            raise InputError(f"There is nothing to {kind}.")
        numbers = sorted(number for number in store.changes(turned.step) if number != LAYER)
        kept = {} if self._bench.follow(turned.step, kind) else {"conflict": BY_HAND}
        return {"step": store.last_step(), "label": turned.label, **kept, **self._of(numbers)}

    def _propose(self, given: dict[str, Any]) -> dict[str, Any]:
        trial, concept, label = pending.made(self._bench, given)
        self._bench.propose(label, trial.files)
        file = str(self._bench.proposals.folder / "terms.csv")
        return {"warnings": list(trial.warnings), "file": file, "concept": concept}

    def _withdraw(self, given: dict[str, Any]) -> dict[str, Any]:
        concept, language, term = (str(given.get(name)) for name in ("concept", "language", "term"))
        self._bench.withdraw(concept, language, term)
        return {}

    def _rerun(self, given: dict[str, Any]) -> dict[str, Any]:
        last = _step(given)
        try:
            changed = impact.accept(self._bench, last)
        except ConflictError:
            return {"conflict": JOB_CONFLICT, "step": self._bench.store.last_step(), "segments": []}
        return {"changed": changed, "step": self._bench.store.last_step()}

    def _of(self, numbers: list[int] | tuple[int, ...]) -> dict[str, Any]:
        return {"segments": [view.segment(self._bench, number) for number in numbers]}

    def _page(self, name: str, **values: object) -> Response:
        glossary = self._bench.base.index.glossary
        head = {"path": self._bench.path, "glossary": glossary.name, "version": glossary.version}
        at_once = len(self._bench.rows) <= pending.AT_ONCE
        return HTMLResponse(self._templates.get_template(name).render(head=head, tried_at_once=at_once, **values))


def _fault(request: Request, error: Exception) -> Response:
    return _json({"message": str(error)}, 400)


def _json(value: object, status: int = 200) -> Response:
    # Escaped to ASCII: a lone surrogate of a damaged file must not stop the page.
    body = json.dumps(value, ensure_ascii=True, allow_nan=False)
    return Response(body, status, media_type=JSONResponse.media_type)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise InputError(f"'{text[:20]}' is no number.")
    return int(text)


def _step(given: dict[str, Any]) -> int:
    step = given.get("step")
    if type(step) is not int or abs(step) >= 1 << 63:  # of so many bits are the numbers of the store
        raise InputError("The page sent something that cannot be understood. Load it again.")
    return step


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise InputError("Write a sentence to try.")
    return value
