"""The rule of a redistribution as people type it."""

from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.foundation.access import Actor
from vinculo.foundation.ui import widgets
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.geography.models import State
from vinculo.organization.models import User
from vinculo.organization.queries import person_label
from vinculo.portfolios.queries import Rule
from vinculo.portfolios.rules import Balance

_CLASSES = [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")]


class RedistributionForm(CardlessForm):
    """From whom, which customers, to whom, and what each receiver gets the same of."""

    from_owner = forms.IntegerField(label="Da carteira de", required=False, min_value=1)
    only_unowned = forms.BooleanField(label="Só os que estão sem carteira", required=False)
    states = forms.MultipleChoiceField(label="Só destas UFs", required=False, widget=forms.CheckboxSelectMultiple)
    classes = forms.MultipleChoiceField(
        label="Só destas classes", choices=_CLASSES, required=False, widget=forms.CheckboxSelectMultiple
    )
    least_potential = forms.DecimalField(
        label="Potencial por ano a partir de",
        required=False,
        min_value=Decimal(0),
        localize=True,
        widget=widgets.MoneyInput,
    )
    idle_days = forms.IntegerField(
        label="Dias sem contato",
        required=False,
        min_value=1,
        max_value=3_650,
        help_text="Ao menos tantos dias desde o último contato.",
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    receivers = forms.MultipleChoiceField(label="Quem recebe", widget=forms.CheckboxSelectMultiple)
    balance = forms.ChoiceField(
        label="Equilibrar por",
        choices=[(Balance.COUNT, "Quantidade de clientes"), (Balance.POTENTIAL, "Potencial de compra")],
        widget=forms.RadioSelect,
        initial=Balance.COUNT,
    )
    reason = forms.CharField(label="Motivo", max_length=200)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["from_owner"].widget = widgets.Lookup(
            reverse_lazy("customers:owners"), label_for=partial(person_label, actor)
        )
        self.people = {
            user.pk: user
            for user in User.objects.filter(
                company_id=actor.company_id, is_active=True, memberships__establishment__is_active=True
            )
            .distinct()
            .order_by("name")
        }
        self._choices(
            "states", [(code, code) for code in State.objects.order_by("code").values_list("code", flat=True)]
        )
        self._choices("receivers", [(str(user.pk), user.name) for user in self.people.values()])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        owner_id = cleaned.get("from_owner")
        if owner_id and cleaned.get("only_unowned"):
            self.add_error("only_unowned", "Escolha uma carteira ou os que estão sem carteira, não as duas coisas.")
        if owner_id and not User.objects.filter(pk=owner_id, company_id=self.actor.company_id).exists():
            self.add_error("from_owner", "Escolha a carteira na lista.")
        if owner_id and str(owner_id) in cleaned.get("receivers", []):
            self.add_error("receivers", "Quem entrega a carteira não pode recebê-la.")
        if not owner_id and not cleaned.get("only_unowned") and not self.errors:
            self.add_error("from_owner", "Diga de quem sai a carteira, ou marque os que estão sem carteira.")
        return cleaned

    def rule(self) -> Rule:
        """What was typed; only for a valid form."""
        typed = self.cleaned_data
        owner = User.objects.filter(pk=typed["from_owner"] or 0, company_id=self.actor.company_id).first()
        return Rule(
            from_owner=owner,
            only_unowned=typed["only_unowned"],
            states=typed["states"],
            classes=typed["classes"],
            least_potential=typed["least_potential"],
            idle_days=typed["idle_days"],
        )

    def receiving(self) -> list[User]:
        return [self.people[int(pk)] for pk in self.cleaned_data["receivers"]]
