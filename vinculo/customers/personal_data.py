"""What the registry holds about a person, and what becomes of it when they are erased."""

from datetime import datetime

from django.utils import timezone

from vinculo.customers.activity import last_activity
from vinculo.customers.contact_rules import handle_hash
from vinculo.customers.contactability import handles_of, spellings
from vinculo.customers.models import Party, SensitiveRead, Suppression
from vinculo.customers.parameters import FISCAL_RETENTION
from vinculo.foundation.audit.models import Change
from vinculo.foundation.audit.verbs import verb_label
from vinculo.foundation.drafts.models import Draft
from vinculo.foundation.personal_data import Fate, Holding, Retention, Row, Trace
from vinculo.organization.queries import parameter_value

_PROOF = "Prova do que a pessoa aceitou ou recusou (LGPD, art. 8, § 2º)."

HOLDINGS = (
    Holding("customers.Address", "Endereços", Fate.DELETE),
    Holding("customers.Phone", "Telefones", Fate.DELETE),
    Holding("customers.Email", "E-mails", Fate.DELETE),
    Holding("customers.ExternalReference", "Códigos em outros sistemas", Fate.DELETE),
    Holding("customers.Note", "Notas", Fate.DELETE),
    Holding("customers.Asset", "Bens", Fate.DELETE),
    Holding("customers.PersonalReference", "Referências pessoais", Fate.DELETE),
    Holding("customers.BankReference", "Referências bancárias", Fate.DELETE),
    Holding("customers.CreditCard", "Cartões de crédito", Fate.DELETE),
    Holding("customers.ContactPerson", "Pessoas de contato", Fate.DELETE),
    Holding("customers.Complement", "Dados complementares", Fate.DELETE),
    Holding("customers.StateRegistration", "Inscrições estaduais", Fate.DELETE),
    Holding("customers.PartyCustomValue", "Informações adicionais", Fate.DELETE),
    Holding("customers.Relation", "Relações", Fate.DELETE),
    Holding("customers.PartyRole", "Papéis", Fate.KEEP, why="Não identifica a pessoa."),
    Holding("customers.Responsible", "Responsáveis na empresa", Fate.DELETE),
    Holding("customers.Consent", "Consentimentos", Fate.KEEP, why=_PROOF),
    Holding("customers.ConsentDecision", "Respostas sobre contato", Fate.KEEP, why=_PROOF),
)


def _changes(company_id: int, party_id: int) -> list[Row]:
    rows = Change.objects.filter(root_type="customers.party", root_id=party_id, company_id=company_id).order_by("id")
    return [
        {
            "Quando": _instant(row.at),
            "Quem": row.actor_name,
            "O quê": verb_label(row.verb) if row.verb else row.get_operation_display(),
            "Motivo": row.reason,
        }
        for row in rows.only("at", "actor_name", "verb", "reason", "operation").iterator()
    ]


def _reads(company_id: int, party_id: int) -> list[Row]:
    rows = SensitiveRead.objects.filter(company_id=company_id, party_id=party_id).select_related("user").order_by("id")
    return [
        {"Quando": _instant(row.at), "Quem": row.user.name, "O quê": row.what, "Motivo": row.reason} for row in rows
    ]


def _suppressions(company_id: int, party_id: int) -> list[Row]:
    rows = Suppression.objects.filter(company_id=company_id, key_hash__in=_hashes(company_id, party_id))
    return [
        {"Contato": row.hint, "Canal": row.get_channel_display() if row.channel else "Todos", "Origem": row.source}
        for row in rows
    ]


def _drafts(company_id: int, party_id: int) -> list[Row]:
    rows = Draft.objects.filter(user__company_id=company_id, url__contains=f"/clientes/{party_id}/")
    return [{"Formulário": row.title or row.key, "Salvo em": _instant(row.saved_at)} for row in rows]


def _erase_drafts(company_id: int, party_id: int) -> int:
    """Drafts on the person's pages, and half-typed registrations that hold their document, telephone or e-mail."""
    party = Party.objects.prefetch_related("phones", "emails").get(pk=party_id)
    mine = Draft.objects.filter(user__company_id=company_id)
    doomed = set(mine.filter(url__contains=f"/clientes/{party_id}/").values_list("pk", flat=True))
    doomed |= set(mine.filter(key=f"note-{party_id}").values_list("pk", flat=True))
    for text in spellings(handles_of(party)):
        doomed |= set(mine.filter(fields__icontains=text).values_list("pk", flat=True))
    return Draft.objects.filter(pk__in=doomed).delete()[0]


def _hashes(company_id: int, party_id: int) -> list[str]:
    party = Party.objects.prefetch_related("phones", "emails").get(pk=party_id)
    return [handle_hash(company_id, handle, value) for handle, value in handles_of(party)]


def _instant(instant: datetime) -> str:
    return f"{timezone.localtime(instant):%d/%m/%Y %H:%M}"


TRACES = (
    Trace("customers.changes", "Alterações no cadastro", _changes, why="Os valores são apagados; fica quem e quando."),
    Trace(
        "customers.reads",
        "Leituras de dados sensíveis",
        _reads,
        why="Registro das operações de tratamento (LGPD, art. 37).",
    ),
    Trace(
        "customers.suppressions",
        "Lista de não contatar",
        _suppressions,
        why="Guarda só um resumo do contato, para que não volte por uma importação.",
    ),
    Trace("customers.drafts", "Rascunhos", _drafts, _erase_drafts),
)


def fiscal_retention(company_id: int, party_id: int, now: datetime) -> list[Retention]:
    """What identifies a customer is kept while tax authorities and courts may still ask for the papers it stands on."""
    party = Party.objects.get(pk=party_id)
    if party.stage != Party.Stage.CUSTOMER or party.document is None:
        return []
    years = int(parameter_value(company_id, FISCAL_RETENTION.key))
    newest = last_activity(company_id, [party_id]).get(party_id, party.created_at)
    day = timezone.localtime(newest).date()
    until = day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)
    if until <= timezone.localtime(now).date():
        return []
    return [
        Retention(
            "Nome, CPF/CNPJ, endereço principal e inscrições estaduais",
            f"Identificam documentos fiscais e contratos, guardados por {years} anos "
            "(CTN, arts. 173 e 195; CDC, art. 27; LGPD, art. 16, I).",
            until,
        )
    ]
