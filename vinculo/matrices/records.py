"""What the audit needs to know of matrices: the name of a version, its page, and who reads its history."""

from django.urls import reverse

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.matrices.models import Version
from vinculo.matrices.permissions import Permission


def register() -> None:
    audit.register_record(
        "matrices.version",
        label="Versão de matriz",
        visible=_visible,
        url=_page,
        tables={"matrices_version": "Versão de matriz", "matrices_publication": "Publicação de matriz"},
    )


def _visible(actor: Actor, pk: int) -> bool:
    return actor.may(Permission.VIEW) and Version.objects.visible_to(actor).filter(pk=pk).exists()


def _page(pk: int) -> str:
    version = Version.objects.get(pk=pk)
    return reverse("matrices:matrix", args=[version.kind]) + f"?versao={version.number}"
