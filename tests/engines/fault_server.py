"""A chat server on the loopback address that answers by a script, faults and all."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], object]
"""The text of the answer, or a fault: (status, headers, body), "cut", "slow", "torn"."""


def good(body: dict[str, Any]) -> str:
    """A translation that shows the text that was asked about."""
    text = json.loads(body["messages"][-1]["content"].splitlines()[-1])["text"]
    return json.dumps({"translation": f"<{text}>"}, ensure_ascii=False)


class FaultServer:
    """Answers each question by the next step of its script, and with `good` when the script is at its end."""

    def __init__(self, *script: object) -> None:
        self.script = list(script)
        self.questions: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with owner._lock:
                    owner.questions.append(body)
                    owner.headers.append(dict(self.headers))
                    step = owner.script.pop(0) if owner.script else good
                    owner._at_once += 1
                    owner.most_at_once = max(owner.most_at_once, owner._at_once)
                if step == "slow":
                    time.sleep(0.6)
                    step = good
                with owner._lock:  # before the answer: who has it may ask again at once
                    owner._at_once -= 1
                owner._play(self, step, body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> FaultServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def _play(self, handler: BaseHTTPRequestHandler, step: object, body: dict[str, Any]) -> None:
        if step == "cut":
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            handler.close_connection = True
            return
        if isinstance(step, tuple):
            status, headers, text = step
            self._send(handler, status, text.encode(), headers)
            return
        finish = "length" if step == "length" else "stop"
        content = good(body) if step in ("length", "torn") else step(body) if callable(step) else step
        data = json.dumps({"choices": [{"message": {"content": content}, "finish_reason": finish}]}).encode()
        if step == "torn":  # the length is announced, and the half of it sent
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data[: len(data) // 2])
            handler.close_connection = True
            return
        self._send(handler, 200, data, {})

    def _send(self, handler: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict[str, str]) -> None:
        try:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)
        except OSError:  # who asked has gone
            handler.close_connection = True
