"""Which internet addresses may be asked: public ones, and nothing inside one's own network."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple

from geomap.errors import FetchError

# Written out, since `is_global` differs between Python's releases.
# Source: IANA's special-purpose address registries (IPv4, IPv6), and the deprecated site-local,
# 6to4 and Teredo ranges, through which an IPv4 address is reached.
_NOT_PUBLIC = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    )
)  # fmt: skip
_UNICAST = ip_network("2000::/3")  # all that is given out of IPv6
_NAT64 = ip_network("64:ff9b::/96")  # a network without IPv4 reaches an IPv4 address by this one

Resolve = Callable[[str, int], Sequence[str]]


def is_public(address: str) -> bool:
    """Say whether `address`, an IPv4 or IPv6 address as text, is one that anyone may reach.

    Private, loopback, link-local, multicast, reserved and documentation addresses aren't, nor is
    an IPv6 address that stands for one of them; nor is what can't be read as an address.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.scope_id is not None:
            return False
        inside = found.ipv4_mapped
        if inside is None and found in _NAT64:
            inside = IPv4Address(int(found) & 0xFFFF_FFFF)
        if inside is None and found not in _UNICAST:
            return False
        found = inside or found
    return not any(found in block for block in _NOT_PUBLIC)


def resolved(host: str, port: int) -> Sequence[str]:
    """Return the addresses of `host`, in the order in which to try them.

    Raises OSError: it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))


class Guard(NamedTuple):
    """Tells where a connection may go, at the moment it is made."""

    resolve: Resolve = resolved
    trusted: frozenset[tuple[str, int]] = frozenset()  # address and port: a test's own server

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """Return the addresses of `host` that a connection may be made to.

        They are to be connected to as they are: another look-up may answer otherwise.

        Raises FetchError: there is none, or one of them isn't public.
        """
        try:
            found = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            what = getattr(error, "strerror", None) or str(error)
            raise FetchError(
                f"{host} has no address: {what}. Check the name and the connection.",
                cause="the name has no address",
                lasting=False,
            ) from None
        for address in found:
            if not is_public(address) and (address, port) not in self.trusted:
                raise FetchError(
                    f"{host} is at {address}, which is not on the public internet. "
                    "geomap fetches public pages only; save this one as an .html file.",
                    cause="not a public address",
                )
        if not found:
            raise FetchError(
                f"{host} has no address. Check the name.",
                cause="the name has no address",
                lasting=False,
            )
        return found
