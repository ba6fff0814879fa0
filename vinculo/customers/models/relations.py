"""How parties belong together."""

from django.db import models
from django.db.models import F, Q

from vinculo.customers.models.party import Party, PartyRecord


class Relation(PartyRecord):
    """`party` is something to `other`: works there, referred it, lives with it; from the other side it turns around.

    Kinds that are the same from both sides are kept once, from the record with the smaller number.
    """

    class Kind(models.TextChoices):
        SPOUSE = "spouse", "Cônjuge"
        HOUSEHOLD = "household", "Mora com"
        PARENT = "parent", "Pai ou mãe de"
        EMPLOYEE = "employee", "Trabalha em"
        OWNER = "owner", "Sócio de"
        GROUP = "group", "Mesmo grupo econômico"
        REFERRED = "referred", "Indicou"
        FLEET = "fleet", "Responsável pela frota de"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="relations", db_index=False)
    other = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="relations_from_others")
    kind = models.CharField("relação", max_length=12, choices=Kind)
    note = models.CharField("observação", max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "other", "kind"], name="relation_once"),
            models.CheckConstraint(condition=~Q(party=F("other")), name="relation_is_between_two"),
            models.CheckConstraint(
                condition=~Q(kind__in=["spouse", "household", "group"]) | Q(party__lt=F("other")),
                name="mutual_relation_is_kept_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
