"""Which addresses are asked: property tests of the check, and every odd way to write an address."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import FetchError
from geomap.fetching.addresses import Guard, is_public
from geomap.fetching.urls import checked_url, same_page

INSIDE = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
    *("172.16.0.1", "172.31.255.255", "192.168.0.1", "192.0.0.170", "198.18.0.1", "203.0.113.9"),
    *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fe80::1%eth0"),
    *("fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "3fff::1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::1", "2001::1", "100::1", "4000::1", "5f00::1"),
    *("", "localhost", "1.2.3", "1.2.3.4.5", "0177.0.0.1"),
]
INSIDE_BLOCKS = [
    *("0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.168.0.0/16", "100.64.0.0/10", "224.0.0.0/4", "240.0.0.0/4"),
]
inside_v4 = st.sampled_from(INSIDE_BLOCKS).flatmap(
    lambda block: st.ip_addresses(network=block)  # type: ignore[arg-type]
)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_some_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_whatever_python_calls_private_or_multicast_is_not_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if address.is_private or address.is_multicast or address.is_loopback or address.is_link_local:
        assert not is_public(str(address))
    if is_public(str(address)):
        assert address.is_global or address in ipaddress.ip_network("64:ff9b::/96")


@given(inside_v4)
def test_no_ipv6_address_leads_to_a_private_ipv4_one(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for prefix, shift in (("::ffff:0:0", 0), ("64:ff9b::", 0), ("::", 0), ("2002::", 80)):
        around = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) | number << shift)
        assert not is_public(str(around))


@given(inside_v4, st.sampled_from(["decimal", "octal", "hex", "mapped", "dots", "short", "plain"]))
def test_no_way_to_write_a_private_address_is_asked(
    address: ipaddress.IPv4Address, form: str
) -> None:
    number, parts = int(address), str(address).split(".")
    written = {
        "decimal": str(number),
        "octal": ".".join(f"0{int(part):o}" for part in parts),
        "hex": hex(number),
        "mapped": f"[::ffff:{address}]",
        "dots": str(address) + ".",
        "short": f"{parts[0]}.{number & 0xFFFFFF}",
        "plain": str(address),
    }[form]
    with pytest.raises(FetchError):
        checked_url(f"http://{written}/")


@given(st.text(max_size=80))
def test_any_text_is_an_address_that_may_be_asked_or_is_refused(text: str) -> None:
    for address in (text, f"http://{text}", f"https://news.example/{text}"):
        try:
            url = checked_url(address)
        except FetchError:
            continue
        assert url.scheme in {"http", "https"}
        assert url.host and url.path.isascii() and url.path.isprintable() and " " not in url.path
        assert checked_url(str(url)) == url
        assert same_page(url)


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("file:///etc/passwd", "doesn't begin with http"),
        ("ftp://news.example/a", "doesn't begin with http"),
        ("data:text/html,hello", "doesn't begin with http"),
        ("javascript:alert(1)", "doesn't begin with http"),
        ("news.example/a", "doesn't begin with http"),
        ("http:///a", "names no host"),
        ("http://reader:secret@news.example/", "name or password"),
        ("http://reader@news.example/", "name or password"),
        ("http://news.example\\@127.0.0.1/", "name or password"),
        ("http://news.example:22/", "port 22"),
        ("http://news.example:99999/", "no web address"),
        ("http://[::1]/", "not on the public internet"),
        ("http://[fe80::1%25eth0]/", "not on the public internet"),
        ("http://１２７.0.0.1/", "not on the public internet"),
        ("http://127。0。0。1/", "not on the public internet"),
        ("http://127.0.0.%31/", "no valid host name"),
        ("http://2130706433/", "as a number"),
        ("http://a..example/", "no valid host name"),
        ("http://[::1/", "no web address"),
        ("http://news.example/" + "a" * 3_000, "at most 2,000"),
    ],
)
def test_what_is_not_asked_is_refused_with_a_word(address: str, word: str) -> None:
    with pytest.raises(FetchError) as refused:
        checked_url(address)
    assert word in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    guard = Guard(resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(FetchError, match=r"news\.example is at 10\.0\.0\.1"):
        guard.addresses("news.example", 80)


def test_a_name_without_an_address_is_told() -> None:
    def fails(host: str, port: int) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(FetchError, match="has no address: Name or service not known"):
        Guard(resolve=fails).addresses("news.example", 80)


def test_a_host_in_other_letters_is_asked_by_its_ascii_name() -> None:
    url = checked_url("https://Bücher.example/Стаття один?q=ї")
    assert url.host == "xn--bcher-kva.example"
    assert url.path == "/%D0%A1%D1%82%D0%B0%D1%82%D1%82%D1%8F%20%D0%BE%D0%B4%D0%B8%D0%BD?q=%D1%97"


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/a",
        "http://news.example/a/",
        "https://NEWS.example:443/a#top",
        "https://news.example/a?utm_source=feed&utm_medium=rss",
        "https://news.example//a?fbclid=1&gclid=2&msclkid=3&mc_cid=4&mc_eid=5&igshid=6&at_medium=7",
    ],
)
def test_addresses_of_one_page_are_one(address: str) -> None:
    assert same_page(checked_url(address)) == "news.example/a"


@pytest.mark.parametrize(
    "name",
    ["id", "cid", "eid", "uid", "source", "ref", "gl", "keyword", "p", "campaign_id", "lang"],
)
def test_articles_told_apart_by_one_parameter_are_two(name: str) -> None:
    pages = [f"https://news.example/story.php?{name}={n}&utm_medium=rss" for n in (1, 2)]
    assert len({same_page(checked_url(page)) for page in pages}) == 2


def test_the_order_of_parameters_tells_nothing() -> None:
    pages = ["https://news.example/a?b=1&a=2", "https://news.example/a?a=2&b=1"]
    assert len({same_page(checked_url(page)) for page in pages}) == 1
