"""How an actor is found by user: the organisation, one floor up, says how at start-up."""

from collections.abc import Callable

from vinculo.foundation.access.actor import Actor

ActorLoader = Callable[[int, int | None], Actor | None]

_loader: list[ActorLoader] = []


def register_loader(loader: ActorLoader) -> None:
    _loader[:] = [loader]


def load_actor(user_id: int, establishment_id: int | None = None) -> Actor | None:
    """The actor of a user at an establishment (None: the user's first), or None when they have no active role there."""
    return _loader[0](user_id, establishment_id)
