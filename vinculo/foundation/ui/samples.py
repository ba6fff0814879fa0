"""What the style page shows: invented people, dates around now, one form with every kind of control."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.foundation.ui import charts, widgets
from vinculo.foundation.ui.conflicts import FieldConflict

CITIES = [
    {"value": "4106902", "label": "Curitiba", "hint": "PR"},
    {"value": "3509502", "label": "Campinas", "hint": "SP"},
    {"value": "5002704", "label": "Campo Grande", "hint": "MS"},
    {"value": "3304557", "label": "Rio de Janeiro", "hint": "RJ"},
    {"value": "3550308", "label": "São Paulo", "hint": "SP"},
    {"value": "4314902", "label": "Porto Alegre", "hint": "RS"},
]

TOASTS: dict[str, tuple[str, str | None]] = {
    "success": ("Contato reagendado para amanhã, 09:00.", "/estilo/aviso/?tone=info"),
    "info": ("Tudo voltou a ser como era.", None),
    "warning": ("O cliente foi salvo, mas o telefone já pertence a outra pessoa.", None),
    "danger": ("Não foi possível falar com o servidor. Nada se perdeu: tente de novo.", None),
}


def city_name(code: str) -> str:
    return next((city["label"] for city in CITIES if city["value"] == code), code)


class SampleForm(forms.Form):
    name = forms.CharField(label="Nome", max_length=80, help_text="Como a pessoa gosta de ser chamada.")
    document = forms.CharField(label="CPF ou CNPJ", required=False, widget=widgets.DocumentInput)
    email = forms.EmailField(label="E-mail", required=False)
    cep = forms.CharField(label="CEP", required=False, widget=widgets.CepInput)
    city = forms.CharField(
        label="Município",
        required=False,
        widget=widgets.Lookup(reverse_lazy("ui:style_lookup"), label_for=city_name),
    )
    source = forms.ChoiceField(
        label="Mídia", choices=[("", "Escolha…"), ("site", "Site"), ("feira", "Feira"), ("indicacao", "Indicação")]
    )
    due_date = forms.DateField(label="Próximo contato", widget=widgets.DateInput)
    due_at = forms.DateTimeField(label="Visita", required=False, widget=widgets.DateTimeInput)
    credit = forms.DecimalField(label="Limite de crédito", required=False, localize=True, widget=widgets.MoneyInput)
    kind = forms.ChoiceField(
        label="Tipo de pessoa", widget=forms.RadioSelect, choices=[("person", "Pessoa"), ("company", "Empresa")]
    )
    channels = forms.MultipleChoiceField(
        label="Aceita contato por",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("phone", "Telefone"), ("whatsapp", "WhatsApp"), ("email", "E-mail")],
    )
    active = forms.BooleanField(label="Cliente ativo", required=False, widget=widgets.Switch)
    consent = forms.BooleanField(
        label="Autoriza o uso dos dados para ofertas",
        required=False,
        help_text="Pode ser retirado a qualquer momento.",
    )
    note = forms.CharField(label="Observação", required=False, widget=forms.Textarea)
    sheet = forms.FileField(label="Planilha", required=False, help_text="XLSX ou CSV, até 200 MB.")


class SamplePhoneForm(forms.Form):
    number = forms.CharField(label="Telefone", widget=widgets.PhoneInput)
    kind = forms.ChoiceField(
        label="Tipo", choices=[("mobile", "Celular"), ("home", "Residencial"), ("work", "Comercial")]
    )


SamplePhones = forms.formset_factory(SamplePhoneForm, extra=0, min_num=1, can_delete=True)


def everything(now: datetime) -> dict[str, Any]:
    """The context of the style page."""
    initial = {"name": "Antônia Conceição Figueiredo", "city": "4106902", "kind": "person", "active": True}
    wrong = {
        "name": "",
        "document": "123",
        "email": "antonia@",
        "source": "",
        "due_date": "31/02/2026",
        "kind": "person",
    }
    return {
        "form": SampleForm(initial=initial),
        "wrong": SampleForm({f"wrong-{name}": value for name, value in wrong.items()}, prefix="wrong"),
        "phones": SamplePhones(
            initial=[{"number": "(41) 98765-4321"}, {"number": "(41) 3222-1000", "kind": "work"}], prefix="phones"
        ),
        "palette": PALETTE,
        "charts": CHARTS,
        "tones": ("", "accent", "danger", "warning", "success", "info", "today", "outline"),
        "people": _people(now),
        "minutes_ago": now - timedelta(minutes=12),
        "yesterday": now - timedelta(days=1, hours=2),
        "next_week": now + timedelta(days=6),
        "last_year": now - timedelta(days=420),
        "toasts": (("success", "Com desfazer"), ("info", "Informação"), ("warning", "Atenção"), ("danger", "Erro")),
        "conflicts": [
            FieldConflict("phone", "Telefone", "(41) 98765-4321", "(41) 99876-0000", "(41) 98765-0000"),
            FieldConflict("city", "Município", "Curitiba", "São José dos Pinhais", ""),
        ],
    }


def _people(now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "name": "Antônia Conceição Figueiredo",
            "document": "52998224725",
            "city": "Curitiba/PR",
            "phone": "+5541987654321",
            "due": now - timedelta(days=2),
            "state": ("Atrasado", "overdue"),
            "owner": "Ana Prado",
            "value": Decimal("18450.9"),
        },
        {
            "name": "Transportadora Irmãos Vasconcelos de Albuquerque e Filhos Ltda.",
            "document": "11222333000181",
            "city": "São José do Vale do Rio Preto/RJ",
            "phone": "+552433221000",
            "due": now + timedelta(minutes=50),
            "state": ("Hoje", "today"),
            "owner": "Bruno Sá",
            "value": Decimal("1284000"),
        },
        {
            "name": "Luiz Souza",
            "document": "",
            "city": "",
            "phone": "+5511987654321",
            "due": now + timedelta(days=9),
            "state": ("Futuro", "future"),
            "owner": "",
            "value": Decimal("-320.5"),
        },
    ]


PALETTE = (
    ("Papel", ("canvas", "surface", "sunken", "raised", "hover", "line", "line-strong")),
    ("Tinta", ("ink", "ink-2", "ink-3")),
    ("Jabuticaba", ("accent", "accent-fill", "accent-soft", "accent-line", "honey")),
    ("Sentido", ("danger", "warning", "success", "info", "danger-soft", "warning-soft", "success-soft", "info-soft")),
)

CHARTS = {
    "bars": [
        charts.Bar("Filtração", 182, "#", hint="12 sem preço"),
        charts.Bar("Freios e suspensão dianteira de veículos pesados", 96, "#"),
        charts.Bar("Sem linha", 41, "#", "warning"),
        charts.Bar("Vencidos", 7, "#", "danger"),
    ],
    "line": [
        charts.Mark(month, value if value is None else Decimal(value))
        for month, value in zip(
            ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
            (81200, 76400, 90150, None, 98800, 104300, 99700, 121000, 118500, 127900, 131250, 126400),
            strict=True,
        )
    ],
    "money": charts.MONEY,
    "percent": charts.PERCENT,
    "goal": 110_000,
    "more_is_better": charts.Range(0, 100, 60, 85),
    "less_is_better": charts.Range(0, 90, 60, 30),
    "good": Decimal("91.4"),
    "fair": 44,
    "poor": Decimal("37.2"),
    "series": (31, 28, 36, 40, 38, 44, 41, 48),
    "nothing": [],
}
