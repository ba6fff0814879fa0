"""Back to where the person was, never out of the product."""

from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme


def safe_path(url: str) -> str:
    """The path and query of an address of ours; "/" for anything that could lead elsewhere."""
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://["
        return "/"
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    is_safe = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_safe else "/"
