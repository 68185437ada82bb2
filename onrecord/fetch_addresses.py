"""Which addresses may be fetched, and to which machine the connection then goes.

A name is resolved once and every address that it stands for is checked; the connection is made to
one of these very addresses, so that no second answer of a name server can lead it elsewhere.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urldefrag, urlsplit

from models import Problem

PORTS = {"http": 80, "https": 443}
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
SAFE = "!#$%&'()*+,/:;=?@[]~"  # what an address may hold as it is (RFC 3986), or is encoded already

Address = IPv4Address | IPv6Address
Allowed = Callable[[Address], bool]
Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address that may be fetched.

    Attributes:
        scheme: ``http`` or ``https``.
        host: Name of the host in the form that goes over the wire.
        port: Port.
        path: Path and query.
        addresses: What the name stands for, every one checked.
    """

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def url(self) -> str:
        """The address, without its fragment."""
        return f"{self.origin}{self.path}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: that for which one robots.txt speaks."""
        return f"{self.scheme}://{self.site}"

    @property
    def site(self) -> str:
        """The host, with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def find_target(url: str, allowed: Allowed, resolve: Resolve) -> Target:
    """Check an address, and everything that its host's name stands for.

    Args:
        url: The address as a person or a server gave it.
        allowed: Says whether a machine may be connected to.
        resolve: Gives the IP addresses of a host and port.

    Raises:
        Problem: It is no http or https address, or names no host, or a host that must not be asked.
    """
    try:
        parts = urlsplit(urldefrag(url.strip()).url)
        port = parts.port
        host = _encode_host(parts.hostname or "")
    except ValueError as error:
        raise Problem(f"{url}: is no sound address ({error}); correct it") from error
    _check(url, parts, host)
    port = port or PORTS[parts.scheme]
    addresses = _resolve(url, host, port, resolve)
    if refused := [address for address in addresses if not allowed(ipaddress.ip_address(address))]:
        raise Problem(
            f"{url}: leads to {refused[0]}, an address of a private network; "
            "give --allow-private if it is meant to"
        )
    query = f"?{quote(parts.query, safe=SAFE)}" if parts.query else ""
    path = quote(parts.path or "/", safe=SAFE) + query
    return Target(scheme=parts.scheme, host=host, port=port, path=path, addresses=tuple(addresses))


def is_public(address: Address) -> bool:
    """True of an address of the open internet, also where it is written inside an address of version 6."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in TRANSLATED:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local or address.teredo:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def resolve_host(host: str, port: int) -> list[str]:
    """What a name stands for, each address once, in the system's order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def _encode_host(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _check(url: str, parts: SplitResult, host: str) -> None:
    if parts.scheme not in PORTS:
        raise Problem(f"{url}: only http and https addresses are fetched; give one of these")
    if parts.username is not None or parts.password is not None:
        raise Problem(f"{url}: carries a name or password; leave it out")
    if not HOST.fullmatch(host):
        raise Problem(f"{url}: names no host; give the whole address")


def _resolve(url: str, host: str, port: int, resolve: Resolve) -> Sequence[str]:
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise Problem(f"{url}: the host {host!r} is not known ({error}); check the address") from error
    if not found:
        raise Problem(f"{url}: the host {host!r} is not known; check the address")
    return found
