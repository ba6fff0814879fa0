"""Sales that were simulated and kept, to be run again when the rules change."""

from datetime import date
from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from vinculo.customers.models import Party
from vinculo.customers.queries import about_readable
from vinculo.foundation.access import Actor, ScopedQuerySet
from vinculo.organization.models import Company, User
from vinculo.quoting import SaleRequest
from vinculo.simulator.kept import sale_from_data

# How approvals name a kept sale.
SUBJECT: Final = "simulator.case"


class CaseQuerySet(ScopedQuerySet["SimulatedCase"]):
    """Cases are of the whole company, but for those of customers whose contents the actor may not read."""

    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        return self.filter(about_readable(actor), company_id=actor.company_id)

    def ways_to(self, actor: Actor) -> list[Q]:
        return [about_readable(actor) & Q(company_id=actor.company_id)]


class SimulatedCase(models.Model):
    """A sale as it was typed (`typed`, by form field, and its customer: `party`) and what it gave: when it was kept
    (`reference`) and the last time it was run (`latest`), each as decimal texts by figure. `differences` is how many
    figures moved."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField("nome", max_length=100)
    note = models.CharField("para que serve", max_length=300, blank=True, default="")
    party = models.ForeignKey(
        Party, verbose_name="cliente", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    typed = models.JSONField("venda")
    reference = models.JSONField("valores de referência")
    latest = models.JSONField("última execução", null=True)
    differences = models.PositiveIntegerField("diferenças", default=0)
    lines = models.PositiveSmallIntegerField("itens", default=0)
    kept_at = models.DateTimeField("guardado em")
    kept_by = models.ForeignKey(User, verbose_name="guardado por", on_delete=models.PROTECT, related_name="+")
    run_at = models.DateTimeField("reexecutado em", null=True)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "caso do simulador"
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="simulated_case_name_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="simulated_case_has_a_name"),
        ]
        indexes = [models.Index("company", F("kept_at").desc(), "id", name="simulated_case_by_date")]

    def __str__(self) -> str:
        return self.name

    def sale(self, *, on: date | None = None) -> SaleRequest:
        """What was typed, on its own day or on another one."""
        return sale_from_data(self.typed, self.company_id, party_id=self.party_id, on=on)

    def get_absolute_url(self) -> str:
        return reverse("simulator:case", args=[self.pk])
