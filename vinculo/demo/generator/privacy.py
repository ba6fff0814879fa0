"""Texts of consent and requests of people, for the demonstration."""

from datetime import datetime, timedelta

from django.utils import timezone

from vinculo.customers.models import ConsentPolicy, Party
from vinculo.privacy.models import PrivacyRequest
from vinculo.privacy.rules import due_on

_TEXT = (
    "Podemos avisar você de revisões, recalls e condições especiais pelo canal que escolher? "
    "Você pode mudar de ideia quando quiser, em qualquer loja ou respondendo SAIR."
)
# (kind, who, days ago, identity check, answer)
_REQUESTS = (
    ("access", "Titular pelo site", 13, "Código enviado ao celular cadastrado", ""),
    ("correction", "Titular no balcão", 6, "RG visto no balcão", "Telefone corrigido na hora."),
    ("erasure", "Titular por e-mail", 2, "", ""),
    ("opposition", "Titular por telefone", 17, "", ""),
)


def ask_for_rights(company_id: int, *, now: datetime) -> None:
    """A published text, and a few requests in every state."""
    ConsentPolicy.objects.create(
        company_id=company_id, version="2026-01", text=_TEXT, published_at=now - timedelta(days=300)
    )
    parties = Party.objects.filter(company_id=company_id, kind="person", stage="customer").order_by("pk")[:4]
    for number, (party, (kind, who, days, checked, answer)) in enumerate(
        zip(parties, _REQUESTS, strict=False), start=1
    ):
        received = now - timedelta(days=days)
        PrivacyRequest.objects.create(
            company_id=company_id,
            protocol=f"LGPD-{received.year}-D{number:04}",
            party=party,
            asked_by=f"{party.name} ({who})",
            kind=kind,
            received_at=received,
            due_on=due_on(timezone.localtime(received).date(), 15),
            identity_check=checked,
            outcome=PrivacyRequest.Outcome.ANSWERED if answer else PrivacyRequest.Outcome.OPEN,
            answer=answer,
            answered_at=received + timedelta(days=1) if answer else None,
        )
