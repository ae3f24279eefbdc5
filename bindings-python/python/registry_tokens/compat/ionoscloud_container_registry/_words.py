"""What our own client calls an option, in the words of the official package."""

from __future__ import annotations

import re

_OPTIONS = {
    "base_url": "host",
    "ca_certs": "ssl_ca_cert (ca_cert_data)",
    "contract_number": "X-Contract-Number",
    "extra_headers": "headers",
    "extra_query": "query_params",
    "pinned_certificate": "fingerprint",
    "timeout": "_request_timeout",
    # There is no such option here.
    "use https, or allow_http if you must": "use https",
}
# What is quoted is the caller's or the service's.
_FOUND = re.compile(rf'"(?:[^"\\]|\\.)*"|(?<![\w/.-])(?:{"|".join(map(re.escape, _OPTIONS))})(?![\w/-]|\.\w)')


def translated(text: str) -> str:
    """The text with the names that its reader knows."""
    return _FOUND.sub(lambda found: _OPTIONS.get(found[0], found[0]), text)
