"""The forms of the tax book. Each checks what one row can tell by itself; the database has the last word."""

from typing import Any, ClassVar

from django import forms

from vinculo.books.entry_forms import CodedForm, EntryForm
from vinculo.foundation.access import Actor
from vinculo.organization.queries.structure import establishments
from vinculo.tax_book.models import (
    Cfop,
    Classification,
    ContributionRate,
    ContributionSituation,
    Destination,
    EstablishmentRegime,
    IcmsSituation,
    InternalRate,
    InterstateRate,
    IpiSituation,
    OperationNature,
    Origin,
    PhaseOut,
    ReformRate,
    ReformSituation,
    Regime,
    SimplesBracket,
    StateRule,
    TaxPeriod,
)

_CODED = ("code", "name")
_VALIDITY = ("valid_from", "valid_until", "is_active", "source")
_DATED = ("valid_from", "valid_until", "source")
SOURCE_HELP = "A lei, o convênio ou a tabela de onde veio. Aparece na explicação do imposto."


class CfopForm(CodedForm):
    class Meta:
        model = Cfop
        fields = (*_CODED, "direction", "reach", *_VALIDITY)


class IcmsSituationForm(CodedForm):
    class Meta:
        model = IcmsSituation
        fields = (*_CODED, *_VALIDITY)


class IpiSituationForm(CodedForm):
    class Meta:
        model = IpiSituation
        fields = (*_CODED, "direction", *_VALIDITY)


class ContributionSituationForm(CodedForm):
    class Meta:
        model = ContributionSituation
        fields = (*_CODED, "direction", *_VALIDITY)


class OriginForm(CodedForm):
    class Meta:
        model = Origin
        fields = (*_CODED, "is_imported", *_VALIDITY)


class ReformSituationForm(CodedForm):
    class Meta:
        model = ReformSituation
        fields = (*_CODED, "is_taxed", "reduces", "defers", "is_single_phase", *_VALIDITY)


class ClassificationForm(CodedForm):
    """The situation is the first three digits of the code, so it is not typed."""

    class Meta:
        model = Classification
        fields = (*_CODED, "ibs_reduction", "cbs_reduction", "law", "documents", *_VALIDITY)

    def values(self) -> dict[str, Any]:
        found = super().values()
        return {**found, "situation": found["code"][:3]}


class InternalRateForm(EntryForm):
    class Meta:
        model = InternalRate
        fields = ("state", "rate", "fcp_rate", *_DATED)
        help_texts: ClassVar[dict[str, str]] = {
            "fcp_rate": "Só o FCP cobrado de mercadorias em geral. O de produtos certos vai na matriz de ICMS.",
            "source": SOURCE_HELP,
        }


class InterstateRateForm(EntryForm):
    class Meta:
        model = InterstateRate
        fields = ("origin", "destination", "is_imported", "rate", *_DATED)
        help_texts: ClassVar[dict[str, str]] = {"source": SOURCE_HELP}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("origin", "destination"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.empty_label = "Qualquer"


class StateRuleForm(EntryForm):
    class Meta:
        model = StateRule
        fields = ("state", "contributor_difal", "consumer_difal", "relief", "reform_in_icms_base", *_DATED)
        help_texts: ClassVar[dict[str, str]] = {
            "contributor_difal": "Dupla e composta: (valor − ICMS interestadual) ÷ (1 − alíquota interna); da dupla sai"
            " o ICMS interestadual, da composta a diferença das alíquotas. Por dentro: valor ÷ (1 − alíquota interna).",
            "consumer_difal": "Única: o preço já traz a carga do destino. Composta: falta compô-lo, e o ICMS próprio"
            " usa a mesma base. Por dentro: só o DIFAL usa valor ÷ (1 − alíquota interna).",
            "source": SOURCE_HELP,
        }


class ContributionRateForm(CodedForm):
    class Meta:
        model = ContributionRate
        fields = (*_CODED, "pis", "cofins", *_VALIDITY)


class ReformRateForm(EntryForm):
    class Meta:
        model = ReformRate
        fields = ("tax", "state", "rate", "is_estimate", *_DATED)
        help_texts: ClassVar[dict[str, str]] = {
            "is_estimate": "Ligado: a lei ainda não a fixou; as vendas que a usam avisam.",
            "source": SOURCE_HELP,
        }


class PhaseOutForm(EntryForm):
    class Meta:
        model = PhaseOut
        fields = ("tax", "share", *_DATED)
        help_texts: ClassVar[dict[str, str]] = {
            "share": "90: cobram-se nove décimos da alíquota da legislação.",
            "source": SOURCE_HELP,
        }


class TaxPeriodForm(EntryForm):
    regimes = forms.MultipleChoiceField(
        label="Regimes de quem vende",
        choices=Regime.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nenhum marcado: vale para todos.",
    )

    class Meta:
        model = TaxPeriod
        fields = ("tax", "regimes", "is_required", "in_total", *_DATED)
        help_texts: ClassVar[dict[str, str]] = {
            "is_required": "Ligado: um item sem regra deste tributo é recusado, nunca sai com zero.",
            "in_total": "Desligado: o tributo é só informado (IBS e CBS em 2026).",
            "source": SOURCE_HELP,
        }


class SimplesBracketForm(EntryForm):
    class Meta:
        model = SimplesBracket
        fields = ("annex", "up_to", "nominal_rate", "deduction", "icms_share", "contributions_share", *_DATED)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not 0 <= (cleaned.get("nominal_rate") or 0) <= 100:
            self.add_error("nominal_rate", "A alíquota vai de 0 a 100%.")
        if (cleaned.get("deduction") or 0) < 0:
            self.add_error("deduction", "A parcela a deduzir não pode ser negativa.")
        return cleaned


class OperationNatureForm(CodedForm):
    class Meta:
        labels: ClassVar = {"reform": "cClassTrib"}
        help_texts: ClassVar = {
            "icms": "Do regime normal, dentro do país.",
            "csosn": "De quem é do Simples.",
            "reform": "A classificação do IBS e da CBS. Em branco: a matriz decide.",
            "icms_source": SOURCE_HELP,
        }
        model = OperationNature
        fields = (
            *_CODED,
            "kind",
            "cfop_state",
            "cfop_interstate",
            "cfop_abroad",
            "cfop_state_st",
            "cfop_interstate_st",
            "cfop_consumer_interstate",
            "moves_stock",
            "has_receivable",
            "icms",
            "csosn",
            "icms_source",
            "ipi",
            "ipi_source",
            "reform",
            "reform_source",
            "legal_text",
            "valid_from",
            "valid_until",
            "is_active",
        )

    def _dress(self, name: str, field: forms.Field) -> None:
        super()._dress(name, field)
        if name in ("icms", "csosn", "ipi") and isinstance(field, forms.ChoiceField):
            field.choices = [("", "A matriz decide"), *getattr(OperationNature, name.capitalize()).choices]

    def clean(self) -> dict[str, Any]:
        """Every CFOP typed exists in the company's table, and the cClassTrib too."""
        cleaned = super().clean()
        fields = {name: cleaned[name] for name in self.fields if name.startswith("cfop_") and cleaned.get(name)}
        known = Cfop.objects.visible_to(self.actor).filter(code__in=fields.values(), is_active=True)
        codes = set(known.values_list("code", flat=True))
        for name, code in fields.items():
            if code not in codes:
                self.add_error(name, f"O CFOP {code} não está na tabela.")
        reform = cleaned.get("reform")
        if reform and not Classification.objects.visible_to(self.actor).filter(code=reform, is_active=True).exists():
            self.add_error("reform", f"A classificação tributária {reform} não está na tabela.")
        return cleaned


class DestinationForm(CodedForm):
    class Meta:
        model = Destination
        fields = (*_CODED, "purpose", "valid_from", "valid_until", "is_active")


def _rates(actor: Actor) -> Any:
    return ContributionRate.objects.visible_to(actor).filter(is_active=True).order_by("code")


class EstablishmentRegimeForm(EntryForm):
    own: ClassVar[Any] = {"contribution_rate": _rates, "establishment": establishments}

    class Meta:
        model = EstablishmentRegime
        fields = (
            "establishment",
            "regime",
            "contributions",
            "contribution_rate",
            "pays_ipi",
            "annex",
            "revenue",
            "reform_outside_das",
            "rounding",
            "mva_places",
            "excludes_icms",
            "excludes_difal",
            "excludes_fcp",
            "excludes_iss",
            "valid_from",
            "valid_until",
        )
        help_texts: ClassVar[dict[str, str]] = {
            "annex": "Só no Simples: dele e da receita saem o crédito de ICMS do comprador e o DAS das margens.",
            "reform_outside_das": "A partir de 2027: destaca IBS e CBS como no regime normal (LC 214/2025, art. 41).",
            "excludes_fcp": "Matéria discutida: confirme com o contador.",
            "excludes_iss": "Matéria discutida (Tema 118): confirme com o contador.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("regime") == Regime.NORMAL and not cleaned.get("contribution_rate"):
            self.add_error("contribution_rate", "No regime normal, escolha as alíquotas de PIS e COFINS.")
        return cleaned
