"""Sending pictures and files."""

from typing import Any

from django import forms

from vinculo.foundation.ui.widgets import Switch


def _first() -> forms.TextInput:
    """The field one begins to type in when the dialog opens."""
    return forms.TextInput({"autofocus": True})


class PictureForm(forms.Form):
    file = forms.FileField(label="Imagem", help_text="JPEG, PNG, WebP ou GIF, até 10 MB.")
    caption = forms.CharField(label="Legenda", required=False, max_length=120)


class PictureDetailsForm(forms.Form):
    caption = forms.CharField(label="Legenda", required=False, max_length=120, widget=_first())
    is_first = forms.BooleanField(label="É a imagem principal", required=False, widget=Switch)


class AttachmentForm(forms.Form):
    file = forms.FileField(label="Arquivo", help_text="PDF, imagem, texto, documento ou planilha, até 20 MB.")
    description = forms.CharField(label="Descrição", required=False, max_length=200)


class AttachmentDetailsForm(forms.Form):
    description = forms.CharField(label="Descrição", required=False, max_length=200, widget=_first())


class StatusForm(forms.Form):
    """Why the product stands so; a block says it always."""

    reason = forms.CharField(
        label="Motivo",
        max_length=200,
        widget=_first(),
        error_messages={"required": "Diga por que o produto fica bloqueado."},
    )

    def __init__(self, data: Any, *, asks_why: bool) -> None:
        super().__init__(data)
        self.fields["reason"].required = asks_why
