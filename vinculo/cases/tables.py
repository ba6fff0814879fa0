"""The tables by which a company classifies its cases and contacts; it edits them itself."""

from django.db import models

from vinculo.organization.models import Team
from vinculo.organization.tables import CompanyTable


class CaseType(CompanyTable):
    """Vendas, Pós-vendas, SAC…"""


class CaseNature(CompanyTable):
    """Decides the area a case is routed to (rule R-11): its `queue` receives cases that have no owner yet.

    A case of a nature of sale that ends by a reason of lost sale counts as a lost sale (rule R-2).
    """

    is_sale = models.BooleanField("é de venda", default=False)

    queue = models.ForeignKey(
        Team, verbose_name="fila (equipe)", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class CaseSubject(CompanyTable):
    """Revisão, Orçamento, Reclamação…; `natures` empty means offered for every nature."""

    natures = models.ManyToManyField(CaseNature, verbose_name="naturezas", blank=True, related_name="+")


class Media(CompanyTable):
    """How the person heard of us."""


class Channel(CompanyTable):
    """The means used now: telefone, WhatsApp, visita…"""


class ContactAction(CompanyTable):
    """What a contact is to do: ligar, visitar, enviar e-mail…"""

    icon = models.CharField("ícone", max_length=30, default="phone")


class ContactResult(CompanyTable):
    """What came of a contact: falou, não atendeu…"""

    reached_party = models.BooleanField("falou com o cliente", default=True)


class ClosingReason(CompanyTable):
    """Why a case ended. `natures` and `actions` empty mean: offered for every one of them (rule R-3)."""

    class Outcome(models.TextChoices):
        NEUTRAL = "neutral", "Neutro"
        SUCCESS = "success", "Sucesso"
        LOST_SALE = "lost_sale", "Venda perdida"

    outcome = models.CharField("desfecho", max_length=10, choices=Outcome, default=Outcome.NEUTRAL)
    natures = models.ManyToManyField(CaseNature, verbose_name="naturezas", blank=True, related_name="+")
    actions = models.ManyToManyField(ContactAction, verbose_name="ações do contato", blank=True, related_name="+")
