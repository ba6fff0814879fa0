"""The words that occur in names, so that a misspelt one can be told from the one that was meant. Derived data."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func

from vinculo.organization.models import Company


class NameVocabulary(models.Model):
    """Up to which party (by id) the company's names have been read."""

    company = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True, related_name="+")
    learned_up_to = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.company_id}: {self.learned_up_to}"


class NameWord(models.Model):
    """A folded word of four letters or more, in how many names it occurs, and what is left of it without one letter.

    Two words with something left in common are one slip apart: a letter too many, missing, wrong or changed places.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.TextField()
    names = models.IntegerField()
    slips = models.GeneratedField(
        expression=Func(F("word"), function="vinculo_slips"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "word"], name="name_word_once_per_company")]
        indexes = [GinIndex(fields=["slips"], name="name_word_slips", fastupdate=False)]

    def __str__(self) -> str:
        return self.word
