from django.db import models


class Counter(models.Model):
    """The last number given of a sequence (`key`) in a company and year."""

    company_id = models.BigIntegerField()
    key = models.TextField()
    year = models.IntegerField()
    last = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company_id", "key", "year"], name="one_counter_per_sequence")]

    def __str__(self) -> str:
        return f"{self.key}/{self.year}: {self.last}"
