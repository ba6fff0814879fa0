"""The party: a person or an organisation."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, F, Func, Lookup, Q, Value, When
from django.db.models.functions import Concat, Now
from django.db.models.sql.compiler import SQLCompiler

from vinculo.foundation.access import ScopedQuerySet
from vinculo.organization.models import Company, Establishment, Team, User


@SearchVectorField.register_lookup
class NameWords(Lookup[str]):
    """`name_vector__words="silva mar"`: every word begins one of the name's, in any order, spelled or sounding so."""

    lookup_name = "words"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        left, left_inputs = self.process_lhs(compiler, connection)
        return f"{left} @@ vinculo_name_query(%s)", (*left_inputs, str(self.rhs))


class PartyQuerySet(ScopedQuerySet["Party"]):
    def active(self) -> "PartyQuerySet":
        return self.filter(is_active=True)

    def named(self, text: str) -> "PartyQuerySet":
        """The rows whose name holds all the words of the text, in the order of names; all of them for no text."""
        rows = self.order_by("name_key")
        return rows.filter(name_vector__words=text) if text.strip() else rows

    def with_documents(self, *, in_full: bool) -> "PartyQuerySet":
        """Each row tells in `shows_document` whether whoever reads it may see a CPF whole."""
        return self.annotate(shows_document=Value(in_full))


class Party(models.Model):
    """A person or an organisation. A prospect needs only a name; a customer has a document (or is foreign).

    `document` is the CPF or CNPJ without punctuation, upper case. `version` counts edits and detects conflicts.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Pessoa física"
        ORGANIZATION = "organization", "Pessoa jurídica"

    class Stage(models.TextChoices):
        PROSPECT = "prospect", "Prospect"
        CUSTOMER = "customer", "Cliente"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField("tipo", max_length=12, choices=Kind)
    stage = models.CharField("situação", max_length=10, choices=Stage)
    name = models.CharField("nome", max_length=150)
    trade_name = models.CharField("nome fantasia", max_length=150, blank=True, default="")
    document = models.CharField("CPF/CNPJ", max_length=14, null=True, blank=True, db_collation="C")
    is_foreign = models.BooleanField("estrangeiro", default=False)
    foreign_document = models.CharField("documento estrangeiro", max_length=40, blank=True, default="")
    birth_date = models.DateField("nascimento ou fundação", null=True, blank=True)
    classification = models.CharField("classe", max_length=10, blank=True, default="")
    is_active = models.BooleanField("ativo", default=True)
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        Team, verbose_name="equipe", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owner = models.ForeignKey(
        User,
        verbose_name="carteira de",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    version = models.IntegerField(default=1)
    # When the person's data was erased at their request; what remains is a number and what the law makes us keep.
    anonymized_at = models.DateTimeField("anonimizado em", null=True, blank=True)

    # What `customers.contactability` found out about the record as it was read, to ask the database once.
    contactability: Any = None
    # The rows of the page it was read with: what is asked for one is asked for all.
    read_with: "Sequence[Party]" = ()

    name_key = models.GeneratedField(
        expression=Func(F("name"), function="vinculo_fold"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    name_vector = models.GeneratedField(
        expression=Func(Concat("name", Value(" "), "trade_name"), function="vinculo_name_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    objects: ClassVar[PartyQuerySet] = PartyQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        constraints = [
            # One index for the rule, for looking a document up and for its beginnings: inactive rows differ by id.
            models.UniqueConstraint(
                F("company"),
                F("document"),
                Case(When(is_active=True, then=Value(0)), default=F("id"), output_field=models.BigIntegerField()),
                name="document_is_unique_among_active_parties",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="party_has_a_name"),
            models.CheckConstraint(
                condition=Q(document__isnull=True)
                | Q(kind="person", document__regex=r"^[0-9]{11}$")
                | Q(kind="organization", document__regex=r"^[0-9A-Z]{12}[0-9]{2}$"),
                name="document_fits_the_kind_of_party",
            ),
            models.CheckConstraint(
                condition=Q(stage="prospect") | Q(is_foreign=True) | Q(document__isnull=False),
                name="customer_has_a_document_or_is_foreign",
            ),
        ]
        # Each index is one more page an imported row must change, so each serves all it can. The foreign keys have none
        # of their own: each is the first column of one of these. Byte order (collation C) makes an index of an order
        # serve beginnings too. The GIN indexes gather what is new in a list and sort it in by the thousand.
        indexes = [
            models.Index(fields=["company", "name_key", "id"], name="party_by_name"),
            models.Index(
                fields=["owner", "name_key", "id"],
                condition=Q(owner__isnull=False),
                name="party_by_owner_and_name",
            ),
            models.Index(
                fields=["team", "name_key", "id"], condition=Q(team__isnull=False), name="party_by_team_and_name"
            ),
            models.Index(fields=["establishment", "name_key", "id"], name="party_by_branch_and_name"),
            models.Index(fields=["birth_date"], condition=Q(birth_date__isnull=False), name="party_birth_date"),
            GinIndex(fields=["name_vector"], name="party_name_words", fastupdate=True),
            GinIndex(Func(F("document"), function="vinculo_pieces"), name="party_document_parts", fastupdate=True),
        ]

    def __str__(self) -> str:
        return self.trade_name or self.name


class PartyRecord(models.Model):
    """Something that belongs to a party and goes with it.

    `company` is always the party's, which is checked; checking and indexing it again would slow imports for nothing.
    """

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        abstract = True
