"""Who is acting, what they may do, and which rows they may see."""

from vinculo.foundation.access.actor import Actor, NotAllowed, Request, Scope
from vinculo.foundation.access.decorators import authenticated, public, requires
from vinculo.foundation.access.rows import ScopedQuerySet, get_or_404

__all__ = [
    "Actor",
    "NotAllowed",
    "Request",
    "Scope",
    "ScopedQuerySet",
    "authenticated",
    "get_or_404",
    "public",
    "requires",
]
