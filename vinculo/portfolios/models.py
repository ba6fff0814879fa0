"""The counts of the registry, kept once a day for each portfolio, and when the records of today came."""

from django.db import models
from django.db.models.functions import Now

from vinculo.organization.models import Company, Establishment, User
from vinculo.portfolios.rules import Counts


class PortfolioCount(models.Model):
    """What one portfolio of one establishment held on a day (`owner` None: nobody's). See `rules.Counts`.

    Derived data: counting the day again writes the same.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    establishment = models.ForeignKey(Establishment, on_delete=models.CASCADE, related_name="+", db_index=False)
    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    counted_at = models.DateTimeField(db_default=Now())
    records = models.IntegerField()
    records_before = models.IntegerField()
    active = models.IntegerField()
    was_active = models.IntegerField()
    lost = models.IntegerField()
    with_phone = models.IntegerField()
    with_email = models.IntegerField()
    potential = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "day", "establishment", "owner"],
                name="portfolio_counted_once_a_day",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.owner_id}: {self.records}"

    @property
    def counts(self) -> Counts:
        return Counts(
            self.records,
            self.records_before,
            self.active,
            self.was_active,
            self.lost,
            self.with_phone,
            self.with_email,
        )


class MonthCount(models.Model):
    """How many of the records in use at the last count were registered at an establishment in a month (its first day).

    Derived data: every count writes it anew.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    establishment = models.ForeignKey(Establishment, on_delete=models.CASCADE, related_name="+", db_index=False)
    month = models.DateField()
    records = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "establishment", "month"], name="month_counted_once")]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}: {self.records}"
