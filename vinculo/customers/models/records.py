"""What is known of a party elsewhere, and what people wrote about it."""

from django.db import models
from django.db.models.functions import Now

from vinculo.customers.models.party import Party, PartyRecord
from vinculo.organization.models import User


class ExternalReference(PartyRecord):
    """The code of the party in another system (DMS, ERP). `system` is its origin, in lower case."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="external_references")
    system = models.CharField("origem", max_length=40)
    code = models.CharField("código externo", max_length=60, db_collation="C")

    class Meta:
        # The code before its origin: the rule and the look-up of a code of any origin, whole or begun, share an index.
        constraints = [
            models.UniqueConstraint(fields=["company", "code", "system"], name="external_code_is_unique_by_origin")
        ]

    def __str__(self) -> str:
        return f"{self.system}: {self.code}"


class Note(PartyRecord):
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="notes", db_index=False)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.TextField("observação")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["party", "-id"], name="note_by_party")]

    def __str__(self) -> str:
        return self.body[:60]
