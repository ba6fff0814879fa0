"""Who read what of somebody's sensitive data."""

from django.db import models

from vinculo.organization.models import Company, User


class SensitiveRead(models.Model):
    """A person of the company saw sensitive data of a party. Once a day for each person, party and kind of data.

    `party_id` is no foreign key: the log outlives the record. Rows are only added.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    party_id = models.BigIntegerField()
    what = models.CharField("dado", max_length=60)
    reason = models.CharField("motivo", max_length=200)
    day = models.DateField()
    at = models.DateTimeField("quando")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party_id", "user", "what", "reason", "day"], name="one_read_a_day")
        ]
        indexes = [models.Index(fields=["company", "-id"], name="sensitive_read_by_company")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.what} {self.party_id}"
