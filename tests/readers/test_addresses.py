"""Which addresses are a site's: asked of `is_public`, nothing is sent."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from svodka.readers.address import is_public
from svodka.readers.special import _networks

RANGES = [*_networks()[0], *_networks()[1]]


def test_the_table_is_whole():
    assert (len(_networks()[0]), len(_networks()[1])) == (19, 15)


@pytest.mark.parametrize("network", RANGES, ids=str)
def test_the_first_and_the_last_of_every_range_are_closed(network):
    for address in (network[0], network[-1], network[network.num_addresses // 2]):
        assert not is_public(str(address))
        if isinstance(address, IPv4Address):
            assert not is_public(f"::ffff:{address}")


@pytest.mark.parametrize(
    "address",
    [
        "192.0.0.8",
        "192.88.99.1",
        "fec0::1",
        "64:ff9b:1::1",
        "::7f00:1",
        "::127.0.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "100.100.100.200",
        "fd00:ec2::254",
        "fe80::1%eth0",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:168.63.129.16",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:4136:e378::",
        "4000::1",
        "e000::1",
        "100:0:0:1::5",
        "3fff:f::1",
    ],
)
def test_what_no_site_has(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "192.0.1.1",
        "192.88.98.255",
        "100.63.255.255",
        "100.128.0.0",
        "172.32.0.1",
        "198.20.0.1",
        "168.63.129.15",
        "168.63.129.17",
        "223.255.255.255",
        "2a00:1450:4001::1",
        "2606:4700::1",
        "2001:200::1",
        "2001:4860:4860::8888",
        "::ffff:8.8.8.8",
        "2003::1",
        "2620:0:2d0:200::7",
    ],
)
def test_what_a_site_may_have(address):
    assert is_public(address)


@given(st.integers(0, 2**32 - 1).map(IPv4Address) | st.integers(0, 2**128 - 1).map(IPv6Address))
@example(IPv6Address("::ffff:1.2.3.4"))
def test_an_address_is_a_site_s_where_no_range_has_it(address):
    inner = getattr(address, "ipv4_mapped", None) or address
    closed = any(inner in network for network in RANGES if network.version == inner.version)
    if isinstance(inner, IPv6Address):
        closed = closed or inner not in ip_network("2000::/3")
    assert is_public(str(address)) is not closed


@given(st.sampled_from(RANGES), st.data())
def test_any_address_of_a_range_is_closed_in_every_spelling(network, data):
    address = network[data.draw(st.integers(0, network.num_addresses - 1))]
    for spelling in {str(address), address.exploded, f"{address}%1"} if address.version == 6 else {str(address)}:
        assert not is_public(spelling)


def test_what_python_holds_for_private_is_closed_here():
    """Python's own table, whichever version: no address that it closes is open here."""
    for first in range(256):
        for second in (0, 31, 63, 64, 88, 113, 168, 175, 255):
            address = ip_address(f"{first}.{second}.{100 if second == 51 else 0}.7")
            assert address.is_global or not is_public(str(address))
