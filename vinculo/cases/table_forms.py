"""The forms of the company's tables."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model

from vinculo.cases.queries import offered
from vinculo.cases.tables import CaseNature, ClosingReason, ContactAction
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.widgets import Switch
from vinculo.organization.models import Team
from vinculo.organization.tables import CompanyTable

ICONS = (
    ("phone", "Telefone"),
    ("brand-whatsapp", "WhatsApp"),
    ("mail", "E-mail"),
    ("message", "Mensagem"),
    ("map-pin", "Visita"),
    ("building-store", "Loja"),
    ("steering-wheel", "Test drive"),
    ("file-text", "Documento"),
    ("calendar-event", "Agendamento"),
    ("mood-smile", "Satisfação"),
    ("truck-delivery", "Entrega"),
    ("tool", "Serviço"),
    ("bell", "Lembrete"),
)


class EntryForm(forms.Form):
    """The name of an entry, and whether it is offered."""

    name = forms.CharField(label="Nome", max_length=80, widget=forms.TextInput(attrs={"autofocus": True}))
    is_active = forms.BooleanField(
        label="Oferecida nas telas",
        required=False,
        initial=True,
        widget=Switch,
        help_text="Desligada, fica só nos registros antigos.",
    )
    links: tuple[str, ...] = ()

    def __init__(self, actor: Actor, entry: CompanyTable, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=self._present(entry))
        self.actor, self.entry = actor, entry

    def _present(self, entry: CompanyTable) -> dict[str, Any]:
        if entry.pk is None:
            return {}
        names = [name for name in self.base_fields if name not in self.links]
        present = {name: getattr(entry, name) for name in names}
        return present | {name: list(getattr(entry, name).all()) for name in self.links}

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        namesakes = type(self.entry)._default_manager.filter(company_id=self.actor.company_id, name__iexact=name)
        if namesakes.exclude(pk=self.entry.pk).exists():
            raise forms.ValidationError("Já existe uma linha com este nome.")
        return name

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in self.links}

    def linked(self) -> dict[str, list[Model]]:
        return {name: list(self.cleaned_data[name]) for name in self.links}

    def offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class NatureEntryForm(EntryForm):
    queue = forms.ModelChoiceField(
        Team.objects.none(),
        label="Fila (equipe)",
        required=False,
        empty_label="Sem fila: fica com quem abriu",
        help_text="Recebe os atendimentos abertos sem responsável.",
    )
    is_sale = forms.BooleanField(
        label="É de venda",
        required=False,
        widget=Switch,
        help_text="Motivos de venda perdida só contam em naturezas de venda.",
    )

    def __init__(self, actor: Actor, entry: CompanyTable, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(actor, entry, data)
        teams = Team.objects.filter(company_id=actor.company_id, is_active=True).order_by("name")
        self.offer("queue", teams)


class SubjectForm(EntryForm):
    natures = forms.ModelMultipleChoiceField(
        CaseNature.objects.none(),
        label="Naturezas",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nenhuma marcada: vale para todas.",
    )
    links: tuple[str, ...] = ("natures",)

    def __init__(self, actor: Actor, entry: CompanyTable, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(actor, entry, data)
        self.offer("natures", offered(CaseNature, actor.company_id))


class ActionForm(EntryForm):
    icon = forms.ChoiceField(label="Ícone", choices=ICONS)


class ResultForm(EntryForm):
    reached_party = forms.BooleanField(
        label="Falou com o cliente",
        required=False,
        initial=True,
        widget=Switch,
        help_text="Separa tentativa de conversa.",
    )


class ReasonForm(SubjectForm):
    outcome = forms.ChoiceField(label="Desfecho", choices=ClosingReason.Outcome.choices)
    actions = forms.ModelMultipleChoiceField(
        ContactAction.objects.none(),
        label="Ações do contato",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Valem quando a empresa restringe os motivos por ação. Nenhuma marcada: vale para todas.",
    )
    links = ("natures", "actions")

    def __init__(self, actor: Actor, entry: CompanyTable, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(actor, entry, data)
        self.offer("actions", offered(ContactAction, actor.company_id))
