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
