"""What the tables that a company composes itself have in common, whatever they classify."""

from django.db import models

from vinculo.organization.models import Company


class CompanyTable(models.Model):
    """A named entry of one of the company's tables. Inactive entries stay on old records and are no longer offered."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("nome", max_length=80)
    position = models.IntegerField("ordem", default=0)
    is_active = models.BooleanField("ativo", default=True)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="%(class)s_name_is_unique")]

    def __str__(self) -> str:
        return self.name
