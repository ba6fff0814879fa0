from vinculo.foundation.navigation import NavEntry
from vinculo.matrices.permissions import Permission

DOOR = NavEntry(
    key="matrices",
    label="Matrizes",
    icon="table",
    url_name="matrices:index",
    permission=Permission.VIEW,
    order=600,
    section="Regras",
    hotkey="g m",
)
