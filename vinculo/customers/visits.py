"""The customers a person opened last, kept in their session."""

from vinculo.foundation.access import Request

_KEY = "visited_parties"
_MOST = 8


def visited(request: Request) -> list[int]:
    """Ids of parties, the last opened first."""
    return list(request.session.get(_KEY, ()))


def remember_visit(request: Request, party_id: int) -> None:
    """Puts the party first; opening the same one again writes nothing."""
    ids = visited(request)
    if ids[:1] != [party_id]:
        request.session[_KEY] = [party_id, *(pk for pk in ids if pk != party_id)][:_MOST]
