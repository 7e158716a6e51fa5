"""The ranges of addresses that are no place on the public internet.

Both registries of IANA (https://www.iana.org/assignments/iana-ipv4-special-registry and .../iana-ipv6-special-registry,
RFC 6890) as of 2025, whole: also what is globally reachable in them (anycast of DNS, relays) is no site that has news.
Python's `ipaddress` has a table as well, another one in each version. To these come multicast, what RFC 4291, 3879 and
7526 have taken back, and the addresses at which cloud providers answer their own machines alone.
"""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

IPV4 = (
    "0.0.0.0/8",  # this network (RFC 791)
    "10.0.0.0/8",  # private use (RFC 1918)
    "100.64.0.0/10",  # shared address space (RFC 6598)
    "127.0.0.0/8",  # loopback (RFC 1122)
    "169.254.0.0/16",  # link-local (RFC 3927), metadata of most clouds
    "172.16.0.0/12",  # private use (RFC 1918)
    "192.0.0.0/24",  # IETF protocol assignments (RFC 6890)
    "192.0.2.0/24",  # documentation (RFC 5737)
    "192.31.196.0/24",  # AS112 (RFC 7535)
    "192.52.193.0/24",  # AMT (RFC 7450)
    "192.88.99.0/24",  # 6to4 relays (RFC 7526)
    "192.168.0.0/16",  # private use (RFC 1918)
    "192.175.48.0/24",  # AS112 (RFC 7534)
    "198.18.0.0/15",  # benchmarking (RFC 2544)
    "198.51.100.0/24",  # documentation (RFC 5737)
    "203.0.113.0/24",  # documentation (RFC 5737)
    "224.0.0.0/4",  # multicast (RFC 5771)
    "240.0.0.0/4",  # reserved (RFC 1112), broadcast (RFC 919)
    "168.63.129.16/32",  # Azure's own services
)
IPV6 = (
    "::/96",  # unspecified, loopback, IPv4-compatible (RFC 4291)
    "64:ff9b::/96",  # IPv4 translated (RFC 6052)
    "64:ff9b:1::/48",  # IPv4 translated locally (RFC 8215)
    "100::/64",  # discarded (RFC 6666)
    "100:0:0:1::/64",  # dummy prefix (RFC 9780)
    "2001::/23",  # IETF protocol assignments (RFC 2928): Teredo, benchmarking, ORCHID, AS112, AMT, drone identities
    "2001:db8::/32",  # documentation (RFC 3849)
    "2002::/16",  # 6to4 (RFC 3056)
    "2620:4f:8000::/48",  # AS112 (RFC 7534)
    "3fff::/20",  # documentation (RFC 9637)
    "5f00::/16",  # segment routing (RFC 9602)
    "fc00::/7",  # unique local (RFC 4193), metadata of AWS
    "fe80::/10",  # link-local (RFC 4291)
    "fec0::/10",  # site-local, taken back (RFC 3879)
    "ff00::/8",  # multicast (RFC 4291)
)
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
    return tuple(map(IPv4Network, IPV4)), tuple(map(IPv6Network, IPV6))
