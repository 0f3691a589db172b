"""Questions to one HTTP server, repeated with growing pauses while it is busy or broken. It knows no interface.

The standard library is enough for this, and keeps every fault in sight. Redirections are not followed: text goes to
the server that was named, and nowhere else. No proxy is used for this computer itself.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import random
import ssl
import time
from urllib.parse import urlsplit

from toolkit.engines.port import EngineError
from toolkit.errors import InputError

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_LONGEST_WAIT = 60.0
_MOST_BYTES = 16 * 1024 * 1024


class AnswerError(Exception):
    """An answer that is of no use for this question; another question may fare better."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final
        """Asking again would bring the same."""


class UnreachableError(EngineError):
    """Nothing answers at the address, now or in the seconds that were waited."""


class Server:
    """A server and how patiently it is asked."""

    def __init__(
        self,
        base_url: str,
        *,
        key: str | None,
        key_name: str,
        timeout: float,
        retries: int,
        wait: float,
        advice: str = "",
    ) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(f"base-url={base_url}: write an address such as http://127.0.0.1:8000/v1.")
        if parts.username or parts.password or parts.query:
            raise InputError(f"base-url: no key or password belongs there; put the key into {key_name}.")
        try:
            self._port = parts.port
        except ValueError as error:
            raise InputError(f"base-url={base_url}: {error}.") from error
        self._secure = parts.scheme == "https"
        self._name = parts.hostname
        self._path = parts.path.rstrip("/")
        self._key, self._key_name = key, key_name
        if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
            raise InputError(f"The key in {key_name} has characters that no key has; copy it again.")
        if key is not None and not self._secure and _is_far(self._name):
            raise InputError(
                f"base-url={base_url}: the key in {key_name} would travel open for all to read. Write https://, or "
                "take the key away."
            )
        self._timeout, self._retries, self._wait = timeout, retries, wait
        self._advice = f" {advice}" if advice else ""

    @property
    def host(self) -> str:
        """The server's name and port."""
        return self._name if self._port is None else f"{self._name}:{self._port}"

    @property
    def is_here(self) -> bool:
        """Whether the address is this computer's own."""
        try:
            return ipaddress.ip_address(self._name).is_loopback
        except ValueError:
            return self._name == "localhost"

    def post(self, path: str, body: object) -> object:
        """The JSON answer to a JSON question.

        Raises AnswerError where this question cannot be answered, EngineError where none can: a wrong key, a wrong
        address; UnreachableError for a server that is not there.
        """
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        problem, unreachable = "", False
        for attempt in range(self._retries + 1):
            asked_to_wait = None
            try:
                status, asked_to_wait, answer = self._exchange(f"{self._path}/{path}", data)
            except ConnectionRefusedError:
                problem, unreachable = "nothing answers at this address", True
                if self.is_here:  # no network to wait for: the program is not running
                    raise UnreachableError(f"{self.host}: {problem}. Start the server.{self._advice}") from None
            except TimeoutError:
                problem, unreachable = f"no answer in {self._timeout:g} seconds", False
            except ssl.SSLError as error:
                raise EngineError(f"{self.host}: no safe connection: {error.reason or error}.") from error
            except (OSError, http.client.HTTPException) as error:
                problem, unreachable = f"the connection broke ({type(error).__name__})", _is_lookup(error)
            else:
                unreachable = False
                if status == 200:
                    try:
                        return json.loads(answer)
                    except ValueError:
                        problem = "the server's answer is torn or no JSON"
                else:
                    problem = self._refused(status, answer)
            if attempt < self._retries:
                time.sleep(self._pause(attempt, asked_to_wait))
        tried = f" (asked {self._retries + 1} times)" if self._retries else ""
        if unreachable:
            raise UnreachableError(f"{self.host}: {problem}{tried}.{self._advice}")
        raise AnswerError(f"{problem}{tried}", final=True)

    def _refused(self, status: int, answer: bytes) -> str:
        """What a status that may pass means. Raises for one that will not."""
        said = _message(answer)
        if status in (401, 403):
            have = f"the key in {self._key_name} was refused" if self._key else f"there is no key in {self._key_name}"
            raise EngineError(f"{self.host} answered {status}: {have}{said}.")
        if status == 404:
            raise EngineError(f"{self.host} answered 404: no such address or model{said}. Look at base-url and model.")
        if status not in _AGAIN:
            raise AnswerError(f"the server answered {status}{said}", final=True)
        return f"the server answered {status}{said}"

    def _exchange(self, path: str, data: bytes) -> tuple[int, float | None, bytes]:
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = kind(self._name, self._port, timeout=self._timeout)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            connection.request("POST", path, data, headers)
            response = connection.getresponse()
            answer = response.read(_MOST_BYTES)
            return response.status, _seconds(response.getheader("Retry-After")), answer
        finally:
            connection.close()

    def _pause(self, attempt: int, asked: float | None) -> float:
        """Twice as long every time, and not the same for all who wait; or what the server asks for."""
        if asked is not None:
            return min(asked, _LONGEST_WAIT)
        return float(min(self._wait * 2**attempt, _LONGEST_WAIT)) * random.uniform(0.8, 1.2)


def _seconds(header: str | None) -> float | None:
    try:
        value = float(header) if header is not None else None
    except ValueError:
        return None
    return value if value is not None and value >= 0 else None


def _message(answer: bytes) -> str:
    """What the server says of its refusal, made short and harmless."""
    try:
        error = json.loads(answer)["error"]
        text = error["message"] if isinstance(error, dict) else error
    except (ValueError, KeyError, TypeError):
        return ""
    shown = "".join(char if char.isprintable() else " " for char in str(text))
    return f": {' '.join(shown.split())[:160]}" if shown.strip() else ""


def _is_far(host: str) -> bool:
    """Whether a host is on the open internet, as far as its name tells: no private address, no name of a house's own.

    >>> [_is_far(host) for host in ("api.example.com", "8.8.8.8", "192.168.0.7", "gpu-server", "llm.internal")]
    [True, True, False, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.casefold().rstrip(".").endswith(_OWN_NAMES)


_OWN_NAMES = tuple(
    ".localhost .local .lan .internal .intranet .home .home.arpa .corp .private .test .ts.net .fritz.box".split()
)
"""Ends of names that the open internet does not have (RFC 6761, 6762, 8375), and those that houses give themselves."""


def _is_lookup(error: Exception) -> bool:
    """Whether the name of the server could not be found."""
    return type(error).__name__ == "gaierror"
