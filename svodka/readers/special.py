"""The ranges of addresses that are no place on the public internet.

Both registries of IANA (https://www.iana.org/assignments/iana-ipv4-special-registry and .../iana-ipv6-special-registry,
RFC 6890) as of 2025, whole: also what is globally reachable in them (anycast of DNS, relays) is no site that has news.
Python's `ipaddress` has a table as well, another one in each version. To these come multicast, what RFC 4291, 3879 and
7526 have taken back, and the addresses at which cloud providers answer their own machines alone.
"""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from svodka.text.tables import rows

_UNICAST = IPv6Network("2000::/3")  # all that is handed out of IPv6 (RFC 4291, section 2.4; IANA's address space)


def is_special(address: str) -> bool:
    """Whether an IP address lies in one of the ranges, or in none that is handed out. Raises ValueError for what is no
    address. An IPv6 form that carries an IPv4 address whole (``::ffff:192.0.2.1``) is judged by that one."""
    found = ip_address(address.split("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if isinstance(found, IPv6Address):
        return found not in _UNICAST or any(found in network for network in _networks()[1])
    return any(found in network for network in _networks()[0])


@cache
def _networks() -> tuple[tuple[IPv4Network, ...], tuple[IPv6Network, ...]]:
    ranges = [ip_network(network) for network, _ in rows("svodka.readers", "addresses.tsv")]
    return tuple(n for n in ranges if n.version == 4), tuple(n for n in ranges if n.version == 6)
