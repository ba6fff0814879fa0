"""Who may sign in to the demonstration: one person per role, all with the same password."""

from typing import NamedTuple

PASSWORD = "vinculo-demo"  # noqa: S105 - public on purpose, and only the demonstration's data has these people


class DemoLogin(NamedTuple):
    """`role` is a code of `organization.default_roles`; `label` is what the terminal shows for it."""

    role: str
    label: str
    name: str
    email: str


LOGINS = (
    DemoLogin("reception", "Recepção", "Rita Moreira", "rita@demo.example"),
    DemoLogin("seller", "Vendedor", "Ana Souza", "ana@demo.example"),
    DemoLogin("advisor", "Consultor técnico", "Davi Nunes", "davi@demo.example"),
    DemoLogin("sac", "SAC", "Sara Prado", "sara@demo.example"),
    DemoLogin("marketing", "Marketing", "Marta Teixeira", "marta@demo.example"),
    DemoLogin("supervisor", "Supervisor", "Sofia Campos", "sofia@demo.example"),
    DemoLogin("manager", "Gerente", "Bruno Lima", "bruno@demo.example"),
    DemoLogin("analyst", "Analista", "Alice Ferraz", "alice@demo.example"),
    DemoLogin("administrator", "Administrador", "Adele Duarte", "adele@demo.example"),
)
# Sells at another branch: what Ana keeps, Carla only knows to exist.
OTHER_BRANCH_LOGIN = DemoLogin("seller", "Vendedor de Curitiba", "Carla Nogueira", "carla@demo.example")


def table() -> str:
    """The logins as lines of text for a terminal."""
    logins = (*LOGINS, OTHER_BRANCH_LOGIN)
    width = max(len(login.label) for login in logins)
    address = max(len(login.email) for login in logins)
    return "\n".join(f"  {login.label:<{width}}  {login.email:<{address}}  {PASSWORD}" for login in logins)
