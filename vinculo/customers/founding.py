"""The fields of its own that a new company starts with: what a ficha usually asks besides the standard record."""

from vinculo.foundation import audit
from vinculo.foundation.custom_fields.models import CustomField

_Kind = CustomField.Kind
# audience, section, name, type, options
_FIELDS = (
    ("person", "Cônjuge", "Nome do cônjuge", _Kind.TEXT, ()),
    ("person", "Cônjuge", "Nascimento do cônjuge", _Kind.DATE, ()),
    ("person", "Cônjuge", "Telefone do cônjuge", _Kind.TEXT, ()),
    ("person", "Financeiro", "Renda mensal", _Kind.MONEY, ()),
    ("person", "Financeiro", "Empresa em que trabalha", _Kind.TEXT, ()),
    ("person", "Financeiro", "Tipo de moradia", _Kind.LIST, ("Própria", "Financiada", "Alugada", "Dos pais")),
    ("person", "Pessoal", "Time do coração", _Kind.TEXT, ()),
    ("organization", "Financeiro", "Faturamento anual", _Kind.MONEY, ()),
    ("organization", "Financeiro", "Número de funcionários", _Kind.NUMBER, ()),
    ("organization", "Frota", "Veículos na frota", _Kind.NUMBER, ()),
    (
        "organization",
        "Frota",
        "Troca de frota",
        _Kind.LIST,
        ("Todo ano", "A cada dois anos", "Mais de dois anos"),
    ),
)


def give_fields(company_id: int) -> None:
    with audit.writing(None, "custom_fields.created"):
        CustomField.objects.bulk_create(
            CustomField(
                company_id=company_id,
                record="customers.party",
                audience=audience,
                section=section,
                label=label,
                kind=kind,
                options=list(options),
                position=position,
            )
            for position, (audience, section, label, kind, options) in enumerate(_FIELDS, start=1)
        )
