"""Forms of carriers and freight types."""

from typing import Any, ClassVar

from django import forms

from vinculo.books.entry_forms import CodedForm
from vinculo.foundation.ui.widgets import DocumentInput, PhoneInput
from vinculo.geography.models import State
from vinculo.kernel.brazil import document as documents
from vinculo.kernel.brazil.refusal import Refused
from vinculo.price_book.models import Carrier, FreightType


class FreightTypeForm(CodedForm):
    class Meta:
        model = FreightType
        fields = ("code", "name", "nfe_code", "is_charged", "valid_from", "valid_until", "is_active")
        help_texts: ClassVar[dict[str, str]] = {
            "is_charged": "Ligado: o frete entra no total. Desligado: a empresa paga e pesa na margem."
        }


class CarrierForm(CodedForm):
    states = forms.MultipleChoiceField(
        label="UFs atendidas",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nenhuma marcada: atende o país todo.",
    )

    class Meta:
        model = Carrier
        fields = (
            "code",
            "name",
            "document",
            "mode",
            "phone",
            "email",
            "states",
            "does_redispatch",
            "insures",
            "valid_from",
            "valid_until",
            "is_active",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = self.fields["states"]
        assert isinstance(states, forms.MultipleChoiceField)
        states.choices = [(state.code, state.code) for state in State.objects.order_by("code")]
        document = self.fields["document"]
        assert isinstance(document, forms.CharField)
        document.max_length, document.validators = 18, []
        document.widget = DocumentInput()
        self.fields["phone"].widget = PhoneInput()

    def clean_document(self) -> str:
        text = str(self.cleaned_data["document"]).strip()
        if not text:
            return ""
        try:
            return documents.parse(text).value
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
