"""The form of the company's own fields for one record, and the form that makes such a field."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from vinculo.foundation.custom_fields.models import CustomField
from vinculo.foundation.custom_fields.records import CustomizedRecord
from vinculo.foundation.custom_fields.rules import AnswersCollide, in_words, kept, typed
from vinculo.foundation.ui import FieldConflict, widgets
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.foundation.ui.days import DayField

_Kind = CustomField.Kind
_ORIGINAL = "custom_original"


class CustomFieldsForm(CardlessForm):
    """Asks `fields` of one record; `values` are its present answers by the id of the field.

    Each form field is named `custom_<id>`; a mandatory one must be answered. `original` are the answers the form was
    opened with: they travel in it, so that what somebody else answers meanwhile is not lost.
    """

    long_numbers = frozenset({_ORIGINAL})

    def __init__(
        self, data: Any = None, *, fields: Iterable[CustomField], values: Mapping[int, object], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.asked = list(fields)
        opened_with = _read(self.data.get(_ORIGINAL))
        self.original: Mapping[int, object] = dict(values) if opened_with is None else opened_with
        self.fields[_ORIGINAL] = forms.CharField(required=False, widget=forms.HiddenInput, initial=_written(values))
        for field in self.asked:
            made = _form_field(field)
            made.required = field.is_mandatory
            made.initial = typed(field.kind, values.get(field.pk))
            self.fields[_name(field)] = made

    def answers(self) -> dict[int, object]:
        """What was answered, as it is kept, by the id of the field; only for a valid form.

        Where the person chose to keep what somebody else had answered (`keep_<name>`), that.
        """
        return {
            field.pk: self.original.get(field.pk)
            if self.data.get(f"keep_{_name(field)}") == "theirs"
            else kept(self.cleaned_data[_name(field)])
            for field in self.asked
        }

    def conflicts(self, collision: AnswersCollide) -> list[FieldConflict]:
        """What to choose between, field by field. The form goes on from the answers as they now are."""
        mine, original = self.answers(), self.original
        self.original = collision.theirs
        self.data = {**{name: self.data.get(name) for name in self.data}, _ORIGINAL: _written(collision.theirs)}
        return [
            FieldConflict(
                name=_name(field),
                label=field.label,
                mine=in_words(field.kind, mine[field.pk]),
                theirs=in_words(field.kind, collision.theirs.get(field.pk)),
                original=in_words(field.kind, original.get(field.pk)),
            )
            for field in self.asked
            if field.pk in collision.fields
        ]

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The bound fields by section, in order."""
        found: dict[str, list[forms.BoundField]] = {}
        for field in self.asked:
            found.setdefault(field.section, []).append(self[_name(field)])
        return list(found.items())


def _written(answers: Mapping[int, object]) -> str:
    return json.dumps({str(field): answer for field, answer in answers.items()}, ensure_ascii=False)


def _read(text: object) -> dict[int, object] | None:
    """What `_written` wrote; None for anything else."""
    try:
        return {int(field): answer for field, answer in json.loads(str(text)).items()}
    except (ValueError, AttributeError):
        return None


def _name(field: CustomField) -> str:
    return f"custom_{field.pk}"


def _form_field(field: CustomField) -> forms.Field:
    words: dict[str, Any] = {"label": field.label, "help_text": field.help_text}
    match field.kind:
        case _Kind.LONG_TEXT:
            return forms.CharField(max_length=2_000, widget=forms.Textarea({"rows": 3}), **words)
        case _Kind.NUMBER:
            return forms.DecimalField(max_digits=18, decimal_places=4, localize=True, widget=forms.TextInput, **words)
        case _Kind.MONEY:
            return forms.DecimalField(
                max_digits=14, decimal_places=2, min_value=Decimal(0), localize=True, widget=widgets.MoneyInput, **words
            )
        case _Kind.DATE:
            return DayField(input_formats=["%d/%m/%Y"], **words)
        case _Kind.YES_NO:
            return forms.TypedChoiceField(
                choices=[("", "Sem resposta"), ("yes", "Sim"), ("no", "Não")],
                coerce=lambda answer: answer == "yes",
                empty_value=None,
                **words,
            )
        case _Kind.LIST:
            return forms.ChoiceField(choices=[("", "Escolha"), *((each, each) for each in field.options)], **words)
        case _:
            return forms.CharField(max_length=300, **words)


class DefinitionForm(forms.Form):
    """One field of the company's own: what it is called, for whom, of which type."""

    label = forms.CharField(label="Nome", max_length=60, widget=forms.TextInput({"autofocus": True}))
    section = forms.CharField(
        label="Grupo",
        max_length=40,
        initial="Geral",
        help_text="Campos do mesmo grupo ficam juntos: Cônjuge, Financeiro…",
    )
    audience = forms.ChoiceField(label="Para", required=False)
    kind = forms.ChoiceField(label="Tipo", choices=CustomField.Kind.choices)
    options = forms.CharField(
        label="Opções da lista",
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Uma por linha, na ordem em que aparecem.",
    )
    help_text = forms.CharField(label="Ajuda", max_length=150, required=False)
    is_mandatory = forms.BooleanField(label="Obrigatório", required=False)
    is_printed = forms.BooleanField(label="Sai na ficha impressa", required=False, initial=True)

    def __init__(
        self, *args: Any, record: CustomizedRecord, company_id: int, is_used: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Todos"), *((each.key, each.label) for each in record.audiences_of(company_id))]
        audience = self.fields["audience"]
        assert isinstance(audience, forms.ChoiceField)
        audience.choices = choices
        if is_used:
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = "Já tem respostas: o tipo não muda mais."

    def clean_options(self) -> list[str]:
        lines = [line.strip() for line in str(self.cleaned_data["options"]).splitlines()]
        options = list(dict.fromkeys(line for line in lines if line))
        if any(len(option) > 60 for option in options):
            raise forms.ValidationError("Cada opção pode ter até 60 letras.")
        return options

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == _Kind.LIST and not cleaned.get("options") and "options" not in self.errors:
            self.add_error("options", "Uma lista precisa de ao menos uma opção.")
        if cleaned.get("kind") != _Kind.LIST:
            cleaned["options"] = []
        return cleaned
