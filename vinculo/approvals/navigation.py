from vinculo.approvals.permissions import Permission
from vinculo.foundation.access import Actor
from vinculo.foundation.navigation import NavEntry
from vinculo.organization.configurator import Card


def _is_open_to(actor: Actor) -> bool:
    return any(actor.may(each) for each in (Permission.DECIDE, Permission.REQUEST, Permission.SEE_ALL))


DOOR = NavEntry(
    key="approvals",
    label="Alçadas",
    icon="shield-check",
    url_name="approvals:awaiting",
    permission="",
    order=60,
    hotkey="g l",
    shown=_is_open_to,
)
CARDS = (
    Card(
        "approval_levels",
        "Regras",
        "Níveis de alçada",
        "Quem responde por cada nível; os limites ficam na matriz Alçada",
        "shield-check",
        "approvals:levels",
        Permission.MANAGE,
        66,
    ),
)
