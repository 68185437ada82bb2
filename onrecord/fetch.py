"""Fetching over http and https: polite to the server, and safe against what it answers.

One request at a time, with a pause between two to the same host; robots.txt is kept (RFC 9309). Every
hop of a redirect is checked like the first address. An answer that is too large, too slow, or breaks
off is refused.
"""

import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from models import Problem
from onrecord.fetch_addresses import Allowed, Resolve, Target, find_target, is_public, resolve_host

if TYPE_CHECKING:
    from requests import Response

NAME = "onrecord"
PAUSE = 1.0  # seconds between two requests to one host
LONGEST_PAUSE = 60.0  # seconds; what a robots.txt asks for beyond that is not waited
CONNECT, READ = 10.0, 30.0  # seconds until a server must take the call, and until its next bytes
WHOLE = 300.0  # seconds for a whole answer
LARGEST = 200_000_000  # bytes; the longest inquiry reports on GOV.UK have some 30 MB
LARGEST_RULES = 512_000  # bytes of a robots.txt that are read (RFC 9309 asks for 500 KiB)
HOPS = 5
CHUNK = 65_536
MOVED = (301, 302, 303, 307, 308)
ZIPPED = ("gzip", "x-gzip", "deflate")
LATER = (429, 503)


class Refused(Problem):
    """A server answered, but not with the page."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: The address that answered, after all redirects.
        content: The bytes, as the server keeps them.
    """

    url: str
    content: bytes


@dataclass(slots=True)
class Client:
    """Fetches addresses one after the other.

    Attributes:
        allowed: Says whether a machine may be connected to; by default those of the open internet.
        pause: Seconds between two requests to one host.
        largest: Bytes of the largest answer that is taken.
        whole: Seconds that an answer may take.
        resolve: Gives the IP addresses of a host.
        trusted: File of the certificate authorities to trust; ``True`` for the usual ones.
    """

    allowed: Allowed = is_public
    pause: float = PAUSE
    largest: int = LARGEST
    whole: float = WHOLE
    resolve: Resolve = resolve_host
    trusted: str | bool = True
    _asked: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, RobotFileParser] = field(default_factory=dict)

    def fetch(self, url: str) -> Fetched:
        """The bytes of an address, redirects followed.

        Raises:
            Refused: The server answers with anything but the page.
            Problem: The address must not be fetched, or cannot be.
        """
        return self._follow(url, kept_out=True, largest=self.largest)

    def _follow(self, url: str, kept_out: bool, largest: int) -> Fetched:
        for _ in range(HOPS + 1):
            target = find_target(url, self.allowed, self.resolve)
            if kept_out:
                self._check_rules(target)
            with _Answer(target, self._ask(target), time.monotonic() + self.whole) as answer:
                if answer.status in MOVED and answer.header("Location"):
                    url = urljoin(target.url, answer.header("Location"))
                    continue
                answer.check()
                return Fetched(url=target.url, content=answer.read(largest, cut=not kept_out))
        raise Problem(
            f"{url}: more than {HOPS} redirects follow each other; give the address they should end at"
        )

    def _check_rules(self, target: Target) -> None:
        """Keep to robots.txt, and to the pause that it asks for.

        Raises:
            Problem: It keeps this program out.
        """
        if target.origin not in self._rules:
            self._rules[target.origin] = self._read_rules(target)
        if not self._rules[target.origin].can_fetch(NAME, target.url):
            raise Problem(
                f"{target.url}: robots.txt of {target.site} keeps programs out of it; "
                "save the page with a browser and put it into the corpus"
            )

    def _read_rules(self, target: Target) -> RobotFileParser:
        """The rules of an origin: none where it has no robots.txt, no entry where it cannot give it."""
        rules = RobotFileParser()
        address = f"{target.origin}/robots.txt"
        try:
            content = self._follow(address, kept_out=False, largest=LARGEST_RULES).content
        except Refused as refused:
            if refused.status >= 500 or refused.status in LATER:
                raise Problem(f"{address}: cannot be read ({refused.status}); try again later") from refused
            content = b""
        rules.parse(content.decode("utf-8", "replace").splitlines())
        return rules

    def _ask(self, target: Target) -> "Response":
        """Send one request, to the first of the checked addresses that takes the call."""
        import requests

        self._wait(target)
        for address in target.addresses:
            try:
                return _send(target, address, self.trusted)
            except requests.exceptions.SSLError as error:
                raise Problem(
                    f"{target.url}: the certificate of {target.site} cannot be trusted ({_cause(error)}); "
                    "check the address"
                ) from error
            except requests.RequestException as error:
                failure = error
        raise Problem(
            f"{target.url}: {target.site} does not answer ({_cause(failure)}); "
            "check the address, or try again later"
        ) from failure

    def _wait(self, target: Target) -> None:
        rules = self._rules.get(target.origin)
        asked = float(rules.crawl_delay(NAME) or 0) if rules else 0.0
        pause = max(self.pause, min(asked, LONGEST_PAUSE))
        last = self._asked.get(target.host)
        if last is not None and (left := last + pause - time.monotonic()) > 0:
            time.sleep(left)
        self._asked[target.host] = time.monotonic()


def _send(target: Target, address: str, trusted: str | bool) -> "Response":
    """Ask one machine for a host's page; the host's name goes into the request and the check of its certificate."""
    import requests
    from requests.adapters import HTTPAdapter

    class ByName(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **settings: Any) -> None:
            super().init_poolmanager(
                *args, **settings, server_hostname=target.host, assert_hostname=target.host
            )

    place = f"[{address}]" if ":" in address else address
    session = requests.Session()
    session.trust_env = False  # no proxy, which would resolve names anew, and no password from a file
    session.mount("https://", ByName())
    return session.get(
        f"{target.scheme}://{place}:{target.port}{target.path}",
        headers={
            "Host": target.site,
            "User-Agent": f"{NAME}/{version(NAME)} (keeps public documents for research, a few at a time)",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
        },
        allow_redirects=False,
        stream=True,
        timeout=(CONNECT, READ),
        verify=trusted,
    )


class _Answer:
    """One answer, read up to a size and until a time."""

    def __init__(self, target: Target, response: "Response", until: float) -> None:
        self._target = target
        self._response = response
        self._until = until
        self.status = response.status_code

    def __enter__(self) -> "_Answer":
        return self

    def __exit__(self, *error: object) -> None:
        self._response.close()
        self._response.connection.close()  # each request has a connection of its own

    def header(self, name: str) -> str:
        """A header of the answer; empty if it has none of that name."""
        return str(self._response.headers.get(name, ""))

    def check(self) -> None:
        """Raises Refused unless the answer is the page."""
        if self.status == 200:
            return
        reason = f"{self.status} {self._response.reason or ''}".strip()
        mend = "try again later" if self.status in LATER or self.status >= 500 else "check the address"
        wait = f", and asks to wait ({self.header('Retry-After')})" if self.header("Retry-After") else ""
        raise Refused(f"{self._target.url}: the server answers {reason}{wait}; {mend}", self.status)

    def read(self, largest: int, cut: bool) -> bytes:
        """The bytes of the answer.

        Args:
            largest: How many are taken.
            cut: Whether what is beyond is left out; else it is a Problem.
        """
        parts, size = [], 0
        for part in self._unpacked(largest):
            parts.append(part)
            size += len(part)
            if size > largest:
                if cut:
                    break
                raise Problem(
                    f"{self._target.url}: is larger than {largest / 1e6:.0f} MB; save it with a browser"
                )
        return b"".join(parts)[:largest]

    def _unpacked(self, largest: int) -> Iterator[bytes]:
        """The bytes as the server keeps them; what was packed for the way is unpacked up to the limit."""
        coding = self.header("Content-Encoding").strip().lower()
        if coding in ("", "identity"):
            yield from self._chunks()
            return
        if coding not in ZIPPED:
            raise Problem(
                f"{self._target.url}: is sent packed as {coding!r}, which nobody asked for; "
                "save it with a browser"
            )
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
        try:
            for chunk in self._chunks():
                yield unpack.decompress(chunk, largest + 1)
            if not unpack.eof:
                raise zlib.error("it breaks off")
        except zlib.error as error:
            raise Problem(f"{self._target.url}: its packing is damaged ({error}); try again later") from error

    def _chunks(self) -> Iterator[bytes]:
        from urllib3.exceptions import HTTPError

        try:
            while chunk := self._response.raw.read(CHUNK, decode_content=False):
                if time.monotonic() > self._until:
                    raise Problem(f"{self._target.url}: takes too long; try again later")
                yield chunk
        except (HTTPError, OSError) as error:
            raise Problem(
                f"{self._target.url}: the answer breaks off ({_cause(error)}); try again later"
            ) from error


def _cause(error: BaseException) -> str:
    """The innermost reason of a failure, in its own words."""
    while inner := error.__cause__ or error.__context__:
        error = inner
    return str(error) or type(error).__name__
