"""What is asked before many products change at once."""

from collections.abc import Mapping
from typing import Any

from django import forms

from vinculo.catalogue.models import FiscalGroup, Line
from vinculo.foundation.access import Actor


class LineForm(forms.Form):
    line = forms.ModelChoiceField(Line.objects.none(), label="Nova linha", empty_label="Escolha…")

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        field = self.fields["line"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Line.objects.filter(company_id=actor.company_id, is_active=True).order_by("name")


class GroupForm(forms.Form):
    fiscal_group = forms.ModelChoiceField(
        FiscalGroup.objects.none(), label="Novo agrupamento fiscal", empty_label="Escolha…"
    )

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        field = self.fields["fiscal_group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = FiscalGroup.objects.filter(company_id=actor.company_id, is_active=True).order_by("name")


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Motivo", max_length=200)

    def __init__(self, _actor: Actor, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)


class OptionalReasonForm(ReasonForm):
    reason = forms.CharField(label="Motivo", max_length=200, required=False)
