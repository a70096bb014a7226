"""Where a request comes from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104


def client_address(request: HttpRequest) -> str:
    """The client's IP address: as our own proxies saw it, however many addresses it claims to have.

    Each of TRUSTED_PROXIES proxies adds, on the right, the address that it was called from.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    hops += [hop.strip() for hop in reversed(forwarded.split(",")) if hop.strip()]
    believed = hops[: settings.TRUSTED_PROXIES + 1]
    try:
        return str(ipaddress.ip_address(believed[-1]))
    except ValueError:
        return believed[0] or UNKNOWN


def client_block(request: HttpRequest) -> str:
    """The network that a request comes from; nothing where a socket of this machine has no address."""
    try:
        return address_block(client_address(request))
    except ValueError:
        return ""


# What one subscriber is usually given: whoever has one address of it has the others too.
_BLOCKS = {4: 24, 6: 48}


def address_block(address: str) -> str:
    """The network that an IP address belongs to, by which guests are counted: "192.0.2.0/24"."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, _BLOCKS[found.version]), strict=False))
