"""A list of customers made for these tests, over a table that has every kind of column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from django import forms
from django.db.models import Q

from vinculo.customers.models import Party
from vinculo.foundation import lists
from vinculo.foundation.access import Actor
from vinculo.foundation.audit import register_verbs
from vinculo.foundation.lists import definition as registry

KEY = "tests.parties"
SEE, EXPORT, CHANGE = "lists.share_views", "jobs.see_all", "organization.manage_calendar"


class ClassForm(forms.Form):
    classification = forms.CharField(label="Classe", max_length=10)


def class_form(actor: Actor, data: Mapping[str, Any] | None) -> forms.Form:
    return ClassForm(data)


def classify(actor: Actor, rows: Sequence[Party], values: Mapping[str, Any]) -> lists.BulkResult:
    for row in rows:
        row.classification = values["classification"]
        row.save(update_fields=["classification"])
    return lists.BulkResult(len(rows))


DEFINITION = lists.ListDefinition(
    key=KEY,
    title="Clientes de teste",
    permission=SEE,
    export_permission=EXPORT,
    noun=("cliente", "clientes"),
    rows=lambda actor: Party.objects.visible_to(actor).select_related("owner"),
    columns=[
        lists.Column("nome", "Nome", lambda party: party.name, sort="name_key", primary=True),
        lists.Column("documento", "CPF/CNPJ", lambda party: party.document, sort="document"),
        lists.Column("nascimento", "Nascimento", lambda party: party.birth_date, sort="birth_date"),
        lists.Column("carteira", "Carteira", lambda party: party.owner.name if party.owner else None, default=False),
    ],
    default_sort="name_key",
    filters=[
        lists.TextFilter(key="q", label="Nome", field="name_key__contains"),
        lists.ChoiceFilter(key="situacao", label="Situação", field="stage", choices=Party.Stage.choices),
        lists.MultiChoiceFilter(key="tipo", label="Tipo", field="kind", choices=Party.Kind.choices),
        lists.BooleanFilter(key="ativo", label="Ativo", field="is_active"),
        lists.DateRangeFilter(key="nascimento", label="Nascimento", field="birth_date"),
        lists.PersonFilter(key="carteira", label="Carteira de", field="owner_id"),
        lists.BooleanFilter(key="com_documento", label="Documento", condition=lambda yes: Q(document__isnull=not yes)),
    ],
    bulk_actions=[
        lists.BulkAction("classificar", "Classificar", "tag", CHANGE, classify, "Classificar {count}?", form=class_form)
    ],
    row_url=lambda party: f"/clientes/{party.pk}/",
    search="q",
    empty=lists.Empty("Nenhum cliente ainda", "Cadastre o primeiro."),
)


@pytest.fixture(autouse=True)
def registered() -> Iterator[None]:
    lists.register(DEFINITION)
    register_verbs({"tests.write": "Escrita de teste"})
    yield
    del registry._definitions[KEY]
