"""Where a request comes from. Behind proxies that are trusted (TRUSTED_PROXIES) that is the browser's own address."""

import ipaddress

from flask import request


def network_address() -> str:
    """An IPv4 address, or the /64 of an IPv6 one: so much one household or office has."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "?"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
