"""The forms of cases and contacts. They validate; the actions write."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.cases import queries
from vinculo.cases.inputs import CaseEnd, CaseFacts, ContactOutcome, NewCase, NextContact
from vinculo.cases.models import Contact, ServiceCase
from vinculo.cases.tables import (
    CaseNature,
    CaseSubject,
    CaseType,
    Channel,
    ClosingReason,
    ContactAction,
    ContactResult,
    Media,
)
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.foundation.ui.days import DayField, MomentField
from vinculo.foundation.ui.widgets import Lookup
from vinculo.kernel.text import row_number
from vinculo.organization.models import User
from vinculo.organization.queries import person_label

PEOPLE = reverse_lazy("cases:people")
Data = Mapping[str, Any] | None


def _textarea(rows: int, placeholder: str = "") -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "placeholder": placeholder})


def _person(actor: Actor, *, label: str, required: bool = True, hint: str = "") -> "forms.ModelChoiceField[User]":
    return forms.ModelChoiceField(
        queries.colleagues(actor),
        label=label,
        required=required,
        help_text=hint,
        widget=Lookup(PEOPLE, label_for=partial(person_label, actor)),
        error_messages={"invalid_choice": "Escolha uma pessoa da lista."},
    )


def _next_contact_fields(actor: Actor, *, required: bool) -> dict[str, forms.Field]:
    return {
        "action": forms.ModelChoiceField(
            queries.offered(ContactAction, actor.company_id), label="Ação", required=required, empty_label="Escolha…"
        ),
        "due_at": MomentField(label="Data e hora", required=required),
        "purpose": forms.CharField(
            label="O que fazer",
            required=False,
            max_length=300,
            widget=forms.TextInput(attrs={"placeholder": "Retornar com a proposta, confirmar a visita…"}),
        ),
    }


class CaseFactsForm(CardlessForm):
    """What every case says of itself. `nature_id` limits the subjects."""

    type = forms.ModelChoiceField(CaseType.objects.none(), label="Tipo", empty_label="Escolha…")
    subject = forms.ModelChoiceField(CaseSubject.objects.none(), label="Assunto", empty_label="Escolha…")
    media = forms.ModelChoiceField(  # type: ignore[assignment]  # Django moves fields out of the class
        Media.objects.none(), label="Mídia", empty_label="Escolha…", help_text="Como a pessoa soube de nós."
    )
    channel = forms.ModelChoiceField(
        Channel.objects.none(), label="Meio de contato", empty_label="Escolha…", help_text="O meio usado agora."
    )
    description = forms.CharField(
        label="Descrição", required=False, max_length=10_000, widget=_textarea(2, "O que foi conversado")
    )
    perception = forms.CharField(
        label="Percepção", required=False, max_length=10_000, widget=_textarea(2, "O que você percebeu")
    )

    def __init__(self, actor: Actor, data: Data = None, *, case: ServiceCase | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.actor = actor
        company = actor.company_id
        self._offer("type", queries.offered(CaseType, company, keep=case.type_id if case else None))
        self._offer("media", queries.offered(Media, company, keep=case.media_id if case else None))
        self._offer("channel", queries.offered(Channel, company, keep=case.channel_id if case else None))

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def facts(self) -> CaseFacts:
        names = ("type", "subject", "media", "channel", "description", "perception")
        return CaseFacts(**{name: self.cleaned_data[name] for name in names})


class NewCaseForm(CaseFactsForm):
    """A new case and, in the same stroke, its first contact."""

    field_order = ("nature", "type", "subject", "media", "channel", "owner", "description", "perception", "book")

    nature = forms.ModelChoiceField(CaseNature.objects.none(), label="Natureza", empty_label="Escolha…")
    book = forms.BooleanField(label="Marcar o próximo contato", required=False, initial=True)

    def __init__(self, actor: Actor, data: Data = None, **options: Any) -> None:
        super().__init__(actor, data, **options)
        self._offer("nature", queries.offered(CaseNature, actor.company_id).select_related("queue"))
        self.fields["nature"].widget.attrs |= {
            "hx-get": reverse_lazy("cases:subjects"),
            "hx-target": "#id_subject",
            "autofocus": True,
        }
        self._offer("subject", queries.offered_subjects(actor.company_id, self._chosen_nature()))
        self.fields["owner"] = _person(
            actor, label="Responsável", required=False, hint="Vazio: vai para a fila da natureza."
        )
        books = not self.is_bound or "book" in self.data
        self.fields |= _next_contact_fields(actor, required=books)
        self.order_fields(self.field_order)
        tables = {"type": CaseType, "media": Media, "channel": Channel, "action": ContactAction}
        for name, choices in queries.offered_choices(actor.company_id, tables).items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.choices = [("", field.empty_label), *choices]

    def wanted(self) -> NewCase:
        data = self.cleaned_data
        return NewCase(
            nature=data["nature"],
            facts=self.facts(),
            owner=data["owner"],
            next_contact=NextContact(data["action"], data["due_at"], data["purpose"]) if data["book"] else None,
        )

    def _chosen_nature(self) -> int | None:
        value = str(self.data.get("nature") or self.initial.get("nature") or "")
        return row_number(value)


class EditCaseForm(CaseFactsForm):
    """The facts of an open case, with what they were when the form was opened, to compare with a colleague's edit."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, actor: Actor, data: Data = None, *, case: ServiceCase, **options: Any) -> None:
        super().__init__(actor, data, case=case, **options)
        subjects = queries.offered_subjects(actor.company_id, case.nature_id, keep=case.subject_id)
        self._offer("subject", subjects)
        for name in ("type", "subject", "media", "channel", "description", "perception"):
            self.fields[name].show_hidden_initial = True

    def facts_over(self, case: ServiceCase) -> CaseFacts:
        """The facts typed; texts the person may not read, and so were not asked, stay as they are."""
        texts = {name: self.cleaned_data.get(name, getattr(case, name)) for name in ("description", "perception")}
        chosen = {name: self.cleaned_data[name] for name in ("type", "subject", "media", "channel")}
        return CaseFacts(**chosen, **texts)


class StartForm(forms.Form):
    """Whom a new case is for."""

    cliente = forms.IntegerField(
        label="Cliente ou prospect",
        widget=Lookup(
            reverse_lazy("customers:parties"), attrs={"autofocus": True, "placeholder": "Comece a digitar o nome"}
        ),
        error_messages={"required": "Escolha uma pessoa da lista.", "invalid": "Escolha uma pessoa da lista."},
    )


class NatureForm(CardlessForm):
    nature = forms.ModelChoiceField(CaseNature.objects.none(), label="Nova natureza", empty_label="Escolha…")
    subject = forms.ModelChoiceField(CaseSubject.objects.none(), label="Assunto", empty_label="Escolha…")
    reason = forms.CharField(label="Motivo", required=False, max_length=200)

    def __init__(self, actor: Actor, data: Data = None, *, case: ServiceCase, **options: Any) -> None:
        super().__init__(data, initial={"subject": case.subject_id}, **options)
        nature, subject = self.fields["nature"], self.fields["subject"]
        assert isinstance(nature, forms.ModelChoiceField)
        assert isinstance(subject, forms.ModelChoiceField)
        nature.queryset = queries.offered(CaseNature, actor.company_id).exclude(pk=case.nature_id)
        nature.widget.attrs |= {"hx-get": reverse_lazy("cases:subjects"), "hx-target": "#id_subject"}
        chosen = str(self.data.get("nature") or "")
        subject.queryset = queries.offered_subjects(actor.company_id, row_number(chosen))
        self.fields["owner"] = _person(
            actor, label="Responsável", required=False, hint="Vazio: vai para a fila da nova natureza."
        )


class ContactForm(CardlessForm):
    """A contact to be booked in a case."""

    def __init__(self, actor: Actor, data: Data = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields |= _next_contact_fields(actor, required=True)
        self.fields["owner"] = _person(
            actor, label="Para quem", required=False, hint="Vazio: para o responsável pelo atendimento."
        )
        self.fields["action"].widget.attrs["autofocus"] = True

    def wanted(self) -> NextContact:
        data = self.cleaned_data
        return NextContact(data["action"], data["due_at"], data["purpose"], data.get("owner"))


class CloseContactForm(CardlessForm):
    """What came of a contact, and what comes then."""

    NEXT, END, KEEP = "next", "end", "keep"
    result = forms.ModelChoiceField(ContactResult.objects.none(), label="Resultado", empty_label="Escolha…")
    description = forms.CharField(
        label="Descrição", required=False, max_length=10_000, widget=_textarea(2, "O que foi conversado")
    )
    perception = forms.CharField(
        label="Percepção", required=False, max_length=10_000, widget=_textarea(2, "O que você percebeu")
    )
    then = forms.ChoiceField(label="E agora?", widget=forms.RadioSelect, initial=NEXT)
    closing_reason = forms.ModelChoiceField(
        ClosingReason.objects.none(), label="Motivo de encerramento", empty_label="Escolha…"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, actor: Actor, data: Data = None, *, contact: Contact, others: int = 0, **options: Any) -> None:
        super().__init__(data, initial={"version": contact.version, "action": contact.action_id}, **options)
        result, reason, then = self.fields["result"], self.fields["closing_reason"], self.fields["then"]
        assert isinstance(result, forms.ModelChoiceField)
        assert isinstance(reason, forms.ModelChoiceField)
        assert isinstance(then, forms.ChoiceField)
        result.queryset = queries.offered(ContactResult, actor.company_id)
        result.widget.attrs["autofocus"] = True
        reason.queryset = queries.offered_reasons(actor.company_id, contact.case.nature_id, contact.action_id)
        booked = "Nada: já há outro contato marcado" if others == 1 else f"Nada: já há {others} contatos marcados"
        then.choices = [
            (self.NEXT, "Marcar o próximo contato"),
            (self.END, "Encerrar o atendimento"),
            *([(self.KEEP, booked)] if others else []),
        ]
        chosen = self.data.get("then")
        reason.required = chosen != self.NEXT and chosen != self.KEEP
        self.fields |= _next_contact_fields(actor, required=chosen != self.END and chosen != self.KEEP)

    def outcome(self) -> ContactOutcome:
        data = self.cleaned_data
        then: NextContact | CaseEnd | None = None
        if data["then"] == self.NEXT:
            then = NextContact(data["action"], data["due_at"], data["purpose"])
        elif data["then"] == self.END:
            then = CaseEnd(data["closing_reason"])
        return ContactOutcome(data["result"], then, data["description"], data["perception"])


class RescheduleForm(CardlessForm):
    REASONS = ("Cliente pediu", "Não consegui falar", "Aguardando resposta", "Conflito de horário")

    due_at = MomentField(label="Nova data e hora")
    reason = forms.CharField(
        label="Motivo",
        max_length=200,
        widget=forms.TextInput(attrs={"list": "reschedule-reasons", "autocomplete": "off", "autofocus": True}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Data = None, *, contact: Contact, proposed: datetime | None = None) -> None:
        super().__init__(data, initial={"due_at": proposed or contact.due_at, "version": contact.version})


class ForwardForm(CardlessForm):
    reason = forms.CharField(
        label="Recado ou motivo",
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Cliente quer ver o modelo hoje, já está na loja…"}),
    )
    field_order = ("to_user", "reason")

    def __init__(self, actor: Actor, data: Data = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["to_user"] = _person(actor, label="Para quem")
        self.fields["to_user"].widget.attrs["autofocus"] = True
        self.order_fields(self.field_order)


class CloseCaseForm(CardlessForm):
    closing_reason = forms.ModelChoiceField(
        ClosingReason.objects.none(), label="Motivo de encerramento", empty_label="Escolha…"
    )

    def __init__(self, data: Data = None, *, case: ServiceCase, **options: Any) -> None:
        super().__init__(data, **options)
        reason = self.fields["closing_reason"]
        assert isinstance(reason, forms.ModelChoiceField)
        reason.queryset = queries.offered_reasons(case.company_id, case.nature_id, None)
        reason.widget.attrs["autofocus"] = True


class ReopenForm(ContactForm):
    reason = forms.CharField(label="Por que reabrir", max_length=200)
    field_order = ("reason", "action", "due_at", "purpose")

    def __init__(self, actor: Actor, data: Data = None, **options: Any) -> None:
        super().__init__(actor, data, **options)
        del self.fields["owner"]
        self.order_fields(self.field_order)


class TransferForm(CardlessForm):
    """Whose open work goes to whom. An empty filter means everything."""

    field_order = ("from_user", "to_user", "nature", "opened_from", "opened_to", "reason")

    nature = forms.ModelChoiceField(
        CaseNature.objects.none(), label="Só a natureza", required=False, empty_label="Todas"
    )
    opened_from = DayField(label="Abertos desde", required=False)
    opened_to = DayField(label="Abertos até", required=False)
    reason = forms.CharField(
        label="Motivo",
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Férias, desligamento, troca de equipe…"}),
    )

    def __init__(self, actor: Actor, data: Data = None, **options: Any) -> None:
        super().__init__(data, **options)
        nature = self.fields["nature"]
        assert isinstance(nature, forms.ModelChoiceField)
        nature.queryset = queries.offered(CaseNature, actor.company_id)
        self.fields["from_user"] = forms.ModelChoiceField(
            queries.subordinates(actor), label="De", empty_label="Escolha…"
        )
        self.fields["to_user"] = _person(actor, label="Para")
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("opened_from"), cleaned.get("opened_to")
        if first and last and last < first:
            self.add_error("opened_to", "O fim vem antes do começo.")
        return cleaned
