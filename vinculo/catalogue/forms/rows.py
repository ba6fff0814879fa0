"""The small forms of what belongs to a product, each in a dialog of its section."""

from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.catalogue import queries
from vinculo.catalogue.forms.controls import RowForm, control
from vinculo.catalogue.forms.fields import RecordField
from vinculo.catalogue.models import (
    Complement,
    ConversionFactor,
    Equipment,
    FiscalGroup,
    KitItem,
    Line,
    PartnerCode,
    Product,
    ProductEstablishment,
    ProductLine,
    PromiseRule,
    PromiseTransit,
    SimilarMember,
    Unit,
)
from vinculo.customers.queries import readable_parties
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.geography.models import State


class BelongingForm(RowForm):
    """A form that knows who asks and for which product."""

    def __init__(self, actor: Actor, product: Product, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.product = actor, product
        self.prepare()
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def prepare(self) -> None:
        """Give the choices of the actor's company to the fields."""

    def ask_product(self, name: str, label: str) -> None:
        rows = queries.products(self.actor).exclude(pk=self.product.pk)
        self.fields[name] = RecordField(
            rows, reverse_lazy("catalogue:lookup"), label=label, words=lambda found: f"{found.code} · {found}"
        )

    def ask_party(self, *, required: bool) -> None:
        self.fields["party"] = RecordField(
            readable_parties(self.actor),
            reverse_lazy("customers:parties"),
            label=self.fields["party"].label,
            required=required,
            words=lambda party: party.name,
        )

    def offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        field.empty_label = "Escolha…" if field.required else "—"


class FactorForm(BelongingForm):
    class Meta:
        model = ConversionFactor
        fields = ["from_unit", "numerator", "to_unit", "denominator", "valid_from"]
        formfield_callback = control
        labels = {"from_unit": "Cada", "denominator": "Em quantos", "numerator": "Contém", "to_unit": "De"}
        help_texts = {
            "denominator": "1, a não ser que a conta não feche: 3 KG contêm 1000 UN.",
            "valid_from": "Um fator mais novo vale a partir do seu início; o antigo fica na história.",
        }

    def prepare(self) -> None:
        units = Unit.objects.filter(company_id=self.actor.company_id, is_active=True).order_by("code")
        self.offer("from_unit", units)
        self.offer("to_unit", units)
        self.fields["to_unit"].initial = self.product.unit_id
        self.fields["denominator"].initial = 1
        self.fields["valid_from"].initial = clock.today()


class SimilarForm(BelongingForm):
    class Meta:
        model = SimilarMember
        fields = ["product", "priority", "direction"]
        formfield_callback = control
        help_texts = {"priority": "1 é oferecido primeiro."}

    def prepare(self) -> None:
        self.ask_product("product", "Produto similar")
        self.order_fields(["product", "priority", "direction"])


class SimilarMemberForm(BelongingForm):
    class Meta:
        model = SimilarMember
        fields = ["priority", "direction"]
        formfield_callback = control


class ComplementForm(BelongingForm):
    class Meta:
        model = Complement
        fields = ["complement", "ratio", "position"]
        formfield_callback = control
        help_texts = {"ratio": "Quantos do complementar para cada um deste, nas unidades de estoque."}

    def prepare(self) -> None:
        self.ask_product("complement", "Produto complementar")
        self.order_fields(["complement", "ratio", "position"])


class KitItemForm(BelongingForm):
    class Meta:
        model = KitItem
        fields = ["component", "quantity", "position"]
        formfield_callback = control
        help_texts = {"quantity": "Em cada kit, na unidade de estoque do componente."}

    def prepare(self) -> None:
        self.ask_product("component", "Componente")
        self.order_fields(["component", "quantity", "position"])


class LineForm(BelongingForm):
    class Meta:
        model = ProductLine
        fields = ["line"]

    def prepare(self) -> None:
        lines = Line.objects.filter(company_id=self.actor.company_id, is_active=True)
        self.fields["line"] = RecordField(lines, reverse_lazy("catalogue:table_lookup", args=["linhas"]), label="Linha")


class PartnerCodeForm(BelongingForm):
    class Meta:
        model = PartnerCode
        fields = ["party", "role", "code", "description", "classification"]

    def prepare(self) -> None:
        self.ask_party(required=True)
        self.order_fields(["party", "role", "code", "description", "classification"])


class EquipmentForm(BelongingForm):
    class Meta:
        model = Equipment
        fields = ["serial", "party", "installed_on", "is_loan", "loan_until", "next_maintenance", "notes"]
        formfield_callback = control

    def prepare(self) -> None:
        self.ask_party(required=False)
        self.order_fields(["serial", "party"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        begins, ends = typed.get("installed_on"), typed.get("loan_until")
        if begins and ends and ends < begins:
            self.add_error("loan_until", "O comodato não termina antes da instalação.")
        if ends and not typed.get("is_loan"):
            self.add_error("loan_until", "Só um comodato tem fim: marque-o, ou deixe a data vazia.")
        return typed


class TransitForm(BelongingForm):
    class Meta:
        model = PromiseTransit
        fields = ["state", "days"]

    def prepare(self) -> None:
        self.offer("state", State.objects.order_by("code"))


class PromiseRuleForm(BelongingForm):
    class Meta:
        model = PromiseRule
        fields = ["lead_days", "picking_days", "cut_off", "first_available_on"]
        formfield_callback = control
        help_texts = {
            "lead_days": "Quanto demora para repor quando não há estoque. Vazio: sem estoque não se promete.",
            "cut_off": "Pedidos depois desta hora contam do dia útil seguinte.",
        }


class BranchForm(BelongingForm):
    class Meta:
        model = ProductEstablishment
        fields = ["is_active", "is_blocked", "block_reason", "minimum", "maximum", "fiscal_group"]
        formfield_callback = control

    def prepare(self) -> None:
        groups = FiscalGroup.objects.filter(company_id=self.actor.company_id, is_active=True).order_by("name")
        self.offer("fiscal_group", groups)
        field = self.fields["fiscal_group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.empty_label = "O do produto"


class CostForm(BelongingForm):
    class Meta:
        model = ProductEstablishment
        fields = ["replacement_cost", "average_cost", "last_cost", "cost_date"]
        formfield_callback = control
        help_texts = {"replacement_cost": "Em reais por unidade de estoque, sem impostos recuperáveis."}

    def prepare(self) -> None:
        self.fields["cost_date"].initial = clock.today()
