"""Forms of payment terms, methods and cards."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from vinculo.books.entry_forms import CodedForm
from vinculo.engines.pricing import BadTerm, DueBase, read_days
from vinculo.price_book.models import CardType, PaymentMethod, PaymentMethodType, PaymentTerm
from vinculo.price_book.terms import engine_term

_SHARE_PLACES = 4
_MOST_RATE = Decimal(100)


class PaymentMethodTypeForm(CodedForm):
    class Meta:
        model = PaymentMethodType
        fields = ("code", "name", "nfe_code", "valid_from", "valid_until", "is_active")
        help_texts: ClassVar[dict[str, str]] = {"nfe_code": "Dois dígitos da NF-e: 01 dinheiro, 15 boleto, 17 PIX…"}

    def clean_nfe_code(self) -> str:
        code = str(self.cleaned_data["nfe_code"]).strip()
        if not (len(code) == 2 and code.isascii() and code.isdecimal()):
            raise forms.ValidationError("Digite os dois dígitos do tPag.")
        return code


class PaymentMethodForm(CodedForm):
    own = {"type": lambda actor: PaymentMethodType.objects.visible_to(actor).filter(is_active=True).order_by("code")}

    class Meta:
        model = PaymentMethod
        fields = (
            "code",
            "name",
            "type",
            "through",
            "fee_percent",
            "fee_amount",
            "days_to_receive",
            "valid_from",
            "valid_until",
            "is_active",
        )
        help_texts: ClassVar[dict[str, str]] = {
            "fee_percent": "O que a empresa paga; pesa na margem de contribuição.",
            "fee_amount": "O que a empresa paga por parcela; pesa na margem de contribuição.",
        }

    def clean_fee_percent(self) -> Decimal:
        return _fee(self.cleaned_data["fee_percent"])


class CardTypeForm(CodedForm):
    class Meta:
        model = CardType
        fields = (
            "code",
            "name",
            "kind",
            "brand",
            "acquirer",
            "fee_percent",
            "most_instalments",
            "days_to_receive",
            "valid_from",
            "valid_until",
            "is_active",
        )

    def clean_fee_percent(self) -> Decimal:
        return _fee(self.cleaned_data["fee_percent"])

    def clean_most_instalments(self) -> int:
        most = int(self.cleaned_data["most_instalments"])
        if most < 1:
            raise forms.ValidationError("Ao menos uma parcela.")
        return most


class PaymentTermForm(CodedForm):
    """Due dates are typed as people write them: `30/60/90`, `entrada + 2`, `28 ddl`."""

    is_month_end = False
    linked = ("methods",)
    own = {"methods": lambda actor: PaymentMethod.objects.visible_to(actor).filter(is_active=True).order_by("name")}

    days = forms.CharField(
        label="Vencimentos", max_length=200, help_text="Dias separados por barra: 30/60/90, 0/28, entrada + 2, 3x."
    )
    shares = forms.CharField(
        label="Percentuais", max_length=300, required=False, help_text="Em branco: parcelas iguais. Ou 40/30/30."
    )

    class Meta:
        model = PaymentTerm
        fields = (
            "code",
            "name",
            "days",
            "shares",
            "base",
            "interest",
            "rate",
            "minimum_order",
            "minimum_instalment",
            "residue",
            "taxes_in_first",
            "methods",
            "valid_from",
            "valid_until",
            "is_active",
        )
        help_texts: ClassVar[dict[str, str]] = {
            "rate": "Ao mês, para juros; de uma vez, para percentual fixo (negativo é desconto).",
            "minimum_instalment": "Parcelas menores encurtam o prazo.",
            "methods": "Nenhuma marcada: aceita qualquer uma.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry = self.instance
        self.initial["days"] = "/".join(map(str, entry.days or ()))
        self.initial["shares"] = "/".join(f"{share.normalize():f}".replace(".", ",") for share in entry.shares)

    def clean_days(self) -> list[int]:
        try:
            days, base = read_days(str(self.cleaned_data["days"]))
        except BadTerm as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        self.is_month_end = base is DueBase.MONTH_END
        return list(days)

    def clean_rate(self) -> Decimal:
        rate = Decimal(self.cleaned_data["rate"])
        if rate > _MOST_RATE:
            raise forms.ValidationError("A taxa do prazo não pode passar de 100%.")
        return rate

    def clean_shares(self) -> list[Decimal]:
        parts = [part.strip().replace(",", ".") for part in str(self.cleaned_data["shares"]).split("/") if part.strip()]
        if not all(part.replace(".", "", 1).isdecimal() and part.isascii() for part in parts):
            raise forms.ValidationError("Escreva os percentuais separados por barra: 40/30/30.")
        if any(len(part.partition(".")[2]) > _SHARE_PLACES for part in parts):
            raise forms.ValidationError(f"Até {_SHARE_PLACES} casas depois da vírgula em cada percentual.")
        return [Decimal(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_month_end:
            cleaned["base"] = PaymentTerm.Base.MONTH_END
        if not self.errors:
            draft = PaymentTerm(**{name: cleaned[name] for name in cleaned if name != "methods"})
            try:
                engine_term(draft)
            except BadTerm as refusal:
                self.add_error(refusal.field or "days", refusal.sentence)
        return cleaned


def _fee(points: Decimal) -> Decimal:
    if not 0 <= points < 100:
        raise forms.ValidationError("A taxa fica entre 0 e 100%.")
    return points
