"""The workbench's server: a socket on this computer, a token for this run, a browser that is asked to open it."""

from __future__ import annotations

import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable

from toolkit.errors import InputError
from toolkit.workbench.bench import Bench
from toolkit.workbench.store import Store

LOOPBACK = "127.0.0.1"
_HIGHEST = 65535


def require_address(host: str, port: int | None, others_may_reach_it: bool) -> None:
    """Raises InputError for a port that is none, and for an address that others reach where that was not said.

    >>> require_address("0.0.0.0", None, False)
    Traceback (most recent call last):
        ...
    toolkit.errors.InputError: --host 0.0.0.0: other computers could reach your texts there, and nothing on the way is encrypted. If that is meant, add --others-can-reach-it.
    """  # noqa: E501
    if port is not None and not 0 <= port <= _HIGHEST:
        raise InputError(f"--port {port}: a port is a number from 1 to {_HIGHEST}; leave it out for any free one.")
    if not is_loopback(host) and not others_may_reach_it:
        raise InputError(
            f"--host {host}: other computers could reach your texts there, and nothing on the way is encrypted. "
            "If that is meant, add --others-can-reach-it."
        )


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach the address."""
    return host in ("localhost", "::1") or host == LOOPBACK


def require_parts() -> None:
    """Raises InputError where the extra `review` is not installed."""
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise InputError(
            f"The workbench needs {error.name}, which is not installed: "
            "pip install 'translation-quality-toolkit[review]'."
        ) from error


def serve(store: Store, host: str, port: int | None, tell: Callable[[str], None], browser: bool) -> None:
    """Serve until stopped (Ctrl-C). `tell` is given the address with its token once it can be opened.

    Raises InputError where the address cannot be had.
    """
    require_parts()
    import uvicorn

    from toolkit.workbench.app import application
    from toolkit.workbench.security import Wall

    bench = Bench(store)
    _ = bench.base  # a broken glossary is told here, not in the browser
    bound = _bound(host, port)
    number = bound.getsockname()[1]
    token = secrets.token_urlsafe(24)
    shown = f"[{host}]" if ":" in host else host
    names = {shown, LOOPBACK, "localhost"} if is_loopback(host) else {shown, socket.gethostname(), "localhost"}
    everywhere = number if host in ("0.0.0.0", "::") else None
    ours = [f"{name}:{number}" for name in names]
    wall = Wall(application(bench), token, ours, f"tqt_review_{number}", everywhere)
    settings = uvicorn.Config(
        wall, log_level="error", access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(settings)
    address = f"http://{shown}:{number}/?token={token}"
    tell(address)
    warming = threading.Timer(5, bench.warm)  # when the first page is there
    warming.daemon = True
    warming.start()
    if browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    try:
        server.run(sockets=[bound])
    except KeyboardInterrupt:
        return  # the way it is meant to be ended; everything is kept already


def _bound(host: str, port: int | None) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port or 0))
        made.listen(128)
    except OSError as error:
        made.close()
        which = f"port {port}" if port else "an address"
        raise InputError(
            f"--host {host}: {which} cannot be had ({error.strerror or error}). Leave --port out for any free one."
        ) from error
    return made
