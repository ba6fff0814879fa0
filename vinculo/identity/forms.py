"""What is chosen when two records become one."""

from collections.abc import Mapping

from django import forms

from vinculo.foundation.ui.cards import CardlessForm
from vinculo.identity.choices import choosable_fields

ONE, OTHER = "one", "other"
_SIDES = ((ONE, "este"), (OTHER, "o outro"))


class MergeForm(CardlessForm):
    """`survivor` and, for each field, the side it comes from."""

    survivor = forms.ChoiceField(
        label="Cadastro que fica", choices=_SIDES, error_messages={"required": "Escolha o cadastro que fica."}
    )
    reason = forms.CharField(label="Motivo", max_length=200, required=False)

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        for field in choosable_fields():
            self.fields[f"field_{field.name}"] = forms.ChoiceField(choices=_SIDES, required=False)

    def from_loser(self) -> list[str]:
        """The fields to take from the record that goes."""
        survivor = self.cleaned_data["survivor"]
        return [
            field.name
            for field in choosable_fields()
            if (self.cleaned_data.get(f"field_{field.name}") or survivor) != survivor
        ]


class PartnerForm(forms.Form):
    """With whom a record is compared."""

    other = forms.IntegerField(label="Comparar com", error_messages={"required": "Escolha o outro cadastro."})

    def __init__(self, data: Mapping[str, str] | None = None, *, lookup: forms.Widget) -> None:
        super().__init__(data)
        self.fields["other"].widget = lookup
